import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import { differences, recount } from '../../solver/recount/index.js';
import { solveRoster } from '../../solver/roster/index.js';
import { randomProblem } from '../support/random-problem.js';

it('every roster of the engine passes the recount', async () => {
  const lp = await loadHighs();
  await fc.assert(
    fc.asyncProperty(randomProblem({ days: 4, agents: 2 }), async (problem) => {
      const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 30_000 } });
      expect(differences(recount(problem, solution.shifts, solution.allocation, { lp }), solution)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
