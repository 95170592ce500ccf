import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../api/db/open.js';
import { loadCentre } from '../../api/files/plan-input.js';
import { centreHistory } from '../../api/files/sample-history.js';
import { manualStart } from './manual-start.js';
import { PACKAGE } from './package-folder.js';
import type { OwnPostgres } from './postgres.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Engine's work units of a plan: about a second. */
const WORK = 10_000;
/** Seconds after which a job that has not ended counts as stuck. */
const STUCK_SECONDS = 240;

export interface ManualFaults {
  readonly kills: number;
  readonly restarts: number;
  readonly done: number;
  readonly seconds: number;
  readonly wrong: readonly string[];
}

/** Plans of the small centre, asked for over HTTP, while workers are killed at work and the database is restarted. */
export async function smallPlansOn(
  postgres: OwnPostgres,
  { plans, kills, random }: { readonly plans: number; readonly kills: number; readonly random: () => number },
): Promise<ManualFaults> {
  const begun = performance.now();
  const rooster = await manualStart(postgres);
  const wrong: string[] = [];
  const must = async (method: string, path: string, body: unknown, type?: string): Promise<unknown> => {
    const answer = await rooster.call(method, path, body, type);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const folder = join(PACKAGE, 'fixtures', 'small');
  const { centre } = await loadCentre(folder);
  const tables = readdirSync(folder).filter((name) => name.endsWith('.csv') && name !== 'history.csv');
  const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
  await must('PUT', '/v1/centre', {
    centre: JSON.parse(textOf('centre.json')),
    tables: Object.fromEntries(tables.map((name) => [name.slice(0, -'.csv'.length), textOf(name)])),
  });
  const place = await centreHistory(folder, centre);
  await must('POST', '/v1/history', place.kind === 'text' ? place.text : readFileSync(place.path, 'utf8'), 'text/csv');
  const jobs: string[] = [];
  for (let seed = 1; seed <= plans; seed++)
    jobs.push(((await must('POST', '/v1/plans', { week: '2026-W49', seed, workLimit: WORK })) as { id: string }).id);

  const store = await openStore(rooster.address);
  const rows = () => store.db.selectFrom('job').select(['id', 'state', 'plan_id', 'error', 'attempt']).execute();
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> => ask().catch(() => pause(500).then(ask));
  let killed = 0;
  let restarts = 0;
  for (; killed < kills; killed++) {
    await pause(300 + random() * 1_200);
    if (!(await patiently(rows)).some(({ state }) => state === 'running')) break;
    rooster.killWorker(Math.floor(random() * 3));
    if (killed % 3 === 1) {
      await postgres.restart();
      restarts++;
    }
  }
  for (let look = 0; look < STUCK_SECONDS; look++) {
    if ((await patiently(rows)).every(({ state }) => state !== 'queued' && state !== 'running')) break;
    await pause(1_000);
  }
  const ended = await patiently(rows);
  const made = await store.db.selectFrom('plan').select(['id', 'seed']).execute();
  for (const id of jobs) {
    const job = ended.find((one) => one.id === id);
    if (job === undefined) wrong.push(`job ${id} is gone`);
    else if (job.state !== 'done') wrong.push(`job ${id} is ${job.state} after ${job.attempt} attempts: ${job.error}`);
    else if (!made.some((plan) => plan.id === job.plan_id)) wrong.push(`job ${id} has no plan`);
  }
  if (new Set(made.map(({ seed }) => seed)).size !== made.length) wrong.push('a plan was made twice');
  await store.close();
  await rooster.stop();
  const done = ended.filter(({ state }) => state === 'done').length;
  return { kills: killed, restarts, done, seconds: (performance.now() - begun) / 1000, wrong };
}
