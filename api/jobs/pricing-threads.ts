import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { inline, type TourExecutor, type TourPricing } from '../../solver/roster/executor.js';
import type { TourAnswer } from '../../solver/roster/tour-batch.js';
import { PricingLayout, WORD } from './pricing-layout.js';
import { answerLeft } from './pricing-share.js';
import type { PricingWorkerData } from './pricing-worker.js';

/** With fewer classes of people than this a solve is over before other threads have compiled the problem. */
const FEWEST_CLASSES = 100;
/** How long a thread that does not answer is waited for. */
const PATIENCE_MS = 30_000;

/** More threads than this have too little to do between two looks at the prices. */
const MOST_THREADS = 8;

/** Threads for each of so many solves at the same time on this machine. */
export const threadsFor = (solves: number): number =>
  Math.max(1, Math.min(MOST_THREADS, Math.floor(availableParallelism() / solves)));

/**
 * Pricing in threads that each hold the problem; the calling thread does its share. Classes are taken one by one from a list in shared
 * memory, so nobody waits for a thread that is slow or not there yet. The answers do not depend on who gives them.
 * @param workers threads at work, the calling one included, ≥ 1
 */
export function pricingThreads(workers: number): TourExecutor {
  if (workers <= 1) return inline;
  return {
    open(problem, compiled, batch): TourPricing {
      const alone = inline.open(problem, compiled, batch);
      if (compiled.classes.length < FEWEST_CLASSES) return alone;
      const layout = new PricingLayout(compiled);
      const { control, memory } = layout;
      const threads = Array.from({ length: workers - 1 }, () => {
        const thread = new Worker(new URL(import.meta.resolve('#pricing-worker')), {
          workerData: { problem, memory } satisfies PricingWorkerData,
        });
        thread.unref();
        // The flag in shared memory says so too, to whoever waits.
        thread.on('error', () => {});
        return thread;
      });
      let number = 0;
      let lost = false;
      return {
        answer(ask) {
          if (lost) return alone.answer(ask);
          const { prices, mode, classes, latest, conflicted } = ask;
          layout.writePrices(mode, prices);
          classes.forEach((c, k) => {
            layout.writeQuestion(k, c, latest[k]!, conflicted[k]!);
          });
          Atomics.store(control, WORD.done, 0);
          number++;
          Atomics.store(control, WORD.left, (number << 8) | classes.length);
          Atomics.notify(control, WORD.left);
          answerLeft(layout, batch);
          if (!allDone(control, classes.length)) {
            lost = true;
            return alone.answer(ask);
          }
          return classes.map((_, k): TourAnswer => layout.readAnswer(k));
        },
        close() {
          Atomics.store(control, WORD.over, 1);
          Atomics.store(control, WORD.left, (number + 1) << 8);
          Atomics.notify(control, WORD.left);
          for (const thread of threads) void thread.terminate();
        },
      };
    },
  };
}

/** Waits until all classes are answered; false where a thread failed or keeps silent. */
function allDone(control: Int32Array, count: number): boolean {
  for (;;) {
    const done = Atomics.load(control, WORD.done);
    if (done === count) return true;
    if (Atomics.load(control, WORD.failed) === 1) return false;
    if (Atomics.wait(control, WORD.done, done, PATIENCE_MS) === 'timed-out') return false;
  }
}
