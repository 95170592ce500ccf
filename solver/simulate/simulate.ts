import { compile } from './compile.js';
import { Engine } from './engine.js';
import type { SimulationProblem } from './problem.js';
import { QueueBook, type QueueResult, queueResult } from './queue-book.js';

export interface SimulationOptions {
  readonly seed: number;
  /** Independent repetitions, ≥ 1. */
  readonly replications: number;
  /** Two-sided confidence of the limits, between 0 and 1, default 0.95. */
  readonly confidence?: number;
  /** Asked between batches; true ends the run with those done. */
  readonly isCancelled?: () => boolean;
  readonly onProgress?: (share: number) => void;
}

export interface SimulationResult {
  readonly replications: number;
  readonly confidence: number;
  /** Contacts offered in all replications together. */
  readonly contacts: number;
  readonly queues: readonly QueueResult[];
}

/** Replications that follow each other, added up: plain numbers, as another thread can send them. */
export interface SimulationBatch {
  readonly replications: number;
  readonly contacts: number;
  /** Sums per queue, to be read by {@link combineBatches}. */
  readonly queues: readonly Float64Array[];
}

/** First replication and number of them. */
export interface BatchRange {
  readonly first: number;
  readonly replications: number;
}

/** Replications of a batch. Sums are rounded batch by batch, so it is fixed: any number of threads gives the same bytes. */
const BATCH = 10;

/**
 * The batches a run is made of, to be given to as many threads as there are.
 * @throws RangeError where replications is no whole number ≥ 1
 */
export function batchesOf(replications: number): BatchRange[] {
  if (!Number.isInteger(replications) || replications < 1)
    throw new RangeError(`replications is ${replications}; it must be a whole number ≥ 1.`);
  return Array.from({ length: Math.ceil(replications / BATCH) }, (_, k) => ({
    first: k * BATCH,
    replications: Math.min(BATCH, replications - k * BATCH),
  }));
}

/**
 * Runs batches of a simulation in this thread; a replication depends on the seed and its number alone.
 * @throws RangeError on a number out of range
 */
export function simulateBatches(
  problem: SimulationProblem,
  seed: number,
  ranges: readonly BatchRange[],
  proceed: (done: number) => boolean = () => true,
): SimulationBatch[] {
  const compiled = compile(problem);
  const engine = new Engine(compiled);
  const batches: SimulationBatch[] = [];
  for (const { first, replications } of ranges) {
    const books = compiled.queues.map((_, q) => new QueueBook(compiled, q));
    let contacts = 0;
    for (let i = 0; i < replications; i++) {
      const tally = engine.run(seed, first + i);
      for (const book of books) contacts += book.add(tally);
    }
    batches.push({ replications, contacts, queues: books.map((book) => book.sums) });
    if (!proceed(batches.length)) break;
  }
  return batches;
}

/** Adds batches up in the order given. */
export function combineBatches(
  problem: Pick<SimulationProblem, 'intervals'>,
  batches: readonly SimulationBatch[],
  confidence = 0.95,
): SimulationResult {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}; it must be between 0 and 1.`);
  const replications = batches.reduce((sum, batch) => sum + batch.replications, 0);
  const queues = (batches[0]?.queues ?? []).map((first, q) => {
    const sums = new Float64Array(first.length);
    for (const batch of batches) {
      const own = batch.queues[q]!;
      for (let i = 0; i < sums.length; i++) sums[i]! += own[i]!;
    }
    return queueResult(sums, problem.intervals, replications, confidence);
  });
  return { replications, confidence, contacts: batches.reduce((sum, batch) => sum + batch.contacts, 0), queues };
}

/**
 * Simulates contacts against agents. Same problem and seed, same result.
 * @throws RangeError on a number out of range
 */
export function simulate(problem: SimulationProblem, options: SimulationOptions): SimulationResult {
  const { seed, replications, confidence, isCancelled, onProgress } = options;
  const ranges = batchesOf(replications);
  const batches = simulateBatches(problem, seed, ranges, (done) => {
    onProgress?.(done / ranges.length);
    return isCancelled?.() !== true;
  });
  return combineBatches(problem, batches, confidence);
}
