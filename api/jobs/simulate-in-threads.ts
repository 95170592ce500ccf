import {
  batchesOf,
  combineBatches,
  type SimulationProblem,
  type SimulationResult,
  simulate,
} from '../../solver/simulate/index.js';
import { runTask, type TaskOptions } from './run-task.js';

export interface ThreadedSimulation {
  readonly seed: number;
  readonly replications: number;
  /** Threads, ≥ 1; the result does not depend on it. */
  readonly workers: number;
}

/**
 * Simulates in worker threads: each takes a run of batches, which are added up in their order. Stopped by the signal, it
 * gives the batches done so far, at least one.
 */
export async function simulateInThreads(
  problem: SimulationProblem,
  { seed, replications, workers }: ThreadedSimulation,
  options: TaskOptions = {},
): Promise<SimulationResult> {
  const ranges = batchesOf(replications);
  // A single batch is done sooner than a thread starts.
  if (ranges.length === 1) return simulate(problem, { seed, replications });
  const each = Math.ceil(ranges.length / workers);
  const parts = Array.from({ length: Math.ceil(ranges.length / each) }, (_, k) =>
    ranges.slice(k * each, (k + 1) * each),
  );
  const shares = parts.map(() => 0);
  const batches = await Promise.all(
    parts.map((part, k) =>
      runTask(
        { kind: 'simulate', problem, seed, ranges: part },
        {
          ...options,
          onProgress: (progress) => {
            shares[k] = progress.share;
            const share = shares.reduce((sum, value) => sum + value, 0) / shares.length;
            options.onProgress?.({ ...progress, share });
          },
        },
      ),
    ),
  );
  return combineBatches(problem, batches.flat());
}
