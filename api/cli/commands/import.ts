import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { describeIssue, InputError, inputError } from '../../../src/errors.js';
import { newestCentre } from '../../db/centre-store.js';
import { importAsk, importHere } from '../../jobs/import-here.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { DEFAULT_DATABASE, openDatabase } from './serve.js';

export const command: Command = {
  name: 'import',
  summary: 'store a history file in the database, whole or not at all',
  help: `
usage: rooster import FILE [--replace] [--preview] [--db DATABASE]

Reads a history CSV of any size and stores it for the centre that the database holds. With one problem nothing is stored
and every problem is named. Others may read and write meanwhile.

  --replace      what else there is of the same queues goes first; default: intervals that are there are replaced
  --preview      check and count only
  --db DATABASE  SQLite file or address of a PostgreSQL database (default: DATABASE_URL, else ${DEFAULT_DATABASE})`,
  options: { replace: { type: 'boolean' }, preview: { type: 'boolean' }, db: { type: 'string' } },

  async run(context, flags, positionals) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE to read.');
    const store = await openDatabase(context, flags);
    try {
      const stored = await newestCentre(store);
      if (stored === undefined)
        throw new InputError([
          inputError(
            'centre-missing',
            'The database holds no centre.',
            'Import one first: PUT /v1/centre, or `rooster start`.',
          ),
        ]);
      const ask = importAsk(stored.centre, file, flags.preview === true, flags.replace === true);
      const { warnings, ...imported } = await importHere(store, createReadStream(resolve(context.cwd, file)), ask);
      for (const issue of warnings) context.stderr(describeIssue(issue));
      if (flags.json === true) context.stdout(`${JSON.stringify({ stored: !ask.preview, ...imported })}\n`);
      else {
        const { rows, queues, from, to } = imported;
        context.stdout(
          `${ask.preview ? 'Would store' : 'Stored'} ${rows} rows of ${queues.join(', ')}, ${from} to ${to}.\n`,
        );
      }
      return EXIT.done;
    } finally {
      await store.close();
    }
  },
};
