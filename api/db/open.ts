import type { Kysely } from 'kysely';
import { isPostgresAddress, openPostgres, type PostgresPool } from './postgres.js';
import type { Database } from './schema.js';
import { openSqlite, openSqliteBeside, type SqliteFile } from './sqlite.js';
import { alwaysRead, type Unchanged, unchangedIn } from './unchanged.js';

/** Organisation of a database without accounts, and of everything on the command line. */
export const DEFAULT_ORGANISATION = 'default';

/** The driver below the queries, for backups and bulk work. */
export type Engine =
  | { readonly kind: 'sqlite'; readonly sqlite: SqliteFile }
  | { readonly kind: 'postgres'; readonly pool: PostgresPool };

/**
 * An open database as one organisation sees it. Whatever reads or writes through it keeps to `organisation`. A transaction
 * sees no other one; on PostgreSQL its function runs again where another came between, so it does nothing but queries.
 */
export interface Store {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  readonly organisation: string;
  /** What it was opened with. */
  readonly location: string;
  /** Remembers answers while nothing changes; always reads on PostgreSQL. Keys name the organisation where it matters. */
  readonly unchanged: Unchanged;
  /** The same database for another organisation. */
  of(organisation: string): Store;
  close(): Promise<void>;
}

/**
 * Opens a database and brings it to the newest version.
 * @param location address of a PostgreSQL database (`postgres://…`), or a SQLite file that is made where there is none;
 *   `:memory:` keeps it in memory
 * @param to name of the migration to stop at; default the newest
 * @throws InputError `database-corrupt` for a file that is no sound database, `database-newer` for one written by a newer
 *   Rooster, `database-unusable` where it cannot be opened; the file is left as it is
 */
export async function openStore(location: string, to?: string): Promise<Store> {
  if (isPostgresAddress(location)) {
    const { db, pool } = await openPostgres(location, to);
    return storeOf(location, db, { kind: 'postgres', pool });
  }
  const { db, sqlite } = await openSqlite(location, to);
  return storeOf(location, db, { kind: 'sqlite', sqlite });
}

/** Another connection to a database that this process has open: up to date and looked over already. */
export async function openBeside(location: string): Promise<Store> {
  if (isPostgresAddress(location)) return openStore(location);
  const { db, sqlite } = openSqliteBeside(location);
  return storeOf(location, db, { kind: 'sqlite', sqlite });
}

function storeOf(location: string, db: Kysely<Database>, engine: Engine): Store {
  const unchanged = engine.kind === 'sqlite' ? unchangedIn(engine.sqlite) : alwaysRead;
  const of = (organisation: string): Store => ({
    db,
    engine,
    unchanged,
    organisation,
    location,
    of,
    close: () => db.destroy(),
  });
  return of(DEFAULT_ORGANISATION);
}
