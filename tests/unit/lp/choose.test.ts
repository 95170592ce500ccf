import { expect, test } from 'vitest';
import { chooseBackend, solveChosen } from '../../../solver/lp/choose.js';
import { loadHighs } from '../../../solver/lp/highs.js';
import { jsLp } from '../../../solver/lp/js-lp.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import { solveOnce } from '../../../solver/lp/session.js';
import { denseModel } from '../../support/lp.js';
import { shiftCover } from '../../support/lp-samples.js';

const highs = await loadHighs();
const relax = (model: ReturnType<typeof shiftCover>) => ({
  ...model,
  columnInteger: new Uint8Array(model.columnCost.length),
});

test('small models go to the small solver, large ones to HiGHS, integer ones sooner', () => {
  const choice = (model: ReturnType<typeof shiftCover>): string => chooseBackend(model, { highs, jsLp }).name;
  expect(choice(relax(shiftCover(24, 72)))).toBe(jsLp.name);
  expect(choice(relax(shiftCover(96, 300)))).toBe(highs.name);
  expect(choice(shiftCover(12, 24))).toBe(jsLp.name);
  expect(choice(shiftCover(24, 72))).toBe(highs.name);
});

test('bounded ranges count as rows', () => {
  const columns = 120;
  const model = denseModel({ cost: Array(columns).fill(1), upper: Array(columns).fill(1), rows: [] });
  expect(chooseBackend(model, { highs, jsLp }).name).toBe(highs.name);
  const open = denseModel({ cost: Array(columns).fill(1), rows: [] });
  expect(chooseBackend(open, { highs, jsLp }).name).toBe(jsLp.name);
});

test('without HiGHS everything goes to the small solver', () => {
  expect(chooseBackend(relax(shiftCover(96, 300)), { jsLp })).toBe(jsLp);
});

test('a small integer model that resists is handed on', () => {
  const resisting: LpBackend = {
    name: 'resisting',
    open: (model) => {
      const session = jsLp.open(model);
      const { solve } = session;
      session.solve = (options) => ({ ...solve.call(session, options), status: 'feasible', objective: 1e9 });
      return session;
    },
  };
  const model = shiftCover(12, 24);
  const best = solveOnce(highs, model).objective;
  expect(solveChosen(model, { highs, jsLp: resisting }).objective).toBeCloseTo(best, 6);
  expect(solveChosen(model, { highs, jsLp }).objective).toBeCloseTo(best, 6);
  expect(solveChosen(model, { jsLp: resisting }).objective).toBe(1e9);
});
