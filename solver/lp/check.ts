import type { ColumnBatch, LinearModel, LpBasis, RowBatch, SolveOptions } from './model.js';

/** Throws a RangeError where the arrays of a model do not fit together, an index is out of range or a number is NaN. */
export function checkModel(model: LinearModel): void {
  const rowCount = model.rowLower.length;
  checkBounds('row', model.rowLower, model.rowUpper);
  checkColumns(model, rowCount);
}

/** As {@link checkModel}, for columns appended to a model of `rowCount` rows. */
export function checkColumns(batch: ColumnBatch, rowCount: number): void {
  const count = batch.columnCost.length;
  checkBounds('column', batch.columnLower, batch.columnUpper);
  requireLength('columnLower', batch.columnLower.length, count);
  if (batch.columnInteger !== undefined) requireLength('columnInteger', batch.columnInteger.length, count);
  batch.columnCost.forEach(checkCost);
  checkMatrix(batch.starts, batch.rows, batch.values, count, rowCount, 'row');
}

/** As {@link checkModel}, for rows appended to a model of `columnCount` columns. */
export function checkRows(batch: RowBatch, columnCount: number): void {
  checkBounds('row', batch.rowLower, batch.rowUpper);
  checkMatrix(batch.starts, batch.columns, batch.values, batch.rowLower.length, columnCount, 'column');
}

/** Each index within 0 … limit − 1 and named once. */
export function checkIndices(what: 'row' | 'column', indices: ArrayLike<number>, limit: number): void {
  const seen = new Set<number>();
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k]!;
    checkIndex(what, index, limit);
    if (seen.has(index)) throw new RangeError(`${what} ${index} is named twice; name each ${what} once.`);
    seen.add(index);
  }
}

export function checkIndex(what: 'row' | 'column', index: number, limit: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= limit) {
    throw new RangeError(`${what} ${index} does not exist; the model has ${what}s 0 to ${limit - 1}.`);
  }
}

/** Lower bounds below +Infinity, upper bounds above −Infinity, no NaN, same length. Crossed bounds are a model, not misuse. */
export function checkBounds(what: 'row' | 'column', lower: ArrayLike<number>, upper: ArrayLike<number>): void {
  requireLength(`${what}Upper`, upper.length, lower.length);
  for (let k = 0; k < lower.length; k++) checkBoundPair(what, lower[k]!, upper[k]!);
}

export function checkBoundPair(what: 'row' | 'column', lower: number, upper: number): void {
  if (!(lower < Number.POSITIVE_INFINITY) || !(upper > Number.NEGATIVE_INFINITY)) {
    throw new RangeError(
      `${what} bounds [${lower}, ${upper}]; use a lower bound below +Infinity, an upper above −Infinity.`,
    );
  }
}

export function checkCost(cost: number): void {
  if (!Number.isFinite(cost)) throw new RangeError(`column cost ${cost}; use a finite number.`);
}

export function requireLength(what: string, length: number, expected: number): void {
  if (length !== expected) throw new RangeError(`${what} has ${length} entries where ${expected} are needed.`);
}

export function checkOptions(options: SolveOptions, columnCount: number): void {
  const { relativeGap = 0, nodeLimit = 0, iterationLimit = 0, timeLimitSeconds = 1, seed = 0, start } = options;
  if (!(relativeGap >= 0)) throw new RangeError(`relativeGap ${relativeGap}; use a number ≥ 0.`);
  if (!(nodeLimit >= 0)) throw new RangeError(`nodeLimit ${nodeLimit}; use a number ≥ 0.`);
  if (!(iterationLimit >= 0)) throw new RangeError(`iterationLimit ${iterationLimit}; use a number ≥ 0.`);
  if (!(timeLimitSeconds > 0)) throw new RangeError(`timeLimitSeconds ${timeLimitSeconds}; use a number > 0.`);
  if (options.timeLimitSeconds !== undefined && options.control?.now === undefined) {
    throw new RangeError('timeLimitSeconds needs control.now; hand in a monotonic clock.');
  }
  if (!Number.isInteger(seed) || seed < 0) throw new RangeError(`seed ${seed}; use an integer ≥ 0.`);
  if (start !== undefined) requireLength('start', start.length, columnCount);
}

export function checkBasis(basis: LpBasis, columnCount: number, rowCount: number): void {
  requireLength('basis.columns', basis.columns.length, columnCount);
  requireLength('basis.rows', basis.rows.length, rowCount);
}

function checkMatrix(
  starts: Int32Array,
  indices: Int32Array,
  values: Float64Array,
  major: number,
  minor: number,
  what: 'row' | 'column',
): void {
  requireLength('starts', starts.length, major + 1);
  requireLength('values', values.length, indices.length);
  if (starts[0] !== 0) throw new RangeError(`starts begins with ${starts[0]}; it must begin with 0.`);
  requireLength(`${what}s`, indices.length, starts[major]!);
  const lastUse = new Int32Array(minor).fill(-1);
  for (let j = 0; j < major; j++) {
    if (starts[j + 1]! < starts[j]!) throw new RangeError(`starts falls at ${j + 1}; it must not decrease.`);
    for (let k = starts[j]!; k < starts[j + 1]!; k++) {
      const index = indices[k]!;
      checkIndex(what, index, minor);
      if (lastUse[index] === j) throw new RangeError(`entry ${k} repeats ${what} ${index}; add duplicates up first.`);
      lastUse[index] = j;
      if (!Number.isFinite(values[k])) throw new RangeError(`matrix value ${values[k]} at ${k}; use a finite number.`);
    }
  }
}
