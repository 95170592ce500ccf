/**
 * What planning costs as agents and workers grow: a model from what a run of `groups.js` measured and from the writes that this machine's
 * PostgreSQL takes, and a simulated week's end on which every group is planned while planners ask for urgent plans.
 * usage: node dist/tests/bench/growth.js GROUPS_FOLDER [AGENTS_OF_A_GROUP]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addJob, noteProgress, takeJob } from '../../api/db/job-store.js';
import { openStore } from '../../api/db/open.js';
import { createRandom } from '../../solver/random.js';
import { startPostgres } from '../support/postgres.js';
import { simulateQueue } from '../support/queue-simulation.js';

const [folder, perGroup = '500'] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: growth.js GROUPS_FOLDER [AGENTS_OF_A_GROUP]');
const AGENTS = Number(perGroup);
/** Rows that a running job writes a second: four notes of progress at most, a sign of life every two seconds. */
const WRITES_OF_A_JOB = 4.5;
/** Looks of an idle worker a second. */
const LOOKS_OF_A_WORKER = 2;
const MEASURE_MS = 3_000;

interface Mark {
  readonly done: number;
  readonly workerCpuSeconds: number;
  readonly databaseCpuSeconds: number;
  readonly databaseMiB: number;
  readonly workerPeakMiB: number;
}

/** Small writes a second over ten connections. */
async function writesASecond(): Promise<number | undefined> {
  const postgres = await startPostgres('the rate of writes', { settings: ['fsync=on'] });
  if (postgres === undefined) return undefined;
  const store = await openStore(await postgres.newDatabase());
  const ids = Array.from({ length: 10 }, (_, k) => `job-${k}`);
  for (const id of ids) {
    await addJob(store, id, {}, '2026-11-24T08:00:00.000Z');
    await takeJob(store, '2026-11-24T08:00:00.000Z', 'w', id);
  }
  const until = performance.now() + MEASURE_MS;
  let count = 0;
  await Promise.all(
    ids.map(async (id) => {
      for (; performance.now() < until; count++) await noteProgress(store, id, { share: 0.5, phase: 'roster' });
    }),
  );
  await store.close();
  await postgres.stop();
  return count / (MEASURE_MS / 1000);
}

const { marks } = JSON.parse(readFileSync(join(folder, 'groups.json'), 'utf8')) as { readonly marks: readonly Mark[] };
const mark = marks.at(-1);
if (mark === undefined) throw new Error('no group is done yet');
const cpu = mark.workerCpuSeconds / mark.done;
const stored = mark.databaseMiB / mark.done;
const databaseCpu = mark.databaseCpuSeconds / mark.done;
const rate = await writesASecond();
console.log(
  `a group of ${AGENTS} agents, a week (${mark.done} measured): ${cpu.toFixed(1)} s of processor, ${databaseCpu.toFixed(2)} s of the database's, ${stored.toFixed(1)} MiB stored, most memory ${mark.workerPeakMiB.toFixed(0)} MiB; ${rate === undefined ? 'writes not measured' : `${rate.toFixed(0)} small writes a second`}`,
);
console.log(
  'groups  agents     workers  processor h  all done h  urgent p50 s  urgent p99 s  writes/s  of the rate  database busy  workers GiB  stored GiB/week',
);
for (const groups of [20, 100, 500, 2_000]) {
  for (const workers of [2, 16, 128, 1_024].filter((count) => count <= groups)) {
    const simulated = simulateQueue({ groups, workers, meanSeconds: cpu, random: createRandom(1, groups + workers) });
    const busy = Math.min(workers, groups);
    const writes = busy * WRITES_OF_A_JOB + (workers - busy) * LOOKS_OF_A_WORKER;
    const cells = [
      String(groups).padEnd(7),
      String(groups * AGENTS).padEnd(10),
      String(workers).padEnd(8),
      ((groups * cpu) / 3600).toFixed(1).padEnd(12),
      (simulated.allDoneSeconds / 3600).toFixed(2).padEnd(11),
      simulated.urgentP50Seconds.toFixed(0).padEnd(13),
      simulated.urgentP99Seconds.toFixed(0).padEnd(13),
      writes.toFixed(0).padEnd(9),
      (rate === undefined ? '-' : `${((100 * writes) / rate).toFixed(0)} %`).padEnd(12),
      `${((100 * groups * databaseCpu) / simulated.allDoneSeconds).toFixed(1)} %`.padEnd(14),
      ((workers * mark.workerPeakMiB) / 1024).toFixed(1).padEnd(12),
      ((groups * stored) / 1024).toFixed(2),
    ];
    console.log(cells.join(' '));
  }
}
