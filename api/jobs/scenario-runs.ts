import type { SolveProgress } from '../../solver/stop.js';
import type { Centre } from '../../src/domain/centre.js';
import type { QueueId } from '../../src/domain/ids.js';
import type { PlanRequest, PlanResult } from '../../src/plan.js';
import {
  type Comparison,
  compareScenarios,
  emptyForecast,
  type Scenario,
  type ScenarioState,
} from '../../src/scenario/index.js';
import { runTask, type TaskOptions } from './run-task.js';

/** Name of the plan without changes that the others are compared with. */
export const BASE: Scenario = { name: 'base', changes: [] };

/** The centre with empty forecasts of the queues that will have one: enough to try scenarios on. */
export const emptyState = (
  { centre, history }: { readonly centre: Centre; readonly history: Pick<ReadonlyMap<QueueId, unknown>, 'has'> },
  fromDate: string,
  days: number,
): ScenarioState => ({
  centre,
  forecasts: centre.queues
    .filter(({ id }) => history.has(id))
    .map(({ id }) => emptyForecast(id, centre.intervalMinutes)),
  period: { fromDate, days },
});

export interface PlannedScenario {
  readonly scenario: Scenario;
  readonly result: PlanResult;
}

/**
 * Plans the week as it is and once per scenario, one after the other, in a worker thread. Aborted: the plan at work ends
 * with its best so far, the rest is left out.
 * @throws InputError; Error where the recount disagrees with the engine
 */
export async function planScenarios(
  request: Omit<PlanRequest, 'scenario'>,
  scenarios: readonly Scenario[],
  {
    signal,
    onProgress,
    maxHeapMiB,
  }: Pick<TaskOptions, 'maxHeapMiB'> & {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: SolveProgress) => void;
  },
): Promise<PlannedScenario[]> {
  const all = [BASE, ...scenarios];
  const planned: PlannedScenario[] = [];
  for (const [i, scenario] of all.entries()) {
    if (signal.aborted && i > 0) break;
    const result = await runTask(
      { kind: 'plan', request: { ...request, scenario } },
      {
        signal,
        ...(maxHeapMiB === undefined ? {} : { maxHeapMiB }),
        onProgress: ({ share, phase }) =>
          onProgress({ share: (i + share) / all.length, phase: `${scenario.name}: ${phase}` }),
      },
    );
    if (result.disagreements.length > 0)
      throw new Error(
        `Scenario ${scenario.name}: the recount disagrees with the engine:\n${result.disagreements.join('\n')}`,
      );
    planned.push({ scenario, result });
  }
  return planned;
}

/** The plans side by side. */
export const comparisonOf = (planned: readonly PlannedScenario[]): Comparison =>
  compareScenarios(
    planned.map(({ scenario: { name, title }, result }) => ({
      name,
      ...(title === undefined ? {} : { title }),
      summary: result.summary,
      costByQueueMinor: result.cost.totals.byQueue,
    })),
  );
