import { DEFAULT_ORGANISATION, type Store } from './open.js';
import type { AccountRow, NewAccount } from './schema.js';

export const findAccount = (store: Store, id: string): Promise<AccountRow | undefined> =>
  store.db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .where('organisation', '=', store.organisation)
    .executeTakeFirst();

/** The account of any organisation that logs in with an e-mail address. */
export const accountByEmail = (store: Store, email: string): Promise<AccountRow | undefined> =>
  store.db.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst();

/** Page of accounts by id. */
export const listAccounts = (store: Store, limit: number, after = ''): Promise<AccountRow[]> =>
  store.db
    .selectFrom('account')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

/** Adds an account, or undefined where the e-mail address is taken. */
export const addAccount = (store: Store, row: NewAccount): Promise<AccountRow | undefined> =>
  store.db
    .insertInto('account')
    .values({ ...row, organisation: store.organisation })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();

/**
 * Changes an account and ends its sessions, so that what it may do holds from the next request on.
 * @param revision only where it is still this one
 * @returns undefined where there is none, or none of that revision
 */
export function changeAccount(
  store: Store,
  id: string,
  change: Partial<
    Pick<AccountRow, 'name' | 'roles' | 'grants' | 'agent' | 'disabled_at' | 'password' | 'oidc_subject'>
  >,
  revision?: number,
): Promise<AccountRow | undefined> {
  return store.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('account')
      .set((eb) => ({ ...change, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .where('organisation', '=', store.organisation)
      .$if(revision !== undefined, (query) => query.where('revision', '=', revision!))
      .returningAll()
      .executeTakeFirst();
    if (row !== undefined) await trx.deleteFrom('session').where('account', '=', id).execute();
    return row;
  });
}

/** Accounts that can log in and administer the organisation. */
export async function activeAdmins(store: Store): Promise<string[]> {
  const rows = await store.db
    .selectFrom('account')
    .select(['id', 'roles'])
    .where('organisation', '=', store.organisation)
    .where('disabled_at', 'is', null)
    .execute();
  return rows.filter((row) => (JSON.parse(row.roles) as string[]).includes('admin')).map((row) => row.id);
}

/** True as soon as there is an account in the database: the demo mode is over then. */
export const hasAccounts = async (store: Store): Promise<boolean> =>
  (await store.db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;

/** Keeps the hash of a new one-time code in place of any older one. */
export async function keepSetupCode(store: Store, hash: string, createdAt: string): Promise<void> {
  await store.db
    .insertInto('setup_code')
    .values({ one: 1, hash, created_at: createdAt })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ hash, created_at: createdAt }))
    .execute();
}

/**
 * Makes the first admin, uses the code up and names the organisation: all or nothing, once.
 * @returns undefined where the code is wrong or there are accounts already
 */
export function addFirstAdmin(
  store: Store,
  codeHash: string,
  organisationName: string,
  row: NewAccount,
): Promise<AccountRow | undefined> {
  return store.db.transaction().execute(async (trx) => {
    const used = await trx.deleteFrom('setup_code').where('hash', '=', codeHash).executeTakeFirst();
    const any = await trx.selectFrom('account').select('id').limit(1).executeTakeFirst();
    if (used.numDeletedRows === 0n || any !== undefined) return undefined;
    await trx
      .updateTable('organisation')
      .set({ name: organisationName })
      .where('id', '=', DEFAULT_ORGANISATION)
      .execute();
    return trx
      .insertInto('account')
      .values({ ...row, organisation: DEFAULT_ORGANISATION })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

export const organisationOf = (store: Store): Promise<{ id: string; name: string }> =>
  store.db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', '=', store.organisation)
    .executeTakeFirstOrThrow();
