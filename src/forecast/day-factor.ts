import type { DayTable } from './days.js';
import { dayCounts } from './days.js';
import { sum } from './numbers.js';

/** Weight of a weekday's older days, per week, and gain of the level, in the plain expectation that days are held against. */
const WEEKLY_WEIGHT = 0.8;
const LEVEL_GAIN = 0.15;
const ENOUGH_WEEKS = 3;
const LEARNING_DAYS = 182;
/** Days of evidence that the spread of the forecast itself counts for. */
const PRIOR_DAYS = 10;
/** Share of that spread that is taken for the day's own factor. */
const PRIOR_SHARE = 0.5;
/** Misses are clipped at this many mean deviations. */
const CLIP = 3;

/** Why the first part of a day is off its forecast, as relative variances beyond Poisson. */
export interface DayFactor {
  /** Of what the whole day has in common. */
  readonly common: number;
  /** Of what the first part has for itself: days whose shape differs. */
  readonly early: number;
}

/**
 * Learns from past days how the part of a day before a position and the part after it miss a plain expectation (weighted
 * mean of the weekday × level): what they miss together is the day's factor, Cov(r₁, r₂); what the first misses beside
 * it and beside Poisson noise, Var(r₁) − Cov(r₁, r₂) − E 1/μ₁, is its shape. A covariance counts for what is sure of it
 * (times 1 − 1/t²) and for no more than the forecast's own day totals err, because the plain expectation errs more.
 * @param spread relative variance of day totals around the forecast; half of it counts as ten days of evidence
 */
export function learnDayFactor(table: DayTable, position: number, spread: number): DayFactor {
  const rows = Array.from({ length: 7 }, () => new Float64Array(table.positions));
  const mass = new Float64Array(7);
  const seen = new Uint8Array(7);
  let level = 1;
  const pairs: Pair[] = [];
  for (let d = 0; d < table.totals.length; d++) {
    if (Number.isNaN(table.totals[d]!)) continue;
    const w = table.weekday[d]! - 1;
    const own = rows[w]!;
    const row = dayCounts(table, d);
    const before = (sum(own.subarray(0, position)) / mass[w]!) * level;
    const after = (sum(own.subarray(position)) / mass[w]!) * level;
    const known = seen[w]! >= ENOUGH_WEEKS;
    if (known && before >= 1 && after >= 1 && d >= table.totals.length - LEARNING_DAYS) {
      pairs.push({
        early: sum(row.subarray(0, position)) / before - 1,
        late: sum(row.subarray(position)) / after - 1,
        noise: 1 / before,
      });
    }
    if (known && before + after > 0)
      level *= Math.max(0.2, Math.min(5, table.totals[d]! / (before + after))) ** LEVEL_GAIN;
    for (let p = 0; p < own.length; p++) own[p] = WEEKLY_WEIGHT * own[p]! + row[p]! / level;
    mass[w] = WEEKLY_WEIGHT * mass[w]! + 1;
    seen[w]!++;
  }
  return components(pairs, spread);
}

/** Relative misses of a day's two parts, and the Poisson variance of the first. */
interface Pair {
  readonly early: number;
  readonly late: number;
  readonly noise: number;
}

function components(pairs: readonly Pair[], spread: number): DayFactor {
  const days = pairs.length;
  if (days < 2) return { common: PRIOR_SHARE * spread, early: spread };
  const mean = (values: readonly number[]): number => sum(values) / days;
  const clip = (values: readonly number[]): number[] => {
    const limit = CLIP * mean(values.map(Math.abs));
    return values.map((value) => Math.max(-limit, Math.min(limit, value)));
  };
  const early = clip(pairs.map((pair) => pair.early));
  const late = clip(pairs.map((pair) => pair.late));
  const products = early.map((value, i) => value * late[i]!);
  const cross = mean(products);
  const error = Math.sqrt(mean(products.map((value) => (value - cross) ** 2)) / days);
  const sure = cross > error ? cross * (1 - (error / cross) ** 2) : 0;
  return {
    common: (days * Math.min(sure, spread) + PRIOR_DAYS * PRIOR_SHARE * spread) / (days + PRIOR_DAYS),
    early: Math.max(0, mean(early.map((value) => value ** 2)) - mean(pairs.map(({ noise }) => noise)) - sure),
  };
}

/** What a day's factor is believed to be after part of it: mean, and variance relative to the mean's square. */
export interface Posterior {
  readonly factor: number;
  readonly variance: number;
}

/**
 * Gamma–Poisson update: factor ~ Γ(1/c, 1/c) before the day, contacts Y ~ Poisson(factor μ) so far; after it
 * Γ(1/c + κ Y, 1/c + κ μ). κ = 1/(1 + e μ) is what the contacts count for where the shape of the first part is unsure
 * (quasi-likelihood). Shen & Huang 2008 and Weinberg, Brown & Stroud 2007 update days the same way.
 */
export function updateFactor(arrived: number, expected: number, { common, early }: DayFactor): Posterior {
  if (common <= 1e-9) return { factor: 1, variance: 0 };
  const weight = 1 / (1 + early * expected);
  const shape = 1 / common + weight * arrived;
  return { factor: shape / (1 / common + weight * expected), variance: 1 / shape };
}
