import type { DayMethod } from '../day-method.js';
import { weekdayAhead } from '../days.js';
import { openWeekdays } from '../level.js';
import { ridge } from '../ridge.js';
import { fitShape } from '../shape.js';

/** Weight of a day half a year older, against the newer one. */
const HALF_LIFE_DAYS = 84;
const KNOT_DAYS = 28;
const RIDGE = 2;

/**
 * Day totals by regression with ARMA-like errors, spread over the day by {@link fitShape}: log T on weekdays and a piecewise linear
 * level (knots every four weeks, shrunk, flat after the last), weighted towards the recent and clipped, plus an AR(1) on
 * the residuals (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, ch. 10). Month and year cycles are taken out before for every method.
 */
export const dayRegression: DayMethod = {
  id: 'day-regression',
  minimumDays: 42,
  fit(table) {
    const open = openWeekdays(table);
    const days = table.totals.length;
    const used: number[] = [];
    table.totals.forEach((total, d) => {
      if (total > 0 && open[table.weekday[d]! - 1]) used.push(d);
    });
    const knots = Math.floor((days - 1) / KNOT_DAYS);
    const row = (d: number, weekday: number): number[] => {
      const features = new Array<number>(8 + knots).fill(0);
      features[0] = 1;
      features[weekday] = 1;
      // Steps back from the end: the last stretch is level, so nothing is extrapolated.
      for (let k = 0; k < knots; k++)
        features[8 + k] = Math.max(0, Math.min(1, ((k + 1.5) * KNOT_DAYS - (days - 1 - d)) / KNOT_DAYS)) - 1;
      return features;
    };
    const x = used.map((d) => Math.log(table.totals[d]!));
    const rows = used.map((d) => row(d, table.weekday[d]!));
    const weights = used.map((d) => 0.5 ** ((days - d) / HALF_LIFE_DAYS / 2));
    let target = x;
    let beta: number[] = [];
    let fitted = x;
    for (let round = 0; round < 3; round++) {
      beta = ridge(rows, target, weights, [
        0,
        ...new Array<number>(7).fill(0.02),
        ...new Array<number>(knots).fill(RIDGE),
      ]);
      fitted = rows.map((features) => apply(features, beta));
      const limit = (3 * target.reduce((total, value, i) => total + Math.abs(value - fitted[i]!), 0)) / target.length;
      target = x.map((value, i) => Math.max(fitted[i]! - limit, Math.min(fitted[i]! + limit, value)));
    }
    const rest = target.map((value, i) => value - fitted[i]!);
    const { phi, last } = autoregression(rest, used, weights);
    const gap = days - 1 - (used[used.length - 1] ?? days - 1);
    const shape = fitShape(table);
    return {
      day(ahead) {
        const weekday = weekdayAhead(table, ahead);
        if (!open[weekday - 1] || used.length === 0) return new Float64Array(table.positions);
        const total = Math.exp(apply(row(days - 1, weekday), beta) + phi ** (ahead + 1 + gap) * last);
        return shape(ahead).map((share) => share * total);
      },
    };
  },
};

const apply = (features: readonly number[], beta: readonly number[]): number =>
  features.reduce((total, value, k) => total + value * beta[k]!, 0);

function autoregression(
  rest: readonly number[],
  used: readonly number[],
  weights: readonly number[],
): { phi: number; last: number } {
  let cross = 0;
  let square = 0;
  for (let i = 1; i < rest.length; i++) {
    if (used[i]! - used[i - 1]! !== 1) continue;
    cross += weights[i]! * rest[i]! * rest[i - 1]!;
    square += weights[i]! * rest[i - 1]! ** 2;
  }
  return { phi: square > 0 ? Math.max(0, Math.min(0.95, cross / square)) : 0, last: rest[rest.length - 1] ?? 0 };
}
