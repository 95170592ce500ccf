import { queueId } from '../domain/ids.js';
import { BY_HAND } from './adjust.js';
import { QUANTILES, type QueueForecast } from './contract.js';
import { countQuantiles } from './counts.js';

/** A forecast as it is kept: plain numbers, and what was computed beside what a hand made of it. */
export interface StoredForecast {
  readonly queue: string;
  /** IANA zone of the queue's days. */
  readonly zone: string;
  /** First local date that was not known. */
  readonly origin: string;
  readonly intervalMinutes: number;
  readonly startMs: readonly number[];
  readonly offered: readonly number[];
  readonly lower80: readonly number[];
  readonly upper80: readonly number[];
  readonly lower95: readonly number[];
  readonly upper95: readonly number[];
  readonly ahtSeconds: readonly number[];
  readonly automatic?: readonly number[];
  readonly method: string;
  readonly evidence: readonly { readonly method: string; readonly wape: number | null; readonly weight: number }[];
  readonly expectedError?: { readonly wape: number; readonly poissonWape: number };
  readonly corrections: QueueForecast['corrections'];
  readonly days: NonNullable<QueueForecast['days']>;
  readonly weeks: NonNullable<QueueForecast['weeks']>;
}

const plain = (values: Float64Array): number[] => Array.from(values, (value) => Math.round(value * 10_000) / 10_000);

/** The forecast as plain data; numbers keep four decimals, finer is noise. */
export function storedForecast(forecast: QueueForecast, zone: string, origin: string): StoredForecast {
  const { automatic, expectedError } = forecast;
  return {
    queue: forecast.queue,
    zone,
    origin,
    intervalMinutes: forecast.intervalMinutes,
    startMs: [...forecast.startMs],
    offered: plain(forecast.offered),
    lower80: plain(forecast.lower80),
    upper80: plain(forecast.upper80),
    lower95: plain(forecast.lower95),
    upper95: plain(forecast.upper95),
    ahtSeconds: plain(forecast.ahtSeconds),
    ...(automatic === undefined ? {} : { automatic: plain(automatic) }),
    method: forecast.method,
    evidence: forecast.evidence.map((one) => ({ ...one, wape: Number.isFinite(one.wape) ? one.wape : null })),
    ...(expectedError === undefined ? {} : { expectedError }),
    corrections: forecast.corrections,
    days: forecast.days ?? [],
    weeks: forecast.weeks ?? [],
  };
}

/** The forecast that was kept, as other stages take it. */
export function fromStored(stored: StoredForecast): QueueForecast {
  const { zone: _, origin: __, automatic, evidence, ...rest } = stored;
  return {
    ...rest,
    queue: queueId(stored.queue),
    startMs: Float64Array.from(stored.startMs),
    offered: Float64Array.from(stored.offered),
    lower80: Float64Array.from(stored.lower80),
    upper80: Float64Array.from(stored.upper80),
    lower95: Float64Array.from(stored.lower95),
    upper95: Float64Array.from(stored.upper95),
    ahtSeconds: Float64Array.from(stored.ahtSeconds),
    ...(automatic === undefined ? {} : { automatic: Float64Array.from(automatic) }),
    evidence: evidence.map((one) => ({ ...one, wape: one.wape ?? Number.NaN })),
  };
}

/**
 * The forecast as it was computed, before adjustments. Limits go back with the mean in proportion, as adjusting moved them;
 * where a hand left nothing they are those of a Poisson count. Totals of days and weeks are left out: theirs cannot be told.
 */
export function withoutHand(forecast: QueueForecast): QueueForecast {
  const { automatic, days: _, weeks: __, ...rest } = forecast;
  if (automatic === undefined) return forecast;
  const limit = (values: Float64Array, quantile: number): Float64Array =>
    values.map((value, i) => {
      const shown = forecast.offered[i]!;
      return shown > 0 ? (value * automatic[i]!) / shown : countQuantiles(automatic[i]!, 0, [QUANTILES[quantile]!])[0]!;
    });
  return {
    ...rest,
    method: forecast.method.replace(BY_HAND, ''),
    offered: automatic,
    lower95: limit(forecast.lower95, 0),
    lower80: limit(forecast.lower80, 1),
    upper80: limit(forecast.upper80, 2),
    upper95: limit(forecast.upper95, 3),
  };
}
