import {
  checkBasis,
  checkBounds,
  checkColumns,
  checkCost,
  checkIndices,
  checkModel,
  checkOptions,
  checkRows,
  requireLength,
} from './check.js';
import type {
  ColumnBatch,
  LinearModel,
  LpBackend,
  LpBasis,
  LpResult,
  LpSession,
  RowBatch,
  SolveOptions,
} from './model.js';

/**
 * What an adapter implements: the bulk half of {@link LpSession}. Arguments arrive checked and not empty, indices
 * ascending without repeats.
 */
export interface AdapterSession {
  readonly columnCount: number;
  readonly rowCount: number;
  addColumns(batch: ColumnBatch): void;
  addRows(batch: RowBatch): void;
  removeColumns(columns: Int32Array): void;
  removeRows(rows: Int32Array): void;
  setColumnsBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void;
  setColumnsCost(columns: Int32Array, cost: Float64Array): void;
  setColumnsInteger(columns: Int32Array, integer: boolean): void;
  setRowsBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void;
  getBasis(): LpBasis | undefined;
  setBasis(basis: LpBasis): void;
  solve(options: SolveOptions): LpResult;
  dispose(): void;
}

/** Makes a backend of an adapter: the same checks and the same errors in front of every library. */
export const checkedBackend = (name: string, open: (model: LinearModel) => AdapterSession): LpBackend => ({
  name,
  open: (model) => {
    checkModel(model);
    return new CheckedSession(open(model));
  },
});

class CheckedSession implements LpSession {
  readonly #adapter: AdapterSession;
  #disposed = false;

  constructor(adapter: AdapterSession) {
    this.#adapter = adapter;
  }

  get columnCount(): number {
    return this.#adapter.columnCount;
  }

  get rowCount(): number {
    return this.#adapter.rowCount;
  }

  addColumns(batch: ColumnBatch): number {
    const adapter = this.#open();
    checkColumns(batch, this.rowCount);
    const first = this.columnCount;
    if (batch.columnCost.length > 0) adapter.addColumns(batch);
    return first;
  }

  addRows(batch: RowBatch): number {
    const adapter = this.#open();
    checkRows(batch, this.columnCount);
    const first = this.rowCount;
    if (batch.rowLower.length > 0) adapter.addRows(batch);
    return first;
  }

  removeColumns(columns: Iterable<number>): void {
    const adapter = this.#open();
    const gone = Array.from(columns);
    checkIndices('column', gone, this.columnCount);
    if (gone.length > 0) adapter.removeColumns(Int32Array.from(gone).sort());
  }

  removeRows(rows: Iterable<number>): void {
    const adapter = this.#open();
    const gone = Array.from(rows);
    checkIndices('row', gone, this.rowCount);
    if (gone.length > 0) adapter.removeRows(Int32Array.from(gone).sort());
  }

  setColumnBounds(column: number, lower: number, upper: number): void {
    this.setColumnsBounds([column], Float64Array.of(lower), Float64Array.of(upper));
  }

  setColumnsBounds(columns: ArrayLike<number>, lower: Float64Array, upper: Float64Array): void {
    const adapter = this.#open();
    checkIndices('column', columns, this.columnCount);
    requireLength('lower', lower.length, columns.length);
    checkBounds('column', lower, upper);
    if (columns.length === 0) return;
    const order = ascending(columns);
    adapter.setColumnsBounds(pickIndices(columns, order), pick(lower, order), pick(upper, order));
  }

  setColumnCost(column: number, cost: number): void {
    this.setColumnsCost([column], Float64Array.of(cost));
  }

  setColumnsCost(columns: ArrayLike<number>, cost: Float64Array): void {
    const adapter = this.#open();
    checkIndices('column', columns, this.columnCount);
    requireLength('cost', cost.length, columns.length);
    cost.forEach(checkCost);
    if (columns.length === 0) return;
    const order = ascending(columns);
    adapter.setColumnsCost(pickIndices(columns, order), pick(cost, order));
  }

  setColumnInteger(column: number, integer: boolean): void {
    this.setColumnsInteger([column], integer);
  }

  setColumnsInteger(columns: ArrayLike<number>, integer: boolean): void {
    const adapter = this.#open();
    checkIndices('column', columns, this.columnCount);
    if (columns.length > 0) adapter.setColumnsInteger(pickIndices(columns, ascending(columns)), integer);
  }

  setRowBounds(row: number, lower: number, upper: number): void {
    this.setRowsBounds([row], Float64Array.of(lower), Float64Array.of(upper));
  }

  setRowsBounds(rows: ArrayLike<number>, lower: Float64Array, upper: Float64Array): void {
    const adapter = this.#open();
    checkIndices('row', rows, this.rowCount);
    requireLength('lower', lower.length, rows.length);
    checkBounds('row', lower, upper);
    if (rows.length === 0) return;
    const order = ascending(rows);
    adapter.setRowsBounds(pickIndices(rows, order), pick(lower, order), pick(upper, order));
  }

  getBasis(): LpBasis | undefined {
    return this.#open().getBasis();
  }

  setBasis(basis: LpBasis): void {
    const adapter = this.#open();
    checkBasis(basis, this.columnCount, this.rowCount);
    adapter.setBasis(basis);
  }

  solve(options: SolveOptions = {}): LpResult {
    const adapter = this.#open();
    checkOptions(options, this.columnCount);
    return adapter.solve(options);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#adapter.dispose();
  }

  #open(): AdapterSession {
    if (this.#disposed) throw new Error('This LP session is disposed; keep its use inside withSession.');
    return this.#adapter;
  }
}

/** Positions in ascending order of the index they hold. */
const ascending = (indices: ArrayLike<number>): Int32Array =>
  Int32Array.from(indices, (_, k) => k).sort((a, b) => indices[a]! - indices[b]!);

const pickIndices = (indices: ArrayLike<number>, order: Int32Array): Int32Array => order.map((k) => indices[k]!);

const pick = (values: Float64Array, order: Int32Array): Float64Array => Float64Array.from(order, (k) => values[k]!);
