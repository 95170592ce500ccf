import type { AgentClass } from './agents.js';
import { Assembler, labourCost } from './assemble.js';
import type { DayKernel } from './breaks.js';
import type { Compiled } from './compile.js';
import type { TourColumn } from './master.js';
import { type Choice, dayStep, hardCost, ruleCost } from './tour.js';

/** What a shape of a day with its breaks laid offers at one place. */
interface DayOption {
  readonly shape: number;
  readonly place: number;
  readonly breaks: Int32Array;
}

/** Counts steps; too many end the enumeration. */
class Meter {
  steps = 0;

  constructor(private readonly most: number) {}

  /** @returns whether one more step is allowed */
  step(): boolean {
    return ++this.steps <= this.most;
  }
}

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
  private readonly options: DayOption[][] = [];
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
    const count = agent.days.length;
    this.choice = { shape: new Int32Array(count).fill(-1), place: new Int32Array(count) };
    this.breaks = new Array<Int32Array | null>(count).fill(null);
    this.states = Array.from({ length: count + 1 }, () => agent.initial.slice());
  }

  find(): readonly TourColumn[] | null {
    for (let day = 0; day < this.agent.days.length; day++) {
      const options = this.optionsOf(day);
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
    const key = `${this.coverKey(cover)}/${this.sideKey()}`;
    const known = this.best.get(key);
    if (known && known.cost <= cost) return true;
    const own: Choice = { shape: choice.shape.slice(), place: choice.place.slice() };
    this.best.set(key, { agent: agent.index, choice: own, breaks: [...breaks], cover, cost });
    return this.best.size <= this.most;
  }

  /** Slots on queue mean nothing where the agent takes no queue. */
  private coverKey(cover: Int32Array): string {
    return this.compiled.groups[this.agent.group]!.queues.length === 0 ? '' : cover.join(',');
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

  /** Shapes that break no law of the day, at every place worth a look, with breaks laid in every way that differs. */
  private optionsOf(day: number): DayOption[] | null {
    const info = this.agent.days[day]!;
    const options: DayOption[] = [];
    const places = this.placesOf(info.places);
    for (let s = 0; s < info.day.shapes.length; s++) {
      if (info.breach[s]! > 0) continue;
      const laid = this.waysToBreak(day, s);
      if (!laid) return null;
      for (const place of places) for (const breaks of laid) options.push({ shape: s, place, breaks });
    }
    return options;
  }

  /** Leaves out a place where another one that no rule tells apart costs no more and has desks without limit. */
  private placesOf(places: readonly number[]): number[] {
    const { agent, compiled } = this;
    const bySite = agent.rules.some(({ rule }) => rule.rule === 'place-days');
    const limited = (p: number): boolean => compiled.areas[agent.places[p]!.area]!.seats < Infinity;
    return places.filter((p) => {
      const own = agent.places[p]!;
      return !places.some((q) => {
        const other = agent.places[q]!;
        if (q === p || (bySite && other.site !== own.site) || limited(q)) return false;
        return other.cost < own.cost || (other.cost === own.cost && (q < p || limited(p)));
      });
    });
  }

  /** Positions of a shape's breaks; of those with equal slots on queue per interval the ones that save most premiums. */
  private waysToBreak(day: number, s: number): Int32Array[] | null {
    const { agent, compiled } = this;
    const { kernel } = agent.days[day]!.day;
    const count = agent.days.length;
    const alone: Choice = { shape: new Int32Array(count).fill(-1), place: new Int32Array(count) };
    alone.shape[day] = s;
    const laid = new Array<Int32Array | null>(count).fill(null);
    const ways = new Map<string, { breaks: Int32Array; cost: number }>();
    const complete = eachBreaks(kernel, s, this.meter, (starts) => {
      laid[day] = starts;
      const key = this.coverKey(this.assembler.coverOf(agent, alone, laid));
      const cost = labourCost(agent, alone, laid, compiled.grid.low);
      const known = ways.get(key);
      if (!known || cost < known.cost) ways.set(key, { breaks: starts.slice(), cost });
    });
    return complete ? Array.from(ways.values(), (way) => way.breaks) : null;
  }
}

/** Calls `visit` for all legal positions of a shape's breaks, in any order. @returns false where the meter ran out */
function eachBreaks(kernel: DayKernel, s: number, meter: Meter, visit: (starts: Int32Array) => void): boolean {
  const first = kernel.breakAt[s]!;
  const count = kernel.breakAt[s + 1]! - first;
  const starts = new Int32Array(count);
  const lay = (b: number): boolean => {
    if (!meter.step()) return false;
    if (b === count) {
      if (stretchesFit(kernel, s, starts)) visit(starts);
      return true;
    }
    const k = first + b;
    const slots = kernel.breakSlots[k]!;
    for (let p = kernel.breakEarliest[k]!; p <= kernel.breakLatest[k]!; p += kernel.breakStep[k]!) {
      if (isTaken(kernel, first, starts, b, p, p + slots)) continue;
      starts[b] = p;
      if (!lay(b + 1)) return false;
    }
    return true;
  };
  return lay(0);
}

/** Whether a stretch of slots meets one of the first `placed` breaks or a fixed activity. */
function isTaken(
  kernel: DayKernel,
  first: number,
  starts: Int32Array,
  placed: number,
  from: number,
  to: number,
): boolean {
  for (let b = 0; b < placed; b++) {
    if (from < starts[b]! + kernel.breakSlots[first + b]! && to > starts[b]!) return true;
  }
  for (let f = 0; f < kernel.fixed.length; f += 3) {
    if (from < kernel.fixed[f + 1]! && to > kernel.fixed[f]!) return true;
  }
  return false;
}

/** Whether every stretch without a break is long and short enough. */
function stretchesFit(kernel: DayKernel, s: number, starts: Int32Array): boolean {
  const first = kernel.breakAt[s]!;
  const order = Array.from(starts.keys()).sort((a, b) => starts[a]! - starts[b]!);
  let at = kernel.start[s]!;
  const fits = (to: number): boolean => to - at >= kernel.stretchMin[s]! && to - at <= kernel.stretchMax[s]!;
  for (const b of order) {
    if (!fits(starts[b]!)) return false;
    at = starts[b]! + kernel.breakSlots[first + b]!;
  }
  return fits(kernel.end[s]!);
}
