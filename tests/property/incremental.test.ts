import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import { differences, recount } from '../../solver/recount/index.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import { randomProblem } from '../support/random-problem.js';
import { withRandomRoster } from '../support/random-roster.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

it('random rosters are judged alike by the score kept up to date and by the recount', () => {
  let legal = 0;
  fc.assert(
    fc.property(withRandomRoster(randomProblem({ days: 5 })), ({ problem: drawn, shifts: all }) => {
      // Who meets when is the recount's own finding; here single people come and go.
      const { meetings: _, ...problem } = drawn;
      // The engine holds shifts as its templates make them.
      const shifts = all.filter((shift) => recount(problem, [shift]).breaches.every(({ rule }) => rule !== 'template'));
      const names = new Set(shifts.map((shift) => shift.agent));
      const open = new OpenRoster(problem, shifts);
      // Everybody leaves and comes back in another order: the sums must not remember it.
      for (const name of [...open.names].reverse()) if (names.has(name)) open.set(name, open.shiftsOf(name));
      const judged = open.report(lp);
      const { total } = judged.cost;
      const status = judged.hardBreaches > 0 ? ('conflict' as const) : ('feasible' as const);
      const solver = { method: 'none', work: 0, rounds: 0, columns: 0 };
      const claim = { ...judged, status, bound: 0, gap: total === 0 ? 0 : 1, reproducible: true, solver };
      expect(differences(recount(problem, judged.shifts, judged.allocation, { lp }), claim)).toEqual([]);
      // Work with a deadline is shared out step by step, hard breaches are priced: without them the sums are the cost.
      if (judged.hardBreaches > 0 || problem.queues.some((queue) => queue.demand.kind === 'work')) return;
      legal++;
      expect(Math.abs(open.cost - total)).toBeLessThan(1e-5 * Math.max(1, total));
    }),
    { numRuns: 110, seed: 31, endOnFailure: true },
  );
  expect(legal).toBeGreaterThan(10);
});
