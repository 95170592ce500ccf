import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { addJob, findJob, renewLease, requeueAbandoned, takeJob } from '../../api/db/job-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { saveReport } from '../../api/db/report-store.js';
import type { JobRow } from '../../api/db/schema.js';
import { runTask } from '../../api/jobs/run-task.js';
import { type JobKinds, startRunner } from '../../api/jobs/runner.js';
import type { RosterProblem } from '../../solver/problem.js';
import { PACKAGE } from '../support/package-folder.js';
import { smallDisk } from '../support/small-disk.js';
import { storeKinds } from '../support/stores.js';
import { agent, week } from '../unit/roster/week.js';

const { kinds, close } = await storeKinds('workers on bad days');
const disk = smallDisk(6, 'databases whose disk is full');
afterAll(async () => {
  await close();
  disk?.remove();
});
afterEach(() => vi.useRealTimers());

const AT = '2026-11-24T08:00:00.000Z';

/** Stores a report of random letters, which no database packs. */
const storeMuch = (store: Store, { id, attempt }: JobRow, MiB: number): Promise<void> =>
  saveReport(
    store,
    {
      id,
      organisation: store.organisation,
      kind: 'capacity',
      centre: 'c',
      centre_version: 1,
      from_date: '2026-11-30',
      weeks: 1,
      seed: 1,
      engine_version: '0',
      created_at: AT,
      body: randomBytes((MiB * 2 ** 20 * 3) / 4).toString('base64'),
    },
    attempt,
  );

const allKinds = (perform: (job: JobRow) => Promise<unknown>): JobKinds => ({
  plan: perform,
  scenarios: perform,
  capacity: perform,
  'forecast-versions': perform,
  proposals: perform,
});

/** Works until none waits; what each job ended as. */
async function workOff(store: Store, perform: (job: JobRow) => Promise<unknown>, meanwhile?: () => void) {
  const said: string[] = [];
  const runner = await startRunner({
    store,
    now: () => AT,
    newId: () => 'x',
    onError: (error) => {
      said.push(`${(error as { code?: string }).code}: ${error}`);
      meanwhile?.();
    },
    jobs: allKinds(perform),
  });
  runner.wake();
  const all = () => store.db.selectFrom('job').select(['id', 'state', 'error']).orderBy('id').execute();
  for (let look = 0; look < 900; look++) {
    if ((await all()).every(({ state }) => state !== 'queued' && state !== 'running')) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await runner.close();
  const ends = (await all()).map(({ id, state, error }) => [id, state, error === null ? null : JSON.parse(error).code]);
  return { ends, said };
}

describe.each(kinds)('bad days on $name', ({ name, open, place }) => {
  it('a thread without memory: the job says so, the process and the next job go on', async () => {
    const store = await open();
    const problem = week([agent('a')], [], () => 1);
    await addJob(store, '1-big', {}, AT, 'capacity');
    await addJob(store, '2-next', {}, AT, 'capacity');
    const solve = (one: RosterProblem, maxHeapMiB: number) =>
      runTask({ kind: 'schedule', problem: one, seed: 1, stop: { workLimit: 1_000 } }, { maxHeapMiB });
    const { ends } = await workOff(store, async (job) => {
      await solve(problem, job.id === '1-big' ? 4 : 512);
      await storeMuch(store, job, 0.01);
    });
    await store.close();
    expect(ends).toEqual([
      ['1-big', 'failed', 'job-out-of-memory'],
      ['2-next', 'done', null],
    ]);
  });

  it('clocks of workers that jump: a lease is told by the clock of the database', async () => {
    const store = await open();
    await addJob(store, 'j', {}, AT);
    const job = (await takeJob(store, AT, 'w'))!;
    for (const instant of ['2031-01-01T00:00:00Z', '2001-01-01T00:00:00Z']) {
      vi.useFakeTimers({ now: Date.parse(instant), toFake: ['Date'] });
      expect(await requeueAbandoned(store, 'lost', new Date().toISOString())).toBe(0);
      expect(await renewLease(store, job)).toBe(false);
    }
    await store.db.updateTable('job').set({ lease_until_ms: 1 }).execute();
    expect(await requeueAbandoned(store, 'lost', new Date().toISOString())).toBe(1);
    await store.close();
  });

  it('a full disk: the job fails with that as the reason, nothing is half-written, and with room the next is done', async () => {
    if (disk === undefined) return;
    disk.resize(6);
    let where = await place();
    if (name === 'SQLite') where = join(disk.folder, 'full.db');
    const store = await openStore(where);
    if (name === 'PostgreSQL') {
      // Only the results lie on the small disk: a server without room for its log is a server that is down.
      const folder = join(disk.folder, 'tables');
      mkdirSync(folder, { mode: 0o777 });
      const { rows } = await sql<{ uid: string }>`select pg_read_file('/proc/self/status') as uid`.execute(store.db);
      const uid = Number(/^Uid:\s+(\d+)/m.exec(rows[0]!.uid)![1]);
      if (process.getuid?.() === 0) chownSync(folder, uid, uid);
      await sql.raw(`create tablespace small location '${folder}'`).execute(store.db);
      await sql.raw('alter table report set tablespace small').execute(store.db);
    }
    for (const id of ['1-small', '2-large', '3-small']) await addJob(store, id, {}, AT, 'capacity');
    const { ends, said } = await workOff(
      store,
      (job) => storeMuch(store, job, job.id === '2-large' ? 16 : 0.2),
      // Somebody makes room once the full disk has been told.
      () => disk.resize(64),
    );
    const stored = await store.db.selectFrom('report').select('id').orderBy('id').execute();
    await store.close();
    expect(said.join()).toMatch(name === 'SQLite' ? /full/ : /could not extend file/);
    expect(ends).toEqual([
      ['1-small', 'done', null],
      ['2-large', 'failed', 'storage-full'],
      ['3-small', 'done', null],
    ]);
    expect(stored.map(({ id }) => id)).toEqual(['1-small', '3-small']);
  });
});

describe('a job that kills its process, on SQLite', () => {
  it('is given up after three processes, and the others are done', async () => {
    const where = await kinds[0]!.place();
    const store = await openStore(where);
    await addJob(store, 'poison', { poison: true }, AT, 'capacity');
    await addJob(store, 'sound', {}, AT, 'capacity');
    const child = join(PACKAGE, 'dist', 'tests', 'support', 'worker-child.js');
    const states = async () => [(await findJob(store, 'poison'))!.state, (await findJob(store, 'sound'))!.state];
    let deaths = 0;
    for (let start = 0; start < 5 && (await states())[1] !== 'done'; start++) {
      const worker = spawn(process.execPath, [child, where, 'w'], { stdio: 'ignore' });
      const ended = once(worker, 'exit');
      const done = async (): Promise<'done'> => {
        while ((await states())[1] !== 'done') await new Promise((resolve) => setTimeout(resolve, 50));
        return 'done';
      };
      const first = await Promise.race([ended, done()]);
      if (first === 'done') worker.kill('SIGKILL');
      // One that found no more work ends by itself, perhaps before the last look at the jobs.
      else if (first[1] === 'SIGKILL') deaths++;
      await ended;
    }
    expect(deaths).toBe(3);
    expect(await states()).toEqual(['failed', 'done']);
    expect(JSON.parse((await findJob(store, 'poison'))!.error!).code).toBe('job-abandoned');
    await store.close();
  });
});
