import type { Calendar } from '../../solver/problem.js';
import { checkLength, checkUnique, type Report } from './problem-report.js';

/**
 * Origin, grid and calendars. Codes: `origin-bad`, `slots-not-divisible`, `date-wrong`, `weekday-wrong`, `week-order`,
 * `calendar-empty`, `calendar-gap`, `day-length-wrong`, `cyclic-length`, `cyclic-clock-change`.
 */
export function checkTime(report: Report): void {
  const { problem, error } = report;
  if (!/([zZ]|[+-]\d{2}:\d{2})$/.test(problem.origin) || Number.isNaN(Date.parse(problem.origin))) {
    const hint = 'Write ISO 8601 with an offset, as 2026-11-30T00:00:00+01:00.';
    error(['origin'], 'origin-bad', `"${problem.origin}" is not an instant.`, hint);
  }
  if (problem.slots % problem.intervalSlots !== 0) {
    const message = `${problem.slots} slots do not divide into intervals of ${problem.intervalSlots}.`;
    error(['slots'], 'slots-not-divisible', message, 'Give a whole number of intervals.');
  }
  checkUnique(report, problem.calendars, ['calendars']);
  problem.calendars.forEach((calendar, c) => {
    checkCalendar(report, calendar, c);
  });
  const lists = problem.priceLists ?? [];
  checkUnique(report, lists, ['priceLists']);
  lists.forEach((list, i) => {
    checkLength(report, list.perSlot, problem.slots, 'slot', ['priceLists', i, 'perSlot']);
  });
}

function checkCalendar(report: Report, calendar: Calendar, c: number): void {
  const { problem, error } = report;
  const { days } = calendar;
  if (days.length === 0) {
    error(['calendars', c, 'days'], 'calendar-empty', `Calendar "${calendar.id}" has no days.`, 'List its days.');
    return;
  }
  days.forEach((day, d) => {
    const path = ['calendars', c, 'days', d];
    const before = days[d - 1];
    const midnight = Date.parse(`${day.date}T00:00:00Z`);
    if (
      Number.isNaN(midnight) ||
      (before !== undefined && midnight - Date.parse(`${before.date}T00:00:00Z`) !== 86_400_000)
    ) {
      const wanted = before === undefined ? 'a date as 2026-11-30' : `the day after ${before.date}`;
      error([...path, 'date'], 'date-wrong', `"${day.date}" is not ${wanted}.`, 'List every day once, in order.');
    } else if (((new Date(midnight).getUTCDay() + 6) % 7) + 1 !== day.weekday) {
      const right = ((new Date(midnight).getUTCDay() + 6) % 7) + 1;
      error([...path, 'weekday'], 'weekday-wrong', `${day.date} is not weekday ${day.weekday}.`, `Give ${right}.`);
    }
    if (before !== undefined && day.startSlot !== before.endSlot) {
      const message = `${day.date} starts at slot ${day.startSlot}, the day before ends at ${before.endSlot}.`;
      error([...path, 'startSlot'], 'calendar-gap', message, 'Let each day start where the one before ends.');
    }
    if (before !== undefined && day.week < before.week) {
      const message = `Week ${day.week} comes after week ${before.week}.`;
      error([...path, 'week'], 'week-order', message, 'Number the rule weeks in order of time.');
    }
    const minutes = (day.endSlot - day.startSlot) * problem.slotMinutes;
    const wanted = 1440 + (day.clockChange?.addMinutes ?? 0);
    if (minutes !== wanted) {
      const message = `${day.date} has ${minutes} minutes, ${wanted} expected.`;
      error([...path, 'endSlot'], 'day-length-wrong', message, 'Correct its slots, or state its clock change.');
    }
    if (problem.cyclic && day.clockChange !== undefined) {
      const message = `${day.date} has a clock change in a horizon that repeats.`;
      error([...path, 'clockChange'], 'cyclic-clock-change', message, 'Leave it out, or do not repeat the horizon.');
    }
  });
  const slots = days.at(-1)!.endSlot - days[0]!.startSlot;
  if (problem.cyclic && slots !== problem.slots) {
    const message = `Calendar "${calendar.id}" has ${slots} slots, the horizon that repeats ${problem.slots}.`;
    error(['calendars', c], 'cyclic-length', message, 'Let the days of every calendar fill the horizon exactly.');
  }
}
