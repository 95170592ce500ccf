import { workerData } from 'node:worker_threads';
import type { RosterProblem } from '../../solver/problem.js';
import { compile } from '../../solver/roster/compile.js';
import { TourPricer } from '../../solver/roster/reoptimise.js';
import { TourBatch } from '../../solver/roster/tour-batch.js';
import { PricingLayout, type PricingMemory, WORD } from './pricing-layout.js';
import { answerLeft } from './pricing-share.js';

/** What a pricing thread is started with. */
export interface PricingWorkerData {
  readonly problem: RosterProblem;
  readonly memory: PricingMemory;
}

const { problem, memory } = workerData as PricingWorkerData;
const compiled = compile(problem);
const layout = new PricingLayout(compiled, memory);
const batch = new TourBatch(compiled, new TourPricer(compiled, undefined, false));
const { control } = layout;

try {
  while (Atomics.load(control, WORD.over) === 0) {
    answerLeft(layout, batch);
    const left = Atomics.load(control, WORD.left);
    if ((left & 255) === 0) Atomics.wait(control, WORD.left, left);
  }
} catch (error) {
  // Whoever waits for this thread's answers must not wait for ever.
  Atomics.store(control, WORD.failed, 1);
  Atomics.notify(control, WORD.done);
  throw error;
}
