import { endJob, isQueued, noteProgress, requeueAbandoned, takeJob } from '../db/job-store.js';
import type { Store } from '../db/open.js';
import type { JobKind, JobRow } from '../db/schema.js';
import { problemOf } from '../problem.js';
import { runForecastJob } from './forecast-job.js';
import { type PlanJobRequest, type PlanJobTools, runPlanJob } from './plan-job.js';
import { type ProposalJobRequest, runProposalJob } from './proposal-job.js';
import {
  type CapacityJobRequest,
  type ReportRequest,
  runCapacityJob,
  runScenarioJob,
  type ScenarioJobRequest,
} from './report-jobs.js';

/** Works the queue of jobs off, one after the other. */
export interface JobRunner {
  /** Says that there may be something new in the queue. */
  wake(): void;
  /** Stops a job: a queued one ends at once, a running one keeps its best so far. */
  cancel(id: string): Promise<void>;
  /** Ends the work: a running job is stopped and goes back into the queue. */
  close(): Promise<void>;
}

export interface RunnerOptions {
  readonly store: Store;
  readonly now: () => string;
  readonly newId: () => string;
  readonly onError: (error: unknown, jobId: string) => void;
}

/** How each kind of job is done; its request is the JSON that the route stored. */
const JOBS: Readonly<Record<JobKind, (id: string, request: unknown, tools: PlanJobTools) => Promise<unknown>>> = {
  plan: (id, request, tools) => runPlanJob(id, request as PlanJobRequest, tools),
  scenarios: (id, request, tools) => runScenarioJob(id, request as ScenarioJobRequest, tools),
  capacity: (id, request, tools) => runCapacityJob(id, request as CapacityJobRequest, tools),
  'forecast-versions': (id, request, tools) => runForecastJob(id, request as ReportRequest, tools),
  proposals: (id, request, tools) => runProposalJob(id, request as ProposalJobRequest, tools),
};

/** Milliseconds between two notes of progress in the database. */
const NOTE_INTERVAL_MS = 250;

/** Starts to work the queue off; jobs that a process before left running are taken up again. */
export async function startRunner({ store, now, newId, onError }: RunnerOptions): Promise<JobRunner> {
  await requeueAbandoned(store);
  let closing = false;
  let current: { readonly id: string; readonly abort: AbortController } | undefined;
  let working: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    for (;;) {
      const job = closing ? undefined : await takeJob(store, now());
      if (job === undefined) return;
      const abort = new AbortController();
      current = { id: job.id, abort };
      await runOne(job, abort.signal);
      current = undefined;
    }
  };

  const runOne = async (job: JobRow, signal: AbortSignal): Promise<void> => {
    let noted = 0;
    try {
      await JOBS[job.kind](job.id, JSON.parse(job.request), {
        store: store.of(job.organisation),
        now,
        newId,
        signal,
        onProgress: (progress) => {
          const time = performance.now();
          if (time - noted < NOTE_INTERVAL_MS) return;
          noted = time;
          void noteProgress(store, job.id, progress).catch((error: unknown) => onError(error, job.id));
        },
      });
    } catch (error) {
      onError(error, job.id);
      await endJob(store, job.id, 'failed', problemOf(error), now());
    }
  };

  const wake = (): void => {
    if (closing || working !== undefined) return;
    working = work()
      .catch((error: unknown) => onError(error, current?.id ?? ''))
      .finally(() => {
        working = undefined;
      });
  };

  wake();
  return {
    wake: () => {
      // A run that is just ending may have looked at the queue before the new job came.
      if (working === undefined) wake();
      else void working.then(wake);
    },
    cancel: async (id) => {
      if (current?.id === id) current.abort.abort();
      else if (await isQueued(store, id)) await endJob(store, id, 'cancelled', undefined, now());
    },
    close: async () => {
      closing = true;
      current?.abort.abort();
      await working;
    },
  };
}
