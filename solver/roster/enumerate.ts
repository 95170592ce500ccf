import type { AgentClass } from './agents.js';
import { Assembler, labourCost } from './assemble.js';
import type { Compiled } from './compile.js';
import { type DayOption, DayWays, Meter } from './day-ways.js';
import type { TourColumn } from './master.js';
import { type Choice, dayStep, hardCost, ruleCost } from './tour.js';

/** All legal tours of a problem, and the steps it took to find them. */
export interface AllTours {
  readonly tours: readonly TourColumn[];
  readonly steps: number;
}

/**
 * Every legal tour of every class, but of tours that do the same to the rest of the roster only the cheapest: breaks in
 * any order, every place, every hard rule on its own machine.
 * @returns null where there are more tours than `mostTours`, more steps than `mostSteps`, or a class without a legal tour
 */
export function enumerateTours(compiled: Compiled, mostTours: number, mostSteps: number): AllTours | null {
  const meter = new Meter(mostSteps);
  const assembler = new Assembler(compiled);
  const tours: TourColumn[] = [];
  for (const agent of compiled.classes) {
    const found = new ClassTours(compiled, agent, assembler, meter, mostTours - tours.length).find();
    if (!found || found.length === 0) return null;
    for (const tour of found) tours.push(tour);
  }
  return { tours, steps: meter.steps };
}

/** The tours of one class: a walk over the days that turns back where a hard rule is broken. */
class ClassTours {
  private readonly options: (readonly DayOption[])[] = [];
  private readonly ways: DayWays;
  private readonly choice: Choice;
  private readonly breaks: (Int32Array | null)[];
  /** States of the rules before each day. */
  private readonly states: Int32Array[];
  private readonly best = new Map<string, TourColumn>();

  constructor(
    private readonly compiled: Compiled,
    private readonly agent: AgentClass,
    private readonly assembler: Assembler,
    private readonly meter: Meter,
    private readonly most: number,
  ) {
    this.ways = new DayWays(compiled, agent, assembler, meter);
    const count = agent.days.length;
    this.choice = { shape: new Int32Array(count).fill(-1), place: new Int32Array(count) };
    this.breaks = new Array<Int32Array | null>(count).fill(null);
    this.states = Array.from({ length: count + 1 }, () => agent.initial.slice());
  }

  find(): readonly TourColumn[] | null {
    for (let day = 0; day < this.agent.days.length; day++) {
      const options = this.ways.of(day);
      if (!options) return null;
      this.options.push(options);
    }
    return this.walk(0, this.agent.priorEnd) ? [...this.best.values()] : null;
  }

  /** @returns false where the limits are passed */
  private walk(day: number, lastEnd: number): boolean {
    const { agent, choice, breaks } = this;
    if (!this.meter.step()) return false;
    if (day === agent.days.length) return this.keep();
    const info = agent.days[day]!;
    choice.shape[day] = -1;
    choice.place[day] = 0;
    breaks[day] = null;
    if (info.offBreach === 0 && this.isLegalSoFar(day) && !this.walk(day + 1, lastEnd)) return false;
    // Options of one shape and site stand together: the rules look at nothing else.
    let before = -1;
    let legal = false;
    for (const option of this.options[day]!) {
      const shape = info.day.shapes[option.shape]!;
      if (shape.start < lastEnd) continue;
      choice.shape[day] = option.shape;
      choice.place[day] = option.place;
      const key = option.shape * agent.places.length + option.place;
      if (key !== before) legal = this.isLegalSoFar(day);
      before = key;
      breaks[day] = option.breaks;
      if (legal && !this.walk(day + 1, shape.end)) return false;
    }
    choice.shape[day] = -1;
    breaks[day] = null;
    return true;
  }

  /** Steps the rules over a day. In a ring they are judged on the second round only, so not here. */
  private isLegalSoFar(day: number): boolean {
    const { agent, choice } = this;
    if (agent.context.cyclic) return true;
    const next = this.states[day + 1]!;
    next.set(this.states[day]!);
    const step = dayStep(agent, choice, day, 0);
    let legal = true;
    for (const { rule, machine, offset } of agent.rules) {
      const amount = machine.step(next, offset, step);
      if (amount > 0 && rule.hard) legal = false;
    }
    return legal;
  }

  private keep(): boolean {
    const { agent, choice, breaks, compiled } = this;
    const { grid, hardPenalty } = compiled;
    if (hardCost(agent, choice, grid.slots, hardPenalty) > 0) return true;
    const cover = this.assembler.coverOf(agent, choice, breaks);
    const cost = labourCost(agent, choice, breaks, grid.low) + ruleCost(agent, choice, grid.slots, hardPenalty);
    const key = `${this.ways.coverKey(cover)}/${this.sideKey()}`;
    const known = this.best.get(key);
    if (known && known.cost <= cost) return true;
    const own: Choice = { shape: choice.shape.slice(), place: choice.place.slice() };
    this.best.set(key, { agent: agent.index, choice: own, breaks: [...breaks], cover, cost });
    return this.best.size <= this.most;
  }

  /** What a tour does beside its slots on queue: desks held, shifts by kind, distinct shifts. */
  private sideKey(): string {
    const { agent, choice, compiled } = this;
    const parts: string[] = [];
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const { day: offer, coverRows } = agent.days[day]!;
      const shape = offer.shapes[s]!;
      const { area } = agent.places[choice.place[day]!]!;
      if (compiled.areas[area]!.seats < Infinity) parts.push(`a${area}:${shape.start}-${shape.end}`);
      const rows = coverRows.get(shape.kind);
      if (rows) parts.push(`r${rows.join('+')}`);
      if (compiled.distinctCost > 0) parts.push(`d${offer.distinct[s]!}`);
    }
    return parts.join(';');
  }
}
