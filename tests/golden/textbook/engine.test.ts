import { describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { differences, recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { textbookCases } from './textbook.js';

describe('the engine on textbook problems', () => {
  it.each(textbookCases())('solves $name to proof: $cost', async ({ problem, cost }) => {
    const lp = await loadHighs();
    const given = problem as RosterProblem;
    const solution = await solveRoster(given, { seed: 1, lp });
    const counted = recount(given, solution.shifts, solution.allocation, { lp });
    expect(differences(counted, solution)).toEqual([]);
    expect(solution.bound).toBeLessThanOrEqual(cost + 1e-6);
    expect(solution.cost.total).toBeCloseTo(cost, 6);
    expect(solution.status).toBe('optimal');
  });
});
