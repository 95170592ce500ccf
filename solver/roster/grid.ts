import type { CalendarDay, RosterProblem } from '../problem.js';

/** Time as the engine counts it: slots from `low` on, wide enough for every shift, each mapped to its interval. */
export interface Grid {
  readonly slotMinutes: number;
  readonly slots: number;
  readonly intervalSlots: number;
  readonly intervals: number;
  readonly cyclic: boolean;
  /** First slot of the padded range. */
  readonly low: number;
  /** Slots of the padded range. */
  readonly size: number;
  /** Interval of each slot of the padded range; −1 outside the horizon. */
  readonly intervalOf: Int32Array;
}

/** Longest reach of a shift beyond the days of its calendar, minutes. */
const PAD_MINUTES = 2 * 1440;

/** Lays the padded range over all calendars. In a ring, slots outside the horizon are slots inside it. */
export function createGrid(problem: RosterProblem): Grid {
  const { slotMinutes, slots, intervalSlots, cyclic } = problem;
  const pad = Math.ceil(PAD_MINUTES / slotMinutes);
  let low = 0;
  let high = slots;
  for (const calendar of problem.calendars) {
    for (const day of calendar.days) {
      low = Math.min(low, day.startSlot);
      high = Math.max(high, day.endSlot);
    }
  }
  low -= pad;
  const size = high + pad - low;
  const intervalOf = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const slot = i + low;
    const inside = cyclic ? ((slot % slots) + slots) % slots : slot;
    intervalOf[i] = inside >= 0 && inside < slots ? Math.floor(inside / intervalSlots) : -1;
  }
  return {
    slotMinutes,
    slots,
    intervalSlots,
    intervals: Math.floor(slots / intervalSlots),
    cyclic,
    low,
    size,
    intervalOf,
  };
}

/** Minutes from the start of a local day to a wall-clock minute of it. */
function elapsedMinutes(day: CalendarDay, minute: number): number {
  const change = day.clockChange;
  if (change === undefined || minute < change.fromMinute) return minute;
  return Math.max(change.fromMinute, minute + change.addMinutes);
}

/** Slot of a wall-clock minute of a day; from 1440 on it is a minute of the next day. A fraction where off the grid. */
export function slotOfMinute(
  days: readonly CalendarDay[],
  index: number,
  minute: number,
  slotMinutes: number,
  cyclic: boolean,
): number {
  const day = days[index]!;
  if (minute < 1440) return day.startSlot + elapsedMinutes(day, minute) / slotMinutes;
  const next = days[index + 1] ?? (cyclic ? days[0] : undefined);
  const rest = minute - 1440;
  return day.endSlot + (next === undefined ? rest : elapsedMinutes(next, rest)) / slotMinutes;
}

/** Wall-clock minute at which a shift starts. */
export function wallClockStart(day: CalendarDay, startSlot: number, slotMinutes: number): number {
  const elapsed = (startSlot - day.startSlot) * slotMinutes;
  const change = day.clockChange;
  return change === undefined || elapsed < change.fromMinute ? elapsed : elapsed - change.addMinutes;
}

/** Index of a padded slot where the sums of a ring are kept: all rounds share one. */
export function ringIndex(i: number, grid: Grid): number {
  if (!grid.cyclic) return i;
  const slot = i + grid.low;
  return (((slot % grid.slots) + grid.slots) % grid.slots) - grid.low;
}
