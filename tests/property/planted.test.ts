import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import { differences, recount } from '../../solver/recount/index.js';
import { solveRoster } from '../../solver/roster/index.js';
import { plantedProblem } from '../support/planted-problem.js';

it('where a legal roster is known to exist no hard rule is broken, and the recount agrees', async () => {
  const lp = await loadHighs();
  await fc.assert(
    fc.asyncProperty(plantedProblem, async (problem) => {
      const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 20_000 } });
      expect(solution.breaches.filter((breach) => breach.hard)).toEqual([]);
      expect(differences(recount(problem, solution.shifts, solution.allocation, { lp }), solution)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
