import type { SolveProgress } from '../../solver/stop.js';
import type { Store } from './open.js';
import type { JobKind, JobRow, JobState } from './schema.js';

/** Adds a job to the queue. */
export function addJob(
  store: Store,
  id: string,
  request: unknown,
  createdAt: string,
  kind: JobKind = 'plan',
): Promise<JobRow> {
  return store.db
    .insertInto('job')
    .values({
      id,
      organisation: store.organisation,
      kind,
      state: 'queued',
      request: JSON.stringify(request),
      progress: JSON.stringify({ share: 0, phase: 'queued' } satisfies SolveProgress),
      error: null,
      plan_id: null,
      created_at: createdAt,
      started_at: null,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export const findJob = (store: Store, id: string): Promise<JobRow | undefined> =>
  store.db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('organisation', '=', store.organisation)
    .executeTakeFirst();

/** True for a job of any organisation that waits. */
export const isQueued = async (store: Store, id: string): Promise<boolean> =>
  (await store.db
    .selectFrom('job')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()) !== undefined;

/** Takes the oldest queued job of any organisation, or undefined where none waits. */
export function takeJob(store: Store, startedAt: string): Promise<JobRow | undefined> {
  return store.db
    .updateTable('job')
    .set({ state: 'running', started_at: startedAt })
    .where('id', '=', (eb) =>
      eb.selectFrom('job').select('id').where('state', '=', 'queued').orderBy('created_at').orderBy('id').limit(1),
    )
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
}

/** Notes how far a running job is. */
export async function noteProgress(store: Store, id: string, progress: SolveProgress): Promise<void> {
  await store.db
    .updateTable('job')
    .set({ progress: JSON.stringify(progress) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** Ends a job that made no plan; a job that has ended already stays as it is. */
export async function endJob(
  store: Store,
  id: string,
  state: Extract<JobState, 'failed' | 'cancelled'>,
  error: unknown,
  finishedAt: string,
): Promise<void> {
  await store.db
    .updateTable('job')
    .set({ state, error: error === undefined ? null : JSON.stringify(error), finished_at: finishedAt })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

/** Jobs that a process left running when it died go back into the queue: their work is repeatable. */
export async function requeueAbandoned(store: Store): Promise<number> {
  const result = await store.db
    .updateTable('job')
    .set({ state: 'queued', started_at: null })
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export const listJobs = (store: Store, limit: number): Promise<JobRow[]> =>
  store.db
    .selectFrom('job')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
