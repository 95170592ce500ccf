import { describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { queueId } from '../../../src/domain/ids.js';
import { buildProblem } from '../../../src/schedule/build-problem.js';
import { calendarLookup, instantOf, rosterOf, rosterShifts } from '../../../src/schedule/to-roster.js';
import { hashOf } from '../../../src/stamp.js';
import { resolveLocal } from '../../../src/time/zone.js';
import { agent } from '../../support/pay-centre.js';
import { AMSTERDAM, MONDAY, madeCentre, weekOf } from './made-centre.js';

const centre = madeCentre();
const period = weekOf(centre);
const problem = buildProblem({
  centre,
  period,
  demand: Array.from({ length: 16 }, (_, i) => ({
    queue: queueId('phone'),
    startMs: resolveLocal(MONDAY, 540 + 30 * i, AMSTERDAM).next,
    agents: 1,
    missedContacts: [0, 10],
  })),
  deferrable: [],
  lawOf: () => ({ id: 'none', rules: [] }),
  forbiddenOf: () => [],
  costsOf: () => ({ costPerPaidSlot: 100, costPerShift: () => 0 }),
  referenceHourCost: 2000,
});
const part = (activity: string, startSlot: number, endSlot: number, paid: boolean, queues: string[]) => ({
  activity,
  startSlot,
  endSlot,
  paid,
  queues,
});
const planned = (over: object = {}) => ({
  agent: 'a',
  day: 0,
  template: 'plan/day',
  site: 'office',
  area: 'floor',
  desk: 12,
  startSlot: 108,
  endSlot: 156,
  paidMinutes: 240,
  activities: [part('login', 108, 109, true, []), part('work', 109, 156, true, ['phone', 'mail'])],
  ...over,
});

describe('shifts in words', () => {
  it('have their date, place, desk and kind, and instants for slots', () => {
    const nine = resolveLocal(MONDAY, 540, AMSTERDAM).next;
    expect(rosterShifts(problem, [planned()])).toEqual([
      {
        agent: 'a',
        date: MONDAY,
        site: 'office',
        area: 'floor',
        desk: 'floor-12',
        template: 'plan/day',
        kind: 'early',
        startMs: nine,
        endMs: nine + 4 * 3_600_000,
        activities: [
          { activity: 'login', startMs: nine, endMs: nine + 300_000, paid: true, queues: [] },
          {
            activity: 'work',
            startMs: nine + 300_000,
            endMs: nine + 4 * 3_600_000,
            paid: true,
            queues: ['phone', 'mail'],
          },
        ],
      },
    ]);
  });

  it('have no desk at home, and no kind where the template is not known', () => {
    const [shift] = rosterShifts(problem, [planned({ desk: null, template: 'gone' })]);
    expect(shift).not.toHaveProperty('desk');
    expect(shift).not.toHaveProperty('kind');
  });

  it('come by date, agent and start, in the calendar of each', () => {
    const shifts = rosterShifts(problem, [
      planned({ agent: 'b', day: 1, startSlot: 396, endSlot: 444 }),
      planned({ agent: 'b' }),
      planned({ agent: 'a', startSlot: 160, endSlot: 200 }),
      planned({ agent: 'a' }),
    ]);
    expect(shifts.map(({ agent: who, date, startMs }) => [who, date, (startMs - period.originMs) / 300_000])).toEqual([
      ['a', MONDAY, 108],
      ['a', MONDAY, 160],
      ['b', MONDAY, 108],
      ['b', '2026-12-01', 396],
    ]);
  });

  it('are of members of a kind by the calendar of the kind', () => {
    const abroad = {
      ...problem,
      agents: [{ ...problem.agents[0]!, id: 'team', count: 3, calendar: 'America/Paramaribo/SR' }],
    };
    const days = calendarLookup(abroad);
    expect(days('team#2')).toBe(abroad.calendars[1]!.days);
    expect(days('team')).toBe(abroad.calendars[1]!.days);
    // Somebody unknown, or nobody, lives by the first calendar.
    expect([days('x'), days(undefined)]).toEqual([abroad.calendars[0]!.days, abroad.calendars[0]!.days]);
  });

  it('slots are counted from the origin', () => {
    expect([-1, 0, 12].map(instantOf(problem))).toEqual([
      period.originMs - 300_000,
      period.originMs,
      period.originMs + 3_600_000,
    ]);
  });
});

describe('a solution in words', () => {
  it('has period, coverage by instant, breaches with dates, cost with bound, and a stamp', async () => {
    // Forty hours cannot be made of a day's leave to work: the contract is short, and said to be.
    const onlyMonday = {
      ...problem,
      agents: [{ ...problem.agents[0]!, available: [{ from: 96, to: 252 }] }],
    };
    const solution = await solveRoster(onlyMonday, { seed: 3, lp: await loadHighs(), stop: { workLimit: 20_000 } });
    const roster = rosterOf(onlyMonday, solution, 3);
    expect(roster).toMatchObject({
      state: 'draft',
      fromDate: MONDAY,
      toDate: '2026-12-06',
      zone: AMSTERDAM,
      stamp: { seed: 3, inputHash: hashOf(onlyMonday), method: solution.solver.method, reproducible: true },
    });
    expect(roster.shifts).toHaveLength(1);
    const phone = roster.coverage.find(({ queue }) => queue === 'phone')!;
    expect(phone.startMs[18]).toBe(resolveLocal(MONDAY, 540, AMSTERDAM).next);
    expect(phone.startMs).toHaveLength(336);
    phone.wanted.forEach((wanted, i) => {
      expect(phone.covered[i]! + phone.under[i]! - phone.over[i]!).toBeCloseTo(wanted, 6);
    });
    const hours = roster.findings.find(({ ruleId }) => ruleId === 'contract/full/hours')!;
    expect(hours).toMatchObject({ hard: true, agents: ['a'], amount: 2400 - 480 });
    expect(hours.dates.every((date) => date >= MONDAY && date <= '2026-12-06')).toBe(true);
    expect(roster.objective.costMinor).toBe(solution.cost.total);
    expect(roster.objective.boundMinor).toBeLessThanOrEqual(solution.cost.total);
    expect(roster.objective.gap).toBeGreaterThanOrEqual(0);
  });

  it('names agents as the centre does', () => {
    expect(problem.agents.map(({ id }) => id)).toEqual([agent('a').id]);
  });
});
