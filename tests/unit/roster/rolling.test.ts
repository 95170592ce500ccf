import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { solveRolling } from '../../../solver/roster/rolling.js';
import { windowOf } from '../../../solver/roster/rolling-window.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { checkLaw } from '../../../src/labour/check-law.js';
import { rosterShifts } from '../../../src/schedule/to-roster.js';
import { payCentre } from '../../support/pay-centre.js';
import { makeRosterProblem } from '../../support/roster-problems.js';

const made = makeRosterProblem({ agents: 4, queues: 2, kinds: 3, weeks: 4, seatShare: 1 });
/** Weekends over two in four weeks are dear, Sundays too; six days in a row at most, over the borders of weeks too. */
const problem: RosterProblem = {
  ...made,
  ruleSets: made.ruleSets.map((set) =>
    set.id !== 'law'
      ? set
      : {
          ...set,
          rules: [
            ...set.rules,
            { id: 'weekends', rule: 'weekends', hard: false, weight: 9_000, max: 2 },
            { id: 'sundays', rule: 'days-worked', hard: false, weight: 20_000, per: 'period', weekdays: [7], max: 2 },
          ],
        },
  ),
};

describe('many weeks, one after the other', () => {
  let lp: LpBackend;
  beforeAll(async () => {
    lp = await loadHighs();
  });

  it('keep every hard rule over the borders of weeks and over the whole period, as recounted from the shifts alone', async () => {
    const solution = await solveRolling(problem, { seed: 1, lp, lookAhead: 1, stop: { workLimit: 360_000 } });
    const counted = recount(problem, solution.shifts, solution.allocation, { lp });
    expect(counted.breaches.filter((breach) => breach.hard)).toEqual([]);
    expect(solution.status).toBe('feasible');
    expect(counted.cost.total).toBeCloseTo(solution.cost.total, 3);
    expect(new Set(solution.shifts.map((shift) => Math.floor(shift.day / 7))).size).toBe(4);
    expect(solution.bound).toBeLessThanOrEqual(solution.cost.total);
    expect(solution.solver.method).toBe('week by week');
    // The audit of Dutch law knows nothing of the engine's rules: rests, weeks and averages over all borders.
    const law = checkLaw({ shifts: rosterShifts(problem, solution.shifts), centre: payCentre([]), laws: lawBookOf() });
    expect(law.filter((one) => one.severity === 'hard')).toEqual([]);
    expect(law.length).toBeGreaterThan(0);
    const again = await solveRolling(problem, { seed: 1, lp, lookAhead: 1, stop: { workLimit: 360_000 } });
    expect(again).toEqual(solution);
  }, 120_000);

  it('solve all at once where everything is in sight', async () => {
    const options = { seed: 1, lp, stop: { workLimit: 200_000 } };
    expect(await solveRolling(problem, options)).toEqual(await solveRoster(problem, options));
  }, 120_000);

  it('cut demand, days and history where they lie, and add up to the whole', () => {
    const weekSlots = (7 * 24 * 60) / problem.slotMinutes;
    const total = (of: RosterProblem): number =>
      of.queues.reduce(
        (sum, { demand }) => sum + (demand.kind === 'agents' ? demand.perInterval.reduce((a, b) => a + b, 0) : 0),
        0,
      );
    const single = { ...problem, agents: problem.agents.map(({ count: _, ...agent }) => agent) };
    const agent = single.agents[0]!;
    const night = {
      agent: agent.id,
      day: 6,
      template: 'full',
      site: 'office',
      area: 'floor',
      desk: 1,
      startSlot: weekSlots - 10,
      endSlot: weekSlots + 10,
      paidMinutes: 300,
      activities: [],
    };
    const windows = [0, 1, 2, 3].map((week) => windowOf(single, week, week + 1, new Map([[agent.id, [night]]])));
    expect(windows.reduce((sum, window) => sum + total(window.problem), 0)).toBeCloseTo(total(single), 6);
    const second = windows[1]!.problem;
    expect(Date.parse(second.origin) - Date.parse(problem.origin)).toBe(7 * 86_400_000);
    expect(second.calendars[0]!.days).toHaveLength(7);
    expect(second.calendars[0]!.days[0]).toMatchObject({
      week: 0,
      startSlot: 0,
      date: problem.calendars[0]!.days[7]!.date,
    });
    const own = second.agents[0]!;
    expect(own.prior!.at(-1)).toMatchObject({ startSlot: -10, endSlot: 10, kind: 'full' });
    expect(own.carried).toEqual([
      { rule: 'weekends', amount: 1 },
      { rule: 'sundays', amount: 1 },
    ]);
    for (const { day } of own.wishes ?? []) expect(day).toBeLessThan(7);
  });

  it('refuse a horizon that repeats', async () => {
    await expect(solveRolling({ ...problem, cyclic: true }, { seed: 1, lp })).rejects.toThrow('repeats');
  });
});
