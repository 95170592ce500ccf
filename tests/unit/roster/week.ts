import type { ProblemAgent, RosterProblem, Rule } from '../../../solver/problem.js';

/** A week of hours with one queue and shifts of eight hours that start on any hour from 6 to 15. */
export function week(
  agents: readonly ProblemAgent[],
  rules: readonly Rule[],
  wanted: (hour: number) => number,
): RosterProblem {
  return {
    format: 'rooster-problem/1',
    name: 'week',
    origin: '2026-11-30T00:00:00Z',
    slotMinutes: 60,
    slots: 168,
    intervalSlots: 1,
    cyclic: false,
    calendars: [
      {
        id: 'utc',
        days: Array.from({ length: 7 }, (_, d) => ({
          date: d === 0 ? '2026-11-30' : `2026-12-0${d}`,
          weekday: d + 1,
          week: 0,
          startSlot: d * 24,
          endSlot: (d + 1) * 24,
          utcOffsetMinutes: 0,
        })),
      },
    ],
    queues: [
      {
        id: 'phone',
        demand: { kind: 'agents', perInterval: Array.from({ length: 168 }, (_, h) => wanted(h)) },
        curves: [[{ cost: 100 }], [{ cost: 1 }]],
        underOf: 0,
        overOf: 1,
      },
    ],
    sites: [{ id: 'office', areas: [{ id: 'floor', seats: null }] }],
    shiftTemplates: [
      {
        id: 'day',
        start: { earliest: 360, latest: 900, step: 60 },
        paid: { min: 480, max: 480, step: 60 },
        breaks: [],
      },
    ],
    ruleSets: [{ id: 'rules', rules: [...rules] }],
    agents: [...agents],
  };
}

/** Somebody who takes the queue at the office. */
export const agent = (id: string, more: Partial<ProblemAgent> = {}): ProblemAgent => ({
  id,
  calendar: 'utc',
  skills: [{ queue: 'phone', speed: 1 }],
  places: [{ site: 'office', area: 'floor', costPerShift: 0 }],
  shifts: ['day'],
  rules: ['rules'],
  costPerPaidSlot: 10,
  ...more,
});
