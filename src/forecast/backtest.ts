import { createRandom } from '../../solver/random.js';
import { cleanHistory } from '../history/clean.js';
import type { HistorySeries } from '../history/series.js';
import { addDays, daysBetween, localDate, startOfDay } from '../time/zone.js';
import type { Calibration, Dispersion } from './calibrate.js';
import type { QueueCalendar } from './contract.js';
import { insideCentral } from './counts.js';
import { dayTable, lastDays } from './days.js';
import { AUTO, FITS } from './fit-method.js';
import { historyBefore } from './origin.js';
import type { Projected, ProjectedDay } from './project.js';
import { project } from './project.js';
import { daySpread, weekSpread } from './totals.js';

/** A range of days after the origin that is scored together; `fromDay` 0 = the first day. */
export interface Horizon {
  readonly name: string;
  readonly fromDay: number;
  readonly toDay: number;
}

/** Horizons of the accuracy tables. */
export const HORIZONS: readonly Horizon[] = [
  { name: 'day-1', fromDay: 0, toDay: 1 },
  { name: 'week-1', fromDay: 0, toDay: 7 },
  { name: 'week-4', fromDay: 21, toDay: 28 },
];

export interface BacktestOptions {
  /** Local dates: first day that is not known. */
  readonly origins: readonly string[];
  readonly horizons: readonly Horizon[];
  /** Method ids; absent = the automatic blend only. */
  readonly methods?: readonly string[];
  /** Days of history given to the methods at most. */
  readonly trainingDays?: number;
  /** Dates that are not scored (they stay in the history). */
  readonly unscored?: ReadonlySet<string>;
  readonly seed: number;
}

/** Accuracy of one method at one horizon over all origins. Shares, not per cent; NaN where nothing was scored. */
export interface Accuracy {
  readonly method: string;
  readonly horizon: string;
  /** Σ|error| / Σ actual over intervals, and over day totals. */
  readonly wape: number;
  readonly dayWape: number;
  /** Σ(forecast − actual) / Σ actual. */
  readonly bias: number;
  /** Mean |error| over the mean |Y_t − Y_{t − 7 days}| of the history before (Hyndman & Koehler 2006, doi:10.1016/j.ijforecast.2006.03.001). */
  readonly mase: number;
  /** Share of intervals inside the 80 % and 95 % limits, by randomised PIT. */
  readonly coverage80: number;
  readonly coverage95: number;
  /** The same of day totals, and of totals over seven days (NaN for horizons that hold no week). */
  readonly dayCoverage80: number;
  readonly dayCoverage95: number;
  readonly weekCoverage80: number;
  readonly weekCoverage95: number;
  readonly days: number;
}

/**
 * Rolling origins: at each one, everything after it is cut off, the rest is cleaned and fitted anew, and the forecast is
 * compared with what was recorded (not with what cleaning made of it).
 */
export function backtest(history: HistorySeries, calendar: QueueCalendar, options: BacktestOptions): Accuracy[] {
  const methods = options.methods ?? [AUTO];
  const sums = new Map<string, Sums>();
  const { uniform } = createRandom(options.seed);
  const actuals = new Map(Array.from(history.startMs, (ms, i) => [ms, history.offered[i]!]));
  const reach = Math.max(...options.horizons.map((h) => h.toDay));
  for (const origin of options.origins) {
    const clean = cleanHistory(historyBefore(history, origin), calendar);
    const whole = dayTable(clean, startOfDay(origin, history.zone));
    const table = options.trainingDays === undefined ? whole : lastDays(whole, options.trainingDays);
    const naive = naiveError(clean.series);
    const last = Math.min(reach, daysBetween(origin, history.toDate) + 1);
    if (last <= 0) continue;
    for (const method of methods) {
      const projection = FITS.get(method)!(table, calendar, origin, reach);
      for (const horizon of options.horizons) {
        const to = Math.min(horizon.toDay, last);
        if (to <= horizon.fromDay) continue;
        const key = `${method}\n${horizon.name}`;
        const total = sums.get(key) ?? new Sums();
        sums.set(key, total);
        const projected = project(projection, horizon.fromDay, to);
        const perDay = total.add(projected, actuals, options.unscored, history.zone, naive, uniform);
        total.addTotals(projected.days, perDay, projection.calibration, uniform);
      }
    }
  }
  return methods.flatMap((method) =>
    options.horizons.map((horizon) =>
      (sums.get(`${method}\n${horizon.name}`) ?? new Sums()).result(method, horizon.name),
    ),
  );
}

/** Origins `everyDays` apart, the last one `endDays` before the end of the history. */
export function rollingOrigins(history: HistorySeries, count: number, everyDays: number, endDays: number): string[] {
  const last = addDays(history.toDate, 1 - endDays);
  return Array.from({ length: count }, (_, k) => addDays(last, -(count - 1 - k) * everyDays)).filter(
    (date) => date > history.fromDate,
  );
}

/** Mean |Y_t − Y_{t − 7 days}|. */
function naiveError(series: HistorySeries): number {
  const byTime = new Map(Array.from(series.startMs, (ms, i) => [ms, series.offered[i]!]));
  let error = 0;
  let count = 0;
  for (let i = 0; i < series.startMs.length; i++) {
    const before = byTime.get(series.startMs[i]! - 7 * 86_400_000);
    if (before === undefined || Number.isNaN(before) || Number.isNaN(series.offered[i]!)) continue;
    error += Math.abs(series.offered[i]! - before);
    count++;
  }
  return count > 0 ? error / count : Number.NaN;
}

interface DayPair {
  readonly actual: number;
  readonly expected: number;
}

/** Totals inside their limits, by randomised PIT. */
class Coverage {
  count = 0;
  in80 = 0;
  in95 = 0;

  add({ actual, expected }: DayPair, spread: Dispersion, u: number): void {
    this.count++;
    if (insideCentral(actual, expected, spread.middle, [0.1, 0.9], u)) this.in80++;
    if (insideCentral(actual, expected, spread.tail, [0.025, 0.975], u)) this.in95++;
  }
}

class Sums {
  private readonly dayTotals = new Coverage();
  private readonly weekTotals = new Coverage();
  private error = 0;
  private dayError = 0;
  private signed = 0;
  private volume = 0;
  private scaled = 0;
  private intervals = 0;
  private days = 0;
  private in80 = 0;
  private in95 = 0;

  add(
    forecast: Projected,
    actuals: ReadonlyMap<number, number>,
    unscored: ReadonlySet<string> | undefined,
    zone: string,
    naive: number,
    random: () => number,
  ): ReadonlyMap<string, DayPair> {
    const perDay = new Map<string, DayPair>();
    forecast.startMs.forEach((ms, i) => {
      const u = random();
      const actual = actuals.get(ms);
      const date = localDate(ms, zone);
      if (actual === undefined || Number.isNaN(actual) || unscored?.has(date)) return;
      const mean = forecast.mean[i]!;
      this.error += Math.abs(mean - actual);
      this.signed += mean - actual;
      this.volume += actual;
      if (naive > 0) this.scaled += Math.abs(mean - actual) / naive;
      this.intervals++;
      if (insideCentral(actual, mean, forecast.dispersion[i]!, [0.1, 0.9], u)) this.in80++;
      if (insideCentral(actual, mean, forecast.tail[i]!, [0.025, 0.975], u)) this.in95++;
      const day = perDay.get(date) ?? { actual: 0, expected: 0 };
      perDay.set(date, { actual: day.actual + actual, expected: day.expected + mean });
    });
    for (const { actual, expected } of perDay.values()) {
      this.dayError += Math.abs(expected - actual);
      this.days++;
    }
    return perDay;
  }

  /** Days that were scored against the limits of their totals, and weeks of which every day was. */
  addTotals(
    days: readonly ProjectedDay[],
    perDay: ReadonlyMap<string, DayPair>,
    calibration: Calibration,
    random: () => number,
  ): void {
    for (const day of days) {
      const pair = perDay.get(day.date);
      if (pair !== undefined) this.dayTotals.add(pair, daySpread(day, calibration), random());
    }
    for (let from = 0; from + 7 <= days.length; from += 7) {
      const week = days.slice(from, from + 7);
      const pairs = week.flatMap(({ date }) => perDay.get(date) ?? []);
      if (pairs.length < 7) continue;
      const actual = pairs.reduce((total, pair) => total + pair.actual, 0);
      const expected = pairs.reduce((total, pair) => total + pair.expected, 0);
      this.weekTotals.add({ actual, expected }, weekSpread(week, calibration), random());
    }
  }

  result(method: string, horizon: string): Accuracy {
    return {
      method,
      horizon,
      wape: this.error / this.volume,
      dayWape: this.dayError / this.volume,
      bias: this.signed / this.volume,
      mase: this.scaled / this.intervals,
      coverage80: this.in80 / this.intervals,
      coverage95: this.in95 / this.intervals,
      dayCoverage80: this.dayTotals.in80 / this.dayTotals.count,
      dayCoverage95: this.dayTotals.in95 / this.dayTotals.count,
      weekCoverage80: this.weekTotals.in80 / this.weekTotals.count,
      weekCoverage95: this.weekTotals.in95 / this.weekTotals.count,
      days: this.days,
    };
  }
}
