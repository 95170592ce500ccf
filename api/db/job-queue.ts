import { CompiledQuery } from 'kysely';
import PgBoss from 'pg-boss';
import { requeueAbandoned, takeJob } from './job-store.js';
import type { Engine, Store } from './open.js';
import type { JobRow } from './schema.js';

/** Deals jobs out to workers. What a job is and how it ends stands in its row, whatever deals it out. */
export interface JobQueue {
  /** True where other processes may take jobs, so that one has to look now and then. */
  readonly shared: boolean;
  /** Hands over what was added or given back since. */
  offer(): Promise<void>;
  /** The job whose turn it is, begun by this worker; undefined where none waits. */
  take(worker: string): Promise<JobRow | undefined>;
  /** Puts the jobs of lost workers back into line. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** The queue that fits the database. What a process before left running in a SQLite file waits again. */
export async function openQueue(store: Store, now: () => string, onError: (error: unknown) => void): Promise<JobQueue> {
  if (store.engine.kind === 'postgres') return postgresQueue(store, store.engine, now, onError);
  await requeueAbandoned(store, 'all', now());
  const nothing = async (): Promise<void> => {};
  return {
    shared: false,
    offer: nothing,
    take: (worker) => takeJob(store, now(), worker),
    sweep: nothing,
    close: nothing,
  };
}

const QUEUE = 'rooster-jobs';
/** A process that takes a message begins its job at once; one that dies in between leaves it to another after this time. */
const TAKEN_SECONDS = 30;
const MAINTENANCE_SECONDS = 30;

/** pg-boss sorts by one number, the largest first. */
const priorityOf = ({ urgency, turn }: Pick<JobRow, 'urgency' | 'turn'>): number =>
  -(urgency * 100_000_000 + Math.min(turn, 99_999_999));

/** Messages of pg-boss in the same database, written in the transaction that marks the job as handed over. */
async function postgresQueue(
  store: Store,
  { pool }: Extract<Engine, { kind: 'postgres' }>,
  now: () => string,
  onError: (error: unknown) => void,
): Promise<JobQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(QUEUE);

  const offer = (): Promise<void> =>
    store.db.transaction().execute(async (trx) => {
      const fresh = await trx
        .selectFrom('job')
        .select(['id', 'urgency', 'turn'])
        .where('state', '=', 'queued')
        .where('offered_at', 'is', null)
        .orderBy('created_at')
        .execute();
      if (fresh.length === 0) return;
      const db = {
        executeSql: (text: string, values: unknown[]) =>
          trx.executeQuery<object>(CompiledQuery.raw(text, values)) as Promise<{ rows: object[] }>,
      };
      const options = { retryLimit: 100, expireInSeconds: TAKEN_SECONDS, db };
      for (const job of fresh) await boss.send(QUEUE, { id: job.id }, { ...options, priority: priorityOf(job) });
      await trx
        .updateTable('job')
        .set({ offered_at: now() })
        .where(
          'id',
          'in',
          fresh.map(({ id }) => id),
        )
        .execute();
    });

  return {
    shared: true,
    offer,
    take: async (worker) => {
      for (;;) {
        const [message] = await boss.fetch<{ id: string }>(QUEUE);
        if (message === undefined) return undefined;
        const job = await takeJob(store, now(), worker, message.data.id);
        await boss.complete(QUEUE, message.id);
        // A job that was stopped meanwhile, or that an older message led to before.
        if (job !== undefined) return job;
      }
    },
    sweep: async () => {
      await requeueAbandoned(store, 'lost', now());
      await offer();
    },
    close: () => boss.stop({ graceful: false, wait: false }),
  };
}
