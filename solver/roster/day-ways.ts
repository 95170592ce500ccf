import type { AgentClass } from './agents.js';
import { type Assembler, labourCost } from './assemble.js';
import type { DayKernel } from './breaks.js';
import type { Compiled } from './compile.js';
import type { Choice } from './tour.js';

/** What a shape of a day with its breaks laid offers at one place. */
export interface DayOption {
  readonly shape: number;
  readonly place: number;
  readonly breaks: Int32Array;
}

/** Counts steps; too many end an enumeration. */
export class Meter {
  steps = 0;

  constructor(private readonly most: number) {}

  /** @returns whether one more step is allowed */
  step(): boolean {
    return ++this.steps <= this.most;
  }
}

/** Everything that the people of a class may do on a day and that differs in its effect on the roster. */
export class DayWays {
  constructor(
    private readonly compiled: Compiled,
    private readonly agent: AgentClass,
    private readonly assembler: Assembler,
    private readonly meter: Meter,
  ) {}

  /** Slots on queue mean nothing where the agent takes no queue. */
  coverKey(cover: Int32Array): string {
    return this.compiled.groups[this.agent.group]!.queues.length === 0 ? '' : cover.join(',');
  }

  /** Shapes that break no law of the day, at every place worth a look, with breaks laid in every way that differs. */
  of(day: number): readonly DayOption[] | null {
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
