import type { QueueId } from '../domain/ids.js';
import { InputError, inputError } from '../errors.js';
import { cleanHistory } from '../history/clean.js';
import type { CleanHistory, HistorySeries } from '../history/series.js';
import { addDays, daysBetween, isDate, startOfDay } from '../time/zone.js';
import { type AhtModel, fitAht } from './aht.js';
import { fitBlend } from './blend.js';
import type { Donor, ForecastQueue, NewHours, QueueCalendar, QueueForecast } from './contract.js';
import { type DayTable, dayTable, type Likeness } from './days.js';
import { borrowed } from './donor.js';
import { likenessOf } from './likeness.js';
import { lendNewHours } from './new-hours.js';
import { historyBefore } from './origin.js';
import { type Projection, project } from './project.js';
import { expectedErrors, totalForecasts } from './totals.js';

/** Sixty-four weeks and the days to the next Monday. */
const LONGEST_DAYS = 460;
const METHOD = 'auto';

export type ForecastRequest = Parameters<ForecastQueue>[2];

/**
 * Forecast of one queue from raw history: what lies before `fromDate` is cleaned first, a donor's days put before it
 * where the request names one. See {@link forecastCleaned}.
 */
export const forecastQueue: ForecastQueue = (history, calendar, request) =>
  history.fromDate >= request.fromDate && request.donor !== undefined
    ? forecastNewQueue(history.queue, calendar, request)
    : forecastLearnt(learn(history, calendar, request), calendar, request);

/**
 * Forecast of a queue that has no history yet, from its donor's and the contacts a week that are expected.
 * @throws InputError `donor.level`, `donor.mismatch`, `forecast.no-history` (the donor has none, or there is no donor)
 */
export function forecastNewQueue(queue: QueueId, calendar: QueueCalendar, request: ForecastRequest): QueueForecast {
  const { donor } = request;
  if (donor === undefined) throw noHistory({ queue }, request.fromDate);
  const origin = checkedOrigin(donor.history, request);
  return forecastLearnt(borrow(queue, undefined, origin, calendar, { ...request, donor }), calendar, request);
}

/** History that is ready to learn from: cleaned up to the origin, led by a donor's days. */
export interface Learnt {
  readonly clean: CleanHistory;
  readonly like?: Likeness;
  readonly method: string;
}

/** @throws InputError `forecast.range`, `forecast.no-history`, and of {@link borrowed} */
export function learn(history: HistorySeries, calendar: QueueCalendar, request: ForecastRequest): Learnt {
  const { donor } = request;
  const origin = checkedOrigin(history, request);
  const own = cleanedBefore(history, origin, calendar, request);
  if (donor !== undefined) return borrow(history.queue, own, origin, calendar, { ...request, donor });
  if (own === undefined) throw noHistory(history, origin);
  return { clean: own, method: METHOD };
}

const forecastLearnt = (learnt: Learnt, calendar: QueueCalendar, request: ForecastRequest): QueueForecast => ({
  ...forecastCleaned(learnt.clean, calendar, request, learnt.like),
  method: learnt.method,
});

function borrow(
  queue: QueueId,
  own: CleanHistory | undefined,
  origin: string,
  calendar: QueueCalendar,
  request: ForecastRequest & { readonly donor: Donor },
): Learnt {
  const { donor } = request;
  // The donor is open when it is open: hours and events of the borrowing queue say nothing about it.
  const { openingHours: _, ...always } = calendar;
  const lender = cleanedBefore(donor.history, origin, { ...always, events: [] }, {});
  if (lender === undefined) throw noHistory(donor.history, origin);
  const clean = borrowed(queue, own, lender, calendar, donor.weeklyContacts);
  const like = likenessOf(dayTable(lender, startOfDay(origin, lender.series.zone)));
  return { clean, like, method: clean === own ? METHOD : `${METHOD}+${donor.history.queue}` };
}

/** Cleaned history up to a day; undefined where no row is left: cleaning takes absent rows for hours without contacts. */
function cleanedBefore(
  history: HistorySeries,
  origin: string,
  calendar: QueueCalendar,
  { correctionsOff }: Pick<ForecastRequest, 'correctionsOff'>,
): CleanHistory | undefined {
  const known = historyBefore(history, origin);
  if (known.offered.every((value) => Number.isNaN(value))) return undefined;
  return cleanHistory(known, calendar, correctionsOff);
}

/** The automatic method fitted to a cleaned history. */
export interface Fitted {
  readonly projection: Projection;
  /** Days between the origin and the first day asked for. */
  readonly skip: number;
  /** Ordinary days that methods learnt from. */
  readonly table: DayTable;
  readonly aht: AhtModel;
  readonly evidence: QueueForecast['evidence'];
  readonly newHours: readonly NewHours[];
}

export function fitForecast(
  clean: CleanHistory,
  calendar: QueueCalendar,
  request: ForecastRequest,
  like?: Likeness,
): Fitted {
  const { series } = clean;
  const origin = checkedOrigin(series, request);
  const originMs = startOfDay(origin, series.zone);
  const { table: learnt, hours } = lendNewHours(dayTable(clean, originMs), calendar);
  const table = { ...learnt, ...(like === undefined ? {} : { like }) };
  if (!table.totals.some((total) => !Number.isNaN(total))) throw noHistory(series, origin);
  const skip = daysBetween(origin, request.fromDate);
  const { prepared, model, calibration, evidence } = fitBlend(table, calendar, skip + request.days);
  const { zone, intervalMinutes } = series;
  const { special } = prepared;
  return {
    projection: { zone, intervalMinutes, origin, calendar, model, special, calibration },
    skip,
    table: prepared.table,
    aht: fitAht(clean, originMs, request.defaultAhtSeconds),
    evidence,
    newHours: hours,
  };
}

/**
 * Automatic forecast of the open intervals of local days `fromDate` … `fromDate + days − 1` from what happened before;
 * values of `fromDate` and later are not looked at. Where the history ends earlier, the horizon starts at its end.
 * @throws InputError `forecast.range` (no such date, not 1 to 460 days), `forecast.no-history` (no usable day before)
 */
export function forecastCleaned(
  clean: CleanHistory,
  calendar: QueueCalendar,
  request: ForecastRequest,
  like?: Likeness,
): QueueForecast {
  const { projection, skip, aht, evidence, newHours } = fitForecast(clean, calendar, request, like);
  const projected = project(projection, skip, skip + request.days);
  const [lower95, lower80, upper80, upper95] = projected.quantiles;
  return {
    queue: clean.series.queue,
    intervalMinutes: clean.series.intervalMinutes,
    startMs: projected.startMs,
    offered: projected.mean,
    lower80: lower80!,
    upper80: upper80!,
    lower95: lower95!,
    upper95: upper95!,
    ahtSeconds: projected.mean.map((_, i) => aht.seconds(projected.weekday[i]!, projected.position[i]!)),
    method: METHOD,
    evidence,
    corrections: clean.corrections,
    ...(newHours.length === 0 ? {} : { newHours }),
    ...totalForecasts(projected.days, projection.calibration),
    expectedError: expectedErrors(projected.mean, projected.dispersion),
  };
}

function noHistory(series: Pick<HistorySeries, 'queue'>, origin: string): InputError {
  return new InputError([
    inputError(
      'forecast.no-history',
      `Queue "${series.queue}" has no usable day before ${origin}.`,
      'Give at least one full day of history before the first day of the forecast.',
      { path: 'history' },
    ),
  ]);
}

/** First local date that counts as unknown. */
function checkedOrigin(series: HistorySeries, request: ForecastRequest): string {
  const { fromDate, days } = request;
  if (!isDate(fromDate) || !Number.isInteger(days) || days < 1)
    throw rangeError(fromDate, days, 'Give an existing date YYYY-MM-DD and at least one day.');
  const end = addDays(series.toDate, 1);
  const known = fromDate < end;
  const origin = known ? fromDate : end;
  if (daysBetween(origin, fromDate) + days > LONGEST_DAYS)
    throw rangeError(
      fromDate,
      days,
      `The history ends on ${series.toDate}; ask for days at most ${LONGEST_DAYS} after it.`,
    );
  if (origin <= series.fromDate) throw noHistory(series, origin);
  return origin;
}

const rangeError = (fromDate: string, days: number, hint: string): InputError =>
  new InputError([
    inputError('forecast.range', `Cannot forecast ${days} days from "${fromDate}".`, hint, { path: 'request' }),
  ]);
