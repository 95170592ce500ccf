import { integrateWaits } from './quadrature.js';

/**
 * What lies above "all busy" in a birth–death queue with exponential patience, each weight relative to the state in
 * which all are busy and nobody waits, and all divided by e^{@link scale} so that a huge overload does not overflow.
 */
export interface WaitingWeights {
  readonly scale: number;
  /** Σ_{k ≥ 1} π_{n+k} / π_n. */
  readonly queue: number;
  /** Contacts answered after a wait within the threshold, and later: shares of all offered, relative to π_n. */
  readonly within: number;
  readonly late: number;
  /** Contacts that hang up. */
  readonly abandon: number;
  /** Waits of the answered summed up, in units of the mean patience. */
  readonly wait: number;
}

/** Up to this size the plain series is faster than the quadrature. */
const SERIES_LIMIT = 1500;
/** Largest exponent that stays unscaled; e^690 still fits a double. */
const UNSCALED = 690;

/**
 * Weights of the waiting states. Their rates grow linearly, so the offered wait V has the density
 * π_n·R·exp(x(1 − e^−s) − y s) with s = wait/patience (Baccelli & Hebuterne 1981; Mandelbaum & Zeltyn 2007,
 * doi:10.1007/978-3-540-37034-2_2); its integrals are incomplete gamma functions of (y, x) and (y, x e^−threshold).
 * @param x arrivals per mean patience, > 0
 * @param y completions per mean patience with all agents busy, > 0
 * @param threshold target in units of the mean patience, ≥ 0, may be `Infinity`
 */
export function waitingWeights(x: number, y: number, threshold: number): WaitingWeights {
  return x + y <= SERIES_LIMIT && growth(x, y) < 600 ? bySeries(x, y, threshold) : byQuadrature(x, y, threshold);
}

/** ln of the largest weight of a waiting state. */
const growth = (x: number, y: number): number => (x <= y ? 0 : x - y - y * Math.log(x / y));

function bySeries(x: number, y: number, threshold: number): WaitingWeights {
  let term = 1;
  let harmonic = 0;
  let queue = 0;
  let length = 0;
  let wait = 0;
  for (let k = 1; ; k++) {
    const inverse = 1 / (y + k);
    term *= x * inverse;
    harmonic += inverse;
    queue += term;
    length += k * term;
    wait += term * harmonic;
    if (term * k <= length * 1e-17) break;
  }
  const rate = y / x;
  // ω·L(y, x e^−threshold) is what of L(y, x) lies beyond the threshold.
  const beyond =
    threshold === Number.POSITIVE_INFINITY
      ? 0
      : Math.exp(-x * Math.expm1(-threshold) - y * threshold) * seriesSum(x * Math.exp(-threshold), y);
  let within = threshold === 0 ? 0 : queue - beyond;
  // Two nearly equal numbers: the difference itself is integrated.
  if (within < 1e-3 * queue && threshold > 0) {
    const part = integrateWaits(x, y, 0, threshold);
    within = x * part.mass * Math.exp(part.peak);
  }
  return {
    scale: 0,
    queue,
    within: rate * within,
    late: rate * beyond,
    abandon: length / x,
    wait: rate * wait,
  };
}

/** Σ_{k ≥ 1} z^k / ((y+1)…(y+k)). */
function seriesSum(z: number, y: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 1; ; k++) {
    term *= z / (y + k);
    sum += term;
    if (term <= sum * 1e-17) return sum;
  }
}

function byQuadrature(x: number, y: number, threshold: number): WaitingWeights {
  const early = threshold > 0 ? integrateWaits(x, y, 0, threshold) : undefined;
  const later =
    threshold < Number.POSITIVE_INFINITY ? integrateWaits(x, y, threshold, Number.POSITIVE_INFINITY) : undefined;
  const top = Math.max(early?.peak ?? Number.NEGATIVE_INFINITY, later?.peak ?? Number.NEGATIVE_INFINITY);
  const scale = top > UNSCALED ? top : 0;
  const earlyFactor = early === undefined ? 0 : Math.exp(early.peak - scale);
  const lateFactor = later === undefined ? 0 : Math.exp(later.peak - scale);
  const withinMass = (early?.mass ?? 0) * earlyFactor;
  const lateMass = (later?.mass ?? 0) * lateFactor;
  const queue = x * (withinMass + lateMass);
  return {
    scale,
    queue,
    within: y * withinMass,
    late: y * lateMass,
    // Both forms equal the sum over k of k·π_{n+k}/x; each is used where all its parts are positive.
    abandon:
      x > y
        ? Math.exp(-scale) + queue * ((x - y) / x)
        : y * ((early?.growth ?? 0) * earlyFactor + (later?.growth ?? 0) * lateFactor),
    wait: y * ((early?.first ?? 0) * earlyFactor + (later?.first ?? 0) * lateFactor),
  };
}
