import { clockMs } from './dialect.js';
import type { Store } from './open.js';
import type { WebhookDeliveryRow, WebhookRow } from './schema.js';

/** Waits between the attempts to deliver, ms; after the last one it is given up. */
const WAITS_MS = [5, 30, 120, 600, 3_600, 21_600, 86_400].map((seconds) => seconds * 1000);
/** A process that takes a delivery says how it went within this time, or another tries. */
const TAKEN_MS = 60_000;

export const addWebhook = (store: Store, row: Omit<WebhookRow, 'organisation' | 'ended_at'>): Promise<WebhookRow> =>
  store.db
    .insertInto('webhook')
    .values({ ...row, organisation: store.organisation, ended_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();

/** Webhooks that are told, by id. */
export const listWebhooks = (store: Store): Promise<WebhookRow[]> =>
  store.db
    .selectFrom('webhook')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();

export const findWebhook = (store: Store, id: string): Promise<WebhookRow | undefined> =>
  store.db
    .selectFrom('webhook')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();

/** Ends a webhook; what waits for it is not sent any more. */
export function endWebhook(store: Store, id: string, at: string): Promise<boolean> {
  return store.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('webhook')
      .set({ ended_at: at })
      .where('organisation', '=', store.organisation)
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    await trx
      .updateTable('webhook_delivery')
      .set({ state: 'failed', answer: 'the webhook was ended' })
      .where('webhook_id', '=', id)
      .where('state', '=', 'waiting')
      .execute();
    return numUpdatedRows > 0n;
  });
}

/** Puts a message into line for every webhook of the organisation that asked for its event, or only for the one named. */
export async function announceEvent(
  store: Store,
  message: { readonly event: string; readonly at: string; readonly body: Readonly<Record<string, unknown>> },
  newId: () => string,
  only?: string,
): Promise<void> {
  const hooks = (await listWebhooks(store)).filter(({ id, events }) =>
    only === undefined ? wants(JSON.parse(events) as string[], message.event) : id === only,
  );
  for (const { id: webhook_id } of hooks) {
    const id = newId();
    await store.db
      .insertInto('webhook_delivery')
      .values({
        id,
        webhook_id,
        event: message.event,
        body: JSON.stringify({ id, event: message.event, at: message.at, ...message.body }),
        state: 'waiting',
        attempt: 0,
        next_ms: 0,
        answer: null,
        created_at: message.at,
      })
      .execute();
  }
}

/** `*` is every event, `plan.*` every one of a resource. */
const wants = (asked: readonly string[], event: string): boolean =>
  asked.some((one) => one === '*' || one === event || (one.endsWith('.*') && event.startsWith(one.slice(0, -1))));

/** Takes the next delivery of any organisation that is due. */
export function takeDelivery(
  store: Store,
): Promise<(WebhookDeliveryRow & { readonly url: string; readonly secret: string }) | undefined> {
  return store.db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('webhook_delivery')
      .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
      .selectAll('webhook_delivery')
      .select(['webhook.url', 'webhook.secret'])
      .where('webhook_delivery.state', '=', 'waiting')
      .where('next_ms', '<=', clockMs(store.db))
      .orderBy('next_ms')
      .orderBy('webhook_delivery.created_at')
      .limit(1)
      .executeTakeFirst();
    if (due === undefined) return undefined;
    await trx
      .updateTable('webhook_delivery')
      .set((eb) => ({ attempt: eb('attempt', '+', 1), next_ms: eb(clockMs(store.db), '+', TAKEN_MS) }))
      .where('id', '=', due.id)
      .execute();
    return { ...due, attempt: due.attempt + 1 };
  });
}

/** Notes how an attempt went. @param answer status or reason, for the people who look after it */
export async function noteDelivery(
  store: Store,
  { id, attempt }: Pick<WebhookDeliveryRow, 'id' | 'attempt'>,
  delivered: boolean,
  answer: string,
): Promise<void> {
  const wait = WAITS_MS[attempt - 1];
  await store.db
    .updateTable('webhook_delivery')
    .set((eb) => ({
      answer,
      state: delivered ? 'delivered' : wait === undefined ? 'failed' : 'waiting',
      next_ms: eb(clockMs(store.db), '+', wait ?? 0),
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** The newest deliveries to a webhook. */
export const deliveriesOf = (store: Store, webhook: string, limit: number): Promise<WebhookDeliveryRow[]> =>
  store.db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', webhook)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
