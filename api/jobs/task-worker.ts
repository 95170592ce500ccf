import { parentPort, workerData } from 'node:worker_threads';
import type { SolveProgress } from '../../solver/stop.js';
import { InputError, type Issue } from '../../src/errors.js';
import { perform, type Task } from './tasks.js';

/** What the thread is started with. `cancel` is one shared 32-bit word: 1 = stop and keep the best so far. */
export interface TaskWorkerData {
  readonly task: Task;
  readonly cancel: SharedArrayBuffer;
}

export type TaskWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: SolveProgress }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'input-error'; readonly issues: readonly Issue[] };

const { task, cancel } = workerData as TaskWorkerData;
const flag = new Int32Array(cancel);
const post = (message: TaskWorkerMessage): void => parentPort!.postMessage(message);

try {
  const result = await perform(task, {
    now: () => performance.now(),
    // A blocked thread gets no messages: the flag is read from shared memory.
    isCancelled: () => Atomics.load(flag, 0) === 1,
    onProgress: (progress) => post({ kind: 'progress', progress }),
  });
  post({ kind: 'result', result });
} catch (error) {
  // Class and fields of an error are lost between threads; anything but bad input is left to the worker's `error` event.
  if (!(error instanceof InputError)) throw error;
  post({ kind: 'input-error', issues: error.issues });
}
