import type { AdapterSession } from './checked.js';
import type { ColumnBatch, LinearModel, LpResult, RowBatch, SolveOptions } from './model.js';
import { ModelStore } from './store.js';

/** A session for a library that does not hold a model open: changes go to an own copy, every solve starts over. */
export class StoredSession implements AdapterSession {
  readonly #store: ModelStore;
  readonly #solve: (model: LinearModel, options: SolveOptions) => LpResult;

  constructor(model: LinearModel, solve: (model: LinearModel, options: SolveOptions) => LpResult) {
    this.#store = new ModelStore(model);
    this.#solve = solve;
  }

  get columnCount(): number {
    return this.#store.columns.length;
  }

  get rowCount(): number {
    return this.#store.rowLower.length;
  }

  addColumns(batch: ColumnBatch): void {
    this.#store.addColumns(batch);
  }

  addRows(batch: RowBatch): void {
    this.#store.addRows(batch);
  }

  removeColumns(columns: Int32Array): void {
    this.#store.removeColumns(new Set(columns));
  }

  removeRows(rows: Int32Array): void {
    this.#store.removeRows(new Set(rows));
  }

  setColumnsBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void {
    columns.forEach((column, k) => {
      Object.assign(this.#store.columns[column]!, { lower: lower[k]!, upper: upper[k]! });
    });
  }

  setColumnsCost(columns: Int32Array, cost: Float64Array): void {
    columns.forEach((column, k) => {
      this.#store.columns[column]!.cost = cost[k]!;
    });
  }

  setColumnsInteger(columns: Int32Array, integer: boolean): void {
    for (const column of columns) this.#store.columns[column]!.integer = integer;
  }

  setRowsBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void {
    rows.forEach((row, k) => {
      this.#store.rowLower[row] = lower[k]!;
      this.#store.rowUpper[row] = upper[k]!;
    });
  }

  /** Nothing is kept between solves. */
  getBasis(): undefined {
    return undefined;
  }

  setBasis(): void {}

  solve(options: SolveOptions): LpResult {
    return this.#solve(this.#store.snapshot(), options);
  }

  dispose(): void {
    this.#store.columns = [];
  }
}
