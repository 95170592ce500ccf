import { addDays } from '../time/zone.js';
import type { Finding } from './correction.js';
import type { DayGrid } from './day-grid.js';
import { type Expected, logTail } from './expected.js';
import type { HistorySeries } from './series.js';

/** An interval under this share of the expected is dead; a stretch of dead ones may hold this share in all. */
const DEAD_SHARE = 0.2;
const STRETCH_SHARE = 0.1;
/** Expected contacts under which an interval says nothing either way. */
const QUIET = 1;
/** Natural logarithm of the chance that a stretch is this low by itself: one in a million. */
const OUTAGE_LOG = Math.log(1e-6);
/** The same for absent rows: with a better chance than one in ten thousand nobody called. */
const ABSENT_LOG = Math.log(1e-4);
/** A standstill of more days is a closure, not an outage; at the end of the history sooner. */
const LONGEST_OUTAGE_DAYS = 28;
const LONGEST_OUTAGE_AT_END_DAYS = 7;

/** Expected contacts of an interval; 0 where nothing is known. */
const expectedAt = (days: DayGrid, expected: Expected, i: number): number => {
  const mean = expected.mean[days.cell[i]!]!;
  return Number.isNaN(mean) ? 0 : mean;
};

/**
 * Stretches of open intervals far below what the same hours of the neighbouring weeks hold. Special days are left alone, and
 * days that are as low around the same date of another year.
 */
export function findOutages(series: HistorySeries, days: DayGrid, expected: Expected): Finding[] {
  const stretches = lowStretches(
    days,
    expected,
    (i) => !Number.isNaN(series.offered[i]!),
    (i, mean) => (series.offered[i]! <= DEAD_SHARE * mean ? 'low' : 'not'),
  );
  const found: Finding[] = [];
  for (const { from, to } of stretches) {
    let sum = 0;
    let mean = 0;
    for (let i = from; i < to; i++) {
      sum += series.offered[i]!;
      mean += expectedAt(days, expected, i);
    }
    if (sum > STRETCH_SHARE * mean || logTail(sum, mean, expected.between) > OUTAGE_LOG) continue;
    if (recurs(days, expected, days.grid.day[from]!)) continue;
    found.push({
      kind: 'outage',
      from,
      to,
      reason: `${round(sum)} contacts where the same hours of the weeks around hold about ${round(mean)}.`,
    });
  }
  return withoutClosures(found, days);
}

/** Gaps: absent rows where so many contacts are expected that nobody calling is not believable. */
export function findGaps(series: HistorySeries, days: DayGrid, expected: Expected, never: Uint8Array): Finding[] {
  const absent = (i: number) => Number.isNaN(series.offered[i]!) && never[i] === 0;
  const found: Finding[] = [];
  for (const { from, to } of lowStretches(days, expected, absent, () => 'low')) {
    let mean = 0;
    for (let i = from; i < to; i++) mean += expectedAt(days, expected, i);
    if (!(logTail(0, mean, expected.within) < ABSENT_LOG)) continue;
    found.push({
      kind: 'missing',
      ...wholeDay(days, from, to),
      reason: `No rows where the same hours of the weeks around hold about ${round(mean)} contacts.`,
    });
  }
  return found;
}

/** A day without any row is missing with its quiet hours. */
function wholeDay(days: DayGrid, from: number, to: number): { from: number; to: number } {
  const day = days.grid.day[from]!;
  if (days.kind[day] !== 'blank') return { from, to };
  const first = days.grid.dayOffset[day]!;
  const end = days.grid.dayOffset[day + 1]!;
  return { from: days.open.indexOf(1, first), to: Math.min(end, days.open.lastIndexOf(1, end - 1) + 1) };
}

/** Maximal runs within one day of open intervals that are low; quiet ones neither end a run nor stand at its end. */
function lowStretches(
  days: DayGrid,
  expected: Expected,
  counts: (i: number) => boolean,
  judge: (i: number, mean: number) => 'low' | 'not',
): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let d = 0; d < days.kind.length; d++) {
    if (days.kind[d] === 'special' || expected.judged[d] === 0) continue;
    let from = -1;
    let to = -1;
    const close = () => {
      if (from >= 0) runs.push({ from, to });
      from = -1;
    };
    for (let i = days.grid.dayOffset[d]!; i < days.grid.dayOffset[d + 1]!; i++) {
      if (days.open[i] === 0) continue;
      if (!counts(i)) {
        close();
        continue;
      }
      const mean = expectedAt(days, expected, i);
      const low = judge(i, mean) === 'low';
      if (mean < QUIET && low) continue;
      if (!low) {
        close();
        continue;
      }
      if (from < 0) from = i;
      to = i + 1;
    }
    close();
  }
  return runs;
}

/** True where the same days of another year are low too: a closed day that the calendar does not know. */
function recurs(days: DayGrid, expected: Expected, day: number): boolean {
  const date = days.grid.days[day]!.date;
  const first = days.grid.days[0]!.date;
  const share = (d: number): number => {
    let sum = 0;
    let mean = 0;
    for (let at = d * days.positions; at < (d + 1) * days.positions; at++) {
      if (!(expected.mean[at]! > 0) || Number.isNaN(days.counts[at])) continue;
      sum += days.counts[at]!;
      mean += expected.mean[at]!;
    }
    return mean > 0 ? sum / mean : 1;
  };
  for (const years of [-2, -1, 1, 2]) {
    const year = Number(date.slice(0, 4)) + years;
    const same = Date.parse(`${year}${date.slice(4)}T00:00:00Z`);
    if (Number.isNaN(same)) continue;
    const other = Math.round((same - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
    if (other >= 0 && other < days.kind.length && share(other) < 0.5 && share(day) < 0.5) return true;
  }
  return false;
}

/** Leaves out chains of dead days that are too long to be an outage. */
function withoutClosures(found: readonly Finding[], days: DayGrid): Finding[] {
  const dayOf = (finding: Finding) => days.grid.day[finding.from]!;
  const kept: Finding[] = [];
  const last = days.grid.days.at(-1)!.date;
  for (let a = 0; a < found.length; ) {
    let b = a + 1;
    // Weekends between two dead days may be quiet.
    while (b < found.length && dayOf(found[b]!) - dayOf(found[b - 1]!) <= 3) b++;
    const length = dayOf(found[b - 1]!) - dayOf(found[a]!) + 1;
    const atEnd = addDays(days.grid.days[dayOf(found[b - 1]!)]!.date, 3) >= last;
    if (length <= (atEnd ? LONGEST_OUTAGE_AT_END_DAYS : LONGEST_OUTAGE_DAYS)) kept.push(...found.slice(a, b));
    a = b;
  }
  return kept;
}

const round = (value: number): string => (value < 10 ? value.toFixed(1).replace('.0', '') : String(Math.round(value)));
