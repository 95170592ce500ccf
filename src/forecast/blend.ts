import { addDays } from '../time/zone.js';
import type { Calibration } from './calibrate.js';
import { calibrate } from './calibrate.js';
import { carriedMiss } from './carry.js';
import type { QueueCalendar, QueueForecast } from './contract.js';
import type { DayModel } from './day-method.js';
import type { DayTable } from './days.js';
import { dayCounts, firstDays } from './days.js';
import { bucketOf, HORIZON_BUCKETS } from './level.js';
import type { Member } from './members.js';
import { MEMBERS, SPARSE_BELOW, SPARSE_MEMBERS } from './members.js';
import { sum } from './numbers.js';
import type { Prepared } from './prepare.js';
import { prepare } from './prepare.js';

const INNER_ORIGINS = 8;
/** Days between inner origins; prime to the week, so they fall on every weekday. */
const NEAR_STEP = 9;
const FAR_STEP = 13;
const FIRST_BACK = 3;
/** An inner origin needs this much history before it. */
const INNER_MINIMUM_DAYS = 42;
/** How sharply a member loses weight for an error above the best with much evidence: 10 % more error = e^−1. */
const SHARPNESS = 10;
/** Scored days at which the evidence counts half. */
const HALF_EVIDENCE_DAYS = 20;

/** A blend fitted at an origin: expected contacts of coming days without special days, and how far they may be off. */
export interface Blend {
  readonly prepared: Prepared;
  readonly model: DayModel;
  readonly calibration: Calibration;
  readonly evidence: QueueForecast['evidence'];
}

/** What one member said at one inner origin. */
interface Trial {
  readonly origin: number;
  /** Per member and day ahead (index into `aheads`). */
  readonly said: readonly (readonly Float64Array[])[];
}

/**
 * Automatic method: every member is tried at past origins inside the history at the horizons asked for; its weight per
 * horizon is the starting weight × exp(−s (error / least error − 1)) with errors as WAPE over intervals and s growing with
 * the number of scored days. Short histories keep the starting weights of the members that can run.
 */
export function fitBlend(table: DayTable, calendar: QueueCalendar, horizonDays: number): Blend {
  const prepared = prepare(table, calendar);
  const members = membersFor(prepared.table);
  const aheads = probedAheads(horizonDays);
  const trials = tryMembers(table, calendar, members, aheads);
  const { errors, scoredDays } = memberErrors(table, prepared, trials, members.length, aheads);
  const weights = HORIZON_BUCKETS.map((_, b) => weigh(members, errors[b]!, scoredDays[b]!, b));
  const models = members.map(({ method }) => method.fit(prepared.table, horizonDays));
  const end = table.dates[table.dates.length - 1]!;
  const carried = carriedMiss(prepared.table);
  const model: DayModel = {
    day(ahead) {
      const factor = Math.exp(prepared.cycle(addDays(end, ahead + 1))) * carried(ahead);
      const mixed = mix(
        models.map((m, k) => (weights[bucketOf(ahead)]![k]! > 0 ? m.day(ahead) : undefined)),
        weights[bucketOf(ahead)]!,
        table.positions,
      );
      return mixed.map((value) => value * factor);
    },
  };
  const past = trials.flatMap(({ origin, said }, t) =>
    aheads.flatMap((ahead, a) => {
      const day = origin + ahead;
      if (!isScored(table, prepared, day)) return [];
      const expected = mix(
        said.map((days) => days[a]),
        weights[bucketOf(ahead)]!,
        table.positions,
      );
      const week = t * 100 + Math.floor(ahead / 7);
      return [{ bucket: bucketOf(ahead), ahead, week, expected, actual: dayCounts(table, day) }];
    }),
  );
  const reached = bucketOf(Math.max(0, horizonDays - 1));
  return {
    prepared,
    model,
    calibration: calibrate(prepared.table, past),
    evidence: members.map(({ method }, k) => ({
      method: method.id,
      wape: errors[reached]![k]!,
      weight: weights[reached]![k]!,
    })),
  };
}

function membersFor(table: DayTable): readonly Member[] {
  const known = table.totals.filter((total) => !Number.isNaN(total));
  const sparse = sum(known) < SPARSE_BELOW * known.length;
  return (sparse ? SPARSE_MEMBERS : MEMBERS).filter(({ method }) => known.length >= method.minimumDays);
}

function probedAheads(horizonDays: number): number[] {
  const aheads: number[] = [];
  for (let ahead = 0; ahead < Math.min(horizonDays, 28); ahead++) aheads.push(ahead);
  for (let ahead = 30; ahead < Math.min(horizonDays, 91); ahead += 6) aheads.push(ahead);
  return aheads;
}

function tryMembers(
  table: DayTable,
  calendar: QueueCalendar,
  members: readonly Member[],
  aheads: readonly number[],
): Trial[] {
  const days = table.dates.length;
  const step = aheads[aheads.length - 1]! > 27 ? FAR_STEP : NEAR_STEP;
  const trials: Trial[] = [];
  for (let k = 0; k < INNER_ORIGINS; k++) {
    const origin = days - FIRST_BACK - k * step;
    if (origin < INNER_MINIMUM_DAYS) break;
    const past = prepare(firstDays(table, origin), calendar);
    const models = members.map(({ method }) => method.fit(past.table, aheads.length));
    const carried = carriedMiss(past.table);
    trials.push({
      origin,
      said: models.map((model) =>
        aheads
          .filter((ahead) => origin + ahead < days)
          .map((ahead) => {
            const factor = Math.exp(past.cycle(table.dates[origin + ahead]!)) * carried(ahead);
            return model.day(ahead).map((value) => value * factor);
          }),
      ),
    });
  }
  return trials;
}

/** Ordinary days teach; special ones are judged by their own factors. */
const isScored = (table: DayTable, prepared: Prepared, day: number): boolean =>
  day < table.totals.length &&
  !Number.isNaN(table.totals[day]!) &&
  !Number.isNaN(prepared.special.ordinary.totals[day]!) &&
  table.totals[day] === prepared.special.ordinary.totals[day];

function memberErrors(
  table: DayTable,
  prepared: Prepared,
  trials: readonly Trial[],
  count: number,
  aheads: readonly number[],
): { errors: number[][]; scoredDays: Float64Array } {
  const error = HORIZON_BUCKETS.map(() => new Float64Array(count));
  const volume = new Float64Array(HORIZON_BUCKETS.length);
  const scoredDays = new Float64Array(HORIZON_BUCKETS.length);
  for (const { origin, said } of trials) {
    aheads.forEach((ahead, a) => {
      const day = origin + ahead;
      if (!isScored(table, prepared, day)) return;
      const b = bucketOf(ahead);
      const row = dayCounts(table, day);
      volume[b]! += table.totals[day]!;
      scoredDays[b]!++;
      for (let k = 0; k < count; k++) {
        const guess = said[k]![a]!;
        for (let p = 0; p < row.length; p++) error[b]![k]! += Math.abs(guess[p]! - row[p]!);
      }
    });
  }
  const errors = error.map((row, b) => Array.from(row, (value) => (volume[b]! > 0 ? value / volume[b]! : Number.NaN)));
  return { errors, scoredDays };
}

function weigh(members: readonly Member[], errors: readonly number[], days: number, bucket: number): number[] {
  const sharpness = (SHARPNESS * days) / (days + HALF_EVIDENCE_DAYS);
  const least = Math.min(...errors.filter((value) => !Number.isNaN(value)));
  const raw = members.map(({ prior }, k) => {
    const start = prior[bucket]!;
    const error = errors[k]!;
    return Number.isNaN(error) || !(least > 0) ? start : start * Math.exp(-sharpness * (error / least - 1));
  });
  const total = sum(raw);
  return total > 0 ? raw.map((value) => value / total) : raw.map(() => 1 / raw.length);
}

function mix(days: readonly (Float64Array | undefined)[], weights: readonly number[], positions: number): Float64Array {
  const mixed = new Float64Array(positions);
  days.forEach((day, k) => {
    if (day === undefined) return;
    for (let p = 0; p < positions; p++) mixed[p]! += weights[k]! * day[p]!;
  });
  return mixed;
}
