import type { DayTable } from './days.js';
import { fitLevel } from './level.js';
import { fitRate } from './rate.js';

/** Weight of an ordinary day's volume older, against the newer one. */
const FADE_PER_DAY = 0.7;
/** Share of the recent misses that the next day repeats, and what is left of it a day later. */
const SHARE = 0.25;
const LEFT_PER_DAY = 0.8;
/** A single day's miss counts up to this much, in logs. */
const CLIP = 0.2;
const DAYS = 14;

/**
 * Factor on every coming day for what the last days were above or below what had been expected of them on the day before:
 * exp(s δ^k m), m = mean log miss of the last two weeks, fading with the volume that came since. Methods whose levels are
 * slow enough for weeks ahead leave day-ahead errors that hang together (lags 1 and 2: 0.1 to 0.4 on real queues), as
 * after a week of extra contacts. The gain was chosen on days before those that accuracy tables judge.
 */
export function carriedMiss(table: DayTable): (ahead: number) => number {
  const level = fitLevel(table);
  const rate = fitRate(table);
  const days = table.totals.length;
  let usual = 0;
  let known = 0;
  for (const total of table.totals) {
    if (!(total > 0)) continue;
    usual += total;
    known++;
  }
  usual /= Math.max(1, known);
  let top = 0;
  let bottom = 0;
  let fade = 1;
  for (let d = days - 1; d >= Math.max(1, days - DAYS); d--) {
    const expected = (Math.exp(level.dayBefore(d)) + rate.dayBefore(d)) / 2;
    const actual = table.totals[d]!;
    if (!(actual >= 0) || !(expected > 1)) continue;
    const miss = Math.log(Math.max(actual, 0.5) / expected);
    top += fade * expected * Math.max(-CLIP, Math.min(CLIP, miss));
    bottom += fade * expected;
    fade *= FADE_PER_DAY ** (expected / usual);
  }
  const mean = bottom > 0 ? top / bottom : 0;
  return (ahead) => Math.exp(SHARE * LEFT_PER_DAY ** ahead * mean);
}
