import { expect, test } from 'vitest';
import { columnBatch, ModelBuilder, rowBatch } from '../../../solver/lp/builder.js';
import { objectiveOf, reducedCostOf, rowActivity, violation } from '../../../solver/lp/evaluate.js';

const INF = Number.POSITIVE_INFINITY;

test('packs columns with their defaults', () => {
  const batch = columnBatch([
    { cost: 1, rows: [2, 0], values: [5, 6] },
    { cost: -2, lower: -1, upper: 4, integer: true, rows: [], values: [] },
  ]);
  expect(batch).toEqual({
    columnCost: Float64Array.of(1, -2),
    columnLower: Float64Array.of(0, -1),
    columnUpper: Float64Array.of(INF, 4),
    columnInteger: Uint8Array.of(0, 1),
    starts: Int32Array.of(0, 2, 2),
    rows: Int32Array.of(2, 0),
    values: Float64Array.of(5, 6),
  });
});

test('packs rows with their defaults', () => {
  expect(
    rowBatch([
      { columns: [1], values: [3] },
      { lower: 0, upper: 2, columns: [], values: [] },
    ]),
  ).toEqual({
    rowLower: Float64Array.of(-INF, 0),
    rowUpper: Float64Array.of(INF, 2),
    starts: Int32Array.of(0, 1, 1),
    columns: Int32Array.of(1),
    values: Float64Array.of(3),
  });
});

test('indices and values of different length are refused', () => {
  expect(() => columnBatch([{ cost: 1, rows: [0, 1], values: [1] }])).toThrow(/vector 0 has 2 indices but 1 values/);
});

test('builds by column, rows ascending, doubles added up, zeros left out', () => {
  const builder = new ModelBuilder();
  const column = builder.addColumn({ cost: 2 });
  const [first, second] = [builder.addRow(1, INF), builder.addRow(-INF, 8)];
  builder.addTerm(second, column, 3);
  builder.addTerm(first, column, 1);
  builder.addTerm(second, column, 0.5);
  const other = builder.addColumn({ cost: 0, rows: [first, first], values: [1, -1] });
  const model = builder.build();
  expect([column, other, builder.rowCount, builder.columnCount]).toEqual([0, 1, 2, 2]);
  expect(model.starts).toEqual(Int32Array.of(0, 2, 2));
  expect(model.rows).toEqual(Int32Array.of(0, 1));
  expect(model.values).toEqual(Float64Array.of(1, 3.5));
});

test('a term needs its row and its column', () => {
  const builder = new ModelBuilder();
  builder.addRow(0, 1);
  expect(() => builder.addTerm(0, 0, 1)).toThrow(RangeError);
  builder.addColumn({ cost: 1 });
  expect(() => builder.addTerm(1, 0, 1)).toThrow(/row 1 does not exist/);
});

test('evaluates a point', () => {
  const builder = new ModelBuilder();
  builder.addRow(4, 5);
  builder.addColumn({ cost: 2, upper: 1, rows: [0], values: [3] });
  builder.addColumn({ cost: 1, integer: true, rows: [0], values: [1] });
  const model = builder.build();
  expect(objectiveOf(model, [1, 2])).toBe(4);
  expect(rowActivity(model, [1, 2])).toEqual(Float64Array.of(5));
  expect(reducedCostOf(model, [0.5])).toEqual(Float64Array.of(0.5, 0.5));
  expect(violation(model, [1, 2])).toBe(0);
  expect(violation(model, [1, 3.25])).toBe(1.25);
  expect(violation(model, [1, 1.5])).toBe(0.5);
  expect(violation(model, [1.75, 0])).toBe(0.75);
  expect(violation(model, [0, 0])).toBe(4);
});
