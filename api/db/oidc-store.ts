import type { Store } from './open.js';
import type { AccountRow, OidcLoginTable } from './schema.js';

/** Keeps a log-in that has begun and throws away those that never came back. */
export function keepOidcLogin(store: Store, login: OidcLoginTable, now: string): Promise<void> {
  return store.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('oidc_login').where('expires_at', '<=', now).execute();
    await trx.insertInto('oidc_login').values(login).execute();
  });
}

/** Takes a log-in that has begun: the second to ask for the same finds none. */
export const takeOidcLogin = (store: Store, hash: string, now: string): Promise<OidcLoginTable | undefined> =>
  store.db
    .deleteFrom('oidc_login')
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();

/** The account of the organisation that a subject of the provider belongs to. */
export const accountBySubject = (store: Store, subject: string): Promise<AccountRow | undefined> =>
  store.db
    .selectFrom('account')
    .selectAll()
    .where('oidc_subject', '=', subject)
    .where('organisation', '=', store.organisation)
    .executeTakeFirst();
