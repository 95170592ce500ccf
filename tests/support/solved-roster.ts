import { loadHighs } from '../../solver/lp/highs.js';
import type { RosterProblem } from '../../solver/problem.js';
import { solveRoster } from '../../solver/roster/index.js';
import type { RosterSolution } from '../../solver/solution.js';
import { makeRosterProblem, type RosterProblemSize } from './roster-problems.js';

/** A made-up centre of a week with a roster for it, solved with little work. */
export async function solvedRoster(
  size: Partial<RosterProblemSize> = {},
): Promise<{ problem: RosterProblem; solution: RosterSolution; lp: Awaited<ReturnType<typeof loadHighs>> }> {
  const lp = await loadHighs();
  const problem = makeRosterProblem({ agents: 8, queues: 2, kinds: 8, ...size });
  const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 250_000 } });
  return { problem, solution, lp };
}
