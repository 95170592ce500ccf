import type { DayTable } from './days.js';
import { dayCounts } from './days.js';
import { normalise, sum } from './numbers.js';

const DECAYS = [0.5, 0.7, 0.8, 0.88, 0.94, 0.97, 0.99];
const SHRINKAGES = [0, 0.5, 2, 6, 20];
const TUNING_DAYS = 70;
const KEPT = 4;

/** Shares of the day per wall-clock position for each weekday (index 0 = Monday), each summing to 1. */
export type WeekdayProfiles = readonly Float64Array[];

export interface ProfileModel {
  readonly profiles: WeekdayProfiles;
  /** Relative variance of intervals around total × profile beyond Poisson. */
  readonly omega: number;
}

const memo = new WeakMap<DayTable, ProfileModel>();

/**
 * Weekday profiles from exponentially weighted counts, shrunk to the pooled profile of the weekdays that look alike (those
 * whose distance is within sampling noise weigh most). Decay per week and shrinkage (in mean days) are chosen on the last
 * ten weeks by Σ|Y − T p|; the best four are averaged. Remembered per table: several methods share them.
 */
export function fitProfiles(table: DayTable): ProfileModel {
  const remembered = memo.get(table);
  if (remembered !== undefined) return remembered;
  const scored = DECAYS.flatMap((decay) => replay(table, decay));
  scored.sort((p, q) => p.score - q.score);
  const best = scored.slice(0, KEPT).map(({ final }) => final());
  const profiles = Array.from({ length: 7 }, (_, w) => {
    const mixed = new Float64Array(table.positions);
    for (const profile of best) for (let p = 0; p < mixed.length; p++) mixed[p]! += profile[w]![p]!;
    return normalise(mixed);
  });
  const model = { profiles, omega: shapeDispersion(table, profiles) };
  memo.set(table, model);
  return model;
}

/** Runs one decay over the history; scores every shrinkage on the last ten weeks. */
function replay(table: DayTable, decay: number): { score: number; final: () => WeekdayProfiles }[] {
  const { positions, totals, weekday } = table;
  const days = totals.length;
  const counts = Array.from({ length: 7 }, () => new Float64Array(positions));
  const mass = new Float64Array(7);
  const last = new Int32Array(7);
  const scores = new Float64Array(SHRINKAGES.length);
  // Days older than this weigh nothing.
  const from = Math.max(0, days - Math.ceil((7 * Math.log(1e-4)) / Math.log(decay)) - TUNING_DAYS);
  for (let d = from; d < days; d++) {
    if (Number.isNaN(totals[d]!)) continue;
    const w = weekday[d]! - 1;
    const row = dayCounts(table, d);
    if (d >= days - TUNING_DAYS && sum(mass) > 0) {
      const pooled = pool(counts, w);
      for (let k = 0; k < SHRINKAGES.length; k++)
        scores[k]! += distance(row, totals[d]!, shrunk(counts[w]!, mass[w]!, pooled, SHRINKAGES[k]!));
    }
    const fade = decay ** ((d - last[w]!) / 7);
    const own = counts[w]!;
    for (let p = 0; p < positions; p++) own[p] = own[p]! * fade + row[p]!;
    mass[w] = mass[w]! * fade + 1;
    last[w] = d;
  }
  return SHRINKAGES.map((kappa, k) => ({
    score: scores[k]!,
    final: () => counts.map((row, w) => shrunk(row, mass[w]!, pool(counts, w), kappa)),
  }));
}

/** Profile of a weekday's neighbours: the others weigh by how little their shape differs beyond sampling noise. */
function pool(counts: readonly Float64Array[], w: number): Float64Array {
  const own = counts[w]!;
  const ownTotal = sum(own);
  const pooled = new Float64Array(own.length);
  for (const other of counts) {
    const total = sum(other);
    if (total === 0) continue;
    let excess = 0;
    if (ownTotal > 0) {
      let squared = 0;
      let noise = 0;
      for (let p = 0; p < own.length; p++) {
        const difference = own[p]! / ownTotal - other[p]! / total;
        squared += difference * difference;
        noise += own[p]! / (ownTotal * ownTotal) + other[p]! / (total * total);
      }
      excess = Math.max(0, squared - noise) / Math.max(noise, 1e-12);
    }
    const weight = 1 / (1 + excess);
    for (let p = 0; p < own.length; p++) pooled[p]! += weight * other[p]!;
  }
  return normalise(pooled);
}

function shrunk(counts: Float64Array, mass: number, pooled: Float64Array, kappa: number): Float64Array {
  const total = sum(counts);
  if (mass === 0 || total === 0) return pooled;
  const meanDay = total / mass;
  return normalise(counts.map((value, p) => value + kappa * meanDay * pooled[p]!));
}

function distance(row: Float64Array, total: number, profile: Float64Array): number {
  let error = 0;
  for (let p = 0; p < row.length; p++) error += Math.abs(row[p]! - total * profile[p]!);
  return error;
}

function shapeDispersion(table: DayTable, profiles: WeekdayProfiles): number {
  let excess = 0;
  let scale = 0;
  const days = table.totals.length;
  for (let d = Math.max(0, days - TUNING_DAYS); d < days; d++) {
    const total = table.totals[d]!;
    if (Number.isNaN(total)) continue;
    const row = dayCounts(table, d);
    const profile = profiles[table.weekday[d]! - 1]!;
    for (let p = 0; p < row.length; p++) {
      const mean = total * profile[p]!;
      excess += (row[p]! - mean) ** 2 - mean;
      scale += mean * mean;
    }
  }
  return scale > 0 ? Math.max(0, excess / scale) : 0;
}
