import { Kysely, PostgresDialect, sql, type TransactionBuilder } from 'kysely';
import pg from 'pg';
import { InputError, inputError } from '../../src/errors.js';
import { POSTGRES_COUNTERS, POSTGRES_FIRST } from './dialect.js';
import { isBehind, migrate } from './migrate.js';
import type { Database } from './schema.js';

export type PostgresPool = pg.Pool;

/** Connections that one process holds at most. */
const MOST_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** Times that a transaction is begun anew because another one came between. */
const MOST_ATTEMPTS = 12;
const BIGINT = 20;
const NUMERIC = 1700;

/** True for an address such as `postgres://user@host:5432/database`. */
export const isPostgresAddress = (location: string): boolean => /^postgres(?:ql)?:\/\//i.test(location);

/** The address as it may be shown: without its password. */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return 'postgres://…';
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Connects and brings the database to the newest version, or to the migration named; processes that start together wait for each other. */
export async function openPostgres(
  address: string,
  to?: string,
): Promise<{ db: Kysely<Database>; pool: PostgresPool }> {
  const pool = new pg.Pool({
    connectionString: address,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'rooster',
    types: {
      // Counts and instants are whole numbers far below 2^53.
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === BIGINT || oid === NUMERIC
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A broken connection is replaced by the next query, and the one it broke under fails: an event nobody hears would end Node.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const dialect = new PostgresDialect({ pool });
  // The lock of a migration must be waited for before anything is read: not with the snapshots of `db`.
  const plain = new Kysely<Database>({ dialect });
  try {
    if (await isBehind(plain, shownAddress(address))) {
      await sql.raw(POSTGRES_FIRST).execute(plain);
      await migrate(plain, to);
      await sql.raw(POSTGRES_COUNTERS).execute(plain);
    }
  } catch (error) {
    await plain.destroy();
    throw error instanceof InputError ? error : unusable(address, error);
  }
  return { db: new SerialKysely({ dialect }), pool };
}

/**
 * Transactions as if there were no other at the same time, which SQLite gives anyway: what a transaction has read is still
 * true when it ends, else it is done again. So a transaction's function may run more than once.
 */
class SerialKysely extends Kysely<Database> {
  override transaction(): TransactionBuilder<Database> {
    const builder = super.transaction().setIsolationLevel('serializable');
    const once = builder.execute.bind(builder);
    builder.execute = async (callback) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(callback);
        } catch (error) {
          if (attempt === MOST_ATTEMPTS || !isConflict(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 2 ** Math.min(attempt, 7) * (0.5 + Math.random())));
        }
      }
    };
    return builder;
  }
}

/** True where the database was not to be reached, rather than refusing what was asked of it. */
function isConnectionLoss(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(08...|57P0[123]|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code) ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
      message,
    )
  );
}

/** Serialisation failure or deadlock. */
const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes((error as { code?: string }).code ?? '');

/** True for what the database could not do at that moment and can at another: nothing is wrong with what was asked of it. */
export const isPassing = (error: unknown): boolean => isConnectionLoss(error) || isConflict(error);

/** True where a database has no room to write. */
export const isDiskFull = (error: unknown): boolean =>
  ['53100', 'SQLITE_FULL', 'ENOSPC'].includes((error as { code?: string }).code ?? '');

const unusable = (address: string, error: unknown): InputError =>
  new InputError([
    inputError(
      'database-unusable',
      `The database ${shownAddress(address)} cannot be used: ${error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error)}.`,
      'Check the address, and that the user may make tables in the database.',
    ),
  ]);
