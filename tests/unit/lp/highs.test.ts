import { describe, expect, test } from 'vitest';
import { columnBatch } from '../../../solver/lp/builder.js';
import { loadHighs } from '../../../solver/lp/highs.js';
import { solveOnce, withSession } from '../../../solver/lp/session.js';
import type { SolveProgress } from '../../../solver/stop.js';
import { shiftCover } from '../../support/lp-samples.js';

const highs = await loadHighs();
const { columnInteger: _, ...relaxed } = shiftCover(48, 144);
const whole = shiftCover(24, 72);

describe('HiGHS sessions', () => {
  test('loads once', async () => {
    expect(await loadHighs()).toBe(highs);
  });

  test('an unchanged model is solved again without work', () => {
    withSession(highs, relaxed, (session) => {
      expect(session.solve({ warmStart: false, simplex: 'dual' }).work).toBeGreaterThan(10);
      expect(session.solve().work).toBe(0);
    });
  });

  test('added columns continue from the last basis: fewer iterations than from nothing', () => {
    const half = 72;
    const extra = columnBatch(
      Array.from({ length: half }, (_, k) => {
        const j = half + k;
        const [from, to] = [relaxed.starts[j]!, relaxed.starts[j + 1]!];
        return {
          cost: relaxed.columnCost[j]!,
          rows: relaxed.rows.subarray(from, to),
          values: relaxed.values.subarray(from, to),
        };
      }),
    );
    const cold = solveOnce(highs, relaxed, { simplex: 'primal' });
    withSession(highs, relaxed, (session) => {
      session.removeColumns(Array.from({ length: half }, (_, k) => half + k));
      session.solve();
      session.addColumns(extra);
      const warm = session.solve();
      expect(warm.objective).toBeCloseTo(cold.objective, 6);
      expect(warm.work).toBeGreaterThan(0);
      expect(warm.work).toBeLessThan(cold.work);
    });
  });

  test('a warm solve that a limit ended goes on where it stopped', () => {
    withSession(highs, relaxed, (session) => {
      session.solve();
      const all = Array.from({ length: session.columnCount }, (_, j) => j);
      session.setColumnsCost(all, relaxed.columnCost.toReversed());
      const whole = solveOnce(highs, { ...relaxed, columnCost: relaxed.columnCost.toReversed() });
      const steps = [];
      do steps.push(session.solve({ iterationLimit: 10 }));
      while (steps.at(-1)!.status !== 'optimal' && steps.length < 50);
      expect(steps.at(-1)!.objective).toBeCloseTo(whole.objective, 6);
      expect(steps.length).toBeGreaterThan(2);
      // The costs changed, so the basis stayed primal feasible and each step stands on a solution no worse than before.
      const unfinished = steps.slice(0, -1);
      expect(unfinished.map(({ status }) => status)).toEqual(unfinished.map(() => 'feasible'));
      unfinished.slice(1).forEach((step, k) => {
        expect(step.objective).toBeLessThanOrEqual(unfinished[k]!.objective + 1e-6);
      });
    });
  });

  test('an integer solve in between does not cost the basis', () => {
    const { columnInteger: __, ...small } = shiftCover(24, 40);
    withSession(highs, small, (session) => {
      const before = session.solve();
      const all = Array.from({ length: session.columnCount }, (_, j) => j);
      session.setColumnsInteger(all, true);
      expect(session.solve().objective).toBeGreaterThanOrEqual(before.objective - 1e-9);
      session.setColumnsInteger(all, false);
      const after = session.solve();
      expect(after.objective).toBeCloseTo(before.objective, 9);
      expect(after.work).toBe(0);
    });
  });

  test('removing unused columns keeps the basis', () => {
    withSession(highs, relaxed, (session) => {
      const before = session.solve();
      const basis = session.getBasis()!;
      session.removeColumns(basis.columns.flatMap((status, j) => (status === 'basic' ? [] : [j])).slice(0, 40));
      const after = session.solve();
      expect(after.objective).toBeCloseTo(before.objective, 9);
      expect(after.work).toBe(0);
    });
  });

  test('the same model and seed give the same bytes, also under an iteration limit', () => {
    const options = { seed: 3, iterationLimit: 150 };
    const first = solveOnce(highs, whole, options);
    expect(solveOnce(highs, whole, options)).toEqual(first);
    expect(first.work).toBeGreaterThan(0);
  });

  test('an integer solve reports its improving solutions', () => {
    const seen: SolveProgress[] = [];
    const result = solveOnce(highs, whole, { nodeLimit: 100, control: { onProgress: (step) => seen.push(step) } });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.at(-1)!.incumbent).toBeCloseTo(result.objective, 6);
    for (const { share, bound } of seen) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(bound).toBeLessThanOrEqual(result.objective + 1e-6);
    }
  });

  test('dispose gives the memory back: 20 sessions fit where one did', () => {
    const { columnInteger: __, ...large } = shiftCover(96, 600);
    solveOnce(highs, large);
    const before = process.memoryUsage().external;
    for (let k = 0; k < 20; k++) expect(solveOnce(highs, large).status).toBe('optimal');
    // WebAssembly memory counts as external; each solved model that stayed open would hold about 2 MB.
    expect(process.memoryUsage().external - before).toBeLessThan(5e6);
  });
});
