import { resolve } from 'node:path';
import { InputError, inputError } from '../../../src/errors.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { DEFAULT_DATABASE, openDatabase } from './serve.js';

export const command: Command = {
  name: 'backup',
  summary: 'copy the database while it runs',
  help: `
usage: rooster backup FILE [--db FILE]

Writes a consistent copy of the database while others work with it. The copy is a database that \`rooster serve --db\`
opens.

  --db FILE   database to copy (default ${DEFAULT_DATABASE})`,
  options: { db: { type: 'string' } },

  async run(context, flags, positionals) {
    const [target, ...more] = positionals;
    if (target === undefined || more.length > 0) throw new UsageError('give one FILE to write to.');
    const store = await openDatabase(context, flags);
    try {
      const { engine } = store;
      if (engine.kind !== 'sqlite') {
        throw new InputError([
          inputError(
            'backup-not-sqlite',
            'Rooster copies SQLite databases only; this one is kept by PostgreSQL.',
            'Use pg_dump, which PostgreSQL brings.',
          ),
        ]);
      }
      await engine.sqlite.backup(resolve(context.cwd, target));
    } finally {
      await store.close();
    }
    if (flags.quiet !== true) context.stderr(`Copied to ${target}.`);
    return EXIT.done;
  },
};
