import type { CleanHistory } from '../history/series.js';
import { intervalGrid } from '../time/grid.js';
import { daysBetween } from '../time/zone.js';

/** What a queue is known to be like beforehand, from its donor: weekday factors (mean 1) and shares of the day. */
export interface Likeness {
  readonly weekday: Float64Array;
  readonly shares: Float64Array;
}

/**
 * History as a table of local days × wall-clock positions, the shape in which every method learns. A position is a
 * wall-clock interval (48 half hours), so clock changes do not shift a day's profile: the hour that occurs twice is
 * averaged, the skipped one is filled from its neighbours.
 */
export interface DayTable {
  readonly zone: string;
  readonly intervalMinutes: number;
  /** Intervals of a 24-hour day. */
  readonly positions: number;
  readonly dates: readonly string[];
  /** ISO weekday per day. */
  readonly weekday: Uint8Array;
  /** Contacts, days × positions, row by row; meaningless on days whose total is NaN. */
  readonly counts: Float64Array;
  /** Contacts per day; NaN = the day teaches nothing (not recorded, closed, special). */
  readonly totals: Float64Array;
  /** What the queue is known to be like beforehand; methods for sparse queues shrink to it. */
  readonly like?: Likeness;
}

/** Days and values of a {@link CleanHistory} before `originMs`. A day counts where at least half of it is usable. */
export function dayTable(clean: CleanHistory, originMs: number): DayTable {
  const { series, usable } = clean;
  const all = daysBetween(series.fromDate, series.toDate) + 1;
  const grid = intervalGrid(series.zone, series.fromDate, all, series.intervalMinutes);
  const days = grid.days.filter((day) => day.endMs <= originMs);
  const positions = 1440 / series.intervalMinutes;
  const counts = new Float64Array(days.length * positions);
  const totals = new Float64Array(days.length);
  const hits = new Uint8Array(positions);
  for (let d = 0; d < days.length; d++) {
    const row = counts.subarray(d * positions, (d + 1) * positions);
    hits.fill(0);
    let known = 0;
    let asked = 0;
    for (let i = grid.dayOffset[d]!; i < grid.dayOffset[d + 1]!; i++) {
      const position = Math.floor(grid.minute[i]! / series.intervalMinutes);
      const value = series.offered[i]!;
      const seen = hits[position]!;
      // Cleaning leaves no NaN where the queue is open; what is closed counts as zero.
      row[position] = (row[position]! * seen + (Number.isNaN(value) ? 0 : value)) / (seen + 1);
      hits[position] = seen + 1;
      if (usable[i] === 1) known++;
      if (usable[i] === 1 || (!Number.isNaN(value) && value > 0)) asked++;
    }
    fillSkipped(row, hits);
    let total = 0;
    for (const value of row) total += value;
    totals[d] = known > 0 && known * 2 >= asked ? total : Number.NaN;
  }
  return {
    zone: series.zone,
    intervalMinutes: series.intervalMinutes,
    positions,
    dates: days.map((day) => day.date),
    weekday: Uint8Array.from(days, (day) => day.weekday),
    counts,
    totals,
  };
}

/** Wall-clock positions that a short day skips take the mean of the nearest that exist. */
function fillSkipped(row: Float64Array, hits: Uint8Array): void {
  for (let p = 0; p < row.length; p++) {
    if (hits[p] !== 0) continue;
    let before = p - 1;
    let after = p + 1;
    while (before >= 0 && hits[before] === 0) before--;
    while (after < row.length && hits[after] === 0) after++;
    const sides = [row[before], row[after]].filter((value) => value !== undefined);
    row[p] = sides.length === 0 ? 0 : sides.reduce((sum, value) => sum + value, 0) / sides.length;
  }
}

/** The first `count` days, sharing memory: how backtests look at the past. */
export function firstDays(table: DayTable, count: number): DayTable {
  return {
    ...table,
    dates: table.dates.slice(0, count),
    weekday: table.weekday.subarray(0, count),
    counts: table.counts.subarray(0, count * table.positions),
    totals: table.totals.subarray(0, count),
  };
}

/** The last `count` days, sharing memory. */
export function lastDays(table: DayTable, count: number): DayTable {
  const from = Math.max(0, table.dates.length - count);
  return {
    ...table,
    dates: table.dates.slice(from),
    weekday: table.weekday.subarray(from),
    counts: table.counts.subarray(from * table.positions),
    totals: table.totals.subarray(from),
  };
}

/** Values of one day. */
export const dayCounts = (table: DayTable, day: number): Float64Array =>
  table.counts.subarray(day * table.positions, (day + 1) * table.positions);

/** ISO weekday `ahead` days after the last day of the table (0 = the day after it). */
export const weekdayAhead = (table: DayTable, ahead: number): number =>
  ((table.weekday[table.weekday.length - 1]! + ahead) % 7) + 1;
