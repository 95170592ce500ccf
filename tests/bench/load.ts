/**
 * A day's worst minutes on one API and two workers on PostgreSQL: agents read their shifts at shift start, planners edit a draft, plans are
 * solved. Tells how long answers take, what went wrong and how memory grows. On loopback only, and it stops by itself.
 * usage: node dist/tests/bench/load.js [SECONDS [AGENTS [PLANNERS [PLANS]]]]
 */
import { spawn } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { newToken, tokenHash } from '../../api/access/token.js';
import { saveHistory } from '../../api/db/history-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { publishPlan } from '../../api/db/plan-store.js';
import type { RosterShift } from '../../src/domain/roster.js';
import { GROUP_WEEK, madeGroup } from '../support/made-group.js';
import { PACKAGE } from '../support/package-folder.js';
import { startPostgres } from '../support/postgres.js';
import { useOf } from '../support/processes.js';
import { officeWeek, storePlan } from '../support/stored-plan.js';
import { startWorker } from '../support/work-process.js';

const [seconds = 600, agents = 2_000, planners = 50, plans = 10] = process.argv.slice(2).map(Number);
const MONDAY = '2026-11-30';
/** Every agent looks once in the first so many seconds, the rush before shifts begin, and once a minute or so after. */
const RUSH_SECONDS = 60;
const AGAIN_SECONDS = 60;
/** A planner edits every so many seconds. */
const EDIT_SECONDS = 5;
const PLAN_WORK = 2_000_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers of one kind of request. */
class Kind {
  readonly times: number[] = [];
  readonly wrong = new Map<string, number>();

  constructor(readonly name: string) {}

  fail(what: string): void {
    this.wrong.set(what, (this.wrong.get(what) ?? 0) + 1);
  }

  print(): void {
    const sorted = this.times.toSorted((a, b) => a - b);
    const at = (share: number): string =>
      (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
    const wrong = [...this.wrong].map(([what, count]) => `${count} × ${what}`).join(', ');
    console.log(
      `${this.name}: ${sorted.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; ${wrong || 'nothing went wrong'}`,
    );
  }
}

/** Puts an account with an open session into the database, as after a log-in. @returns its cookie */
async function loggedIn(store: Store, id: string, role: string, agent: string | null): Promise<string> {
  const now = new Date().toISOString();
  const token = newToken();
  const account = { id, organisation: 'default', email: `${id}@example.org`, name: id, password: null, agent };
  await store.db
    .insertInto('account')
    .values({ ...account, roles: JSON.stringify([role]), grants: '[]', created_at: now, disabled_at: null })
    .execute();
  await store.db
    .insertInto('session')
    .values({ hash: tokenHash(token), account: id, created_at: now, seen_at: now, expires_at: '2999-01-01T00:00:00Z' })
    .execute();
  return `rooster=${token}`;
}

/** `rooster serve --workers 0` as a process of its own. */
async function startApi(address: string): Promise<{ pid: number; port: number; stop: () => Promise<void> }> {
  const main = join(PACKAGE, 'dist', 'api', 'cli', 'main.js');
  const child = spawn(process.execPath, [main, 'serve', '--db', address, '--port', '0', '--workers', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve) => {
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += String(text);
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (found !== null) resolve(Number(found[1]));
    });
  });
  return {
    pid: child.pid!,
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const postgres = await startPostgres('this bench');
if (postgres !== undefined) {
  const address = await postgres.newDatabase();
  const store = await openStore(address);
  const { centre, history } = await madeGroup(0, agents);
  const shifts = officeWeek(centre, MONDAY);
  // Each planner works on a team of 40 people in a draft of their own.
  const teams: RosterShift[][] = [];
  for (let p = 0; p < planners; p++) {
    const people = centre.agents.slice((p * 40) % agents, ((p * 40) % agents) + 40);
    const isOfTeam = ({ agent }: { readonly agent: string }): boolean => people.some(({ id }) => id === agent);
    const team = {
      ...centre,
      name: `team-${p}`,
      agents: people,
      availability: centre.availability.filter(isOfTeam),
      wishes: [],
      timeOff: centre.timeOff.filter(isOfTeam),
      assignments: [],
    };
    teams.push(shifts.filter(isOfTeam));
    await storePlan(store, team, `draft-${p}`, MONDAY, teams[p]!);
  }
  await saveHistory(store, centre.name, [...history.values()]);
  const published = await storePlan(store, centre, 'published', MONDAY, shifts);
  const frozen = { roster: 'r', cost: 'c', costMinor: 1, currency: 'EUR' };
  await publishPlan(store, published, 1, frozen, { at: new Date().toISOString(), reason: '', noticeUntilMs: 0 });
  const cookies: string[] = [];
  for (const { id } of centre.agents) cookies.push(await loggedIn(store, `account-${id}`, 'agent', id));
  const planner: string[] = [];
  for (let p = 0; p < planners; p++) planner.push(await loggedIn(store, `planner-${p}`, 'planner', null));

  const api = await startApi(address);
  const workers = [startWorker(address), startWorker(address)];
  await Promise.all(workers.map(({ ready }) => ready));
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const ask = (kind: Kind, method: string, path: string, cookie: string, body?: object, ifMatch?: string) =>
    new Promise<{ status: number; etag?: string; body: string }>((resolve) => {
      const from = performance.now();
      const headers = {
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      };
      const call = httpRequest({ port: api.port, host: '127.0.0.1', method, path, agent, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += String(chunk);
        });
        answer.on('end', () => {
          kind.times.push(performance.now() - from);
          const status = answer.statusCode ?? 0;
          if (status >= 300) kind.fail(`${status} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? ''}`);
          const { etag } = answer.headers;
          resolve({ status, body: text, ...(etag === undefined ? {} : { etag }) });
        });
      });
      call.on('error', (error) => {
        kind.fail(error.message);
        resolve({ status: 0, body: '' });
      });
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });

  const reads = new Kind('agents read their shifts');
  const edits = new Kind('planners edit');
  const asked = new Kind('plans asked for');
  const until = performance.now() + seconds * 1000;
  const isOver = (): boolean => performance.now() >= until;
  const rest = (restSeconds: number): Promise<void> =>
    pause(Math.max(0, Math.min(restSeconds * 1000, until - performance.now())));
  const readerOf = async (cookie: string): Promise<void> => {
    await pause(Math.random() * Math.min(RUSH_SECONDS, seconds) * 1000);
    while (!isOver()) {
      await ask(reads, 'GET', '/v1/me/shifts?from=2026-11-30&to=2026-12-06', cookie);
      await rest((0.5 + Math.random()) * AGAIN_SECONDS);
    }
  };
  const editorOf = async (p: number): Promise<void> => {
    const path = `/v1/plans/draft-${p}`;
    for (let n = 0; !isOver(); n++) {
      await rest(Math.random() * 2 * EDIT_SECONDS);
      if (isOver()) break;
      const { etag } = await ask(edits, 'GET', path, planner[p]!);
      const shift = teams[p]![Math.floor(n / 2) % teams[p]!.length]!;
      const step = 30 * 60_000;
      const from = n % 2 === 0 ? shift.startMs : shift.startMs + step;
      const to = n % 2 === 0 ? shift.startMs + step : shift.startMs;
      const [start, toStart] = [new Date(from).toISOString(), new Date(to).toISOString()];
      const changes = [{ change: 'move', agent: shift.agent, start, toStart }];
      await ask(edits, 'POST', `${path}/changes`, planner[p]!, { changes }, etag);
    }
  };
  for (let n = 0; n < plans; n++)
    await ask(asked, 'POST', '/v1/plans', planner[n % planners]!, { week: GROUP_WEEK, seed: n, workLimit: PLAN_WORK });
  const memory: number[] = [];
  const sampler = setInterval(() => memory.push(useOf(api.pid)?.rssMiB ?? 0), 1_000);
  await Promise.all([...cookies.map(readerOf), ...planner.map((_cookie, p) => editorOf(p))]);
  clearInterval(sampler);
  const jobs = await store.db.selectFrom('job').select(['state', 'error']).where('request', '!=', '{}').execute();
  const [atWork, done] = ['running', 'done'].map((state) => jobs.filter((job) => job.state === state).length);
  const failed = jobs.filter(({ state }) => state === 'failed');
  const part = (from: number, to: number): number => {
    const some = memory.slice(Math.floor(from * memory.length), Math.ceil(to * memory.length));
    return some.reduce((sum, value) => sum + value, 0) / some.length;
  };
  console.log(`${seconds} s, ${agents} agents, ${planners} planners, ${plans} plans`);
  for (const kind of [reads, edits, asked]) kind.print();
  console.log(`plans: ${done} done, ${atWork} at work, ${failed.length} failed`);
  console.log(
    `memory of the API: ${part(0, 0.1).toFixed(0)} MiB in the first tenth, ${part(0.4, 0.6).toFixed(0)} in the middle, ${part(0.9, 1).toFixed(0)} in the last, most ${(useOf(api.pid)?.peakMiB ?? 0).toFixed(0)}; of a worker most ${Math.max(...workers.map(({ pid }) => useOf(pid)?.peakMiB ?? 0)).toFixed(0)}`,
  );
  agent.destroy();
  await Promise.all([api.stop(), ...workers.map((worker) => worker.stop())]);
  await store.close();
  await postgres.stop();
  process.exitCode = failed.length + [...reads.wrong.keys(), ...edits.wrong.keys()].length > 0 ? 1 : 0;
}
