import { openQueue } from '../db/job-queue.js';
import { endJob, JobLost, LEASE_MS, noteProgress, releaseJob, renewLease, stopJob } from '../db/job-store.js';
import type { Store } from '../db/open.js';
import { isDiskFull, isPassing } from '../db/postgres.js';
import type { JobKind, JobRow } from '../db/schema.js';
import { announceEvent } from '../db/webhook-store.js';
import { HttpProblem, problemOf } from '../problem.js';
import { runForecastJob } from './forecast-job.js';
import { type PlanJobRequest, type PlanJobTools, runPlanJob } from './plan-job.js';
import { threadsFor } from './pricing-threads.js';
import { type ProposalJobRequest, runProposalJob } from './proposal-job.js';
import {
  type CapacityJobRequest,
  type ReportRequest,
  runCapacityJob,
  runScenarioJob,
  type ScenarioJobRequest,
} from './report-jobs.js';

/** Works the queue of jobs off. */
export interface JobRunner {
  /** Says that there may be something new in the queue. */
  wake(): void;
  /** Stops a job: a queued one ends at once, a running one keeps its best so far. */
  cancel(id: string): Promise<void>;
  /** Ends the work: running jobs are stopped and go back into the queue. */
  close(): Promise<void>;
}

export interface RunnerOptions {
  readonly store: Store;
  readonly now: () => string;
  readonly newId: () => string;
  readonly onError: (error: unknown, jobId: string) => void;
  /** Jobs at the same time, each in a thread of its own; default 1; 0 = jobs are handed to other processes only. */
  readonly concurrency?: number;
  /** Name of this worker in the rows of its jobs. */
  readonly worker?: string;
  /** Upper limit of the heap of a job's thread, MiB; beyond it the job fails instead of the process. */
  readonly maxHeapMiB?: number;
  /** How each kind of job is done, for tests of the queue. */
  readonly jobs?: JobKinds;
}

/** How each kind of job is done; its request is the JSON that the route stored. */
export type JobKinds = Readonly<
  Record<JobKind, (job: JobRow, request: unknown, tools: PlanJobTools) => Promise<unknown>>
>;

const JOBS: JobKinds = {
  plan: (job, request, tools) => runPlanJob(job, request as PlanJobRequest, tools),
  scenarios: (job, request, tools) => runScenarioJob(job, request as ScenarioJobRequest, tools),
  capacity: (job, request, tools) => runCapacityJob(job, request as CapacityJobRequest, tools),
  'forecast-versions': (job, request, tools) => runForecastJob(job, request as ReportRequest, tools),
  proposals: (job, request, tools) => runProposalJob(job, request as ProposalJobRequest, tools),
};

/** Milliseconds between two notes of progress in the database. */
const NOTE_INTERVAL_MS = 250;
/** Milliseconds between two words to the database that a job is still worked on, and two looks at who wants it stopped. */
const RENEW_MS = LEASE_MS / 10;
/** Milliseconds between two looks for jobs that other processes added, and for jobs of lost workers. */
const LOOK_MS = 500;
const SWEEP_MS = 5_000;
/** Milliseconds after which a database without room is tried again. */
const FULL_MS = 1_000;

/** Starts to work the queue off. */
export async function startRunner(options: RunnerOptions): Promise<JobRunner> {
  const { store, now, newId, onError, concurrency = 1, worker = '', maxHeapMiB, jobs = JOBS } = options;
  const queue = await openQueue(store, now, (error) => onError(error, ''));
  const lanes = new Set<Promise<void>>();
  const atWork = new Map<string, { readonly job: JobRow; readonly abort: AbortController }>();
  let closing = false;
  /** Counts calls of `wake`, so that a lane that found nothing looks again where something came meanwhile. */
  let calls = 0;

  const lane = async (): Promise<void> => {
    while (!closing) {
      const seen = calls;
      const job = await queue.take(worker);
      if (job !== undefined && closing) await releaseJob(store, job);
      else if (job !== undefined) await runOne(job);
      else if (seen === calls) return;
    }
  };

  /** Tells webhooks; a job is as done without. */
  const tell = ({ id, organisation }: JobRow, action: 'done' | 'fail'): Promise<void> =>
    announceEvent(
      store.of(organisation),
      { event: `job.${action}`, at: now(), body: { resource: 'job', resourceId: id } },
      newId,
    ).catch((error: unknown) => onError(error, id));

  /** Says that a job failed and why. With no room even for that it is said again until there is. @returns whether it was said */
  const endFailed = async (job: JobRow, error: unknown): Promise<boolean> => {
    for (;;) {
      try {
        await endJob(store, job.id, 'failed', problemOf(reasonOf(error)), now(), job.attempt);
        return true;
      } catch (failure) {
        onError(failure, job.id);
        // Without a database nothing can be said; its lease runs out, and another attempt follows.
        if (closing || !isDiskFull(failure)) return false;
        await new Promise((resolve) => setTimeout(resolve, FULL_MS));
      }
    }
  };

  const runOne = async (job: JobRow): Promise<void> => {
    const abort = new AbortController();
    atWork.set(job.id, { job, abort });
    let noted = 0;
    const timer = setInterval(() => {
      renewLease(store, job)
        .then((stop) => stop !== false && abort.abort())
        .catch((error: unknown) => onError(error, job.id));
    }, RENEW_MS);
    try {
      await jobs[job.kind](job, JSON.parse(job.request), {
        store: store.of(job.organisation),
        now,
        newId,
        signal: abort.signal,
        ...(maxHeapMiB === undefined ? {} : { maxHeapMiB }),
        threads: threadsFor(concurrency),
        onProgress: (progress) => {
          const time = performance.now();
          if (time - noted < NOTE_INTERVAL_MS) return;
          noted = time;
          void noteProgress(store, job.id, progress).catch((error: unknown) => onError(error, job.id));
        },
      });
      await tell(job, 'done');
    } catch (error) {
      if (error instanceof JobLost) return;
      onError(error, job.id);
      // Not the job's fault: its lease runs out, and another attempt follows.
      if (isPassing(error)) return;
      if (await endFailed(job, error)) await tell(job, 'fail');
    } finally {
      clearInterval(timer);
      atWork.delete(job.id);
    }
  };

  const start = (): void => {
    while (!closing && lanes.size < concurrency) {
      const one = lane()
        .catch((error: unknown) => onError(error, ''))
        .finally(() => lanes.delete(one));
      lanes.add(one);
    }
  };
  /** Queries beside the lanes, which end before the database is left. */
  const asides = new Set<Promise<void>>();
  const aside = (work: () => Promise<void>): void => {
    const one = work()
      .catch((error: unknown) => onError(error, ''))
      .finally(() => asides.delete(one));
    asides.add(one);
  };
  const wake = (): void => {
    calls++;
    if (queue.shared) aside(() => queue.offer().then(start));
    else start();
  };
  const timers = queue.shared
    ? [setInterval(start, LOOK_MS), setInterval(() => aside(() => queue.sweep()), SWEEP_MS)]
    : [];

  wake();
  return {
    wake,
    cancel: async (id) => {
      const local = atWork.get(id);
      if (local === undefined) await stopJob(store, id, now());
      else local.abort.abort();
    },
    close: async () => {
      closing = true;
      for (const timer of timers) clearInterval(timer);
      // Given back first: what the stopped attempt still brings counts no more.
      for (const { job, abort } of [...atWork.values()]) {
        await releaseJob(store, job);
        abort.abort();
      }
      await Promise.all([...lanes, ...asides]);
      await queue.close();
    },
  };
}

/** What is no fault of the request in words for whoever asked for the job. */
function reasonOf(error: unknown): unknown {
  if ((error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new HttpProblem(
      500,
      'job-out-of-memory',
      'The job needs more memory than a worker has.',
      'Plan fewer weeks at once, or give the workers more (WORKER_HEAP_MIB).',
    );
  if (isDiskFull(error))
    return new HttpProblem(
      507,
      'storage-full',
      'The database has no room left.',
      'Nothing of the job was stored. Make room and start it again.',
    );
  return error;
}
