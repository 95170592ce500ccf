import type { Activity } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import type { LawRule, LawSet } from './book.js';
import { clockWindow, type LocalClock } from './clock.js';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** Half-open stretch of instants. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** What law calls one turn of work: the shifts of a person between two rests long enough to part them (ATW 1:7 c). */
export interface Duty extends Stretch {
  /** Local date on which it starts, and its number in the clock's table. */
  readonly date: string;
  readonly day: number;
  /** Work time in a row; between two of them lies a break. */
  readonly work: readonly Stretch[];
  readonly workMs: number;
  readonly shifts: readonly RosterShift[];
  /** False for what was worked before the roster. */
  readonly inRoster: boolean;
}

/**
 * Duties of one person, by start.
 * @param shifts worked and rostered ones
 * @param rostered those that are to be judged
 */
export function dutiesOf(
  shifts: readonly RosterShift[],
  rostered: ReadonlySet<RosterShift>,
  set: LawSet,
  clock: LocalClock,
  activities: ReadonlyMap<string, Activity>,
): Duty[] {
  const sorted = [...shifts].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const groups: RosterShift[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const shift of sorted) {
    if (groups.length === 0 || shift.startMs - end >= Math.max(1, set.dutyGapHours * HOUR)) groups.push([]);
    groups.at(-1)!.push(shift);
    end = Math.max(end, shift.endMs);
  }
  return groups.map((group) => {
    const work = workOf(group, set.breakMinMinutes * MINUTE, activities);
    const startMs = group[0]!.startMs;
    return {
      startMs,
      endMs: Math.max(...group.map((shift) => shift.endMs)),
      date: clock.date(startMs),
      day: clock.dayIndex(startMs),
      work,
      workMs: lengthOf(work),
      shifts: group,
      inRoster: group.some((shift) => rostered.has(shift)),
    };
  });
}

/** Work time of shifts: all activities that count as work, and pauses too short to be breaks. */
function workOf(
  shifts: readonly RosterShift[],
  breakMinMs: number,
  activities: ReadonlyMap<string, Activity>,
): Stretch[] {
  const parts = shifts.flatMap((shift): Stretch[] => {
    if (shift.activities.length === 0) return [shift];
    return shift.activities.filter((part) => activities.get(part.activity)?.countsAsWork ?? part.paid);
  });
  parts.sort((a, b) => a.startMs - b.startMs);
  const work: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of parts) {
    const last = work.at(-1);
    if (last !== undefined && startMs - last.endMs < Math.max(1, breakMinMs)) last.endMs = Math.max(last.endMs, endMs);
    else work.push({ startMs, endMs });
  }
  return work;
}

export const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, stretch) => sum + stretch.endMs - stretch.startMs, 0);

/** Part of the stretches that lies in a window. */
export function overlapMs(stretches: readonly Stretch[], fromMs: number, toMs: number): number {
  let sum = 0;
  for (const { startMs, endMs } of stretches) sum += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
  return sum;
}

/** Windows of a time of day that a duty may touch, with the number of the local day on which each starts. */
export function clockWindows(
  duty: Duty,
  from: string,
  to: string,
  clock: LocalClock,
): { readonly day: number; readonly fromMs: number; readonly toMs: number }[] {
  const [fromMinute, toMinute] = clockWindow(from, to);
  const windows = [];
  for (let day = duty.day - 1; ; day++) {
    const fromMs = clock.at(day, fromMinute);
    if (fromMs >= duty.endMs) return windows;
    const toMs = clock.at(day, toMinute);
    if (toMs > duty.startMs) windows.push({ day, fromMs, toMs });
  }
}

/** What makes a duty a night duty, and how late it ends. */
export interface Night {
  readonly isNight: boolean;
  /** True where it is a night duty that ends after the time of day, on the date of its night. */
  endsAfter(time: string): boolean;
}

/** @param definition rule of kind `night-definition` */
export function nightOf(duty: Duty, definition: LawRule & { kind: 'night-definition' }, clock: LocalClock): Night {
  const [fromMinute] = clockWindow(definition.from, definition.to);
  let nightMs = 0;
  let night: number | undefined;
  for (const { day, fromMs, toMs } of clockWindows(duty, definition.from, definition.to, clock)) {
    const inside = overlapMs(duty.work, fromMs, toMs);
    if (inside > 0) night = day;
    nightMs = Math.max(nightMs, inside);
  }
  const isNight = nightMs > definition.overMinutes * MINUTE;
  return {
    isNight,
    endsAfter: (time) => {
      if (!isNight || night === undefined) return false;
      const [minute] = clockWindow(time, time);
      // A time of day before the night's start belongs to the next date.
      return duty.endMs > clock.at(night, minute < fromMinute ? minute + 1440 : minute);
    },
  };
}
