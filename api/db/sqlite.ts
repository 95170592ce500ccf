import SqliteDriver from 'better-sqlite3';
import { type Driver, Kysely, SqliteDialect } from 'kysely';
import { InputError, inputError } from '../../src/errors.js';
import { isBehind, migrate } from './migrate.js';
import type { Database } from './schema.js';

export type SqliteFile = SqliteDriver.Database;

/** Milliseconds that a write waits for another one before it fails. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Where its disk is full SQLite takes the transaction back on its own. Taking it back again would fail, and that failure would stand
 * in front of the one that says why.
 */
class RolledBackDialect extends SqliteDialect {
  constructor(private readonly parts: { readonly database: SqliteFile }) {
    super(parts);
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    const rollback = driver.rollbackTransaction.bind(driver);
    driver.rollbackTransaction = async (connection) => {
      if (this.parts.database.inTransaction) await rollback(connection);
    };
    return driver;
  }
}

/** Opens (or makes) the file and brings it to the newest version, or to the migration named. */
export async function openSqlite(path: string, to?: string): Promise<{ db: Kysely<Database>; sqlite: SqliteFile }> {
  const sqlite = openFile(path);
  const db = new Kysely<Database>({ dialect: new RolledBackDialect({ database: sqlite }) });
  try {
    // A database that is up to date is only read.
    if (await isBehind(db, path)) await migrateWhole(db, sqlite, to);
    sqlite.pragma('foreign_keys = ON');
  } catch (error) {
    await db.destroy();
    throw error instanceof InputError ? error : unusable(path, error);
  }
  return { db, sqlite };
}

/** Another connection to a file that this process has open. */
export function openSqliteBeside(path: string): { db: Kysely<Database>; sqlite: SqliteFile } {
  const sqlite = new SqliteDriver(path, { timeout: BUSY_TIMEOUT_MS });
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
  return { db: new Kysely<Database>({ dialect: new SqliteDialect({ database: sqlite }) }), sqlite };
}

/** All that is to be migrated or, should the process die on the way, nothing of it; others wait. */
async function migrateWhole(db: Kysely<Database>, sqlite: SqliteFile, to?: string): Promise<void> {
  // A table that is made anew is dropped under the eyes of those that refer to it: checked at the end, all at once.
  sqlite.pragma('foreign_keys = OFF');
  await beginAlone(sqlite);
  try {
    await migrate(db, to);
    const broken = sqlite.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`references are broken: ${JSON.stringify(broken.slice(0, 3))}`);
    sqlite.exec('commit');
  } catch (error) {
    sqlite.exec('rollback');
    throw error;
  }
}

/** Begins a transaction that writes; waits without blocking the thread, in which the other writer may be. */
async function beginAlone(sqlite: SqliteFile): Promise<void> {
  sqlite.pragma('busy_timeout = 0');
  const until = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      sqlite.exec('begin immediate');
      sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function openFile(path: string): SqliteFile {
  try {
    const sqlite = new SqliteDriver(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = NORMAL');
      const [check] = sqlite.pragma('quick_check(1)') as { quick_check: string }[];
      if (check?.quick_check !== 'ok') throw corrupt(path, check?.quick_check ?? 'no answer');
    } catch (error) {
      sqlite.close();
      throw error;
    }
    return sqlite;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw isCorruption(error) ? corrupt(path, (error as Error).message) : unusable(path, error);
  }
}

const isCorruption = (error: unknown): boolean =>
  error instanceof SqliteDriver.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);

const corrupt = (path: string, detail: string): InputError =>
  new InputError([
    inputError(
      'database-corrupt',
      `The file is not a sound database: ${detail}.`,
      'Restore a backup (see `rooster backup`), or name another file with --db.',
      { file: path },
    ),
  ]);

const unusable = (path: string, error: unknown): InputError =>
  new InputError([
    inputError(
      'database-unusable',
      `The database cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      'Check that the folder exists and may be written to.',
      { file: path },
    ),
  ]);
