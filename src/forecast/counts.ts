/** Standard normal quantile, Acklam's rational approximation (relative error below 1.15e-9). */
export function normalQuantile(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  const top =
    ((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) *
      r +
    2.506628277459239;
  const bottom =
    ((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) *
      r +
    1;
  return (q * top) / bottom;
}

function tail(q: number): number {
  const top =
    ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const bottom =
    (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
  return top / bottom;
}

/** Above this mean, quantiles of a count come from a gamma with the same mean and variance. */
const EXACT_BELOW = 60;

/**
 * Quantiles of a count with mean μ and variance μ + d μ² (negative binomial; Poisson at d = 0), in ascending order of
 * `probabilities`: the least k with P(N ≤ k) ≥ p. Means of 60 and more use the gamma of equal mean and variance with the
 * cube-root normal approximation (Wilson & Hilferty 1931, doi:10.1073/pnas.17.12.684).
 */
export function countQuantiles(mean: number, dispersion: number, probabilities: readonly number[]): number[] {
  if (!(mean > 0)) return probabilities.map(() => 0);
  if (mean >= EXACT_BELOW) {
    const shape = 1 / (1 / mean + dispersion);
    return probabilities.map((p) => {
      const root = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
      return mean * Math.max(0, root) ** 3;
    });
  }
  const result: number[] = [];
  let k = 0;
  const size = dispersion > 1e-9 ? 1 / dispersion : Number.POSITIVE_INFINITY;
  let mass = size === Number.POSITIVE_INFINITY ? Math.exp(-mean) : (size / (size + mean)) ** size;
  let below = mass;
  for (const p of probabilities) {
    while (below < p && k < 100_000) {
      k++;
      mass *= size === Number.POSITIVE_INFINITY ? mean / k : ((k - 1 + size) / k) * (mean / (size + mean));
      below += mass;
    }
    result.push(k);
  }
  return result;
}

/**
 * Whether a count lies in the central interval between two probabilities, judged by the randomised probability integral
 * transform (counts jump over quantiles): y is replaced by P(N < y) + u P(N = y), u in [0, 1).
 */
export function insideCentral(
  actual: number,
  mean: number,
  dispersion: number,
  central: readonly [low: number, high: number],
  u: number,
): boolean {
  if (!(mean > 0)) return actual === 0;
  if (mean >= EXACT_BELOW) {
    const [low, high] = countQuantiles(mean, dispersion, central);
    const value = actual + u - 0.5;
    return value >= low! && value <= high!;
  }
  const whole = Math.floor(actual);
  const size = dispersion > 1e-9 ? 1 / dispersion : Number.POSITIVE_INFINITY;
  let mass = size === Number.POSITIVE_INFINITY ? Math.exp(-mean) : (size / (size + mean)) ** size;
  let before = 0;
  for (let k = 1; k <= whole; k++) {
    before += mass;
    mass *= size === Number.POSITIVE_INFINITY ? mean / k : ((k - 1 + size) / k) * (mean / (size + mean));
  }
  const transformed = before + u * mass;
  return transformed >= central[0] && transformed <= central[1];
}
