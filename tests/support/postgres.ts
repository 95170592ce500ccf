import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL of one's own, on loopback, thrown away at the end. */
export interface OwnPostgres {
  readonly port: number;
  /** Folder of its programs. */
  readonly programs: string;
  /** Process that all others of it are children of. */
  pid(): number;
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Stops it as a power cut would, and starts it again on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Folder with PostgreSQL's programs: `POSTGRES_BIN`, the search path, or where Debian puts them. */
function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    process.env.POSTGRES_BIN ?? '',
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ].find((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** PostgreSQL refuses to run as root: the user of Debian's package, else nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return user === undefined ? undefined : { uid: Number(user[2]), gid: Number(user[3]) };
}

export interface PostgresOptions {
  /** Folder of the data, which stays there for the next time; default one that is thrown away at the end. */
  readonly keepIn?: string;
  /** Further settings of the server, `name=value`. */
  readonly settings?: readonly string[];
}

/** Starts one, or says on standard error what is left out without it. @param what is left out, "the tests of …" */
export async function startPostgres(
  what: string,
  { keepIn, settings = [] }: PostgresOptions = {},
): Promise<OwnPostgres | undefined> {
  const folder = binaries();
  if (folder === undefined) {
    console.error(`No PostgreSQL here (Debian: apt-get install postgresql; or POSTGRES_BIN=FOLDER): left out ${what}.`);
    return undefined;
  }
  if (keepIn !== undefined) mkdirSync(keepIn, { recursive: true });
  const data = keepIn ?? mkdtempSync(join(tmpdir(), 'rooster-postgres-'));
  const user = unprivileged();
  const options: SpawnOptions = { cwd: data, stdio: ['ignore', 'ignore', 'pipe'], ...user };
  if (user !== undefined) chownSync(data, user.uid, user.gid);
  if (!existsSync(join(data, 'db', 'PG_VERSION')))
    execFileSync(
      join(folder, 'initdb'),
      ['-D', join(data, 'db'), '-U', 'rooster', '-A', 'trust', '--no-sync', '-E', 'UTF8'],
      {
        ...options,
        stdio: 'pipe',
      },
    );
  const port = await freePort();
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(
      join(folder, 'postgres'),
      [
        ...['-D', join(data, 'db'), '-p', String(port), '-k', data],
        ...['listen_addresses=127.0.0.1', 'fsync=off', ...settings].flatMap((setting) => ['-c', setting]),
      ],
      options,
    );
    server.stderr?.resume();
    for (let attempt = 0; ; attempt++) {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'rooster', database: 'postgres' });
      try {
        await client.connect();
        await client.end();
        return server;
      } catch (error) {
        if (attempt === 200 || server.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const end = (server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> =>
    new Promise((resolve) => {
      server.once('exit', () => resolve());
      server.kill(signal);
    });
  let server = await start();
  const atExit = (): void => void server.kill('SIGQUIT');
  process.once('exit', atExit);
  return {
    port,
    programs: folder,
    pid: () => server.pid!,
    newDatabase: () => newDatabase(`postgres://rooster@127.0.0.1:${port}/postgres`),
    restart: async () => {
      await end(server, 'SIGQUIT');
      server = await start();
    },
    stop: async () => {
      process.off('exit', atExit);
      await end(server, 'SIGINT');
      if (keepIn === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database. @param address of a database on the same server @returns its address */
export async function newDatabase(address: string): Promise<string> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const name = `rooster_${randomUUID().replaceAll('-', '')}`;
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(address), { pathname: `/${name}` }).href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
