import { intervalGrid } from '../time/grid.js';
import { addDays } from '../time/zone.js';
import type { Calibration, Dispersion } from './calibrate.js';
import { SMALL_MEAN } from './calibrate.js';
import type { QueueCalendar } from './contract.js';
import { QUANTILES } from './contract.js';
import { countQuantiles } from './counts.js';
import type { DayModel } from './day-method.js';
import { bucketOf } from './level.js';
import { openShares } from './opening.js';
import type { SpecialDays, SpecialEffect } from './special-factors.js';

/** Everything that turns ordinary days into a forecast of real ones. */
export interface Projection {
  readonly zone: string;
  readonly intervalMinutes: number;
  /** First local date that is not known. */
  readonly origin: string;
  readonly calendar: QueueCalendar;
  readonly model: DayModel;
  readonly special: SpecialDays;
  readonly calibration: Calibration;
}

/** Intervals of whole local days, open ones only. */
export interface Projected {
  readonly startMs: Float64Array;
  readonly mean: Float64Array;
  readonly quantiles: readonly Float64Array[];
  /** Relative variance per interval behind the 80 % and the 95 % limits. */
  readonly dispersion: Float64Array;
  readonly tail: Float64Array;
  /** ISO weekday and wall-clock position per interval. */
  readonly weekday: Uint8Array;
  readonly position: Int32Array;
  readonly days: readonly ProjectedDay[];
}

export interface ProjectedDay {
  readonly date: string;
  readonly ahead: number;
  readonly mean: number;
  /** Variance that special days add. */
  readonly special: number;
}

/**
 * Forecast of local days `fromDay` … `toDay − 1` after the origin: mean per wall-clock position × special-day factor ×
 * open share, with negative binomial intervals. An interval that is open in part gets its part of the mean.
 */
export function project(what: Projection, fromDay: number, toDay: number): Projected {
  const { zone, intervalMinutes, calendar, model, special, calibration } = what;
  const grid = intervalGrid(zone, addDays(what.origin, fromDay), toDay - fromDay, intervalMinutes);
  const open = openShares(grid, calendar);
  const kept: number[] = [];
  for (let i = 0; i < open.length; i++) if (open[i]! > 0) kept.push(i);
  const column = (): Float64Array => new Float64Array(kept.length);
  const mean = column();
  const dispersion = column();
  const tail = column();
  const quantiles = QUANTILES.map(column);
  const position = new Int32Array(kept.length);
  const totals = new Float64Array(grid.days.length);
  const effects = grid.days.map((day) => special.effect(day.date));
  let expected: Float64Array = new Float64Array(0);
  let current = -1;
  kept.forEach((i, at) => {
    const d = grid.day[i]!;
    if (d !== current) {
      current = d;
      expected = withEffect(model.day(fromDay + d), effects[d]!);
    }
    position[at] = Math.floor(grid.minute[i]! / intervalMinutes);
    mean[at] = expected[position[at]!]! * open[i]!;
    totals[d]! += mean[at]!;
    const scale = mean[at]! < SMALL_MEAN ? calibration.small : calibration.interval;
    const spread = widened(scale[bucketOf(fromDay + d)]!, effects[d]!.variance);
    dispersion[at] = spread.middle;
    tail[at] = spread.tail;
    intervalQuantiles(mean[at]!, spread).forEach((value, q) => {
      quantiles[q]![at] = value;
    });
  });
  return {
    startMs: Float64Array.from(kept, (i) => grid.startMs[i]!),
    mean,
    quantiles,
    dispersion,
    tail,
    weekday: Uint8Array.from(kept, (i) => grid.days[grid.day[i]!]!.weekday),
    position,
    days: grid.days.map(({ date }, d) => ({
      date,
      ahead: fromDay + d,
      mean: totals[d]!,
      special: effects[d]!.variance,
    })),
  };
}

/** Limits of the 95 % and 80 % intervals in the order of {@link QUANTILES}, nested. */
export function intervalQuantiles(mean: number, spread: Dispersion): number[] {
  const [low80, high80] = countQuantiles(mean, spread.middle, [QUANTILES[1], QUANTILES[2]]);
  const [low95, high95] = countQuantiles(mean, spread.tail, [QUANTILES[0], QUANTILES[3]]);
  return [Math.min(low95!, low80!), low80!, high80!, Math.max(high95!, high80!)];
}

export const widened = (spread: Dispersion, variance: number): Dispersion => ({
  middle: spread.middle + variance,
  tail: spread.tail + variance,
});

function withEffect(day: Float64Array, effect: SpecialEffect): Float64Array {
  const { shape, factor } = effect;
  if (shape === undefined) return day.map((value) => value * factor);
  let total = 0;
  for (const value of day) total += value;
  return day.map((value, p) => factor * ((1 - shape.weight) * value + shape.weight * total * shape.shares[p]!));
}
