import { correctionId, knownSum, span } from './correction.js';
import type { DayGrid } from './day-grid.js';
import { median } from './expected.js';
import type { Correction, HistorySeries } from './series.js';

/** Days compared on either side of a change, and those that must be there of them. */
const WINDOW_DAYS = 28;
const ENOUGH_DAYS = 14;
/** Least change of level: 25 %. */
const LEAST_LOG = Math.log(1.25);
/** In standard errors of the difference of two medians. */
const LEAST_T = 8;

/**
 * Lasting changes of the level: weekday-adjusted medians of four weeks before and after, at their largest. Listed and kept,
 * since what comes after is the new normal.
 */
export function findLevelShifts(series: HistorySeries, days: DayGrid): Correction[] {
  const levels = adjustedLevels(days);
  const scores = new Float64Array(levels.length);
  const changes = new Float64Array(levels.length);
  const edges = new Float64Array(levels.length);
  for (let d = ENOUGH_DAYS; d <= levels.length - ENOUGH_DAYS; d++) {
    const before = known(levels.subarray(Math.max(0, d - WINDOW_DAYS), d));
    const after = known(levels.subarray(d, d + WINDOW_DAYS));
    if (before.length < ENOUGH_DAYS || after.length < ENOUGH_DAYS) continue;
    const low = median(before);
    const high = median(after);
    const errors = [...before.map((x) => Math.abs(x - low)), ...after.map((x) => Math.abs(x - high))];
    const error = Math.max(0.02, 1.4826 * median(errors)) * 1.25 * Math.sqrt(1 / before.length + 1 / after.length);
    changes[d] = high - low;
    scores[d] = Math.abs(changes[d]!) / error;
    edges[d] = Math.abs(mean(after) - mean(before));
  }
  const lasting = (d: number) => scores[d]! >= LEAST_T && Math.abs(changes[d]!) >= LEAST_LOG;
  const found: number[] = [];
  for (let d = 0; d < scores.length; d++) {
    if (!lasting(d)) continue;
    // Medians say that it changed; the means are sharpest at the day itself.
    const around = edges.subarray(Math.max(0, d - WINDOW_DAYS), d + WINDOW_DAYS + 1);
    if (edges[d] === Math.max(...around) && (found.at(-1) ?? -WINDOW_DAYS) <= d - WINDOW_DAYS) found.push(d);
  }
  return found.map((d, k) => describe(series, days, d, found[k + 1] ?? levels.length, changes[d]!));
}

const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

const known = (levels: Float64Array): number[] => [...levels].filter((level) => !Number.isNaN(level));

/** Log day totals less the median of their weekday; NaN for special, blank and empty days. */
function adjustedLevels(days: DayGrid): Float64Array {
  const totals = Float64Array.from(days.kind, (kind, d) => {
    let total = 0;
    for (let at = d * days.positions; at < (d + 1) * days.positions; at++)
      if (!Number.isNaN(days.counts[at])) total += days.counts[at]!;
    return kind === 'normal' && total > 0 ? Math.log(total) : Number.NaN;
  });
  for (let weekday = 1; weekday <= 7; weekday++) {
    const own = days.grid.days.flatMap((day, d) => (day.weekday === weekday ? [d] : []));
    const values = own.map((d) => totals[d]!).filter((value) => !Number.isNaN(value));
    const usual = values.length === 0 ? 0 : median(values);
    for (const d of own) totals[d]! -= usual;
  }
  return totals;
}

function describe(series: HistorySeries, days: DayGrid, day: number, end: number, change: number): Correction {
  const from = days.grid.dayOffset[day]!;
  const to = days.grid.dayOffset[end]!;
  const sum = knownSum(series.offered, from, to);
  const percent = Math.round((Math.exp(change) - 1) * 100);
  return {
    id: correctionId(series, 'level-shift', 'offered', series.startMs[from]!),
    queue: series.queue,
    kind: 'level-shift',
    ...span(series, from, to),
    measure: 'offered',
    recorded: sum,
    replacement: sum,
    reason: `From ${days.grid.days[day]!.date} on the level is ${percent > 0 ? '+' : ''}${percent} % (medians of four weeks, weekdays adjusted); kept.`,
  };
}
