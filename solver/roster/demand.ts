import type { CostCurve, RosterProblem } from '../problem.js';
import type { Grid } from './grid.js';

/**
 * Convex piecewise-linear cost of x = covered − wanted: left of breakpoint 0 the slope is `slopes[0]`, between b and
 * b + 1 it is `slopes[b + 1]`, and so on; `at` is the cost at each breakpoint.
 */
export interface Curve {
  readonly breaks: Float64Array;
  readonly slopes: Float64Array;
  readonly at: Float64Array;
}

/** Work with a deadline, in agent-intervals. */
export interface Item {
  readonly queue: number;
  readonly release: number;
  /** Exclusive; in a ring it may lie beyond the last interval. */
  readonly deadline: number;
  /** Interval at which what is undone counts. */
  readonly due: number;
  readonly amount: number;
}

export interface Demand {
  readonly queueIndex: ReadonlyMap<string, number>;
  readonly queueIds: readonly string[];
  readonly deferrable: Uint8Array;
  readonly curves: readonly Curve[];
  /** Curve by queue × intervals + interval. */
  readonly curveOf: Int32Array;
  /** Agents wanted by queue × intervals + interval; 0 for deferrable queues. */
  readonly wanted: Float64Array;
  /** Least agents by queue × intervals + interval, or null where no queue has any. */
  readonly minimum: Float64Array | null;
  /** 1 where a deferrable queue may be worked on. */
  readonly open: Uint8Array;
  readonly items: readonly Item[];
  /** Cost of work undone at its deadline, by queue × intervals + interval of the deadline: under side only. */
  readonly undoneCurve: Int32Array;
  /** Rows of demand by shift. */
  readonly covers: readonly { readonly wanted: number; readonly curve: number }[];
  /** Rows that a shift of a kind on a day of a calendar counts for, key `calendar|day|kind`. */
  readonly coverRowsOf: ReadonlyMap<string, readonly number[]>;
  readonly hardPenalty: number;
}

/** Cost curve of covered − wanted from the curves for agents short and over. */
export function joinCurves(under: CostCurve, over: CostCurve | undefined): Curve {
  const breaks: number[] = [0];
  const slopes: number[] = [];
  let x = 0;
  for (const [i, piece] of under.entries()) {
    slopes.unshift(-piece.cost);
    if (i < under.length - 1) {
      x -= piece.width ?? 0;
      breaks.unshift(x);
    }
  }
  x = 0;
  for (const [i, piece] of (over ?? [{ cost: 0 }]).entries()) {
    slopes.push(piece.cost);
    if (over && i < over.length - 1) {
      x += piece.width ?? 0;
      breaks.push(x);
    }
  }
  const at = new Float64Array(breaks.length);
  const zero = breaks.indexOf(0);
  for (let b = zero - 1; b >= 0; b--) at[b] = at[b + 1]! - slopes[b + 1]! * (breaks[b + 1]! - breaks[b]!);
  for (let b = zero + 1; b < breaks.length; b++) at[b] = at[b - 1]! + slopes[b]! * (breaks[b]! - breaks[b - 1]!);
  return { breaks: Float64Array.from(breaks), slopes: Float64Array.from(slopes), at };
}

/** Cost of a curve at x. */
export function curveCost(curve: Curve, x: number): number {
  const { breaks, slopes, at } = curve;
  const last = breaks.length - 1;
  if (x <= breaks[0]!) return at[0]! + slopes[0]! * (x - breaks[0]!);
  let b = 0;
  while (b < last && x > breaks[b + 1]!) b++;
  return at[b]! + slopes[b + 1]! * (x - breaks[b]!);
}

/** The dearest thing a unit of anything costs: what a hard breach has to outweigh many times. */
function steepestOf(problem: RosterProblem, curves: number): number {
  let most = Math.max(curves, problem.distinctShiftCost ?? 0);
  for (const agent of problem.agents) {
    most = Math.max(most, agent.costPerPaidSlot * problem.intervalSlots, agent.costPerShift ?? 0);
    for (const wish of agent.wishes ?? []) most = Math.max(most, wish.weight);
    for (const place of agent.places) most = Math.max(most, place.costPerShift);
  }
  for (const rule of problem.teamRules ?? []) most = Math.max(most, (rule.weight ?? 0) * problem.slotMinutes);
  for (const meeting of problem.meetings ?? []) most = Math.max(most, meeting.weight ?? 0);
  return most;
}

/** Numbers the queues and unfolds their curves per interval. */
export function compileQueues(problem: RosterProblem, grid: Grid, kindIndex: ReadonlyMap<string, number>): Demand {
  const T = grid.intervals;
  const Q = problem.queues.length;
  const curves: Curve[] = [];
  const curveOf = new Int32Array(Q * T);
  const undoneCurve = new Int32Array(Q * T);
  const wanted = new Float64Array(Q * T);
  const open = new Uint8Array(Q * T).fill(1);
  const deferrable = new Uint8Array(Q);
  const items: Item[] = [];
  const minimum = problem.queues.some((queue) => queue.minimum) ? new Float64Array(Q * T) : null;
  let steepest = 1;
  const known = new Map<string, number>();
  const curve = (key: string, under: CostCurve, over: CostCurve | undefined): number => {
    let index = known.get(key);
    if (index === undefined) {
      index = curves.length;
      known.set(key, index);
      curves.push(joinCurves(under, over));
      for (const piece of [...under, ...(over ?? [])]) steepest = Math.max(steepest, piece.cost);
    }
    return index;
  };
  problem.queues.forEach((queue, q) => {
    deferrable[q] = queue.demand.kind === 'work' ? 1 : 0;
    const steepestUnder = [{ cost: Math.max(...queue.curves.flatMap((c) => c.map((piece) => piece.cost))) * 1.01 + 1 }];
    for (let t = 0; t < T; t++) {
      const under = typeof queue.underOf === 'number' ? queue.underOf : queue.underOf[t]!;
      const over = typeof queue.overOf === 'object' ? queue.overOf[t]! : queue.overOf;
      const overCurve = over === undefined ? undefined : queue.curves[over]!;
      const index = q * T + t;
      undoneCurve[index] = curve(`${q}|u${under}`, queue.curves[under]!, undefined);
      curveOf[index] =
        deferrable[q] === 1
          ? curve(`${q}|w|${over}`, steepestUnder, overCurve)
          : curve(`${q}|${under}|${over}`, queue.curves[under]!, overCurve);
      if (queue.demand.kind === 'agents') wanted[index] = queue.demand.perInterval[t] ?? 0;
      else if (queue.demand.open) open[index] = queue.demand.open[t]!;
      if (minimum) minimum[index] = queue.minimum?.[t] ?? 0;
    }
    if (queue.demand.kind === 'work') {
      for (const item of queue.demand.items) {
        if (item.agentIntervals > 0) {
          const deadline = grid.cyclic ? Math.min(item.deadline, item.release + T) : Math.min(item.deadline, T);
          const due = (deadline - 1) % T;
          items.push({ queue: q, release: item.release, deadline, due, amount: item.agentIntervals });
        }
      }
    }
  });
  const calendarIndex = new Map(problem.calendars.map((calendar, index) => [calendar.id, index]));
  const coverRowsOf = new Map<string, number[]>();
  const covers = (problem.shiftCover ?? []).map((cover, row) => {
    for (const day of new Set(typeof cover.day === 'number' ? [cover.day] : cover.day)) {
      for (const kind of new Set(cover.kinds)) {
        const key = `${calendarIndex.get(cover.calendar)}|${day}|${kindIndex.get(kind)}`;
        const rows = coverRowsOf.get(key);
        if (rows) rows.push(row);
        else coverRowsOf.set(key, [row]);
      }
    }
    return { wanted: cover.wanted, curve: curve(`cover${row}`, cover.under, cover.over) };
  });
  return {
    queueIndex: new Map(problem.queues.map((queue, q) => [queue.id, q])),
    queueIds: problem.queues.map((queue) => queue.id),
    deferrable,
    curves,
    curveOf,
    wanted,
    minimum,
    open,
    items,
    undoneCurve,
    covers,
    coverRowsOf,
    hardPenalty: 2000 * steepestOf(problem, steepest),
  };
}
