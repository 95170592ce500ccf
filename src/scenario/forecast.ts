import type { QueueId } from '../domain/ids.js';
import type { QueueForecast } from '../forecast/contract.js';
import { QUANTILES } from '../forecast/contract.js';
import { countQuantiles } from '../forecast/counts.js';

/**
 * A forecast with other contacts: the limits move with the mean; where nothing was expected before they are those of a
 * Poisson count. Totals of days and weeks and the expected error were measured on the forecast as it was and are left out.
 * @param offered contacts per interval, ≥ 0
 */
export function withOffered(forecast: QueueForecast, offered: Float64Array): QueueForecast {
  if (offered.every((value, i) => value === forecast.offered[i])) return forecast;
  const [lower95, lower80, upper80, upper95] = [
    forecast.lower95,
    forecast.lower80,
    forecast.upper80,
    forecast.upper95,
  ].map((limits, q) =>
    limits.map((limit, i) => {
      const before = forecast.offered[i]!;
      if (before > 0) return (limit * offered[i]!) / before;
      return offered[i]! > 0 ? countQuantiles(offered[i]!, 0, [QUANTILES[q]!])[0]! : 0;
    }),
  );
  const { days: _days, weeks: _weeks, expectedError: _error, ...rest } = forecast;
  return { ...rest, offered, lower95: lower95!, lower80: lower80!, upper80: upper80!, upper95: upper95! };
}

/** A forecast of nothing on given intervals: for queues that get their first contacts by a scenario, and for checks of names. */
export function emptyForecast(
  queue: QueueId,
  intervalMinutes: number,
  startMs: Float64Array = new Float64Array(0),
  ahtSeconds = 0,
): QueueForecast {
  const nothing = new Float64Array(startMs.length);
  return {
    queue,
    intervalMinutes,
    startMs,
    offered: nothing,
    lower80: nothing,
    upper80: nothing,
    lower95: nothing,
    upper95: nothing,
    ahtSeconds: nothing.map(() => ahtSeconds),
    method: 'scenario',
    evidence: [],
    corrections: [],
  };
}
