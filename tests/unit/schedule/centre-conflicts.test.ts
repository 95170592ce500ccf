import { describe, expect, it } from 'vitest';
import type { Centre } from '../../../src/domain/centre.js';
import { activityId, agentId } from '../../../src/domain/ids.js';
import { centreConflicts } from '../../../src/schedule/centre-conflicts.js';
import { madeCentre, PLAN, queueOf } from './made-centre.js';

const codes = (centre: Centre): string[] => centreConflicts(centre).map((issue) => issue.code);
const base = madeCentre();

describe('conflicts of a centre seen before planning', () => {
  it('finds none where people, hours and shifts fit', () => {
    expect(centreConflicts(base)).toEqual([]);
  });

  it('names a queue that nobody can take and the skill that is lacking; the remedy mends it', () => {
    const centre = madeCentre({ queues: [...base.queues, queueOf('french', ['phone', 'fr'])] });
    const [issue] = centreConflicts(centre);
    expect(issue).toMatchObject({ code: 'queue-without-agents', severity: 'warning' });
    expect(issue!.message).toContain('nobody has fr');
    const trained = centre.agents.map((agent) => ({
      ...agent,
      skills: [...agent.skills, { skill: 'fr' as (typeof agent.skills)[number]['skill'], proficiency: 1 }],
    }));
    expect(codes({ ...centre, agents: trained })).toEqual([]);
  });

  it.each([
    ['too few hours in the shifts', { paid: { min: 240, max: 420, step: 30 } }, /40 hours a week.*35 at most/],
    ['too few weekdays', { weekdays: [1, 2] as const }, /16 at most/],
    ['shifts that are too long', { paid: { min: 600, max: 600, step: 30 } }, undefined],
  ])('weighs contract hours against a work plan with %s', (_, change, message) => {
    const workPlans = [{ ...PLAN, shifts: [{ ...PLAN.shifts[0]!, ...change }] }];
    const found = centreConflicts(madeCentre({ workPlans })).filter(({ code }) => code === 'hours-cannot-fit');
    if (message !== undefined) expect(found[0]!.message).toMatch(message);
    const contract = base.contracts.find(({ id }) => id === base.agents[0]!.contract)!;
    const days = Math.max(0, contract.daysPerWeek.min);
    if (message === undefined)
      expect(found.length).toBe(days * 600 > contract.hoursPerWeek * 60 + contract.overMinutes ? 1 : 0);
  });

  it('finds training in leave and two things at once, to the minute', () => {
    const row = (fromMinute: number, toMinute: number) => ({
      agent: agentId('a'),
      date: '2026-12-01',
      fromMinute,
      toMinute,
      activity: activityId('training'),
    });
    const leave = { agent: agentId('a'), kind: 'leave', fromDate: '2026-12-01', toDate: '2026-12-01' } as const;
    expect(codes(madeCentre({ assignments: [row(600, 660)], timeOff: [leave] }))).toEqual(['leave-over-fixed']);
    const part = { ...leave, fromMinute: 660, toMinute: 720 };
    expect(codes(madeCentre({ assignments: [row(600, 660)], timeOff: [part] }))).toEqual([]);
    expect(codes(madeCentre({ assignments: [row(600, 661)], timeOff: [part] }))).toEqual(['leave-over-fixed']);
    expect(codes(madeCentre({ assignments: [row(600, 660), row(660, 700)] }))).toEqual([]);
    expect(codes(madeCentre({ assignments: [row(600, 661), row(660, 700)] }))).toEqual(['fixed-at-once']);
  });

  it('names opening hours in which nobody can have a shift, by days', () => {
    const hours = (toMinute: number, weekdays: readonly (1 | 6 | 7)[] = [1]) =>
      madeCentre({
        queues: [queueOf('phone', ['phone'], { openingHours: [{ weekdays, fromMinute: 480, toMinute }] })],
      });
    expect(codes(hours(1230))).toEqual([]);
    const late = centreConflicts(hours(1320));
    expect(late[0]!.nl!.message).toMatch(/^Wachtrij .* is open ma 20:30/);
    expect(late.map(({ code }) => code)).toEqual(['opening-hours-outside-shifts']);
    expect(late[0]!.message).toContain('Mon 20:30–22:00');
    expect(centreConflicts(hours(1230, [6, 7]))[0]!.message).toContain('Sun 08:00–20:30');
  });
});
