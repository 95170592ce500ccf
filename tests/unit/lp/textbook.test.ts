import { describe, expect, test } from 'vitest';
import { ModelBuilder } from '../../../solver/lp/builder.js';
import { violation } from '../../../solver/lp/evaluate.js';
import type { LinearModel } from '../../../solver/lp/model.js';
import { solveOnce } from '../../../solver/lp/session.js';
import { allBackends, denseModel } from '../../support/lp.js';

const backends = await allBackends();
const yes = (count: number): boolean[] => Array(count).fill(true);

/** Problems with a published optimum; every backend finds it. */
const problems: { readonly name: string; readonly model: LinearModel; readonly optimum: number }[] = [
  {
    // Hillier & Lieberman, Introduction to Operations Research, ch. 3: max 3x + 5y = 36 at (2, 6).
    name: 'Wyndor Glass',
    model: denseModel({
      cost: [-3, -5],
      rows: [
        { terms: [1, 0], upper: 4 },
        { terms: [0, 2], upper: 12 },
        { terms: [3, 2], upper: 18 },
      ],
    }),
    optimum: -36,
  },
  {
    // Dantzig, Linear Programming and Extensions (1963), ch. 3-3: 153,675 dollars, here in thousands.
    name: 'canneries and warehouses (GAMS trnsport)',
    model: transport(
      [350, 600],
      [325, 300, 275],
      [2.5, 1.7, 1.8, 2.5, 1.8, 1.4].map((distance) => 0.09 * distance),
    ),
    optimum: 153.675,
  },
  {
    // Beale (1955), doi:10.1002/nav.3800020105: cycles under the textbook pivot rule; optimum −1/20.
    name: 'Beale’s cycling example',
    model: denseModel({
      cost: [-0.75, 150, -0.02, 6],
      rows: [
        { terms: [0.25, -60, -0.04, 9], upper: 0 },
        { terms: [0.5, -90, -0.02, 3], upper: 0 },
        { terms: [0, 0, 1, 0], upper: 1 },
      ],
    }),
    optimum: -0.05,
  },
  {
    // Klee & Minty (1972) in three dimensions: max 100x + 10y + z = 10,000.
    name: 'Klee–Minty cube',
    model: denseModel({
      cost: [-100, -10, -1],
      rows: [
        { terms: [1, 0, 0], upper: 1 },
        { terms: [20, 1, 0], upper: 100 },
        { terms: [200, 20, 1], upper: 10_000 },
      ],
    }),
    optimum: -10_000,
  },
  {
    // Winston, Operations Research, ch. 9: LP 165/4 at (3.75, 2.25), integer optimum 40 at (5, 0).
    name: 'Telfa tables and chairs',
    model: denseModel({
      cost: [-8, -5],
      integer: yes(2),
      rows: [
        { terms: [1, 1], upper: 6 },
        { terms: [9, 5], upper: 45 },
      ],
    }),
    optimum: -40,
  },
  {
    // Winston, ch. 3.5: post office, five days in a row; LP 67/3, whole people 23.
    name: 'post office days off, whole',
    model: daysOff([17, 13, 15, 19, 14, 16, 11], true),
    optimum: 23,
  },
  { name: 'post office days off, relaxed', model: daysOff([17, 13, 15, 19, 14, 16, 11], false), optimum: 67 / 3 },
  {
    // 5-queens cannot hold more than 5; total unimodularity does not help, the answer is known.
    name: 'five queens',
    model: queens(5),
    optimum: -5,
  },
];

describe.each(backends.map((backend) => [backend.name, backend] as const))('%s', (_, backend) => {
  test.each(problems)('$name', ({ model, optimum }) => {
    const result = solveOnce(backend, model);
    expect(result.status).toBe('optimal');
    expect(result.objective).toBeCloseTo(optimum, 6);
    expect(violation(model, result.x)).toBeLessThan(1e-6);
  });
});

function transport(supply: number[], demand: number[], cost: number[]): LinearModel {
  const builder = new ModelBuilder();
  for (const amount of supply) builder.addRow(Number.NEGATIVE_INFINITY, amount);
  for (const amount of demand) builder.addRow(amount, Number.POSITIVE_INFINITY);
  cost.forEach((price, k) => {
    const rows = [Math.floor(k / demand.length), supply.length + (k % demand.length)];
    builder.addColumn({ cost: price, rows, values: [1, 1] });
  });
  return builder.build();
}

function daysOff(need: number[], integer: boolean): LinearModel {
  const builder = new ModelBuilder();
  for (const people of need) builder.addRow(people, Number.POSITIVE_INFINITY);
  need.forEach((_, first) => {
    const rows = [0, 1, 2, 3, 4].map((day) => (first + day) % 7);
    builder.addColumn({ cost: 1, integer, rows, values: [1, 1, 1, 1, 1] });
  });
  return builder.build();
}

function queens(size: number): LinearModel {
  const builder = new ModelBuilder();
  const lines = new Map<string, number>();
  const line = (name: string): number => {
    if (!lines.has(name)) lines.set(name, builder.addRow(Number.NEGATIVE_INFINITY, 1));
    return lines.get(name)!;
  };
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      const rows = [line(`row ${r}`), line(`column ${c}`), line(`down ${r - c}`), line(`up ${r + c}`)];
      builder.addColumn({ cost: -1, upper: 1, integer: true, rows, values: [1, 1, 1, 1] });
    }
  }
  return builder.build();
}
