import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { InputError, inputError } from '../../src/errors.js';
import type { Oidc } from '../access/oidc.js';
import { newToken, tokenHash } from '../access/token.js';
import { hasAccounts, keepSetupCode } from '../db/account-store.js';
import type { Store } from '../db/open.js';
import { type KeepWeeks, pruneDaily } from '../jobs/retention.js';
import { startRunner } from '../jobs/runner.js';
import { startDeliverer } from '../jobs/webhooks.js';
import { buildApp, type LogLevel } from './app.js';

/** A running service. */
export interface Served {
  readonly url: string;
  /** `demo` only where asked for and there is no account. */
  readonly access: 'accounts' | 'demo';
  /** One-time code for the first admin, where there is no account. */
  readonly setupCode?: string;
  /** Ends requests and the running job, then closes the database. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly store: Store;
  /** 0 = any free port. */
  readonly port: number;
  /** Address to listen on; default this machine only. */
  readonly host?: string;
  /** Nobody logs in while there is no account; refused on an address that others can reach. */
  readonly demo?: boolean;
  /** Jobs at the same time, default 1; 0 = other processes do them. */
  readonly concurrency?: number;
  /** Largest heap of a job, MiB. */
  readonly maxHeapMiB?: number;
  readonly logLevel?: LogLevel;
  /** Weeks that things are kept; default for ever. */
  readonly keepWeeks?: KeepWeeks;
  /** Webhooks may lead into the own network. */
  readonly webhooksInside?: boolean;
  /** Provider that people can log in with. */
  readonly oidc?: Oidc;
  /** Called with failures of jobs. */
  readonly onError: (message: string) => void;
}

/** Requests are turned away while the event loop lags longer. */
const MOST_LAG_MS = 20_000;

/** Only this machine may connect where nothing else is asked for. */
const DEFAULT_HOST = '127.0.0.1';
const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);

/** Starts the HTTP service and the worker. Throws InputError `port-in-use`, `demo-not-local`. */
export async function serve({
  store,
  port,
  onError,
  host = DEFAULT_HOST,
  demo = false,
  concurrency = 1,
  maxHeapMiB,
  logLevel = 'warn',
  webhooksInside = false,
  oidc,
  keepWeeks,
}: ServeOptions): Promise<Served> {
  if (demo && !isLoopback(host)) {
    throw new InputError([
      inputError(
        'demo-not-local',
        `The demo needs no log-in and cannot listen on ${host}.`,
        'Leave out the host, or serve without the demo.',
      ),
    ]);
  }
  const now = (): string => new Date().toISOString();
  const newId = (): string => randomUUID();
  const runner = await startRunner({
    store,
    now,
    newId,
    concurrency,
    worker: `${hostname()} ${process.pid}`,
    ...(maxHeapMiB === undefined ? {} : { maxHeapMiB }),
    onError: (error, jobId) => onError(`job ${jobId}: ${error instanceof Error ? error.message : String(error)}`),
  });
  const deliverer = startDeliverer(store, webhooksInside, (error) =>
    onError(`webhooks: ${error instanceof Error ? error.message : String(error)}`),
  );
  const endPruning =
    keepWeeks === undefined
      ? () => {}
      : pruneDaily(store, keepWeeks, now, (error) =>
          onError(`retention: ${error instanceof Error ? error.message : String(error)}`),
        );
  const accounts = await hasAccounts(store);
  const access = demo && !accounts ? 'demo' : 'accounts';
  const setupCode = accounts || access === 'demo' ? undefined : newToken();
  if (setupCode !== undefined) await keepSetupCode(store, tokenHash(setupCode), now());
  const app = await buildApp(
    { store, runner, now, newId, webhooksInside, ...(oidc === undefined ? {} : { oidc }) },
    { mostLagMs: MOST_LAG_MS, logLevel, mode: { access, secureCookies: !isLoopback(host) } },
  );
  try {
    const url = await app.listen({ host, port });
    return {
      url,
      access,
      ...(setupCode === undefined ? {} : { setupCode }),
      close: async () => {
        endPruning();
        await app.close();
        await deliverer.close();
        await runner.close();
        await store.close();
      },
    };
  } catch (error) {
    endPruning();
    await app.close();
    await deliverer.close();
    await runner.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new InputError([
      inputError('port-in-use', `Port ${port} of ${host} is taken.`, 'Stop what uses it, or give another with --port.'),
    ]);
  }
}
