import type { SolveProgress } from '../../solver/stop.js';
import { toRosterFile } from '../../src/schedule/roster-file.js';
import { isoWeekOf, mondayOfIsoWeek } from '../../src/time/week.js';
import { addDays } from '../../src/time/zone.js';
import { ENGINE_VERSION } from '../../src/version.js';
import { centreVersion } from '../db/centre-store.js';
import type { Store } from '../db/open.js';
import { savePlan } from '../db/plan-store.js';
import type { PlanRow } from '../db/schema.js';
import { planFiles, zoneLookup } from '../files/plan-documents.js';
import { forecastVersion } from './forecast-version.js';
import { runTask } from './run-task.js';
import { storedHistory } from './stored-history.js';

/** What a plan job is asked for. The version of the centre is part of it, so that later edits do not change it. */
export interface PlanJobRequest {
  readonly centre: string;
  readonly centreVersion: number;
  readonly week: string;
  readonly weeks: number;
  readonly seed: number;
  readonly timeLimitSeconds?: number;
  /** Budget of work of the roster engine, in its own units: same budget, same bytes. */
  readonly workLimit?: number;
}

/** A job with the number of the attempt; without one it is nobody else's to take over. */
export interface AttemptedJob {
  readonly id: string;
  readonly attempt?: number;
}

export interface PlanJobTools {
  readonly store: Store;
  readonly now: () => string;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SolveProgress) => void;
  /** Upper limit of the heap of a worker thread, MiB. */
  readonly maxHeapMiB?: number;
  /** Threads that price the tours of a roster; default 1. */
  readonly threads?: number;
}

/** Plans in a worker thread and stores the plan whole, together with the end of its job. */
export async function runPlanJob(job: AttemptedJob, request: PlanJobRequest, tools: PlanJobTools): Promise<PlanRow> {
  const { store } = tools;
  const centre = await centreVersion(store, request.centre, request.centreVersion);
  const history = await storedHistory(store, centre);
  const fromDate = mondayOfIsoWeek(request.week)!;
  const { timeLimitSeconds, workLimit } = request;
  const result = await runTask(
    {
      kind: 'plan',
      workers: tools.threads ?? 1,
      request: {
        centre,
        history,
        fromDate,
        weeks: request.weeks,
        seed: request.seed,
        ...(timeLimitSeconds === undefined && workLimit === undefined
          ? {}
          : {
              stop: {
                ...(timeLimitSeconds === undefined ? {} : { timeLimitMillis: timeLimitSeconds * 1000 }),
                ...(workLimit === undefined ? {} : { workLimit }),
              },
            }),
      },
    },
    tools,
  );
  if (result.disagreements.length > 0) {
    throw new Error(`The recount disagrees with the engine: ${result.disagreements.join('; ')}`);
  }
  const finishedAt = tools.now();
  const plan: PlanRow = {
    id: tools.newId(),
    organisation: store.organisation,
    centre: centre.name,
    centre_version: request.centreVersion,
    week: isoWeekOf(fromDate),
    weeks: request.weeks,
    from_date: fromDate,
    to_date: addDays(fromDate, request.weeks * 7 - 1),
    seed: request.seed,
    engine_version: ENGINE_VERSION,
    state: 'draft',
    revision: 1,
    created_at: finishedAt,
    published_at: null,
    copied_from: null,
  };
  const { shifts } = toRosterFile(result.roster, zoneLookup(centre));
  await savePlan(store, {
    plan,
    documents: planFiles(centre, result),
    shifts,
    forecast: `${JSON.stringify(forecastVersion(centre, history, result.forecasts, fromDate))}\n`,
    jobId: job.id,
    ...(job.attempt === undefined ? {} : { attempt: job.attempt }),
    finishedAt,
  });
  return plan;
}
