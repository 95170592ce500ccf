import type { LpResult } from './model.js';

/** A result without a solution. */
export function noSolution(status: 'infeasible' | 'unbounded' | 'limit', work = 0, nodes = 0): LpResult {
  const bound = status === 'infeasible' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const none = new Float64Array(0);
  return { status, objective: Number.NaN, bound, x: none, rowDual: none, reducedCost: none, work, nodes };
}
