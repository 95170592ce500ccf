import { afterAll, describe, expect, it } from 'vitest';
import { openQueue } from '../../api/db/job-queue.js';
import {
  addJob,
  findJob,
  finishJob,
  JobLost,
  MOST_ATTEMPTS,
  releaseJob,
  renewLease,
  requeueAbandoned,
  stopJob,
  takeJob,
  URGENCY,
} from '../../api/db/job-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import type { JobRow } from '../../api/db/schema.js';
import type { PlanJobTools } from '../../api/jobs/plan-job.js';
import { type JobKinds, type JobRunner, startRunner } from '../../api/jobs/runner.js';
import { storeKinds } from '../support/stores.js';

const { kinds, close } = await storeKinds('the queue of jobs');
afterAll(close);

const AT = '2026-11-24T08:00:00.000Z';
const now = (): string => AT;
const at = (n: number): string => new Date(Date.parse(AT) + n).toISOString();
const fail = (error: unknown): never => {
  throw error;
};

/** A kind of job that says "done" in its row and nothing else. */
const done = (store: Store, { id, attempt }: JobRow): Promise<void> =>
  store.db.transaction().execute((trx) => finishJob(trx, id, attempt, { finished_at: AT }));

const allKinds = (perform: (job: JobRow, tools: PlanJobTools) => Promise<unknown>): JobKinds => {
  const one = (job: JobRow, _request: unknown, tools: PlanJobTools) => perform(job, tools);
  return { plan: one, scenarios: one, capacity: one, 'forecast-versions': one, proposals: one };
};

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never: ${what}`);
};

const stateOf = async (store: Store, id: string): Promise<string | undefined> =>
  (await store.db.selectFrom('job').select('state').where('id', '=', id).executeTakeFirst())?.state;

/** Takes a job's worker away without a word: its lease has run out. */
const loseWorker = (store: Store, id: string) =>
  store.db.updateTable('job').set({ lease_until_ms: 1 }).where('id', '=', id).execute();

describe.each(kinds)('jobs on $name', ({ open, place }) => {
  const withStore = async (work: (store: Store) => Promise<void>): Promise<void> => {
    const store = await open();
    try {
      await work(store);
    } finally {
      await store.close();
    }
  };
  const takenInOrder = async (store: Store): Promise<string[]> => {
    const queue = await openQueue(store, now, fail);
    await queue.offer();
    const ids: string[] = [];
    for (let job = await queue.take('w'); job !== undefined; job = await queue.take('w')) ids.push(job.id);
    await queue.close();
    return ids;
  };

  it('the urgent first, then organisations in turns, then the oldest', () =>
    withStore(async (store) => {
      for (let n = 0; n < 6; n++) await addJob(store, `big-${n}`, {}, at(n));
      await addJob(store.of('small'), 'small-0', {}, at(10));
      await addJob(store.of('small'), 'small-1', {}, at(11));
      await addJob(store, 'report', {}, at(0), 'capacity');
      await addJob(store, 'today', {}, at(20), 'plan', URGENCY.now);
      const order = await takenInOrder(store);
      // Whoever of the two is first in a round.
      const rounds = [order.slice(0, 1), order.slice(1, 3).sort(), order.slice(3, 5).sort(), order.slice(5)];
      expect(rounds).toEqual([
        ['today'],
        ['big-0', 'small-0'],
        ['big-1', 'small-1'],
        ['big-2', 'big-3', 'big-4', 'big-5', 'report'],
      ]);
    }));

  it('runs several at a time, each once, and takes up what comes while it runs', () =>
    withStore(async (store) => {
      const runs: string[] = [];
      let together = 0;
      let most = 0;
      const runner = await startRunner({
        store,
        now,
        newId: () => 'x',
        onError: fail,
        concurrency: 3,
        jobs: allKinds(async (job) => {
          runs.push(job.id);
          most = Math.max(most, ++together);
          await new Promise((resolve) => setTimeout(resolve, 10));
          if (job.id === 'j0') {
            await addJob(store, 'late', {}, AT);
            runner.wake();
          }
          await done(store, job);
          together--;
        }),
      });
      for (let n = 0; n < 12; n++) await addJob(store, `j${n}`, {}, at(n));
      runner.wake();
      await until('all done', async () => (await stateOf(store, 'late')) === 'done' && runs.length === 13);
      await runner.close();
      expect(new Set(runs).size).toBe(13);
      expect(most).toBe(3);
    }));

  it('a failure is told with its reason and leaves the others alone', () =>
    withStore(async (store) => {
      const errors: unknown[] = [];
      await addJob(store, 'bad', {}, at(0));
      await addJob(store, 'hungry', {}, at(1));
      await addJob(store, 'good', {}, at(2));
      const runner = await startRunner({
        store,
        now,
        newId: () => 'x',
        onError: (error) => errors.push(error),
        jobs: allKinds(async (job) => {
          if (job.id === 'bad') throw new Error('broken');
          if (job.id === 'hungry') throw Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
          await done(store, job);
        }),
      });
      await until('good', async () => (await stateOf(store, 'good')) === 'done');
      await runner.close();
      const codeOf = async (id: string) => JSON.parse((await findJob(store, id))!.error!).code;
      expect([await stateOf(store, 'bad'), await codeOf('bad')]).toEqual(['failed', 'internal']);
      expect(await codeOf('hungry')).toBe('job-out-of-memory');
      expect(errors).toHaveLength(2);
    }));

  it('stops: a waiting one at once, a running one keeps its best, one at work elsewhere too', () =>
    withStore(async (store) => {
      await addJob(store, 'running', {}, at(0));
      await addJob(store, 'waiting', {}, at(1));
      const runner = await startRunner({
        store,
        now,
        newId: () => 'x',
        onError: fail,
        jobs: allKinds(async (job, { signal }) => {
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          await done(store, job);
        }),
      });
      await until('at work', async () => (await stateOf(store, 'running')) === 'running');
      await runner.cancel('waiting');
      expect(await stateOf(store, 'waiting')).toBe('cancelled');
      // What another process does to stop it.
      await stopJob(store, 'running', AT);
      await until('kept', async () => (await stateOf(store, 'running')) === 'done');
      await runner.close();
    }));

  it('a worker that is lost: another takes the job up, and exactly one result counts', () =>
    withStore(async (store) => {
      await addJob(store, 'j', {}, AT);
      const first = (await takeJob(store, AT, 'dead'))!;
      expect(await renewLease(store, first)).toBe(false);
      expect(await requeueAbandoned(store, 'lost', AT)).toBe(0);
      await loseWorker(store, 'j');
      expect(await requeueAbandoned(store, 'lost', AT)).toBe(1);
      const queue = await openQueue(store, now, fail);
      await queue.offer();
      const second = (await queue.take('alive'))!;
      await queue.close();
      expect([first.attempt, second.attempt]).toEqual([1, 2]);
      // The lost one was only slow, and comes back with a result.
      expect(await renewLease(store, first)).toBeUndefined();
      await expect(done(store, first)).rejects.toThrow(JobLost);
      await done(store, second);
      await expect(done(store, second)).rejects.toThrow(JobLost);
      expect(await stateOf(store, 'j')).toBe('done');
    }));

  it('a job that its workers die of is given up with that as the reason', () =>
    withStore(async (store) => {
      await addJob(store, 'poison', {}, AT);
      for (let n = 1; n <= MOST_ATTEMPTS; n++) {
        expect((await takeJob(store, AT, `worker-${n}`))?.attempt).toBe(n);
        await loseWorker(store, 'poison');
        await requeueAbandoned(store, 'lost', AT);
      }
      const job = (await findJob(store, 'poison'))!;
      expect([job.state, JSON.parse(job.error!).code]).toEqual(['failed', 'job-abandoned']);
      expect(await takeJob(store, AT, 'w')).toBeUndefined();
    }));

  it('closing gives a running job back, as if it had not been begun', async () => {
    const where = await place();
    const store = await openStore(where);
    await addJob(store, 'j', {}, AT);
    const runner = await startRunner({
      store,
      now,
      newId: () => 'x',
      onError: fail,
      jobs: allKinds(async (job, { signal }) => {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        await done(store, job);
      }),
    });
    await until('at work', async () => (await stateOf(store, 'j')) === 'running');
    await runner.close();
    expect(await findJob(store, 'j')).toMatchObject({ state: 'queued', attempt: 0, worker: null });
    await store.close();
    const again = await openStore(where);
    expect(await takenInOrder(again)).toEqual(['j']);
    await releaseJob(again, (await findJob(again, 'j'))!);
    await again.close();
  });

  it('two workers that share a database share its jobs, and none is done twice', async () => {
    const where = await place();
    const stores = await Promise.all([openStore(where), openStore(where)]);
    // A file has one process at work; a second one would take its jobs for abandoned.
    const workers = stores[0]!.engine.kind === 'postgres' ? stores : stores.slice(0, 1);
    for (let n = 0; n < 30; n++) await addJob(stores[0]!, `j${n}`, {}, at(n));
    const runs: string[] = [];
    const runners: JobRunner[] = [];
    for (const [k, store] of workers.entries())
      runners.push(
        await startRunner({
          store,
          now,
          newId: () => 'x',
          onError: fail,
          worker: `w${k}`,
          jobs: allKinds(async (job) => {
            runs.push(job.id);
            await new Promise((resolve) => setTimeout(resolve, 15));
            await done(store, job);
          }),
        }),
      );
    const { db } = stores[0]!;
    await until(
      'all done',
      async () => (await db.selectFrom('job').select('id').where('state', '!=', 'done').execute()).length === 0,
    );
    for (const runner of runners) await runner.close();
    expect(runs.length).toBe(30);
    expect(new Set(runs).size).toBe(30);
    const names = await db.selectFrom('job').select('worker').distinct().execute();
    expect(names).toHaveLength(workers.length);
    for (const store of stores) await store.close();
  });
});
