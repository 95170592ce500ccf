import { InputError, inputError } from '../errors.js';
import type { CleanHistory, HistorySeries } from '../history/series.js';
import { intervalGrid } from '../time/grid.js';
import { addDays, daysBetween, isDate, startOfDay } from '../time/zone.js';
import { fitAht } from './aht.js';
import type { ForecastQueue, QueueCalendar, QueueForecast } from './contract.js';
import { QUANTILES } from './contract.js';
import { countQuantiles } from './counts.js';
import { dayTable } from './days.js';
import { fitLevel } from './level.js';
import { levelProfile } from './methods/level-profile.js';
import { openShares } from './opening.js';
import { fitProfiles } from './profile.js';
import { learnSpecialDays } from './special-factors.js';

const LONGEST_DAYS = 460;

/** Forecast of one queue; cleans the history first. See {@link forecastCleaned}. */
export const forecastQueue: ForecastQueue = (history, calendar, request) =>
  forecastCleaned(takeAsUsable(history), calendar, request);

/** Every recorded value teaches; unknown ones do not. */
function takeAsUsable(series: HistorySeries): CleanHistory {
  return { series, usable: Uint8Array.from(series.offered, (value) => (Number.isNaN(value) ? 0 : 1)), corrections: [] };
}

/**
 * Forecast of the open intervals of local days `fromDate` … `fromDate + days − 1` from what happened before; values of
 * `fromDate` and later are not looked at.
 * @throws InputError `forecast.range` (bad date, 1 to 460 days), `forecast.no-history` (no usable day before the date)
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
  const special = learnSpecialDays(table, calendar);
  if (
    !special.ordinary.totals.some((total) => !Number.isNaN(total)) &&
    !table.totals.some((total) => !Number.isNaN(total))
  )
    throw new InputError([
      inputError(
        'forecast.no-history',
        `Queue "${series.queue}" has no usable day before ${origin}.`,
        'Give at least one full day of history before the first day of the forecast.',
        { path: 'history' },
      ),
    ]);
  const learnt = special.ordinary.totals.some((total) => !Number.isNaN(total)) ? special.ordinary : table;
  const skip = daysBetween(origin, request.fromDate);
  const model = levelProfile.fit(learnt, skip + request.days);
  const level = fitLevel(learnt);
  const { omega } = fitProfiles(learnt);
  const aht = fitAht(clean, originMs, request.defaultAhtSeconds);
  const grid = intervalGrid(series.zone, request.fromDate, request.days, series.intervalMinutes);
  const open = openShares(grid, calendar);
  const kept: number[] = [];
  for (let i = 0; i < open.length; i++) if (open[i]! > 0) kept.push(i);
  const column = (): Float64Array => new Float64Array(kept.length);
  const offered = column();
  const bounds = QUANTILES.map(column);
  const ahtSeconds = column();
  let lastDay = -1;
  let mean = new Float64Array(0);
  let dispersion = 0;
  kept.forEach((i, at) => {
    const d = grid.day[i]!;
    if (d !== lastDay) {
      lastDay = d;
      const effect = special.effect(grid.days[d]!.date);
      mean = withEffect(model.day(skip + d), effect);
      dispersion = level.spread(skip + d) ** 2 + omega;
    }
    const position = Math.floor(grid.minute[i]! / series.intervalMinutes);
    offered[at] = mean[position]!;
    countQuantiles(offered[at]!, dispersion, QUANTILES).forEach((value, q) => {
      bounds[q]![at] = value;
    });
    ahtSeconds[at] = aht.seconds(grid.days[d]!.weekday, position);
  });
  return {
    queue: series.queue,
    intervalMinutes: series.intervalMinutes,
    startMs: Float64Array.from(kept, (i) => grid.startMs[i]!),
    offered,
    lower95: bounds[0]!,
    lower80: bounds[1]!,
    upper80: bounds[2]!,
    upper95: bounds[3]!,
    ahtSeconds,
    method: levelProfile.id,
    evidence: [],
    corrections: clean.corrections,
  };
}

function withEffect(
  day: Float64Array,
  effect: ReturnType<ReturnType<typeof learnSpecialDays>['effect']>,
): Float64Array<ArrayBuffer> {
  const total = day.reduce((a, b) => a + b, 0);
  const { shape, factor } = effect;
  return Float64Array.from(day, (value, p) =>
    shape === undefined
      ? value * factor
      : factor * ((1 - shape.weight) * value + shape.weight * total * shape.shares[p]!),
  );
}

function checkedOrigin(series: HistorySeries, request: Parameters<ForecastQueue>[2]): string {
  const { fromDate, days } = request;
  if (!isDate(fromDate) || !Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw new InputError([
      inputError(
        'forecast.range',
        `Cannot forecast ${days} days from "${fromDate}".`,
        `Give an existing date YYYY-MM-DD and 1 to ${LONGEST_DAYS} days.`,
        { path: 'request' },
      ),
    ]);
  const end = addDays(series.toDate, 1);
  const known = fromDate < end;
  return known ? fromDate : end;
}
