import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { InputError, inputError } from '../../../src/errors.js';
import { startRunner } from '../../jobs/runner.js';
import { settingsOf } from '../../settings.js';
import { type Command, EXIT } from '../command.js';
import { integerOf } from '../options.js';
import { openDatabase } from './serve.js';

export const command: Command = {
  name: 'work',
  summary: 'work off jobs of a PostgreSQL database, on any machine',
  help: `
usage: rooster work [--db DATABASE] [--workers N]

Works off the jobs that \`rooster serve\` takes in: any number of processes, on any machines. A job whose worker is lost is
taken up by another, and exactly one result counts. Ctrl-C or SIGTERM gives running jobs back.

  --db DATABASE  postgres://USER:PASSWORD@HOST/NAME (default: DATABASE_URL)
  --workers N    jobs at the same time, a thread each (default: WORKERS, else 1)`,
  options: { db: { type: 'string' }, workers: { type: 'string' } },

  async run(context, flags) {
    const settings = settingsOf(context.env);
    const concurrency = integerOf(flags, 'workers', Math.max(1, settings.WORKERS), 1, 256);
    const store = await openDatabase(context, flags);
    try {
      if (store.engine.kind !== 'postgres') {
        throw new InputError([
          inputError(
            'work-needs-postgres',
            'Workers of their own share a PostgreSQL database; this one is a SQLite file.',
            'Give --db postgres://…, or use `rooster serve --workers N`, which works off the jobs of a file itself.',
          ),
        ]);
      }
      const runner = await startRunner({
        store,
        now: () => new Date().toISOString(),
        newId: () => randomUUID(),
        onError: (error, jobId) =>
          context.stderr(`job ${jobId}: ${error instanceof Error ? error.message : String(error)}`),
        concurrency,
        worker: `${hostname()} ${process.pid}`,
        maxHeapMiB: settings.WORKER_HEAP_MIB,
      });
      if (flags.quiet !== true) context.stderr(`Working, ${concurrency} at a time. Ctrl-C stops it.`);
      if (!context.signal.aborted)
        await new Promise<void>((stop) => context.signal.addEventListener('abort', () => stop(), { once: true }));
      await runner.close();
    } finally {
      await store.close();
    }
    return EXIT.done;
  },
};
