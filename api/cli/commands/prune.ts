import { pruneOld } from '../../jobs/retention.js';
import { settingsOf } from '../../settings.js';
import { type Command, EXIT } from '../command.js';
import { openDatabase } from './serve.js';

export const command: Command = {
  name: 'prune',
  summary: 'delete what has been kept long enough',
  help: `
usage: rooster prune [--db DATABASE]

Deletes rosters that ended more than RETAIN_WEEKS weeks ago, with their shifts, notices and calendar events, lines of the audit
trail older than RETAIN_AUDIT_WEEKS weeks, and old messages. \`rooster serve\` does the same every day.

  --db DATABASE  SQLite file or address of a PostgreSQL database (default: DATABASE_URL, else rooster.db)`,
  options: { db: { type: 'string' } },

  async run(context, flags) {
    const { RETAIN_WEEKS: plans, RETAIN_AUDIT_WEEKS: audit } = settingsOf(context.env);
    const store = await openDatabase(context, flags);
    try {
      const gone = await pruneOld(store, { plans, audit }, new Date().toISOString());
      if (flags.json === true) context.stdout(`${JSON.stringify(gone)}\n`);
      else
        context.stderr(
          `Deleted ${gone.plans} plans, ${gone.audit} lines of the audit trail, ${gone.messages} messages.`,
        );
    } finally {
      await store.close();
    }
    return EXIT.done;
  },
};
