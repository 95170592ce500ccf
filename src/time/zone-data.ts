import { IANAZone } from 'luxon';
import moment from 'moment-timezone';

/**
 * Held from the beginning: date-holidays loads an older moment-timezone, which puts its own data in the place of `moment.tz`
 * of the one moment that both share.
 */
const { tz } = moment;

/** Offsets of one zone as runs between changes, from IANA data. */
interface OffsetRuns {
  /** Exclusive end of each run, epoch milliseconds, ascending; the last is Infinity. */
  readonly untilMs: Float64Array;
  /** Minutes ahead of UTC, one per run. */
  readonly offsetMinutes: Float64Array;
  /** Run that was asked for last: questions mostly stay close to each other. */
  last: number;
}

const runsByZone = new Map<string, OffsetRuns | null>();

/**
 * Version of the IANA data in use, e.g. `2026f`. It ships with the engine (package moment-timezone, updated with every
 * IANA release): the data of the runtime is often a year old and differs from machine to machine, and the same input must
 * give the same result everywhere.
 */
export const zoneDataVersion = (): string => tz.dataVersion;

function runsOf(zone: string): OffsetRuns | null {
  const known = runsByZone.get(zone);
  if (known !== undefined) return known;
  const data = tz.zone(zone);
  const runs =
    data === null
      ? null
      : {
          untilMs: Float64Array.from(data.untils),
          // The package counts minutes west of Greenwich.
          offsetMinutes: Float64Array.from(data.offsets, (west) => 0 - west),
          last: 0,
        };
  runsByZone.set(zone, runs);
  return runs;
}

/** True for an IANA zone that the bundled data or the runtime knows, a link (`Asia/Calcutta`) included. */
export const isZone = (zone: string): boolean => runsOf(zone) !== null || IANAZone.isValidZone(zone);

/**
 * Minutes that local time is ahead of UTC at an instant. A zone that is not in the bundled data is asked of the runtime.
 * Throws RangeError for an unknown zone.
 */
export function utcOffsetMinutes(ms: number, zone: string): number {
  const runs = runsOf(zone);
  if (runs === null) return runtimeOffset(ms, zone);
  const { untilMs, offsetMinutes, last } = runs;
  if (ms < untilMs[last]! && (last === 0 || ms >= untilMs[last - 1]!)) return offsetMinutes[last]!;
  let low = 0;
  let high = untilMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ms < untilMs[middle]!) high = middle;
    else low = middle + 1;
  }
  runs.last = low;
  return offsetMinutes[low]!;
}

function runtimeOffset(ms: number, zone: string): number {
  if (!IANAZone.isValidZone(zone)) throw new RangeError(`"${zone}" is not an IANA time zone.`);
  return IANAZone.create(zone).offset(ms);
}
