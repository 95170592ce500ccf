import { addDays, isoWeekday, localMinute, startOfDay, utcOffsetMinutes } from './zone.js';

/** A local day as instants; 23, 24 or 25 hours long. */
export interface LocalDay {
  readonly date: string;
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly startMs: number;
  readonly endMs: number;
}

/** Intervals of whole local days, in instants. Arrays have one element per interval. */
export interface IntervalGrid {
  readonly zone: string;
  readonly intervalMinutes: number;
  readonly days: readonly LocalDay[];
  readonly startMs: Float64Array;
  /** Index into `days`. */
  readonly day: Int32Array;
  /** Wall-clock minute at the start of the interval, 0 to 1439; repeats in the hour that occurs twice. */
  readonly minute: Int32Array;
  /** First interval of each day; length days + 1. */
  readonly dayOffset: Int32Array;
}

/** Local days from `fromDate` on. */
export function localDays(zone: string, fromDate: string, count: number): LocalDay[] {
  const days: LocalDay[] = [];
  let startMs = startOfDay(fromDate, zone);
  for (let i = 0; i < count; i++) {
    const date = addDays(fromDate, i);
    const endMs = startOfDay(addDays(date, 1), zone);
    days.push({ date, weekday: isoWeekday(date), startMs, endMs });
    startMs = endMs;
  }
  return days;
}

/**
 * Regular grid over whole local days: 46, 48 or 50 half hours a day. Built by adding to the local start of day in epoch
 * milliseconds, never from wall-clock labels.
 * @param intervalMinutes divides 60, or 60 itself
 */
export function intervalGrid(zone: string, fromDate: string, dayCount: number, intervalMinutes: number): IntervalGrid {
  const days = localDays(zone, fromDate, dayCount);
  const step = intervalMinutes * 60_000;
  const dayOffset = new Int32Array(dayCount + 1);
  for (let d = 0; d < dayCount; d++) {
    const { startMs, endMs } = days[d]!;
    dayOffset[d + 1] = dayOffset[d]! + Math.ceil((endMs - startMs) / step);
  }
  const count = dayOffset[dayCount]!;
  const startMs = new Float64Array(count);
  const day = new Int32Array(count);
  const minute = new Int32Array(count);
  for (let d = 0; d < dayCount; d++) {
    const local = days[d]!;
    const changes = utcOffsetMinutes(local.startMs, zone) !== utcOffsetMinutes(local.endMs, zone);
    const firstMinute = localMinute(local.startMs, zone);
    for (let i = dayOffset[d]!; i < dayOffset[d + 1]!; i++) {
      const position = i - dayOffset[d]!;
      startMs[i] = local.startMs + position * step;
      day[i] = d;
      minute[i] = changes ? localMinute(startMs[i]!, zone) : firstMinute + position * intervalMinutes;
    }
  }
  return { zone, intervalMinutes, days, startMs, day, minute, dayOffset };
}
