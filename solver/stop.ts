/**
 * When a search ends. The default is a budget of *work*, counted by the solver in its own deterministic units, so that
 * the same input and seed give the same bytes on any machine. A wall-clock limit is possible; a run it ends is stamped
 * as not reproducible.
 */
export interface StopRule {
  /** Budget of deterministic work units, > 0. The meaning of a unit is documented by each solver. */
  readonly workLimit?: number;
  /** Wall-clock limit in milliseconds, > 0. Needs {@link Control.now}. */
  readonly timeLimitMillis?: number;
  /** Stop when (cost − bound) / |cost| is at most this, ≥ 0. */
  readonly gapLimit?: number;
}

/** What a long solve reports while it runs. */
export interface SolveProgress {
  /** Share of the budget used, 0 to 1. */
  readonly share: number;
  readonly phase: string;
  /** Cost of the best solution so far, if there is one. */
  readonly incumbent?: number;
  /** Proven lower bound so far, if there is one. */
  readonly bound?: number;
}

/** The outside world, handed in: the kernel itself knows no clock, no signal and no screen. */
export interface Control {
  /** Milliseconds of a monotonic clock; only needed with a wall-clock limit. */
  readonly now?: () => number;
  /** Asked between steps; true keeps the best so far and ends. */
  readonly isCancelled?: () => boolean;
  readonly onProgress?: (progress: SolveProgress) => void;
}
