import type { Store } from './open.js';
import type { NewAccount, OrganisationRow } from './schema.js';

/** Page of organisations by id. */
export const listOrganisations = (store: Store, limit: number, after = ''): Promise<OrganisationRow[]> =>
  store.db.selectFrom('organisation').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute();

/** Adds an organisation with its first admin: both, or what stands against it. */
export function addOrganisation(
  store: Store,
  row: OrganisationRow,
  admin: NewAccount,
): Promise<'added' | 'id-taken' | 'email-taken'> {
  return store.db.transaction().execute(async (trx) => {
    const taken = await trx.selectFrom('account').select('id').where('email', '=', admin.email).executeTakeFirst();
    if (taken !== undefined) return 'email-taken';
    const added = await trx
      .insertInto('organisation')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) return 'id-taken';
    await trx
      .insertInto('account')
      .values({ ...admin, organisation: row.id })
      .execute();
    return 'added';
  });
}
