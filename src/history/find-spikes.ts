import type { Finding } from './correction.js';
import type { DayGrid } from './day-grid.js';
import { type Expected, logTail } from './expected.js';
import type { HistorySeries } from './series.js';

/** A spike is this many times what is expected, and this many contacts more. */
const TIMES = 2.5;
const MORE = 10;
/** Natural logarithm of the chance that an interval is this high by itself: one in a hundred million. */
const SPIKE_LOG = Math.log(1e-8);

/** An hour that held less than this share of what comes now was closed before, or as good as. */
const WAS_CLOSED = 0.1;
/** So many days within a week, or weeks within a month, make a habit. */
const HABIT = 3;

/**
 * Intervals far above what the day and the same hours of the neighbouring weeks let expect. Special days are left alone, and so are
 * hours that held nothing before and come again and again: they have been opened.
 */
export function findSpikes(series: HistorySeries, days: DayGrid, expected: Expected): Finding[] {
  const high = new Uint8Array(days.counts.length);
  const fresh = new Uint8Array(days.counts.length);
  for (let i = 0; i < series.offered.length; i++) {
    const day = days.grid.day[i]!;
    if (days.kind[day] !== 'normal' || expected.judged[day] === 0 || days.open[i] === 0) continue;
    if (!isSpike(series, days, expected, i)) continue;
    const cell = days.cell[i]!;
    high[cell] = 1;
    if (expected.mean[cell]! * expected.dayFactor[day]! < WAS_CLOSED * series.offered[i]!) fresh[cell] = 1;
  }
  const found: Finding[] = [];
  for (let d = 0; d < days.kind.length; d++) {
    let from = -1;
    const end = days.grid.dayOffset[d + 1]!;
    for (let i = days.grid.dayOffset[d]!; i <= end; i++) {
      const spike = i < end && high[days.cell[i]!] === 1 && !isHabit(fresh, days.cell[i]!, days.positions);
      if (spike && from < 0) from = i;
      if (spike || from < 0) continue;
      found.push({ kind: 'spike', from, to: i, reason: reasonOf(series, days, expected, from, i) });
      from = -1;
    }
  }
  return found;
}

/** The same hour on at least three days within a week before or after, or in three of the weeks within a month. */
function isHabit(fresh: Uint8Array, cell: number, positions: number): boolean {
  if (fresh[cell] === 0) return false;
  const count = (step: number, steps: number): number => {
    let most = 0;
    for (let from = -steps; from <= 0; from++) {
      let seen = 0;
      for (let k = from; k <= from + steps; k++) seen += fresh[cell + k * step * positions] ?? 0;
      most = Math.max(most, seen);
    }
    return most;
  };
  return count(1, 6) >= HABIT || count(7, 3) >= HABIT;
}

function isSpike(series: HistorySeries, days: DayGrid, expected: Expected, i: number): boolean {
  const value = series.offered[i]!;
  const mean = expected.mean[days.cell[i]!]! * expected.dayFactor[days.grid.day[i]!]!;
  if (!(value > TIMES * mean + MORE)) return false;
  return logTail(value, Math.max(mean, 0.5), expected.within) < SPIKE_LOG;
}

function reasonOf(series: HistorySeries, days: DayGrid, expected: Expected, from: number, to: number): string {
  let sum = 0;
  let mean = 0;
  for (let i = from; i < to; i++) {
    sum += series.offered[i]!;
    mean += expected.mean[days.cell[i]!]! * expected.dayFactor[days.grid.day[i]!]!;
  }
  return `${Math.round(sum)} contacts where about ${mean < 10 ? mean.toFixed(1) : Math.round(mean)} are expected on that day.`;
}

/**
 * Days that somebody filled in: fractions in a series of whole numbers. At least four of them on the day, and at most one
 * day in fifty has any.
 */
export function findFilledIn(series: HistorySeries, days: DayGrid): Finding[] {
  const fractions = new Int32Array(days.kind.length);
  for (let i = 0; i < series.offered.length; i++) {
    const value = series.offered[i]!;
    if (!Number.isNaN(value) && Math.abs(value - Math.round(value)) > 1e-6) fractions[days.grid.day[i]!]!++;
  }
  const withAny = fractions.reduce((count, n) => count + (n > 0 ? 1 : 0), 0);
  if (withAny * 50 > days.kind.length) return [];
  const found: Finding[] = [];
  for (let d = 0; d < fractions.length; d++) {
    if (fractions[d]! < 4) continue;
    found.push({
      kind: 'missing',
      from: days.grid.dayOffset[d]!,
      to: days.grid.dayOffset[d + 1]!,
      reason: `${fractions[d]} fractions in a series of whole numbers: the day was filled in before.`,
    });
  }
  return found;
}
