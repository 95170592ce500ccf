import type { DayMethod } from '../day-method.js';
import type { DayTable } from '../days.js';
import { lastDays, weekdayAhead } from '../days.js';
import { minimise } from '../minimise.js';

const EVALUATIONS = 45;
/** Constants are tuned on the last half year; the states run over all of it. */
const TUNING_DAYS = 182;
/** Days before the errors start to count. */
const WARM_UP_DAYS = 21;

interface Smoothing {
  readonly level: number;
  readonly daily: number;
  readonly weekly: number;
  readonly fade: number;
}

interface State {
  level: number;
  readonly daily: Float64Array;
  readonly weekly: Float64Array;
  error: number;
}

/**
 * Double-seasonal exponential smoothing with an AR(1) on the error, Taylor 2003 (doi:10.1057/palgrave.jors.2601589),
 * additive on √Y where the variance of counts is level:
 * ŷ_t = ℓ + D_p + W_{w,p} + φ e_{t−1}; with e = y − ℓ − D − W: ℓ += α e, D_p += δ e, W_{w,p} += ω e.
 * Constants by least squares of one-day-ahead errors (states frozen at midnight), the horizon a day plan needs.
 */
export const doubleSeasonal: DayMethod = {
  id: 'double-seasonal',
  minimumDays: 21,
  fit(table) {
    const roots = table.counts.map((value) => Math.sqrt(value));
    const constants = tune(table, roots);
    const { state, dayErrors } = run(table, roots, constants);
    const days = dayAutoregression(dayErrors);
    return {
      day(ahead) {
        const w = weekdayAhead(table, ahead) - 1;
        const { positions } = table;
        const carried = Math.exp(days.phi ** (ahead + 1) * days.last);
        return Float64Array.from({ length: positions }, (_, p) => {
          const fade = constants.fade ** (ahead * positions + p + 1);
          const root = state.level + state.daily[p]! + state.weekly[w * positions + p]! + fade * state.error;
          return root > 0 ? root * root * carried : 0;
        });
      },
    };
  },
};

function tune(table: DayTable, roots: Float64Array): Smoothing {
  const squash = (v: number): number => 1 / (1 + Math.exp(-v));
  const read = (v: readonly number[]): Smoothing => ({
    level: 0.1 * squash(v[0]!),
    daily: 0.3 * squash(v[1]!),
    weekly: 0.6 * squash(v[2]!),
    fade: 0.999 * squash(v[3]!),
  });
  const recent = lastDays(table, TUNING_DAYS);
  const recentRoots = roots.subarray(roots.length - recent.counts.length);
  return read(minimise((v) => run(recent, recentRoots, read(v)).loss, [-3, -3, -1, 2], 1, EVALUATIONS));
}

/** AR(1) of the log errors of day totals, clipped; what was wrong with the whole of yesterday is partly wrong today. */
function dayAutoregression(errors: readonly number[]): { phi: number; last: number } {
  const limit = (3 * errors.reduce((total, e) => total + Math.abs(e), 0)) / Math.max(1, errors.length);
  const clipped = errors.map((e) => Math.max(-limit, Math.min(limit, e)));
  let cross = 0;
  let square = 0;
  for (let i = 1; i < clipped.length; i++) {
    cross += clipped[i]! * clipped[i - 1]!;
    square += clipped[i - 1]! ** 2;
  }
  return { phi: square > 0 ? Math.max(0, Math.min(0.9, cross / square)) : 0, last: clipped[clipped.length - 1] ?? 0 };
}

function run(table: DayTable, roots: Float64Array, c: Smoothing): { state: State; loss: number; dayErrors: number[] } {
  const { positions, totals, weekday } = table;
  const state = start(table, roots);
  let loss = 0;
  const forecast = new Float64Array(positions);
  const dayErrors: number[] = [];
  for (let d = 0; d < totals.length; d++) {
    if (Number.isNaN(totals[d]!)) continue;
    const base = (weekday[d]! - 1) * positions;
    const scored = d >= WARM_UP_DAYS;
    if (scored) {
      let fade = c.fade;
      for (let p = 0; p < positions; p++) {
        forecast[p] = state.level + state.daily[p]! + state.weekly[base + p]! + fade * state.error;
        fade *= c.fade;
      }
      const expected = forecast.reduce((total, root) => total + Math.max(0, root) ** 2, 0);
      if (expected > 1 && totals[d]! > 1) dayErrors.push(Math.log(totals[d]! / expected));
    }
    for (let p = 0; p < positions; p++) {
      const y = roots[d * positions + p]!;
      if (scored) loss += (y - forecast[p]!) ** 2;
      const before = state.level + state.daily[p]! + state.weekly[base + p]!;
      const surprise = y - before - c.fade * state.error;
      state.level += c.level * surprise;
      state.daily[p]! += c.daily * surprise;
      state.weekly[base + p]! += c.weekly * surprise;
      state.error = y - before;
    }
  }
  return { state, loss, dayErrors };
}

function start(table: DayTable, roots: Float64Array): State {
  const { positions, totals, weekday } = table;
  const count = new Float64Array(7);
  const weekly = new Float64Array(7 * positions);
  const daily = new Float64Array(positions);
  for (let d = 0; d < totals.length && d < 28; d++) {
    if (Number.isNaN(totals[d]!)) continue;
    const w = weekday[d]! - 1;
    count[w]!++;
    for (let p = 0; p < positions; p++) weekly[w * positions + p]! += roots[d * positions + p]!;
  }
  let known = 0;
  let level = 0;
  for (let w = 0; w < 7; w++) {
    if (count[w] === 0) continue;
    known++;
    for (let p = 0; p < positions; p++) {
      weekly[w * positions + p]! /= count[w]!;
      daily[p]! += weekly[w * positions + p]!;
    }
  }
  for (let p = 0; p < positions; p++) {
    daily[p]! /= Math.max(1, known);
    level += daily[p]! / positions;
  }
  for (let w = 0; w < 7; w++)
    for (let p = 0; p < positions; p++)
      weekly[w * positions + p] = count[w] === 0 ? 0 : weekly[w * positions + p]! - daily[p]!;
  for (let p = 0; p < positions; p++) daily[p]! -= level;
  return { level, daily, weekly, error: 0 };
}
