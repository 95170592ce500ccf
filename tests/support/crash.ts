import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openStore } from '../../api/db/open.js';
import { PACKAGE } from './package-folder.js';
import { sqliteOf } from './sqlite.js';

const CHILD = join(PACKAGE, 'dist', 'tests', 'support', 'crash-child.js');
/** Longest time that the child works before it is killed, ms. */
const LONGEST_MS = 900;
/** Rows of each import: they are written in more than one transaction. */
export const CRASH_ROWS = 12_000;

/** What was found after a kill; `wrong` is empty where the database is whole. */
export interface CrashReport {
  readonly kills: number;
  readonly plans: number;
  readonly resumed: number;
  readonly wrong: readonly string[];
}

/** Kills a process at work (SIGKILL) at random moments, and looks after each at what it left. The build must be there. */
export async function crash(
  path: string,
  kills: number,
  random: () => number,
  onKill: (report: CrashReport) => void = () => {},
): Promise<CrashReport> {
  const wrong: string[] = [];
  let plans = 0;
  let resumed = 0;
  let abandoned: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    await workUntilKilled(path, kill, random() * LONGEST_MS);
    const store = await openStore(path);
    const all = <T>(query: string): T[] => sqliteOf(store).prepare(query).all() as T[];
    const report = (what: string, rows: readonly unknown[]): void => {
      if (rows.length > 0) wrong.push(`kill ${kill}: ${what}: ${JSON.stringify(rows).slice(0, 200)}`);
    };
    report(
      'database not sound',
      all<{ integrity_check: string }>('pragma integrity_check').filter((row) => row.integrity_check !== 'ok'),
    );
    report('references broken', all('pragma foreign_key_check'));
    report(
      'half an import',
      all(
        `select series, count(*) as n, min(offered), max(offered) from history join series on series.id = history.series
         where unused_since is null group by series having n <> ${CRASH_ROWS} or min(offered) <> max(offered)`,
      ),
    );
    report(
      'plan without its files',
      all('select p.id from plan p where (select count(*) from plan_document d where d.plan_id = p.id) <> 8'),
    );
    report(
      'plan without shifts',
      all('select p.id from plan p where not exists (select 1 from shift s where s.plan_id = p.id)'),
    );
    report(
      'plan without the end of its job',
      all(`select p.id from plan p left join job j on j.plan_id = p.id and j.state = 'done' where j.id is null`),
    );
    report('job done without plan', all(`select id from job where state = 'done' and plan_id is null`));
    report('published twice', all(`select week from plan where state = 'published' group by week having count(*) > 1`));
    report(
      'publication missing',
      all(
        `select p.id from plan p where p.state <> 'draft' and (select count(*) from publication b where b.plan_id = p.id) <> 1`,
      ),
    );
    report(
      'calendars unlike what is published',
      all(`select p.id from plan p where p.state = 'published' and
        (select count(*) from shift s where s.plan_id = p.id) <>
        (select count(*) from calendar_event e where e.cancelled = 0 and e.date between p.from_date and p.to_date)`),
    );
    const done = new Set(all<{ id: string }>(`select id from job where state = 'done'`).map(({ id }) => id));
    resumed += abandoned.filter((id) => done.has(id)).length;
    abandoned = all<{ id: string }>(`select id from job where state in ('running', 'queued')`).map(({ id }) => id);
    report('more than one job under way', abandoned.length > 1 ? abandoned : []);
    plans = (sqliteOf(store).prepare('select count(*) from plan').pluck().get() as number) ?? 0;
    await store.close();
    onKill({ kills: kill + 1, plans, resumed, wrong });
  }
  return { kills, plans, resumed, wrong };
}

function workUntilKilled(path: string, round: number, delayMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, path, String(round)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += String(chunk);
    });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delayMs));
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`ended with ${code}: ${errors}`)),
    );
  });
}
