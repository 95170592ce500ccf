import type { Calendar, RosterProblem } from '../../../solver/problem.js';

/** Days of 24 hours from a Monday on, called `days`; weeks of seven. */
export function litCalendar(days: number, slotMinutes: number): Calendar {
  const perDay = 1440 / slotMinutes;
  return {
    id: 'days',
    days: Array.from({ length: days }, (_, day) => ({
      date: new Date(Date.UTC(2026, 10, 30 + day)).toISOString().slice(0, 10),
      weekday: (day % 7) + 1,
      week: Math.floor(day / 7),
      startSlot: day * perDay,
      endSlot: (day + 1) * perDay,
      utcOffsetMinutes: 0,
    })),
  };
}

/** What every problem without a contact centre around it has: one calendar, one place without limits, no queues. */
export function litProblem(name: string, calendar: Calendar, slotMinutes: number, cyclic = false) {
  return {
    format: 'rooster-problem/1',
    name,
    origin: '2026-11-30T00:00:00Z',
    slotMinutes,
    slots: calendar.days.at(-1)!.endSlot,
    intervalSlots: 1,
    cyclic,
    calendars: [calendar],
    queues: [],
    sites: [{ id: 'ward', areas: [{ id: 'ward', seats: null }] }],
  } satisfies Partial<RosterProblem>;
}
