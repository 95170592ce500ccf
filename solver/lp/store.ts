import { type Column, columnBatch } from './builder.js';
import type { ColumnBatch, LinearModel, RowBatch } from './model.js';

interface StoredColumn extends Column {
  cost: number;
  lower: number;
  upper: number;
  integer: boolean;
  rows: number[];
  values: number[];
}

/** An own, changeable copy of a model, for libraries that do not hold one open. Arguments are checked by its user. */
export class ModelStore {
  columns: StoredColumn[] = [];
  readonly rowLower: number[];
  readonly rowUpper: number[];

  constructor(model: LinearModel) {
    this.rowLower = Array.from(model.rowLower);
    this.rowUpper = Array.from(model.rowUpper);
    this.addColumns(model);
  }

  addColumns(batch: ColumnBatch): void {
    batch.columnCost.forEach((cost, j) => {
      this.columns.push({
        cost,
        lower: batch.columnLower[j]!,
        upper: batch.columnUpper[j]!,
        integer: batch.columnInteger?.[j] === 1,
        rows: Array.from(batch.rows.subarray(batch.starts[j]!, batch.starts[j + 1]!)),
        values: Array.from(batch.values.subarray(batch.starts[j]!, batch.starts[j + 1]!)),
      });
    });
  }

  addRows(batch: RowBatch): void {
    batch.rowLower.forEach((lower, i) => {
      const row = this.rowLower.push(lower) - 1;
      this.rowUpper.push(batch.rowUpper[i]!);
      for (let k = batch.starts[i]!; k < batch.starts[i + 1]!; k++) {
        const column = this.columns[batch.columns[k]!]!;
        column.rows.push(row);
        column.values.push(batch.values[k]!);
      }
    });
  }

  removeColumns(gone: ReadonlySet<number>): void {
    this.columns = this.columns.filter((_, j) => !gone.has(j));
  }

  removeRows(gone: ReadonlySet<number>): void {
    const moved = new Map<number, number>();
    this.rowLower.forEach((_, i) => {
      if (!gone.has(i)) moved.set(i, moved.size);
    });
    for (const [from, to] of moved) {
      this.rowLower[to] = this.rowLower[from]!;
      this.rowUpper[to] = this.rowUpper[from]!;
    }
    this.rowLower.length = moved.size;
    this.rowUpper.length = moved.size;
    for (const column of this.columns) {
      const stays = column.rows.map((row) => moved.has(row));
      column.values = column.values.filter((_, k) => stays[k]);
      column.rows = column.rows.filter((_, k) => stays[k]).map((row) => moved.get(row)!);
    }
  }

  /** The model as it stands. */
  snapshot(): LinearModel {
    return {
      ...columnBatch(this.columns),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
    };
  }
}
