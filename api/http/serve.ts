import { randomUUID } from 'node:crypto';
import { InputError, inputError } from '../../src/errors.js';
import type { Store } from '../db/open.js';
import { startRunner } from '../jobs/runner.js';
import { buildApp } from './app.js';

/** A running service. */
export interface Served {
  readonly url: string;
  /** Ends requests and the running job, then closes the database. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly store: Store;
  /** 0 = any free port. */
  readonly port: number;
  /** Called with failures of jobs. */
  readonly onError: (message: string) => void;
}

/** Only this machine may connect: there are no accounts yet. */
const HOST = '127.0.0.1';

/** Starts the HTTP service and the worker. Throws InputError `port-in-use`. */
export async function serve({ store, port, onError }: ServeOptions): Promise<Served> {
  const now = (): string => new Date().toISOString();
  const newId = (): string => randomUUID();
  const runner = await startRunner({
    store,
    now,
    newId,
    onError: (error, jobId) => onError(`job ${jobId}: ${error instanceof Error ? error.message : String(error)}`),
  });
  const app = await buildApp({ store, runner, now, newId });
  try {
    const url = await app.listen({ host: HOST, port });
    return {
      url,
      close: async () => {
        await app.close();
        await runner.close();
        await store.close();
      },
    };
  } catch (error) {
    await app.close();
    await runner.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new InputError([
      inputError('port-in-use', `Port ${port} of ${HOST} is taken.`, 'Stop what uses it, or give another with --port.'),
    ]);
  }
}
