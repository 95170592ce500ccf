import { formatInstant } from '../time/zone.js';
import type { QueueForecast } from './contract.js';

/** Columns of the forecast CSV, in order. */
export const FORECAST_COLUMNS = [
  'queue',
  'start',
  'interval_minutes',
  'offered',
  'offered_lower_80',
  'offered_upper_80',
  'offered_lower_95',
  'offered_upper_95',
  'aht_seconds',
  'method',
] as const;

/** Column of kept forecasts: what was computed before adjustments. */
export const AUTOMATIC_COLUMN = 'offered_automatic';

/** One row of the forecast CSV; `start` is ISO 8601 with the offset of the queue's zone. */
export type ForecastRow = Readonly<Record<(typeof FORECAST_COLUMNS)[number], string | number>>;

/** Rows of a forecast, one per open interval. Numbers keep four decimals: finer is noise and makes files long. */
export function forecastRows(forecast: QueueForecast, zone: string): ForecastRow[] {
  const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
  return Array.from(forecast.startMs, (startMs, i) => ({
    queue: forecast.queue,
    start: formatInstant(startMs, zone),
    interval_minutes: forecast.intervalMinutes,
    offered: rounded(forecast.offered[i]!),
    offered_lower_80: rounded(forecast.lower80[i]!),
    offered_upper_80: rounded(forecast.upper80[i]!),
    offered_lower_95: rounded(forecast.lower95[i]!),
    offered_upper_95: rounded(forecast.upper95[i]!),
    aht_seconds: rounded(forecast.ahtSeconds[i]!),
    method: forecast.method,
  }));
}
