import { localDate, time } from '../format.js';
import { addDays } from '../weeks.js';
import type { Recorded } from './types.js';

/** What was recorded, by local date and clock: the clock is what weeks have in common, not the instant. */
export function recordedByClock(recorded: Recorded, zone: string): ReadonlyMap<string, number> {
  const byClock = new Map<string, number>();
  for (const [i, ms] of recorded.startMs.entries()) {
    const value = recorded.offered[i];
    if (value !== null && value !== undefined) byClock.set(`${localDate(ms, zone)} ${time('en', ms, zone)}`, value);
  }
  return byClock;
}

/** What was recorded at each instant; null where nothing was. */
export function recordedAt(x: readonly number[], recorded: Recorded): (number | null)[] {
  const byInstant = new Map(recorded.startMs.map((ms, i) => [ms, recorded.offered[i] ?? null]));
  return x.map((ms) => byInstant.get(ms) ?? null);
}

/** Values of some weeks before, at the clock of each instant; null where nothing was recorded. */
export const weeksBefore = (
  x: readonly number[],
  byClock: ReadonlyMap<string, number>,
  zone: string,
  weeks: number,
): (number | null)[] =>
  x.map((ms) => byClock.get(`${addDays(localDate(ms, zone), -7 * weeks)} ${time('en', ms, zone)}`) ?? null);

/** Sums per local date, in order; a date without any value is left out. */
export function dayTotals(
  startMs: readonly number[],
  values: readonly (number | null)[],
  zone: string,
): readonly { readonly date: string; readonly total: number }[] {
  const totals = new Map<string, number>();
  for (const [i, ms] of startMs.entries()) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    const date = localDate(ms, zone);
    totals.set(date, (totals.get(date) ?? 0) + value);
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, total]) => ({ date, total }));
}
