import { Worker } from 'node:worker_threads';
import type { SolveProgress } from '../../solver/stop.js';
import { InputError } from '../../src/errors.js';
import type { TaskWorkerMessage, TaskWorkerOrder } from './task-worker.js';
import type { Task, TaskResults } from './tasks.js';

export interface TaskOptions {
  /** Abort = stop, keep the best so far; the promise then still resolves. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Upper limit of the thread's heap, MiB; beyond it the task fails instead of the whole process. */
  readonly maxHeapMiB?: number;
}

const EVENTS = ['message', 'error', 'exit'];
/** Milliseconds that a thread waits for another task before it ends. */
const IDLE_MS = 10_000;

/** A thread that waits for work; loading the solvers takes longer than a small plan. */
interface IdleThread {
  readonly worker: Worker;
  readonly maxHeapMiB: number | undefined;
  readonly timer: NodeJS.Timeout;
}
const idle: IdleThread[] = [];

/**
 * Runs a task in a worker thread, so that the caller stays responsive (Ctrl-C, HTTP) while the solver blocks its own. The thread is
 * used again by the next task, unless it failed or grew large.
 * Throws InputError for bad input and whatever error ended the thread otherwise.
 */
export function runTask<T extends Task>(task: T, options: TaskOptions = {}): Promise<TaskResults[T['kind']]> {
  const cancel = new SharedArrayBuffer(4);
  const worker = takeThread(options.maxHeapMiB);
  const stop = (): void => {
    Atomics.store(new Int32Array(cancel), 0, 1);
  };
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener('abort', stop);
  const ended = new Promise<TaskResults[T['kind']]>((resolve, reject) => {
    worker.on('message', (message: TaskWorkerMessage) => {
      if (message.kind === 'progress') return options.onProgress?.(message.progress);
      // A worker has listeners of its own, which must stay.
      for (const event of EVENTS) worker.removeAllListeners(event);
      if (message.reusable) keepThread(worker, options.maxHeapMiB);
      else void worker.terminate();
      if (message.kind === 'result') resolve(message.result as TaskResults[T['kind']]);
      else reject(new InputError(message.issues));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the worker thread ended with code ${code}`)));
  });
  worker.postMessage({ task, cancel } satisfies TaskWorkerOrder);
  return ended.finally(() => options.signal?.removeEventListener('abort', stop));
}

function takeThread(maxHeapMiB: number | undefined): Worker {
  const at = idle.findIndex((thread) => thread.maxHeapMiB === maxHeapMiB);
  if (at < 0)
    return new Worker(new URL(import.meta.resolve('#task-worker')), {
      ...(maxHeapMiB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB } }),
    });
  const [{ worker, timer }] = idle.splice(at, 1) as [IdleThread];
  clearTimeout(timer);
  for (const event of EVENTS) worker.removeAllListeners(event);
  worker.ref();
  return worker;
}

function keepThread(worker: Worker, maxHeapMiB: number | undefined): void {
  const forget = (): void => {
    const at = idle.findIndex((thread) => thread.worker === worker);
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]!.timer);
  };
  const timer = setTimeout(() => {
    forget();
    void worker.terminate();
  }, IDLE_MS);
  // Neither keeps a process alive that has nothing else to do.
  timer.unref();
  worker.unref();
  worker.on('error', forget);
  worker.on('exit', forget);
  idle.push({ worker, maxHeapMiB, timer });
}
