import type { Store } from './open.js';
import type { CalendarEventRow, NoticeRow } from './schema.js';

/** Notices to an agent, newest first. */
export const noticesOf = (store: Store, agent: string, limit: number, before?: number): Promise<NoticeRow[]> =>
  store.db
    .selectFrom('notice')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('agent', '=', agent)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** Notes that the agent has seen a notice; the first time counts. Undefined where the agent has no such notice. */
export const acknowledge = (store: Store, agent: string, id: number, at: string): Promise<NoticeRow | undefined> =>
  store.db
    .updateTable('notice')
    .set((eb) => ({ acknowledged_at: eb.fn.coalesce('acknowledged_at', eb.val(at)) }))
    .where('organisation', '=', store.organisation)
    .where('agent', '=', agent)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

/** Notices of a week, for the planner: who has acknowledged what. */
export const noticesOfWeek = (store: Store, week: string): Promise<NoticeRow[]> =>
  store.db
    .selectFrom('notice')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('week', '=', week)
    .orderBy('id')
    .execute();

/** Gives an agent a calendar address in place of any older one. */
export function replaceFeed(store: Store, agent: string, hash: string, at: string): Promise<void> {
  return store.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('calendar_feed')
      .set({ revoked_at: at })
      .where('organisation', '=', store.organisation)
      .where('agent', '=', agent)
      .where('revoked_at', 'is', null)
      .execute();
    await trx
      .insertInto('calendar_feed')
      .values({ hash, organisation: store.organisation, agent, created_at: at, revoked_at: null })
      .execute();
  });
}

/** Ends the agent's calendar address. @returns false where there was none */
export async function revokeFeed(store: Store, agent: string, at: string): Promise<boolean> {
  const result = await store.db
    .updateTable('calendar_feed')
    .set({ revoked_at: at })
    .where('organisation', '=', store.organisation)
    .where('agent', '=', agent)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whose calendar an address is, of any organisation. */
export const feedOf = (store: Store, hash: string): Promise<{ organisation: string; agent: string } | undefined> =>
  store.db
    .selectFrom('calendar_feed')
    .select(['organisation', 'agent'])
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

/** Events of an agent's calendar from a date on, cancelled ones too. */
export const eventsOf = (store: Store, agent: string, fromDate: string): Promise<CalendarEventRow[]> =>
  store.db
    .selectFrom('calendar_event')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('agent', '=', agent)
    .where('date', '>=', fromDate)
    .orderBy('date')
    .orderBy('uid')
    .execute();
