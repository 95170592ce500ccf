import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { addJob } from '../../api/db/job-store.js';
import { openStore } from '../../api/db/open.js';
import { PACKAGE } from './package-folder.js';
import type { OwnPostgres } from './postgres.js';

const CHILD = join(PACKAGE, 'dist', 'tests', 'support', 'worker-child.js');
const WORKERS = 3;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface FaultReport {
  readonly kills: number;
  readonly restarts: number;
  readonly cuts: number;
  readonly seconds: number;
  /** Jobs done; the others were given up after three attempts. */
  readonly done: number;
  /** Jobs that needed more than one attempt. */
  readonly again: number;
  /** Empty where nothing was lost, nothing done twice and nothing is stuck. */
  readonly wrong: readonly string[];
}

/** A way to the database that can be cut. */
async function proxyTo(port: number) {
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((near) => {
    if (!open) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cut = (): void => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: (): void => {
      open = true;
    },
    close: (): void => {
      cut();
      server.close();
    },
  };
}

/** Workers in processes of their own do jobs while they are killed, cut off from the database, and the database is restarted. */
export async function workerFaults(
  postgres: OwnPostgres,
  { jobs, kills, random }: { readonly jobs: number; readonly kills: number; readonly random: () => number },
): Promise<FaultReport> {
  const started = performance.now();
  const address = await postgres.newDatabase();
  const proxy = await proxyTo(postgres.port);
  const through = Object.assign(new URL(address), { port: String(proxy.port) }).href;
  const store = await openStore(address);
  const at = '2026-11-24T08:00:00.000Z';
  for (let n = 0; n < jobs; n++) await addJob(store.of(`o${n % 3}`), `job-${n}`, {}, at, 'capacity');
  await addJob(store, 'poison', { poison: true }, at, 'capacity');

  let stopping = false;
  const workers: ChildProcess[] = [];
  const start = (k: number): void => {
    const child = spawn(process.execPath, [CHILD, through, `w${k}`], { stdio: 'ignore' });
    workers[k] = child;
    child.on('exit', () => {
      if (!stopping) setTimeout(() => !stopping && start(k), 100);
    });
  };
  for (let k = 0; k < WORKERS; k++) start(k);

  /** Time passes for the workers that were lost: all are asked to say a word at once. */
  const expire = async (): Promise<void> => {
    await store.db.updateTable('job').set({ lease_until_ms: 1 }).where('state', '=', 'running').execute();
  };
  const left = async (): Promise<number> =>
    (await store.db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()).length;
  /** A worker in the middle of a job; undefined where none is left to do. */
  const atWork = async (draw: () => number): Promise<string | undefined> => {
    for (let look = 0; look < 300; look++) {
      const rows = await store.db
        .selectFrom('job')
        .select('worker')
        .where('state', '=', 'running')
        .where('id', '!=', 'poison')
        .execute();
      const row = rows[Math.floor(draw() * rows.length)];
      if (row?.worker !== undefined && row.worker !== null) return row.worker;
      if ((await left()) === 0) return undefined;
      await pause(50);
    }
    return undefined;
  };
  let killed = 0;
  let restarts = 0;
  let cuts = 0;
  for (let round = 0; round < kills; round++) {
    await pause(100 + random() * 300);
    const name = await atWork(random);
    if (name === undefined) break;
    workers[Number(name.slice(1))]!.kill('SIGKILL');
    killed++;
    if (round % 3 === 0) {
      await postgres.restart();
      restarts++;
    }
    if (round % 3 === 1) {
      proxy.cut();
      cuts++;
      await pause(500);
      proxy.mend();
    }
    await expire().catch(() => expire());
  }
  const wrong: string[] = [];
  for (let look = 0; (await left()) > 0; look++) {
    if (look > 120) {
      wrong.push(`${await left()} jobs are stuck`);
      break;
    }
    await pause(500);
    // The bad job's worker is dead at once; of the others only those that said nothing for long.
    await store.db.updateTable('job').set({ lease_until_ms: 1 }).where('id', '=', 'poison').execute();
    if (look % 8 === 7) await expire();
  }
  stopping = true;
  for (const worker of workers) worker.kill('SIGKILL');
  const rows = await store.db.selectFrom('job').select(['id', 'state', 'attempt', 'error']).execute();
  const reports = await store.db.selectFrom('report').select(['id', 'seed']).execute();
  for (const { id, state, attempt, error } of rows) {
    const results = reports.filter((report) => report.id === id);
    if (id === 'poison') {
      if (state !== 'failed' || !String(error).includes('job-abandoned')) wrong.push(`poison is ${state}: ${error}`);
    } else if (state === 'done' && (results.length !== 1 || results[0]!.seed !== attempt))
      wrong.push(`${id}: ${results.length} results of attempt ${results[0]?.seed} for attempt ${attempt}`);
    else if (state === 'failed' && !String(error).includes('job-abandoned')) wrong.push(`${id} failed: ${error}`);
    else if (state === 'failed' && results.length > 0) wrong.push(`${id} failed and has a result`);
  }
  if (rows.length !== jobs + 1) wrong.push(`${jobs + 1 - rows.length} jobs are gone`);
  await store.close();
  proxy.close();
  return {
    kills: killed,
    restarts,
    cuts,
    seconds: (performance.now() - started) / 1000,
    done: rows.filter(({ state }) => state === 'done').length,
    again: rows.filter(({ id, attempt }) => id !== 'poison' && attempt > 1).length,
    wrong,
  };
}
