import type { Finding } from './correction.js';
import type { DayGrid } from './day-grid.js';
import type { Expected } from './expected.js';
import type { HistorySeries } from './series.js';

/** Share of a day's expected contacts that weighs as much as "a day like its neighbours". */
const PRIOR_SHARE = 0.25;
/** Hours after an outage in which contacts are made up for, at most. */
const ECHO_HOURS = 4;

/**
 * What to put in the place of replaced values: the expectation of the neighbouring weeks times how the rest of the day ran.
 * Where no neighbours are known the mean of the position on all days, else 0. One value per interval.
 */
export function fillValues(
  series: HistorySeries,
  days: DayGrid,
  expected: Expected,
  findings: readonly Finding[],
): Float64Array {
  const affected = new Uint8Array(series.offered.length);
  for (const { from, to } of findings) affected.fill(1, from, to);
  const biased = Uint8Array.from(affected);
  for (const { kind, from, to } of findings) {
    // Who could not get through calls again: for as long as it lasted, the hours after say too much of the day.
    const echo = Math.min(to - from, Math.round((ECHO_HOURS * 60) / series.intervalMinutes));
    if (kind === 'outage') biased.fill(1, to, to + echo);
  }
  const fallback = positionMeans(series, days, affected);
  const values = new Float64Array(series.offered.length);
  for (let d = 0; d < days.kind.length; d++) {
    const from = days.grid.dayOffset[d]!;
    const to = days.grid.dayOffset[d + 1]!;
    const factor = restOfDay(series, days, expected, biased, from, to);
    for (let i = from; i < to; i++) {
      const mean = expected.mean[days.cell[i]!]!;
      values[i] = Number.isNaN(mean) ? fallback[days.cell[i]! % days.positions]! : mean * factor;
    }
  }
  return values;
}

function restOfDay(
  series: HistorySeries,
  days: DayGrid,
  expected: Expected,
  biased: Uint8Array,
  from: number,
  to: number,
): number {
  let all = 0;
  let mean = 0;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const normal = expected.mean[days.cell[i]!]!;
    if (Number.isNaN(normal) || days.open[i] === 0) continue;
    all += normal;
    if (biased[i] === 1) continue;
    mean += normal;
    sum += Number.isNaN(series.offered[i]!) ? 0 : series.offered[i]!;
  }
  const prior = PRIOR_SHARE * all;
  return all > 0 ? Math.min(2, Math.max(0.5, (sum + prior) / (mean + prior))) : 1;
}

function positionMeans(series: HistorySeries, days: DayGrid, affected: Uint8Array): Float64Array {
  const sums = new Float64Array(days.positions);
  const counts = new Int32Array(days.positions);
  for (let i = 0; i < series.offered.length; i++) {
    if (Number.isNaN(series.offered[i]!) || affected[i] === 1 || days.open[i] === 0) continue;
    sums[days.cell[i]! % days.positions]! += series.offered[i]!;
    counts[days.cell[i]! % days.positions]!++;
  }
  return sums.map((sum, p) => (counts[p] === 0 ? 0 : sum / counts[p]!));
}
