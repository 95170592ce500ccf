import type { DayGrid } from './day-grid.js';

/** Same weekdays to either side that say what an interval normally holds, and how far to look for them. */
const NEIGHBOURS_A_SIDE = 4;
const FARTHEST_WEEKS = 26;
/** Under this a median of whole numbers is too coarse, and a trimmed mean is taken. */
const COARSE = 5;
/** Fewer neighbours judge nothing. */
export const ENOUGH_NEIGHBOURS = 3;

/** What is normal for every day and wall-clock position, learned from the same weekdays before and after. */
export interface Expected {
  /** Expected contacts, days × positions; NaN where too little is known. */
  readonly mean: Float64Array;
  /** Days that had enough neighbours. */
  readonly judged: Uint8Array;
  /** Volume of the day against its neighbours, from its middle intervals; 1 where it cannot be told. */
  readonly dayFactor: Float64Array;
  /** Variance of an interval around its mean m, within a day: m + within · m². */
  readonly within: number;
  /** The same for whole stretches, day to day. */
  readonly between: number;
}

/**
 * Robust expectation: per weekday and position the median over up to eight neighbouring weeks (leaving out the day itself),
 * so that level, season and shape may move and an outage or spike in one of them does not matter.
 * @param excluded days that are no witnesses (1), beside special and blank ones
 * @param low cells (days × positions) that say nothing about how their day ran (1)
 */
export function expect(days: DayGrid, excluded: Uint8Array, low: Uint8Array): Expected {
  const count = days.kind.length;
  const { positions, counts } = days;
  const mean = new Float64Array(counts.length).fill(Number.NaN);
  const judged = new Uint8Array(count);
  const witness = days.kind.map((kind, d) => kind === 'normal' && excluded[d] === 0);
  const values = new Float64Array(2 * NEIGHBOURS_A_SIDE);
  for (let d = 0; d < count; d++) {
    const neighbours = neighboursOf(d, witness);
    if (neighbours.length < ENOUGH_NEIGHBOURS) continue;
    judged[d] = 1;
    for (let p = 0; p < positions; p++) {
      let n = 0;
      for (const neighbour of neighbours) {
        const value = counts[neighbour * positions + p]!;
        if (Number.isNaN(value)) continue;
        let at = n++;
        for (; at > 0 && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
        values[at] = value;
      }
      if (n > 0) mean[d * positions + p] = middle(values, n);
    }
  }
  const dayFactor = Float64Array.from(days.kind, (_, d) => (judged[d] === 1 ? factorOf(days, mean, low, d) : 1));
  return { mean, judged, dayFactor, ...spread(days, mean, dayFactor, witness) };
}

/** Up to eight nearest same weekdays that are witnesses, at most half a year away. */
function neighboursOf(day: number, witness: readonly boolean[]): number[] {
  const before: number[] = [];
  const after: number[] = [];
  const wanted = 2 * NEIGHBOURS_A_SIDE;
  for (let week = 1; week <= FARTHEST_WEEKS; week++) {
    // Full where both sides have their share, or one side's lack is made up by the other.
    if (Math.min(before.length, NEIGHBOURS_A_SIDE) + Math.min(after.length, NEIGHBOURS_A_SIDE) >= wanted) break;
    if (witness[day - 7 * week] === true && before.length < wanted) before.push(day - 7 * week);
    if (witness[day + 7 * week] === true && after.length < wanted) after.push(day + 7 * week);
    const edge = day - 7 * week < 0 || day + 7 * week >= witness.length;
    if (edge && before.length + after.length >= wanted) break;
  }
  const fromBefore = Math.min(before.length, Math.max(NEIGHBOURS_A_SIDE, wanted - after.length));
  return [...before.slice(0, fromBefore), ...after.slice(0, wanted - fromBefore)];
}

/** Median of the first n sorted values; for small counts their mean without the largest and the smallest. */
function middle(sorted: Float64Array, n: number): number {
  const median = n % 2 === 1 ? sorted[(n - 1) / 2]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2;
  if (median >= COARSE) return median;
  const cut = n >= 5 ? 1 : 0;
  let sum = 0;
  for (let i = cut; i < n - cut; i++) sum += sorted[i]!;
  const trimmed = sum / (n - 2 * cut);
  // Where the two disagree widely a few values are wild, and the median is the better witness.
  return trimmed > 3 * median + COARSE ? median : trimmed;
}

/** Weighted median of value over expectation, weights = expectation. */
function factorOf({ positions, counts }: DayGrid, mean: Float64Array, low: Uint8Array, day: number): number {
  const ratios = new Float64Array(positions);
  const weights = new Float64Array(positions);
  let n = 0;
  let total = 0;
  for (let at = day * positions; at < (day + 1) * positions; at++) {
    const weight = mean[at]!;
    const value = counts[at]!;
    if (!(weight > 0) || Number.isNaN(value) || low[at] === 1) continue;
    const ratio = value / weight;
    let to = n++;
    for (; to > 0 && ratios[to - 1]! > ratio; to--) {
      ratios[to] = ratios[to - 1]!;
      weights[to] = weights[to - 1]!;
    }
    ratios[to] = ratio;
    weights[to] = weight;
    total += weight;
  }
  let sum = 0;
  for (let k = 0; k < n; k++) {
    sum += weights[k]!;
    if (sum * 2 >= total) return Math.min(3, Math.max(1 / 3, ratios[k]!));
  }
  return 1;
}

/** Overdispersion beyond Poisson from the median absolute relative error of busy intervals, and of days. */
function spread(
  { positions, counts }: DayGrid,
  mean: Float64Array,
  dayFactor: Float64Array,
  witness: readonly boolean[],
): { within: number; between: number } {
  const errors = new Float64Array(counts.length);
  const dayErrors: number[] = [];
  let n = 0;
  let noise = 0;
  for (let d = 0; d < witness.length; d++) {
    if (witness[d] !== true) continue;
    let busy = 0;
    for (let at = d * positions; at < (d + 1) * positions; at++) {
      const expected = mean[at]! * dayFactor[d]!;
      if (!(expected >= COARSE) || Number.isNaN(counts[at])) continue;
      errors[n++] = Math.abs(counts[at]! / expected - 1);
      noise += 1 / expected;
      busy++;
    }
    if (busy > 0) dayErrors.push(Math.abs(Math.log(dayFactor[d]!)));
  }
  const floor = 0.01;
  if (n === 0) return { within: 0.05, between: 0.1 };
  const robust = (list: ArrayLike<number>) => (1.4826 * median(list)) ** 2;
  // The expectation itself is noisy, by about an eighth of a week's variance.
  const within = Math.max(floor, robust(errors.subarray(0, n)) - (1.2 * noise) / n);
  return { within, between: Math.max(0.1, within, robust(dayErrors)) };
}

/** Median; NaN of nothing. */
export function median(list: ArrayLike<number>): number {
  const sorted = Float64Array.from(list).sort();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * Upper bound (Chernoff) on the natural logarithm of the chance that a gamma-Poisson count with this mean and
 * overdispersion is `value` or less (or more, where it lies above the mean). Exact for 0.
 */
export function logTail(value: number, mean: number, overdispersion: number): number {
  const k = 1 / overdispersion;
  const grow = (value + k) * Math.log((k + mean) / (k + value));
  return -((value === 0 ? 0 : value * Math.log(value / mean)) + grow);
}
