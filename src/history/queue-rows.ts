import { MEASURES, type Measure } from './columns.js';

/** Rows of one queue as read, in typed arrays that grow: some 20 to 70 bytes a row. */
export class QueueRows {
  count = 0;
  /** Start instants, epoch milliseconds. */
  startMs = new Float64Array(256);
  /** Line in the file; negative where the row stood at a local time that does not exist and was moved. */
  line = new Int32Array(256);
  /** Values in the order of `measures`, NaN = empty cell. */
  readonly columns: Float64Array[];

  constructor(readonly measures: readonly Measure[]) {
    this.columns = measures.map(() => new Float64Array(256));
  }

  /** Values by measure; only measures that the file has. */
  get values(): Readonly<Partial<Record<Measure, Float64Array>>> {
    return Object.fromEntries(this.measures.map((measure, k) => [measure, this.columns[k]!]));
  }

  /** Appends a row and returns its index; the caller fills `columns`. */
  append(startMs: number, line: number): number {
    if (this.count === this.startMs.length) this.#reserve(this.count + (this.count >> 1) + 256);
    this.startMs[this.count] = startMs;
    this.line[this.count] = line;
    return this.count++;
  }

  /** Row indexes by start, then by file order. */
  sorted(): Int32Array {
    const order = new Int32Array(this.count);
    let ascending = true;
    for (let i = 0; i < this.count; i++) {
      order[i] = i;
      if (i > 0 && this.startMs[i]! < this.startMs[i - 1]!) ascending = false;
    }
    return ascending ? order : order.sort((a, b) => this.startMs[a]! - this.startMs[b]! || a - b);
  }

  /** All rows as one list of numbers, column by column. */
  numbers(): Float64Array {
    const { count } = this;
    const numbers = new Float64Array(count * (2 + this.columns.length));
    [this.startMs, this.line, ...this.columns].forEach((column, k) => {
      numbers.set(column.subarray(0, count), k * count);
    });
    return numbers;
  }

  /** Appends rows given as one list of numbers. */
  refill(numbers: Float64Array): void {
    const count = numbers.length / (2 + this.columns.length);
    if (this.count + count > this.startMs.length) this.#reserve(this.count + count);
    [this.startMs, this.line, ...this.columns].forEach((column, k) => {
      column.set(numbers.subarray(k * count, (k + 1) * count), this.count);
    });
    this.count += count;
  }

  #reserve(capacity: number): void {
    const grown = (old: Float64Array) => {
      const next = new Float64Array(capacity);
      next.set(old);
      return next;
    };
    this.startMs = grown(this.startMs);
    const line = new Int32Array(capacity);
    line.set(this.line);
    this.line = line;
    for (const [k, column] of this.columns.entries()) this.columns[k] = grown(column);
  }
}

/** Measures that a file has, in the order of the format. */
export const measuresOfColumns = (columns: Readonly<Record<Measure, number>>): readonly Measure[] =>
  MEASURES.filter((measure) => columns[measure] >= 0);
