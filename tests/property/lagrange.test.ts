import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import { Assembler } from '../../solver/roster/assemble.js';
import { Budget } from '../../solver/roster/budget.js';
import { ColumnGeneration } from '../../solver/roster/column-generation.js';
import { compile } from '../../solver/roster/compile.js';
import { inline } from '../../solver/roster/executor.js';
import { solveRoster } from '../../solver/roster/index.js';
import { LagrangianDual } from '../../solver/roster/lagrange.js';
import { TourPricer } from '../../solver/roster/reoptimise.js';
import { TourBatch } from '../../solver/roster/tour-batch.js';
import { randomProblem } from '../support/random-problem.js';
import { makeRosterProblem } from '../support/roster-problems.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

/** A relaxation with the given number of steps behind it, and its bound. */
function climbed(problem: Parameters<typeof compile>[0], steps: number): { dual: LagrangianDual; bound: number } {
  const compiled = compile(problem);
  const pricer = new TourPricer(compiled);
  const batch = new TourBatch(compiled, new TourPricer(compiled, pricer, false));
  const dual = new LagrangianDual(compiled, pricer, inline.open(problem, compiled, batch));
  dual.collect = true;
  const order = compiled.classes.map((_, c) => c);
  dual.climb(new Budget({ workLimit: 1e12 }, {}, 1e12, () => dual.work), 1, order, {
    steps,
    first: 0.1,
    last: 0.0005,
  });
  return { dual, bound: dual.prove() };
}

describe('the Lagrangian bound', () => {
  it('is at most the cost of any legal roster, after any number of steps', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        randomProblem({ days: 4, agents: 3 }),
        fc.integer({ min: 0, max: 40 }),
        async (problem, steps) => {
          const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 60_000 } });
          if (solution.breaches.some(({ hard }) => hard)) return;
          compared++;
          const { bound } = climbed(problem, steps);
          expect(bound).toBeLessThanOrEqual(solution.cost.total + 1e-6 * Math.max(1, solution.cost.total));
        },
      ),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(8);
  });

  it('rises with the steps towards the roster found', async () => {
    const problem = makeRosterProblem({ agents: 40, queues: 3, kinds: 40, slotMinutes: 5 });
    const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 1_500_000 } });
    const early = climbed(problem, 10).bound;
    const late = climbed(problem, 150).bound;
    expect(late).toBeGreaterThan(early);
    expect(late).toBeLessThanOrEqual(solution.cost.total);
    expect(late).toBeGreaterThan(0.8 * solution.cost.total);
  });

  it('is the optimum of the linear program of all tours at the prices of that program, and never more', () => {
    const problem = makeRosterProblem({ agents: 8, queues: 3, kinds: 4 });
    const { dual, bound } = climbed(problem, 200);
    const compiled = compile(problem);
    const pricer = new TourPricer(compiled);
    const generation = new ColumnGeneration(compiled, pricer, new Assembler(compiled), lp);
    const { master } = generation;
    master.add(dual.latestTours());
    generation.run(new Budget({ workLimit: 1e12 }, {}, 1e12, () => pricer.work), 1, Infinity, 0);
    expect(generation.converged).toBe(true);
    const result = generation.result!;
    const { desk } = master.prices(result);
    const there = dual.prove({ cover: master.queueValues(result), desk, shift: new Float64Array(0) });
    master.session.dispose();
    expect(bound).toBeLessThanOrEqual(result.objective * (1 + 1e-7));
    expect(bound).toBeGreaterThan(0.8 * result.objective);
    expect(Math.abs(there - result.objective)).toBeLessThanOrEqual(1e-3 * result.objective);
  });

  it('gives averages that add up to what the people can give', () => {
    const problem = makeRosterProblem({ agents: 20, queues: 3, kinds: 20, slotMinutes: 5 });
    const { dual } = climbed(problem, 60);
    for (const [c, mix] of dual.mixes().entries()) {
      const intervals = mix.reduce((sum, part) => sum + part, 0);
      const hours = problem.agents[c]!.rules.includes('c40') ? 40 : 32;
      expect(Math.max(...mix)).toBeLessThanOrEqual(1 + 1e-9);
      expect(intervals / 2).toBeLessThanOrEqual(hours);
      expect(intervals).toBeGreaterThan(0);
    }
  });
});
