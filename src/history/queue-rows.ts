import { MEASURES, type Measure } from './columns.js';

/** Rows of one queue as read, in typed arrays that grow: some 20 to 70 bytes a row. */
export class QueueRows {
  count = 0;
  /** Start instants, epoch milliseconds. */
  startMs = new Float64Array(256);
  /** Line in the file; negative where the row stood at a local time that does not exist and was moved. */
  line = new Int32Array(256);
  /** Values by measure, NaN = empty cell; only measures that the file has. */
  readonly values: Partial<Record<Measure, Float64Array>> = {};
  /** Stated interval length of the first row, and the first line that states another. */
  intervalMinutes = 0;
  otherIntervalLine = 0;
  otherIntervalMinutes = 0;
  otherIntervalRows = 0;

  constructor(readonly measures: readonly Measure[]) {
    for (const measure of measures) this.values[measure] = new Float64Array(256);
  }

  /** Appends a row and returns its index; the caller fills `values`. */
  append(startMs: number, line: number): number {
    if (this.count === this.startMs.length) this.#grow();
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

  #grow(): void {
    const capacity = this.count + (this.count >> 1) + 256;
    const grown = (old: Float64Array) => {
      const next = new Float64Array(capacity);
      next.set(old);
      return next;
    };
    this.startMs = grown(this.startMs);
    const line = new Int32Array(capacity);
    line.set(this.line);
    this.line = line;
    for (const measure of MEASURES) {
      const old = this.values[measure];
      if (old !== undefined) this.values[measure] = grown(old);
    }
  }
}
