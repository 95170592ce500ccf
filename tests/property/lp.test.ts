import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnBatch, ModelBuilder, rowBatch } from '../../solver/lp/builder.js';
import { dualBound, violation } from '../../solver/lp/evaluate.js';
import type { LinearModel, LpResult } from '../../solver/lp/model.js';
import { solveOnce, withSession } from '../../solver/lp/session.js';
import { allBackends, bruteForce, type DenseModel, denseModel } from '../support/lp.js';

const backends = await allBackends();
const [highs, jsLp] = backends as [(typeof backends)[0], (typeof backends)[0]];
const INF = Number.POSITIVE_INFINITY;
/** Both allow 1e-6 per row; rounding integer columns moves a row by as much again per coefficient. */
const FITS = 1e-5;

const small = fc.integer({ min: -4, max: 6 });
const rowOf = (columns: number) =>
  fc
    .tuple(
      fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: small }), {
        minLength: columns,
        maxLength: columns,
      }),
      fc.constantFrom('≥', '≤', '=', 'range', 'free'),
      fc.integer({ min: -10, max: 20 }),
      fc.integer({ min: 0, max: 6 }),
    )
    .map(([terms, kind, side, width]) => ({
      terms,
      lower: kind === '≤' || kind === 'free' ? -INF : side,
      upper: kind === '≥' || kind === 'free' ? INF : kind === '=' ? side : side + (kind === '≤' ? 0 : width),
    }));

/** Any small LP: bounded, free and one-sided columns, every kind of row; feasible or not, bounded or not. */
const anyLp: fc.Arbitrary<DenseModel> = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc.record({
    cost: fc.array(small, { minLength: columns, maxLength: columns }),
    lower: fc.array(fc.constantFrom(0, 0, 0, -3, 2, -INF), { minLength: columns, maxLength: columns }),
    upper: fc.array(fc.constantFrom(INF, INF, 4, 9), { minLength: columns, maxLength: columns }),
    rows: fc.array(rowOf(columns), { minLength: 0, maxLength: 6 }),
  }),
);

/** A small model in a finite box, each column integer or not. */
const boxedModel = (integer: fc.Arbitrary<boolean>): fc.Arbitrary<DenseModel> =>
  fc.integer({ min: 1, max: 5 }).chain((columns) =>
    fc.record({
      cost: fc.array(small, { minLength: columns, maxLength: columns }),
      lower: fc.array(fc.integer({ min: -2, max: 1 }), { minLength: columns, maxLength: columns }),
      upper: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: columns, maxLength: columns }),
      integer: fc.array(integer, { minLength: columns, maxLength: columns }),
      rows: fc.array(rowOf(columns), { minLength: 0, maxLength: 5 }),
    }),
  );

const expectSame = (a: LpResult, b: LpResult, factor = 1): void => {
  expect(b.status).toBe(a.status);
  if (a.status !== 'optimal') return;
  expect(Math.abs(b.objective - factor * a.objective)).toBeLessThan(1e-5 * factor * (1 + Math.abs(a.objective)));
};

describe('two independent solvers', () => {
  test('agree on status and objective of any small LP, and their duals prove it', () => {
    fc.assert(
      fc.property(anyLp, (dense) => {
        const model = denseModel(dense);
        const results = backends.map((backend) => solveOnce(backend, model));
        expectSame(results[0]!, results[1]!);
        for (const result of results.filter(({ status }) => status === 'optimal')) {
          expect(violation(model, result.x)).toBeLessThan(FITS);
          expect(Math.abs(dualBound(model, result.rowDual) - result.objective)).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('agree on mixed-integer models', () => {
    fc.assert(
      fc.property(boxedModel(fc.boolean()), (dense) => {
        const model = denseModel(dense);
        const results = backends.map((backend) => solveOnce(backend, model));
        expectSame(results[0]!, results[1]!);
        for (const result of results.filter(({ status }) => status === 'optimal')) {
          expect(violation(model, result.x)).toBeLessThan(FITS);
          expect(result.bound).toBeLessThanOrEqual(result.objective + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe.each(backends.map((backend) => [backend.name, backend] as const))('%s', (_, backend) => {
  test('finds what trying every point finds', () => {
    fc.assert(
      fc.property(boxedModel(fc.constant(true)), (dense) => {
        const best = bruteForce(dense);
        const result = solveOnce(backend, denseModel(dense));
        expect(result.status).toBe(best === INF ? 'infeasible' : 'optimal');
        if (best < INF) expect(result.objective).toBeCloseTo(best, 4);
      }),
      { numRuns: 200 },
    );
  });

  test('a limit never lies: the bound holds, the solution fits', () => {
    fc.assert(
      fc.property(boxedModel(fc.constant(true)), fc.nat(3), (dense, nodeLimit) => {
        const model = denseModel(dense);
        const best = bruteForce(dense);
        const result = solveOnce(backend, model, { nodeLimit });
        expect(result.bound).toBeLessThanOrEqual(best + FITS);
        if (result.status === 'optimal') expect(result.objective).toBeCloseTo(best, 4);
        if (result.status === 'feasible') {
          expect(violation(model, result.x)).toBeLessThan(FITS);
          expect(result.objective).toBeGreaterThan(best - FITS);
        }
        if (result.status === 'infeasible') expect(best).toBe(INF);
      }),
      { numRuns: 100 },
    );
  });

  test('scaling the objective scales the optimum', () => {
    fc.assert(
      fc.property(boxedModel(fc.boolean()), fc.constantFrom(0.25, 3, 1000), (dense, factor) => {
        const scaled = { ...dense, cost: dense.cost.map((cost) => factor * cost) };
        expectSame(solveOnce(backend, denseModel(dense)), solveOnce(backend, denseModel(scaled)), factor);
      }),
      { numRuns: 60 },
    );
  });

  test('the order of rows and columns does not matter', () => {
    fc.assert(
      fc.property(anyLp, fc.infiniteStream(fc.nat(1000)), (dense, keys) => {
        const columnOrder = shuffled(dense.cost.length, keys);
        const rowOrder = shuffled(dense.rows.length, keys);
        const permuted: DenseModel = {
          cost: columnOrder.map((j) => dense.cost[j]!),
          lower: columnOrder.map((j) => dense.lower![j]!),
          upper: columnOrder.map((j) => dense.upper![j]!),
          rows: rowOrder.map((i) => {
            const row = dense.rows[i]!;
            return { ...row, terms: columnOrder.map((j) => row.terms[j]!) };
          }),
        };
        expectSame(solveOnce(backend, denseModel(dense)), solveOnce(backend, denseModel(permuted)));
      }),
      { numRuns: 80 },
    );
  });

  test('a redundant row changes nothing', () => {
    fc.assert(
      fc.property(boxedModel(fc.boolean()), fc.array(small, { minLength: 5, maxLength: 5 }), (dense, terms) => {
        const own = dense.cost.map((_, j) => terms[j]!);
        const most = own.reduce((sum, term, j) => sum + Math.max(term * dense.lower![j]!, term * dense.upper![j]!), 0);
        const wider = { ...dense, rows: [...dense.rows, { terms: own, upper: most }] };
        expectSame(solveOnce(backend, denseModel(dense)), solveOnce(backend, denseModel(wider)));
      }),
      { numRuns: 60 },
    );
  });

  test('an edited session answers like a fresh one', () => {
    const edit = fc.oneof(
      fc.record({
        kind: fc.constant('bounds' as const),
        at: fc.nat(),
        lower: fc.integer({ min: -2, max: 2 }),
        width: fc.nat(4),
      }),
      fc.record({ kind: fc.constant('cost' as const), at: fc.nat(), cost: small }),
      fc.record({
        kind: fc.constant('row' as const),
        at: fc.nat(),
        lower: fc.integer({ min: -8, max: 8 }),
        width: fc.nat(9),
      }),
      fc.record({
        kind: fc.constant('addColumn' as const),
        cost: small,
        terms: fc.array(small, { minLength: 9, maxLength: 9 }),
      }),
      fc.record({
        kind: fc.constant('addRow' as const),
        upper: fc.nat(12),
        terms: fc.array(small, { minLength: 14, maxLength: 14 }),
      }),
      fc.record({ kind: fc.constant('removeColumn' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('removeRow' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('integer' as const), at: fc.nat(), integer: fc.boolean() }),
    );
    fc.assert(
      fc.property(boxedModel(fc.constant(false)), fc.array(edit, { minLength: 1, maxLength: 7 }), (dense, edits) => {
        withSession(backend, denseModel(dense), (session) => {
          const mirror = {
            cost: [...dense.cost],
            lower: [...dense.lower!],
            upper: [...dense.upper!],
            integer: [...dense.integer!],
            rows: dense.rows.map((row) => ({ ...row, terms: [...row.terms] })),
          };
          for (const step of edits) {
            const columns = mirror.cost.length;
            const rows = mirror.rows.length;
            if (step.kind === 'bounds' && columns > 0) {
              const j = step.at % columns;
              mirror.lower[j] = step.lower;
              mirror.upper[j] = step.lower + step.width;
              session.setColumnBounds(j, step.lower, step.lower + step.width);
            } else if (step.kind === 'cost' && columns > 0) {
              mirror.cost[step.at % columns] = step.cost;
              session.setColumnCost(step.at % columns, step.cost);
            } else if (step.kind === 'row' && rows > 0) {
              const i = step.at % rows;
              mirror.rows[i] = { ...mirror.rows[i]!, lower: step.lower, upper: step.lower + step.width };
              session.setRowBounds(i, step.lower, step.lower + step.width);
            } else if (step.kind === 'addColumn' && rows <= 9) {
              mirror.cost.push(step.cost);
              mirror.lower.push(0);
              mirror.upper.push(5);
              mirror.integer.push(false);
              mirror.rows.forEach((row, i) => {
                row.terms.push(step.terms[i]!);
              });
              const used = Array.from({ length: rows }, (_, i) => i);
              session.addColumns(
                columnBatch([{ cost: step.cost, upper: 5, rows: used, values: used.map((i) => step.terms[i]!) }]),
              );
            } else if (step.kind === 'addRow' && columns <= 14) {
              const used = Array.from({ length: columns }, (_, j) => j);
              const terms = used.map((j) => step.terms[j]!);
              mirror.rows.push({ terms, lower: -INF, upper: step.upper });
              session.addRows(rowBatch([{ upper: step.upper, columns: used, values: terms }]));
            } else if (step.kind === 'removeColumn' && columns > 0) {
              const j = step.at % columns;
              for (const list of [
                mirror.cost,
                mirror.lower,
                mirror.upper,
                mirror.integer,
                ...mirror.rows.map((row) => row.terms),
              ]) {
                list.splice(j, 1);
              }
              session.removeColumns([j]);
            } else if (step.kind === 'removeRow' && rows > 0) {
              mirror.rows.splice(step.at % rows, 1);
              session.removeRows([step.at % rows]);
            } else if (step.kind === 'integer' && columns > 0) {
              mirror.integer[step.at % columns] = step.integer;
              session.setColumnInteger(step.at % columns, step.integer);
            }
            expectSame(solveOnce(backend, denseModel(mirror)), session.solve());
          }
        });
      }),
      { numRuns: 120 },
    );
  });
});

test('any row duals prove a bound below the optimum', () => {
  fc.assert(
    fc.property(
      boxedModel(fc.boolean()),
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 }),
      (dense, duals) => {
        const model = denseModel(dense);
        const result = solveOnce(highs, model);
        fc.pre(result.status === 'optimal');
        // A dual on an infinite side is worth −∞: still a bound.
        expect(dualBound(model, duals)).toBeLessThanOrEqual(result.objective + 1e-6);
      },
    ),
    { numRuns: 100 },
  );
});

test('the builder adds up terms and forgets the order they came in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3), fc.nat(4), fc.integer({ min: -3, max: 3 })), { maxLength: 30 }),
      (terms) => {
        const build = (list: typeof terms): LinearModel => {
          const builder = new ModelBuilder();
          for (let i = 0; i < 4; i++) builder.addRow(0, i);
          for (let j = 0; j < 5; j++) builder.addColumn({ cost: j });
          for (const [row, column, value] of list) builder.addTerm(row, column, value);
          return builder.build();
        };
        const model = build(terms);
        expect(build([...terms].reverse())).toEqual(model);
        for (let j = 0; j < 5; j++) {
          for (let i = 0; i < 4; i++) {
            const sum = terms.reduce(
              (total, [row, column, value]) => total + (row === i && column === j ? value : 0),
              0,
            );
            const stored = Array.from(model.rows.subarray(model.starts[j]!, model.starts[j + 1]!)).indexOf(i);
            expect(stored === -1 ? 0 : model.values[model.starts[j]! + stored]).toBe(sum);
          }
        }
        expect(solveOnce(jsLp, model).status).toBe('optimal');
      },
    ),
  );
});

function shuffled(count: number, keys: Iterator<number>): number[] {
  const ranked = Array.from({ length: count }, (_, index) => ({ index, key: keys.next().value as number }));
  return ranked.sort((a, b) => a.key - b.key || a.index - b.index).map(({ index }) => index);
}
