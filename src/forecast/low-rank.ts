import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { DayTable } from './days.js';
import { dayCounts, weekdayAhead } from './days.js';

/** Settings of {@link fitLowRank}. */
export interface LowRankOptions {
  /** Days of history used. */
  readonly days: number;
  readonly factors: number;
  /** Weight of a day one week older, against the newer one, in the weekday means of the scores. */
  readonly weeklyWeight: number;
}

/**
 * Days as points in a space of few dimensions: singular value decomposition of the days × positions matrix of
 * √(Y + ¼) (variance-stabilising for Poisson counts); each score is a weekday mean, weighted towards the recent, plus an
 * AR(1) on what is left. Shen & Huang 2008, "Interday forecasting and intraday updating of call center arrivals",
 * Manufacturing & Service Operations Management 10 (doi:10.1287/msom.1070.0179).
 * @returns expected contacts per position `ahead` days after the table; undefined where no day is known
 */
export function fitLowRank(table: DayTable, options: LowRankOptions): ((ahead: number) => Float64Array) | undefined {
  const { positions, totals, weekday } = table;
  const n = totals.length;
  const used: number[] = [];
  for (let d = Math.max(0, n - options.days); d < n; d++) if (!Number.isNaN(totals[d]!)) used.push(d);
  if (used.length === 0) return undefined;
  const rows = used.map((d) => Float64Array.from(dayCounts(table, d), (value) => Math.sqrt(value + 0.25)));
  const axes = leadingAxes(rows, positions, Math.min(options.factors, used.length));
  const scores = axes.map((axis) => {
    const series = rows.map((row) => dot(row, axis));
    return scoreForecast(series, used, weekday, n, options.weeklyWeight);
  });
  return (ahead) => {
    const root = new Float64Array(positions);
    const w = weekdayAhead(table, ahead) - 1;
    axes.forEach((axis, k) => {
      const score = scores[k]!(w, ahead);
      for (let p = 0; p < positions; p++) root[p]! += score * axis[p]!;
    });
    return root.map((value) => Math.max(0, value > 0 ? value * value - 0.25 : 0));
  };
}

/** Right singular vectors with the largest singular values: eigenvectors of the Gram matrix. */
function leadingAxes(rows: readonly Float64Array[], positions: number, count: number): Float64Array[] {
  const gram = Matrix.zeros(positions, positions);
  for (let p = 0; p < positions; p++) {
    for (let q = p; q < positions; q++) {
      let product = 0;
      for (const row of rows) product += row[p]! * row[q]!;
      gram.set(p, q, product);
      gram.set(q, p, product);
    }
  }
  const { eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  // Eigenvalues come in ascending order.
  return Array.from({ length: count }, (_, k) => Float64Array.from(eigenvectorMatrix.getColumn(positions - 1 - k)));
}

/** Weekday means weighted by age, and an AR(1) on the deviations (coefficient by least squares, 0 to 0.95). */
function scoreForecast(
  series: readonly number[],
  used: readonly number[],
  weekday: Uint8Array,
  days: number,
  weeklyWeight: number,
): (weekdayIndex: number, ahead: number) => number {
  const top = new Float64Array(7);
  const bottom = new Float64Array(7);
  series.forEach((value, i) => {
    const weight = weeklyWeight ** ((days - used[i]!) / 7);
    top[weekday[used[i]!]! - 1]! += weight * value;
    bottom[weekday[used[i]!]! - 1]! += weight;
  });
  const all = top.reduce((a, b) => a + b, 0) / bottom.reduce((a, b) => a + b, 0);
  const means = Float64Array.from(top, (value, w) => (bottom[w]! > 0 ? value / bottom[w]! : all));
  const rest = series.map((value, i) => value - means[weekday[used[i]!]! - 1]!);
  let cross = 0;
  let square = 0;
  for (let i = 1; i < rest.length; i++) {
    if (used[i]! - used[i - 1]! > 1) continue;
    const weight = weeklyWeight ** ((days - used[i]!) / 7);
    cross += weight * rest[i]! * rest[i - 1]!;
    square += weight * rest[i - 1]! ** 2;
  }
  const phi = square > 0 ? Math.max(0, Math.min(0.95, cross / square)) : 0;
  const last = rest[rest.length - 1]!;
  const gap = days - 1 - used[used.length - 1]!;
  return (w, ahead) => means[w]! + phi ** (ahead + 1 + gap) * last;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
