import type { Control } from '../stop.js';

/**
 * The neutral sparse linear model: minimise cᵀx with rowLower ≤ Ax ≤ rowUpper, lower ≤ x ≤ upper, some x integer.
 * The matrix is stored by columns (CSC): entries of column j are `starts[j] … starts[j + 1] − 1`.
 * Infinite bounds are ±Infinity. Nothing in it is mutated by a solver.
 */
export interface LinearModel {
  readonly columnCost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  /** 1 where the column must be whole, else 0; absent = all continuous. */
  readonly columnInteger?: Uint8Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Columns to append to an open session, in the same layout as {@link LinearModel} without rows. */
export interface ColumnBatch {
  readonly columnCost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly columnInteger?: Uint8Array;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/**
 * - `optimal`: proven (within {@link SolveOptions.relativeGap} for integer models)
 * - `feasible`: a solution stands, a limit or a cancel ended the proof; `bound` says how far
 * - `infeasible` / `unbounded`: proven
 * - `limit`: a limit ended the run before any solution was found
 */
export type LpStatus = 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'limit';

export interface LpResult {
  readonly status: LpStatus;
  /** Objective of `x`; NaN where there is no solution. */
  readonly objective: number;
  /** Proven lower bound on the optimum; −Infinity where nothing is known. For a pure LP equal to the objective. */
  readonly bound: number;
  /** Primal values per column; empty where there is no solution. */
  readonly x: Float64Array;
  /** Shadow price per row, dObjective/dRhs (≥ 0 on a binding ≥ row of a minimisation); empty for integer models. */
  readonly rowDual: Float64Array;
  /** Reduced cost per column; empty for integer models. */
  readonly reducedCost: Float64Array;
  /** Simplex iterations or branch-and-bound nodes: a deterministic measure of work. */
  readonly work: number;
}

export interface SolveOptions {
  /** Stop when (objective − bound)/|objective| ≤ this; integer models only. Default 1e-6. */
  readonly relativeGap?: number;
  /** Limit of branch-and-bound nodes (deterministic). */
  readonly nodeLimit?: number;
  /** Wall-clock limit in seconds; makes the result depend on the machine. */
  readonly timeLimitSeconds?: number;
  /** Keep the last basis and continue with the primal simplex (after columns were added). Default true for LPs. */
  readonly warmStart?: boolean;
  /** A known integer solution to start from. */
  readonly start?: Float64Array;
  readonly seed?: number;
  readonly control?: Control;
}

/** A model held open in a library, changed in place and solved again. Always {@link dispose} it (WASM memory). */
export interface LpSession {
  readonly columnCount: number;
  readonly rowCount: number;
  /** Appends columns; returns the index of the first one. */
  addColumns(batch: ColumnBatch): number;
  setColumnBounds(column: number, lower: number, upper: number): void;
  setColumnCost(column: number, cost: number): void;
  setColumnInteger(column: number, integer: boolean): void;
  setRowBounds(row: number, lower: number, upper: number): void;
  solve(options?: SolveOptions): LpResult;
  dispose(): void;
}

/** One library behind the neutral model. Implementations: HiGHS and javascript-lp-solver; same contract suite. */
export interface LpBackend {
  readonly name: string;
  open(model: LinearModel): LpSession;
}
