import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import type { SolveProgress } from '../../solver/stop.js';
import { InputError, type Issue } from '../../src/errors.js';
import { perform, type Task } from './tasks.js';

/** A task for the thread. `cancel` is one shared 32-bit word: 1 = stop and keep the best so far. */
export interface TaskWorkerOrder {
  readonly task: Task;
  readonly cancel: SharedArrayBuffer;
}

/** `reusable`: the thread is small enough for another task. */
export type TaskWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: SolveProgress }
  | { readonly kind: 'result'; readonly result: unknown; readonly reusable: boolean }
  | { readonly kind: 'input-error'; readonly issues: readonly Issue[]; readonly reusable: boolean };

/** Bytes up to which a thread is worth keeping: a larger one costs more to hold than to start. */
const MOST_KEPT = 256 * 2 ** 20;

const post = (message: TaskWorkerMessage): void => parentPort!.postMessage(message);

function isReusable(): boolean {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory < MOST_KEPT;
}

parentPort!.on('message', async ({ task, cancel }: TaskWorkerOrder) => {
  const flag = new Int32Array(cancel);
  try {
    const result = await perform(task, {
      now: () => performance.now(),
      // A blocked thread gets no messages: the flag is read from shared memory.
      isCancelled: () => Atomics.load(flag, 0) === 1,
      onProgress: (progress) => post({ kind: 'progress', progress }),
    });
    post({ kind: 'result', result, reusable: isReusable() });
  } catch (error) {
    // Class and fields of an error are lost between threads; anything but bad input is left to the worker's `error` event.
    if (!(error instanceof InputError)) throw error;
    post({ kind: 'input-error', issues: error.issues, reusable: isReusable() });
  }
});
