import type { Store } from './open.js';
import type { IdempotencyRow } from './schema.js';

type Mark = Pick<IdempotencyRow, 'actor' | 'key'>;

/** Says that a request with a key is being done. @returns what is known of the key already, undefined where it is new */
export function claimKey(
  store: Store,
  mark: Mark,
  requestHash: string,
  now: string,
): Promise<IdempotencyRow | undefined> {
  return store.db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('idempotency')
      .selectAll()
      .where('organisation', '=', store.organisation)
      .where('actor', '=', mark.actor)
      .where('key', '=', mark.key)
      .executeTakeFirst();
    if (known !== undefined) return known;
    await trx
      .insertInto('idempotency')
      .values({
        ...mark,
        organisation: store.organisation,
        request_hash: requestHash,
        status: null,
        headers: null,
        body: null,
        created_at: now,
      })
      .execute();
    return undefined;
  });
}

/** Keeps the answer to a request. */
export async function keepAnswer(
  store: Store,
  { actor, key }: Mark,
  answer: { readonly status: number; readonly headers: string; readonly body: string },
): Promise<void> {
  await store.db
    .updateTable('idempotency')
    .set(answer)
    .where('organisation', '=', store.organisation)
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute();
}

/** Forgets a key whose request failed inside, so that it can be sent again. */
export async function forgetKey(store: Store, { actor, key }: Mark): Promise<void> {
  await store.db
    .deleteFrom('idempotency')
    .where('organisation', '=', store.organisation)
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute();
}
