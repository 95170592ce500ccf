import type { SolveOptions } from './model.js';

/** Pivots between two looks at the clock and the cancel flag. */
const PIVOTS_PER_CHECK = 16;

/** Thrown out of a library's simplex to end it; never leaves the adapter. */
export class Stop extends Error {
  constructor(readonly why: 'stopped' | 'stuck') {
    super(why);
  }
}

/** Counts pivots and ends the run at a limit. */
export class Meter {
  readonly pivotLimit: number;
  readonly #isCancelled: () => boolean;
  readonly #isLate: () => boolean;
  pivots = 0;

  constructor(options: SolveOptions) {
    this.pivotLimit = options.iterationLimit ?? Number.POSITIVE_INFINITY;
    this.#isCancelled = options.control?.isCancelled ?? (() => false);
    const { timeLimitSeconds, control } = options;
    const now = control?.now;
    const end = timeLimitSeconds === undefined || now === undefined ? undefined : now() + timeLimitSeconds * 1000;
    this.#isLate = end === undefined || now === undefined ? () => false : () => now() >= end;
  }

  countPivot(): void {
    if (this.pivots >= this.pivotLimit) throw new Stop('stopped');
    if (this.pivots % PIVOTS_PER_CHECK === 0) this.check();
    this.pivots++;
  }

  check(): void {
    if (this.#isCancelled() || this.#isLate()) throw new Stop('stopped');
  }
}
