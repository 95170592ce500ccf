import type { AgentClass, AgentRule } from './agents.js';
import type { Meter } from './day-ways.js';
import { LONG_AGO } from './rules/machine.js';
import { isWithinReach, type SumReach, sumReach } from './sum-reach.js';
import { type Choice, dayStep, hardCost } from './tour.js';

interface Law {
  readonly item: AgentRule;
  readonly offset: number;
  readonly reach: SumReach | null;
  /** Days of the week or period of each day up to it, as a share of them all. */
  readonly share: Float64Array;
}

/** A day spent in one way, after what came before it. */
interface Move {
  readonly before: Move | null;
  readonly shape: number;
  readonly place: number;
  readonly state: Int32Array;
  /** How far sums are from where they should stand by now. */
  readonly strain: number;
}

/** States kept per day, more and more. */
const WIDTHS = [30, 300, 3_000, 30_000];

/**
 * A tour that breaks no hard rule, whatever it costs: day by day the states of the hard rules, of which those are kept whose sums
 * stand nearest to the middle of what is within reach; more of them where that leads nowhere.
 * @param possible whether breaks can be laid in a shape of a day
 * @returns null where there is none, or none was found before the meter ran out
 */
export function findLegalTour(
  agent: AgentClass,
  slots: number,
  possible: (day: number, shape: number) => boolean,
  meter: Meter,
): Choice | null {
  const walk = new LegalWalk(agent, slots, possible, meter);
  for (const width of WIDTHS) {
    const found = walk.find(width);
    if (found || walk.sawAll) return found;
  }
  return null;
}

class LegalWalk {
  /** Whether no state was left out in the last walk: what it did not find does not exist. */
  sawAll = true;
  private readonly laws: readonly Law[];
  private readonly words: number;
  private readonly choice: Choice;

  constructor(
    private readonly agent: AgentClass,
    private readonly slots: number,
    private readonly possible: (day: number, shape: number) => boolean,
    private readonly meter: Meter,
  ) {
    const count = agent.days.length;
    // The end of the last shift comes first.
    let words = 1;
    this.laws = agent.rules
      .filter(({ rule }) => rule.hard)
      .map((item) => {
        const offset = words;
        words += item.machine.words;
        return { item, offset, reach: sumReach(agent, item), share: shares(agent, item.machine.sum?.per) };
      });
    this.words = words;
    this.choice = { shape: new Int32Array(count).fill(-1), place: new Int32Array(count) };
  }

  find(width: number): Choice | null {
    const { agent, laws } = this;
    this.sawAll = true;
    const state = new Int32Array(this.words);
    state[0] = agent.priorEnd;
    for (const { item, offset } of laws) {
      for (let w = 0; w < item.machine.words; w++) state[offset + w] = agent.initial[item.offset + w]!;
    }
    let layer: Move[] = [{ before: null, shape: -1, place: 0, state, strain: 0 }];
    for (let day = 0; day < agent.days.length; day++) {
      const next = this.next(day, layer);
      if (next.length > width) this.sawAll = false;
      layer = next.sort((a, b) => a.strain - b.strain || a.shape - b.shape).slice(0, width);
    }
    for (const last of layer) {
      const choice = traced(last, agent.days.length);
      // In a ring the last days may not suit the first.
      if (hardCost(agent, choice, this.slots, 1) === 0) return choice;
    }
    if (agent.context.cyclic) this.sawAll = false;
    return null;
  }

  /** Where a day leads from the states before it, one way for each state. */
  private next(day: number, layer: readonly Move[]): Move[] {
    const { agent, choice } = this;
    const info = agent.days[day]!;
    const found = new Map<string, Move>();
    const sites = new Set<number>();
    const places = info.places.filter((place) => {
      const { site } = agent.places[place]!;
      return !sites.has(site) && sites.add(site);
    });
    for (const before of layer) {
      const look = (shape: number, place: number): void => {
        choice.shape[day] = shape;
        choice.place[day] = place;
        const move = this.move(day, before);
        if (!move) return;
        const key = move.state.join();
        if (!found.has(key)) found.set(key, move);
      };
      if (info.offBreach === 0) look(-1, 0);
      for (const place of places) {
        for (let s = 0; s < info.breach.length; s++) if (info.breach[s] === 0 && this.possible(day, s)) look(s, place);
      }
    }
    choice.shape[day] = -1;
    choice.place[day] = 0;
    return [...found.values()];
  }

  private move(day: number, before: Move): Move | null {
    const { agent, choice } = this;
    if (!this.meter.step()) {
      this.sawAll = false;
      return null;
    }
    const step = dayStep(agent, choice, day, 0);
    if (step.on && step.start < before.state[0]!) return null;
    const state = before.state.slice();
    if (step.on) state[0] = step.end;
    const isLast = day === agent.days.length - 1;
    let strain = 0;
    for (const { item, offset, reach, share } of this.laws) {
      const { machine } = item;
      let amount = machine.step(state, offset, step);
      if (isLast && !agent.context.cyclic) amount += machine.finish(state, offset);
      if (amount > 0) return null;
      if (!reach) continue;
      const now = state[offset]!;
      if (!isWithinReach(reach, now, day)) return null;
      if (reach.least[day] === -Infinity) continue;
      // In the middle of what is still within reach.
      const low = Math.max(reach.min, now + reach.least[day]!);
      const high = Math.min(reach.max, now + reach.most[day]!);
      strain += Math.abs(now - (share[day]! * (low + high)) / 2) / Math.max(1, high);
    }
    if (state[0]! <= agent.context.earliestLater[day]! && !agent.context.cyclic) state[0] = LONG_AGO;
    return { before, shape: choice.shape[day]!, place: choice.place[day]!, state, strain };
  }
}

function traced(last: Move, days: number): Choice {
  const choice: Choice = { shape: new Int32Array(days), place: new Int32Array(days) };
  let move = last;
  for (let d = days - 1; d >= 0; d--) {
    choice.shape[d] = move.shape;
    choice.place[d] = move.place;
    move = move.before!;
  }
  return choice;
}

/** Per day the share of the days of its week or period that are over with it. */
function shares(agent: AgentClass, per: 'week' | 'period' | undefined): Float64Array {
  const count = agent.days.length;
  const shares = new Float64Array(count);
  let first = 0;
  for (let d = 0; d < count; d++) {
    if (d < count - 1 && !(per === 'week' && agent.context.lastOfWeek[d] === 1)) continue;
    for (let i = first; i <= d; i++) shares[i] = (i - first + 1) / (d - first + 1);
    first = d + 1;
  }
  return shares;
}
