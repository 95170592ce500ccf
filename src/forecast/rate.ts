import type { DayTable } from './days.js';
import { weekdayAhead } from './days.js';
import { bucketOf, HORIZON_BUCKETS, openWeekdays } from './level.js';

const DISCOUNTS = [0.75, 0.85, 0.9, 0.93, 0.95, 0.97, 0.985, 0.995];
const WEEKDAY_HALF_LIVES = [35, 91, 182];
const FADES = [0, 0.3, 0.6];
const KEPT = 16;
/** Contacts of evidence with which a weekday factor starts at 1. */
const PRIOR_CONTACTS = 20;
const SCORE_HALF_LIFE_DAYS = 182;
const CLIP = 3;

/** Day totals ahead, and what was expected of the days of the table. */
export interface RateModel {
  /** Contacts `ahead` days after the table; 0 on weekdays that are always closed. */
  total(ahead: number): number;
  /** Contacts of a day of the table as expected on the day before it; NaN on the first day and on closed weekdays. */
  dayBefore(day: number): number;
}

const memo = new WeakMap<DayTable, RateModel>();

interface Track {
  readonly rate: Float64Array;
  readonly factors: Float64Array;
  /** Relative error of the last known day. */
  readonly deviation: Float64Array;
}

interface Choice {
  readonly track: Track;
  readonly fade: number;
}

/**
 * Day totals as a discounted rate times a weekday factor, on the scale of contacts: S ← δ S + T, E ← δ E + f_w, rate S / E;
 * f_w = discounted contacts of the weekday over discounted exposure, shrunk to 1 by twenty contacts. It is the mean of
 * the gamma-Poisson power steady model (Smith 1979, J. R. Statist. Soc. B 41; Harvey & Fernandes 1989,
 * doi:10.1080/07350015.1989.10509750). Totals beyond three running mean deviations are clipped; discounts are scored on
 * their past errors at the horizon asked for and the best averaged. Remembered per table.
 */
export function fitRate(table: DayTable): RateModel {
  const remembered = memo.get(table);
  if (remembered !== undefined) return remembered;
  const open = openWeekdays(table);
  const tracks: Track[] = [];
  for (const halfLife of WEEKDAY_HALF_LIVES)
    for (const discount of DISCOUNTS) tracks.push(run(table, discount, halfLife));
  const chosen = HORIZON_BUCKETS.map((bucket) => choose(table, tracks, bucket.probes));
  const last = table.totals.length - 1;
  const mean = (from: number, weekday: number, ahead: number): number => {
    const members = chosen[bucketOf(ahead)]!;
    let total = 0;
    for (const { track, fade } of members)
      total +=
        track.rate[from]! * track.factors[from * 7 + weekday]! * (1 + fade ** (ahead + 1) * track.deviation[from]!);
    return total / members.length;
  };
  const model: RateModel = {
    total(ahead) {
      const weekday = weekdayAhead(table, ahead) - 1;
      return !open[weekday] || last < 0 ? 0 : mean(last, weekday, ahead);
    },
    dayBefore(day) {
      const weekday = table.weekday[day]! - 1;
      return day > 0 && open[weekday] ? mean(day - 1, weekday, 0) : Number.NaN;
    },
  };
  memo.set(table, model);
  return model;
}

function run(table: DayTable, discount: number, halfLife: number): Track {
  const { totals, weekday } = table;
  const days = totals.length;
  const rate = new Float64Array(days);
  const factors = new Float64Array(days * 7);
  const deviation = new Float64Array(days);
  let lastDeviation = 0;
  const fade = 0.5 ** (1 / halfLife);
  const early = startingWeek(table);
  const contacts = Float64Array.from(early, (value) => 2 * value);
  const exposure = new Float64Array(7).fill(2);
  const mean = early.reduce((a, b) => a + b, 0) / 7;
  let top = mean;
  let bottom = 1;
  let scale = 0.3;
  for (let d = 0; d < days; d++) {
    const all = contacts.reduce((a, b) => a + b, 0) / exposure.reduce((a, b) => a + b, 0);
    for (let w = 0; w < 7; w++)
      factors[d * 7 + w] = (contacts[w]! + PRIOR_CONTACTS) / (exposure[w]! * Math.max(all, 1e-9) + PRIOR_CONTACTS);
    const total = totals[d]!;
    if (!Number.isNaN(total)) {
      const w = weekday[d]! - 1;
      const factor = factors[d * 7 + w]!;
      const expected = (top / bottom) * factor;
      const spread = scale * expected + CLIP * Math.sqrt(Math.max(1, expected));
      const clipped = Math.max(expected - CLIP * spread, Math.min(expected + CLIP * spread, total));
      if (expected > 0) scale += 0.05 * (Math.min(Math.abs(total - expected) / expected, 2) - scale);
      top = discount * top + clipped;
      bottom = discount * bottom + factor;
      const updated = (top / bottom) * factor;
      lastDeviation = updated > 0 ? Math.max(-0.5, Math.min(0.5, clipped / updated - 1)) : 0;
      for (let v = 0; v < 7; v++) {
        contacts[v]! *= fade;
        exposure[v]! *= fade;
      }
      contacts[w]! += clipped;
      exposure[w]!++;
    }
    rate[d] = top / bottom;
    deviation[d] = lastDeviation;
  }
  return { rate, factors, deviation };
}

/** Mean per weekday of the first four weeks; the mean of all where a weekday is missing. */
function startingWeek(table: DayTable): Float64Array {
  const total = new Float64Array(7);
  const count = new Float64Array(7);
  for (let d = 0; d < Math.min(28, table.totals.length); d++) {
    if (Number.isNaN(table.totals[d]!)) continue;
    total[table.weekday[d]! - 1]! += table.totals[d]!;
    count[table.weekday[d]! - 1]!++;
  }
  const all =
    total.reduce((a, b) => a + b, 0) /
    Math.max(
      1,
      count.reduce((a, b) => a + b, 0),
    );
  return total.map((value, w) => (count[w]! > 0 ? value / count[w]! : all));
}

function choose(table: DayTable, tracks: readonly Track[], probes: readonly number[]): Choice[] {
  const { totals, weekday } = table;
  const days = totals.length;
  const warmUp = Math.min(28, Math.floor(days / 3));
  const reachable = probes.filter((ahead) => days - ahead - 1 > warmUp + 7);
  const used = reachable.length > 0 ? reachable : probes.slice(0, 1);
  const weight = totals.map((_, d) => 0.5 ** ((days - d) / SCORE_HALF_LIFE_DAYS));
  const cap = totals.map((total) => 0.5 * total + Math.sqrt(total));
  const scored: { choice: Choice; error: number }[] = [];
  for (const track of tracks) {
    const errors = new Float64Array(FADES.length);
    for (const ahead of used) {
      const faded = FADES.map((fade) => fade ** (ahead + 1));
      for (let t = warmUp; t + ahead + 1 < days; t++) {
        const target = t + ahead + 1;
        const actual = totals[target]!;
        if (Number.isNaN(actual)) continue;
        const expected = track.rate[t]! * track.factors[t * 7 + weekday[target]! - 1]!;
        for (let f = 0; f < faded.length; f++) {
          const miss = Math.abs(actual - expected * (1 + faded[f]! * track.deviation[t]!));
          errors[f]! += weight[target]! * Math.min(miss, cap[target]!);
        }
      }
    }
    FADES.forEach((fade, f) => {
      scored.push({ choice: { track, fade }, error: errors[f]! });
    });
  }
  scored.sort((p, q) => p.error - q.error);
  return scored.slice(0, KEPT).map(({ choice }) => choice);
}
