import type { LpStatus } from '../../solver/lp/model.js';
import type { Issue } from '../errors.js';
import type { Figures } from './schema.js';

/** One week of a group. Money in whole minor units of the centre's currency; hours, heads and FTE are means. */
export interface CapacityWeek {
  /** ISO week. */
  readonly week: string;
  /** Its Monday. */
  readonly fromDate: string;
  readonly contacts: number;
  readonly workloadHours: number;
  /** Working agent-hours that meet the goals. */
  readonly requiredHours: number;
  /** Required hours per hour of workload; absent without workload. */
  readonly staffingRatio?: number;
  /** Shares of paid time. */
  readonly plannedShrinkage: number;
  readonly unplannedShrinkage: number;
  /** FTE on the payroll that the required hours take, shrinkage included. */
  readonly requiredFte: number;
  /** FTE on the payroll, trainees included. */
  readonly plannedFte: number;
  /** FTE weighted by productivity: what stands against `requiredFte`. */
  readonly availableFte: number;
  /** Available less required. */
  readonly gapFte: number;
  /** The same if nobody is hired. */
  readonly gapFteWithoutHiring: number;
  readonly heads: number;
  readonly hired: number;
  /** Leave at the end of the week. */
  readonly left: number;
  readonly inTraining: number;
  /** Productive hours of the staff. */
  readonly availableHours: number;
  /** Paid overtime, and the productive hours it gives. */
  readonly overtimePaidHours: number;
  readonly overtimeHours: number;
  readonly outsourcedHours: number;
  readonly shortHours: number;
  readonly surplusHours: number;
  readonly payMinor: number;
  /** Recruitment and training other than pay. */
  readonly hiringMinor: number;
  readonly overtimeMinor: number;
  readonly outsourcingMinor: number;
  /** Pay, hiring, overtime and outsourcing. */
  readonly costMinor: number;
  /** Price of the hours that are short: no cost, but what the plan weighs. */
  readonly shortMinor: number;
}

/** A class to be hired. */
export interface ClassStart {
  readonly week: string;
  readonly fromDate: string;
  readonly contract: string;
  readonly heads: number;
}

/** Budget, forecast and what happened, of one measure in one week (or `total`). */
export interface VarianceRow {
  readonly week: string;
  readonly measure: keyof Omit<Figures, 'week'>;
  readonly budget: number | null;
  readonly forecast: number;
  readonly actual: number | null;
  /** Actual where there is one, else forecast. */
  readonly outlook: number;
  readonly outlookLessBudget: number | null;
  readonly actualLessForecast: number | null;
}

export interface GroupPlan {
  readonly group: string;
  readonly queues: readonly string[];
  /** Hours of one FTE. */
  readonly fullTimeHours: number;
  readonly weeks: readonly CapacityWeek[];
  readonly classes: readonly ClassStart[];
  readonly variance: readonly VarianceRow[];
  readonly totals: {
    readonly payMinor: number;
    readonly hiringMinor: number;
    readonly overtimeMinor: number;
    readonly outsourcingMinor: number;
    readonly costMinor: number;
    readonly shortMinor: number;
    readonly hired: number;
    readonly left: number;
    readonly shortHours: number;
  };
  /** Of the hiring plan: cost of what it decides, bound on it, and the gap between them as a share of the cost. */
  readonly objective: {
    readonly status: LpStatus;
    readonly costMinor: number;
    readonly boundMinor: number;
    readonly gap: number;
  };
}

export interface CapacityPlan {
  readonly centre: string;
  readonly currency: string;
  readonly fromWeek: string;
  readonly weeks: number;
  readonly groups: readonly GroupPlan[];
  /** Queues without history, goals out of reach. */
  readonly issues: readonly Issue[];
}
