import type { Store } from './open.js';
import type { AccountRow, ApiKeyRow } from './schema.js';

/** Starts a session and throws away those that have run out. */
export function addSession(
  store: Store,
  session: { readonly hash: string; readonly account: string; readonly now: string; readonly expiresAt: string },
): Promise<void> {
  return store.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('session').where('expires_at', '<=', session.now).execute();
    await trx
      .insertInto('session')
      .values({
        hash: session.hash,
        account: session.account,
        created_at: session.now,
        seen_at: session.now,
        expires_at: session.expiresAt,
      })
      .execute();
  });
}

/** The account of a session that still holds. @param idleSince sessions not seen since are over */
export async function accountOfSession(
  store: Store,
  hash: string,
  now: string,
  idleSince: string,
): Promise<(AccountRow & { readonly seenAt: string; readonly expiresAt: string }) | undefined> {
  const row = await store.db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .selectAll('account')
    .select(['session.seen_at as seenAt', 'session.expires_at as expiresAt'])
    .where('session.hash', '=', hash)
    .where('session.expires_at', '>', now)
    .where('session.seen_at', '>', idleSince)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  return row;
}

export async function noteSeen(store: Store, hash: string, now: string): Promise<void> {
  await store.db.updateTable('session').set({ seen_at: now }).where('hash', '=', hash).execute();
}

export async function endSession(store: Store, hash: string): Promise<void> {
  await store.db.deleteFrom('session').where('hash', '=', hash).execute();
}

export const addKey = (store: Store, row: Omit<ApiKeyRow, 'organisation'>): Promise<ApiKeyRow> =>
  store.db
    .insertInto('api_key')
    .values({ ...row, organisation: store.organisation })
    .returningAll()
    .executeTakeFirstOrThrow();

/** A key of any organisation that still holds. */
export const findKey = (store: Store, id: string, now: string): Promise<ApiKeyRow | undefined> =>
  store.db
    .selectFrom('api_key')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();

export const listKeys = (store: Store): Promise<ApiKeyRow[]> =>
  store.db
    .selectFrom('api_key')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();

/** Ends a key; undefined where the organisation has none of that id. */
export const revokeKey = (store: Store, id: string, now: string): Promise<ApiKeyRow | undefined> =>
  store.db
    .updateTable('api_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)) }))
    .where('id', '=', id)
    .where('organisation', '=', store.organisation)
    .returningAll()
    .executeTakeFirst();
