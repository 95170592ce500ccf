import type { DayTable } from './days.js';
import { weekdayAhead } from './days.js';
import { median } from './numbers.js';

/** Horizons, in days ahead, over which errors behave alike; each bucket has its own tuning and its own spread. */
export const HORIZON_BUCKETS = [
  { from: 0, to: 0, probes: [0] },
  { from: 1, to: 6, probes: [1, 2, 3, 4, 5, 6] },
  { from: 7, to: 27, probes: [7, 10, 13, 16, 19, 22, 25, 27] },
  { from: 28, to: Number.POSITIVE_INFINITY, probes: [28, 35, 42, 49, 56, 70, 84] },
] as const;

/** Index into {@link HORIZON_BUCKETS}. */
export const bucketOf = (ahead: number): number => (ahead === 0 ? 0 : ahead <= 6 ? 1 : ahead <= 27 ? 2 : 3);

const LEVEL_GAINS = [0.01, 0.03, 0.06, 0.12, 0.25, 0.4];
const WEEKDAY_GAINS = [0.02, 0.05, 0.1, 0.2];
const FADES = [0, 0.3, 0.5, 0.7, 0.85, 0.95];
const KEPT = 8;
const HALF_LIFE_DAYS = 182;
const CAP = 0.5;
/** Floor of a day total in logs: half a contact. */
const FLOOR = 0.5;

/** Day totals ahead, and how far they were off in the past. */
export interface LevelModel {
  /** log of the total, `ahead` days after the table; −∞ on weekdays that are always closed. */
  log(ahead: number): number;
  /** Standard deviation of past log errors at that horizon, robust. */
  spread(ahead: number): number;
  /** log of the total of a day of the table as expected on the day before it; NaN on the first day and on closed weekdays. */
  dayBefore(day: number): number;
}

const memo = new WeakMap<DayTable, LevelModel>();

interface Track {
  /** Level after each day, weekday factors after each day (7 per day), deviation of the last day that counted. */
  readonly level: Float64Array;
  readonly season: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Robust level × weekday model of day totals.
 *
 * x_t = log T_t = ℓ + s_w + e_t. After each day, with e clipped at three running mean deviations,
 * ℓ ← ℓ + a e and s_w ← s_w + g e, gains at least 1/t and 1/n_w at the start; forecast k days ahead is
 * ℓ + s_w + φ^k e_t. The grid of (a, g, φ) is scored on its own past errors at the horizon asked for (volume-weighted,
 * half-life 26 weeks, errors capped); the best eight are averaged. A clipped exponential smoothing in the sense of Gelper,
 * Fried & Croux 2010 (doi:10.1002/for.1125); slow levels beat clever ones beyond a few days: Taylor 2008
 * (doi:10.1287/mnsc.1070.0786). Remembered per table.
 */
export function fitLevel(table: DayTable): LevelModel {
  const remembered = memo.get(table);
  if (remembered !== undefined) return remembered;
  const days = table.totals.length;
  const open = openWeekdays(table);
  const x = Float64Array.from(table.totals, (total, d) =>
    Number.isNaN(total) || !open[table.weekday[d]! - 1] ? Number.NaN : Math.log(Math.max(total, FLOOR)),
  );
  const start = startingPoint(x, table.weekday);
  const tracks: Track[] = [];
  for (const a of LEVEL_GAINS) for (const g of WEEKDAY_GAINS) tracks.push(run(x, table.weekday, start, a, g));
  const models = HORIZON_BUCKETS.map((bucket) => choose(tracks, x, table.weekday, bucket.probes));
  const mean = (from: number, weekday: number, ahead: number): number => {
    const { members } = models[bucketOf(ahead)]!;
    let sum = 0;
    for (const { track, fade } of members) sum += predict(track, from, weekday, fade, ahead);
    return sum / members.length;
  };
  const model: LevelModel = {
    log(ahead) {
      const weekday = weekdayAhead(table, ahead) - 1;
      return !open[weekday] || days === 0 ? Number.NEGATIVE_INFINITY : mean(days - 1, weekday, ahead);
    },
    spread: (ahead) => models[bucketOf(ahead)]!.spread,
    dayBefore(day) {
      const weekday = table.weekday[day]! - 1;
      return day > 0 && open[weekday] ? mean(day - 1, weekday, 0) : Number.NaN;
    },
  };
  memo.set(table, model);
  return model;
}

/** A weekday is closed where at least four fifths of its known days are empty although the others are not. */
export function openWeekdays(table: DayTable): boolean[] {
  const known = new Float64Array(7);
  const empty = new Float64Array(7);
  let sum = 0;
  let count = 0;
  table.totals.forEach((total, d) => {
    if (Number.isNaN(total)) return;
    const w = table.weekday[d]! - 1;
    known[w]!++;
    if (total === 0) empty[w]!++;
    sum += total;
    count++;
  });
  const busy = count > 0 && sum / count >= 3;
  return Array.from(known, (k, w) => !(busy && k > 0 && empty[w]! >= 0.8 * k));
}

function startingPoint(x: Float64Array, weekday: Uint8Array): { level: number; season: Float64Array } {
  const byDay: number[][] = Array.from({ length: 7 }, () => []);
  let seen = 0;
  for (let t = 0; t < x.length && seen < 28; t++) {
    if (Number.isNaN(x[t]!)) continue;
    byDay[weekday[t]! - 1]!.push(x[t]!);
    seen++;
  }
  const medians = byDay.map((values) => (values.length === 0 ? Number.NaN : median(values)));
  const known = medians.filter((value) => !Number.isNaN(value));
  const level = known.length === 0 ? 0 : known.reduce((a, b) => a + b, 0) / known.length;
  return { level, season: Float64Array.from(medians, (value) => (Number.isNaN(value) ? 0 : value - level)) };
}

function run(
  x: Float64Array,
  weekday: Uint8Array,
  start: { level: number; season: Float64Array },
  a: number,
  g: number,
): Track {
  const days = x.length;
  const level = new Float64Array(days);
  const season = new Float64Array(days * 7);
  const deviation = new Float64Array(days);
  const s = Float64Array.from(start.season);
  const perDay = new Float64Array(7);
  let l = start.level;
  let e = 0;
  let scale = 0.1;
  let count = 0;
  for (let t = 0; t < days; t++) {
    const w = weekday[t]! - 1;
    const value = x[t]!;
    if (!Number.isNaN(value)) {
      count++;
      perDay[w]!++;
      const error = value - l - s[w]!;
      const limit = 3 * scale;
      const clipped = Math.max(-limit, Math.min(limit, error));
      scale += Math.max(0.05, 1 / (count + 10)) * (Math.min(Math.abs(error), 2 * limit) - scale);
      scale = Math.max(scale, 1e-9);
      // The start already holds four weeks: gains of 1/t go on from there.
      l += Math.max(a, 1 / (count + 14)) * clipped;
      s[w]! += Math.max(g, 1 / (perDay[w]! + 4)) * clipped;
      e = clipped;
    }
    level[t] = l;
    deviation[t] = e;
    season.set(s, t * 7);
  }
  return { level, season, deviation };
}

const predict = (track: Track, t: number, weekday: number, fade: number, ahead: number): number =>
  track.level[t]! + track.season[t * 7 + weekday]! + fade ** (ahead + 1) * track.deviation[t]!;

interface Chosen {
  readonly members: readonly { readonly track: Track; readonly fade: number }[];
  readonly spread: number;
}

function choose(tracks: readonly Track[], x: Float64Array, weekday: Uint8Array, probes: readonly number[]): Chosen {
  const days = x.length;
  const warmUp = Math.min(28, Math.floor(days / 3));
  const reachable = probes.filter((ahead) => days - ahead - 1 > warmUp + 7);
  const used = reachable.length > 0 ? reachable : probes.slice(0, 1);
  const weight = x.map((value, d) => Math.exp(value) * 0.5 ** ((days - d) / HALF_LIFE_DAYS));
  const scored: { track: Track; fade: number; score: number }[] = [];
  for (const track of tracks) {
    const errors = new Float64Array(FADES.length);
    let mass = 0;
    for (const ahead of used) {
      const faded = FADES.map((fade) => fade ** (ahead + 1));
      for (let t = warmUp; t + ahead + 1 < days; t++) {
        const target = t + ahead + 1;
        const actual = x[target]!;
        if (Number.isNaN(actual)) continue;
        const w = weight[target]!;
        const error = actual - track.level[t]! - track.season[t * 7 + weekday[target]! - 1]!;
        const deviation = track.deviation[t]!;
        for (let f = 0; f < faded.length; f++) errors[f]! += w * Math.min(Math.abs(error - faded[f]! * deviation), CAP);
        mass += w;
      }
    }
    FADES.forEach((fade, f) => {
      scored.push({ track, fade, score: mass > 0 ? errors[f]! / mass : 0 });
    });
  }
  scored.sort((p, q) => p.score - q.score);
  const members = scored.slice(0, KEPT);
  const score = members[0]?.score ?? 0;
  // Mean absolute error of a normal × √(π/2) = standard deviation.
  return { members, spread: Math.max(score * 1.2533, 0.01) };
}
