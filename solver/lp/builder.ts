import { checkIndex } from './check.js';
import type { ColumnBatch, LinearModel, RowBatch } from './model.js';

/** One column with its entries; bounds default to 0 … +Infinity, continuous. */
export interface Column {
  readonly cost: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly integer?: boolean;
  readonly rows: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** One row with its entries; bounds default to −Infinity … +Infinity. */
export interface Row {
  readonly lower?: number;
  readonly upper?: number;
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Packs columns for `LpSession.addColumns`. */
export function columnBatch(columns: readonly Column[]): ColumnBatch {
  const packed = pack(columns.map(({ rows, values }) => ({ indices: rows, values })));
  return {
    columnCost: Float64Array.from(columns, ({ cost }) => cost),
    columnLower: Float64Array.from(columns, ({ lower }) => lower ?? 0),
    columnUpper: Float64Array.from(columns, ({ upper }) => upper ?? Number.POSITIVE_INFINITY),
    columnInteger: Uint8Array.from(columns, ({ integer }) => (integer === true ? 1 : 0)),
    starts: packed.starts,
    rows: packed.indices,
    values: packed.values,
  };
}

/** Packs rows for `LpSession.addRows`. */
export function rowBatch(rows: readonly Row[]): RowBatch {
  const packed = pack(rows.map(({ columns, values }) => ({ indices: columns, values })));
  return {
    rowLower: Float64Array.from(rows, ({ lower }) => lower ?? Number.NEGATIVE_INFINITY),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper ?? Number.POSITIVE_INFINITY),
    starts: packed.starts,
    columns: packed.indices,
    values: packed.values,
  };
}

/**
 * Collects rows, columns and terms in any order and builds a {@link LinearModel}. Terms of the same row and column add
 * up, a sum of exactly 0 is left out. Example: a row `lower ≤ …`, columns as they are found, terms as they are known.
 */
export class ModelBuilder {
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #cost: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #integer: number[] = [];
  readonly #termRow: number[] = [];
  readonly #termColumn: number[] = [];
  readonly #termValue: number[] = [];

  get rowCount(): number {
    return this.#rowLower.length;
  }

  get columnCount(): number {
    return this.#cost.length;
  }

  /** Adds lower ≤ (terms to come) ≤ upper; returns the row's index. */
  addRow(lower: number, upper: number): number {
    this.#rowLower.push(lower);
    return this.#rowUpper.push(upper) - 1;
  }

  /** Adds a variable; returns the column's index. */
  addColumn(column: Omit<Column, 'rows' | 'values'> & Partial<Pick<Column, 'rows' | 'values'>>): number {
    const { cost, lower = 0, upper = Number.POSITIVE_INFINITY, integer = false, rows = [], values = [] } = column;
    this.#cost.push(cost);
    this.#lower.push(lower);
    this.#upper.push(upper);
    const index = this.#integer.push(integer ? 1 : 0) - 1;
    for (let k = 0; k < rows.length; k++) this.addTerm(rows[k]!, index, values[k]!);
    return index;
  }

  /** Adds `value` · column to a row; both must exist. */
  addTerm(row: number, column: number, value: number): void {
    checkIndex('row', row, this.rowCount);
    checkIndex('column', column, this.columnCount);
    this.#termRow.push(row);
    this.#termColumn.push(column);
    this.#termValue.push(value);
  }

  /** The model so far; the builder can go on. Entries of a column stand in ascending order of the row. */
  build(): LinearModel {
    const packed = this.#merge(sortedBy(this.#termColumn, this.columnCount, sortedBy(this.#termRow, this.rowCount)));
    return {
      columnCost: Float64Array.from(this.#cost),
      columnLower: Float64Array.from(this.#lower),
      columnUpper: Float64Array.from(this.#upper),
      columnInteger: Uint8Array.from(this.#integer),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      starts: packed.starts,
      rows: packed.indices,
      values: packed.values,
    };
  }

  /** Packs the terms in this order (column by column, rows ascending), equal places added up. */
  #merge(order: Int32Array): Packed {
    const starts = new Int32Array(this.columnCount + 1);
    const indices: number[] = [];
    const values: number[] = [];
    for (let k = 0; k < order.length; ) {
      const column = this.#termColumn[order[k]!]!;
      const row = this.#termRow[order[k]!]!;
      let sum = 0;
      for (; k < order.length; k++) {
        const term = order[k]!;
        if (this.#termColumn[term] !== column || this.#termRow[term] !== row) break;
        sum += this.#termValue[term]!;
      }
      if (sum === 0) continue;
      indices.push(row);
      values.push(sum);
      starts[column + 1]!++;
    }
    for (let j = 0; j < this.columnCount; j++) starts[j + 1]! += starts[j]!;
    return { starts, indices: Int32Array.from(indices), values: Float64Array.from(values) };
  }
}

/** Stable counting sort: the positions in `order` (default 0 … n − 1) by their key, 0 ≤ key < keyCount. */
function sortedBy(keys: readonly number[], keyCount: number, order?: Int32Array): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < keyCount; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(keys.length);
  for (let k = 0; k < keys.length; k++) {
    const position = order === undefined ? k : order[k]!;
    sorted[next[keys[position]!]!++] = position;
  }
  return sorted;
}

interface Packed {
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

function pack(vectors: readonly { readonly indices: ArrayLike<number>; readonly values: ArrayLike<number> }[]): Packed {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach(({ indices, values }, j) => {
    if (indices.length !== values.length) {
      throw new RangeError(
        `vector ${j} has ${indices.length} indices but ${values.length} values; give one value each.`,
      );
    }
    starts[j + 1] = starts[j]! + indices.length;
  });
  const packed = { starts, indices: new Int32Array(starts.at(-1)!), values: new Float64Array(starts.at(-1)!) };
  vectors.forEach(({ indices, values }, j) => {
    packed.indices.set(indices, starts[j]!);
    packed.values.set(values, starts[j]!);
  });
  return packed;
}
