import type { Random } from '../random.js';

/**
 * Arrival times of one queue in ascending order. Poisson: unit exponentials spent on the piecewise constant rate, exact
 * across intervals (Çinlar 1975). Counts: the order statistics of uniform times, drawn one after the other (Lurie & Hartley
 * 1972, The American Statistician 26), so nothing is stored or sorted; a fraction of a contact comes with its probability.
 */
export class ArrivalProcess {
  private interval = 0;
  private time = 0;
  /** Contacts of the current interval still to come (counts only). */
  private left = 0;

  constructor(
    private readonly contacts: ArrayLike<number>,
    private readonly intervals: number,
    private readonly intervalSeconds: number,
    private readonly poisson: boolean,
    private readonly random: Random,
  ) {
    if (!poisson) this.left = this.countOf(0);
  }

  /** Time of the next arrival; `Infinity` after the last. */
  next(): number {
    return this.poisson ? this.nextPoisson() : this.nextCounted();
  }

  private nextPoisson(): number {
    const { contacts, intervals, intervalSeconds } = this;
    let units = this.random.exponential(1);
    while (this.interval < intervals) {
      const rate = contacts[this.interval]! / intervalSeconds;
      const end = (this.interval + 1) * intervalSeconds;
      const unitsLeft = rate * (end - this.time);
      if (units < unitsLeft) {
        this.time += units / rate;
        return this.time;
      }
      units -= unitsLeft;
      this.time = end;
      this.interval++;
    }
    return Number.POSITIVE_INFINITY;
  }

  private nextCounted(): number {
    while (this.left === 0) {
      this.interval++;
      if (this.interval >= this.intervals) return Number.POSITIVE_INFINITY;
      this.time = this.interval * this.intervalSeconds;
      this.left = this.countOf(this.interval);
    }
    const end = (this.interval + 1) * this.intervalSeconds;
    this.time += (end - this.time) * (1 - this.random.uniform() ** (1 / this.left));
    // A uniform number of exactly 0 would place the contact in the next interval.
    if (this.time >= end) this.time = end - 1e-9 * this.intervalSeconds;
    this.left--;
    return this.time;
  }

  private countOf(interval: number): number {
    return randomlyRounded(this.contacts[interval]!, this.random);
  }
}

/** Whole number with the given mean: 2.3 is 2 or, three times in ten, 3. */
export function randomlyRounded(mean: number, random: Random): number {
  const whole = Math.floor(mean);
  return mean > whole && random.uniform() < mean - whole ? whole + 1 : whole;
}
