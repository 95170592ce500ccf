import type { LpBackend, LpStatus } from '../../solver/lp/model.js';
import { solveOnce } from '../../solver/lp/session.js';
import type { Control } from '../../solver/stop.js';
import { COST_SCALE, type HiringProblem, hiringModel } from './hiring-model.js';

/** People hired, and how good the plan provably is. */
export interface HiringPlan {
  /** By contract (in the problem's order) and week. */
  readonly hired: readonly (readonly number[])[];
  readonly status: LpStatus;
  /** Cost of what the plan decides (hired people, classes, overtime, outsourcing, shortage), minor units, unrounded. */
  readonly costMinor: number;
  /** No plan costs less. */
  readonly boundMinor: number;
}

/** Where a plan this near to the optimum is found, the proof ends. */
const RELATIVE_GAP = 1e-4;
/** Budget of work; a year of 52 weeks and two contracts takes a fraction of it. Same input, same plan. */
const NODE_LIMIT = 4_000;
const ITERATION_LIMIT = 300_000;

/** Solves the hiring plan; a limit or a cancel leaves the best plan so far, at worst to hire nobody. */
export function solveHiring(
  problem: HiringProblem,
  lp: LpBackend,
  control?: Control,
  relativeGap = RELATIVE_GAP,
): HiringPlan {
  const { model, heads, start } = hiringModel(problem);
  const weeks = problem.requiredHours.length;
  const result = solveOnce(lp, model, {
    start,
    relativeGap,
    nodeLimit: NODE_LIMIT,
    iterationLimit: ITERATION_LIMIT,
    ...(control === undefined ? {} : { control }),
  });
  const x = result.x.length > 0 ? result.x : start;
  const hired = problem.contracts.map(() => new Array<number>(weeks).fill(0));
  problem.hiring?.weeks.forEach((week, i) => {
    heads[i]!.forEach((column, k) => {
      if (column >= 0) hired[k]![week] = Math.round(x[column]!);
    });
  });
  const objective = model.columnCost.reduce((sum, cost, j) => sum + cost * x[j]!, 0);
  return {
    hired,
    status: result.status === 'limit' ? 'feasible' : result.status,
    costMinor: objective * COST_SCALE,
    boundMinor: (Number.isFinite(result.bound) ? result.bound : 0) * COST_SCALE,
  };
}
