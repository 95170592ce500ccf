import type { LinearModel, LpBackend, LpResult, SolveOptions } from './model.js';
import { solveOnce } from './session.js';

/** The backends at hand. HiGHS is missing where its module is not loaded. */
export interface Backends {
  readonly highs?: LpBackend;
  readonly jsLp: LpBackend;
}

/*
 * Cells of the dense tableau up to which plain JavaScript beats the fixed cost of HiGHS in WebAssembly. Measured on shift
 * cover (tests/bench/lp.ts, mean milliseconds to open and solve, HiGHS against javascript-lp-solver):
 * LP 24 × 72 1.8 : 1.1, 48 × 144 4.1 : 2.7, 96 × 144 7.7 : 7.6, 96 × 300 12 : 16, 192 × 600 46 : 192;
 * MIP 12 × 24 10 : 0.5, 24 × 40 9 : 0.6, 24 × 72 315 : 633, 48 × 144 371 : 1027, 96 × 300 1,176 : unsolved in 3 s.
 * A MIP of the same size can be far harder, so a small one is tried under a node limit and handed on.
 */
const LP_CELLS = 10_000;
const MIP_CELLS = 1_000;
/** Nodes a small integer model gets before HiGHS takes over; about as long as HiGHS takes to set up. */
const SMALL_MIP_NODES = 100;

/**
 * The quicker backend for one solve of this model. A session that is changed and solved again belongs to HiGHS at any
 * size from about 50 columns on: it alone keeps its basis.
 */
export function chooseBackend(model: LinearModel, backends: Backends): LpBackend {
  const { highs, jsLp } = backends;
  if (highs === undefined) return jsLp;
  const isInteger = model.columnInteger?.includes(1) === true;
  return tableauCells(model) <= (isInteger ? MIP_CELLS : LP_CELLS) ? jsLp : highs;
}

/**
 * Solves a model once by the chosen backend. Where the small solver ends without a proof that the caller's limits did not
 * ask for, HiGHS solves the model again: the answer is never worse than HiGHS' own.
 */
export function solveChosen(model: LinearModel, backends: Backends, options: SolveOptions = {}): LpResult {
  const chosen = chooseBackend(model, backends);
  const { highs } = backends;
  if (chosen === highs || highs === undefined) return solveOnce(chosen, model, options);
  const nodeLimit = Math.min(options.nodeLimit ?? Number.POSITIVE_INFINITY, SMALL_MIP_NODES);
  const result = solveOnce(chosen, model, { ...options, nodeLimit });
  const isProven = result.status !== 'feasible' && result.status !== 'limit';
  return isProven || options.control?.isCancelled?.() === true ? result : solveOnce(highs, model, options);
}

/** Size of the tableau javascript-lp-solver would build: finite ranges are rows, free columns count twice. */
function tableauCells(model: LinearModel): number {
  let rows = 0;
  let columns = 0;
  model.rowLower.forEach((lower, i) => {
    rows += Number(lower > Number.NEGATIVE_INFINITY) + Number(model.rowUpper[i]! < Number.POSITIVE_INFINITY);
  });
  model.columnLower.forEach((lower, j) => {
    const finiteSides =
      Number(lower > Number.NEGATIVE_INFINITY) + Number(model.columnUpper[j]! < Number.POSITIVE_INFINITY);
    rows += finiteSides === 2 ? 1 : 0;
    columns += finiteSides === 0 ? 2 : 1;
  });
  return rows * columns;
}
