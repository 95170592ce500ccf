import type { QueueCalendar } from './contract.js';
import type { DayTable } from './days.js';
import { dayCounts } from './days.js';
import { median, normalise, sum } from './numbers.js';
import type { SpecialDay } from './special-days.js';
import { specialDay } from './special-days.js';

/** Factors before anything is known of the queue, from service desks and banks; a first year moves them quickly. */
const PRIOR: Readonly<Record<SpecialDay['group'], number>> = {
  holiday: 0.25,
  'weekend-holiday': 0.9,
  eve: 0.95,
  bridge: 0.8,
  after: 1.15,
  'second-after': 1.05,
  'year-end-holiday': 0.2,
  'year-end-eve': 0.45,
  'year-end': 0.7,
  'new-year': 1,
  between: 0.95,
  'special-day': 1,
  campaign: 1,
  outage: 1,
};
/** Weight of the prior against the group, and of the group against the name, in observed days. */
const PRIOR_DAYS = 1;
const GROUP_DAYS = 1;
/** Same weekdays looked at on either side for what the day would have been. */
const NEIGHBOURS = 4;
const SMALLEST = 0.005;
/** Relative variances of a factor that was given, seen on days of its name, or only guessed from its group. */
const KNOWN_VARIANCE = 0.01;
const SEEN_VARIANCE = 0.06;
const UNSEEN_VARIANCE = 0.12;

/** Ordinary days of a history, and what the special ones did. */
export interface SpecialDays {
  /** The table with special days taken out (total NaN), or brought back to ordinary where the factor is known. */
  readonly ordinary: DayTable;
  /** Weekdays (index 0 = Monday) that are quiet: below half the mean day. */
  readonly rest: readonly boolean[];
  /** Volume factor and shape of a coming date. `shape` undefined = as on ordinary days. */
  effect(date: string): SpecialEffect;
}

export interface SpecialEffect {
  readonly special?: SpecialDay;
  readonly factor: number;
  /** Relative variance of the factor itself: what was seen once is less sure than what came every year. */
  readonly variance: number;
  /** Shares per wall-clock position, and the weight (0 to 1) they have against the ordinary profile. */
  readonly shape?: { readonly shares: Float64Array; readonly weight: number };
}

interface Observation {
  readonly special: SpecialDay;
  readonly logRatio: number;
  readonly row: Float64Array;
  readonly total: number;
}

/**
 * Learns factors of special days: ratio to the median of the neighbouring ordinary same weekdays; the median over the
 * days of the same name shrunk to that of the group, and that to a general prior (medians in logs).
 */
export function learnSpecialDays(table: DayTable, calendar: QueueCalendar): SpecialDays {
  const rest = quietWeekdays(table);
  const kinds = table.dates.map((date) => specialDay(date, calendar, rest));
  const totals = Float64Array.from(table.totals);
  const counts = Float64Array.from(table.counts);
  kinds.forEach((kind, d) => {
    if (kind === undefined) return;
    if (kind.factor === undefined || kind.factor <= 0) totals[d] = Number.NaN;
    else {
      totals[d]! /= kind.factor;
      const row = counts.subarray(d * table.positions, (d + 1) * table.positions);
      for (let p = 0; p < row.length; p++) row[p]! /= kind.factor;
    }
  });
  const ordinary: DayTable = { ...table, totals, counts };
  const seen = observe(table, ordinary, kinds);
  return { ordinary, rest, effect: (date) => effectOf(specialDay(date, calendar, rest), seen) };
}

function observe(table: DayTable, ordinary: DayTable, kinds: readonly (SpecialDay | undefined)[]): Observation[] {
  const seen: Observation[] = [];
  kinds.forEach((special, d) => {
    const total = table.totals[d]!;
    if (special === undefined || special.factor !== undefined || Number.isNaN(total)) return;
    const near: number[] = [];
    for (let k = 1; k <= 2 * NEIGHBOURS; k++) {
      for (const other of [d - 7 * k, d + 7 * k]) {
        const value = ordinary.totals[other];
        if (value !== undefined && !Number.isNaN(value) && near.length < 2 * NEIGHBOURS) near.push(value);
      }
    }
    const usual = median(near);
    if (!(usual > 0)) return;
    seen.push({ special, logRatio: Math.log(Math.max(total / usual, SMALLEST)), row: dayCounts(table, d), total });
  });
  return seen;
}

function effectOf(special: SpecialDay | undefined, seen: readonly Observation[]): SpecialEffect {
  if (special === undefined) return { factor: 1, variance: 0 };
  if (special.factor !== undefined) return { special, factor: special.factor, variance: KNOWN_VARIANCE };
  const group = seen.filter((o) => o.special.group === special.group);
  const named = group.filter((o) => o.special.name === special.name);
  const middle = (list: readonly Observation[]): number =>
    list.length === 0 ? 0 : median(list.map((o) => o.logRatio));
  const general =
    (PRIOR_DAYS * Math.log(PRIOR[special.group]) + group.length * middle(group)) / (PRIOR_DAYS + group.length);
  const log = (GROUP_DAYS * general + named.length * middle(named)) / (GROUP_DAYS + named.length);
  const variance = named.length === 0 ? UNSEEN_VARIANCE : SEEN_VARIANCE / named.length;
  const alike = named.length > 0 ? named : group;
  const volume = alike.reduce((total, o) => total + o.total, 0);
  if (volume < 20) return { special, factor: Math.exp(log), variance };
  const shares = new Float64Array(alike[0]!.row.length);
  for (const { row } of alike) for (let p = 0; p < shares.length; p++) shares[p]! += row[p]!;
  return {
    special,
    factor: Math.exp(log),
    variance,
    shape: { shares: normalise(shares), weight: alike.length / (alike.length + 1) },
  };
}

function quietWeekdays(table: DayTable): boolean[] {
  const byDay: number[][] = Array.from({ length: 7 }, () => []);
  table.totals.forEach((total, d) => {
    if (!Number.isNaN(total)) byDay[table.weekday[d]! - 1]!.push(total);
  });
  const typical = byDay.map((values) => (values.length === 0 ? Number.NaN : median(values)));
  const known = typical.filter((value) => !Number.isNaN(value));
  const mean = known.length === 0 ? 0 : sum(known) / known.length;
  return typical.map((value) => value < 0.5 * mean);
}
