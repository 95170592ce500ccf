import { type ForecastAsk, forecastAsked } from '../../src/forecast/ask.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import { runTask, type TaskOptions } from './run-task.js';

/** Queues that a thread gets at once, at most: few enough that copies of their history stay small. */
const BATCH = 8;

/**
 * Forecasts queues in worker threads, a few at a time, in the order in which they are asked for. The result does not depend on the
 * number of threads: queues know nothing of each other.
 * @param workers threads, ≥ 1
 * @throws InputError of the forecast
 */
export async function forecastInThreads(
  asks: readonly ForecastAsk[],
  workers: number,
  options: TaskOptions = {},
): Promise<QueueForecast[]> {
  // A single queue is done about as soon as a thread starts.
  if (asks.length <= 1) return asks.map(forecastAsked);
  const size = Math.min(BATCH, Math.ceil(asks.length / workers));
  const batches = Array.from({ length: Math.ceil(asks.length / size) }, (_, k) => asks.slice(k * size, (k + 1) * size));
  const done: QueueForecast[][] = [];
  let next = 0;
  let finished = 0;
  const work = async (): Promise<void> => {
    for (let k = next++; k < batches.length; k = next++) {
      done[k] = [...(await runTask({ kind: 'forecast-queues', asks: batches[k]! }, options))];
      finished += done[k]!.length;
      options.onProgress?.({ share: finished / asks.length, phase: 'forecast' });
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, batches.length) }, work));
  return done.flat();
}
