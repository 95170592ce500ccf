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

/** Rows to append to an open session, stored by rows (CSR): entries of row i are `starts[i] … starts[i + 1] − 1`. */
export interface RowBatch {
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  /** Column of each entry. */
  readonly columns: Int32Array;
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
  /**
   * Proven lower bound on the optimum; −Infinity where nothing is known (and for `unbounded`), +Infinity for
   * `infeasible`. For a solved pure LP equal to the objective.
   */
  readonly bound: number;
  /**
   * Primal values per column; empty where there is no solution. Integer columns hold whole numbers exactly; rows and
   * bounds hold within about 1e-6.
   */
  readonly x: Float64Array;
  /**
   * Shadow price per row, dObjective/dRhs (≥ 0 on a binding ≥ row of a minimisation); empty for integer models and
   * where the LP is not solved to optimality.
   */
  readonly rowDual: Float64Array;
  /** Reduced cost per column, c − Aᵀ·rowDual; empty exactly where `rowDual` is. */
  readonly reducedCost: Float64Array;
  /** Simplex iterations, those inside branch and bound included: a deterministic measure of work. */
  readonly work: number;
  /** Branch-and-bound nodes; 0 for an LP. */
  readonly nodes: number;
}

export interface SolveOptions {
  /** Stop when (objective − bound)/|objective| ≤ this, ≥ 0; integer models only. Default 1e-6. */
  readonly relativeGap?: number;
  /** Limit of branch-and-bound nodes (deterministic), ≥ 0. */
  readonly nodeLimit?: number;
  /**
   * Limit of simplex iterations (deterministic), ≥ 0, those inside branch and bound included. An integer model checks it
   * between its own steps and can exceed it by one of them.
   * An LP that it ends goes on from there in the next solve, except in its first solve: a presolved LP leaves no basis.
   */
  readonly iterationLimit?: number;
  /** Wall-clock limit in seconds, > 0; makes the result depend on the machine. Needs {@link Control.now}. */
  readonly timeLimitSeconds?: number;
  /** Continue from the last basis. Default true for LPs; false starts over with presolve. */
  readonly warmStart?: boolean;
  /**
   * The simplex variant of an LP. `auto` (default) takes the primal simplex where only columns or costs changed since
   * the last basis (it stayed primal feasible), else the dual simplex.
   */
  readonly simplex?: 'auto' | 'primal' | 'dual';
  /** A known integer solution to start from, one value per column; an infeasible one is ignored. */
  readonly start?: Float64Array;
  /** Seed of the library's own tie-breaking, an integer ≥ 0. Default 0. */
  readonly seed?: number;
  /** `isCancelled` is asked during the solve where the library allows it; `onProgress` reports integer models only. */
  readonly control?: Control;
}

/** Status of a column or row in a simplex basis; `zero` = nonbasic free, `nonbasic` = at whichever bound is finite. */
export type BasisStatus = 'lower' | 'basic' | 'upper' | 'zero' | 'nonbasic';

/** A simplex basis to put back later, into the same session or one with the same rows and columns. */
export interface LpBasis {
  readonly columns: readonly BasisStatus[];
  readonly rows: readonly BasisStatus[];
}

/**
 * A model held open in a library, changed in place and solved again. Always {@link dispose} it (WASM memory), or use
 * `withSession`. Wrong sizes, indices out of range and NaN throw a RangeError; use after `dispose` throws an Error.
 */
export interface LpSession {
  readonly columnCount: number;
  readonly rowCount: number;
  /** Appends columns; returns the index of the first one. */
  addColumns(batch: ColumnBatch): number;
  /** Appends rows (cuts, branching rows); returns the index of the first one. */
  addRows(batch: RowBatch): number;
  /** Removes columns; later ones move down. The basis is kept where every removed column is nonbasic. */
  removeColumns(columns: Iterable<number>): void;
  /** Removes rows; later ones move down. The basis is kept where every removed row is basic (slack). */
  removeRows(rows: Iterable<number>): void;
  setColumnBounds(column: number, lower: number, upper: number): void;
  /** Many at once; `lower` and `upper` run parallel to `columns`, which holds each index at most once, in any order. */
  setColumnsBounds(columns: ArrayLike<number>, lower: Float64Array, upper: Float64Array): void;
  setColumnCost(column: number, cost: number): void;
  setColumnsCost(columns: ArrayLike<number>, cost: Float64Array): void;
  setColumnInteger(column: number, integer: boolean): void;
  /** All of `columns` become integer or continuous. */
  setColumnsInteger(columns: ArrayLike<number>, integer: boolean): void;
  setRowBounds(row: number, lower: number, upper: number): void;
  setRowsBounds(rows: ArrayLike<number>, lower: Float64Array, upper: Float64Array): void;
  /** The basis of the last LP solved; undefined where there is none, or the library does not offer one. */
  getBasis(): LpBasis | undefined;
  /** Continues the next LP from here; ignored by a library without bases. */
  setBasis(basis: LpBasis): void;
  solve(options?: SolveOptions): LpResult;
  /** Frees the model; safe to repeat. */
  dispose(): void;
}

/** One library behind the neutral model. Implementations: HiGHS and javascript-lp-solver; same contract suite. */
export interface LpBackend {
  readonly name: string;
  open(model: LinearModel): LpSession;
}
