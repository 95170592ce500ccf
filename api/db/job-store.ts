import { type Kysely, sql, type Transaction } from 'kysely';
import type { SolveProgress } from '../../solver/stop.js';
import { clockMs, isPostgres } from './dialect.js';
import type { Store } from './open.js';
import type { Database, JobKind, JobRow, JobState } from './schema.js';

/** Before all others, as usual, after all others. */
export const URGENCY = { now: 0, usual: 1, later: 2 } as const;

/** Milliseconds without word after which a worker counts as lost. */
export const LEASE_MS = 20_000;
/** Times that a job is begun before it counts as the reason that its workers die. */
export const MOST_ATTEMPTS = 3;

const UNDER_WAY: JobState[] = ['queued', 'running'];

/** An attempt at a job ends after another has taken over; nothing of it was stored. */
export class JobLost extends Error {
  override readonly name = 'JobLost';
}

/**
 * Adds a job to the queue. Its turn comes after those that the organisation has waiting, and not before what is waiting now:
 * of two organisations each gets every second turn, however many jobs one of them asks for.
 */
export function addJob(
  store: Store,
  id: string,
  request: unknown,
  createdAt: string,
  kind: JobKind = 'plan',
  urgency: number = kind === 'plan' ? URGENCY.usual : URGENCY.later,
): Promise<JobRow> {
  return store.db.transaction().execute(async (trx) => {
    const turns = await trx
      .selectFrom('job')
      .select(({ fn }) => [
        fn.min('turn').filterWhere('state', '=', 'queued').as('next'),
        fn.max('turn').as('latest'),
        fn.max('turn').filterWhere('organisation', '=', store.organisation).as('own'),
      ])
      .where('state', 'in', UNDER_WAY)
      .executeTakeFirstOrThrow();
    const turn = Math.max(turns.next ?? turns.latest ?? 0, turns.own === null ? 0 : turns.own + 1);
    return trx
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
        urgency,
        turn,
        worker: null,
        lease_until_ms: null,
        offered_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

export const findJob = (store: Store, id: string): Promise<JobRow | undefined> =>
  store.db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('organisation', '=', store.organisation)
    .executeTakeFirst();

const lease = (db: Kysely<Database>) => sql<number>`${clockMs(db)} + ${sql.lit(LEASE_MS)}`;

/** Takes the queued job of any organisation whose turn it is, or the one named; undefined where none waits. */
export function takeJob(store: Store, startedAt: string, worker = '', id?: string): Promise<JobRow | undefined> {
  return store.db
    .updateTable('job')
    .set((eb) => ({
      state: 'running',
      started_at: startedAt,
      worker,
      attempt: eb('attempt', '+', 1),
      lease_until_ms: lease(store.db),
    }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('job')
        .select('id')
        .where('state', '=', 'queued')
        .$if(id !== undefined, (query) => query.where('id', '=', id!))
        .orderBy('urgency')
        .orderBy('turn')
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        // Several may look at the same moment; SQLite lets only one write.
        .$if(isPostgres(store.db as Kysely<never>), (query) => query.forUpdate().skipLocked()),
    )
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
}

/** Says that an attempt is alive. @returns whether to stop and keep the best so far; undefined where it counts no more */
export async function renewLease(store: Store, { id, attempt }: JobRow): Promise<boolean | undefined> {
  const row = await store.db
    .updateTable('job')
    .set({ lease_until_ms: lease(store.db) })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .returning('stop_asked')
    .executeTakeFirst();
  return row === undefined ? undefined : row.stop_asked === 1;
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

/**
 * Holds the row of a job until the transaction that stores its result ends: words of life and progress wait, instead of coming
 * between and having all of it done again. @throws JobLost where the attempt counts no more
 */
export async function holdJob(trx: Transaction<Database>, id: string, attempt: number | undefined): Promise<void> {
  if (attempt === undefined) return;
  const held = await trx
    .updateTable('job')
    .set({ lease_until_ms: lease(trx) })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  if (held === undefined) throw new JobLost(`attempt ${attempt} at job ${id} counts no more`);
}

/** Marks a job done in the transaction that stores what it made. @throws JobLost where the attempt counts no more */
export async function finishJob(
  trx: Transaction<Database>,
  id: string,
  attempt: number | undefined,
  result: { readonly finished_at: string; readonly plan_id?: string },
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('job')
    .set({ ...result, state: 'done', lease_until_ms: null })
    .where('id', '=', id)
    .$if(attempt !== undefined, (query) => query.where('attempt', '=', attempt!).where('state', '=', 'running'))
    .executeTakeFirst();
  if (attempt !== undefined && numUpdatedRows === 0n)
    throw new JobLost(`attempt ${attempt} at job ${id} counts no more`);
}

/** Ends a job that made no plan; a job that has ended already, or is at another attempt, stays as it is. */
export async function endJob(
  store: Store,
  id: string,
  state: Extract<JobState, 'failed' | 'cancelled'>,
  error: unknown,
  finishedAt: string,
  attempt?: number,
): Promise<void> {
  await store.db
    .updateTable('job')
    .set({
      state,
      error: error === undefined ? null : JSON.stringify(error),
      finished_at: finishedAt,
      lease_until_ms: null,
    })
    .where('id', '=', id)
    .where('state', 'in', UNDER_WAY)
    .$if(attempt !== undefined, (query) => query.where('attempt', '=', attempt!))
    .execute();
}

/** Asks to stop a job: one that waits ends at once, one at work elsewhere is told when its worker next says a word. */
export async function stopJob(store: Store, id: string, at: string): Promise<void> {
  await store.db
    .updateTable('job')
    .set({ state: 'cancelled', finished_at: at })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
  await store.db
    .updateTable('job')
    .set({ stop_asked: 1 })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

const QUEUED_AGAIN = {
  state: 'queued',
  started_at: null,
  worker: null,
  lease_until_ms: null,
  offered_at: null,
} as const;

/** Gives a job back that was begun and not tried: the attempt does not count. */
export async function releaseJob(store: Store, { id, attempt }: JobRow): Promise<void> {
  await store.db
    .updateTable('job')
    .set({ ...QUEUED_AGAIN, attempt: attempt - 1 })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .execute();
}

/**
 * Jobs whose worker died go back into the queue, for their work is repeatable; those that were begun too often fail with that
 * as their reason.
 * @param whose `lost`: workers without word for {@link LEASE_MS}; `all`: every one, where no other process can be at work
 * @returns jobs that wait again
 */
export function requeueAbandoned(store: Store, whose: 'lost' | 'all', at: string): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const lost = await trx
      .selectFrom('job')
      .select(['id', 'attempt'])
      .where('state', '=', 'running')
      .$if(whose === 'lost', (query) => query.where('lease_until_ms', '<', clockMs(store.db)))
      .execute();
    let again = 0;
    for (const { id, attempt } of lost) {
      const tired = attempt >= MOST_ATTEMPTS;
      const error = {
        type: '/problems/job-abandoned',
        title: `Its worker ended ${attempt} times while at it.`,
        status: 500,
        code: 'job-abandoned',
        detail: 'The job may need more memory than a worker has. Make it smaller, or give the workers more.',
      };
      await trx
        .updateTable('job')
        .set(
          tired
            ? { state: 'failed', error: JSON.stringify(error), finished_at: at, lease_until_ms: null }
            : QUEUED_AGAIN,
        )
        .where('id', '=', id)
        .where('attempt', '=', attempt)
        .where('state', '=', 'running')
        .execute();
      if (!tired) again++;
    }
    return again;
  });
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
