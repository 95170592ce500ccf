import type { Store } from '../../api/db/open.js';
import type { SqliteFile } from '../../api/db/sqlite.js';

/** The driver below a store in a file. */
export function sqliteOf({ engine }: Store): SqliteFile {
  if (engine.kind !== 'sqlite') throw new Error('not a SQLite database');
  return engine.sqlite;
}
