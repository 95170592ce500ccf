/**
 * Groups that share no agents, each planned for a week through the queue by workers on PostgreSQL. Made-up groups of people who
 * are all different, five queues each. It can be stopped and started again, with another number of workers, too: what is done stays in the
 * folder.
 * usage: node dist/tests/bench/groups.js [GROUPS [AGENTS [FOLDER [WORKERS]]]]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { saveCentre } from '../../api/db/centre-store.js';
import { saveHistory } from '../../api/db/history-store.js';
import { addJob, findJob } from '../../api/db/job-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { planDocument } from '../../api/db/plan-store.js';
import type { PlanJobRequest } from '../../api/jobs/plan-job.js';
import type { PlanSummary } from '../../src/summary.js';
import { GROUP_WEEK, madeGroup } from '../support/made-group.js';
import { startPostgres } from '../support/postgres.js';
import { familyOf, type ProcessUse } from '../support/processes.js';
import { type OwnWorker, startWorker } from '../support/work-process.js';

const [groups = 100, agents = 500] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? join(tmpdir(), 'rooster-groups');
const workerCount = Number(process.argv[5] ?? 2);
/** Budget of the engine: work units per agent and day of the period, a sixth of what it takes by default. */
const WORK_PER_AGENT_DAY = 5_000;
const TOLD_AT = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const LOOK_MS = 1_000;

/** What was used until so many groups were done, stops left out. */
interface Mark {
  readonly done: number;
  readonly seconds: number;
  readonly workerCpuSeconds: number;
  readonly databaseCpuSeconds: number;
  readonly workerPeakMiB: number;
  readonly databasePeakMiB: number;
  readonly databaseMiB: number;
  readonly workers: number;
  /** Group by group, in the order in which they were done. */
  readonly groups: readonly Group[];
}
interface Group {
  readonly id: string;
  readonly seconds: number;
  readonly gap: number;
}
interface Kept {
  readonly database: string;
  readonly marks: readonly Mark[];
}

/** Adds groups as the workers need them, and notes what was used whenever one is done, until all are or somebody stops it. */
async function watch(store: Store, workers: readonly OwnWorker[], kept: Kept, isStopped: () => boolean): Promise<void> {
  const marks = [...kept.marks];
  const before = marks.at(-1);
  const begun = performance.now();
  const cpu = (all: readonly ProcessUse[]): number => all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const most = (all: readonly ProcessUse[]): number => Math.max(0, ...all.map(({ peakMiB }) => peakMiB));
  let peaks = { worker: before?.workerPeakMiB ?? 0, database: before?.databasePeakMiB ?? 0 };
  let made = 0;
  while ((marks.at(-1)?.done ?? 0) + (await ids(store, 'failed')).length < groups && !isStopped()) {
    if (made < groups && (await ids(store, 'queued')).length < workerCount) await addGroup(store, made++);
    else await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const [atWork, database] = [workers.flatMap(({ pid }) => familyOf(pid)), familyOf(postgres!.pid())];
    peaks = { worker: Math.max(peaks.worker, most(atWork)), database: Math.max(peaks.database, most(database)) };
    const done = await ids(store, 'done');
    const last = marks.at(-1);
    if (done.length === (last?.done ?? 0)) continue;
    marks.push({
      done: done.length,
      seconds: (before?.seconds ?? 0) + (performance.now() - begun) / 1000,
      workerCpuSeconds: (before?.workerCpuSeconds ?? 0) + cpu(atWork),
      databaseCpuSeconds: (before?.databaseCpuSeconds ?? 0) + cpu(database),
      workerPeakMiB: peaks.worker,
      databasePeakMiB: peaks.database,
      databaseMiB: await databaseMiB(store),
      workers: workerCount,
      groups: [...(last?.groups ?? []), ...(await groupsOf(store, done.slice(last?.done ?? 0)))],
    });
    writeFileSync(keptPath, JSON.stringify({ ...kept, marks }));
    if (TOLD_AT.includes(done.length)) tell(marks.at(-1)!);
  }
  const end = marks.at(-1);
  if (end === undefined) console.log('no group is done yet');
  else if (!TOLD_AT.includes(end.done)) tell(end);
  const failed = await ids(store, 'failed');
  if (failed.length > 0) console.log(`${failed.length} groups failed: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/** Jobs of a state, in the order in which they ended. */
const ids = async ({ db }: Store, state: 'queued' | 'failed' | 'done'): Promise<string[]> =>
  (
    await db.selectFrom('job').select('id').where('state', '=', state).orderBy('finished_at').orderBy('id').execute()
  ).map(({ id }) => id);

/** Stores a group and asks for its plan; one that is there already stays as it is. */
async function addGroup(store: Store, index: number): Promise<void> {
  const id = `group-${index}`;
  if ((await findJob(store, id)) !== undefined) return;
  const at = new Date().toISOString();
  const { centre, history } = await madeGroup(index, agents);
  const { version } = await saveCentre(store, centre, at);
  await saveHistory(store, centre.name, [...history.values()]);
  const request: PlanJobRequest = {
    centre: centre.name,
    centreVersion: version,
    week: GROUP_WEEK,
    weeks: 1,
    seed: 1,
    workLimit: WORK_PER_AGENT_DAY * agents * 7,
  };
  await addJob(store, id, request, at);
}

async function groupsOf(store: Store, jobs: readonly string[]): Promise<Group[]> {
  const found: Group[] = [];
  for (const id of jobs) {
    const job = (await findJob(store, id))!;
    const summary = JSON.parse((await planDocument(store, job.plan_id!, 'summary.json'))!.body) as PlanSummary;
    const seconds = (Date.parse(job.finished_at!) - Date.parse(job.started_at!)) / 1000;
    found.push({ id, seconds, gap: summary.objective.gap });
  }
  return found;
}

async function databaseMiB({ db }: Store): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db);
  return rows[0]!.bytes / 2 ** 20;
}

function tell(mark: Mark): void {
  const { done, seconds, workerCpuSeconds, databaseCpuSeconds, workerPeakMiB, databasePeakMiB } = mark;
  const gaps = mark.groups.map(({ gap }) => gap);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  console.log(
    `${done} groups, ${done * agents} agents: ${seconds.toFixed(0)} s, processor ${workerCpuSeconds.toFixed(0)} s of the workers (${(workerCpuSeconds / done).toFixed(1)} a group) and ${databaseCpuSeconds.toFixed(1)} s of the database; most memory of a worker ${workerPeakMiB.toFixed(0)} MiB, of a process of the database ${databasePeakMiB.toFixed(0)} MiB; database ${mark.databaseMiB.toFixed(0)} MiB; gap ${(mean * 100).toFixed(1)} % on average, ${(Math.max(...gaps) * 100).toFixed(1)} % at most`,
  );
}

mkdirSync(folder, { recursive: true });
const keptPath = join(folder, 'groups.json');
const postgres = await startPostgres('this bench', { keepIn: folder });
if (postgres !== undefined) {
  const kept: Kept = existsSync(keptPath)
    ? (JSON.parse(readFileSync(keptPath, 'utf8')) as Kept)
    : { database: new URL(await postgres.newDatabase()).pathname, marks: [] };
  const address = `postgres://rooster@127.0.0.1:${postgres.port}${kept.database}`;
  const store = await openStore(address);
  const workers = Array.from({ length: workerCount }, () => startWorker(address));
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true));
  await watch(store, workers, kept, () => stopped);
  await Promise.all(workers.map((worker) => worker.stop()));
  await store.close();
  await postgres.stop();
}
