import SqliteDriver from 'better-sqlite3';
import { DEFAULT_MIGRATION_TABLE, Kysely, type Migration, Migrator, SqliteDialect, sql } from 'kysely';
import { InputError, inputError } from '../../src/errors.js';
import { first } from './migrations/0001-first.js';
import { reports } from './migrations/0002-reports.js';
import { access } from './migrations/0003-access.js';
import { selfService } from './migrations/0004-self-service.js';
import { requests } from './migrations/0006-requests.js';
import type { Database } from './schema.js';

/** Migrations in order; names are stored in the database and never change. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-reports': reports,
  '0003-access': access,
  '0004-self-service': selfService,
  '0006-requests': requests,
};

/** Milliseconds that a write waits for another one before it fails. */
const BUSY_TIMEOUT_MS = 10_000;

/** Organisation of a database without accounts, and of everything on the command line. */
export const DEFAULT_ORGANISATION = 'default';

/**
 * An open database as one organisation sees it: the typed queries and the driver below for backups and bulk import.
 * Whatever reads or writes through it keeps to `organisation`.
 */
export interface Store {
  readonly db: Kysely<Database>;
  readonly sqlite: SqliteDriver.Database;
  readonly organisation: string;
  /** The same database for another organisation. */
  of(organisation: string): Store;
  close(): Promise<void>;
}

/**
 * Opens (or makes) the database file and brings it to the newest version. `:memory:` keeps it in memory.
 * Throws InputError `database-corrupt` for a file that is no sound database, `database-newer` for one written by a newer
 * Rooster, `database-unusable` where it cannot be opened; the file is left as it is.
 */
export async function openStore(path: string): Promise<Store> {
  const sqlite = openFile(path);
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: sqlite }) });
  try {
    await migrate(db, path);
  } catch (error) {
    await db.destroy();
    throw error instanceof InputError ? error : unusable(path, error);
  }
  const storeOf = (organisation: string): Store => ({
    db,
    sqlite,
    organisation,
    of: storeOf,
    close: () => db.destroy(),
  });
  return storeOf(DEFAULT_ORGANISATION);
}

function openFile(path: string): SqliteDriver.Database {
  try {
    const sqlite = new SqliteDriver(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = NORMAL');
      sqlite.pragma('foreign_keys = ON');
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

async function migrate(db: Kysely<Database>, path: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const applied = new Set(await appliedMigrations(db));
  const unknown = [...applied].filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new InputError([
      inputError(
        'database-newer',
        `The database was written by a newer Rooster: it has had ${unknown.join(', ')}.`,
        'Use that version, or another file.',
        { file: path },
      ),
    ]);
  }
  // A database that is up to date is only read.
  if (applied.size === Object.keys(MIGRATIONS).length) return;
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Names of the migrations that the database has had; none for a new one. */
async function appliedMigrations(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows.map((row) => row.name);
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
