import type { Calendar, ProblemAgent, RosterProblem, Rule, ShiftTemplate } from '../../../solver/problem.js';
import type { PlannedActivity, PlannedShift } from '../../../solver/solution.js';

/** Slots of 15 minutes: 4 an hour, 96 a day. */
export const HOUR = 4;
export const DAY = 24 * HOUR;

/** Whole days from Monday 2026-11-30 (ISO week 49) on. */
export function calendarOf(days: number, id = 'nl'): Calendar {
  return {
    id,
    zone: 'Europe/Amsterdam',
    days: Array.from({ length: days }, (_, i) => ({
      date: new Date(Date.UTC(2026, 10, 30 + i)).toISOString().slice(0, 10),
      weekday: (i % 7) + 1,
      week: Math.floor(i / 7),
      startSlot: i * DAY,
      endSlot: (i + 1) * DAY,
      utcOffsetMinutes: 60,
    })),
  };
}

const lunch = {
  activity: 'lunch',
  paid: false,
  minutes: 30,
  earliestAfterStart: 180,
  latestAfterStart: 300,
  endBeforeShiftEnd: 120,
  stepMinutes: 30,
  ifWorkOver: 300,
};

/** Four hours without a break or eight with lunch, at any half hour from 6:00; log-in first. */
export const template = (id: string, kind: string): ShiftTemplate => ({
  id,
  kind,
  start: { earliest: 360, latest: 1380, step: 30 },
  end: { earliest: 600, latest: 1980 },
  paid: { min: 240, max: 600, step: 60 },
  breaks: [lunch],
  login: { activity: 'log-in', minutes: 15 },
  stretch: { min: 60, max: 360 },
});

/** Every rule with limits that leave room; a test narrows the one it is about. */
export const LOOSE: readonly Rule[] = [
  { id: 'daily', rule: 'daily-rest', hard: true, minutes: 480 },
  { id: 'weekly', rule: 'weekly-rest', hard: true, minutes: 600, windowMinutes: 10_080 },
  { id: 'paid', rule: 'paid-minutes', hard: true, per: 'week', min: 240, max: 3600 },
  { id: 'work', rule: 'work-minutes', hard: true, per: 'day', max: 600 },
  { id: 'days', rule: 'days-worked', hard: true, per: 'week', min: 1, max: 6 },
  { id: 'run', rule: 'consecutive-days', hard: true, min: 1, max: 9 },
  { id: 'off', rule: 'consecutive-days-off', hard: true, min: 1, max: 8 },
  { id: 'weekends', rule: 'weekends', hard: true, max: 2 },
  { id: 'count', rule: 'shift-count', hard: true, kinds: ['late'], per: 'week', max: 3 },
  { id: 'succession', rule: 'succession', hard: true, from: ['late'], to: ['early'] },
  { id: 'series', rule: 'consecutive-shifts', hard: true, kinds: ['late'], max: 9 },
  { id: 'recovery', rule: 'rest-after-series', hard: true, kinds: ['late'], atLeast: 2, minutes: 60 },
  { id: 'pattern', rule: 'sequence', hard: true, days: [{ kinds: ['late'] }, { off: true }, { kinds: ['early'] }] },
  { id: 'variation', rule: 'start-variation', hard: true, per: 'week', maxMinutes: 720 },
  { id: 'place', rule: 'place-days', hard: true, sites: ['home'], per: 'week', max: 4 },
];

/** {@link LOOSE} with one rule replaced. */
export const narrowed = (id: string, change: Partial<Rule>): Rule[] =>
  LOOSE.map((rule) => (rule.id === id ? ({ ...rule, ...change } as Rule) : rule));

export const ANN: ProblemAgent = {
  id: 'ann',
  calendar: 'nl',
  skills: [{ queue: 'phone', speed: 1 }],
  places: [
    { site: 'office', area: 'floor', costPerShift: 5 },
    { site: 'home', area: 'desk', costPerShift: 2 },
  ],
  shifts: ['E', 'L'],
  rules: ['all'],
  prior: [{ startSlot: -4 * DAY + 8 * HOUR, endSlot: -4 * DAY + 16 * HOUR, paidMinutes: 480, kind: 'early' }],
  costPerPaidSlot: 6,
};

/** Two weeks, one queue without demand, an office of two desks and a home. */
export function problemOf(agents: readonly ProblemAgent[], rules: readonly Rule[] = LOOSE): RosterProblem {
  const slots = 14 * DAY;
  return {
    format: 'rooster-problem/1',
    name: 'two weeks',
    origin: '2026-11-29T23:00:00Z',
    slotMinutes: 15,
    slots,
    intervalSlots: 2,
    cyclic: false,
    calendars: [calendarOf(14)],
    queues: [
      {
        id: 'phone',
        demand: { kind: 'agents', perInterval: new Array<number>(slots / 2).fill(0) },
        curves: [[{ cost: 1 }]],
        underOf: 0,
      },
    ],
    sites: [
      { id: 'office', areas: [{ id: 'floor', seats: 2 }] },
      { id: 'home', areas: [{ id: 'desk', seats: null }] },
    ],
    shiftTemplates: [template('E', 'early'), template('L', 'late')],
    ruleSets: [{ id: 'all', rules }],
    agents,
  };
}

export interface ShiftWish {
  readonly agent?: string;
  readonly template?: string;
  /** Hours after midnight. */
  readonly start?: number;
  readonly paidHours?: number;
  readonly site?: 'office' | 'home';
  readonly desk?: number;
  /** Hours from the start to lunch. */
  readonly lunchAfter?: number;
  readonly queues?: readonly string[];
}

/** A legal shift of {@link template} on a day: log-in, work, lunch where it applies, work. */
export function shiftOf(day: number, wish: ShiftWish = {}): PlannedShift {
  const { agent = 'ann', start = 8, paidHours = 8, site = 'office', lunchAfter = 4, queues = ['phone'] } = wish;
  const from = day * DAY + start * HOUR;
  const rest = paidHours > 5 ? 2 : 0;
  const to = from + paidHours * HOUR + rest;
  const work = (startSlot: number, endSlot: number): PlannedActivity => ({
    activity: 'work',
    startSlot,
    endSlot,
    paid: true,
    queues,
  });
  const lunchFrom = from + lunchAfter * HOUR;
  return {
    agent,
    day,
    template: wish.template ?? 'E',
    site,
    area: site === 'office' ? 'floor' : 'desk',
    desk: site === 'office' ? (wish.desk ?? 1) : null,
    startSlot: from,
    endSlot: to,
    paidMinutes: paidHours * 60,
    activities: [
      { activity: 'log-in', startSlot: from, endSlot: from + 1, paid: true, queues: [] },
      ...(rest === 0
        ? [work(from + 1, to)]
        : [
            work(from + 1, lunchFrom),
            { activity: 'lunch', startSlot: lunchFrom, endSlot: lunchFrom + rest, paid: false, queues: [] },
            work(lunchFrom + rest, to),
          ]),
    ],
  };
}

/** Early shifts on the given days. */
export const shiftsOn = (days: readonly number[], wish: ShiftWish = {}): PlannedShift[] =>
  days.map((day) => shiftOf(day, wish));

/** Monday to Friday of both weeks. */
export const WORKDAYS = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
