import type { Transaction } from 'kysely';
import type { RosterChange } from '../../src/schedule/edit-roster.js';
import type { Store } from './open.js';
import type { Database, OfferRow } from './schema.js';

export interface OfferTo {
  readonly agent: string;
  readonly changes: readonly RosterChange[];
}

/** An offer with how many have taken it, and what it means to one agent where it was asked for by agent. */
export interface KnownOffer extends OfferRow {
  readonly taken: number;
  readonly people: number;
}

/** Stores an offer with everybody it goes to. */
export const addOffer = ({ db }: Store, offer: OfferRow, agents: readonly OfferTo[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.insertInto('offer').values(offer).execute();
    for (const { agent, changes } of agents)
      await trx
        .insertInto('offer_agent')
        .values({ offer_id: offer.id, agent, changes: JSON.stringify(changes), taken_at: null, plan_id: null })
        .execute();
  });

const offers = ({ db, organisation }: Store) =>
  db
    .selectFrom('offer')
    .selectAll('offer')
    .select((eb) => [
      eb
        .selectFrom('offer_agent')
        .select((own) => own.fn.count<number>('taken_at').as('n'))
        .whereRef('offer_agent.offer_id', '=', 'offer.id')
        .as('taken'),
      eb
        .selectFrom('offer_agent')
        .select((own) => own.fn.countAll<number>().as('n'))
        .whereRef('offer_agent.offer_id', '=', 'offer.id')
        .as('people'),
    ])
    .where('offer.organisation', '=', organisation);

const known = (row: OfferRow & { taken: number | null; people: number | null }): KnownOffer => ({
  ...row,
  taken: Number(row.taken ?? 0),
  people: Number(row.people ?? 0),
});

/** Offers of a week, newest first. */
export const offersOfWeek = async (store: Store, week: string): Promise<KnownOffer[]> =>
  (await offers(store).where('week', '=', week).orderBy('created_at', 'desc').orderBy('offer.id').execute()).map(known);

export async function findOffer(store: Store, id: string): Promise<KnownOffer | undefined> {
  const row = await offers(store).where('offer.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : known(row);
}

/** Offers to an agent, newest first, with what each means for them. */
export async function offersTo(
  store: Store,
  agent: string,
  limit: number,
): Promise<(KnownOffer & { readonly changes: string; readonly taken_at: string | null })[]> {
  const rows = await offers(store)
    .innerJoin('offer_agent as own', 'own.offer_id', 'offer.id')
    .select(['own.changes', 'own.taken_at'])
    .where('own.agent', '=', agent)
    .orderBy('created_at', 'desc')
    .orderBy('offer.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...known(row), changes: row.changes, taken_at: row.taken_at }));
}

/**
 * Takes a place of an offer inside the transaction that changes the roster. The offer's row is written first, so that two
 * cannot count the same last place as free. @returns false where none is left, or the offer is over
 */
export async function takePlace(
  trx: Transaction<Database>,
  offer: OfferRow,
  agent: string,
  planId: string,
  at: string,
): Promise<boolean> {
  const open = await trx
    .updateTable('offer')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', offer.id)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('places')
    .executeTakeFirst();
  if (open === undefined) return false;
  const { taken } = await trx
    .selectFrom('offer_agent')
    .select((eb) => eb.fn.count('taken_at').as('taken'))
    .where('offer_id', '=', offer.id)
    .executeTakeFirstOrThrow();
  if (Number(taken) >= open.places) return false;
  const mine = await trx
    .updateTable('offer_agent')
    .set({ taken_at: at, plan_id: planId })
    .where('offer_id', '=', offer.id)
    .where('agent', '=', agent)
    .where('taken_at', 'is', null)
    .returning('agent')
    .executeTakeFirst();
  return mine !== undefined;
}

/** Ends an offer that is still at the revision seen; places that are taken stay taken. */
export const withdrawOffer = ({ db }: Store, offer: OfferRow, at: string): Promise<{ revision: number } | undefined> =>
  db
    .updateTable('offer')
    .set({ withdrawn_at: at, revision: offer.revision + 1 })
    .where('id', '=', offer.id)
    .where('revision', '=', offer.revision)
    .returning('revision')
    .executeTakeFirst();
