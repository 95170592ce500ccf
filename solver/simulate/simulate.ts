import { compile } from './compile.js';
import { Engine } from './engine.js';
import type { SimulationProblem } from './problem.js';
import { QueueBook, type QueueResult } from './queue-book.js';

export interface SimulationOptions {
  readonly seed: number;
  /** Independent repetitions, ≥ 1. */
  readonly replications: number;
  /** Two-sided confidence of the limits, between 0 and 1, default 0.95. */
  readonly confidence?: number;
  /** Asked between replications; true ends the run with those done. */
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

/**
 * Simulates contacts against agents. Same problem and seed, same result; a replication depends on its number alone.
 * @throws RangeError on a number out of range
 */
export function simulate(problem: SimulationProblem, options: SimulationOptions): SimulationResult {
  const { seed, replications, confidence = 0.95 } = options;
  if (!Number.isInteger(replications) || replications < 1)
    throw new RangeError(`replications is ${replications}; it must be a whole number ≥ 1.`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}; it must be between 0 and 1.`);
  const compiled = compile(problem);
  const engine = new Engine(compiled);
  const books = compiled.queues.map((_, q) => new QueueBook(compiled, q));
  let done = 0;
  let contacts = 0;
  while (done < replications && !(done > 0 && options.isCancelled?.() === true)) {
    const tally = engine.run(seed, done);
    for (const book of books) contacts += book.add(tally);
    done++;
    options.onProgress?.(done / replications);
  }
  return {
    replications: done,
    confidence,
    contacts,
    queues: books.map((book) => book.result(confidence)),
  };
}
