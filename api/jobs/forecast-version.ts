import type { Centre } from '../../src/domain/centre.js';
import type { QueueId } from '../../src/domain/ids.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import { type StoredForecast, storedForecast } from '../../src/forecast/kept.js';
import type { HistorySeries } from '../../src/history/series.js';
import { addDays } from '../../src/time/zone.js';

/** A version of the forecast: what was expected of the days, from what was known then. */
export interface ForecastVersion {
  readonly queues: readonly StoredForecast[];
}

/** Forecasts as a version, each with the first day that its history did not know. */
export function forecastVersion(
  centre: Centre,
  history: ReadonlyMap<QueueId, HistorySeries>,
  forecasts: readonly QueueForecast[],
  fromDate: string,
): ForecastVersion {
  const zones = new Map<string, string>(centre.queues.map(({ id, zone }) => [id, zone]));
  return {
    queues: forecasts.map((forecast) => {
      const series = history.get(forecast.queue);
      const next = series === undefined ? fromDate : addDays(series.toDate, 1);
      return storedForecast(forecast, zones.get(forecast.queue) ?? centre.zone, next < fromDate ? next : fromDate);
    }),
  };
}
