import type { CapacityGroup } from './schema.js';

/**
 * How people leave and learn, by weeks since their first day (0 = the first week). Everybody past the last value is as
 * that: trained.
 */
export interface Tenure {
  /** Share of the people there who leave at the end of the week. */
  readonly hazard: readonly number[];
  /** Share of full productivity: 0 in training, then the learning curve, then 1. */
  readonly productivity: readonly number[];
  readonly trainingWeeks: number;
}

const WEEKS_A_YEAR = 52;

/** Share of people who leave at the end of a week, from the yearly rate (leavers a year / mean head count), at most all. */
export const weeklyHazard = (percentPerYear: number): number => Math.min(1, percentPerYear / 100 / WEEKS_A_YEAR);

export function tenureOf({ attrition, training }: Pick<CapacityGroup, 'attrition' | 'training'>): Tenure {
  const early = attrition.newHires;
  const curve = training.productivity ?? [];
  const weeks = Math.max(training.weeks + curve.length, early?.weeks ?? 0) + 1;
  const byWeek = (of: (week: number) => number): number[] => Array.from({ length: weeks }, (_, week) => of(week));
  return {
    hazard: byWeek((week) =>
      weeklyHazard(early !== undefined && week < early.weeks ? early.percentPerYear : attrition.percentPerYear),
    ),
    productivity: byWeek((week) => (week < training.weeks ? 0 : (curve[week - training.weeks] ?? 1))),
    trainingWeeks: training.weeks,
  };
}

/** People who started together. */
export interface Cohort {
  readonly heads: number;
  /** Weeks since their first day, in the first week of the plan; infinite = trained long ago. */
  readonly weeksThere: number;
}

export const headsOf = (cohorts: readonly Cohort[]): number => cohorts.reduce((sum, { heads }) => sum + heads, 0);

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
 * @param start people there in the first week
 * @param hired people who start at the beginning of each week
 */
export function supplyOf(start: readonly Cohort[], hired: readonly number[], tenure: Tenure): Supply {
  const zeros = (): number[] => hired.map(() => 0);
  const [heads, left, inTraining, productive] = [zeros(), zeros(), zeros(), zeros()];
  const last = tenure.hazard.length - 1;
  const add = (cohort: Cohort, from: number): void => {
    let there = cohort.heads;
    for (let t = from; t < hired.length && there > 0; t++) {
      const age = Math.min(last, cohort.weeksThere + t - from);
      const leavers = there * tenure.hazard[age]!;
      heads[t]! += there;
      left[t]! += leavers;
      productive[t]! += there * tenure.productivity[age]!;
      if (cohort.weeksThere + t - from < tenure.trainingWeeks) inTraining[t]! += there;
      there -= leavers;
    }
  };
  for (const cohort of start) add(cohort, 0);
  hired.forEach((starting, t) => {
    add({ heads: starting, weeksThere: 0 }, t);
  });
  return { heads, hired, left, inTraining, productive };
}
