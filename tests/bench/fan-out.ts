/**
 * Small plans that have nothing to do with each other, through the queue on PostgreSQL by 1, 2 and 4 workers, each held to one core:
 * the first to the first, the second to the second, and so on in turns. A worker's first plans compile the program and are not counted;
 * what they take is told. With several rounds the numbers of workers take turns, so that other work on the machine meets all of them alike.
 * usage: node dist/tests/bench/fan-out.js [PLANS [ROUNDS]]
 */

import { availableParallelism } from 'node:os';
import { saveCentre } from '../../api/db/centre-store.js';
import { saveHistory } from '../../api/db/history-store.js';
import { openQueue } from '../../api/db/job-queue.js';
import { addJob } from '../../api/db/job-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { loadPlanInput } from '../../api/files/plan-input.js';
import type { PlanJobRequest } from '../../api/jobs/plan-job.js';
import { PACKAGE } from '../support/package-folder.js';
import { startPostgres } from '../support/postgres.js';
import { familyOf } from '../support/processes.js';
import { startWorker } from '../support/work-process.js';

const [plans = 200, rounds = 1] = process.argv.slice(2).map(Number);
const EACH = Math.ceil(plans / rounds);
const WEEK = '2026-W49';
const CORES = availableParallelism();
const COUNTS = [1, 2, 4];
/** Work units of the engine: a plan of about half a second. */
const WORK = 10_000;
/** Plans of each worker before it counts. */
const WARM = 10;

interface Measured {
  plans: number;
  /** From the first job's offer to the last one's end, seconds. */
  wall: number;
  /** Processor time of the workers and of the database, seconds. */
  workers: number;
  database: number;
}
const nothing = (): Measured => ({ plans: 0, wall: 0, workers: 0, database: 0 });

/** Offers plans and waits until all are done. */
async function through(store: Store, request: PlanJobRequest, ids: readonly string[]): Promise<void> {
  const now = (): string => new Date().toISOString();
  const queue = await openQueue(store, now, console.error);
  for (const [n, id] of ids.entries()) await addJob(store, id, { ...request, seed: n + 1 }, now());
  await queue.offer();
  for (;;) {
    const open = await store.db
      .selectFrom('job')
      .select('id')
      .where('state', 'in', ['queued', 'running'])
      .limit(1)
      .execute();
    if (open.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await queue.close();
  const failed = await store.db.selectFrom('job').select('id').where('state', '!=', 'done').execute();
  if (failed.length > 0) throw new Error(`${failed.length} plans failed`);
}

/** @returns what the workers' first plans took, and what was measured after them */
async function measure(
  store: Store,
  request: PlanJobRequest,
  address: string,
  databasePid: number,
  count: number,
  round: number,
): Promise<{ readonly warming: Measured; readonly measured: Measured }> {
  const workers = Array.from({ length: count }, (_, k) => startWorker(address, {}, k % CORES));
  await Promise.all(workers.map(({ ready }) => ready));
  const used = (pids: readonly number[]): number =>
    pids.flatMap(familyOf).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const take = async (name: string, number: number): Promise<Measured> => {
    const before = [used(workers.map(({ pid }) => pid)), used([databasePid])] as const;
    const begun = performance.now();
    await through(
      store,
      request,
      Array.from({ length: number }, (_, k) => `${name}-${round}-${count}-${k}`),
    );
    return {
      plans: number,
      wall: (performance.now() - begun) / 1000,
      workers: used(workers.map(({ pid }) => pid)) - before[0],
      database: used([databasePid]) - before[1],
    };
  };
  const warming = await take('first', WARM * count);
  const measured = await take('plan', EACH);
  await Promise.all(workers.map((worker) => worker.stop()));
  return { warming, measured };
}

const postgres = await startPostgres('this bench');
if (postgres !== undefined) {
  const address = await postgres.newDatabase();
  const store = await openStore(address);
  const { centre, history } = await loadPlanInput('fixtures/small', undefined, PACKAGE);
  await saveHistory(store, centre.name, [...history.values()]);
  const { version } = await saveCentre(store, centre, new Date().toISOString());
  const request: PlanJobRequest = {
    centre: centre.name,
    centreVersion: version,
    week: WEEK,
    weeks: 1,
    seed: 1,
    workLimit: WORK,
  };
  const sums = new Map(COUNTS.map((count) => [count, { warming: nothing(), measured: nothing() }]));
  for (let round = 0; round < rounds; round++) {
    for (const [count, sum] of sums) {
      const { warming, measured } = await measure(store, request, address, postgres.pid(), count, round);
      for (const key of ['plans', 'wall', 'workers', 'database'] as const) {
        sum.warming[key] += warming[key];
        sum.measured[key] += measured[key];
      }
    }
  }
  await store.close();
  await postgres.stop();
  const one = sums.get(1)!.measured;
  console.log(
    `${rounds * EACH} plans on ${CORES} cores, a worker on one core each, after ${WARM} plans of each worker`,
  );
  console.log(
    'workers  cores  wall s  plans/s  speed-up  of the cores  processor a plan: workers  database  first plans',
  );
  for (const [count, { warming, measured }] of sums) {
    const speedUp = (one.wall / one.plans / measured.wall) * measured.plans;
    const cores = Math.min(count, CORES);
    console.log(
      [
        String(count).padEnd(8),
        String(cores).padEnd(6),
        measured.wall.toFixed(1).padEnd(7),
        (measured.plans / measured.wall).toFixed(2).padEnd(8),
        speedUp.toFixed(2).padEnd(9),
        `${((100 * speedUp) / cores).toFixed(0)} %`.padEnd(13),
        (measured.workers / measured.plans).toFixed(3).padEnd(26),
        (measured.database / measured.plans).toFixed(3).padEnd(9),
        (warming.workers / warming.plans).toFixed(2),
      ].join(' '),
    );
  }
}
