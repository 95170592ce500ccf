import { beforeAll, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { differences, recount } from '../../../solver/recount/index.js';
import { Budget } from '../../../solver/roster/budget.js';
import { compile } from '../../../solver/roster/compile.js';
import { inline } from '../../../solver/roster/executor.js';
import { type RosterOptions, solveRoster } from '../../../solver/roster/index.js';
import { LagrangianDual } from '../../../solver/roster/lagrange.js';
import { recalled, remember, type SolveMemory } from '../../../solver/roster/memory.js';
import { TourPricer } from '../../../solver/roster/reoptimise.js';
import { TourBatch } from '../../../solver/roster/tour-batch.js';
import { makeRosterProblem } from '../../support/roster-problems.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const problem = makeRosterProblem({ agents: 34, queues: 2, kinds: 34, slotMinutes: 15 });
const solve = (options: Partial<RosterOptions>) =>
  solveRoster(problem, { seed: 1, lp, stop: { workLimit: 60_000 }, ...options });

it('a rough roster is a whole one about as good as a usual one of more work, and proves nothing', async () => {
  const [rough, usual] = [await solve({ isRough: true }), await solve({})];
  expect(differences(recount(problem, rough.shifts, rough.allocation), rough)).toEqual([]);
  expect(rough.breaches.filter(({ hard }) => hard)).toEqual([]);
  expect(rough.bound).toBe(0);
  expect(rough.solver.method).toBe('lagrangian');
  expect(rough.cost.total).toBeLessThan(1.03 * usual.cost.total);
});

/** The same people, and a tenth less is wanted of them. */
const less: RosterProblem = {
  ...problem,
  queues: problem.queues.map((queue) =>
    queue.demand.kind === 'agents'
      ? { ...queue, demand: { ...queue.demand, perInterval: queue.demand.perInterval.map((agents) => 0.9 * agents) } }
      : queue,
  ),
};

/** The bound after so many steps, from prices that are remembered where there are any. */
function proven(of: RosterProblem, steps: number, first: number, memory: SolveMemory): number {
  const compiled = compile(of);
  const pricer = new TourPricer(compiled);
  const batch = new TourBatch(compiled, new TourPricer(compiled, pricer, false));
  const dual = new LagrangianDual(compiled, pricer, inline.open(of, compiled, batch));
  const known = recalled(memory, compiled);
  if (known !== null) dual.setOut(known);
  const budget = new Budget({ workLimit: 1e12 }, {}, 1e12, () => dual.work);
  const order = compiled.classes.map((_, c) => c);
  dual.climb(budget, 1, order, { steps, first, last: 0.0005 });
  remember(memory, compiled, dual.settled, dual.steps);
  return dual.prove();
}

it('prices of a like problem prove in a few steps what else takes many', () => {
  const memory: SolveMemory = new Map();
  proven(problem, 130, 0.1, memory);
  const near = proven(less, 20, 0.02, memory);
  expect(near).toBeGreaterThan(proven(less, 40, 0.1, new Map()));
});

it('prices that are not settled, or of other queues, are not taken', () => {
  const compiled = compile(problem);
  const blank = { cover: new Float64Array(1), desk: new Float64Array(1), shift: new Float64Array(0) };
  const memory: SolveMemory = new Map();
  remember(memory, compiled, blank, 119);
  expect(recalled(memory, compiled)).toBeNull();
  remember(memory, compiled, blank, 120);
  expect(recalled(memory, compiled)).toMatchObject(blank);
  const other = compile(makeRosterProblem({ agents: 34, queues: 3, kinds: 34, slotMinutes: 15 }));
  expect(recalled(memory, other)).toBeNull();
});

it('what is found with remembered prices depends on them alone', async () => {
  const memory: SolveMemory = new Map();
  proven(problem, 120, 0.1, memory);
  const [one, other] = [structuredClone(memory), structuredClone(memory)];
  const stop = { workLimit: 30_000 };
  const found = await solve({ memory: one, stop });
  expect(await solve({ memory: other, stop })).toEqual(found);
  expect(one).toEqual(other);
  expect(one).not.toEqual(memory);
});
