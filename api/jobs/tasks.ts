import type { RosterProblem } from '../../solver/problem.js';
import type { BatchRange, SimulationBatch, SimulationProblem } from '../../solver/simulate/index.js';
import type { RosterSolution } from '../../solver/solution.js';
import type { Control, StopRule } from '../../solver/stop.js';
import type { CapacityPlan, CapacityRequest } from '../../src/capacity/index.js';
import type { PlanRequest, PlanResult } from '../../src/plan.js';

/** Work that blocks its thread for long, as plain data that can be handed to a worker thread. */
export type Task =
  | { readonly kind: 'schedule'; readonly problem: RosterProblem; readonly seed: number; readonly stop: StopRule }
  | { readonly kind: 'plan'; readonly request: PlanRequest }
  | { readonly kind: 'capacity'; readonly request: CapacityRequest }
  | {
      readonly kind: 'simulate';
      readonly problem: SimulationProblem;
      readonly seed: number;
      readonly ranges: readonly BatchRange[];
    };

export interface TaskResults {
  readonly schedule: RosterSolution;
  readonly plan: PlanResult;
  readonly capacity: CapacityPlan;
  readonly simulate: readonly SimulationBatch[];
}

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
  const { loadHighs } = await import('../../solver/lp/highs.js');
  const lp = await loadHighs();
  if (task.kind === 'schedule') {
    const { solveRoster } = await import('../../solver/roster/index.js');
    const { problem, seed, stop } = task;
    return (await solveRoster(problem, { seed, stop, lp, control })) as TaskResults[T['kind']];
  }
  if (task.kind === 'capacity') {
    const { planCapacity } = await import('../../src/capacity/plan-capacity.js');
    return planCapacity(task.request, { lp, control }) as TaskResults[T['kind']];
  }
  const { plan } = await import('../../src/plan.js');
  return (await plan(task.request, { lp, control })) as TaskResults[T['kind']];
}
