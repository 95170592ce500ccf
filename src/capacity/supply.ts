import type { CapacityGroup } from './schema.js';

/** How people leave and learn, week by week since their first day. Arrays hold one value per week of tenure. */
export interface Tenure {
  /** Share of a class that is there in the week: 1 in the first, then less by the leavers at the end of each week. */
  readonly survival: readonly number[];
  /** Share of full productivity: 0 in training, then the learning curve, then 1. */
  readonly productivity: readonly number[];
}

const WEEKS_A_YEAR = 52;

/** Share of people who leave at the end of a week, from the yearly rate (leavers a year / mean head count), at most all. */
export const weeklyHazard = (percentPerYear: number): number => Math.min(1, percentPerYear / 100 / WEEKS_A_YEAR);

/** @param weeks of tenure wanted */
export function tenureOf(group: Pick<CapacityGroup, 'attrition' | 'training'>, weeks: number): Tenure {
  const { attrition, training } = group;
  const early = attrition.newHires;
  const survival: number[] = [];
  const productivity: number[] = [];
  let there = 1;
  for (let week = 0; week < weeks; week++) {
    survival.push(there);
    const yearly = early !== undefined && week < early.weeks ? early.percentPerYear : attrition.percentPerYear;
    there *= 1 - weeklyHazard(yearly);
    productivity.push(week < training.weeks ? 0 : (training.productivity?.[week - training.weeks] ?? 1));
  }
  return { survival, productivity };
}

/** People of one contract in the weeks of a plan; means, so fractions of a person. */
export interface Supply {
  /** There during the week. */
  readonly heads: readonly number[];
  readonly hired: readonly number[];
  /** Leave at its end. */
  readonly left: readonly number[];
  readonly inTraining: readonly number[];
  /** Heads weighted by productivity. */
  readonly productive: readonly number[];
}

/**
 * Runs the head count forward: who is there next week is who was there, less the leavers, plus who starts.
 * @param start trained people in the first week
 * @param hired people who start at the beginning of each week
 * @param hazard share of trained people who leave at the end of a week
 */
export function supplyOf(
  start: number,
  hired: readonly number[],
  hazard: number,
  tenure: Tenure,
  trainingWeeks: number,
): Supply {
  const weeks = hired.length;
  const heads: number[] = [];
  const left: number[] = [];
  const inTraining: number[] = [];
  const productive: number[] = [];
  let base = start;
  for (let t = 0; t < weeks; t++) {
    let [all, trainees, output] = [base, 0, base];
    let next = base * (1 - hazard);
    base = next;
    for (let s = 0; s <= t; s++) {
      const age = t - s;
      const there = hired[s]! * tenure.survival[age]!;
      all += there;
      if (age < trainingWeeks) trainees += there;
      output += there * tenure.productivity[age]!;
      next += hired[s]! * (tenure.survival[age + 1] ?? 0);
    }
    heads.push(all);
    left.push(all - next);
    inTraining.push(trainees);
    productive.push(output);
  }
  return { heads, hired, left, inTraining, productive };
}
