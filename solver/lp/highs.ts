import type { Highs, InitOptions, Model } from 'highs';
import * as library from 'highs';
import {
  checkBasis,
  checkBoundPair,
  checkBounds,
  checkColumns,
  checkCost,
  checkIndex,
  checkIndices,
  checkModel,
  checkOptions,
  checkRows,
  requireLength,
} from './check.js';
import type {
  BasisStatus,
  ColumnBatch,
  LinearModel,
  LpBackend,
  LpBasis,
  LpResult,
  LpSession,
  LpStatus,
  RowBatch,
  SolveOptions,
} from './model.js';

// The package's types are CommonJS-flavoured while Node loads its ES module, so the loader's place is stated here.
const load = (library as unknown as { default: (options?: InitOptions) => Promise<Highs> }).default;

let loading: Promise<LpBackend> | undefined;

/**
 * HiGHS 1.15 compiled to WebAssembly (Huangfu & Hall 2018, doi:10.1007/s12532-017-0130-5): single-threaded, silent, no
 * network. The module is loaded once; every call blocks its thread, so long solves belong in a worker. Sessions keep
 * their basis between LP solves; `control.isCancelled` is asked at every simplex iteration and branch-and-bound check.
 */
export function loadHighs(): Promise<LpBackend> {
  loading ??= load().then((highs) => ({ name: 'highs', open: (model) => new HighsSession(highs, model) }));
  return loading;
}

const BASIS_NAMES: readonly BasisStatus[] = ['lower', 'basic', 'upper', 'zero', 'nonbasic'];
const BASIS_CODES: Readonly<Record<BasisStatus, number>> = { lower: 0, basic: 1, upper: 2, zero: 3, nonbasic: 4 };
const NONBASIC = BASIS_CODES.nonbasic;
const BASIC = BASIS_CODES.basic;

/** Codes of `simplex_strategy`. */
const DUAL = 1;
const PRIMAL = 4;
/** HiGHS' default primal feasibility tolerance, needed for the one case it does not decide: no columns. */
const FEASIBILITY_TOLERANCE = 1e-7;
const MAX_HIGHS_INT = 2 ** 31 - 1;
/** The wrapper refuses an infinite option value. */
const NO_TIME_LIMIT_SECONDS = 1e20;

interface BasisCodes {
  readonly columns: number[];
  readonly rows: number[];
}

class HighsSession implements LpSession {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #options = new Map<string, number | string>();
  readonly #integer: boolean[];
  #integerCount = 0;
  #rowCount: number;
  #disposed = false;
  /** The last known LP basis, kept in step with structural changes. */
  #basis: BasisCodes | undefined;
  /** False where the library has lost its own copy (a MIP, a deletion, a trivially infeasible run). */
  #basisLive = false;
  /** What happened since that basis: changes that leave it dual feasible only, or primal feasible only. */
  #primalBroken = false;
  #dualBroken = false;

  constructor(highs: Highs, model: LinearModel) {
    checkModel(model);
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

  addColumns(batch: ColumnBatch): number {
    this.#requireOpen();
    checkColumns(batch, this.#rowCount);
    const first = this.columnCount;
    const count = batch.columnCost.length;
    if (count === 0) return first;
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
    for (let k = 0; k < count; k++) {
      this.#integer.push(false);
      this.#basis?.columns.push(NONBASIC);
    }
    const whole = Int32Array.from(this.#range(first, count).filter((j) => batch.columnInteger?.[j - first] === 1));
    this.setColumnsInteger(whole, true);
    this.#dualBroken = true;
    return first;
  }

  addRows(batch: RowBatch): number {
    this.#requireOpen();
    checkRows(batch, this.columnCount);
    const first = this.#rowCount;
    const count = batch.rowLower.length;
    if (count === 0) return first;
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
    for (let k = 0; k < count; k++) this.#basis?.rows.push(BASIC);
    this.#primalBroken = true;
    return first;
  }

  removeColumns(columns: Iterable<number>): void {
    this.#requireOpen();
    const gone = sorted('column', columns, this.columnCount);
    if (gone.length === 0) return;
    this.#model.deleteCols({ kind: 'set', indices: gone });
    for (const j of gone) if (this.#integer[j]) this.#integerCount--;
    const wasBasic = gone.some((j) => this.#basis?.columns[j] === BASIC);
    without(this.#integer, gone);
    if (this.#basis !== undefined) without(this.#basis.columns, gone);
    if (wasBasic) this.#basis = undefined;
    this.#basisLive = false;
  }

  removeRows(rows: Iterable<number>): void {
    this.#requireOpen();
    const gone = sorted('row', rows, this.#rowCount);
    if (gone.length === 0) return;
    this.#model.deleteRows({ kind: 'set', indices: gone });
    this.#rowCount -= gone.length;
    const wasTight = gone.some((i) => this.#basis?.rows[i] !== BASIC);
    if (this.#basis !== undefined) without(this.#basis.rows, gone);
    if (wasTight) this.#basis = undefined;
    this.#basisLive = false;
  }

  setColumnBounds(column: number, lower: number, upper: number): void {
    this.#requireOpen();
    checkIndex('column', column, this.columnCount);
    checkBoundPair('column', lower, upper);
    this.#model.changeColBounds(column, lower, upper);
    this.#primalBroken = true;
  }

  setColumnsBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void {
    this.#requireOpen();
    requireLength('lower', lower.length, columns.length);
    checkIndices('column', columns, this.columnCount);
    checkBounds('column', lower, upper);
    if (columns.length === 0) return;
    const order = ascending(columns);
    this.#model.changeColsBounds(set(columns, order), pick(lower, order), pick(upper, order));
    this.#primalBroken = true;
  }

  setColumnCost(column: number, cost: number): void {
    this.#requireOpen();
    checkIndex('column', column, this.columnCount);
    checkCost(cost);
    this.#model.changeColCost(column, cost);
    this.#dualBroken = true;
  }

  setColumnsCost(columns: Int32Array, cost: Float64Array): void {
    this.#requireOpen();
    requireLength('cost', cost.length, columns.length);
    checkIndices('column', columns, this.columnCount);
    cost.forEach(checkCost);
    if (columns.length === 0) return;
    const order = ascending(columns);
    this.#model.changeColsCost(set(columns, order), pick(cost, order));
    this.#dualBroken = true;
  }

  setColumnInteger(column: number, integer: boolean): void {
    this.setColumnsInteger(Int32Array.of(column), integer);
  }

  setColumnsInteger(columns: Int32Array, integer: boolean): void {
    this.#requireOpen();
    checkIndices('column', columns, this.columnCount);
    if (columns.length === 0) return;
    for (const j of columns) {
      if (this.#integer[j] !== integer) this.#integerCount += integer ? 1 : -1;
      this.#integer[j] = integer;
    }
    const types = new Int32Array(columns.length).fill(integer ? 1 : 0);
    this.#model.changeColsIntegrality(set(columns, ascending(columns)), types);
  }

  setRowBounds(row: number, lower: number, upper: number): void {
    this.#requireOpen();
    checkIndex('row', row, this.#rowCount);
    checkBoundPair('row', lower, upper);
    this.#model.changeRowBounds(row, lower, upper);
    this.#primalBroken = true;
  }

  setRowsBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void {
    this.#requireOpen();
    requireLength('lower', lower.length, rows.length);
    checkIndices('row', rows, this.#rowCount);
    checkBounds('row', lower, upper);
    if (rows.length === 0) return;
    const order = ascending(rows);
    this.#model.changeRowsBounds(set(rows, order), pick(lower, order), pick(upper, order));
    this.#primalBroken = true;
  }

  getBasis(): LpBasis | undefined {
    this.#requireOpen();
    if (this.#basis === undefined) return undefined;
    const name = (code: number): BasisStatus => BASIS_NAMES[code]!;
    return { columns: this.#basis.columns.map(name), rows: this.#basis.rows.map(name) };
  }

  setBasis(basis: LpBasis): void {
    this.#requireOpen();
    checkBasis(basis, this.columnCount, this.#rowCount);
    const code = (name: BasisStatus): number => BASIS_CODES[name];
    this.#basis = { columns: basis.columns.map(code), rows: basis.rows.map(code) };
    this.#basisLive = false;
    // Nothing is known about it; the dual simplex is the library's own default then.
    this.#primalBroken = true;
  }

  solve(options: SolveOptions = {}): LpResult {
    this.#requireOpen();
    checkOptions(options, this.columnCount);
    if (options.control?.isCancelled?.() === true) return outcome('limit');
    if (this.columnCount === 0) return this.#solveWithoutColumns();
    return this.#integerCount > 0 ? this.#solveInteger(options) : this.#solveLinear(options);
  }

  dispose(): void {
    this.#disposed = true;
    this.#model.dispose();
  }

  #solveLinear(options: SolveOptions): LpResult {
    if (options.warmStart === false) {
      this.#model.clearSolver();
      this.#basis = undefined;
    } else if (this.#basis !== undefined && !this.#basisLive) {
      this.#model.setBasis({
        colStatus: Int32Array.from(this.#basis.columns),
        rowStatus: Int32Array.from(this.#basis.rows),
      });
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
    this.#keepBasis();
    const status = this.#status(code);
    if (status === 'infeasible' || status === 'unbounded' || status === 'limit') return outcome(status, work);
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
    this.#basisLive = false;
    const work = this.#info('simplex_iteration_count');
    const nodes = Math.max(0, this.#info('mip_node_count'));
    const status = this.#status(code);
    const bound = this.#info('mip_dual_bound');
    if (status === 'infeasible' || status === 'unbounded') return outcome(status, work, nodes);
    if (status === 'limit') return { ...outcome(status, work, nodes), bound };
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
    if (!holds) return outcome('infeasible');
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
        return this.#isFeasible() ? 'unbounded' : 'infeasible';
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

  /** Decides "unbounded or infeasible": the same constraints without an objective are feasible or not. */
  #isFeasible(): boolean {
    const all = { kind: 'range', from: 0, to: this.columnCount - 1 } as const;
    const cost = this.#model.getLp().colCost;
    this.#model.changeColsCost(all, new Float64Array(this.columnCount));
    const code = this.#run(undefined);
    this.#model.changeColsCost(all, cost);
    this.#basisLive = false;
    return code === this.#highs.constants.modelStatus.optimal;
  }

  #strategy(wanted: 'auto' | 'primal' | 'dual'): number {
    if (wanted !== 'auto') return wanted === 'primal' ? PRIMAL : DUAL;
    return this.#basis !== undefined && this.#dualBroken && !this.#primalBroken ? PRIMAL : DUAL;
  }

  #keepBasis(): void {
    this.#basisLive = this.#info('basis_validity') === this.#highs.constants.basisValidity.valid;
    if (!this.#basisLive) return;
    const { colStatus, rowStatus } = this.#model.getBasis();
    this.#basis = { columns: Array.from(colStatus), rows: Array.from(rowStatus) };
    this.#primalBroken = false;
    this.#dualBroken = false;
  }

  #setCommon(options: SolveOptions): void {
    this.#set('random_seed', options.seed ?? 0);
    this.#set('time_limit', options.timeLimitSeconds ?? NO_TIME_LIMIT_SECONDS);
    // The library's limit counts from the first run of the model, ours from this one.
    if (options.timeLimitSeconds !== undefined) this.#model.zeroAllClocks();
  }

  #set(name: string, value: number | string): void {
    if (this.#options.get(name) === value) return;
    this.#model.options.set(name, value);
    this.#options.set(name, value);
  }

  #run(callbacks: Parameters<Model['run']>[0]): number {
    return this.#model.run(callbacks).modelStatus;
  }

  #info(name: string): number {
    return Number(this.#model.info.get(name));
  }

  #range(first: number, count: number): number[] {
    return Array.from({ length: count }, (_, k) => first + k);
  }

  #requireOpen(): void {
    if (this.#disposed) throw new Error('This LP session is disposed; keep its use inside withSession.');
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

/** A result without a solution. */
function outcome(status: 'infeasible' | 'unbounded' | 'limit', work = 0, nodes = 0): LpResult {
  const bound = status === 'infeasible' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return { status, objective: Number.NaN, bound, x: NONE, rowDual: NONE, reducedCost: NONE, work, nodes };
}

const limit = (count: number | undefined): number => Math.min(MAX_HIGHS_INT, Math.floor(count ?? MAX_HIGHS_INT));

/** Positions of `indices` in ascending order of the index; the library wants its sets sorted. */
const ascending = (indices: Int32Array): number[] =>
  Array.from(indices.keys()).sort((a, b) => indices[a]! - indices[b]!);

const set = (indices: Int32Array, order: readonly number[]) =>
  ({ kind: 'set', indices: Int32Array.from(order, (k) => indices[k]!) }) as const;

const pick = (values: Float64Array, order: readonly number[]): Float64Array =>
  Float64Array.from(order, (k) => values[k]!);

function sorted(what: 'row' | 'column', indices: Iterable<number>, limitIndex: number): number[] {
  const list = [...indices].sort((a, b) => a - b);
  checkIndices(what, list, limitIndex);
  return list;
}

/** Removes the positions `gone` (ascending) from `list` in place. */
function without<T>(list: T[], gone: readonly number[]): void {
  let next = 0;
  let kept = 0;
  for (let k = 0; k < list.length; k++) {
    if (gone[next] === k) next++;
    else list[kept++] = list[k]!;
  }
  list.length = kept;
}
