import type { QueueCalendar } from '../forecast/contract.js';
import { cleanAht } from './clean-aht.js';
import { clearClosed } from './clear-closed.js';
import { correctionId, type Finding, knownSum, span } from './correction.js';
import { type DayGrid, dayGrid } from './day-grid.js';
import { type Expected, expect } from './expected.js';
import { fillValues } from './fill.js';
import { findLevelShifts } from './find-level-shifts.js';
import { findGaps, findOutages } from './find-low.js';
import { findFilledIn, findSpikes } from './find-spikes.js';
import { neverRecorded } from './habits.js';
import { knownOutages } from './known-outages.js';
import type { CleanHistory, Correction, HistorySeries } from './series.js';

/** Days found dead are no witnesses in the next look; so long gaps and outages are found from their edges inwards. */
const LOOKS = 4;

/**
 * Makes history fit to learn from: gaps and outages are filled with what the neighbouring weeks and the rest of the day let
 * expect, spikes and wild handle times are cut, contacts in closed hours are left out, lasting changes of level are named and
 * kept. Absent rows at hours of few contacts are zeros. Holidays, their eves and known campaigns are left as they are.
 *
 * Every correction is listed with its sums and reason and has a stable id; those in `switchedOff` are listed and not made.
 * `offered` has no NaN afterwards (closed = 0); filled, cut and closed intervals are not `usable`.
 */
export function cleanHistory(
  series: HistorySeries,
  calendar: QueueCalendar,
  switchedOff: ReadonlySet<string> = new Set(),
): CleanHistory {
  const days = dayGrid(series, calendar);
  const never = neverRecorded(series, days);
  const { findings, expected } = findAll(series, days, calendar, never);
  const offered = Float64Array.from(series.offered);
  const usable = new Uint8Array(offered.length);
  for (let i = 0; i < usable.length; i++) usable[i] = Number.isNaN(offered[i]!) || days.open[i] === 0 ? 0 : 1;
  const corrections = [
    ...fill(series, days, expected, findings, offered, usable, switchedOff),
    ...settleAbsent(series, days, expected, never, offered, usable, switchedOff),
    ...clearClosed(series, days, calendar, offered, usable, switchedOff),
    ...findLevelShifts(series, days),
  ];
  distrustFilledDays(days, findings, offered, usable);
  const aht = cleanAht(series, days, switchedOff);
  corrections.push(...aht.corrections);
  corrections.sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  return { series: { ...series, offered, ahtSeconds: aht.ahtSeconds }, usable, corrections };
}

/** All findings, none overlapping another; the surest first. */
function findAll(
  series: HistorySeries,
  days: DayGrid,
  calendar: QueueCalendar,
  never: Uint8Array,
): { findings: Finding[]; expected: Expected } {
  const sure = [...knownOutages(days, calendar), ...findFilledIn(series, days)];
  const excluded = new Uint8Array(days.kind.length);
  for (const finding of sure) excluded[days.grid.day[finding.from]!] = 1;
  const lowCells = new Uint8Array(days.counts.length);
  let expected = expect(days, excluded, lowCells);
  let low: Finding[] = [];
  for (let look = 0; look < LOOKS; look++) {
    low = [...findGaps(series, days, expected, never), ...findOutages(series, days, expected)];
    if (!markLow(days, low, excluded, lowCells)) break;
    expected = expect(days, excluded, lowCells);
  }
  const taken = new Uint8Array(series.offered.length);
  const findings = [...sure, ...low, ...findSpikes(series, days, expected)].filter(({ from, to }) => {
    if (taken.subarray(from, to).some((mark) => mark === 1)) return false;
    taken.fill(1, from, to);
    return true;
  });
  return { findings, expected };
}

/** A day of which more than half was filled in teaches nothing, its quiet hours neither. */
function distrustFilledDays(
  days: DayGrid,
  findings: readonly Finding[],
  offered: Float64Array,
  usable: Uint8Array,
): void {
  for (const day of new Set(findings.map(({ from }) => days.grid.day[from]!))) {
    const from = days.grid.dayOffset[day]!;
    const to = days.grid.dayOffset[day + 1]!;
    let all = 0;
    let known = 0;
    for (let i = from; i < to; i++) {
      all += offered[i]!;
      if (usable[i] === 1) known += offered[i]!;
    }
    if (known * 2 < all) usable.fill(0, from, to);
  }
}

/** Notes dead days and cells; true where something is new. */
function markLow(days: DayGrid, low: readonly Finding[], excluded: Uint8Array, lowCells: Uint8Array): boolean {
  let news = false;
  for (const { from, to } of low) {
    for (let i = from; i < to; i++) {
      if (lowCells[days.cell[i]!] === 0) news = true;
      lowCells[days.cell[i]!] = 1;
    }
    excluded[days.grid.day[from]!] = 1;
  }
  return news;
}

function fill(
  series: HistorySeries,
  days: DayGrid,
  expected: Expected,
  findings: readonly Finding[],
  offered: Float64Array,
  usable: Uint8Array,
  switchedOff: ReadonlySet<string>,
): Correction[] {
  const values = fillValues(series, days, expected, findings);
  return findings.map(({ kind, from, to, reason }) => {
    const id = correctionId(series, kind, 'offered', series.startMs[from]!);
    const off = switchedOff.has(id);
    let replacement = 0;
    for (let i = from; i < to; i++) {
      if (days.open[i] === 0) continue;
      replacement += values[i]!;
      if (!off) {
        offered[i] = values[i]!;
        usable[i] = 0;
      } else if (Number.isNaN(offered[i]!)) {
        // Whoever says that it is no gap says that nobody called.
        offered[i] = 0;
        usable[i] = 1;
      }
    }
    return {
      id,
      queue: series.queue,
      kind,
      ...span(series, from, to),
      measure: 'offered',
      recorded: knownSum(series.offered, from, to),
      replacement,
      reason,
      ...(off ? { switchedOff: true as const } : {}),
    };
  });
}

/** Absent rows that are no gaps: closed by habit, or nobody called. One correction each for the whole history. */
function settleAbsent(
  series: HistorySeries,
  days: DayGrid,
  expected: Expected,
  never: Uint8Array,
  offered: Float64Array,
  usable: Uint8Array,
  switchedOff: ReadonlySet<string>,
): Correction[] {
  const closedId = `closed:${series.queue}:never-recorded`;
  const zeroId = `missing:${series.queue}:no-contact`;
  const closedOff = switchedOff.has(closedId);
  const zeroOff = switchedOff.has(zeroId);
  const values = zeroOff ? fillValues(series, days, expected, []) : undefined;
  let closed = 0;
  let zeros = 0;
  let filled = 0;
  for (let i = 0; i < offered.length; i++) {
    if (!Number.isNaN(offered[i]!) || days.open[i] === 0) continue;
    if (never[i] === 1) {
      closed++;
      offered[i] = 0;
      usable[i] = closedOff ? 1 : 0;
    } else {
      zeros++;
      offered[i] = values?.[i] ?? 0;
      filled += values?.[i] ?? 0;
      usable[i] = zeroOff ? 0 : 1;
    }
  }
  const whole = span(series, 0, offered.length);
  const entry = (id: string, kind: Correction['kind'], off: boolean, reason: string): Correction => ({
    id,
    queue: series.queue,
    kind,
    ...whole,
    measure: 'offered',
    recorded: Number.NaN,
    replacement: off ? filled : 0,
    reason,
    ...(off ? { switchedOff: true as const } : {}),
  });
  return [
    ...(closed > 0
      ? [
          entry(
            closedId,
            'closed',
            closedOff,
            `${closed} intervals at weekdays or hours that never have a row: closed.`,
          ),
        ]
      : []),
    ...(zeros > 0
      ? [entry(zeroId, 'missing', zeroOff, `${zeros} absent intervals at hours of few contacts: nobody called.`)]
      : []),
  ];
}
