import type { RosterProblem } from '../../solver/problem.js';
import type { BatchRange, SimulationBatch, SimulationProblem } from '../../solver/simulate/index.js';
import type { PlannedShift, RosterSolution } from '../../solver/solution.js';
import type { Control, StopRule } from '../../solver/stop.js';
import type { CapacityPlan, CapacityRequest } from '../../src/capacity/index.js';
import type { Centre } from '../../src/domain/centre.js';
import type { QueueId } from '../../src/domain/ids.js';
import type { Issue } from '../../src/errors.js';
import type { RosterExplanation } from '../../src/explain/contract.js';
import type { ForecastAsk } from '../../src/forecast/ask.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import type { HistorySeries } from '../../src/history/series.js';
import type { PlanRequest, PlanResult } from '../../src/plan.js';
import type { RepairRequest, RepairResult } from '../../src/repair/contract.js';
import { pricingThreads } from './pricing-threads.js';

/** Work that blocks its thread for long, as plain data that can be handed to a worker thread. */
export type Task =
  | {
      readonly kind: 'schedule';
      readonly problem: RosterProblem;
      readonly seed: number;
      readonly stop: StopRule;
      /** Threads that price tours, ≥ 1; the roster does not depend on it. Default 1. */
      readonly workers?: number;
    }
  | { readonly kind: 'plan'; readonly request: PlanRequest; readonly workers?: number }
  | { readonly kind: 'capacity'; readonly request: CapacityRequest }
  | { readonly kind: 'forecast'; readonly request: ForecastTask }
  | { readonly kind: 'forecast-queues'; readonly asks: readonly ForecastAsk[] }
  | { readonly kind: 'repair'; readonly request: RepairRequest }
  | { readonly kind: 'explain'; readonly problem: RosterProblem; readonly shifts: readonly PlannedShift[] }
  | {
      readonly kind: 'simulate';
      readonly problem: SimulationProblem;
      readonly seed: number;
      readonly ranges: readonly BatchRange[];
    };

/** Forecast of a centre's queues, adjustments on top. */
export interface ForecastTask {
  readonly centre: Centre;
  readonly history: ReadonlyMap<QueueId, HistorySeries>;
  readonly fromDate: string;
  readonly days: number;
  readonly seed: number;
}

export interface TaskResults {
  readonly forecast: { readonly forecasts: readonly QueueForecast[]; readonly issues: readonly Issue[] };
  readonly 'forecast-queues': readonly QueueForecast[];
  readonly repair: RepairResult;
  readonly explain: RosterExplanation;
  readonly schedule: RosterSolution;
  readonly plan: PlanResult;
  readonly capacity: CapacityPlan;
  readonly simulate: readonly SimulationBatch[];
}

/** Most short intervals that are explained, worst first. */
const MOST_SHORT = 40;

/** Does the work in the thread that calls it. The solvers are loaded only here. */
export async function perform<T extends Task>(task: T, control: Control): Promise<TaskResults[T['kind']]> {
  if (task.kind === 'simulate') {
    const { simulateBatches } = await import('../../solver/simulate/index.js');
    const { problem, seed, ranges } = task;
    return simulateBatches(problem, seed, ranges, (done) => {
      control.onProgress?.({ share: done / ranges.length, phase: 'simulation' });
      return control.isCancelled?.() !== true;
    }) as unknown as TaskResults[T['kind']];
  }
  if (task.kind === 'forecast') {
    const { forecastQueues } = await import('../../src/forecasts.js');
    const { centre, history, ...period } = task.request;
    return forecastQueues(centre, history, {
      ...period,
      onQueue: (share, queue) => control.onProgress?.({ share, phase: `forecast ${queue}` }),
    }) as TaskResults[T['kind']];
  }
  if (task.kind === 'forecast-queues') {
    const { forecastAsked } = await import('../../src/forecast/ask.js');
    return task.asks.map(forecastAsked) as unknown as TaskResults[T['kind']];
  }
  const { loadHighs } = await import('../../solver/lp/highs.js');
  const lp = await loadHighs();
  if (task.kind === 'schedule') {
    const { solveApart } = await import('../../solver/roster/apart.js');
    const { problem, seed, stop, workers = 1 } = task;
    const executor = pricingThreads(workers);
    return (await solveApart(problem, { seed, stop, lp, control, executor })) as TaskResults[T['kind']];
  }
  if (task.kind === 'capacity') {
    const { planCapacity } = await import('../../src/capacity/plan-capacity.js');
    return planCapacity(task.request, { lp, control }) as TaskResults[T['kind']];
  }
  if (task.kind === 'repair') {
    const { repairRoster } = await import('../../src/repair/repair.js');
    return repairRoster(task.request, lp) as TaskResults[T['kind']];
  }
  if (task.kind === 'explain') {
    const { explainRoster } = await import('../../src/explain/explain.js');
    return explainRoster(task.problem, task.shifts, { lp, mostShort: MOST_SHORT }) as TaskResults[T['kind']];
  }
  const { plan } = await import('../../src/plan.js');
  return (await plan(task.request, {
    lp,
    control,
    executor: pricingThreads(task.workers ?? 1),
  })) as TaskResults[T['kind']];
}
