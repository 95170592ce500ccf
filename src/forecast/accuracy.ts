import type { QueueId } from '../domain/ids.js';
import type { HistorySeries } from '../history/series.js';
import { daysBetween, isoWeekday, localDate } from '../time/zone.js';
import type { QueueForecast } from './contract.js';

/** A forecast as it was given, with the first local date that was not known then. */
export interface KeptForecast {
  readonly origin: string;
  readonly forecast: QueueForecast;
}

/** How kept forecasts are grouped beside the queue. */
export const ACCURACY_GROUPS = ['all', 'horizon', 'weekday'] as const;

/** Accuracy of kept forecasts in one group. Shares, not per cent; NaN where nothing can be said. */
export interface AccuracyRow {
  readonly queue: QueueId;
  readonly by: (typeof ACCURACY_GROUPS)[number];
  /** `all`, `day-1`, `days-2-7`, `days-8-28`, `later`, or a weekday 1 (Monday) to 7. */
  readonly group: string;
  /** What was computed, or what a hand made of it (only where it did). */
  readonly source: 'automatic' | 'adjusted';
  readonly wape: number;
  /** Σ(forecast − actual) / Σ actual. */
  readonly bias: number;
  /** Mean |error| over the mean |Y_t − Y_{t − 7 days}| of the history. */
  readonly mase: number;
  /** Share inside the 80 % and 95 % limits, of intervals with a mean of at least 5 (smaller counts jump over limits). */
  readonly coverage80: number;
  readonly coverage95: number;
  readonly intervals: number;
}

const WEEK = 7 * 86_400_000;
const LEAST_MEAN = 5;

/** Intervals of forecasts that have come true, compared with what was recorded; per queue, by horizon and by weekday. */
export function accuracyOf(kept: readonly KeptForecast[], history: ReadonlyMap<QueueId, HistorySeries>): AccuracyRow[] {
  const sums = new Map<string, Tally>();
  for (const { origin, forecast } of kept) {
    const series = history.get(forecast.queue);
    if (series === undefined) continue;
    const actuals = actualsOf(series);
    const tally = (by: AccuracyRow['by'], group: string, source: AccuracyRow['source']): Tally => {
      const key = [forecast.queue, by, group, source].join('\n');
      const known = sums.get(key) ?? new Tally(forecast.queue, by, group, source);
      sums.set(key, known);
      return known;
    };
    forecast.startMs.forEach((ms, i) => {
      const actual = actuals.at.get(ms) ?? Number.NaN;
      if (Number.isNaN(actual)) return;
      const date = localDate(ms, series.zone);
      const limits = [forecast.lower80[i]!, forecast.upper80[i]!, forecast.lower95[i]!, forecast.upper95[i]!];
      for (const [by, group] of [
        ['all', 'all'],
        ['horizon', horizonOf(daysBetween(origin, date))],
        ['weekday', String(isoWeekday(date))],
      ] as const) {
        const hand = forecast.automatic !== undefined;
        const { naive } = actuals;
        tally(by, group, 'automatic').add(
          (forecast.automatic ?? forecast.offered)[i]!,
          actual,
          naive,
          hand ? undefined : limits,
        );
        if (hand) tally(by, group, 'adjusted').add(forecast.offered[i]!, actual, naive, limits);
      }
    });
  }
  return [...sums.values()].map((tally) => tally.row()).sort(inOrder);
}

const horizonOf = (ahead: number): string =>
  ahead <= 0 ? 'day-1' : ahead <= 6 ? 'days-2-7' : ahead <= 27 ? 'days-8-28' : 'later';

const HORIZON_ORDER = ['day-1', 'days-2-7', 'days-8-28', 'later'];

function inOrder(a: AccuracyRow, b: AccuracyRow): number {
  const rank = (row: AccuracyRow): number =>
    ACCURACY_GROUPS.indexOf(row.by) * 100 +
    (row.by === 'weekday' ? Number(row.group) : HORIZON_ORDER.indexOf(row.group)) * 2 +
    (row.source === 'adjusted' ? 1 : 0);
  return a.queue < b.queue ? -1 : a.queue > b.queue ? 1 : rank(a) - rank(b);
}

const memo = new WeakMap<HistorySeries, { at: ReadonlyMap<number, number>; naive: number }>();

function actualsOf(series: HistorySeries): { at: ReadonlyMap<number, number>; naive: number } {
  const known = memo.get(series);
  if (known !== undefined) return known;
  const at = new Map(Array.from(series.startMs, (ms, i) => [ms, series.offered[i]!]));
  let error = 0;
  let count = 0;
  for (const [ms, value] of at) {
    const miss = Math.abs(value - (at.get(ms - WEEK) ?? Number.NaN));
    if (Number.isNaN(miss)) continue;
    error += miss;
    count++;
  }
  const result = { at, naive: error / count };
  memo.set(series, result);
  return result;
}

class Tally {
  private error = 0;
  private signed = 0;
  private volume = 0;
  private scaled = 0;
  private intervals = 0;
  private judged = 0;
  private in80 = 0;
  private in95 = 0;

  constructor(
    readonly queue: QueueId,
    readonly by: AccuracyRow['by'],
    readonly group: string,
    readonly source: AccuracyRow['source'],
  ) {}

  add(mean: number, actual: number, naive: number, limits: readonly number[] | undefined): void {
    this.error += Math.abs(mean - actual);
    this.signed += mean - actual;
    this.volume += actual;
    this.scaled += Math.abs(mean - actual) / naive;
    this.intervals++;
    if (limits === undefined || mean < LEAST_MEAN) return;
    this.judged++;
    if (actual >= limits[0]! && actual <= limits[1]!) this.in80++;
    if (actual >= limits[2]! && actual <= limits[3]!) this.in95++;
  }

  row(): AccuracyRow {
    const { queue, by, group, source, intervals } = this;
    return {
      queue,
      by,
      group,
      source,
      wape: this.error / this.volume,
      bias: this.signed / this.volume,
      mase: this.scaled / intervals,
      coverage80: this.in80 / this.judged,
      coverage95: this.in95 / this.judged,
      intervals,
    };
  }
}
