import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import type { RosterProblem } from '../../solver/problem.js';
import { differences, recount } from '../../solver/recount/index.js';
import { solveRoster } from '../../solver/roster/index.js';
import type { RosterSolution } from '../../solver/solution.js';
import { checkProblem } from '../../src/schedule/problem-check.js';
import { rotatingWorkforce } from '../support/literature/rotating-workforce.js';
import { shiftDesign } from '../support/literature/shift-design.js';
import { staffInstance } from '../support/literature/staff-instance.js';
import { staffRostering } from '../support/literature/staff-rostering.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

/** Checks a problem as `rooster schedule` does, solves it and has the roster recounted. */
async function solved(problem: RosterProblem, workLimit?: number): Promise<RosterSolution> {
  expect(checkProblem(problem).issues).toEqual([]);
  const stop = workLimit === undefined ? {} : { stop: { workLimit } };
  const solution = await solveRoster(problem, { seed: 1, lp, ...stop });
  expect(differences(recount(problem, solution.shifts, solution.allocation, { lp }), solution)).toEqual([]);
  return solution;
}

describe('problems of the literature, converted', () => {
  it('staff rostering after Curtois and Qu: two weeks, named shifts, cover, requests', async () => {
    const problem = staffRostering(staffInstance(16, 2, 3, 2));
    expect(problem.agents).toHaveLength(16);
    const solution = await solved(problem);
    expect(solution).toMatchObject({ status: 'optimal', cost: { total: 8 } });
  }, 60_000);

  it('staff rostering: every line of the format becomes what it says', () => {
    const problem = staffRostering(`
      SECTION_HORIZON
      7
      SECTION_SHIFTS
      # ShiftID, minutes, may not follow
      E,480,
      L,540,E
      SECTION_STAFF
      A,E=7|L=2,2400,1200,5,2,2,1
      B,E=7|L=0,2400,1200,5,2,2,1
      SECTION_DAYS_OFF
      A,3
      SECTION_SHIFT_ON_REQUESTS
      A,0,E,2
      SECTION_SHIFT_OFF_REQUESTS
      B,5,E,3
      SECTION_COVER
      0,E,1,100,1
    `);
    expect(problem.slotMinutes).toBe(60);
    expect(problem.agents.map((agent) => agent.shifts)).toEqual([['E', 'L'], ['E']]);
    expect(problem.agents[0]!.unavailable).toEqual([{ from: 72, to: 96, reason: 'day off' }]);
    expect(problem.agents[0]!.wishes).toEqual([{ day: 0, want: { kinds: ['E'] }, weight: 2 }]);
    expect(problem.agents[1]!.wishes).toEqual([{ day: 5, want: { notKinds: ['E'] }, weight: 3 }]);
    const rules = problem.ruleSets.find((set) => set.id === 'A')!.rules;
    expect(rules.find((rule) => rule.rule === 'shift-count')).toMatchObject({ kinds: ['L'], max: 2 });
    expect(rules.find((rule) => rule.rule === 'paid-minutes')).toMatchObject({ per: 'period', min: 1200, max: 2400 });
    expect(problem.ruleSets[0]!.rules).toMatchObject([{ rule: 'succession', from: ['L'], to: ['E'] }]);
    expect(problem.shiftCover).toHaveLength(1);
  });

  it('rotating workforce after Musliu: nine people, three shifts, all days alike', async () => {
    const day = (count: number): number[] => new Array<number>(7).fill(count);
    const problem = rotatingWorkforce({
      employees: 9,
      shifts: [
        { id: 'D', startMinute: 360, minutes: 480, wanted: day(2), block: { min: 2, max: 7 } },
        { id: 'A', startMinute: 840, minutes: 480, wanted: day(2), block: { min: 2, max: 6 } },
        { id: 'N', startMinute: 1320, minutes: 480, wanted: day(2), block: { min: 2, max: 4 } },
      ],
      daysOff: { min: 2, max: 4 },
      workBlock: { min: 4, max: 7 },
      forbidden: [
        ['N', 'D'],
        ['N', 'A'],
        ['A', 'D'],
      ],
    });
    const solution = await solved(problem);
    expect(solution).toMatchObject({ status: 'optimal', cost: { total: 0 } });
    expect(solution.shifts).toHaveLength(42);
  }, 60_000);

  it('shift design after Musliu, Schaerf and Slany: demand made from known shifts is met by as many', async () => {
    const day = [0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 5, 5, 5, 5, 3, 3, 3, 3, 0, 0, 0, 0, 4, 4];
    const night = [4, 4, 4, 4, 4, 4, ...day.slice(6)];
    const problem = shiftDesign({
      slotMinutes: 60,
      wanted: [night, night, night, night, night, night, night],
      types: [
        { id: 'M', start: { min: 300, max: 480 }, length: { min: 420, max: 540 } },
        { id: 'D', start: { min: 540, max: 660 }, length: { min: 420, max: 540 } },
        { id: 'N', start: { min: 1260, max: 1380 }, length: { min: 420, max: 540 } },
      ],
      weights: { under: 1, over: 1, shift: 60 },
    });
    // Two from 6 to 14, three from 10 to 18, four from 22 to 6.
    const solution = await solved(problem);
    expect(solution).toMatchObject({ status: 'optimal', cost: { total: 180, distinctShifts: 180, under: 0, over: 0 } });
    expect(solution.shifts).toHaveLength(7 * 9);
  }, 60_000);
});
