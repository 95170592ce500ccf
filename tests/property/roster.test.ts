import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import type { RosterProblem } from '../../solver/problem.js';
import { recount } from '../../solver/recount/index.js';
import { solveRoster } from '../../solver/roster/index.js';
import { randomProblem } from '../support/random-problem.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const stop = { workLimit: 20_000 };
const solve = (problem: RosterProblem, seed = 1) => solveRoster(problem, { seed, stop, lp });

describe('rosters of random problems', () => {
  it('are judged alike by the engine and the recount', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem(), async (problem) => {
        const solution = await solve(problem);
        const judged = recount(problem, solution.shifts, solution.allocation, { lp });
        const tolerance = 1e-6 * Math.max(1, judged.cost.total);
        expect(judged.allocationFaults).toEqual([]);
        const laws = (breaches: typeof judged.breaches) =>
          [...new Set(breaches.filter((b) => b.hard).map((b) => `${b.ruleId} ${b.agents.join(',')}`))].sort();
        expect(laws(solution.breaches)).toEqual(laws(judged.breaches));
        expect(Math.abs(judged.cost.labour - solution.cost.labour)).toBeLessThan(tolerance);
        expect(Math.abs(judged.cost.rules - solution.cost.rules)).toBeLessThan(tolerance);
        expect(Math.abs(judged.cost.under + judged.cost.over - solution.cost.under - solution.cost.over)).toBeLessThan(
          tolerance,
        );
        expect(Math.abs(judged.cost.total - solution.cost.total)).toBeLessThan(tolerance);
      }),
      { numRuns: 25, seed: 11, endOnFailure: true },
    );
  });

  it('have a bound at most their cost, and the same bytes for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem(), async (problem) => {
        const once = await solve(problem, 5);
        expect(once.bound).toBeLessThanOrEqual(once.cost.total + 1e-9);
        expect(JSON.stringify(await solve(problem, 5))).toBe(JSON.stringify(once));
      }),
      { numRuns: 6, seed: 12, endOnFailure: true },
    );
  });

  it('cost the same where agents and queues stand in another order, as far as both are proven', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem(), async (problem) => {
        const turned = { ...problem, agents: problem.agents.toReversed(), queues: problem.queues.toReversed() };
        const [a, b] = [await solve(problem), await solve(turned)];
        if (a.status === 'conflict' || b.status === 'conflict') return;
        const tolerance = 1e-6 * Math.max(1, a.cost.total);
        // A proven bound holds for every legal roster, so also for the other run's.
        expect(a.bound).toBeLessThanOrEqual(b.cost.total + tolerance);
        expect(b.bound).toBeLessThanOrEqual(a.cost.total + tolerance);
        if (a.status === 'optimal' && b.status === 'optimal') {
          expect(Math.abs(a.cost.total - b.cost.total)).toBeLessThan(tolerance);
        }
      }),
      { numRuns: 14, seed: 13, endOnFailure: true },
    );
  });

  it('never cost more with one more agent who may stay unused, where proven', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem(), async (problem) => {
        const spare = { ...problem.agents[0]!, id: 'spare', rules: [], count: 1 };
        const { pins: _pins, fixed: _fixed, wishes: _wishes, ...free } = spare;
        const more = { ...problem, agents: [...problem.agents, free] };
        const [without, having] = [await solve(problem), await solve(more)];
        if (without.status !== 'optimal' || having.status === 'conflict') return;
        expect(having.bound).toBeLessThanOrEqual(without.cost.total + 1e-6 * Math.max(1, without.cost.total));
      }),
      { numRuns: 8, seed: 14, endOnFailure: true },
    );
  });
});
