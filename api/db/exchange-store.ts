import type { Kysely, Transaction } from 'kysely';
import type { Store } from './open.js';
import type { Database, ExchangeRow } from './schema.js';

/** Exchanges that an agent is part of, or all of them; newest first. */
export const exchangesOf = (
  { db, organisation }: Store,
  filter: { readonly agent?: string; readonly state?: ExchangeRow['state']; readonly limit: number },
): Promise<ExchangeRow[]> =>
  db
    .selectFrom('exchange')
    .selectAll()
    .where('organisation', '=', organisation)
    .$if(filter.agent !== undefined, (query) =>
      query.where((eb) => eb.or([eb('agent', '=', filter.agent!), eb('colleague', '=', filter.agent!)])),
    )
    .$if(filter.state !== undefined, (query) => query.where('state', '=', filter.state!))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();

export const findExchange = ({ db, organisation }: Store, id: string): Promise<ExchangeRow | undefined> =>
  db
    .selectFrom('exchange')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('id', '=', id)
    .executeTakeFirst();

export const addExchange = async ({ db }: Store, row: ExchangeRow): Promise<void> => {
  await db.insertInto('exchange').values(row).execute();
};

/** Changes an exchange that is still at the revision seen. @returns undefined where it is not */
export const changeExchange = (
  db: Kysely<Database> | Transaction<Database>,
  row: ExchangeRow,
  change: Partial<Pick<ExchangeRow, 'state' | 'reason' | 'decided_by' | 'plan_id' | 'verdict'>>,
  at: string,
): Promise<ExchangeRow | undefined> =>
  db
    .updateTable('exchange')
    .set({ ...change, revision: row.revision + 1, changed_at: at })
    .where('organisation', '=', row.organisation)
    .where('id', '=', row.id)
    .where('revision', '=', row.revision)
    .returningAll()
    .executeTakeFirst();
