import type { Centre, Queue, WorkPlan } from '../../../src/domain/centre.js';
import { activityId, queueId, siteId, skillId, workPlanId } from '../../../src/domain/ids.js';
import { type Period, periodOf } from '../../../src/schedule/period.js';
import { resolveLocal } from '../../../src/time/zone.js';
import { agent, payCentre } from '../../support/pay-centre.js';

export const AMSTERDAM = 'Europe/Amsterdam';
/** Monday of the week that the tests plan. */
export const MONDAY = '2026-11-30';

/** Days of at most eight hours with a meal, Monday to Saturday. */
export const PLAN: WorkPlan = {
  id: workPlanId('plan'),
  name: 'plan',
  shifts: [
    {
      id: 'day',
      kind: 'early',
      weekdays: [1, 2, 3, 4, 5, 6],
      start: { earliest: 480, latest: 720, step: 30 },
      endLatest: 1260,
      paid: { min: 240, max: 480, step: 30 },
      breaks: [
        { activity: activityId('break'), minutes: 15, earliestAfterStart: 60, latestAfterStart: 150 },
        { activity: activityId('meal'), minutes: 30, earliestAfterStart: 180, ifWorkOver: 300 },
      ],
      loginMinutes: 5,
      maxStretchMinutes: 270,
    },
  ],
  rules: [{ id: 'plan/run', rule: 'consecutive-days', max: 5, hard: true }],
};

const OPEN = [{ weekdays: [1, 2, 3, 4, 5] as const, fromMinute: 540, toMinute: 1020 }];

export const queueOf = (id: string, skills: readonly string[], over: Partial<Queue> = {}): Queue => ({
  id: queueId(id),
  name: id,
  channel: 'phone',
  line: 1,
  skills: skills.map(skillId),
  zone: AMSTERDAM,
  country: 'NL',
  openingHours: OPEN,
  closedOnHolidays: true,
  goal: { serviceLevel: 0.8, targetSeconds: 20 },
  ahtSeconds: 300,
  patienceSeconds: 240,
  concurrency: 1,
  slowdown: 0,
  historyHolds: 'all',
  minimumAgents: 0,
  weight: 1,
  ...over,
});

/** Phone and mail from 9 to 17 on weekdays, one agent `a` of 40 hours in Amsterdam unless others are given. */
export const madeCentre = (over: Partial<Centre> = {}): Centre =>
  payCentre([agent('a', { skills: [{ skill: skillId('phone'), proficiency: 1 }] })], {
    queues: [queueOf('phone', ['phone']), queueOf('mail', ['phone'], { channel: 'email', deadlineMinutes: 240 })],
    workPlans: [PLAN],
    ...over,
  });

export const weekOf = (centre: Centre, weeks = 1, fromDate = MONDAY): Period => periodOf(centre, fromDate, weeks);

export const siteOf = (centre: Centre, id: string) => centre.sites.find((site) => site.id === siteId(id))!;

/** Slot of a wall-clock time of a date, by the zone data alone; five-minute slots from Amsterdam's midnight of `fromDate`. */
export const slotAt = (date: string, minute: number, zone = AMSTERDAM, fromDate = MONDAY): number =>
  (resolveLocal(date, minute, zone).next - resolveLocal(fromDate, 0, AMSTERDAM).next) / 300_000;
