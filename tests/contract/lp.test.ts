import { afterEach, describe, expect, test } from 'vitest';
import { columnBatch, rowBatch } from '../../solver/lp/builder.js';
import { dualBound, objectiveOf, reducedCostOf, rowActivity, violation } from '../../solver/lp/evaluate.js';
import type { LinearModel, LpResult, LpSession } from '../../solver/lp/model.js';
import { solveOnce, withSession } from '../../solver/lp/session.js';
import { allBackends, denseModel } from '../support/lp.js';

const backends = await allBackends();
const INF = Number.POSITIVE_INFINITY;

/** A diet: 5a + 7b ≥ 8, 4a + 2b ≥ 15, 2a + b ≥ 3. Only the second row binds: a = 15 / 4, cost 0.6 · 3.75 = 2.25. */
const diet = denseModel({
  cost: [0.6, 0.35],
  rows: [
    { terms: [5, 7], lower: 8 },
    { terms: [4, 2], lower: 15 },
    { terms: [2, 1], lower: 3 },
  ],
});

describe.each(backends.map((backend) => [backend.name, backend] as const))('%s', (_, backend) => {
  const open: LpSession[] = [];
  const start = (model: LinearModel): LpSession => {
    const session = backend.open(model);
    open.push(session);
    return session;
  };
  afterEach(() => {
    for (const session of open.splice(0)) session.dispose();
  });
  const solve = (model: LinearModel): LpResult => solveOnce(backend, model);

  describe('statuses', () => {
    test('optimal LP: objective, bound, primal, no nodes', () => {
      const result = solve(diet);
      expect(result.status).toBe('optimal');
      expect(result.objective).toBeCloseTo(2.25, 9);
      expect(result.bound).toBe(result.objective);
      expect(result.x[0]).toBeCloseTo(3.75, 9);
      expect(result.x[1]).toBeCloseTo(0, 9);
      expect(result.nodes).toBe(0);
    });

    test('infeasible LP: no numbers, bound +Infinity', () => {
      const result = solve(denseModel({ cost: [1], upper: [1], rows: [{ terms: [1], lower: 2 }] }));
      expect(result).toMatchObject({ status: 'infeasible', objective: Number.NaN, bound: INF });
      expect([result.x.length, result.rowDual.length, result.reducedCost.length]).toEqual([0, 0, 0]);
    });

    test('infeasible by integrality only', () => {
      const model = denseModel({ cost: [1], upper: [1], integer: [true], rows: [{ terms: [2], lower: 1, upper: 1 }] });
      expect(solve(model)).toMatchObject({ status: 'infeasible', bound: INF });
    });

    test('crossed bounds are infeasible, not misuse', () => {
      expect(solve(denseModel({ cost: [1], lower: [3], upper: [2], rows: [] })).status).toBe('infeasible');
      expect(solve(denseModel({ cost: [1], rows: [{ terms: [1], lower: 3, upper: 2 }] })).status).toBe('infeasible');
    });

    test('unbounded LP', () => {
      const result = solve(denseModel({ cost: [-1, 0], rows: [{ terms: [1, -1], upper: 1 }] }));
      expect(result).toMatchObject({ status: 'unbounded', objective: Number.NaN, bound: -INF });
      expect(result.x).toHaveLength(0);
    });

    test('unbounded without rows', () => {
      expect(solve(denseModel({ cost: [1, -1], rows: [] })).status).toBe('unbounded');
    });

    test('unbounded integer model', () => {
      const model = denseModel({
        cost: [-1, 0],
        integer: [true, true],
        rows: [{ terms: [1, -1], lower: 0, upper: 0 }],
      });
      expect(solve(model).status).toBe('unbounded');
    });

    test('unbounded relaxation without a whole-numbered point is infeasible', () => {
      const model = denseModel({
        cost: [0, -1],
        upper: [1, INF],
        integer: [true, true],
        rows: [{ terms: [2, 0], lower: 1, upper: 1 }],
      });
      expect(solve(model).status).toBe('infeasible');
    });
  });

  describe('bounds and rows', () => {
    test('column bounds, lower below zero, upper only', () => {
      const model = denseModel({ cost: [1, -1, -2], lower: [-5, -INF, -3], upper: [INF, 4, -1], rows: [] });
      const result = solve(model);
      expect(Array.from(result.x)).toEqual([-5, 4, -1]);
      expect(result.objective).toBeCloseTo(-7, 9);
    });

    test('free variables', () => {
      // min x + y, x − y = 3, x + 2y ≥ −6: y = −3, x = 0.
      const model = denseModel({
        cost: [1, 1],
        lower: [-INF, -INF],
        rows: [
          { terms: [1, -1], lower: 3, upper: 3 },
          { terms: [1, 2], lower: -6 },
        ],
      });
      const result = solve(model);
      expect(result.objective).toBeCloseTo(-3, 9);
      expect(result.x[0]).toBeCloseTo(0, 9);
      expect(result.x[1]).toBeCloseTo(-3, 9);
    });

    test('equality rows', () => {
      const model = denseModel({
        cost: [2, 3],
        rows: [
          { terms: [1, 1], lower: 10, upper: 10 },
          { terms: [1, -1], lower: 2, upper: 2 },
        ],
      });
      expect(Array.from(solve(model).x, (value) => Math.round(value * 1e9) / 1e9)).toEqual([6, 4]);
    });

    test('range rows bind on either side', () => {
      const rows = [{ terms: [1, 2], lower: 4, upper: 7 }];
      expect(solve(denseModel({ cost: [1, 1], rows })).objective).toBeCloseTo(2, 9);
      expect(solve(denseModel({ cost: [-1, -1], rows })).objective).toBeCloseTo(-7, 9);
    });

    test('rows that bound nothing and rows without terms', () => {
      const free = { terms: [1, 1] };
      const empty = { terms: [0, 0], lower: -1, upper: 1 };
      const result = solve(denseModel({ cost: [1, 1], rows: [free, { terms: [1, 1], lower: 2 }, empty] }));
      expect(result.objective).toBeCloseTo(2, 9);
      expect(Array.from(result.rowDual, (dual) => Math.round(dual * 1e9) / 1e9 + 0)).toEqual([0, 1, 0]);
      expect(solve(denseModel({ cost: [1], rows: [{ terms: [0], lower: 1 }] })).status).toBe('infeasible');
    });

    test('columns without terms go to their cheaper bound', () => {
      const model = denseModel({ cost: [1, -1, 1], upper: [5, 5, INF], rows: [{ terms: [0, 0, 1], lower: 2 }] });
      expect(Array.from(solve(model).x)).toEqual([0, 5, 2]);
    });

    test('fixed columns keep their cost', () => {
      const model = denseModel({ cost: [10, 1], lower: [3, 0], upper: [3, INF], rows: [{ terms: [1, 1], lower: 5 }] });
      const result = solve(model);
      expect(result.objective).toBeCloseTo(32, 9);
      expect(result.x[0]).toBe(3);
    });

    test('a model without columns is decided by its rows', () => {
      const empty = solve(denseModel({ cost: [], rows: [] }));
      expect(empty).toMatchObject({ status: 'optimal', objective: 0, bound: 0 });
      expect(solve(denseModel({ cost: [], rows: [{ terms: [], lower: -1, upper: 0 }] }))).toMatchObject({
        status: 'optimal',
        rowDual: Float64Array.of(0),
      });
      expect(solve(denseModel({ cost: [], rows: [{ terms: [], lower: 1 }] })).status).toBe('infeasible');
    });
  });

  describe('integers', () => {
    // Knapsack of 10: weights 5 4 6 3, values 10 40 30 50 → items 2 and 4, value 90.
    const knapsack = denseModel({
      cost: [-10, -40, -30, -50],
      upper: [1, 1, 1, 1],
      integer: [true, true, true, true],
      rows: [{ terms: [5, 4, 6, 3], upper: 10 }],
    });

    test('a knapsack: whole numbers exactly, no duals, bound meets the objective', () => {
      const result = solve(knapsack);
      expect(result.status).toBe('optimal');
      expect(Array.from(result.x)).toEqual([0, 1, 0, 1]);
      expect(result.objective).toBeCloseTo(-90, 9);
      expect(result.bound).toBeLessThanOrEqual(result.objective + 1e-9);
      expect(result.bound).toBeGreaterThan(-90.001);
      expect([result.rowDual.length, result.reducedCost.length]).toEqual([0, 0]);
    });

    test('mixed: integer beside continuous, fractional bounds of an integer, negative integers', () => {
      // min −3a − 2c; a integer in [−2.5, 3.7], a + c ≤ 4.5 → a = 3, c = 1.5.
      const mixed = denseModel({
        cost: [-3, -2],
        lower: [-2.5, 0],
        upper: [3.7, INF],
        integer: [true, false],
        rows: [{ terms: [1, 1], upper: 4.5 }],
      });
      const result = solve(mixed);
      expect(result.x[0]).toBe(3);
      expect(result.x[1]).toBeCloseTo(1.5, 9);
      // min a, 2a ≥ −5 → a = −2.
      const negative = denseModel({ cost: [1], lower: [-INF], integer: [true], rows: [{ terms: [2], lower: -5 }] });
      expect(Array.from(solve(negative).x)).toEqual([-2]);
    });

    test('continuous again after being integer', () => {
      const session = start(knapsack);
      expect(session.solve().objective).toBeCloseTo(-90, 9);
      session.setColumnsInteger([0, 1, 2, 3], false);
      const relaxed = session.solve();
      // 4 and 3 taken whole, 3 left of 6: half of item 3.
      expect(relaxed.objective).toBeCloseTo(-105, 9);
      expect(relaxed.rowDual[0]).toBeCloseTo(-5, 9);
      session.setColumnInteger(2, true);
      expect(session.solve().objective).toBeCloseTo(-96, 9);
    });

    test('a feasible start is accepted and never made worse; an infeasible one is ignored', () => {
      const session = start(knapsack);
      expect(session.solve({ start: Float64Array.of(0, 1, 0, 1) }).objective).toBeCloseTo(-90, 9);
      expect(session.solve({ start: Float64Array.of(1, 1, 1, 1) }).objective).toBeCloseTo(-90, 9);
    });

    test('the seed does not change the optimum', () => {
      for (const seed of [0, 1, 7]) {
        expect(start(knapsack).solve({ seed }).objective).toBeCloseTo(-90, 9);
      }
    });
  });

  describe('limits', () => {
    const hard = marketSplit();

    test('the node limit ends an integer model with an honest status and bound', () => {
      const result = solveOnce(backend, hard, { nodeLimit: 2 });
      expect(['feasible', 'limit']).toContain(result.status);
      if (result.status === 'feasible') {
        expect(violation(hard, result.x)).toBeLessThan(1e-6);
        expect(result.bound).toBeLessThanOrEqual(result.objective);
      } else {
        expect(result.x).toHaveLength(0);
        expect(result.objective).toBeNaN();
      }
    });

    test('the iteration limit ends an LP and counts work', () => {
      const full = solveOnce(backend, hardLp(), { warmStart: false });
      expect(full.status).toBe('optimal');
      const result = solveOnce(backend, hardLp(), { iterationLimit: 1, simplex: 'primal' });
      expect(['feasible', 'limit']).toContain(result.status);
      expect(result.work).toBeLessThanOrEqual(1);
      expect(result.rowDual).toHaveLength(0);
    });

    test('the iteration limit ends an integer model', () => {
      const result = solveOnce(backend, hard, { iterationLimit: 50 });
      expect(['feasible', 'limit']).toContain(result.status);
    });

    test('the same limit gives the same bytes', () => {
      const [a, b] = [1, 2].map(() => solveOnce(backend, hard, { nodeLimit: 5 }));
      expect(a).toEqual(b);
    });

    test('a time limit ends the run', () => {
      const result = solveOnce(backend, hard, { timeLimitSeconds: 0.05, control: { now: () => performance.now() } });
      expect(['feasible', 'limit']).toContain(result.status);
    });

    test('a time limit counts from its own solve', () => {
      const session = start(hard);
      const now = (): number => performance.now();
      session.solve({ timeLimitSeconds: 0.05, control: { now } });
      session.setColumnsInteger(Array.from(hard.columnCost.keys()), false);
      expect(session.solve({ timeLimitSeconds: 5, control: { now } }).status).toBe('optimal');
    });

    test('a cancel before the start and during the run', () => {
      expect(solveOnce(backend, diet, { control: { isCancelled: () => true } }).status).toBe('limit');
      let asked = 0;
      const result = solveOnce(backend, hard, { control: { isCancelled: () => ++asked > 5 } });
      expect(['feasible', 'limit']).toContain(result.status);
      expect(asked).toBeGreaterThan(5);
    });

    test('a cut-short integer run keeps a given start', () => {
      const slack = slackStart(hard);
      const result = solveOnce(backend, hard, { start: slack, nodeLimit: 1 });
      expect(result.status).toBe('feasible');
      expect(result.objective).toBeLessThanOrEqual(objectiveOf(hard, slack) + 1e-6);
    });
  });

  describe('duals', () => {
    test('sign: what one more unit of the right-hand side costs', () => {
      const priced = (lower: number): LpResult =>
        solve(
          denseModel({
            cost: [2, 3],
            rows: [
              { terms: [1, 1], lower },
              { terms: [1, 0], upper: 4 },
            ],
          }),
        );
      const at = priced(10);
      const more = priced(11);
      expect(at.rowDual[0]).toBeCloseTo(3, 9);
      expect(more.objective - at.objective).toBeCloseTo(at.rowDual[0]!, 9);
      // Allowing one more of the cheap column saves 1.
      expect(at.rowDual[1]).toBeCloseTo(-1, 9);
    });

    test.each(sampleLps())('complementary slackness and strong duality, sample %i', (_seed, model) => {
      const result = solve(model);
      expect(result.status).toBe('optimal');
      const scale = 1 + Math.abs(result.objective);
      expect(violation(model, result.x)).toBeLessThan(1e-6);
      expect(Math.abs(objectiveOf(model, result.x) - result.objective)).toBeLessThan(1e-6 * scale);
      expect(Math.abs(dualBound(model, result.rowDual) - result.objective)).toBeLessThan(1e-5 * scale);
      const reduced = reducedCostOf(model, result.rowDual);
      reduced.forEach((value, j) => {
        expect(result.reducedCost[j]).toBeCloseTo(value, 6);
      });
      rowActivity(model, result.x).forEach((activity, i) => {
        const slackBelow = activity - model.rowLower[i]!;
        const slackAbove = model.rowUpper[i]! - activity;
        if (slackBelow > 1e-5) expect(result.rowDual[i]).toBeLessThan(1e-6);
        if (slackAbove > 1e-5) expect(result.rowDual[i]).toBeGreaterThan(-1e-6);
      });
      reduced.forEach((value, j) => {
        if (result.x[j]! - model.columnLower[j]! > 1e-5) expect(value).toBeLessThan(1e-6);
        if (model.columnUpper[j]! - result.x[j]! > 1e-5) expect(value).toBeGreaterThan(-1e-6);
      });
    });
  });

  describe('changing an open model', () => {
    test('adding columns gives the same as solving the whole', () => {
      const whole = sampleLps()[0]![1];
      const session = start(firstColumns(whole, 4));
      session.solve();
      for (let from = 4; from < whole.columnCost.length; from += 3) {
        const count = Math.min(3, whole.columnCost.length - from);
        expect(session.addColumns(columnsOf(whole, from, count))).toBe(from);
        session.solve();
      }
      expect(session.columnCount).toBe(whole.columnCost.length);
      expect(session.solve().objective).toBeCloseTo(solve(whole).objective, 6);
      for (const simplex of ['primal', 'dual'] as const) {
        expect(session.solve({ simplex, warmStart: false }).objective).toBeCloseTo(solve(whole).objective, 6);
      }
    });

    test('an added integer column is integer', () => {
      const session = start(denseModel({ cost: [5], rows: [{ terms: [1], lower: 2.5 }] }));
      expect(session.solve().objective).toBeCloseTo(12.5, 9);
      session.addColumns(columnBatch([{ cost: 1, upper: 2, integer: true, rows: [0], values: [1] }]));
      const result = session.solve();
      expect(Array.from(result.x)).toEqual([0.5, 2]);
      expect(result.rowDual).toHaveLength(0);
    });

    test('adding rows cuts the optimum off', () => {
      const session = start(denseModel({ cost: [-1, -1], upper: [4, 4], rows: [] }));
      expect(session.solve().objective).toBeCloseTo(-8, 9);
      expect(session.addRows(rowBatch([{ upper: 6, columns: [0, 1], values: [1, 1] }]))).toBe(0);
      expect(
        session.addRows(
          rowBatch([
            { upper: 3, columns: [0], values: [1] },
            { columns: [1], values: [2] },
          ]),
        ),
      ).toBe(1);
      const result = session.solve();
      expect(session.rowCount).toBe(3);
      expect(result.objective).toBeCloseTo(-6, 9);
      expect(result.rowDual).toHaveLength(3);
    });

    test('removing columns and rows equals a model without them', () => {
      const [, model] = sampleLps()[1]!;
      const session = start(model);
      const before = session.solve();
      const unused = Array.from(before.x.keys()).filter((j) => before.x[j] === 0 && model.columnLower[j] === 0);
      expect(unused.length).toBeGreaterThan(0);
      session.removeColumns(unused);
      expect(session.columnCount).toBe(model.columnCost.length - unused.length);
      expect(session.solve().objective).toBeCloseTo(before.objective, 6);
      const slack = Array.from(before.rowDual.keys()).filter((i) => before.rowDual[i] === 0);
      expect(slack.length).toBeGreaterThan(0);
      session.removeRows(slack);
      expect(session.rowCount).toBe(model.rowLower.length - slack.length);
      expect(session.solve().objective).toBeCloseTo(before.objective, 6);
    });

    test('removing what carries the solution changes it', () => {
      const session = start(
        denseModel({
          cost: [1, 2, 4],
          rows: [
            { terms: [1, 1, 1], lower: 3 },
            { terms: [0, 1, 1], lower: 1 },
          ],
        }),
      );
      expect(session.solve().objective).toBeCloseTo(4, 9);
      session.removeColumns([1]);
      expect(session.solve().objective).toBeCloseTo(6, 9);
      session.removeRows(new Set([1]));
      expect(session.solve().objective).toBeCloseTo(3, 9);
    });

    test('bounds, costs and row bounds, one and many', () => {
      const session = start(
        denseModel({
          cost: [1, 2],
          rows: [
            { terms: [1, 1], lower: 4 },
            { terms: [1, -1], upper: 100 },
          ],
        }),
      );
      expect(session.solve().objective).toBeCloseTo(4, 9);
      session.setColumnBounds(0, 0, 1);
      expect(session.solve().objective).toBeCloseTo(7, 9);
      session.setColumnsBounds([1, 0], Float64Array.of(0, 0), Float64Array.of(5, 3));
      expect(Array.from(session.solve().x)).toEqual([3, 1]);
      session.setColumnCost(1, 0.5);
      expect(session.solve().objective).toBeCloseTo(2, 9);
      session.setColumnsCost([1, 0], Float64Array.of(3, -1));
      expect(session.solve().objective).toBeCloseTo(0, 9);
      session.setRowBounds(0, 5, INF);
      expect(session.solve().objective).toBeCloseTo(3, 9);
      session.setRowsBounds(Int32Array.of(1, 0), Float64Array.of(-INF, 6), Float64Array.of(0, 8));
      expect(Array.from(session.solve().x)).toEqual([3, 3]);
    });

    test('a dive and back: fix, solve, infeasible, loosen, same optimum', () => {
      const [, model] = sampleLps()[2]!;
      const session = start(model);
      const before = session.solve();
      const used = Array.from(before.x.keys()).filter((j) => before.x[j]! > 1e-6);
      const lower = Float64Array.from(used, (j) => model.columnLower[j]!);
      const upper = Float64Array.from(used, (j) => model.columnUpper[j]!);
      session.setColumnsBounds(
        used,
        lower,
        Float64Array.from(used, (_, k) => lower[k]!),
      );
      const dived = session.solve();
      if (dived.status === 'optimal') expect(dived.objective).toBeGreaterThanOrEqual(before.objective - 1e-6);
      session.setColumnBounds(0, 3, 2);
      expect(session.solve().status).toBe('infeasible');
      session.setColumnBounds(0, model.columnLower[0]!, model.columnUpper[0]!);
      session.setColumnsBounds(used, lower, upper);
      expect(session.solve().objective).toBeCloseTo(before.objective, 6);
    });

    test('a basis survives a round trip', () => {
      const [, model] = sampleLps()[0]!;
      const session = start(model);
      const before = session.solve();
      const basis = session.getBasis();
      const other = start(model);
      if (basis !== undefined) {
        expect([...basis.columns, ...basis.rows].filter((status) => status === 'basic')).toHaveLength(session.rowCount);
        other.setBasis(basis);
        const again = other.solve();
        expect(again.work).toBe(0);
        expect(again.objective).toBeCloseTo(before.objective, 9);
      } else {
        other.setBasis({
          columns: Array(session.columnCount).fill('lower'),
          rows: Array(session.rowCount).fill('basic'),
        });
        expect(other.solve()).toEqual(before);
      }
    });
  });

  describe('hygiene', () => {
    test('the caller’s model and options are not changed', () => {
      const [, model] = sampleLps()[0]!;
      const copy = structuredClone(model);
      const session = start(model);
      session.solve();
      session.setColumnBounds(0, 1, 1);
      session.setRowBounds(0, -INF, INF);
      session.solve();
      expect(model).toEqual(copy);
    });

    test('results are the caller’s own', () => {
      const session = start(diet);
      const first = session.solve();
      first.x.fill(99);
      first.rowDual.fill(99);
      const second = session.solve();
      expect(second.x[0]).toBeCloseTo(3.75, 9);
      expect(second.rowDual[1]).toBeCloseTo(0.15, 9);
    });

    test('use after dispose throws, dispose repeats', () => {
      const session = backend.open(diet);
      session.dispose();
      session.dispose();
      expect(() => session.solve()).toThrow(/disposed/);
      expect(() => session.setColumnBounds(0, 0, 1)).toThrow(/disposed/);
    });

    test('withSession frees the model when the use throws', () => {
      let kept: LpSession | undefined;
      expect(() =>
        withSession(backend, diet, (session) => {
          kept = session;
          throw new Error('inside');
        }),
      ).toThrow('inside');
      expect(() => kept?.solve()).toThrow(/disposed/);
    });

    test('misuse is a RangeError that names the value', () => {
      const session = start(diet);
      expect(() => session.setColumnBounds(2, 0, 1)).toThrow(
        new RangeError('column 2 does not exist; the model has columns 0 to 1.'),
      );
      expect(() => session.setRowBounds(-1, 0, 1)).toThrow(RangeError);
      expect(() => session.setColumnBounds(0, Number.NaN, 1)).toThrow(RangeError);
      expect(() => session.setColumnsBounds([0, 0], new Float64Array(2), new Float64Array(2))).toThrow(/twice/);
      expect(() => session.setColumnCost(0, INF)).toThrow(RangeError);
      expect(() => session.addColumns(columnBatch([{ cost: 1, rows: [3], values: [1] }]))).toThrow(/row 3/);
      expect(() => session.addColumns(columnBatch([{ cost: 1, rows: [1, 1], values: [1, 1] }]))).toThrow(/repeats/);
      expect(() => session.solve({ start: new Float64Array(3) })).toThrow(RangeError);
      expect(() => session.solve({ nodeLimit: -1 })).toThrow(RangeError);
      expect(() => session.solve({ timeLimitSeconds: 1 })).toThrow(/control.now/);
      expect(() => backend.open({ ...diet, rowUpper: new Float64Array(2) })).toThrow(RangeError);
      expect(session.solve().objective).toBeCloseTo(2.25, 9);
    });
  });
});

/** Binary market split with slacks (Cornuéjols & Dawande 1999): small, and hopeless for branch and bound. */
function marketSplit(): LinearModel {
  const rows = 3;
  const items = 20;
  const random = numbers(5);
  const terms = Array.from({ length: rows }, () => Array.from({ length: items }, () => Math.floor(random() * 100)));
  const identity = (i: number, sign: number): number[] => Array.from({ length: rows }, (_, k) => (k === i ? sign : 0));
  return denseModel({
    cost: [...Array(items).fill(0), ...Array(2 * rows).fill(1)],
    upper: [...Array(items).fill(1), ...Array(2 * rows).fill(INF)],
    integer: [...Array(items).fill(true), ...Array(2 * rows).fill(false)],
    rows: terms.map((row, i) => {
      const half = Math.floor(row.reduce((sum, term) => sum + term, 0) / 2);
      return { terms: [...row, ...identity(i, 1), ...identity(i, -1)], lower: half, upper: half };
    }),
  });
}

/** Nothing chosen, the slacks carry the whole. */
function slackStart(model: LinearModel): Float64Array {
  const rows = model.rowLower.length;
  const start = new Float64Array(model.columnCost.length);
  model.rowLower.forEach((half, i) => {
    start[model.columnCost.length - 2 * rows + i] = half;
  });
  return start;
}

/** A covering LP that needs more than one pivot. */
function hardLp(): LinearModel {
  return sampleLps()[0]![1];
}

/** Shift-cover LPs with ≥, ≤ and range rows, bounded, free and negative columns; feasible by construction. */
function sampleLps(): [number, LinearModel][] {
  return [1, 2, 3, 4, 5, 6].map((seed) => {
    const random = numbers(seed);
    const pick = (bound: number): number => Math.floor(random() * bound);
    const columns = 14;
    const inside = Array.from({ length: columns }, (_, j) => (j % 5 === 4 ? pick(7) - 3 : pick(5)));
    const rows = Array.from({ length: 9 }, (_, i) => {
      const terms = Array.from({ length: columns }, () => (random() < 0.4 ? pick(5) - 1 : 0));
      const activity = terms.reduce((sum, term, j) => sum + term * inside[j]!, 0);
      const lower = activity - pick(3);
      return i % 3 === 2 ? { terms, lower, upper: activity + pick(3) } : { terms, lower };
    });
    const lower = inside.map((_, j) => (j % 5 === 4 ? -10 : 0));
    const model = denseModel({
      cost: Array.from({ length: columns }, () => 1 + pick(20)),
      lower,
      upper: inside.map((_, j) => (j % 3 === 0 ? 6 : INF)),
      rows,
    });
    return [seed, model];
  });
}

function firstColumns(model: LinearModel, count: number): LinearModel {
  return { ...model, ...columnsOf(model, 0, count) };
}

function columnsOf(model: LinearModel, from: number, count: number) {
  const first = model.starts[from]!;
  const last = model.starts[from + count]!;
  return {
    columnCost: model.columnCost.slice(from, from + count),
    columnLower: model.columnLower.slice(from, from + count),
    columnUpper: model.columnUpper.slice(from, from + count),
    columnInteger: model.columnInteger!.slice(from, from + count),
    starts: model.starts.slice(from, from + count + 1).map((start) => start - first),
    rows: model.rows.slice(first, last),
    values: model.values.slice(first, last),
  };
}

/** Uniform numbers from a linear congruence (Numerical Recipes), enough for samples. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
