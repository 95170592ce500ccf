import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../api/db/open.js';
import { newDatabase, type OwnPostgres, startPostgres } from './postgres.js';

/** Place of a new database for the tests of the API: a file, or on the server that `TEST_POSTGRES` is the address of. */
export function newPlace(folder: string): Promise<string> {
  const server = process.env.TEST_POSTGRES;
  return server === undefined ? Promise.resolve(join(folder, 'test.db')) : newDatabase(server);
}

/** A kind of database that a suite runs on. */
export interface StoreKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Place of a new, empty database, for `openStore`. */
  readonly place: () => Promise<string>;
  readonly open: () => Promise<Store>;
}

/** Both kinds where PostgreSQL can be started; `close` takes everything away. */
export async function storeKinds(
  what: string,
): Promise<{ kinds: readonly StoreKind[]; postgres?: OwnPostgres; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-stores-'));
  let files = 0;
  const kind = (name: StoreKind['name'], place: () => Promise<string>): StoreKind => ({
    name,
    place,
    open: async () => openStore(await place()),
  });
  const postgres = await startPostgres(`${what} on PostgreSQL`);
  return {
    kinds: [
      kind('SQLite', async () => join(folder, `${++files}.db`)),
      ...(postgres === undefined ? [] : [kind('PostgreSQL', () => postgres.newDatabase())]),
    ],
    ...(postgres === undefined ? {} : { postgres }),
    close: async () => {
      await postgres?.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
