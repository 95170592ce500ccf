import type { CapacityFile } from '../../src/capacity/index.js';
import type { Comparison, Scenario } from '../../src/scenario/index.js';
import { mondayOfIsoWeek } from '../../src/time/week.js';
import { ENGINE_VERSION } from '../../src/version.js';
import { centreVersion } from '../db/centre-store.js';
import { saveReport } from '../db/report-store.js';
import type { ReportRow } from '../db/schema.js';
import type { AttemptedJob, PlanJobTools } from './plan-job.js';
import { runTask } from './run-task.js';
import { comparisonOf, planScenarios } from './scenario-runs.js';
import { storedHistory } from './stored-history.js';

/** What every report is asked for; the version of the centre is part of it, so that later edits do not change it. */
export interface ReportRequest {
  readonly centre: string;
  readonly centreVersion: number;
  /** ISO week of the first day. */
  readonly week: string;
  readonly weeks: number;
  readonly seed: number;
}

/** Scenarios, already tried on the centre. */
export interface ScenarioJobRequest extends ReportRequest {
  readonly scenarios: readonly Scenario[];
  readonly timeLimitSeconds?: number;
}

/** A capacity file, already checked against the centre. */
export interface CapacityJobRequest extends ReportRequest {
  readonly input: CapacityFile;
}

/** What a report of scenarios holds. `complete` is false where the job was stopped before every scenario was planned. */
export interface ScenarioReport {
  readonly complete: boolean;
  readonly comparison: Comparison;
}

/** Plans the week as it is and once per scenario, and stores the comparison together with the end of the job. */
export async function runScenarioJob(
  job: AttemptedJob,
  request: ScenarioJobRequest,
  tools: PlanJobTools,
): Promise<void> {
  const centre = await centreVersion(tools.store, request.centre, request.centreVersion);
  const { weeks, seed, scenarios, timeLimitSeconds } = request;
  const planned = await planScenarios(
    {
      centre,
      history: await storedHistory(tools.store, centre),
      fromDate: mondayOfIsoWeek(request.week)!,
      weeks,
      seed,
      ...(timeLimitSeconds === undefined ? {} : { stop: { timeLimitMillis: timeLimitSeconds * 1000 } }),
    },
    scenarios,
    tools,
  );
  const complete =
    planned.length > scenarios.length && planned.every(({ result }) => result.solution.status !== 'cancelled');
  await keep('scenarios', job, request, tools, {
    complete,
    comparison: comparisonOf(planned),
  } satisfies ScenarioReport);
}

/** Makes a capacity plan in a worker thread and stores it together with the end of the job. */
export async function runCapacityJob(
  job: AttemptedJob,
  request: CapacityJobRequest,
  tools: PlanJobTools,
): Promise<void> {
  const centre = await centreVersion(tools.store, request.centre, request.centreVersion);
  const { weeks, seed, input } = request;
  const plan = await runTask(
    {
      kind: 'capacity',
      request: {
        centre,
        history: await storedHistory(tools.store, centre),
        input,
        fromDate: mondayOfIsoWeek(request.week)!,
        weeks,
        seed,
      },
    },
    tools,
  );
  await keep('capacity', job, request, tools, plan);
}

/** Stores what a job has made together with its end. */
export function keep(
  kind: ReportRow['kind'],
  job: AttemptedJob,
  request: ReportRequest,
  tools: PlanJobTools,
  body: unknown,
) {
  const report = {
    id: job.id,
    organisation: tools.store.organisation,
    kind,
    centre: request.centre,
    centre_version: request.centreVersion,
    from_date: mondayOfIsoWeek(request.week)!,
    weeks: request.weeks,
    seed: request.seed,
    engine_version: ENGINE_VERSION,
    created_at: tools.now(),
    body: `${JSON.stringify(body, null, 1)}\n`,
  };
  return saveReport(tools.store, report, job.attempt);
}
