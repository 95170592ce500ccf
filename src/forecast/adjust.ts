import type { ForecastAdjustment } from '../domain/centre.js';
import { InputError, inputError } from '../errors.js';
import { addDays, localDate } from '../time/zone.js';
import type { QueueForecast, TotalForecast } from './contract.js';
import { QUANTILES } from './contract.js';
import { countQuantiles } from './counts.js';
import { changeByHand } from './hand.js';

/** See {@link ForecastAdjustment}. */
export type Adjustment = ForecastAdjustment;

/** Added to the method of a forecast that a hand has changed. */
export const BY_HAND = '+adjusted';

/**
 * Applies the adjustments that are on, in list order. Limits move with the mean in proportion; where nothing was expected
 * they become those of a Poisson count. Handle times stay.
 * @param zone IANA zone of the queue's days
 * @throws InputError `adjustment.value` (not finite, or a set, minimum or maximum below 0)
 */
export function adjusted(forecast: QueueForecast, adjustments: readonly Adjustment[], zone: string): QueueForecast {
  const active = adjustments.filter((a) => a.on && (a.queue === undefined || a.queue === forecast.queue));
  refuseBad(active);
  if (active.length === 0) return forecast;
  const dates = Array.from(forecast.startMs, (ms) => localDate(ms, zone));
  const offered = Float64Array.from(forecast.offered);
  for (const adjustment of active) {
    const touched: number[] = [];
    forecast.startMs.forEach((ms, i) => {
      if (ms >= adjustment.fromMs && ms < adjustment.toMs) touched.push(i);
    });
    changeByHand(offered, touched, dates, adjustment);
  }
  const limit = (values: Float64Array, quantile: number): Float64Array =>
    values.map((value, i) => {
      const before = forecast.offered[i]!;
      if (before > 0) return (value * offered[i]!) / before;
      return countQuantiles(offered[i]!, 0, [QUANTILES[quantile]!])[0]!;
    });
  return {
    ...forecast,
    method: `${forecast.method}${BY_HAND}`,
    automatic: forecast.offered,
    offered,
    lower95: limit(forecast.lower95, 0),
    lower80: limit(forecast.lower80, 1),
    upper80: limit(forecast.upper80, 2),
    upper95: limit(forecast.upper95, 3),
    ...(forecast.days === undefined ? {} : { days: totalsAfter(forecast.days, dates, offered) }),
    ...(forecast.weeks === undefined ? {} : { weeks: totalsAfter(forecast.weeks, dates, offered) }),
  };
}

function totalsAfter(
  totals: readonly TotalForecast[],
  dates: readonly string[],
  offered: Float64Array,
): TotalForecast[] {
  return totals.map((total) => {
    const end = addDays(total.fromDate, total.days);
    let sum = 0;
    dates.forEach((date, i) => {
      if (date >= total.fromDate && date < end) sum += offered[i]!;
    });
    const ratio = total.offered > 0 ? sum / total.offered : 1;
    return {
      ...total,
      offered: sum,
      lower80: total.lower80 * ratio,
      upper80: total.offered > 0 ? total.upper80 * ratio : sum,
      lower95: total.lower95 * ratio,
      upper95: total.offered > 0 ? total.upper95 * ratio : sum,
    };
  });
}

function refuseBad(adjustments: readonly Adjustment[]): void {
  const issues = adjustments
    .filter(({ kind, value }) => !Number.isFinite(value) || (value < 0 && kind !== 'add' && kind !== 'percent'))
    .map(({ id, kind, value }) =>
      inputError(
        'adjustment.value',
        `Adjustment "${id}" has ${kind} ${value}.`,
        'Give a finite number, and no set, minimum or maximum below 0.',
        { path: `adjustments.${id}.value` },
      ),
    );
  if (issues.length > 0) throw new InputError(issues);
}
