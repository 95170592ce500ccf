import { resolve } from 'node:path';
import { openStore, type Store } from '../../db/open.js';
import { serve } from '../../http/serve.js';
import { type Command, type CommandContext, EXIT, type Flags } from '../command.js';
import { integerOf, optional } from '../options.js';

/** Database file where none is named. */
export const DEFAULT_DATABASE = 'rooster.db';

/** Opens the database that `--db` names, relative to the current folder. */
export const openDatabase = (context: CommandContext, flags: Flags): Promise<Store> =>
  openStore(resolve(context.cwd, optional(flags, 'db') ?? DEFAULT_DATABASE));

/** Serves until the user stops it. */
export async function serveUntilStopped(context: CommandContext, flags: Flags, store: Store): Promise<number> {
  const port = integerOf(flags, 'port', 3000, 0, 65_535);
  const served = await serve({ store, port, onError: context.stderr });
  context.stdout(`Rooster serves on ${served.url} (API reference at ${served.url}/docs). Ctrl-C stops it.\n`);
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
usage: rooster serve [--db FILE] [--port N]

Serves the HTTP API, the report page and a worker on 127.0.0.1.

  --db FILE   SQLite database (default ${DEFAULT_DATABASE}); made if it does not exist
  --port N    default 3000; 0 = any free one`,
  options: { db: { type: 'string' }, port: { type: 'string' } },

  async run(context, flags) {
    return serveUntilStopped(context, flags, await openDatabase(context, flags));
  },
};
