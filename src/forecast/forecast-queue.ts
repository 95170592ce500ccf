import { InputError, inputError } from '../errors.js';
import { cleanHistory } from '../history/clean.js';
import type { CleanHistory, HistorySeries } from '../history/series.js';
import { addDays, daysBetween, isDate, startOfDay } from '../time/zone.js';
import { fitAht } from './aht.js';
import { fitBlend } from './blend.js';
import type { ForecastQueue, QueueCalendar, QueueForecast } from './contract.js';
import { dayTable } from './days.js';
import { historyBefore } from './origin.js';
import { project } from './project.js';
import { expectedErrors, totalForecasts } from './totals.js';

/** Sixty-four weeks and the days to the next Monday. */
const LONGEST_DAYS = 460;
const METHOD = 'auto';

/** Forecast of one queue from raw history: what lies before `fromDate` is cleaned first. See {@link forecastCleaned}. */
export const forecastQueue: ForecastQueue = (history, calendar, request) => {
  const origin = checkedOrigin(history, request);
  const known = historyBefore(history, origin);
  // Cleaning takes absent rows for hours without contacts; a file without any row is no history.
  if (known.offered.every((value) => Number.isNaN(value))) throw noHistory(history, origin);
  return forecastCleaned(cleanHistory(known, calendar), calendar, request);
};

/**
 * Automatic forecast of the open intervals of local days `fromDate` … `fromDate + days − 1` from what happened before;
 * values of `fromDate` and later are not looked at. Where the history ends earlier, the horizon starts at its end.
 * @throws InputError `forecast.range` (no such date, not 1 to 460 days), `forecast.no-history` (no usable day before)
 */
export function forecastCleaned(
  clean: CleanHistory,
  calendar: QueueCalendar,
  request: Parameters<ForecastQueue>[2],
): QueueForecast {
  const { series } = clean;
  const origin = checkedOrigin(series, request);
  const originMs = startOfDay(origin, series.zone);
  const table = dayTable(clean, originMs);
  if (!table.totals.some((total) => !Number.isNaN(total))) throw noHistory(series, origin);
  const skip = daysBetween(origin, request.fromDate);
  const blend = fitBlend(table, calendar, skip + request.days);
  const { zone, intervalMinutes } = series;
  const { special } = blend.prepared;
  const { model, calibration } = blend;
  const projected = project(
    { zone, intervalMinutes, origin, calendar, model, special, calibration },
    skip,
    skip + request.days,
  );
  const aht = fitAht(clean, originMs, request.defaultAhtSeconds);
  const [lower95, lower80, upper80, upper95] = projected.quantiles;
  return {
    queue: series.queue,
    intervalMinutes,
    startMs: projected.startMs,
    offered: projected.mean,
    lower80: lower80!,
    upper80: upper80!,
    lower95: lower95!,
    upper95: upper95!,
    ahtSeconds: projected.mean.map((_, i) => aht.seconds(projected.weekday[i]!, projected.position[i]!)),
    method: METHOD,
    evidence: blend.evidence,
    corrections: clean.corrections,
    ...totalForecasts(projected.days, calibration),
    expectedError: expectedErrors(projected.mean, projected.dispersion),
  };
}

function noHistory(series: HistorySeries, origin: string): InputError {
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
function checkedOrigin(series: HistorySeries, request: Parameters<ForecastQueue>[2]): string {
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
