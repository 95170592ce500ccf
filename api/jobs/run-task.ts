import { Worker } from 'node:worker_threads';
import type { SolveProgress } from '../../solver/stop.js';
import { InputError } from '../../src/errors.js';
import type { TaskWorkerData, TaskWorkerMessage } from './task-worker.js';
import type { Task, TaskResults } from './tasks.js';

export interface TaskOptions {
  /** Abort = stop, keep the best so far; the promise then still resolves. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Upper limit of the thread's heap, MiB; beyond it the task fails instead of the whole process. */
  readonly maxHeapMiB?: number;
}

/**
 * Runs a task in a worker thread, so that the caller stays responsive (Ctrl-C, HTTP) while the solver blocks its own.
 * Throws InputError for bad input and whatever error ended the thread otherwise.
 */
export function runTask<T extends Task>(task: T, options: TaskOptions = {}): Promise<TaskResults[T['kind']]> {
  const cancel = new SharedArrayBuffer(4);
  const worker = new Worker(new URL(import.meta.resolve('#task-worker')), {
    workerData: { task, cancel } satisfies TaskWorkerData,
    ...(options.maxHeapMiB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.maxHeapMiB } }),
  });
  const stop = (): void => {
    Atomics.store(new Int32Array(cancel), 0, 1);
  };
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener('abort', stop);
  return new Promise<TaskResults[T['kind']]>((resolve, reject) => {
    worker.on('message', (message: TaskWorkerMessage) => {
      if (message.kind === 'progress') options.onProgress?.(message.progress);
      else if (message.kind === 'result') resolve(message.result as TaskResults[T['kind']]);
      else reject(new InputError(message.issues));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code !== 0) reject(new Error(`the worker thread ended with code ${code}`));
    });
  }).finally(() => options.signal?.removeEventListener('abort', stop));
}
