import { insideCentral, normalQuantile } from './counts.js';
import type { DayTable } from './days.js';
import { fitLevel, HORIZON_BUCKETS } from './level.js';
import { sum } from './numbers.js';
import { fitProfiles } from './profile.js';

/** Relative variance d of a count around its mean: variance μ + d μ². */
export interface Dispersion {
  /** For the 80 % and the 95 % interval: tails are heavier than the negative binomial's. */
  readonly middle: number;
  readonly tail: number;
}

/** Dispersions per horizon bucket: of intervals, of day totals, of totals over seven days. */
export interface Calibration {
  /** Of intervals with a mean below {@link SMALL_MEAN}: nights wander more than days. */
  readonly small: readonly Dispersion[];
  readonly interval: readonly Dispersion[];
  readonly day: readonly Dispersion[];
  readonly week: readonly Dispersion[];
}

/** One past day as it was forecast and as it came. */
export interface PastDay {
  readonly bucket: number;
  readonly ahead: number;
  /** Days with the same number belong to the same seven days of the same forecast. */
  readonly week: number;
  readonly expected: Float64Array;
  readonly actual: Float64Array;
}

/** Days of evidence that the model's own spread counts for. */
const PRIOR_DAYS = 10;
/** Share of a day's variance that is common to its week where nothing is known. */
const WEEK_SHARE = 0.6;
/** A total is not believed to be this much surer than the model's own errors say. */
const LEAST_SHARE = 0.6;
/** Below this mean a count is too discrete for the normal approximation. */
export const SMALL_MEAN = 5;
/** Means below this say nothing about dispersion. */
const LEAST_MEAN = 0.2;
const LARGEST = 4;
/** Small intervals looked at, at most. */
const SMALL_PAIRS = 600;
/** Asked of the past for 80 % and 95 % ahead: the weights were chosen on the same days, so past errors are a little small. */
const ASKED = { middle: 0.825, tail: 0.965 };

type Pair = readonly [actual: number, mean: number];

/**
 * Finds for every horizon the dispersion at which 80 % (95 %) of past intervals lay inside their interval, shrunk in logs
 * to σ_h² + ω from the level model's errors and the profile's residuals; the same for day totals and weeks. Quantile matching in the
 * sense of split conformal prediction (Lei et al. 2018, doi:10.1080/01621459.2017.1307116) inside a negative binomial family.
 */
export function calibrate(table: DayTable, past: readonly PastDay[]): Calibration {
  const level = fitLevel(table);
  const { omega } = fitProfiles(table);
  const perBucket = HORIZON_BUCKETS.map((bucket, b) => {
    const spread = level.spread(bucket.from) ** 2;
    // The first day lends evidence from the next two, which are little harder: one day per origin says too little.
    const days = past.filter((d) => (b === 0 ? d.ahead <= 2 : d.bucket === b));
    const cells: Pair[] = days.flatMap(({ expected, actual }) =>
      Array.from(expected, (mean, p): Pair => [actual[p]!, mean]),
    );
    const nights = cells.filter(([, mean]) => mean < SMALL_MEAN && mean >= LEAST_MEAN);
    const stride = Math.ceil(nights.length / SMALL_PAIRS);
    const totals = days.map(({ expected, actual }): Pair => [sum(actual), sum(expected)]);
    const weeks = weekTotals(days);
    return {
      small: shrunk(
        nights.filter((_, i) => i % stride === 0),
        days.length,
        spread + omega,
        0.05,
        insideSmall,
      ),
      interval: shrunk(cells, days.length, spread + omega, 0.05),
      day: shrunk(totals, days.length, spread, LEAST_SHARE),
      week: shrunk(weeks, weeks.length, WEEK_SHARE * spread, LEAST_SHARE),
    };
  });
  return {
    small: perBucket.map(({ small }) => small),
    interval: perBucket.map(({ interval }) => interval),
    day: perBucket.map(({ day }) => day),
    week: perBucket.map(({ week }) => week),
  };
}

/** Totals of weeks with at least five days that teach. */
function weekTotals(days: readonly PastDay[]): Pair[] {
  const byWeek = new Map<number, { actual: number; expected: number; days: number }>();
  for (const { week, expected, actual } of days) {
    const total = byWeek.get(week) ?? { actual: 0, expected: 0, days: 0 };
    byWeek.set(week, {
      actual: total.actual + sum(actual),
      expected: total.expected + sum(expected),
      days: total.days + 1,
    });
  }
  return [...byWeek.values()].filter((w) => w.days >= 5).map((w): Pair => [w.actual, w.expected]);
}

function shrunk(
  all: readonly Pair[],
  days: number,
  prior: number,
  least: number,
  inside: Inside = insideLarge,
): Dispersion {
  const base = Math.max(prior, 1e-5);
  const pairs = inside === insideSmall ? all : all.filter(([, mean]) => mean >= SMALL_MEAN);
  if (pairs.length < 5) return { middle: base, tail: base };
  const towards = (coverage: number): number => {
    const found = Math.max(matching(pairs, coverage, inside), least * base);
    return Math.exp((days * Math.log(found) + PRIOR_DAYS * Math.log(base)) / (days + PRIOR_DAYS));
  };
  const middle = towards(ASKED.middle);
  return { middle, tail: Math.max(middle, towards(ASKED.tail)) };
}

type Inside = (pairs: readonly Pair[], dispersion: number, coverage: number) => number;

/** Dispersion at which the share of pairs inside the central interval equals `coverage`; bisection on a monotone share. */
function matching(pairs: readonly Pair[], coverage: number, inside: Inside): number {
  let low = 0;
  let high = LARGEST;
  if (inside(pairs, low, coverage) >= coverage) return 0;
  for (let i = 0; i < 14; i++) {
    const middle = (low + high) / 2;
    if (inside(pairs, middle, coverage) >= coverage) high = middle;
    else low = middle;
  }
  return high;
}

/** Share of pairs within ±z by the cube-root normal approximation; counts are spread over their unit. */
function insideLarge(pairs: readonly Pair[], dispersion: number, coverage: number): number {
  const z = normalQuantile(0.5 + coverage / 2);
  let count = 0;
  for (const [actual, mean] of pairs) {
    const shape = 1 / (1 / mean + dispersion);
    const centre = 1 - 1 / (9 * shape);
    const width = z / (3 * Math.sqrt(shape));
    // Bounds on the scale of counts, so that no root is needed per value.
    const lowest = mean * Math.max(0, centre - width) ** 3;
    const highest = mean * (centre + width) ** 3;
    for (let part = -1; part <= 1; part++) {
      const value = Math.max(0, actual + part / 3);
      if (value >= lowest && value <= highest) count++;
    }
  }
  return count / (3 * pairs.length);
}

/** The same for small counts, exactly, by the randomised probability integral transform. */
function insideSmall(pairs: readonly Pair[], dispersion: number, coverage: number): number {
  const central = [0.5 - coverage / 2, 0.5 + coverage / 2] as const;
  let count = 0;
  for (const [actual, mean] of pairs)
    for (let part = 0; part < 3; part++)
      if (insideCentral(actual, mean, dispersion, central, (part + 0.5) / 3)) count++;
  return count / (3 * pairs.length);
}
