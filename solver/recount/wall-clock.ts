import type { Calendar, CalendarDay, RosterProblem } from '../problem.js';

/** Minutes from the start of a local day to what its clocks call `minute` (see the doc comment of the problem format). */
export function elapsedMinutes(day: CalendarDay, minute: number): number {
  const change = day.clockChange;
  if (change === undefined || minute < change.fromMinute) return minute;
  return Math.max(change.fromMinute, minute + change.addMinutes);
}

/** What the clocks of a local day show `elapsed` minutes after its start. */
export function wallClockMinute(day: CalendarDay, elapsed: number): number {
  const change = day.clockChange;
  return change === undefined || elapsed < change.fromMinute ? elapsed : elapsed - change.addMinutes;
}

/**
 * Slot of a wall-clock minute counted from the midnight of a day; from 1440 on it is a minute of the next day.
 * @returns a fraction where the minute lies off the slot grid
 */
export function slotOfWallClock(problem: RosterProblem, calendar: Calendar, dayIndex: number, minute: number): number {
  const day = calendar.days[dayIndex]!;
  if (minute < 1440) return day.startSlot + elapsedMinutes(day, minute) / problem.slotMinutes;
  const next = calendar.days[dayIndex + 1] ?? (problem.cyclic ? calendar.days[0] : undefined);
  const rest = minute - 1440;
  return day.endSlot + (next === undefined ? rest : elapsedMinutes(next, rest)) / problem.slotMinutes;
}

/** Wall-clock start of a shift, minutes after the midnight of the day it belongs to. */
export function wallClockStart(problem: RosterProblem, day: CalendarDay, startSlot: number): number {
  return wallClockMinute(day, (startSlot - day.startSlot) * problem.slotMinutes);
}
