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
  /** Those of them that are to be judged. */
  readonly rostered: readonly RosterShift[];
  /** False for what was worked before the roster. */
  readonly inRoster: boolean;
}

/** A shift with the time that it takes up: all of it but being on call and work on a call, which law counts apart (ATW 5:9). */
interface Presence extends Stretch {
  readonly shift: RosterShift;
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
  const sorted = shifts.flatMap((shift) => presenceOf(shift, activities) ?? []);
  sorted.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const groups: Presence[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const presence of sorted) {
    if (groups.length === 0 || presence.startMs - end >= Math.max(1, set.dutyGapHours * HOUR)) groups.push([]);
    groups.at(-1)!.push(presence);
    end = Math.max(end, presence.endMs);
  }
  return groups.map((group) => {
    const members = group.map(({ shift }) => shift);
    const ours = members.filter((shift) => rostered.has(shift));
    const work = workOf(members, set.breakMinMinutes * MINUTE, activities);
    const startMs = group[0]!.startMs;
    return {
      startMs,
      endMs: Math.max(...group.map(({ endMs }) => endMs)),
      date: clock.date(startMs),
      day: clock.dayIndex(startMs),
      work,
      workMs: lengthOf(work),
      shifts: members,
      rostered: ours,
      inRoster: ours.length > 0,
    };
  });
}

const isOfCall = (activity: string, activities: ReadonlyMap<string, Activity>): boolean => {
  const kind = activities.get(activity)?.kind;
  return kind === 'on-call' || kind === 'call-out';
};

function presenceOf(shift: RosterShift, activities: ReadonlyMap<string, Activity>): Presence | undefined {
  if (!shift.activities.some(({ activity }) => isOfCall(activity, activities))) {
    return { shift, startMs: shift.startMs, endMs: shift.endMs };
  }
  const parts = shift.activities.filter(({ activity }) => !isOfCall(activity, activities));
  if (parts.length === 0) return undefined;
  return {
    shift,
    startMs: Math.min(...parts.map(({ startMs }) => startMs)),
    endMs: Math.max(...parts.map(({ endMs }) => endMs)),
  };
}

/** Work time of shifts: all activities that count as work, and pauses too short to be breaks. */
function workOf(
  shifts: readonly RosterShift[],
  breakMinMs: number,
  activities: ReadonlyMap<string, Activity>,
): Stretch[] {
  const parts = shifts.flatMap((shift): Stretch[] => {
    if (shift.activities.length === 0) return [shift];
    return shift.activities.filter(
      (part) => !isOfCall(part.activity, activities) && (activities.get(part.activity)?.countsAsWork ?? part.paid),
    );
  });
  return joined(parts, Math.max(1, breakMinMs));
}

/** Stretches with what lies less than a gap apart made one, by start. */
export function joined(parts: readonly Stretch[], gapMs: number): { startMs: number; endMs: number }[] {
  const result: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of [...parts].sort((a, b) => a.startMs - b.startMs)) {
    const last = result.at(-1);
    if (last !== undefined && startMs - last.endMs < gapMs) last.endMs = Math.max(last.endMs, endMs);
    else result.push({ startMs, endMs });
  }
  return result;
}

/** Periods on call of one person, by start. */
export function onCallOf(
  shifts: readonly RosterShift[],
  rostered: ReadonlySet<RosterShift>,
  clock: LocalClock,
  activities: ReadonlyMap<string, Activity>,
): { startMs: number; endMs: number; date: string; inRoster: boolean }[] {
  const periods = shifts.flatMap((shift) =>
    // Work on a call happens while on call: the period goes on.
    joined(
      shift.activities.filter(({ activity }) => isOfCall(activity, activities)),
      1,
    ).map((period) => ({
      ...period,
      date: clock.date(period.startMs),
      inRoster: rostered.has(shift),
    })),
  );
  return periods.sort((a, b) => a.startMs - b.startMs);
}

/** Time between two calls that is work too, and the least that a call counts (ATW 5:9(7)). */
const CALL_MS = 30 * MINUTE;

/** Work on calls of one person as the law counts it, by start. */
export function callOutsOf(shifts: readonly RosterShift[], activities: ReadonlyMap<string, Activity>): Stretch[] {
  const calls = shifts.flatMap((shift) =>
    shift.activities.filter(({ activity }) => activities.get(activity)?.kind === 'call-out'),
  );
  return joined(calls, CALL_MS).map(({ startMs, endMs }) => ({ startMs, endMs: Math.max(endMs, startMs + CALL_MS) }));
}

export const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, stretch) => sum + stretch.endMs - stretch.startMs, 0);

/** Part of the stretches that lies in a window. */
export function overlapMs(stretches: readonly Stretch[], fromMs: number, toMs: number): number {
  let sum = 0;
  for (const { startMs, endMs } of stretches) sum += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
  return sum;
}

/** Windows of a time of day that a stretch may touch, with the number of the local day on which each starts. */
export function clockWindows(
  stretch: Stretch,
  from: string,
  to: string,
  clock: LocalClock,
): { readonly day: number; readonly fromMs: number; readonly toMs: number }[] {
  const [fromMinute, toMinute] = clockWindow(from, to);
  const windows = [];
  for (let day = clock.dayIndex(stretch.startMs) - 1; ; day++) {
    const fromMs = clock.at(day, fromMinute);
    if (fromMs >= stretch.endMs) return windows;
    const toMs = clock.at(day, toMinute);
    if (toMs > stretch.startMs) windows.push({ day, fromMs, toMs });
  }
}

/** What makes a duty a night duty, and how late it ends. */
export interface Night {
  readonly isNight: boolean;
  /** Number of the local day on which its night begins. */
  readonly number: number | undefined;
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
    number: night,
    endsAfter: (time) => {
      if (!isNight || night === undefined) return false;
      const [minute] = clockWindow(time, time);
      // A time of day before the night's start belongs to the next date.
      return duty.endMs > clock.at(night, minute < fromMinute ? minute + 1440 : minute);
    },
  };
}
