import type { Centre } from '../../src/domain/centre.js';
import { hashOf } from '../../src/stamp.js';
import type { Store } from './open.js';

/** A stored version of a centre. */
export interface StoredCentre {
  readonly version: number;
  readonly hash: string;
  readonly centre: Centre;
}

/** Stores a centre as a new version, unless the newest one has the same content. */
export async function saveCentre(store: Store, centre: Centre, createdAt: string): Promise<StoredCentre> {
  const newest = await newestCentre(store, centre.name);
  const hash = hashOf(centre);
  if (newest?.hash === hash) return newest;
  const stored = { version: (newest?.version ?? 0) + 1, hash, centre };
  await store.db
    .insertInto('centre')
    .values(rowOf(store, stored, createdAt))
    .execute();
  return stored;
}

/**
 * Stores a centre with what agents asked for, for a plan to be made from. Such snapshots count downwards from -1, so that the
 * versions of the centre itself stay in order. The same content is stored once.
 */
export async function saveSnapshot(store: Store, centre: Centre, createdAt: string): Promise<StoredCentre> {
  const hash = hashOf(centre);
  const own = store.db
    .selectFrom('centre')
    .where('organisation', '=', store.organisation)
    .where('name', '=', centre.name)
    .where('version', '<', 0);
  const known = await own.where('hash', '=', hash).select('version').executeTakeFirst();
  if (known !== undefined) return { version: known.version, hash, centre };
  const last = await own.select((eb) => eb.fn.min('version').as('version')).executeTakeFirst();
  const stored = { version: Number(last?.version ?? 0) - 1, hash, centre };
  await store.db
    .insertInto('centre')
    .values(rowOf(store, stored, createdAt))
    .execute();
  return stored;
}

const rowOf = ({ organisation }: Store, { version, hash, centre }: StoredCentre, createdAt: string) => ({
  organisation,
  name: centre.name,
  version,
  hash,
  data: JSON.stringify(centre),
  created_at: createdAt,
});

/**
 * Stores the next version of a centre, or gives the one there is where nothing has changed.
 * @returns undefined where somebody else has stored a version since `before` was read
 */
export async function saveCentreAfter(
  store: Store,
  before: StoredCentre,
  centre: Centre,
  createdAt: string,
): Promise<StoredCentre | undefined> {
  const hash = hashOf(centre);
  if (before.hash === hash) return before;
  const stored = { version: before.version + 1, hash, centre };
  const row = await store.db
    .insertInto('centre')
    .values(rowOf(store, stored, createdAt))
    .onConflict((conflict) => conflict.columns(['organisation', 'name', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return row === undefined ? undefined : stored;
}

/** Versions of the centre in use, newest first, without their content. */
export const centreVersions = (
  store: Store,
  name: string,
  limit: number,
): Promise<{ version: number; hash: string; created_at: string }[]> =>
  store.db
    .selectFrom('centre')
    .select(['version', 'hash', 'created_at'])
    .where('organisation', '=', store.organisation)
    .where('name', '=', name)
    .where('version', '>', 0)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();

/** Newest version of a centre, or of the one that was changed last where no name is given. */
export async function newestCentre(store: Store, name?: string): Promise<StoredCentre | undefined> {
  const row = await store.db
    .selectFrom('centre')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('version', '>', 0)
    .$if(name !== undefined, (query) => query.where('name', '=', name!))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { version: row.version, hash: row.hash, centre: JSON.parse(row.data) as Centre };
}

/** A certain version of a centre; throws where it was never stored. */
export async function centreVersion(store: Store, name: string, version: number): Promise<Centre> {
  const row = await store.db
    .selectFrom('centre')
    .select('data')
    .where('organisation', '=', store.organisation)
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.data) as Centre;
}
