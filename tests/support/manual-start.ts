import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { PACKAGE } from './package-folder.js';
import type { OwnPostgres } from './postgres.js';

const WORKERS = 3;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const deployFile = (name: string): string => readFileSync(join(PACKAGE, 'api', 'deploy', name), 'utf8');

/** What a unit starts, with the project's folder for the one it is installed in. */
function startOf(unit: string): string[] {
  const [, line] = /^ExecStart=(.*)$/m.exec(deployFile(unit))!;
  const [node, main, ...words] = line!.split(' ');
  if (!node!.endsWith('/node')) throw new Error(`${unit} starts ${node}`);
  return [main!.replace('/opt/rooster', PACKAGE), ...words];
}

/** Commands of the README's manual start that make user and database, without `su postgres -c`. */
export const databaseCommands = (): string[][] =>
  [...deployFile('README.md').matchAll(/su postgres -c "([^"]+)"/g)].map(([, command]) => command!.split(' '));

export interface ManualStart {
  readonly url: string;
  readonly address: string;
  /** Every request as the first admin. */
  call(method: string, path: string, body?: unknown, type?: string): Promise<{ status: number; body: unknown }>;
  /** Ends a worker without a word; as under systemd, another is started a moment later. */
  killWorker(k: number): void;
  stop(): Promise<void>;
}

/**
 * Starts Rooster as `api/deploy/README.md` says: user and database by its commands, one API and three workers by the units, settings
 * from `rooster.env`. In place of systemd this process starts them again when they end.
 */
export async function manualStart(postgres: OwnPostgres): Promise<ManualStart> {
  const password = 'manual-start';
  const server = ['--host', '127.0.0.1', '--port', String(postgres.port), '--username', 'rooster_admin'];
  const admin = new pg.Client({ host: '127.0.0.1', port: postgres.port, user: 'rooster', database: 'postgres' });
  await admin.connect();
  // Debian's cluster has a user postgres and no rooster; the one here was made with it.
  await admin.query('create role rooster_admin superuser login');
  await admin.end();
  const user = 'rooster_by_hand';
  for (const [command, ...words] of databaseCommands()) {
    const named = words.map((word) => (word === 'rooster' ? user : word)).filter((word) => word !== '--pwprompt');
    const beside = join(postgres.programs, command!);
    execFileSync(existsSync(beside) ? beside : command!, [...server, ...named], { stdio: 'pipe' });
  }
  const owner = new pg.Client({ host: '127.0.0.1', port: postgres.port, user: 'rooster_admin', database: user });
  await owner.connect();
  await owner.query(`alter role ${user} password '${password}'`);
  await owner.end();
  const line = /echo '(DATABASE_URL=[^']+)'/.exec(deployFile('README.md'))![1]!;
  const address = line
    .slice('DATABASE_URL='.length)
    .replace('rooster:PASSWORD@127.0.0.1/rooster', `${user}:${password}@127.0.0.1:${postgres.port}/${user}`);
  const env = { ...process.env, DATABASE_URL: address, PORT: '0', WORKERS: '' };

  let stopping = false;
  const children = new Set<ChildProcess>();
  const workers: ChildProcess[] = [];
  const start = (unit: string): ChildProcess => {
    const child = spawn(process.execPath, startOf(unit), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    child.on('exit', () => children.delete(child));
    return child;
  };
  const startWorker = (k: number): void => {
    const child = start('rooster-work@.service');
    child.stderr?.resume();
    workers[k] = child;
    child.on('exit', () => {
      if (!stopping) setTimeout(() => !stopping && startWorker(k), 1_000);
    });
  };
  const api = start('rooster.service');
  let said = '';
  for (const stream of [api.stdout!, api.stderr!])
    stream.on('data', (text: Buffer) => {
      said += String(text);
    });
  for (let k = 0; k < WORKERS; k++) startWorker(k);
  const atExit = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.once('exit', atExit);
  const found = async (pattern: RegExp): Promise<string> => {
    for (let look = 0; look < 600; look++) {
      const match = pattern.exec(said);
      if (match !== null) return match[1]!;
      if (api.exitCode !== null) throw new Error(`the API ended: ${said}`);
      await pause(100);
    }
    throw new Error(`the API never said ${pattern}: ${said}`);
  };
  const url = await found(/serves on (http:\S+)/);
  const code = await found(/first admin \(POST \/v1\/setup\): (\S+)/);
  const ready = await fetch(`${url}/readyz`);
  if (ready.status !== 200) throw new Error(`/readyz says ${ready.status}`);
  let cookie = '';
  const call: ManualStart['call'] = async (method, path, body, type = 'application/json') => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const set = answer.headers.getSetCookie().map((one) => one.split(';')[0]!);
    if (set.length > 0) cookie = set.join('; ');
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const account = {
    code,
    organisation: 'By hand',
    email: 'admin@example.org',
    name: 'Admin',
    password: 'a long password of one admin',
  };
  const made = await call('POST', '/v1/setup', account);
  if (made.status >= 300) throw new Error(`setup says ${made.status}: ${JSON.stringify(made.body)}`);
  return {
    url,
    address,
    call,
    killWorker: (k) => void workers[k]!.kill('SIGKILL'),
    stop: async () => {
      stopping = true;
      process.off('exit', atExit);
      const ends = [...children].map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())));
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(ends);
    },
  };
}
