import { openMask } from '../domain/opening.js';
import { InputError, inputError } from '../errors.js';
import type { CleanHistory, HistorySeries } from '../history/series.js';
import { intervalGrid } from '../time/grid.js';
import { daysBetween } from '../time/zone.js';
import type { QueueCalendar } from './contract.js';

/** With this many days of its own a queue borrows no days any more. */
const ENOUGH_DAYS = 182;
/** Days of the donor that an expected weekly volume counts for against what was seen. */
const EXPECTED_DAYS = 3;
/** Weeks of the donor that say what its week holds now. */
const RECENT_DAYS = 56;
const DAY = 86_400_000;

/**
 * History of a young queue, led by its donor's days before the own ones begin, times the ratio of the volumes on the
 * intervals that both hold: (own + k e) / (donor + k), e being expected contacts a week over the donor's, worth three days.
 * So weekdays, holidays, seasons and the shape of the day are the donor's until the queue has half a year of its own.
 * Handle times are not borrowed.
 * @param own cleaned history, or undefined where there is none
 * @throws InputError `donor.mismatch` (other zone or intervals), `donor.level` (nothing says how large the queue is)
 */
export function borrowed(
  queue: HistorySeries['queue'],
  own: CleanHistory | undefined,
  donor: CleanHistory,
  calendar: QueueCalendar,
  weeklyContacts: number | undefined,
): CleanHistory {
  const { series } = donor;
  const young = own === undefined || usableDays(own) < ENOUGH_DAYS;
  if (!young) return own;
  if (series.zone !== calendar.zone || (own !== undefined && own.series.intervalMinutes !== series.intervalMinutes))
    throw problem(
      'donor.mismatch',
      `Queue "${queue}" and its donor "${series.queue}" differ in zone or interval.`,
      'Name a donor with the same zone and intervals.',
    );
  const ratio = ratioOf(queue, own, donor, weeklyContacts);
  const from = own === undefined ? Number.POSITIVE_INFINITY : own.series.startMs[0]!;
  const lead = series.startMs.findIndex((ms) => ms >= from);
  const count = lead < 0 ? series.startMs.length : lead;
  if (own !== undefined && (count === 0 || series.startMs[count] !== from)) return own;
  const grid = intervalGrid(
    series.zone,
    series.fromDate,
    daysBetween(series.fromDate, series.toDate) + 1,
    series.intervalMinutes,
  );
  const open = openMask(grid, calendar);
  const before = series.offered.subarray(0, count).map((value, i) => (open[i] === 1 ? ratio * value : 0));
  const unknown = new Float64Array(count).fill(Number.NaN);
  const join = (head: Float64Array, tail: Float64Array | undefined): Float64Array =>
    Float64Array.from([...head, ...(tail ?? [])]);
  const tail = own?.series;
  return {
    series: {
      queue,
      zone: series.zone,
      intervalMinutes: series.intervalMinutes,
      fromDate: series.fromDate,
      toDate: tail?.toDate ?? series.toDate,
      startMs: join(series.startMs.subarray(0, count), tail?.startMs),
      offered: join(before, tail?.offered),
      handled: join(unknown, tail?.handled),
      abandoned: join(unknown, tail?.abandoned),
      ahtSeconds: join(unknown, tail?.ahtSeconds),
      asaSeconds: join(unknown, tail?.asaSeconds),
      answeredInTarget: join(unknown, tail?.answeredInTarget),
      staffedAgents: join(unknown, tail?.staffedAgents),
    },
    usable: Uint8Array.from([
      ...donor.usable.subarray(0, count).map((value, i) => value & open[i]!),
      ...(own?.usable ?? []),
    ]),
    corrections: own?.corrections ?? [],
  };
}

function usableDays({ series, usable }: CleanHistory): number {
  const days = new Set<number>();
  usable.forEach((value, i) => {
    if (value === 1) days.add(Math.floor((series.startMs[i]! - series.startMs[0]!) / DAY));
  });
  return days.size;
}

function ratioOf(
  queue: string,
  own: CleanHistory | undefined,
  donor: CleanHistory,
  weeklyContacts: number | undefined,
): number {
  const at = new Map(Array.from(donor.series.startMs, (ms, i) => [ms, i]));
  let mine = 0;
  let theirs = 0;
  own?.series.startMs.forEach((ms, i) => {
    const other = at.get(ms);
    if (own.usable[i] !== 1 || other === undefined || donor.usable[other] !== 1) return;
    mine += own.series.offered[i]!;
    theirs += donor.series.offered[other]!;
  });
  const end = donor.series.startMs[donor.series.startMs.length - 1]!;
  let recent = 0;
  donor.series.offered.forEach((value, i) => {
    if (donor.series.startMs[i]! > end - RECENT_DAYS * DAY) recent += value;
  });
  const week =
    (7 * recent) / Math.min(RECENT_DAYS, donor.series.startMs.length / (1440 / donor.series.intervalMinutes));
  if (weeklyContacts !== undefined && week > 0) {
    const weight = (EXPECTED_DAYS / 7) * week;
    return (mine + (weight * weeklyContacts) / week) / (theirs + weight);
  }
  if (theirs > 0) return mine / theirs;
  throw problem(
    'donor.level',
    `Nothing says how large queue "${queue}" is beside its donor "${donor.series.queue}".`,
    'Give "weeklyContacts" with the donor, or some days of history that both have.',
  );
}

const problem = (code: string, message: string, hint: string): InputError =>
  new InputError([inputError(code, message, hint, { path: 'donor' })]);
