import type { DayTable } from './days.js';
import { weekdayAhead } from './days.js';
import { fitLowRank } from './low-rank.js';
import { sum } from './numbers.js';
import { fitProfiles } from './profile.js';

/** Share of the low-rank shape in the profile, and the history it needs. */
const LOW_RANK_SHARE = 0.5;
const LOW_RANK_DAYS = 182;
const LOW_RANK_MINIMUM_DAYS = 28;

/** Shares of a coming day per wall-clock position, summing to 1. */
export type Shape = (ahead: number) => Float64Array;

const memo = new WeakMap<DayTable, Shape>();

/**
 * How a day total spreads over the day: weekday profiles ({@link fitProfiles}) of which half is replaced with the shape of
 * a low-rank forecast over the last 26 weeks ({@link fitLowRank}): the one is slow and unbiased, the other follows how
 * shapes move together. Remembered per table: several methods share it.
 */
export function fitShape(table: DayTable): Shape {
  const remembered = memo.get(table);
  if (remembered !== undefined) return remembered;
  const { profiles } = fitProfiles(table);
  const known = table.totals.reduce((count, total) => count + (Number.isNaN(total) ? 0 : 1), 0);
  const lowRank =
    known >= LOW_RANK_MINIMUM_DAYS
      ? fitLowRank(table, { days: LOW_RANK_DAYS, factors: 4, weeklyWeight: 0.9 })
      : undefined;
  const shape: Shape = (ahead) => {
    const profile = profiles[weekdayAhead(table, ahead) - 1]!;
    const moved = lowRank?.(ahead);
    const mass = moved === undefined ? 0 : sum(moved);
    if (moved === undefined || mass <= 0) return profile;
    return profile.map((share, p) => (1 - LOW_RANK_SHARE) * share + (LOW_RANK_SHARE * moved[p]!) / mass);
  };
  memo.set(table, shape);
  return shape;
}
