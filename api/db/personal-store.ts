import type { Transaction } from 'kysely';
import type { Agent } from '../../src/domain/agent.js';
import type { Centre } from '../../src/domain/centre.js';
import { hashOf } from '../../src/stamp.js';
import type { Store } from './open.js';
import type { Database } from './schema.js';

/** What stands in place of a name. */
export const ERASED = 'erased';

/** The newest entry of an agent in any version of a centre: also of one who was taken out of it. */
export async function agentEver({ db, organisation }: Store, agent: string): Promise<Agent | undefined> {
  const versions = await db
    .selectFrom('centre')
    .select('id')
    .where('organisation', '=', organisation)
    .orderBy('id', 'desc')
    .execute();
  for (const { id } of versions) {
    const { data } = await db.selectFrom('centre').select('data').where('id', '=', id).executeTakeFirstOrThrow();
    const entry = (JSON.parse(data) as Centre).agents.find((one) => one.id === agent);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Everything that is kept of an agent beside the centre's own entry, by table. */
export async function personalRows(store: Store, agent: string): Promise<Record<string, readonly object[]>> {
  const { db, organisation } = store;
  const own = <T extends 'notice' | 'calendar_event' | 'time_off_request' | 'own_availability' | 'wish_list'>(
    table: T,
  ) =>
    db
      .selectFrom(table as 'notice')
      .selectAll()
      .where('organisation', '=', organisation)
      .where('agent', '=', agent)
      .execute();
  return {
    accounts: await db
      .selectFrom('account')
      .select(['id', 'email', 'name', 'roles', 'created_at', 'disabled_at', 'oidc_subject'])
      .where('organisation', '=', organisation)
      .where('agent', '=', agent)
      .execute(),
    shifts: await db
      .selectFrom('shift')
      .innerJoin('plan', 'plan.id', 'shift.plan_id')
      .select(['plan.week', 'plan.state', 'shift.date', 'shift.body'])
      .where('plan.organisation', '=', organisation)
      .where('shift.agent', '=', agent)
      .orderBy('shift.start_ms')
      .execute(),
    notices: await own('notice'),
    calendarEvents: await own('calendar_event'),
    timeOffRequests: await own('time_off_request'),
    availability: await own('own_availability'),
    wishes: await own('wish_list'),
    exchanges: await db
      .selectFrom('exchange')
      .selectAll()
      .where('organisation', '=', organisation)
      .where((eb) => eb.or([eb('agent', '=', agent), eb('colleague', '=', agent)]))
      .execute(),
    offers: await db
      .selectFrom('offer_agent')
      .innerJoin('offer', 'offer.id', 'offer_agent.offer_id')
      .select(['offer.id', 'offer.week', 'offer.kind', 'offer_agent.taken_at'])
      .where('offer.organisation', '=', organisation)
      .where('offer_agent.agent', '=', agent)
      .execute(),
  };
}

/**
 * Takes an agent's personal data out of everything that is stored, all or nothing: name and date of birth in every version of
 * the centre and in the files of plans; account, requests, wishes, notices and calendar altogether. Shifts stay under the bare
 * id until their time is over, for hours worked must be kept.
 */
export function eraseAgent(store: Store, agent: string): Promise<void> {
  const { organisation } = store;
  return store.db.transaction().execute(async (trx) => {
    const names = new Set<string>();
    const versions = await trx
      .selectFrom('centre')
      .select(['id', 'data'])
      .where('organisation', '=', organisation)
      .execute();
    for (const { id, data } of versions) {
      const centre = JSON.parse(data) as Centre;
      const entry = centre.agents.find((one) => one.id === agent);
      if (entry === undefined) continue;
      if (entry.name !== ERASED && entry.name.length > 1) names.add(entry.name);
      const next = withoutPerson(centre, agent);
      await trx
        .updateTable('centre')
        .set({ data: JSON.stringify(next), hash: hashOf(next) })
        .where('id', '=', id)
        .execute();
    }
    for (const name of names) await replaceName(trx, organisation, name);
    for (const table of [
      'notice',
      'calendar_feed',
      'calendar_event',
      'time_off_request',
      'own_availability',
      'wish_list',
    ] as const)
      await trx
        .deleteFrom(table as 'notice')
        .where('organisation', '=', organisation)
        .where('agent', '=', agent)
        .execute();
    await trx.deleteFrom('account').where('organisation', '=', organisation).where('agent', '=', agent).execute();
    await trx
      .deleteFrom('exchange')
      .where('organisation', '=', organisation)
      .where((eb) => eb.or([eb('agent', '=', agent), eb('colleague', '=', agent)]))
      .execute();
    await trx
      .deleteFrom('offer_agent')
      .where('agent', '=', agent)
      .where('offer_id', 'in', (eb) => eb.selectFrom('offer').select('id').where('organisation', '=', organisation))
      .execute();
  });
}

function withoutPerson(centre: Centre, agent: string): Centre {
  const others = <T extends { readonly agent: string }>(list: readonly T[]): T[] =>
    list.filter((one) => one.agent !== agent);
  return {
    ...centre,
    agents: centre.agents.map((entry) => {
      if (entry.id !== agent) return entry;
      const { birthDate: _, team: __, ...rest } = entry;
      return { ...rest, name: ERASED };
    }),
    timeOff: others(centre.timeOff),
    availability: others(centre.availability),
    wishes: others(centre.wishes),
    assignments: others(centre.assignments),
    ...(centre.circumstances === undefined ? {} : { circumstances: others(centre.circumstances) }),
  };
}

/** The name as it stands in texts, in JSON and in pages. */
async function replaceName(trx: Transaction<Database>, organisation: string, name: string): Promise<void> {
  const html = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const plans = (eb: { selectFrom: Transaction<Database>['selectFrom'] }) =>
    eb.selectFrom('plan').select('id').where('organisation', '=', organisation);
  for (const text of new Set([name, JSON.stringify(name).slice(1, -1), html, html.replaceAll("'", '&#39;')])) {
    await trx
      .updateTable('plan_document')
      .set(({ fn, val }) => ({ body: fn<string>('replace', ['body', val(text), val(ERASED)]) }))
      .where('plan_id', 'in', plans(trx))
      .execute();
    await trx
      .updateTable('publication')
      .set(({ fn, val }) => ({
        roster: fn<string>('replace', ['roster', val(text), val(ERASED)]),
        cost: fn<string>('replace', ['cost', val(text), val(ERASED)]),
      }))
      .where('plan_id', 'in', plans(trx))
      .execute();
    await trx
      .updateTable('report')
      .set(({ fn, val }) => ({ body: fn<string>('replace', ['body', val(text), val(ERASED)]) }))
      .where('organisation', '=', organisation)
      .execute();
  }
}

export interface Retention {
  /** Local date; plans that end before it go, with their shifts, notices and calendar events. */
  readonly plansBefore: string;
  /** Instants; older lines of the audit trail go, and older keys of requests and messages to webhooks. */
  readonly auditBefore: string;
  readonly messagesBefore: string;
}

/** Deletes what has been kept long enough, in every organisation. @returns how much of what */
export function prune(store: Store, until: Retention): Promise<{ plans: number; audit: number; messages: number }> {
  return store.db.transaction().execute(async (trx) => {
    const old = trx.selectFrom('plan').select('id').where('to_date', '<', until.plansBefore);
    await trx.deleteFrom('notice').where('plan_id', 'in', old).execute();
    await trx.deleteFrom('publication').where('plan_id', 'in', old).execute();
    await trx.updateTable('job').set({ plan_id: null }).where('plan_id', 'in', old).execute();
    const plans = await trx.deleteFrom('plan').where('to_date', '<', until.plansBefore).executeTakeFirst();
    await trx.deleteFrom('calendar_event').where('date', '<', until.plansBefore).execute();
    await trx.deleteFrom('time_off_request').where('to_date', '<', until.plansBefore).execute();
    const audit = await trx.deleteFrom('audit').where('at', '<', until.auditBefore).executeTakeFirst();
    const keys = await trx.deleteFrom('idempotency').where('created_at', '<', until.messagesBefore).executeTakeFirst();
    const messages = await trx
      .deleteFrom('webhook_delivery')
      .where('created_at', '<', until.messagesBefore)
      .where('state', '!=', 'waiting')
      .executeTakeFirst();
    return {
      plans: Number(plans.numDeletedRows),
      audit: Number(audit.numDeletedRows),
      messages: Number(keys.numDeletedRows + messages.numDeletedRows),
    };
  });
}
