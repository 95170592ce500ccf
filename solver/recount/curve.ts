import type { CostCurve, ProblemQueue } from '../problem.js';

/** Cost of an amount ≥ 0 on a convex piecewise-linear curve; no curve costs nothing. */
export function curveCost(curve: CostCurve | undefined, amount: number): number {
  let cost = 0;
  let rest = amount;
  for (const step of curve ?? []) {
    if (rest <= 0) break;
    const part = Math.min(rest, step.width ?? Number.POSITIVE_INFINITY);
    cost += part * step.cost;
    rest -= part;
  }
  return cost;
}

const curveOf = (queue: ProblemQueue, index: number | readonly number[], interval: number): CostCurve =>
  queue.curves[typeof index === 'number' ? index : index[interval]!]!;

/** Curve of agents short (or work undone) in an interval. */
export const underCurve = (queue: ProblemQueue, interval: number): CostCurve => curveOf(queue, queue.underOf, interval);

/** Curve of agents over in an interval, if a surplus costs anything. */
export const overCurve = (queue: ProblemQueue, interval: number): CostCurve | undefined =>
  queue.overOf === undefined ? undefined : curveOf(queue, queue.overOf, interval);
