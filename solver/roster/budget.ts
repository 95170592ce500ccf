import type { Control, StopRule } from '../stop.js';

/** Counts work against the stop rule and asks the outside world about time and cancellation. */
export class Budget {
  wasCancelled = false;
  /** Whether the clock ended the run. */
  usedClock = false;
  private readonly limit: number;
  private readonly deadline: number;

  constructor(
    private readonly stop: StopRule,
    private readonly control: Control,
    defaultWork: number,
    private readonly work: () => number,
  ) {
    const timed = stop.timeLimitMillis !== undefined && control.now !== undefined;
    this.limit = stop.workLimit ?? (timed ? Infinity : defaultWork);
    this.deadline = timed ? control.now!() + stop.timeLimitMillis! : Infinity;
    this.started = timed ? control.now!() : 0;
  }

  private readonly started: number;

  private extra = 0;
  private readonly more: (() => number)[] = [];

  /** Counts another meter too. */
  watch(work: () => number): void {
    this.more.push(work);
  }

  /** Counts work done elsewhere (simplex iterations of the master). */
  spend(units: number): void {
    this.extra += units;
  }

  /** Work units used so far. */
  get used(): number {
    return this.work() + this.extra + this.more.reduce((sum, meter) => sum + meter(), 0);
  }

  /** Work units left of the given share of the budget, ≥ 0. */
  left(share: number): number {
    return Math.max(0, this.limit * share - this.used);
  }

  get gapLimit(): number {
    return this.stop.gapLimit ?? 0;
  }

  /** Share of the budget used, 0 to 1. */
  get share(): number {
    let share = this.limit === Infinity ? 0 : this.used / this.limit;
    if (this.deadline < Infinity) {
      share = Math.max(share, (this.control.now!() - this.started) / (this.deadline - this.started));
    }
    return Math.min(1, share);
  }

  /** Whether the given share of the budget is used up, or the run is cancelled. */
  isSpent(share: number): boolean {
    if (this.wasCancelled || this.control.isCancelled?.() === true) {
      this.wasCancelled = true;
      return true;
    }
    if (this.used >= this.limit * share) return true;
    if (this.deadline === Infinity) return false;
    const spent = this.control.now!() >= this.started + (this.deadline - this.started) * share;
    if (spent) this.usedClock = true;
    return spent;
  }

  progress(phase: string, incumbent: number, bound?: number): void {
    this.control.onProgress?.({
      share: this.share,
      phase,
      incumbent,
      ...(bound !== undefined && bound > -Infinity ? { bound } : {}),
    });
  }
}
