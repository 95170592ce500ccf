import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { ProblemAgent, RosterProblem, TeamRule } from '../../../solver/problem.js';
import { differences, recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import type { RosterSolution } from '../../../solver/solution.js';
import { agent, week } from './week.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

async function solved(problem: RosterProblem): Promise<RosterSolution> {
  const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 200_000 } });
  expect(differences(recount(problem, solution.shifts, solution.allocation, { lp }), solution)).toEqual([]);
  return solution;
}

const once = [{ id: 'once', rule: 'days-worked', hard: true, per: 'week', max: 1 }] as const;

describe('least staffing of a site', () => {
  const least: TeamRule = {
    id: 'two-there',
    hard: true,
    rule: 'site-minimum',
    sites: ['office'],
    windows: [{ from: 33, to: 41 }],
    least: 2,
  };
  it('is met where nobody is wanted on contacts, and costs what its people cost', async () => {
    const problem = week([agent('a', { count: 3 })], [...once], () => 0);
    const solution = await solved({ ...problem, teamRules: [least] });
    expect(solution.shifts.map(({ day, startSlot }) => [day, startSlot])).toEqual([
      [1, 33],
      [1, 33],
    ]);
    // Eight hours of two people, and as many hours over what is wanted.
    expect(solution.cost.total).toBeCloseTo(2 * 8 * 10 + 2 * 8, 6);
    expect(solution.breaches).toEqual([]);
  });
  it('is left where it is worth less than the people', async () => {
    const problem = week([agent('a', { count: 2 })], [...once], () => 0);
    const cheap = { ...least, hard: false, weight: 0.1 };
    const solution = await solved({ ...problem, teamRules: [cheap] });
    expect(solution.shifts).toEqual([]);
    expect(solution.cost.rules).toBeCloseTo(0.1 * 2 * 8 * 60, 6);
    const dear = await solved({ ...problem, teamRules: [{ ...cheap, weight: 0.2 }] });
    expect(dear.shifts).toHaveLength(2);
  });
  it('is named where there are too few people', async () => {
    const solution = await solved({ ...week([agent('a')], [...once], () => 0), teamRules: [least] });
    expect(solution.status).toBe('conflict');
    expect(solution.breaches.filter((one) => one.hard)).toMatchObject([{ ruleId: 'two-there', amount: 480 }]);
  });
});

describe('trainees near a coach', () => {
  const near: TeamRule = {
    id: 'near',
    hard: true,
    rule: 'supervision',
    trainees: ['trainee'],
    coaches: ['coach'],
    perCoach: 1,
  };
  const trainee = (id: string): ProblemAgent => agent(id, { groups: ['trainee'] });
  it('work when a coach does', async () => {
    // Two posts on Tuesday; the coach cannot start before noon.
    const coach = agent('coach', { groups: ['coach'], available: [{ from: 36, to: 48 }] });
    const wanted = (h: number): number => (h >= 33 && h < 41 ? 2 : 0);
    const solution = await solved({ ...week([trainee('t'), coach], [...once], wanted), teamRules: [near] });
    expect(solution.breaches.filter((one) => one.hard)).toEqual([]);
    const [a, b] = solution.shifts;
    expect(solution.shifts).toHaveLength(2);
    expect(a!.startSlot).toBe(b!.startSlot);
    const alone = await solved(week([trainee('t'), coach], [...once], wanted));
    expect(new Set(alone.shifts.map((shift) => shift.startSlot))).toEqual(new Set([33, 36]));
  });
  it('stay off where there is none', async () => {
    const solution = await solved({ ...week([trainee('t')], [...once], (h) => (h === 34 ? 1 : 0)), teamRules: [near] });
    expect(solution.shifts).toEqual([]);
    expect(solution.status).not.toBe('conflict');
  });
});
