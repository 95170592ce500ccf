import type { DayGrid } from './day-grid.js';
import type { HistorySeries } from './series.js';

/** A position that has a row on fewer of its days is closed by habit. */
const SELDOM = 0.02;

/**
 * Open intervals (1) at which there is (nearly) never a row: weekdays without rows in weeks that have some, and hours of the
 * day that stay empty. Says where the queue is closed when nobody gave its hours.
 */
export function neverRecorded(series: HistorySeries, days: DayGrid): Uint8Array {
  if (!series.offered.some(Number.isNaN)) return new Uint8Array(series.offered.length);
  const blankWeekday = blankWeekdays(days);
  const recorded = new Int32Array(7 * days.positions);
  const possible = new Int32Array(7 * days.positions);
  const slot = (i: number) =>
    (days.grid.days[days.grid.day[i]!]!.weekday - 1) * days.positions + (days.cell[i]! % days.positions);
  for (let i = 0; i < series.offered.length; i++) {
    if (days.open[i] === 0 || days.kind[days.grid.day[i]!] !== 'normal') continue;
    possible[slot(i)]!++;
    if (!Number.isNaN(series.offered[i]!)) recorded[slot(i)]!++;
  }
  return Uint8Array.from(series.offered, (value, i) => {
    if (!Number.isNaN(value) || days.open[i] === 0) return 0;
    const day = days.grid.days[days.grid.day[i]!]!;
    if (blankWeekday[day.weekday] === true) return 1;
    return possible[slot(i)]! >= 3 && recorded[slot(i)]! <= SELDOM * possible[slot(i)]! ? 1 : 0;
  });
}

/** ISO weekdays that are blank in at least half of the weeks that have rows: a gap of weeks is no habit. */
function blankWeekdays(days: DayGrid): boolean[] {
  const weekOf = (d: number) => Math.floor((d + days.grid.days[0]!.weekday - 1) / 7);
  const alive = new Set(days.kind.flatMap((kind, d) => (kind === 'normal' ? [weekOf(d)] : [])));
  const blank = new Int32Array(8);
  const all = new Int32Array(8);
  days.kind.forEach((kind, d) => {
    if (kind === 'special' || !alive.has(weekOf(d))) return;
    all[days.grid.days[d]!.weekday]!++;
    if (kind === 'blank') blank[days.grid.days[d]!.weekday]!++;
  });
  return Array.from(all, (count, weekday) => count > 0 && blank[weekday]! * 2 >= count);
}
