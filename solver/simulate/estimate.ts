import { studentQuantile } from './student.js';

/** A mean over replications with its confidence interval. */
export interface Estimate {
  /** NaN where there was nothing to take a mean of. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Sums that a ratio is kept by. */
export const RATIO_SUMS = 5;

/**
 * Ratios of two totals (answered in time / offered …) in many cells over replications: the ratio of the sums, so that a
 * replication counts by its contacts and an empty one does no harm, with Student's t interval of the linearised ratio
 * (Cochran 1977, Sampling Techniques, ch. 6), replications − 1 degrees of freedom. The sums are plain numbers that add up
 * over batches of replications.
 */
export class RatioTally {
  private readonly top: Float64Array;
  private readonly bottom: Float64Array;
  private readonly topSquares: Float64Array;
  private readonly products: Float64Array;
  private readonly bottomSquares: Float64Array;

  /** @param sums {@link RATIO_SUMS} × cells, written to */
  constructor(
    private readonly cells: number,
    sums: Float64Array,
  ) {
    const part = (k: number): Float64Array => sums.subarray(k * cells, (k + 1) * cells);
    this.top = part(0);
    this.bottom = part(1);
    this.topSquares = part(2);
    this.products = part(3);
    this.bottomSquares = part(4);
  }

  /** Adds one replication. */
  add(top: ArrayLike<number>, bottom: ArrayLike<number>): void {
    for (let i = 0; i < this.cells; i++) {
      const y = top[i]!;
      const x = bottom[i]!;
      this.top[i]! += y;
      this.bottom[i]! += x;
      this.topSquares[i]! += y * y;
      this.products[i]! += x * y;
      this.bottomSquares[i]! += x * x;
    }
  }

  /**
   * @param n replications added; with one the limits are infinite
   * @param confidence two-sided, e.g. 0.95
   */
  estimates(n: number, confidence: number): Estimate[] {
    const quantile = n > 1 ? studentQuantile(0.5 + confidence / 2, n - 1) : Number.POSITIVE_INFINITY;
    return Array.from({ length: this.cells }, (_, i) => {
      const total = this.bottom[i]!;
      if (total === 0) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
      const mean = this.top[i]! / total;
      const squares = this.topSquares[i]! - 2 * mean * this.products[i]! + mean * mean * this.bottomSquares[i]!;
      const error = Math.sqrt((Math.max(0, squares) * n) / Math.max(1, n - 1)) / total;
      const half = n > 1 ? quantile * error : Number.POSITIVE_INFINITY;
      return { mean, low: mean - half, high: mean + half };
    });
  }
}
