import type { AgentClass, AgentRule } from './agents.js';
import { type Counters, chooseCounters } from './counters.js';
import { type DayOptions, type DayOrder, orderDay } from './options.js';
import { dailyRest } from './rules/daily-rest.js';
import type { RuleMachine, Step } from './rules/index.js';
import { isWithinReach, type SumReach, sumReach } from './sum-reach.js';
import { type Choice, ruleCost } from './tour.js';

/**
 * Which rules a search carries: `exact` for tours that shall be legal, `bound` for a relaxation that is never too dear;
 * `quick`: a tour of the relaxation found day by day, with a bound from the sums alone.
 */
export type SearchMode = 'exact' | 'bound' | 'quick';

export interface TourResult {
  readonly choice: Choice;
  /** Cost of the tour at the given prices, rules at their true cost. */
  readonly cost: number;
  /** No tour of the mode's rules costs less. */
  readonly bound: number;
}

interface Carried {
  readonly machine: RuleMachine;
  readonly offset: number;
  readonly weight: number;
  readonly hard: boolean;
  readonly reach: SumReach | null;
}

/** Static part of a search for one class of agents. */
export interface SearchPlan {
  readonly agent: AgentClass;
  readonly counters: Counters;
  readonly exact: { readonly carried: readonly Carried[]; readonly words: number };
  readonly bound: { readonly carried: readonly Carried[]; readonly words: number };
  readonly quick: { readonly carried: readonly Carried[]; readonly words: number };
  /** Possible shapes of each day in groups of which only the times differ. */
  readonly orders: readonly DayOrder[];
}

/** Prepares a class for searches. */
export function planSearch(agent: AgentClass, slotMinutes: number): SearchPlan {
  const counters = chooseCounters(agent, slotMinutes);
  const rest = agent.rules.filter((rule) => !counters.covered.has(rule));
  const has = (...names: string[]): boolean => agent.rules.some(({ rule }) => names.includes(rule.rule));
  const relaxation = layOut(
    agent,
    rest.flatMap((rule) => relaxed(agent, rule)),
  );
  return {
    agent,
    counters,
    exact: layOut(
      agent,
      rest.map((rule) => [rule, rule.machine]),
    ),
    bound: relaxation,
    quick: relaxation,
    orders: agent.days.map((_, day) =>
      orderDay(agent, day, {
        sites: has('place-days'),
        kinds: has('shift-count', 'succession', 'sequence', 'rotation', 'consecutive-shifts', 'rest-after-series'),
        starts: has('start-variation'),
      }),
    ),
  };
}

/** Rules in the relaxation: those whose state makes no difference between options that dominance treats as alike. */
function relaxed(agent: AgentClass, item: AgentRule): [AgentRule, RuleMachine][] {
  const { rule, machine } = item;
  if (rule.rule === 'weekly-rest') return [];
  if (rule.rule === 'daily-rest' && rule.reduced) {
    const { reduced, ...plain } = rule;
    const loose = { ...plain, minutes: Math.min(rule.minutes, reduced.minutes) };
    return [[item, dailyRest(loose, agent.context)]];
  }
  return [[item, machine]];
}

function layOut(
  agent: AgentClass,
  items: readonly (readonly [AgentRule, RuleMachine])[],
): { carried: Carried[]; words: number } {
  let words = 0;
  const carried = items.map(([item, machine]) => {
    const { rule, weight } = item;
    const offset = words;
    words += machine.words;
    return { machine, offset, weight, hard: rule.hard, reach: sumReach(agent, item) };
  });
  return { carried, words };
}

const EPSILON = 1e-7;

/**
 * Finds the cheapest tour of an agent for given costs of its days: labels over the days with the sums of
 * {@link Counters}, the rules' states and, looking ahead, a bound from a backward program over the sums alone. Labels of
 * equal state keep the cheapest; labels that cannot beat `limit` are dropped; the widest layer keeps `beam` labels.
 */
export class TourSearch {
  /** Labels made so far: the deterministic measure of work. */
  work = 0;
  private ahead: Float64Array = new Float64Array(0);
  private cost: Float64Array = new Float64Array(1024);
  private value: Float64Array = new Float64Array(1024);
  private paid: Int32Array = new Int32Array(1024);
  private days: Int32Array = new Int32Array(1024);
  private end: Int32Array = new Int32Array(1024);
  private parent: Int32Array = new Int32Array(1024);
  private option: Int32Array = new Int32Array(1024);
  private state: Int32Array = new Int32Array(1024);
  private hashNext: Int32Array = new Int32Array(1024);
  private hash: Int32Array = new Int32Array(0);
  private hashKeys: Int32Array = new Int32Array(1024);
  private stateWords = 0;
  private readonly step: Step = {
    day: 0,
    weekday: 1,
    on: false,
    start: 0,
    end: 0,
    paid: 0,
    work: 0,
    kind: -1,
    startMinute: 0,
    site: -1,
  };

  constructor(
    private readonly slots: number,
    private readonly hardPenalty: number,
    private readonly beams = { exact: 48, bound: 160, quick: 1 },
  ) {}

  /**
   * @param options per day; @param limit only tours cheaper than this are looked for
   * @param priced true: hard rules may be broken at the hard penalty (for agents whom no legal tour exists for)
   * @returns the cheapest tour found, or null where none is under the limit; `bound` holds in both cases
   */
  find(
    plan: SearchPlan,
    options: readonly DayOptions[],
    mode: SearchMode,
    priced: boolean,
    limit: number,
  ): { best: TourResult | null; bound: number } {
    const { agent, counters } = plan;
    const { carried, words } = plan[mode];
    const dayCount = agent.days.length;
    this.beam = this.beams[mode];
    const { paidStates, dayStates, unit, segmentOf } = counters;
    const cells = paidStates * dayStates;
    const penalty = priced ? counters.pricedPenalty : counters.penalty;
    this.lookAhead(plan, options, priced);
    const ahead = this.ahead;
    if (ahead[0]! >= limit - EPSILON) return { best: null, bound: ahead[0]! };
    this.reset(words);
    for (const { machine, offset } of carried) machine.init(this.state, offset);
    this.copyInitial(plan, mode);
    const first = this.dive(plan, options, mode, priced, limit);
    if (first && (mode === 'quick' || first.cost <= ahead[0]! + EPSILON)) return { best: first, bound: ahead[0]! };
    if (mode === 'quick') return { best: null, bound: ahead[0]! };
    if (first) limit = first.cost;
    let dropped = Infinity;
    let from = 0;
    let to = 1;
    this.cost[0] = 0;
    this.paid[0] = 0;
    this.days[0] = 0;
    this.end[0] = agent.priorEnd;
    this.parent[0] = -1;
    this.option[0] = -1;
    const { step } = this;
    for (let d = 0; d < dayCount; d++) {
      const info = agent.days[d]!;
      const list = options[d]!;
      const lastOfSegment = counters.segments[segmentOf[d]!]!.last === d;
      const pen = penalty[segmentOf[d]!]!;
      const most = priced ? paidStates - 1 : counters.mostPaid[segmentOf[d]!]!;
      const next = (d + 1) * cells;
      const mask = this.clearHash();
      const later = agent.context.cyclic ? -1_000_000_000 : agent.context.earliestLater[d]!;
      const offCost =
        info.offWishes + (info.offBreach > 0 ? (priced ? info.offBreach * this.hardPenalty : Infinity) : 0);
      step.day = d;
      step.weekday = agent.context.days[d]!.weekday;
      let count = to;
      for (let l = from; l < to; l++) {
        const cost = this.cost[l]!;
        const a = this.paid[l]!;
        const b = this.days[l]!;
        const lastEnd = this.end[l]!;
        // A day off.
        if (offCost < Infinity) {
          const cell = a * dayStates + b;
          const g = cost + offCost + (lastOfSegment ? pen[cell]! : 0);
          const f = g + ahead[next + (lastOfSegment ? 0 : cell)]!;
          if (f < limit - EPSILON) {
            step.on = false;
            count = this.push(
              l,
              -1,
              g,
              f,
              lastOfSegment ? 0 : a,
              lastOfSegment ? 0 : b,
              lastEnd,
              later,
              carried,
              words,
              priced,
              count,
              to,
              mask,
              limit,
            );
          }
        }
        const nextDays = dayStates > 1 ? b + 1 : 0;
        if (nextDays >= dayStates && dayStates > 1) continue;
        step.on = true;
        for (let group = 0; group < list.groups; group++) {
          let i = list.groupAt[group]!;
          const stop = list.groupAt[group + 1]!;
          const shape0 = info.day.shapes[list.shape[i]!]!;
          const nextPaid = paidStates > 1 ? a + shape0.paid / unit : 0;
          if (nextPaid > most) continue;
          const cell = nextPaid * dayStates + nextDays;
          const rest = (lastOfSegment ? pen[cell]! : 0) + ahead[next + (lastOfSegment ? 0 : cell)]!;
          let earliestEnd = 1_000_000_000;
          for (; i < stop; i++) {
            const g = cost + list.cost[i]!;
            if (g + rest >= limit - EPSILON) break;
            const shape = info.day.shapes[list.shape[i]!]!;
            if (shape.start < lastEnd || shape.end >= earliestEnd) continue;
            step.start = shape.start;
            step.end = shape.end;
            step.paid = shape.paid;
            step.work = shape.work;
            step.kind = shape.kind;
            step.startMinute = shape.startMinute;
            step.site = agent.places[list.place[i]!]!.site;
            const before = this.accepted;
            count = this.push(
              l,
              i,
              g + (lastOfSegment ? pen[cell]! : 0),
              g + rest,
              lastOfSegment ? 0 : nextPaid,
              lastOfSegment ? 0 : nextDays,
              shape.end,
              later,
              carried,
              words,
              priced,
              count,
              to,
              mask,
              limit,
            );
            if (this.accepted > before) earliestEnd = shape.end;
          }
        }
      }
      from = to;
      to = count;
      if (to - from > this.beam && d < dayCount - 1) {
        dropped = Math.min(dropped, this.narrow(from, to, words));
        to = from + this.beam;
      }
      if (from === to)
        return { best: first && { ...first, bound: Math.min(limit, dropped) }, bound: Math.min(limit, dropped) };
    }
    const order = Array.from({ length: to - from }, (_, k) => from + k).sort(
      (x, y) => this.cost[x]! - this.cost[y]! || x - y,
    );
    const bound = Math.min(this.cost[order[0]!]!, dropped);
    let best: TourResult | null = first && { ...first, bound };
    for (const label of order.slice(0, mode === 'exact' ? 12 : 1)) {
      if (best && this.cost[label]! >= best.cost) break;
      const choice = this.trace(label, dayCount, options);
      const cost = mode === 'bound' ? this.cost[label]! : this.trueCost(agent, choice, options, label);
      if (cost < limit - EPSILON && (!best || cost < best.cost - EPSILON)) best = { choice, cost, bound };
    }
    return { best, bound };
  }

  private accepted = 0;
  private beam = 0;
  private dived = new Int32Array(64);
  private tried = new Int32Array(64);
  private chosen = new Int32Array(64);

  /**
   * A first tour: day by day the option that promises least by the look-ahead and breaks no hard rule. A good limit for
   * the labels, and often already the best.
   */
  private dive(
    plan: SearchPlan,
    options: readonly DayOptions[],
    mode: SearchMode,
    priced: boolean,
    limit: number,
  ): TourResult | null {
    const { agent, counters } = plan;
    const { carried, words } = plan[mode];
    const { paidStates, dayStates, unit, segmentOf, segments } = counters;
    const cells = paidStates * dayStates;
    const penalty = priced ? counters.pricedPenalty : counters.penalty;
    const dayCount = agent.days.length;
    const { ahead, step } = this;
    if (this.dived.length < words) {
      this.dived = new Int32Array(words);
      this.tried = new Int32Array(words);
      this.chosen = new Int32Array(words);
    }
    for (let w = 0; w < words; w++) this.dived[w] = this.state[w]!;
    const shape = new Int32Array(dayCount).fill(-1);
    const place = new Int32Array(dayCount).fill(-1);
    let cost = 0;
    let own = 0;
    let a = 0;
    let b = 0;
    let lastEnd = agent.priorEnd;
    for (let d = 0; d < dayCount; d++) {
      const info = agent.days[d]!;
      const list = options[d]!;
      const last = segments[segmentOf[d]!]!.last === d;
      const pen = penalty[segmentOf[d]!]!;
      const next = (d + 1) * cells;
      let value = Infinity;
      let best = -2;
      let gain = 0;
      let bestPaid = 0;
      const consider = (option: number, base: number, paid: number, ahead: number): void => {
        this.work++;
        for (let w = 0; w < words; w++) this.tried[w] = this.dived[w]!;
        let g = base;
        for (let r = 0; r < carried.length; r++) {
          const rule = carried[r]!;
          const amount = rule.machine.step(this.tried, rule.offset, step);
          if (amount > 0) {
            if (rule.hard && !priced) return;
            g += amount * rule.weight;
          }
          if (rule.reach && !priced && !isWithinReach(rule.reach, this.tried[rule.offset]!, d)) return;
        }
        if (g + ahead >= value) return;
        value = g + ahead;
        gain = g;
        best = option;
        bestPaid = paid;
        const { chosen } = this;
        this.chosen = this.tried;
        this.tried = chosen;
      };
      step.day = d;
      step.weekday = agent.context.days[d]!.weekday;
      const offCost =
        info.offWishes + (info.offBreach > 0 ? (priced ? info.offBreach * this.hardPenalty : Infinity) : 0);
      const cell = a * dayStates + b;
      const offAhead = last ? pen[cell]! + ahead[next]! : ahead[next + cell]!;
      if (offCost + offAhead < Infinity) {
        step.on = false;
        consider(-1, offCost, a, offAhead);
      }
      const nextDays = dayStates > 1 ? b + 1 : 0;
      if (nextDays < dayStates) {
        step.on = true;
        for (let group = 0; group < list.groups; group++) {
          let i = list.groupAt[group]!;
          const stop = list.groupAt[group + 1]!;
          const nextPaid = paidStates > 1 ? a + info.day.shapes[list.shape[i]!]!.paid / unit : 0;
          if (nextPaid >= paidStates) continue;
          const at = nextPaid * dayStates + nextDays;
          const rest = last ? pen[at]! + ahead[next]! : ahead[next + at]!;
          for (; i < stop; i++) {
            if (list.cost[i]! + rest >= value) break;
            const it = info.day.shapes[list.shape[i]!]!;
            if (it.start < lastEnd) continue;
            step.start = it.start;
            step.end = it.end;
            step.paid = it.paid;
            step.work = it.work;
            step.kind = it.kind;
            step.startMinute = it.startMinute;
            step.site = agent.places[list.place[i]!]!.site;
            const before = value;
            consider(i, list.cost[i]!, nextPaid, rest);
            // Within a group the times differ only: the first that the rules allow at no cost is its best.
            if (value < before && gain <= list.cost[i]!) break;
          }
        }
      }
      if (best === -2) return null;
      const { dived } = this;
      this.dived = this.chosen;
      this.chosen = dived;
      cost += gain;
      a = bestPaid;
      if (best >= 0) {
        const s = list.shape[best]!;
        shape[d] = s;
        place[d] = list.place[best]!;
        own += list.cost[best]! - info.wishes[s]! - info.breach[s]! * this.hardPenalty;
        lastEnd = info.day.shapes[s]!.end;
        b = nextDays;
      }
      if (last) {
        cost += pen[a * dayStates + b]!;
        a = 0;
        b = 0;
      }
    }
    const choice = { shape, place };
    if (mode === 'exact') cost = own + ruleCost(agent, choice, this.slots, this.hardPenalty);
    return cost < limit - EPSILON ? { choice, cost, bound: ahead[0]! } : null;
  }

  /** Steps the rules and stores the label unless a cheaper one of equal state exists. Returns the new label count. */
  private push(
    parent: number,
    option: number,
    g: number,
    f: number,
    paid: number,
    days: number,
    end: number,
    later: number,
    carried: readonly Carried[],
    words: number,
    priced: boolean,
    count: number,
    layer: number,
    mask: number,
    limit: number,
  ): number {
    this.work++;
    this.ensure(count + 1, words);
    const { state } = this;
    const at = count * words;
    const source = parent * words;
    for (let w = 0; w < words; w++) state[at + w] = state[source + w]!;
    let cost = g;
    for (let r = 0; r < carried.length; r++) {
      const rule = carried[r]!;
      const amount = rule.machine.step(state, at + rule.offset, this.step);
      if (amount > 0) {
        if (rule.hard && !priced) return count;
        cost += amount * rule.weight;
      }
      const { reach } = rule;
      if (reach && !priced && !isWithinReach(reach, state[at + rule.offset]!, this.step.day)) return count;
    }
    if (cost - g + f >= limit - EPSILON) return count;
    this.accepted++;
    const keepEnd = end > later ? end : 0;
    let h = Math.imul(paid + 1, 0x9e3779b1) ^ Math.imul(days + 1, 0x85ebca6b) ^ Math.imul(keepEnd, 0xc2b2ae35);
    for (let r = 0; r < carried.length; r++) {
      const { machine, offset } = carried[r]!;
      for (let w = 0; w < machine.words; w++) {
        const word = Math.floor(state[at + offset + w]! / machine.quanta[w]!);
        h = Math.imul(h ^ word, 0x01000193) ^ (h >>> 15);
      }
    }
    const bucket = (h ^ (h >>> 13)) & mask;
    for (let other = this.hash[bucket]!; other >= layer; other = this.hashNext[other]!) {
      if (this.hashKeys[other] !== h || this.paid[other] !== paid || this.days[other] !== days) continue;
      if (!this.alike(carried, other * words, at)) continue;
      if (cost >= this.cost[other]!) return count;
      for (let w = 0; w < words; w++) state[other * words + w] = state[at + w]!;
      this.write(other, parent, option, cost, cost - g + f, paid, days, end);
      return count;
    }
    this.write(count, parent, option, cost, cost - g + f, paid, days, end);
    this.hashKeys[count] = h;
    this.hashNext[count] = this.hash[bucket]!;
    this.hash[bucket] = count;
    return count + 1;
  }

  private alike(carried: readonly Carried[], a: number, b: number): boolean {
    const { state } = this;
    for (let r = 0; r < carried.length; r++) {
      const { machine, offset } = carried[r]!;
      for (let w = 0; w < machine.words; w++) {
        const quantum = machine.quanta[w]!;
        const x = state[a + offset + w]!;
        const y = state[b + offset + w]!;
        if (x !== y && (quantum === 1 || Math.floor(x / quantum) !== Math.floor(y / quantum))) return false;
      }
    }
    return true;
  }

  private write(
    label: number,
    parent: number,
    option: number,
    cost: number,
    f: number,
    paid: number,
    days: number,
    end: number,
  ): void {
    this.parent[label] = parent;
    this.option[label] = option;
    this.cost[label] = cost;
    this.value[label] = f;
    this.paid[label] = paid;
    this.days[label] = days;
    this.end[label] = end;
  }

  /** Backward program over the sums: the least cost from each day on, rules other than the sums left out. */
  private lookAhead(plan: SearchPlan, options: readonly DayOptions[], priced: boolean): void {
    const { agent, counters } = plan;
    const { paidStates, dayStates, unit, segmentOf, segments } = counters;
    const cells = paidStates * dayStates;
    const dayCount = agent.days.length;
    const penalty = priced ? counters.pricedPenalty : counters.penalty;
    if (this.ahead.length < (dayCount + 1) * cells) this.ahead = new Float64Array((dayCount + 1) * cells);
    const { ahead } = this;
    ahead.fill(Infinity, 0, (dayCount + 1) * cells);
    ahead[dayCount * cells] = 0;
    for (let d = dayCount - 1; d >= 0; d--) {
      const info = agent.days[d]!;
      const list = options[d]!;
      const segment = segments[segmentOf[d]!]!;
      const last = segment.last === d;
      const pen = penalty[segmentOf[d]!]!;
      const offCost =
        info.offWishes + (info.offBreach > 0 ? (priced ? info.offBreach * this.hardPenalty : Infinity) : 0);
      const next = (d + 1) * cells;
      const here = d * cells;
      const dayLimit = Math.min(dayStates - 1, d - segment.first);
      for (let a = 0; a < paidStates; a++) {
        if (d === segment.first && a > 0) break;
        for (let b = 0; b <= dayLimit; b++) {
          const cell = a * dayStates + b;
          ahead[here + cell] = offCost + (last ? pen[cell]! + ahead[next]! : ahead[next + cell]!);
        }
      }
      const most = (priced ? paidStates - 1 : counters.mostPaid[segmentOf[d]!]!) + 1;
      for (let group = 0; group < list.groups; group++) {
        const i = list.groupAt[group]!;
        let cost = list.cost[i]!;
        const paid = paidStates > 1 ? info.day.shapes[list.shape[i]!]!.paid / unit : 0;
        // Groups lie in order of paid length: of those alike in it only the cheapest matters here.
        while (group + 1 < list.groups && paidStates > 1) {
          const next = list.groupAt[group + 1]!;
          if (info.day.shapes[list.shape[next]!]!.paid / unit !== paid) break;
          cost = Math.min(cost, list.cost[next]!);
          group++;
        }
        for (let a = 0; a + paid < most; a++) {
          if (d === segment.first && a > 0) break;
          for (let b = 0; b <= dayLimit; b++) {
            const cell = (a + paid) * dayStates + (dayStates > 1 ? b + 1 : 0);
            if (dayStates > 1 && b + 1 >= dayStates) continue;
            const total = cost + (last ? pen[cell]! + ahead[next]! : ahead[next + cell]!);
            const target = here + a * dayStates + b;
            if (total < ahead[target]!) ahead[target] = total;
          }
        }
      }
    }
  }

  private copyInitial(plan: SearchPlan, mode: SearchMode): void {
    // The class's initial state is laid out by all rules; the relaxation has its own machines, replayed from scratch.
    const { agent } = plan;
    for (const carried of plan[mode].carried) {
      const own = agent.rules.find(({ machine }) => machine === carried.machine);
      if (own)
        for (let w = 0; w < own.machine.words; w++) this.state[carried.offset + w] = agent.initial[own.offset + w]!;
      else if (carried.machine.words > 0 && agent.priorEnd > -1_000_000_000)
        this.state[carried.offset] = agent.priorEnd;
    }
  }

  private trace(label: number, dayCount: number, options: readonly DayOptions[]): Choice {
    const shape = new Int32Array(dayCount).fill(-1);
    const place = new Int32Array(dayCount).fill(-1);
    let l = label;
    for (let d = dayCount - 1; d >= 0; d--) {
      const option = this.option[l]!;
      if (option >= 0) {
        shape[d] = options[d]!.shape[option]!;
        place[d] = options[d]!.place[option]!;
      }
      l = this.parent[l]!;
    }
    return { shape, place };
  }

  private trueCost(agent: AgentClass, choice: Choice, options: readonly DayOptions[], label: number): number {
    let cost = ruleCost(agent, choice, this.slots, this.hardPenalty);
    let l = label;
    for (let d = agent.days.length - 1; d >= 0; d--) {
      const option = this.option[l]!;
      if (option >= 0) {
        const s = options[d]!.shape[option]!;
        const info = agent.days[d]!;
        cost += options[d]!.cost[option]! - info.wishes[s]! - info.breach[s]! * this.hardPenalty;
      }
      l = this.parent[l]!;
    }
    return cost;
  }

  /** Moves the `beam` most promising labels of a layer to its front; returns the least value among the dropped. */
  private narrow(from: number, to: number, words: number): number {
    const order = Array.from({ length: to - from }, (_, k) => from + k).sort(
      (x, y) => this.value[x]! - this.value[y]! || x - y,
    );
    const dropped = this.value[order[this.beam]!]!;
    const kept = order.slice(0, this.beam).sort((x, y) => x - y);
    kept.forEach((label, k) => {
      const target = from + k;
      if (target === label) return;
      this.write(
        target,
        this.parent[label]!,
        this.option[label]!,
        this.cost[label]!,
        this.value[label]!,
        this.paid[label]!,
        this.days[label]!,
        this.end[label]!,
      );
      for (let w = 0; w < words; w++) this.state[target * words + w] = this.state[label * words + w]!;
    });
    return dropped;
  }

  private clearHash(): number {
    if (this.hash.length === 0) this.hash = new Int32Array(2048);
    this.hash.fill(-1);
    return this.hash.length - 1;
  }

  private reset(words: number): void {
    this.stateWords = Math.max(1, words);
    if (this.state.length < this.cost.length * this.stateWords)
      this.state = new Int32Array(this.cost.length * this.stateWords);
  }

  private ensure(count: number, words: number): void {
    if (count < this.cost.length) return;
    const size = this.cost.length * 2;
    const grow = (old: Int32Array): Int32Array => {
      const made = new Int32Array(size);
      made.set(old);
      return made;
    };
    const growFloat = (old: Float64Array): Float64Array => {
      const made = new Float64Array(size);
      made.set(old);
      return made;
    };
    this.cost = growFloat(this.cost);
    this.value = growFloat(this.value);
    this.paid = grow(this.paid);
    this.days = grow(this.days);
    this.end = grow(this.end);
    this.parent = grow(this.parent);
    this.option = grow(this.option);
    this.hashNext = grow(this.hashNext);
    this.hashKeys = grow(this.hashKeys);
    const state = new Int32Array(size * Math.max(1, words));
    state.set(this.state.subarray(0, Math.min(this.state.length, state.length)));
    this.state = state;
  }
}
