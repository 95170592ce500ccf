import type { DayMethod } from './day-method.js';
import { countLevel } from './methods/count-level.js';
import { dayHoltWinters } from './methods/day-holt-winters.js';
import { dayRegression } from './methods/day-regression.js';
import { doubleSeasonal } from './methods/double-seasonal.js';
import { levelProfile } from './methods/level-profile.js';
import { mean4, mean8, median8 } from './methods/moving-average.js';
import { rateProfile } from './methods/rate-profile.js';
import { seasonalNaive } from './methods/seasonal-naive.js';
import { shenHuang } from './methods/shen-huang.js';

/** Every method on its own, for backtests and comparison. */
export const DAY_METHODS: readonly DayMethod[] = [
  levelProfile,
  rateProfile,
  shenHuang,
  doubleSeasonal,
  dayHoltWinters,
  dayRegression,
  countLevel,
  mean4,
  mean8,
  median8,
  seasonalNaive,
];

/** A method in the automatic blend with the weight it starts from per horizon bucket (day 1, week 1, weeks 2–4, later). */
export interface Member {
  readonly method: DayMethod;
  readonly prior: readonly [number, number, number, number];
}

/**
 * Starting weights: quick methods (low rank, rate) count most for the first days, slow averages for the far ones; what the
 * backtest inside the history says moves them from there.
 */
export const MEMBERS: readonly Member[] = [
  { method: levelProfile, prior: [0.25, 0.25, 0.25, 0.25] },
  { method: rateProfile, prior: [0.35, 0.3, 0.25, 0.15] },
  { method: shenHuang, prior: [0.1, 0.05, 0.02, 0.02] },
  { method: doubleSeasonal, prior: [0.25, 0.25, 0.2, 0.15] },
  { method: dayHoltWinters, prior: [0, 0.05, 0.12, 0.12] },
  { method: dayRegression, prior: [0.05, 0.1, 0.12, 0.15] },
  { method: mean8, prior: [0, 0, 0.05, 0.15] },
];

/** Below this mean day total a queue is sparse: logs and shapes of single weekdays are noise, counts are pooled. */
export const SPARSE_BELOW = 15;

export const SPARSE_MEMBERS: readonly Member[] = [
  { method: countLevel, prior: [0.8, 0.8, 0.8, 0.8] },
  { method: mean8, prior: [0.2, 0.2, 0.2, 0.2] },
];
