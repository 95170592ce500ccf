import { openMask } from '../domain/opening.js';
import type { QueueCalendar } from '../forecast/contract.js';
import { type IntervalGrid, intervalGrid } from '../time/grid.js';
import { addDays, daysBetween } from '../time/zone.js';
import type { HistorySeries } from './series.js';

/**
 * What a day may teach about its neighbours: `normal` does; `special` (holiday, its eve, known event) is judged by nobody
 * and judges nobody; `blank` has no row at all.
 */
export type DayKind = 'normal' | 'special' | 'blank';

/** A series with its calendar as days × wall-clock positions, so that a clock change does not shift a day's shape. */
export interface DayGrid {
  readonly grid: IntervalGrid;
  /** Wall-clock intervals of a 24-hour day. */
  readonly positions: number;
  /** 1 where the queue is open by its hours. Per interval. */
  readonly open: Uint8Array;
  /** Index of an interval in the tables of days × positions. */
  readonly cell: Int32Array;
  /** Contacts per day and position, absent ones as 0; NaN where the position does not exist or is closed. */
  readonly counts: Float64Array;
  readonly kind: readonly DayKind[];
}

export function dayGrid(series: HistorySeries, calendar: QueueCalendar): DayGrid {
  const dayCount = daysBetween(series.fromDate, series.toDate) + 1;
  const grid = intervalGrid(series.zone, series.fromDate, dayCount, series.intervalMinutes);
  const positions = Math.round(1440 / series.intervalMinutes);
  const open = openMask(grid, calendar);
  const cell = new Int32Array(grid.startMs.length);
  const counts = new Float64Array(dayCount * positions).fill(Number.NaN);
  const hits = new Uint8Array(counts.length);
  const recorded = new Uint8Array(dayCount);
  for (let i = 0; i < cell.length; i++) {
    const day = grid.day[i]!;
    const at = day * positions + Math.floor(grid.minute[i]! / series.intervalMinutes);
    cell[i] = at;
    const value = series.offered[i]!;
    if (!Number.isNaN(value)) recorded[day] = 1;
    if (open[i] === 0) continue;
    // The hour that occurs twice counts as its mean.
    const seen = hits[at]!;
    counts[at] = ((seen === 0 ? 0 : counts[at]! * seen) + (Number.isNaN(value) ? 0 : value)) / (seen + 1);
    hits[at] = seen + 1;
  }
  const special = specialDates(calendar);
  const kind = grid.days.map(
    ({ date }, d): DayKind => (special.has(date) ? 'special' : recorded[d] === 0 ? 'blank' : 'normal'),
  );
  return { grid, positions, open, cell, counts, kind };
}

/** Holidays with their eves, and days of known events that change the volume. */
function specialDates(calendar: QueueCalendar): ReadonlySet<string> {
  const dates = new Set<string>();
  for (const date of calendar.holidays.keys()) dates.add(date).add(addDays(date, -1));
  for (const event of calendar.events) {
    if (event.kind !== 'special-day' && event.kind !== 'campaign' && event.kind !== 'closed') continue;
    for (let date = event.fromDate; date <= event.toDate; date = addDays(date, 1)) dates.add(date);
  }
  return dates;
}
