import type { Highs, InitOptions, Model } from 'highs';
import * as library from 'highs';
import { BasisKeeper, without } from './basis.js';
import { type AdapterSession, checkedBackend } from './checked.js';
import type {
  ColumnBatch,
  LinearModel,
  LpBackend,
  LpBasis,
  LpResult,
  LpStatus,
  RowBatch,
  SolveOptions,
} from './model.js';
import { noSolution } from './result.js';

// The package's types are CommonJS-flavoured while Node loads its ES module, so the loader's place is stated here.
const load = (library as unknown as { default: (options?: InitOptions) => Promise<Highs> }).default;

let loading: Promise<LpBackend> | undefined;

/**
 * HiGHS 1.15 compiled to WebAssembly (Huangfu & Hall 2018, doi:10.1007/s12532-017-0130-5): single-threaded, silent, no
 * network. The module is loaded once; every call blocks its thread, so long solves belong in a worker. Sessions keep
 * their basis between LP solves; `control.isCancelled` is asked at every simplex iteration and branch-and-bound check.
 */
export function loadHighs(): Promise<LpBackend> {
  loading ??= load().then((highs) => checkedBackend('highs', (model) => new HighsSession(highs, model)));
  return loading;
}

/** Codes of `simplex_strategy`. */
const DUAL = 1;
const PRIMAL = 4;
/** HiGHS' default primal feasibility tolerance, needed for the one case it does not decide: no columns. */
const FEASIBILITY_TOLERANCE = 1e-7;
const MAX_HIGHS_INT = 2 ** 31 - 1;
/** The wrapper refuses an infinite option value. */
const NO_TIME_LIMIT_SECONDS = 1e20;

class HighsSession implements AdapterSession {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #optionValues = new Map<string, number>();
  readonly #basis = new BasisKeeper();
  readonly #integer: boolean[];
  #integerCount: number;
  #rowCount: number;

  constructor(highs: Highs, model: LinearModel) {
    const columnCount = model.columnCost.length;
    this.#highs = highs;
    this.#rowCount = model.rowLower.length;
    this.#integer = Array.from({ length: columnCount }, (_, j) => model.columnInteger?.[j] === 1);
    this.#integerCount = this.#integer.filter(Boolean).length;
    this.#model = highs.createModel({
      numCols: columnCount,
      numRows: this.#rowCount,
      colCost: model.columnCost,
      colLower: model.columnLower,
      colUpper: model.columnUpper,
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      matrix: {
        format: 'csc',
        numRows: this.#rowCount,
        numCols: columnCount,
        starts: model.starts,
        indices: model.rows,
        values: model.values,
      },
      ...(this.#integerCount > 0 ? { integrality: Int32Array.from(this.#integer, Number) } : {}),
    });
    this.#model.options.set('output_flag', false);
  }

  get columnCount(): number {
    return this.#integer.length;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  addColumns(batch: ColumnBatch): void {
    const first = this.columnCount;
    const count = batch.columnCost.length;
    this.#model.addCols({
      cost: batch.columnCost,
      lower: batch.columnLower,
      upper: batch.columnUpper,
      matrix: {
        format: 'csc',
        numRows: this.#rowCount,
        numCols: count,
        starts: batch.starts,
        indices: batch.rows,
        values: batch.values,
      },
    });
    const whole: number[] = [];
    for (let k = 0; k < count; k++) {
      this.#integer.push(false);
      if (batch.columnInteger?.[k] === 1) whole.push(first + k);
    }
    if (whole.length > 0) this.setColumnsInteger(Int32Array.from(whole), true);
    this.#basis.columnsAdded(count);
  }

  addRows(batch: RowBatch): void {
    const count = batch.rowLower.length;
    this.#model.addRows({
      lower: batch.rowLower,
      upper: batch.rowUpper,
      matrix: {
        format: 'csr',
        numRows: count,
        numCols: this.columnCount,
        starts: batch.starts,
        indices: batch.columns,
        values: batch.values,
      },
    });
    this.#rowCount += count;
    this.#basis.rowsAdded(count);
  }

  removeColumns(columns: Int32Array): void {
    const { lower, upper } = this.#model.getCols(set(columns));
    this.#basis.columnsRemoved(columns, lower, upper);
    this.#model.deleteCols(set(columns));
    for (const j of columns) if (this.#integer[j]) this.#integerCount--;
    without(this.#integer, columns);
  }

  removeRows(rows: Int32Array): void {
    this.#basis.rowsRemoved(rows);
    this.#model.deleteRows(set(rows));
    this.#rowCount -= rows.length;
  }

  setColumnsBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void {
    this.#model.changeColsBounds(set(columns), lower, upper);
    this.#basis.boundsChanged();
  }

  setColumnsCost(columns: Int32Array, cost: Float64Array): void {
    this.#model.changeColsCost(set(columns), cost);
    this.#basis.costsChanged();
  }

  setColumnsInteger(columns: Int32Array, integer: boolean): void {
    for (const j of columns) {
      if (this.#integer[j] !== integer) this.#integerCount += integer ? 1 : -1;
      this.#integer[j] = integer;
    }
    this.#model.changeColsIntegrality(set(columns), new Int32Array(columns.length).fill(integer ? 1 : 0));
  }

  setRowsBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void {
    this.#model.changeRowsBounds(set(rows), lower, upper);
    this.#basis.boundsChanged();
  }

  getBasis(): LpBasis | undefined {
    return this.#basis.get();
  }

  setBasis(basis: LpBasis): void {
    this.#basis.set(basis);
  }

  solve(options: SolveOptions): LpResult {
    if (options.control?.isCancelled?.() === true) return noSolution('limit');
    if (this.columnCount === 0) return this.#solveWithoutColumns();
    return this.#integerCount > 0 ? this.#solveInteger(options) : this.#solveLinear(options);
  }

  dispose(): void {
    this.#model.dispose();
  }

  #solveLinear(options: SolveOptions): LpResult {
    if (options.warmStart === false) {
      this.#model.clearSolver();
      this.#basis.forget();
    } else if (this.#basis.isKnown && !this.#basis.isLive) {
      this.#model.setBasis(this.#basis.codes());
    }
    this.#set('simplex_strategy', this.#strategy(options.simplex ?? 'auto'));
    this.#set('simplex_iteration_limit', limit(options.iterationLimit));
    this.#setCommon(options);
    const { simplexInterrupt } = this.#highs.constants.callbackType;
    const isCancelled = options.control?.isCancelled;
    let code = this.#run(isCancelled && { [simplexInterrupt]: stopWhen(() => isCancelled()) });
    let work = this.#info('simplex_iteration_count');
    const { modelStatus } = this.#highs.constants;
    if (code === modelStatus.unknown) {
      // Numerical trouble on the warm basis: once more from nothing.
      this.#model.clearSolver();
      this.#set('simplex_strategy', DUAL);
      code = this.#run(isCancelled && { [simplexInterrupt]: stopWhen(() => isCancelled()) });
      work += this.#info('simplex_iteration_count');
    }
    this.#keepBasis(code === modelStatus.optimal);
    const status = this.#status(code);
    if (status === 'infeasible' || status === 'unbounded' || status === 'limit') return noSolution(status, work);
    const solution = this.#model.getSolution();
    const objective = this.#model.getObjectiveValue();
    const proven = status === 'optimal';
    return {
      status,
      objective,
      bound: proven ? objective : Number.NEGATIVE_INFINITY,
      x: solution.colValue,
      rowDual: proven ? solution.rowDual : NONE,
      reducedCost: proven ? solution.colDual : NONE,
      work,
      nodes: 0,
    };
  }

  #solveInteger(options: SolveOptions): LpResult {
    this.#set('mip_rel_gap', options.relativeGap ?? 1e-6);
    this.#set('mip_max_nodes', limit(options.nodeLimit));
    this.#set('simplex_iteration_limit', MAX_HIGHS_INT);
    this.#setCommon(options);
    if (options.start !== undefined) this.#model.setSolution({ colValue: options.start });
    const code = this.#run(this.#integerCallbacks(options));
    this.#basis.isLive = false;
    const work = this.#info('simplex_iteration_count');
    const nodes = Math.max(0, this.#info('mip_node_count'));
    const bound = this.#info('mip_dual_bound');
    const status = this.#status(code);
    if (status === 'infeasible' || status === 'unbounded') return noSolution(status, work, nodes);
    if (status === 'limit') return { ...noSolution(status, work, nodes), bound };
    const x = this.#model.getSolution().colValue;
    this.#integer.forEach((whole, j) => {
      if (whole) x[j] = Math.round(x[j]!) + 0;
    });
    return {
      status,
      objective: this.#model.getObjectiveValue(),
      bound,
      x,
      rowDual: NONE,
      reducedCost: NONE,
      work,
      nodes,
    };
  }

  #integerCallbacks(options: SolveOptions): Parameters<Model['run']>[0] {
    const { control, iterationLimit, nodeLimit } = options;
    const { mipInterrupt, mipImprovingSolution } = this.#highs.constants.callbackType;
    const isCancelled = control?.isCancelled;
    const onProgress = control?.onProgress;
    return {
      ...((isCancelled !== undefined || iterationLimit !== undefined) && {
        [mipInterrupt]: stopWhen(
          (data) =>
            Number(data.mip_total_lp_iterations ?? 0) >= (iterationLimit ?? Number.POSITIVE_INFINITY) ||
            isCancelled?.() === true,
        ),
      }),
      ...(onProgress !== undefined && {
        [mipImprovingSolution]: ({ data }: { data: ProgressData }): undefined => {
          const nodeShare = Number(data.mip_node_count ?? 0) / (nodeLimit ?? Number.POSITIVE_INFINITY);
          const workShare = Number(data.mip_total_lp_iterations ?? 0) / (iterationLimit ?? Number.POSITIVE_INFINITY);
          onProgress({
            share: Math.min(1, Math.max(nodeShare, workShare) || 0),
            phase: 'integer',
            incumbent: data.objective_function_value ?? Number.NaN,
            bound: data.mip_dual_bound ?? Number.NEGATIVE_INFINITY,
          });
        },
      }),
    };
  }

  /** With no columns every row activity is 0; HiGHS calls such a model empty whatever its rows say. */
  #solveWithoutColumns(): LpResult {
    const { rowLower, rowUpper } = this.#model.getLp();
    const holds = rowLower.every(
      (lower, i) => lower <= FEASIBILITY_TOLERANCE && rowUpper[i]! >= -FEASIBILITY_TOLERANCE,
    );
    if (!holds) return noSolution('infeasible');
    const rowDual = new Float64Array(this.#rowCount);
    return { status: 'optimal', objective: 0, bound: 0, x: NONE, rowDual, reducedCost: NONE, work: 0, nodes: 0 };
  }

  #status(code: number): LpStatus {
    const { modelStatus, solutionStatus } = this.#highs.constants;
    switch (code) {
      case modelStatus.optimal:
        return 'optimal';
      case modelStatus.infeasible:
        return 'infeasible';
      case modelStatus.unbounded:
        return 'unbounded';
      case modelStatus.unboundedOrInfeasible:
        return this.#unboundedOrInfeasible();
      case modelStatus.timeLimit:
      case modelStatus.iterationLimit:
      case modelStatus.solutionLimit:
      case modelStatus.interrupted:
      case modelStatus.unknown:
        return this.#info('primal_solution_status') === solutionStatus.feasible ? 'feasible' : 'limit';
      default:
        throw new Error(`HiGHS ended with model status ${code}; this is a defect, please report the model.`);
    }
  }

  /** Unbounded where the same constraints without an objective are feasible; a limit may leave that open. */
  #unboundedOrInfeasible(): LpStatus {
    const all = { kind: 'range', from: 0, to: this.columnCount - 1 } as const;
    const cost = this.#model.getLp().colCost;
    this.#model.changeColsCost(all, new Float64Array(this.columnCount));
    const code = this.#run(undefined);
    this.#model.changeColsCost(all, cost);
    this.#basis.isLive = false;
    const { modelStatus } = this.#highs.constants;
    return code === modelStatus.optimal ? 'unbounded' : code === modelStatus.infeasible ? 'infeasible' : 'limit';
  }

  #strategy(wanted: 'auto' | 'primal' | 'dual'): number {
    if (wanted !== 'auto') return wanted === 'primal' ? PRIMAL : DUAL;
    return this.#basis.isPrimalOnly ? PRIMAL : DUAL;
  }

  #keepBasis(isOptimal: boolean): void {
    const isValid = this.#info('basis_validity') === this.#highs.constants.basisValidity.valid;
    this.#basis.isLive = isValid;
    if (!isValid) return;
    const { colStatus, rowStatus } = this.#model.getBasis();
    this.#basis.keep(colStatus, rowStatus, isOptimal);
  }

  #setCommon(options: SolveOptions): void {
    this.#set('random_seed', options.seed ?? 0);
    this.#set('time_limit', options.timeLimitSeconds ?? NO_TIME_LIMIT_SECONDS);
    // The library's limit counts from the first run of the model, ours from this one.
    if (options.timeLimitSeconds !== undefined) this.#model.zeroAllClocks();
  }

  #set(name: string, value: number): void {
    if (this.#optionValues.get(name) === value) return;
    this.#model.options.set(name, value);
    this.#optionValues.set(name, value);
  }

  #run(callbacks: Parameters<Model['run']>[0]): number {
    return this.#model.run(callbacks).modelStatus;
  }

  #info(name: string): number {
    return Number(this.#model.info.get(name));
  }
}

const NONE = new Float64Array(0);

interface ProgressData {
  readonly mip_node_count?: bigint;
  readonly mip_total_lp_iterations?: bigint;
  readonly objective_function_value?: number;
  readonly mip_dual_bound?: number;
}

/** A handler of an interrupt channel. */
const stopWhen =
  (ended: (data: ProgressData) => boolean) =>
  (event: { readonly data: ProgressData; interrupt(): void }): undefined => {
    if (ended(event.data)) event.interrupt();
  };

const limit = (count: number | undefined): number => Math.min(MAX_HIGHS_INT, Math.floor(count ?? MAX_HIGHS_INT));

const set = (indices: Int32Array) => ({ kind: 'set', indices }) as const;
