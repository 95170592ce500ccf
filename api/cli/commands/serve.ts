import { resolve } from 'node:path';
import { oidcClient } from '../../access/oidc.js';
import { oidcOptions } from '../../access/oidc-settings.js';
import { openStore, type Store } from '../../db/open.js';
import { isPostgresAddress } from '../../db/postgres.js';
import type { LogLevel } from '../../http/app.js';
import { serve } from '../../http/serve.js';
import { settingsOf } from '../../settings.js';
import { type Command, type CommandContext, EXIT, type Flags } from '../command.js';
import { integerOf, optional } from '../options.js';

/** Database file where none is named. */
export const DEFAULT_DATABASE = 'rooster.db';

/** Opens the database that `--db` or else `DATABASE_URL` names; a file is sought from the current folder. */
export function openDatabase(context: CommandContext, flags: Flags): Promise<Store> {
  const location = optional(flags, 'db') ?? context.env.DATABASE_URL ?? DEFAULT_DATABASE;
  return openStore(isPostgresAddress(location) ? location : resolve(context.cwd, location));
}

/** Serves until the user stops it. */
export async function serveUntilStopped(
  context: CommandContext,
  flags: Flags,
  store: Store,
  demo: boolean,
): Promise<number> {
  const settings = settingsOf(context.env);
  const oidc = oidcOptions(settings);
  const served = await serve({
    store,
    port: integerOf(flags, 'port', settings.PORT, 0, 65_535),
    host: optional(flags, 'host') ?? settings.HOST,
    onError: context.stderr,
    demo,
    concurrency: integerOf(flags, 'workers', settings.WORKERS, 0, 256),
    maxHeapMiB: settings.WORKER_HEAP_MIB,
    logLevel: settings.LOG_LEVEL as LogLevel,
    webhooksInside: settings.WEBHOOKS_INSIDE,
    ...(oidc === undefined ? {} : { oidc: oidcClient(oidc) }),
    keepWeeks: { plans: settings.RETAIN_WEEKS, audit: settings.RETAIN_AUDIT_WEEKS },
  });
  context.stdout(`Rooster serves on ${served.url} (API reference at ${served.url}/docs). Ctrl-C stops it.\n`);
  if (served.access === 'demo') context.stderr('Demo: everybody on this machine may do everything, without log-in.');
  if (served.setupCode !== undefined) {
    context.stderr(`There is no account yet. One-time code for the first admin (POST /v1/setup): ${served.setupCode}`);
  }
  if (!context.signal.aborted) {
    await new Promise<void>((done) => context.signal.addEventListener('abort', () => done(), { once: true }));
  }
  await served.close();
  return EXIT.done;
}

export const command: Command = {
  name: 'serve',
  summary: 'HTTP API, pages and workers',
  help: `
usage: rooster serve [--db DATABASE] [--host H] [--port N] [--workers N] [--demo]

Serves the HTTP API, the pages and a worker. People log in; the first start prints a one-time code for the first admin.

  --db DATABASE  SQLite file (default: DATABASE_URL, else ${DEFAULT_DATABASE}), made if it does not exist; or the address of
                 a PostgreSQL database, postgres://USER:PASSWORD@HOST/NAME
  --host H       address to listen on; default 127.0.0.1. On any other, cookies go over HTTPS only: put a proxy in front
  --port N       default 3000; 0 = any free one
  --workers N    jobs at the same time, a thread each (default: WORKERS, else 1); 0 = the API only, see \`rooster work\`
  --demo         no log-in, as long as there is no account; refused on an address that others can reach`,
  options: {
    db: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    workers: { type: 'string' },
    demo: { type: 'boolean' },
  },

  async run(context, flags) {
    return serveUntilStopped(context, flags, await openDatabase(context, flags), flags.demo === true);
  },
};
