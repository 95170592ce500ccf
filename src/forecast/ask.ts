import type { ForecastAdjustment } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { HistorySeries } from '../history/series.js';
import { adjusted } from './adjust.js';
import type { QueueCalendar, QueueForecast } from './contract.js';
import { type ForecastRequest, forecastNewQueue, forecastQueue } from './forecast-queue.js';
import { forecastRunningDay } from './intraday.js';

/** All that the forecast of one queue needs, as plain data that can go to another thread. */
export interface ForecastAsk {
  readonly queue: QueueId;
  readonly zone: string;
  /** Absent = a new queue that borrows from the donor of the request. */
  readonly series?: HistorySeries;
  readonly calendar: QueueCalendar;
  readonly request: ForecastRequest;
  /** Present = the first day is running and this instant is now. */
  readonly nowMs?: number;
  readonly adjustments: readonly ForecastAdjustment[];
}

/** Forecast of a queue with history or without, of coming days or a running one, adjustments on top. Throws InputError. */
export function forecastAsked({ queue, zone, series, calendar, request, nowMs, adjustments }: ForecastAsk) {
  const computed = (): QueueForecast => {
    if (series === undefined) return forecastNewQueue(queue, calendar, request);
    return nowMs === undefined
      ? forecastQueue(series, calendar, request)
      : forecastRunningDay(series, calendar, request, nowMs);
  };
  return adjusted(computed(), adjustments, zone);
}
