import { describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { ProblemAgent } from '../../../solver/problem.js';
import { solveRoster } from '../../../solver/roster/index.js';
import type { Agent } from '../../../src/domain/agent.js';
import type { Centre } from '../../../src/domain/centre.js';
import { activityId, siteId } from '../../../src/domain/ids.js';
import type { PlannedMeeting } from '../../../src/domain/together.js';
import { buildProblem } from '../../../src/schedule/build-problem.js';
import { meetingConflicts } from '../../../src/schedule/meeting-conflicts.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { rosterOf } from '../../../src/schedule/to-roster.js';
import { groupsOf, meetingsOf, teamRulesOf } from '../../../src/schedule/together.js';
import { agent } from '../../support/pay-centre.js';
import { MONDAY, madeCentre, slotAt, weekOf } from './made-centre.js';

const people: readonly Agent[] = [
  agent('a', { team: 'red' }),
  agent('b', { team: 'red', roles: ['trainee'] }),
  agent('c', { roles: ['coach'] }),
];
const talk: PlannedMeeting = {
  id: 'talk',
  activity: activityId('coaching'),
  minutes: 60,
  participants: ['red', 'coach'],
  weekdays: [2],
  fromMinute: 540,
  toMinute: 720,
  fromDate: '2026-11-01',
  toDate: '2026-12-04',
  each: false,
  weekly: false,
};
const TUESDAY = { from: slotAt('2026-12-01', 540), to: slotAt('2026-12-01', 720) };
const meetings = (
  change: Partial<PlannedMeeting>,
  away: Readonly<Record<string, ProblemAgent['unavailable']>> = {},
) => {
  const centre = madeCentre({ agents: people, meetings: [{ ...talk, ...change }] });
  const known = people.map(({ id }) => ({ id, ...(away[id] && { unavailable: away[id] }) }) as unknown as ProblemAgent);
  return meetingsOf(centre, weekOf(centre), known);
};

const conflicts = (
  change: Partial<PlannedMeeting>,
  away: Readonly<Record<string, ProblemAgent['unavailable']>> = {},
  present: readonly string[] = ['a', 'b', 'c'],
) => {
  const centre = madeCentre({ agents: people, meetings: [{ ...talk, ...change }] });
  const known = present.map((id) => ({ id, ...(away[id] && { unavailable: away[id] }) }) as unknown as ProblemAgent);
  return meetingConflicts(centre, weekOf(centre), known);
};

describe('meetings that cannot be held', () => {
  const all = [{ ...TUESDAY, reason: 'leave' }];
  const led = { leaders: ['coach'] };
  it('are named where nobody takes part or leads, away or not employed, in both languages', () => {
    expect(conflicts(led)).toEqual([]);
    expect(conflicts(led, { a: all })).toEqual([]);
    const [alone] = conflicts(led, { a: all, b: all });
    expect(alone).toMatchObject({ code: 'meeting-without-participants', severity: 'warning' });
    expect(alone!.message).toContain('"talk"');
    expect(alone!.nl!.message).toContain('"talk"');
    expect(conflicts(led, { c: all }).map(({ code }) => code)).toEqual(['meeting-without-leader']);
    expect(conflicts(led, {}, ['a', 'b']).map(({ code }) => code)).toEqual(['meeting-without-leader']);
    expect(conflicts({}, {}, []).map(({ code }) => code)).toEqual(['meeting-without-participants']);
  });
  it('are named where no hours are long enough', () => {
    expect(conflicts({ minutes: 180 })).toEqual([]);
    expect(conflicts({ minutes: 181 }).map(({ code }) => code)).toEqual(['meeting-without-hours']);
  });
  it('are not those of another week', () => {
    expect(conflicts({ toDate: '2026-12-20' }, {}, [])).toEqual([]);
  });
});

describe('meetings of a week', () => {
  it('are those whose last day lies in it, on their days and hours', () => {
    expect(meetings({})).toEqual([
      { id: 'talk', activity: 'coaching', minutes: 60, participants: ['a', 'b', 'c'], windows: [TUESDAY], hard: true },
    ]);
    expect(meetings({ toDate: '2026-12-20' })).toEqual([]);
    expect(meetings({ toDate: '2026-11-29' })).toEqual([]);
    expect(meetings({ fromDate: '2026-12-02' })).toEqual([]);
  });
  it('are held in every week where they are weekly', () => {
    expect(meetings({ toDate: '2026-12-20', weekly: true }).map(({ id }) => id)).toEqual([`talk/${MONDAY}`]);
  });
  it('have leaders who do not take part, and one for each participant where asked for', () => {
    expect(meetings({ leaders: ['coach'], weight: 500 })).toMatchObject([
      { participants: ['a', 'b'], leaders: ['c'], hard: false, weight: 500 },
    ]);
    const each = meetings({ leaders: ['coach'], each: true });
    expect(each.map(({ id, participants }) => [id, participants])).toEqual([
      ['talk/a', ['a']],
      ['talk/b', ['b']],
    ]);
  });
  it('do not expect those who are away in all their hours', () => {
    const leave = [{ from: slotAt('2026-12-01', 0), to: slotAt('2026-12-02', 0), reason: 'leave' }];
    expect(meetings({}, { b: leave })[0]!.participants).toEqual(['a', 'c']);
    expect(meetings({}, { b: [{ ...TUESDAY, to: TUESDAY.to - 1, reason: 'leave' }] })[0]!.participants).toHaveLength(3);
  });
});

describe('team rules of a week', () => {
  const withRules = (over: Partial<Centre>): Centre => madeCentre({ agents: people, ...over });
  it('ask for people at a site in its hours', () => {
    const centre = withRules({});
    const sites = centre.sites.map((site) =>
      site.id === siteId('office')
        ? { ...site, staffing: [{ weekdays: [1, 7] as const, fromMinute: 480, toMinute: 1020, least: 2, weight: 30 }] }
        : site,
    );
    expect(teamRulesOf({ ...centre, sites }, weekOf(centre))).toEqual([
      {
        id: 'site/office/1',
        hard: false,
        weight: 30,
        rule: 'site-minimum',
        sites: ['office'],
        least: 2,
        windows: [
          { from: slotAt(MONDAY, 480), to: slotAt(MONDAY, 1020) },
          { from: slotAt('2026-12-06', 480), to: slotAt('2026-12-06', 1020) },
        ],
      },
    ]);
  });
  it('keep trainees near a coach, by roles and teams that some rule names', () => {
    const supervision = [{ id: 'near', trainees: ['trainee'], coaches: ['coach'], perCoach: 2 }];
    const centre = withRules({ supervision });
    expect(teamRulesOf(centre, weekOf(centre))).toEqual([
      {
        id: 'supervision/near',
        hard: true,
        rule: 'supervision',
        trainees: ['trainee'],
        coaches: ['coach'],
        perCoach: 2,
      },
    ]);
    expect(people.map((one) => groupsOf(centre, one))).toEqual([[], ['trainee'], ['coach']]);
    expect(people.map((one) => groupsOf(withRules({}), one))).toEqual([[], [], []]);
  });
});

it('goes from the centre to a roster in which coach and trainee meet', async () => {
  const lp = await loadHighs();
  const supervision = [{ id: 'near', trainees: ['trainee'], coaches: ['coach'], perCoach: 1 }];
  const coaching = { ...talk, participants: ['trainee'], leaders: ['coach'] };
  const centre = madeCentre({ agents: people, supervision, meetings: [coaching] });
  const problem = buildProblem({
    centre,
    period: weekOf(centre),
    demand: [],
    deferrable: [],
    lawOf: () => ({ id: 'none', rules: [] }),
    forbiddenOf: () => [],
    costsOf: () => ({ costPerPaidSlot: 100, costPerShift: () => 0 }),
    referenceHourCost: 2000,
  });
  expect(checkProblem(problem).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 200_000 } });
  expect(solution.breaches.filter(({ hard }) => hard)).toEqual([]);
  const { shifts } = rosterOf(problem, solution, 1);
  const held = shifts.flatMap((shift) =>
    shift.activities.filter((part) => part.activity === 'coaching').map((part) => [shift.agent, part.startMs] as const),
  );
  expect(held.map(([id]) => id).toSorted()).toEqual(['b', 'c']);
  expect(held[0]![1]).toBe(held[1]![1]);
  const of = (id: string) => shifts.filter((shift) => shift.agent === id);
  for (const { startMs, endMs } of of('b')) {
    expect(of('c').some((shift) => shift.startMs <= startMs && endMs <= shift.endMs)).toBe(true);
  }
});
