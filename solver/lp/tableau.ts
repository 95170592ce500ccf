import { branchAndBound, type Cut, type Relaxation } from './branch-and-bound.js';
import { dualBound, objectiveOf, reducedCostOf, violation } from './evaluate.js';
import { Meter } from './meter.js';
import type { LinearModel, LpResult, SolveOptions } from './model.js';
import { noSolution } from './result.js';

/** Largest violation, relative to the size of the numbers, of an answer that still counts as feasible. */
const FEASIBILITY_TOLERANCE = 1e-6;
/** Relative gap between primal and dual objective up to which an LP counts as solved. */
const OPTIMALITY_TOLERANCE = 1e-6;

/** A simplex over non-negative variables of its own, built for one model. */
export interface OpenTableau {
  /** Positions, among the tableau's own variables, of those that must be whole. */
  readonly integerVariables: readonly number[];
  relax(cuts: readonly Cut[]): Relaxation;
  toColumns(values: Float64Array): Float64Array;
  /** Of the last relaxation without cuts. */
  rowDual(): Float64Array;
}

/** Builds the simplex of a model; undefined where bounds cross, so that nothing is feasible. */
export type OpenSimplex = (model: LinearModel, meter: Meter) => OpenTableau | undefined;

/**
 * Solves a model by a bare simplex, with branch and bound where columns are integer. Every answer is checked against the
 * model, and an LP's optimality against its duals, before it is reported; one that fails is `limit` or `feasible`.
 */
export function solveByTableau(open: OpenSimplex, model: LinearModel, options: SolveOptions): LpResult {
  if (options.control?.isCancelled?.() === true) return noSolution('limit');
  const meter = new Meter(options);
  const isInteger = model.columnInteger?.includes(1) === true;
  const tableau = open(model, meter);
  if (tableau === undefined) return noSolution('infeasible');
  return isInteger ? solveInteger(open, model, tableau, meter, options) : solveLinear(model, tableau, meter);
}

function solveLinear(model: LinearModel, tableau: OpenTableau, meter: Meter): LpResult {
  const relaxed = tableau.relax([]);
  if (relaxed.status === 'infeasible' || relaxed.status === 'unbounded')
    return noSolution(relaxed.status, meter.pivots);
  if (relaxed.status !== 'optimal') return noSolution('limit', meter.pivots);
  const x = tableau.toColumns(relaxed.values);
  if (!isFeasible(model, x)) return noSolution('limit', meter.pivots);
  const objective = objectiveOf(model, x);
  const rowDual = tableau.rowDual();
  const bound = Math.min(objective, dualBound(model, rowDual));
  const proven = objective - bound <= OPTIMALITY_TOLERANCE * Math.max(1, Math.abs(objective));
  return {
    status: proven ? 'optimal' : 'feasible',
    objective,
    bound: proven ? objective : bound,
    x,
    rowDual: proven ? rowDual : new Float64Array(0),
    reducedCost: proven ? reducedCostOf(model, rowDual) : new Float64Array(0),
    work: meter.pivots,
    nodes: 0,
  };
}

function solveInteger(
  open: OpenSimplex,
  model: LinearModel,
  tableau: OpenTableau,
  meter: Meter,
  options: SolveOptions,
): LpResult {
  const relativeGap = options.relativeGap ?? 1e-6;
  const nodeLimit = options.nodeLimit ?? Number.POSITIVE_INFINITY;
  const given = options.start !== undefined && isFeasible(model, options.start) ? options.start : undefined;
  const onProgress = options.control?.onProgress;
  const found = branchAndBound((cuts) => tableau.relax(cuts), tableau.integerVariables, {
    relativeGap,
    nodeLimit,
    cutoff: given === undefined ? Number.POSITIVE_INFINITY : objectiveOf(model, given),
    ...(onProgress !== undefined && {
      onIncumbent: (incumbent: number, bound: number, nodes: number) =>
        onProgress({
          share: Math.min(1, Math.max(nodes / nodeLimit, meter.pivots / meter.pivotLimit)),
          phase: 'integer',
          incumbent,
          bound,
        }),
    }),
  });
  if (found.unbounded) {
    // The relaxation is unbounded; so is the model if it has a whole-numbered point at all.
    const { status } = solveByTableau(
      open,
      { ...model, columnCost: new Float64Array(model.columnCost.length) },
      options,
    );
    const decided = status === 'optimal' ? 'unbounded' : status === 'infeasible' ? 'infeasible' : 'limit';
    return noSolution(decided, meter.pivots, found.nodes);
  }
  const x = found.incumbent === undefined ? given?.slice() : tableau.toColumns(found.incumbent.values);
  if (x !== undefined) roundIntegers(model, x);
  if (x === undefined) {
    const status = found.bound === Number.POSITIVE_INFINITY ? 'infeasible' : 'limit';
    return { ...noSolution(status, meter.pivots, found.nodes), bound: found.bound };
  }
  if (!isFeasible(model, x)) return noSolution('limit', meter.pivots, found.nodes);
  const objective = objectiveOf(model, x);
  const bound = Math.min(objective, found.bound);
  const proven = objective - bound <= Math.max(relativeGap * Math.abs(objective), FEASIBILITY_TOLERANCE);
  const none = new Float64Array(0);
  const status = proven ? 'optimal' : 'feasible';
  return { status, objective, bound, x, rowDual: none, reducedCost: none, work: meter.pivots, nodes: found.nodes };
}

/** Largest number in the model's bounds and the answer that the tolerance is relative to. */
function isFeasible(model: LinearModel, x: Float64Array): boolean {
  let scale = 1;
  for (const value of x) scale = Math.max(scale, Math.abs(value));
  return violation(model, x) <= FEASIBILITY_TOLERANCE * scale;
}

function roundIntegers(model: LinearModel, x: Float64Array): void {
  model.columnInteger?.forEach((whole, j) => {
    if (whole === 1) x[j] = Math.round(x[j]!) + 0;
  });
}
