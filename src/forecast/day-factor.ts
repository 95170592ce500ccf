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
/** Days that err most are left out of the variances: outages, campaigns. */
const LEFT_OUT = 0.05;
/** Nothing is believed to be this much surer, or less sure, than the whole day. */
const LEAST_LEFT = 0.2;
const MOST_LEFT = 4;

/** Why the first part of a day is off its forecast, as relative variances beyond Poisson. */
export interface DayFactor {
  /** Of what the whole day has in common. */
  readonly common: number;
  /** Of what the first part has for itself: days whose shape differs. */
  readonly early: number;
  /**
   * Relative variance beyond Poisson of the rest after the update, over that of the whole day before it, as past days had it:
   * of single intervals and of the total.
   */
  readonly left: { readonly interval: number; readonly total: number };
}

/**
 * Learns from past days how the part of a day before a position and the part after it miss a plain expectation (weighted
 * mean of the weekday × level): what they miss together is the day's factor, Cov(r₁, r₂); what the first misses beside
 * it and beside Poisson noise, Var(r₁) − Cov(r₁, r₂) − E 1/μ₁, is its shape. A covariance counts for what is sure of it
 * (times 1 − 1/t²) and for no more than the forecast's own day totals err, because the plain expectation errs more.
 * What is left after the update is measured on the same days, so that hours which wander more, and days that change their course,
 * widen the rest.
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
        expected: own.map((value) => (value / mass[w]!) * level),
        actual: row,
      });
    }
    if (known && before + after > 0)
      level *= Math.max(0.2, Math.min(5, table.totals[d]! / (before + after))) ** LEVEL_GAIN;
    for (let p = 0; p < own.length; p++) own[p] = WEEKLY_WEIGHT * own[p]! + row[p]! / level;
    mass[w] = WEEKLY_WEIGHT * mass[w]! + 1;
    seen[w]!++;
  }
  const found = components(pairs, spread);
  return { ...found, left: leftOver(pairs, position, found) };
}

/** Relative misses of a day's two parts, and the Poisson variance of the first. */
interface Pair {
  readonly early: number;
  readonly late: number;
  readonly noise: number;
  /** Contacts per position of the day. */
  readonly expected: Float64Array;
  readonly actual: Float64Array;
}

/** Variances of the rest after the update over those of whole days before it, shrunk to 1 by ten days. */
function leftOver(pairs: readonly Pair[], position: number, factor: Components): DayFactor['left'] {
  const rest = pairs.map(({ expected, actual }) => {
    const arrived = sum(actual.subarray(0, position));
    const posterior = updateFactor(arrived, sum(expected.subarray(0, position)), factor).factor;
    return { expected: expected.subarray(position).map((m) => m * posterior), actual: actual.subarray(position) };
  });
  const total = (days: readonly Pick<Pair, 'expected' | 'actual'>[]) =>
    days.map(({ expected, actual }) => ({ expected: [sum(expected)], actual: [sum(actual)] }));
  const ratio = (after: number, before: number): number => {
    const found = before > 0 ? Math.max(LEAST_LEFT, Math.min(MOST_LEFT, after / before)) : 1;
    return (pairs.length * found + PRIOR_DAYS) / (pairs.length + PRIOR_DAYS);
  };
  return {
    interval: ratio(excess(rest), excess(pairs)),
    total: ratio(excess(total(rest)), excess(total(pairs))),
  };
}

/** Relative variance beyond Poisson, the worst days left out. */
function excess(days: readonly { readonly expected: ArrayLike<number>; readonly actual: ArrayLike<number> }[]): number {
  const parts = days.map(({ expected, actual }) => {
    let top = 0;
    let bottom = 0;
    for (let p = 0; p < expected.length; p++) {
      top += (actual[p]! - expected[p]!) ** 2 - expected[p]!;
      bottom += expected[p]! ** 2;
    }
    return { top, bottom };
  });
  parts.sort((a, b) => a.top * b.bottom - b.top * a.bottom);
  const kept = parts.slice(0, Math.ceil((1 - LEFT_OUT) * parts.length));
  const bottom = sum(kept.map((part) => part.bottom));
  return bottom > 0 ? Math.max(0, sum(kept.map((part) => part.top)) / bottom) : 0;
}

type Components = Pick<DayFactor, 'common' | 'early'>;

function components(pairs: readonly Pair[], spread: number): Components {
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
export function updateFactor(arrived: number, expected: number, { common, early }: Components): Posterior {
  if (common <= 1e-9) return { factor: 1, variance: 0 };
  const weight = 1 / (1 + early * expected);
  const shape = 1 / common + weight * arrived;
  return { factor: shape / (1 / common + weight * expected), variance: 1 / shape };
}
