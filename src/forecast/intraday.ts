import type { CleanHistory, HistorySeries } from '../history/series.js';
import { intervalGrid } from '../time/grid.js';
import { addDays, localDate } from '../time/zone.js';
import type { Dispersion } from './calibrate.js';
import type { QueueCalendar, QueueForecast, TotalForecast } from './contract.js';
import { type DayFactor, learnDayFactor, type Posterior, updateFactor } from './day-factor.js';
import { type ForecastRequest, fitForecast, forecastCleaned, learn } from './forecast-queue.js';
import { intervalQuantiles, type Projected, project } from './project.js';
import { expectedErrors } from './totals.js';

/** An absent interval of the running day counts as one without contacts where at most this many were expected. */
const QUIET = 1;

/** What has arrived today, and what is believed of the day since. */
export interface DayUpdate extends Posterior {
  readonly date: string;
  readonly arrived: number;
  /** Contacts that were expected until now. */
  readonly expected: number;
}

/**
 * Forecast of the rest of a running day and of the days after it, from the history before the day and what has arrived of
 * it: every interval of the rest is multiplied by the day's factor ({@link updateFactor}); the days after are forecast
 * as if the day had ended as it is now expected to. An interval that has not ended at `nowMs` counts as not begun.
 * @param request `fromDate` is the running day; `days` counts it
 * @throws InputError as {@link forecastQueue}
 */
export function forecastRunningDay(
  history: HistorySeries,
  calendar: QueueCalendar,
  request: ForecastRequest,
  nowMs: number,
): QueueForecast & { readonly update: DayUpdate } {
  const today = localDate(nowMs, history.zone);
  const asked = { ...request, fromDate: today };
  const { clean, like } = learn(history, calendar, asked);
  const fitted = fitForecast(clean, calendar, asked, like);
  const day = project(fitted.projection, fitted.skip, fitted.skip + 1);
  const stepMs = history.intervalMinutes * 60_000;
  const counts = new Map(Array.from(history.startMs, (ms, i) => [ms, history.offered[i]!]));
  const seen = new Map<number, number>();
  let expected = 0;
  day.startMs.forEach((ms, i) => {
    if (ms + stepMs > nowMs) return;
    const count = counts.get(ms) ?? Number.NaN;
    if (Number.isNaN(count) && day.mean[i]! > QUIET) return;
    seen.set(ms, Number.isNaN(count) ? 0 : count);
    expected += day.mean[i]!;
  });
  const arrived = [...seen.values()].reduce((total, count) => total + count, 0);
  const rest = Array.from(day.startMs.keys()).filter((i) => day.startMs[i]! + stepMs > nowMs);
  const position = rest.length > 0 ? day.position[rest[0]!]! : Math.floor(1440 / history.intervalMinutes);
  const spread = fitted.projection.calibration.day[0]!.middle;
  const learnt = learnDayFactor(fitted.table, position, spread);
  const posterior = updateFactor(arrived, expected, {
    ...learnt,
    common: learnt.common + day.days[0]!.special,
  });
  const mean = day.mean.map((value, i) => seen.get(day.startMs[i]!) ?? value * posterior.factor);
  const part = restOfDay(day, rest, posterior, learnt);
  const { day: ofDay } = fitted.projection.calibration;
  const total = totalOf(today, arrived, part.mean, {
    middle: ofDay[0]!.middle * learnt.left.total + day.days[0]!.special,
    tail: ofDay[0]!.tail * learnt.left.total + day.days[0]!.special,
  });
  const next =
    request.days === 1
      ? undefined
      : forecastCleaned(
          fitted.skip > 0 ? clean : withDay(clean, today, day.startMs, mean),
          calendar,
          { ...asked, fromDate: addDays(today, 1), days: request.days - 1 },
          like,
        );
  const join = (own: ArrayLike<number>, later: Float64Array | undefined): Float64Array =>
    Float64Array.from([...Array.from(own), ...(later ?? [])]);
  return {
    queue: history.queue,
    intervalMinutes: history.intervalMinutes,
    startMs: join(part.startMs, next?.startMs),
    offered: join(part.mean, next?.offered),
    lower95: join(
      part.quantiles.map((q) => q[0]!),
      next?.lower95,
    ),
    lower80: join(
      part.quantiles.map((q) => q[1]!),
      next?.lower80,
    ),
    upper80: join(
      part.quantiles.map((q) => q[2]!),
      next?.upper80,
    ),
    upper95: join(
      part.quantiles.map((q) => q[3]!),
      next?.upper95,
    ),
    ahtSeconds: join(
      rest.map((i) => fitted.aht.seconds(day.weekday[i]!, day.position[i]!)),
      next?.ahtSeconds,
    ),
    method: 'auto+today',
    evidence: fitted.evidence,
    corrections: clean.corrections,
    ...(fitted.newHours.length === 0 ? {} : { newHours: fitted.newHours }),
    days: [total, ...(next?.days ?? [])],
    ...(next?.weeks === undefined ? {} : { weeks: next.weeks }),
    expectedError:
      next?.expectedError ?? expectedErrors(Float64Array.from(part.mean), Float64Array.from(part.dispersion)),
    update: { date: today, arrived, expected, ...posterior },
  };
}

interface Rest {
  readonly startMs: readonly number[];
  readonly mean: readonly number[];
  readonly dispersion: readonly number[];
  readonly quantiles: readonly (readonly number[])[];
}

/**
 * What is left of the day. Its variance is the geometric mean of two views: the model's, in which the part that the day has in
 * common becomes that of the updated factor, and that of past days after such updates around a plainer expectation.
 */
function restOfDay(
  day: Projected,
  rest: readonly number[],
  { factor, variance }: Posterior,
  { common, left }: DayFactor,
): Rest {
  const mean = rest.map((i) => day.mean[i]! * factor);
  const after = (value: number): number => Math.sqrt((Math.max(0, value - common) + variance) * value * left.interval);
  const spreads = rest.map((i): Dispersion => ({ middle: after(day.dispersion[i]!), tail: after(day.tail[i]!) }));
  return {
    startMs: rest.map((i) => day.startMs[i]!),
    mean,
    dispersion: spreads.map(({ middle }) => middle),
    quantiles: mean.map((value, k) => intervalQuantiles(value, spreads[k]!)),
  };
}

function totalOf(date: string, arrived: number, rest: readonly number[], spread: Dispersion): TotalForecast {
  const left = rest.reduce((total, value) => total + value, 0);
  const [lower95, lower80, upper80, upper95] = intervalQuantiles(left, spread).map((limit) => arrived + limit);
  return {
    fromDate: date,
    days: 1,
    offered: arrived + left,
    lower80: lower80!,
    upper80: upper80!,
    lower95: lower95!,
    upper95: upper95!,
  };
}

/** The history with one day more. */
function withDay(clean: CleanHistory, date: string, startMs: Float64Array, values: Float64Array): CleanHistory {
  const { series } = clean;
  const grid = intervalGrid(series.zone, date, 1, series.intervalMinutes);
  const valueAt = new Map(Array.from(startMs, (ms, i) => [ms, values[i]!]));
  const offered = grid.startMs.map((ms) => valueAt.get(ms) ?? 0);
  const usable = Uint8Array.from(grid.startMs, (ms) => (valueAt.has(ms) ? 1 : 0));
  const unknown = new Float64Array(offered.length).fill(Number.NaN);
  const join = (head: Float64Array, tail: Float64Array): Float64Array => Float64Array.from([...head, ...tail]);
  return {
    series: {
      ...series,
      toDate: date,
      startMs: join(series.startMs, grid.startMs),
      offered: join(series.offered, offered),
      handled: join(series.handled, unknown),
      abandoned: join(series.abandoned, unknown),
      ahtSeconds: join(series.ahtSeconds, unknown),
      asaSeconds: join(series.asaSeconds, unknown),
      answeredInTarget: join(series.answeredInTarget, unknown),
      staffedAgents: join(series.staffedAgents, unknown),
    },
    usable: Uint8Array.from([...clean.usable, ...usable]),
    corrections: clean.corrections,
  };
}
