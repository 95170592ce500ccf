import { resolveLocal, utcOffsetMinutes } from './zone.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Instants that a wall-clock time stands for: ascending, and the first one at or after it where there is none. */
export interface WallInstants {
  readonly instants: readonly number[];
  readonly next: number;
}

/**
 * Resolves wall-clock times of one zone, fast on days without a clock change (nearly all).
 * @returns a function of the wall clock as milliseconds (the time as if it were UTC): an instant where there is just one,
 * else what {@link resolveLocal} says
 */
export function localResolver(zone: string): (wallMs: number) => number | WallInstants {
  let knownDay = Number.NaN;
  let knownOffset: number | undefined;
  return (wallMs) => {
    const day = Math.floor(wallMs / DAY);
    if (day !== knownDay) {
      knownDay = day;
      // Every instant of the local day lies within 14 hours of the same UTC day.
      const before = utcOffsetMinutes((day - 1) * DAY, zone);
      knownOffset = before === utcOffsetMinutes((day + 2) * DAY, zone) ? before : undefined;
    }
    if (knownOffset !== undefined) return wallMs - knownOffset * MINUTE;
    const minute = Math.floor((wallMs - day * DAY) / MINUTE);
    const rest = wallMs - day * DAY - minute * MINUTE;
    const found = resolveLocal(new Date(day * DAY).toISOString().slice(0, 10), minute, zone);
    const only = found.instants[0];
    if (found.instants.length === 1 && only !== undefined) return only + rest;
    return { instants: found.instants.map((ms) => ms + rest), next: found.next };
  };
}

/** Offset of a zone at instants, minutes; fast where questions stay close to each other. */
export function offsetFinder(zone: string): (ms: number) => number {
  let knownDay = Number.NaN;
  let knownOffset: number | undefined;
  return (ms) => {
    const day = Math.floor(ms / DAY);
    if (day !== knownDay) {
      knownDay = day;
      const offset = utcOffsetMinutes(day * DAY, zone);
      // A zone does not change twice within a day and back.
      knownOffset = offset === utcOffsetMinutes((day + 1) * DAY, zone) ? offset : undefined;
    }
    return knownOffset ?? utcOffsetMinutes(ms, zone);
  };
}
