import type { Finding } from './correction.js';
import type { DayGrid } from './day-grid.js';
import { type Expected, logTail } from './expected.js';
import type { HistorySeries } from './series.js';

/** A spike is this many times what is expected, and this many contacts more. */
const TIMES = 2.5;
const MORE = 10;
/** Natural logarithm of the chance that an interval is this high by itself: one in a hundred million. */
const SPIKE_LOG = Math.log(1e-8);

/** Intervals far above what the day and the same hours of the neighbouring weeks let expect. Special days are left alone. */
export function findSpikes(series: HistorySeries, days: DayGrid, expected: Expected): Finding[] {
  const found: Finding[] = [];
  for (let d = 0; d < days.kind.length; d++) {
    if (days.kind[d] !== 'normal' || expected.judged[d] === 0) continue;
    let from = -1;
    const end = days.grid.dayOffset[d + 1]!;
    for (let i = days.grid.dayOffset[d]!; i <= end; i++) {
      const high = i < end && days.open[i] === 1 && isSpike(series, days, expected, i);
      if (high && from < 0) from = i;
      if (high || from < 0) continue;
      found.push({ kind: 'spike', from, to: i, reason: reasonOf(series, days, expected, from, i) });
      from = -1;
    }
  }
  return found;
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
