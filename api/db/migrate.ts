import { DEFAULT_MIGRATION_TABLE, type Kysely, type Migration, Migrator, sql } from 'kysely';
import { InputError, inputError } from '../../src/errors.js';
import { first } from './migrations/0001-first.js';
import { reports } from './migrations/0002-reports.js';
import { access } from './migrations/0003-access.js';
import { selfService } from './migrations/0004-self-service.js';
import { requests } from './migrations/0006-requests.js';
import { planning } from './migrations/0007-planning.js';
import { work } from './migrations/0008-work.js';
import { integration } from './migrations/0009-integration.js';
import { stagedHistory } from './migrations/0010-staged-history.js';
import { logIn } from './migrations/0011-log-in.js';
import type { Database } from './schema.js';

/** Migrations in order; names are stored in the database and never change. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-reports': reports,
  '0003-access': access,
  '0004-self-service': selfService,
  '0006-requests': requests,
  '0007-planning': planning,
  '0008-work': work,
  '0009-integration': integration,
  '0010-staged-history': stagedHistory,
  '0011-log-in': logIn,
};

/**
 * Whether a database has yet to be brought to the newest version.
 * @param place what the database is called in messages
 * @throws InputError `database-newer` for one written by a newer Rooster
 */
export async function isBehind(db: Kysely<Database>, place: string): Promise<boolean> {
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new InputError([
      inputError(
        'database-newer',
        `The database was written by a newer Rooster: it has had ${unknown.join(', ')}.`,
        'Use that version, or another database.',
        { file: place },
      ),
    ]);
  }
  return applied.length < Object.keys(MIGRATIONS).length;
}

/** Brings a database to the newest version, or to the one named; what is done already is left out. */
export async function migrate(db: Kysely<Database>, to?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
  if (error !== undefined) throw error;
}

/** Names of the migrations that the database has had; none for a new one. */
async function appliedMigrations(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows.map((row) => row.name);
}
