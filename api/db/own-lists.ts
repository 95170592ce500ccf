import type { Store } from './open.js';

/** A list that an agent keeps: what stands in it, and the revision that it is; 0 = nothing yet. */
export interface OwnList<T> {
  readonly revision: number;
  readonly list: T;
}

const read = <T>(row: { revision: number; body: string } | undefined, none: T): OwnList<T> =>
  row === undefined ? { revision: 0, list: none } : { revision: row.revision, list: JSON.parse(row.body) as T };

export const ownAvailability = async <T>({ db, organisation }: Store, agent: string, none: T): Promise<OwnList<T>> =>
  read(
    await db
      .selectFrom('own_availability')
      .select(['revision', 'body'])
      .where('organisation', '=', organisation)
      .where('agent', '=', agent)
      .executeTakeFirst(),
    none,
  );

export const ownWishes = async <T>(
  { db, organisation }: Store,
  agent: string,
  week: string,
  none: T,
): Promise<OwnList<T>> =>
  read(
    await db
      .selectFrom('wish_list')
      .select(['revision', 'body'])
      .where('organisation', '=', organisation)
      .where('agent', '=', agent)
      .where('week', '=', week)
      .executeTakeFirst(),
    none,
  );

/** Lists of wishes of everybody for a week. */
export const wishesOfWeek = ({ db, organisation }: Store, week: string) =>
  db
    .selectFrom('wish_list')
    .select(['agent', 'body', 'changed_at'])
    .where('organisation', '=', organisation)
    .where('week', '=', week)
    .orderBy('agent')
    .execute();

/** Keeps windows made from a revision. @returns false where they have been changed since */
export async function saveAvailability(
  { db, organisation }: Store,
  agent: string,
  revision: number,
  list: unknown,
  at: string,
): Promise<boolean> {
  const row = { organisation, agent, revision: revision + 1, body: JSON.stringify(list), changed_at: at };
  const written = await db
    .insertInto('own_availability')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'agent']).doUpdateSet(row).where('own_availability.revision', '=', revision),
    )
    .returning('revision')
    .executeTakeFirst();
  return written !== undefined;
}

/** Keeps wishes made from a revision. @returns false where they have been changed since */
export async function saveWishes(
  { db, organisation }: Store,
  agent: string,
  week: string,
  revision: number,
  list: unknown,
  at: string,
): Promise<boolean> {
  const row = { organisation, agent, week, revision: revision + 1, body: JSON.stringify(list), changed_at: at };
  const written = await db
    .insertInto('wish_list')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'agent', 'week']).doUpdateSet(row).where('wish_list.revision', '=', revision),
    )
    .returning('revision')
    .executeTakeFirst();
  return written !== undefined;
}
