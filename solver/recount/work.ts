import type { ProblemQueue, RosterProblem } from '../problem.js';
import { intervalCount } from './capacity.js';
import { overCurve, underCurve } from './curve.js';
import { FlowNetwork } from './flow.js';

/** Work that may be done in the same intervals. */
export interface WorkBatch {
  /** Open intervals of its window. */
  readonly intervals: readonly number[];
  /** Interval at which what is undone counts. */
  readonly due: number;
  readonly effort: number;
}

/** Items of a work queue, those with equal windows together. */
export function workBatches(problem: RosterProblem, queue: ProblemQueue): WorkBatch[] {
  if (queue.demand.kind !== 'work') return [];
  const { items, open } = queue.demand;
  const count = intervalCount(problem);
  const batches = new Map<string, { intervals: number[]; due: number; effort: number }>();
  for (const { release, deadline, agentIntervals } of items) {
    const key = `${release} ${deadline}`;
    let batch = batches.get(key);
    if (batch === undefined) {
      const intervals: number[] = [];
      for (let t = release; t < deadline; t++)
        if (open === undefined || open[t % count] === 1) intervals.push(t % count);
      batch = { intervals, due: (deadline - 1) % count, effort: 0 };
      batches.set(key, batch);
    }
    batch.effort += agentIntervals;
  }
  return [...batches.values()].filter((batch) => batch.effort > 0);
}

export interface WorkDone {
  /** Work that falls due per interval. */
  readonly wanted: Float64Array;
  readonly under: Float64Array;
  readonly over: Float64Array;
}

/** The cheapest way to do a work queue's items with the capacity given to it per interval. */
export function doWork(problem: RosterProblem, queue: ProblemQueue, capacity: ArrayLike<number>): WorkDone {
  const count = intervalCount(problem);
  const batches = workBatches(problem, queue);
  const wanted = new Float64Array(count);
  for (const batch of batches) wanted[batch.due]! += batch.effort;
  const sink = 2 * count;
  const source = sink + 1;
  const network = new FlowNetwork(source + 1 + batches.length);
  const doneArcs: number[][] = [];
  const underArcs: number[][] = [];
  for (let t = 0; t < count; t++) {
    doneArcs.push(overSteps(queue, t, capacity[t]!).map((step) => network.arc(t, sink, step.width, -step.cost)));
    underArcs.push(
      wanted[t]! > 0
        ? underCurve(queue, t).map((step) => network.arc(count + t, sink, step.width ?? Number.MAX_VALUE, step.cost))
        : [],
    );
  }
  batches.forEach((batch, b) => {
    const node = source + 1 + b;
    network.arc(source, node, batch.effort, 0);
    network.arc(node, count + batch.due, batch.effort, 0);
    for (const t of batch.intervals) if (capacity[t]! > 0) network.arc(node, t, batch.effort, 0);
  });
  network.run(source, sink);
  const sum = (arcs: readonly number[]): number => arcs.reduce((total, arc) => total + network.flow(arc), 0);
  return {
    wanted,
    under: Float64Array.from(underArcs, sum),
    over: Float64Array.from(doneArcs, (arcs, t) => Math.max(0, capacity[t]! - sum(arcs))),
  };
}

/** What doing work in an interval saves: the dearest units of surplus first. */
function overSteps(queue: ProblemQueue, interval: number, capacity: number): { width: number; cost: number }[] {
  const steps: { width: number; cost: number }[] = [];
  let rest = capacity;
  for (const step of overCurve(queue, interval) ?? [{ cost: 0 }]) {
    const width = Math.min(rest, step.width ?? Number.POSITIVE_INFINITY);
    if (width > 0) steps.unshift({ width, cost: step.cost });
    rest -= width;
  }
  return steps;
}
