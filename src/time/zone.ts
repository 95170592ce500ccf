import { addDays } from './dates.js';
import { isZone, utcOffsetMinutes, zoneDataVersion } from './zone-data.js';

export { addDays, daysBetween, isDate, isoWeekday } from './dates.js';
export { isZone, utcOffsetMinutes, zoneDataVersion };

const MINUTE = 60_000;

/** Local date `YYYY-MM-DD` of an instant. */
export function localDate(ms: number, zone: string): string {
  return new Date(ms + utcOffsetMinutes(ms, zone) * MINUTE).toISOString().slice(0, 10);
}

/** Minute of the local wall clock, 0 to 1439. */
export function localMinute(ms: number, zone: string): number {
  const local = ms + utcOffsetMinutes(ms, zone) * MINUTE;
  return Math.floor((((local % 86_400_000) + 86_400_000) % 86_400_000) / MINUTE);
}

/**
 * First instant of a local date. Where midnight does not exist (a spring change at 00:00) the first instant after it;
 * where it occurs twice, the first time.
 */
export const startOfDay = (date: string, zone: string): number => resolveLocal(date, 0, zone).next;

/** What a local wall-clock time means as instants. */
export interface LocalInstants {
  /** All instants that show this time, ascending: one, two in the hour that occurs twice, none in the hour that is skipped. */
  readonly instants: readonly number[];
  /** First instant at or after the time; for a skipped time the moment of the change. */
  readonly next: number;
}

/** Resolves a wall-clock time of a local date. `minute` counts after local midnight and may exceed 1440 (next day). */
export function resolveLocal(date: string, minute: number, zone: string): LocalInstants {
  const day = minute >= 1440 ? addDays(date, Math.floor(minute / 1440)) : date;
  const wall = Date.parse(`${day}T00:00:00Z`) + (minute % 1440) * MINUTE;
  // Offsets one day to either side bracket every change there is.
  const offsets = [...new Set([utcOffsetMinutes(wall - 86_400_000, zone), utcOffsetMinutes(wall + 86_400_000, zone)])];
  const instants = offsets
    .map((offset) => wall - offset * MINUTE)
    .filter((ms) => utcOffsetMinutes(ms, zone) * MINUTE + ms === wall)
    .sort((a, b) => a - b);
  const first = instants[0];
  if (first !== undefined) return { instants, next: first };
  return {
    instants,
    next: changeBetween(wall - Math.max(...offsets) * MINUTE, wall - Math.min(...offsets) * MINUTE, zone),
  };
}

/** Instant of the one offset change between two instants, found by bisection to the minute. */
function changeBetween(from: number, to: number, zone: string): number {
  const before = utcOffsetMinutes(from, zone);
  let low = Math.floor(from / MINUTE);
  let high = Math.ceil(to / MINUTE);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (utcOffsetMinutes(middle * MINUTE, zone) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

/** ISO 8601 with the zone's offset, e.g. `2026-11-30T08:00:00+01:00`. */
export function formatInstant(ms: number, zone: string): string {
  const offset = utcOffsetMinutes(ms, zone);
  return `${new Date(ms + offset * MINUTE).toISOString().slice(0, 19)}${formatOffset(offset)}`;
}

/** `+01:00`. */
export function formatOffset(offsetMinutes: number): string {
  const absolute = Math.abs(offsetMinutes);
  const hours = String(Math.floor(absolute / 60)).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}:${String(absolute % 60).padStart(2, '0')}`;
}

/** `08:30` for 510; over midnight `24:30` for 1470. */
export const formatMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Minutes of `HH:MM` (00:00 to 48:00), or undefined where it is not one. */
export function parseMinute(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minute <= 2880 ? minute : undefined;
}
