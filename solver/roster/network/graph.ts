import type { AgentClass, AgentRule } from '../agents.js';
import type { Assembler } from '../assemble.js';
import type { Compiled } from '../compile.js';
import { type DayOption, DayWays, type Meter } from '../day-ways.js';
import { LONG_AGO, type RuleContext, type RuleMachine, type RuleOf } from '../rules/machine.js';
import { opensWeekend, weekends as weekendsMachine } from '../rules/weekends.js';
import { type Choice, dayStep } from '../tour.js';

/** From one state of the rules to another over a day. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** Index into the day's bundles; −1 = a day off. */
  readonly bundle: number;
  /** Soft breaches of the rules that the states carry. */
  readonly cost: number;
  /** 1 where a weekend becomes one with work on this day. */
  readonly weekend: number;
}

/** What may happen on a day, and how it moves the states. */
export interface DayGraph {
  readonly options: readonly DayOption[];
  /** Bundle of each option: options of a bundle move every state alike. */
  readonly bundleOf: Int32Array;
  readonly bundles: number;
  /** How many people may take each option. */
  readonly most: Int32Array;
  readonly arcs: readonly Arc[];
  /** States before the day. */
  readonly nodes: number;
}

/** The tours of a class as walks through the states of its rules, day by day. */
export interface ClassGraph {
  readonly agent: AgentClass;
  readonly days: readonly DayGraph[];
  /** States after the last day; in a ring they are those before the first. */
  readonly lastNodes: number;
  /** Rules that the states do not carry: sums over the days of a single person. */
  readonly summed: readonly AgentRule[];
  /** Rules on the number of weekends with work that the states do not carry. */
  readonly weekends: readonly AgentRule[];
}

interface Carried {
  readonly item: AgentRule;
  /** The rule's machine, without a limit that a row of the program stands for. */
  readonly machine: RuleMachine;
  readonly offset: number;
  /** Whether a row of the program limits the weekends of the rule. */
  readonly weekend: boolean;
}

/**
 * Lays the states out. For one person, sums become rows of the program and need no states; for several alike the states
 * carry them, so that everyone keeps them.
 * @returns null where a rule cannot be carried round a ring, or there are more options, states or steps than the limits
 */
export function classGraph(
  compiled: Compiled,
  agent: AgentClass,
  assembler: Assembler,
  meter: Meter,
  most: { readonly nodes: number; readonly arcs: number },
): ClassGraph | null {
  const { cyclic } = agent.context;
  const single = agent.members.length === 1;
  const summed = single ? agent.rules.filter(({ machine }) => machine.sum) : [];
  const weekends = single ? agent.rules.filter(({ rule }) => rule.rule === 'weekends' && rule.max !== undefined) : [];
  const carried: Carried[] = [];
  // The end of the last shift comes first.
  let words = 1;
  for (const item of agent.rules) {
    if (summed.includes(item)) continue;
    const { rule } = item;
    const weekend = weekends.includes(item);
    const machine = rule.rule === 'weekends' && weekend ? unlimited(rule, agent.context) : item.machine;
    const timed = rule.rule === 'daily-rest' || rule.rule === 'weekly-rest' || rule.rule === 'rest-after-series';
    if (cyclic && timed && !machine.clock) return null;
    carried.push({ item, machine, offset: words, weekend });
    words += machine.words;
  }
  const walker = new Walker(compiled, agent, carried, words);
  const days: DayGraph[] = [];
  const ways = new DayWays(compiled, agent, assembler, meter);
  const options: (readonly DayOption[])[] = [];
  for (let day = 0; day < agent.days.length; day++) {
    const found = ways.of(day);
    if (!found) return null;
    options.push(found);
  }
  let start = new Layer();
  start.index(walker.initial());
  for (let round = 0; ; round++) {
    days.length = 0;
    let layer = start;
    let arcs = 0;
    for (let day = 0; day < agent.days.length; day++) {
      const made = walker.day(day, layer, options[day]!, meter);
      if (!made) return null;
      arcs += made.graph.arcs.length;
      if (made.next.count > most.nodes || arcs > most.arcs) return null;
      days.push(made.graph);
      layer = made.next;
    }
    if (layer.count === 0) return null;
    if (!cyclic) return { agent, days, lastNodes: layer.count, summed, weekends };
    // A ring: only states that a round can lead to may begin one.
    const before = start.count;
    const known = round === 0 ? new Layer() : start;
    for (const state of layer.states) known.index(walker.nextRound(state));
    if (round > 0 && known.count === before) return { agent, days, lastNodes: before, summed, weekends };
    if (round > 2 * agent.days.length + 10) return null;
    start = known;
  }
}

function unlimited({ max: _, ...rule }: RuleOf<'weekends'>, context: RuleContext): RuleMachine {
  return weekendsMachine(rule, context);
}

/** States met so far, in order. */
class Layer {
  readonly states: Int32Array[] = [];
  private readonly known = new Map<string, number>();

  get count(): number {
    return this.states.length;
  }

  index(state: Int32Array): number {
    const key = state.join(',');
    let at = this.known.get(key);
    if (at === undefined) {
      at = this.states.length;
      this.known.set(key, at);
      this.states.push(state);
    }
    return at;
  }
}

class Walker {
  private readonly choice: Choice;
  /** Per day the first slot at which a later shift can start. */
  private readonly later: Int32Array;

  constructor(
    private readonly compiled: Compiled,
    private readonly agent: AgentClass,
    private readonly carried: readonly Carried[],
    private readonly words: number,
  ) {
    const count = agent.days.length;
    this.choice = { shape: new Int32Array(count).fill(-1), place: new Int32Array(count) };
    // Only shifts that the class may have make a difference.
    const earliest = agent.days.map((info) =>
      info.day.shapes.reduce((first, shape, s) => (info.breach[s] === 0 ? Math.min(first, shape.start) : first), 1e9),
    );
    const again = agent.context.cyclic ? Math.min(...earliest) + compiled.grid.slots : 1e9;
    this.later = Int32Array.from(earliest, (_, day) => Math.min(again, ...earliest.slice(day + 1)));
  }

  initial(): Int32Array {
    const state = new Int32Array(this.words);
    state[0] = this.agent.priorEnd;
    for (const { item, machine, offset, weekend } of this.carried) {
      for (let w = 0; w < machine.words; w++) state[offset + w] = this.agent.initial[item.offset + w]!;
      if (weekend) state[offset] = 0;
    }
    return state;
  }

  /** The same state one round of a ring later. */
  nextRound(state: Int32Array): Int32Array {
    const moved = state.slice();
    const turn = (word: number): void => {
      if (moved[word]! > LONG_AGO / 2) moved[word]! -= this.compiled.grid.slots;
    };
    turn(0);
    for (const { machine, offset } of this.carried) for (const word of machine.clock?.words ?? []) turn(offset + word);
    return moved;
  }

  /** The graph of a day from the states before it. @returns null where the meter ran out */
  day(
    day: number,
    before: Layer,
    options: readonly DayOption[],
    meter: Meter,
  ): { graph: DayGraph; next: Layer } | null {
    const { agent, choice } = this;
    const info = agent.days[day]!;
    const next = new Layer();
    // Options that no rule can tell apart are looked at once.
    const sorts = new Map<string, number>();
    const first: DayOption[] = [];
    const sortOf = Int32Array.from(options, (option) => {
      const key = this.sortKey(day, option);
      let sort = sorts.get(key);
      if (sort === undefined) {
        sort = first.length;
        sorts.set(key, sort);
        first.push(option);
      }
      return sort;
    });
    const arcs: Arc[] = [];
    const moves: Arc[][] = [];
    for (let sort = -1; sort < first.length; sort++) {
      choice.shape[day] = sort < 0 ? -1 : first[sort]!.shape;
      choice.place[day] = sort < 0 ? 0 : first[sort]!.place;
      const own: Arc[] = [];
      if (sort >= 0 || info.offBreach === 0) {
        for (const [from, state] of before.states.entries()) {
          if (!meter.step()) return null;
          const move = this.move(day, state);
          if (move)
            own.push({ from, to: next.index(move.state), bundle: sort, cost: move.cost, weekend: move.weekend });
        }
      }
      if (sort < 0) arcs.push(...own);
      else moves.push(own);
    }
    choice.shape[day] = -1;
    // Sorts that move every state alike are one bundle.
    const bundles = new Map<string, number>();
    const bundleOfSort = moves.map((own) => {
      if (own.length === 0) return -1;
      const key = own.map((arc) => `${arc.from}>${arc.to}:${arc.cost}:${arc.weekend}`).join(' ');
      let bundle = bundles.get(key);
      if (bundle === undefined) {
        bundle = bundles.size;
        bundles.set(key, bundle);
        for (const arc of own) arcs.push({ ...arc, bundle });
      }
      return bundle;
    });
    const bundleOf = Int32Array.from(sortOf, (sort) => bundleOfSort[sort]!);
    const most = bundleOf.map((bundle) => (bundle < 0 ? 0 : agent.members.length));
    return { graph: { options, bundleOf, most, bundles: bundles.size, arcs, nodes: before.count }, next };
  }

  private sortKey(day: number, option: DayOption): string {
    const shape = this.agent.days[day]!.day.shapes[option.shape]!;
    const { site } = this.agent.places[option.place]!;
    return `${shape.start}|${shape.end}|${shape.paid}|${shape.work}|${shape.kind}|${shape.startMinute}|${site}`;
  }

  /** Steps the rules over the day as chosen; null where that breaks a hard one. */
  private move(day: number, state: Int32Array): { state: Int32Array; cost: number; weekend: number } | null {
    const { agent, choice } = this;
    const step = dayStep(agent, choice, day, 0);
    if (step.on && step.start < state[0]!) return null;
    const after = state.slice();
    if (step.on) after[0] = step.end;
    let cost = 0;
    let weekend = 0;
    const isLast = day === agent.days.length - 1;
    for (const { item, machine, offset, weekend: counted } of this.carried) {
      const { rule, weight } = item;
      if (counted && opensWeekend(step, state[offset + 1]!)) weekend = 1;
      let amount = machine.step(after, offset, step);
      if (isLast && !agent.context.cyclic) amount += machine.finish(after, offset);
      if (amount === 0) continue;
      if (rule.hard) return null;
      cost += amount * weight;
    }
    if (after[0]! <= this.later[day]!) after[0] = LONG_AGO;
    for (const { machine, offset } of this.carried) {
      const { clock } = machine;
      for (const word of clock?.words ?? []) {
        if (after[offset + word]! + clock!.forget <= this.later[day]!) after[offset + word] = LONG_AGO;
      }
    }
    return { state: after, cost, weekend };
  }
}
