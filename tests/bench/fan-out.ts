/**
 * Small plans that have nothing to do with each other, through the queue on PostgreSQL by 1, 2 and 4 workers, and without a queue in
 * one thread. Numbers of workers take turns in rounds, so that other work on the machine meets all of them alike.
 * usage: node dist/tests/bench/fan-out.js [PLANS [ROUNDS]]
 */

import { availableParallelism } from 'node:os';
import { saveCentre } from '../../api/db/centre-store.js';
import { saveHistory } from '../../api/db/history-store.js';
import { openQueue } from '../../api/db/job-queue.js';
import { addJob } from '../../api/db/job-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { loadPlanInput, type PlanInput } from '../../api/files/plan-input.js';
import type { PlanJobRequest } from '../../api/jobs/plan-job.js';
import { runTask } from '../../api/jobs/run-task.js';
import { mondayOfIsoWeek } from '../../src/time/week.js';
import { PACKAGE } from '../support/package-folder.js';
import { startPostgres } from '../support/postgres.js';
import { familyOf } from '../support/processes.js';
import { startWorker } from '../support/work-process.js';

const [plans = 200, rounds = 4] = process.argv.slice(2).map(Number);
const EACH = Math.ceil(plans / rounds);
const WEEK = '2026-W49';
const CORES = availableParallelism();
/** Work units of the engine: a plan of about a second. */
const WORK = 10_000;

interface Measured {
  plans: number;
  /** From the first job's offer to the last one's end, seconds. */
  wall: number;
  /** Sum of what the jobs took from their start to their end, seconds. */
  jobs: number;
  /** Processor time of workers and database, seconds. */
  cpu: number;
}
const nothing = (): Measured => ({ plans: 0, wall: 0, jobs: 0, cpu: 0 });

const request = (version: number, seed: number, centre: string): PlanJobRequest => ({
  centre,
  centreVersion: version,
  week: WEEK,
  weeks: 1,
  seed,
  workLimit: WORK,
});

/** The same plans one after the other in a thread of this process: nothing is stored, nobody waits for anybody. */
async function direct({ centre, history }: PlanInput, seeds: readonly number[]): Promise<Measured> {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  for (const seed of seeds) {
    const fromDate = mondayOfIsoWeek(WEEK)!;
    await runTask({
      kind: 'plan',
      request: { centre, history, fromDate, weeks: 1, seed, stop: { workLimit: WORK } },
    });
  }
  const { user, system } = process.cpuUsage(cpu);
  const wall = (performance.now() - begun) / 1000;
  return { plans: seeds.length, wall, jobs: wall, cpu: (user + system) / 1e6 };
}

async function queued(
  store: Store,
  input: PlanInput,
  address: string,
  databasePid: number,
  count: number,
  seeds: readonly number[],
): Promise<Measured> {
  const { centre } = input;
  const { version } = await saveCentre(store, centre, new Date().toISOString());
  const workers = Array.from({ length: count }, () => startWorker(address));
  await Promise.all(workers.map(({ ready }) => ready));
  const pids = [databasePid, ...workers.map(({ pid }) => pid)];
  const used = (): number => pids.flatMap(familyOf).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const queue = await openQueue(store, () => new Date().toISOString(), console.error);
  const before = used();
  const ids = seeds.map((seed) => `w${count}-${seed}`);
  for (const [n, id] of ids.entries())
    await addJob(store, id, request(version, seeds[n]!, centre.name), new Date().toISOString());
  const offered = Date.now();
  await queue.offer();
  for (;;) {
    const open = await store.db
      .selectFrom('job')
      .select('id')
      .where('state', 'in', ['queued', 'running'])
      .limit(1)
      .execute();
    if (open.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const cpu = used() - before;
  await queue.close();
  await Promise.all(workers.map((worker) => worker.stop()));
  const rows = await store.db
    .selectFrom('job')
    .select(['state', 'started_at', 'finished_at'])
    .where('id', 'in', ids)
    .execute();
  if (rows.some(({ state }) => state !== 'done')) throw new Error('a plan failed');
  const ends = rows.map(({ finished_at: end }) => Date.parse(end!));
  const took = rows.map(({ started_at: start }, k) => ends[k]! - Date.parse(start!));
  return {
    plans: rows.length,
    wall: (Math.max(...ends) - offered) / 1000,
    jobs: took.reduce((sum, ms) => sum + ms, 0) / 1000,
    cpu,
  };
}

const postgres = await startPostgres('this bench');
if (postgres !== undefined) {
  const address = await postgres.newDatabase();
  const store = await openStore(address);
  const input = await loadPlanInput('fixtures/small', undefined, PACKAGE);
  await saveHistory(store, input.centre.name, [...input.history.values()]);
  const measured = new Map<number, Measured>([0, 1, 2, 4].map((count) => [count, nothing()]));
  // The first plan of a thread loads the solvers.
  await direct(input, [0]);
  for (let round = 0; round < rounds; round++) {
    const seeds = Array.from({ length: EACH }, (_, k) => 1 + round * EACH + k);
    for (const [count, sum] of measured) {
      const one =
        count === 0
          ? await direct(input, seeds.slice(0, Math.ceil(EACH / 4)))
          : await queued(store, input, address, postgres.pid(), count, seeds);
      for (const key of ['plans', 'wall', 'jobs', 'cpu'] as const) sum[key] += one[key];
    }
  }
  await store.close();
  await postgres.stop();
  const bare = measured.get(0)!;
  console.log(
    `${rounds * EACH} plans on ${CORES} cores; without a queue, one after the other: ${(bare.wall / bare.plans).toFixed(2)} s a plan, processor ${(bare.cpu / bare.plans).toFixed(2)} s`,
  );
  console.log('workers  wall s  plans/s  speed-up  of the cores  idle in workers  processor s a plan');
  for (const [count, { plans: n, wall, jobs, cpu }] of measured) {
    if (count === 0) continue;
    const speedUp = ((bare.wall / bare.plans) * n) / wall;
    console.log(
      [
        String(count).padEnd(8),
        wall.toFixed(1).padEnd(7),
        (n / wall).toFixed(2).padEnd(8),
        speedUp.toFixed(2).padEnd(9),
        `${((100 * speedUp) / Math.min(count, CORES)).toFixed(0)} %`.padEnd(13),
        `${(100 * (1 - jobs / (wall * count))).toFixed(1)} %`.padEnd(16),
        (cpu / n).toFixed(2),
      ].join(' '),
    );
  }
}
