import type { Transaction } from 'kysely';
import type { RosterFile } from '../../src/schedule/roster-file.js';
import { mondayOfIsoWeek } from '../../src/time/week.js';
import { type Announcement, announce } from './announce.js';
import { finishJob, holdJob } from './job-store.js';
import type { Store } from './open.js';
import type { Database, PlanChangeRow, PlanRow, PublicationRow } from './schema.js';

/** A file of a plan as it is stored and served. */
export interface PlanDocument {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

export interface NewPlan {
  readonly plan: PlanRow;
  readonly documents: readonly PlanDocument[];
  readonly shifts: RosterFile['shifts'];
  /** JSON of the forecast behind it, kept as a version of its own. */
  readonly forecast?: string;
  /** Job that made it; marked done in the same transaction. */
  readonly jobId: string;
  /** Attempt that made it: nothing is stored where another one has taken over. Default: whichever. */
  readonly attempt?: number;
  readonly finishedAt: string;
}

const shiftRow = (planId: string, shift: RosterFile['shifts'][number]) => ({
  plan_id: planId,
  agent: shift.agent,
  date: shift.date,
  start_ms: Date.parse(shift.start),
  end_ms: Date.parse(shift.end),
  body: JSON.stringify(shift),
});

/** Rows of one statement: a round to the database each would take longer than the rows. */
const SHIFTS_AT_ONCE = 500;

/** Stores a plan with everything in it, and ends its job: all or nothing. */
export function savePlan(
  store: Store,
  { plan, documents, shifts, forecast, jobId, attempt, finishedAt }: NewPlan,
): Promise<void> {
  return store.db.transaction().execute(async (trx) => {
    await holdJob(trx, jobId, attempt);
    await trx.insertInto('plan').values(plan).execute();
    const rows = documents.map(({ name, contentType, body }) => ({
      plan_id: plan.id,
      name,
      content_type: contentType,
      body,
    }));
    if (rows.length > 0) await trx.insertInto('plan_document').values(rows).execute();
    for (let from = 0; from < shifts.length; from += SHIFTS_AT_ONCE) {
      const some = shifts.slice(from, from + SHIFTS_AT_ONCE).map((shift) => shiftRow(plan.id, shift));
      await trx.insertInto('shift').values(some).execute();
    }
    if (forecast !== undefined)
      await trx
        .insertInto('report')
        .values({
          id: jobId,
          organisation: plan.organisation,
          kind: 'forecast-versions',
          centre: plan.centre,
          centre_version: plan.centre_version,
          from_date: plan.from_date,
          weeks: plan.weeks,
          seed: plan.seed,
          engine_version: plan.engine_version,
          created_at: plan.created_at,
          body: forecast,
        })
        .execute();
    await finishJob(trx, jobId, attempt, { plan_id: plan.id, finished_at: finishedAt });
  });
}

export const findPlan = (store: Store, id: string): Promise<PlanRow | undefined> =>
  store.db
    .selectFrom('plan')
    .selectAll()
    .where('id', '=', id)
    .where('organisation', '=', store.organisation)
    .executeTakeFirst();

/**
 * The plan that stands for a week: the published one, else the newest draft; one of several weeks stands for each of them. Of the newest
 * week where none is named.
 */
export async function planOfWeek(store: Store, week?: string): Promise<PlanRow | undefined> {
  const monday = week === undefined ? undefined : mondayOfIsoWeek(week);
  if (week !== undefined && monday === undefined) return undefined;
  return store.db
    .selectFrom('plan')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('state', '!=', 'withdrawn')
    .$if(monday !== undefined, (query) => query.where('from_date', '<=', monday!).where('to_date', '>', monday!))
    .$if(week === undefined, (query) => query.orderBy('from_date', 'desc'))
    .orderBy((eb) => eb.case().when('state', '=', 'published').then(0).else(1).end())
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Weeks that have a plan that stands, in order. */
export async function plannedWeeks(store: Store, from: string, to: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom('plan')
    .select('week')
    .distinct()
    .where('organisation', '=', store.organisation)
    .where('state', '!=', 'withdrawn')
    .where('week', '>=', from)
    .where('week', '<=', to)
    .orderBy('week')
    .execute();
  return rows.map(({ week }) => week);
}

/** Page of plans, newest first, of one week where named; `before` is the id that the last page ended with. */
export async function listPlans(store: Store, limit: number, before?: string, week?: string): Promise<PlanRow[]> {
  const mark = before === undefined ? undefined : await findPlan(store, before);
  return store.db
    .selectFrom('plan')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .$if(week !== undefined, (query) => query.where('week', '=', week!))
    .$if(mark !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('created_at', '<', mark!.created_at),
          eb.and([eb('created_at', '=', mark!.created_at), eb('id', '<', mark!.id)]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function planDocument(store: Store, planId: string, name: string): Promise<PlanDocument | undefined> {
  const row = await store.db
    .selectFrom('plan_document')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? undefined : { name: row.name, contentType: row.content_type, body: row.body };
}

/** Shifts of one agent in a plan, JSON texts in order of time. */
export async function shiftsOfAgent(store: Store, planId: string, agent: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom('shift')
    .select('body')
    .where('plan_id', '=', planId)
    .where('agent', '=', agent)
    .orderBy('start_ms')
    .execute();
  return rows.map((row) => row.body);
}

/** Result of a change that wants to see the version it was made from. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly plan: PlanRow; readonly publication: PublicationRow }
  | { readonly kind: 'changed'; readonly plan: PlanRow }
  | { readonly kind: 'state'; readonly plan: PlanRow }
  /** The week was published anew since the draft was copied from it; `standing` is what would be lost. */
  | { readonly kind: 'overtaken'; readonly plan: PlanRow; readonly standing: PlanRow }
  /** `standing` is published for weeks that the draft has and for weeks that it has not. */
  | { readonly kind: 'overlaps'; readonly plan: PlanRow; readonly standing: PlanRow };

type ChangeOutcome<Kind extends string> =
  | Extract<PublishOutcome, { kind: 'changed' | 'state' }>
  | { readonly kind: Kind; readonly plan: PlanRow };

/** Roster and cost estimate as they are kept with a publication. */
export interface Frozen {
  readonly roster: string;
  readonly cost: string;
  readonly costMinor: number;
  readonly currency: string;
}

const currentPlan = (trx: Transaction<Database>, id: string): Promise<PlanRow> =>
  trx.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/**
 * Publishes a draft: freezes its roster and cost estimate as they are and marks the plan. Earlier publications of its
 * weeks are withdrawn but kept.
 * @param revision revision the caller has seen; another one gives `changed`
 * @param over standing plan that the caller means to replace although the draft was copied from an earlier one
 */
export function publishPlan(
  store: Store,
  plan: PlanRow,
  revision: number,
  frozen: Frozen,
  announcement: Announcement,
  over?: string,
): Promise<PublishOutcome> {
  return store.db.transaction().execute(async (trx): Promise<PublishOutcome> => {
    const current = await currentPlan(trx, plan.id);
    if (current.revision !== revision) return { kind: 'changed', plan: current };
    if (current.state !== 'draft') return { kind: 'state', plan: current };
    for (const standing of await standingPlans(trx, current)) {
      if (standing.from_date < current.from_date || standing.to_date > current.to_date)
        return { kind: 'overlaps', plan: current, standing };
      if (current.copied_from !== null && standing.id !== current.copied_from && standing.id !== over)
        return { kind: 'overtaken', plan: current, standing };
    }
    return publishDraft(trx, current, frozen, announcement);
  });
}

/** The published plans of the same centre that share weeks with a plan. */
const standingPlans = (trx: Transaction<Database>, plan: PlanRow): Promise<PlanRow[]> =>
  trx
    .selectFrom('plan')
    .selectAll()
    .where('organisation', '=', plan.organisation)
    .where('centre', '=', plan.centre)
    .where('from_date', '<=', plan.to_date)
    .where('to_date', '>=', plan.from_date)
    .where('state', '=', 'published')
    .orderBy('from_date')
    .execute();

async function publishDraft(
  trx: Transaction<Database>,
  draft: PlanRow,
  frozen: Frozen,
  announcement: Announcement,
): Promise<Extract<PublishOutcome, { kind: 'published' }>> {
  const earlier = await standingPlans(trx, draft);
  for (const plan of earlier) await setState(trx, plan, { state: 'withdrawn' });
  const published = await setState(trx, draft, { state: 'published', published_at: announcement.at });
  const publication = await trx
    .insertInto('publication')
    .values({
      plan_id: draft.id,
      week: draft.week,
      published_at: announcement.at,
      roster: frozen.roster,
      cost: frozen.cost,
      cost_minor: frozen.costMinor,
      currency: frozen.currency,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(
    trx,
    published,
    earlier.map(({ id }) => id),
    announcement,
  );
  return { kind: 'published', plan: published, publication };
}

/** Changes a plan and gives it the next revision. */
const setState = (
  trx: Transaction<Database>,
  plan: PlanRow,
  change: Partial<Pick<PlanRow, 'state' | 'published_at'>>,
): Promise<PlanRow> =>
  trx
    .updateTable('plan')
    .set({ ...change, revision: plan.revision + 1 })
    .where('id', '=', plan.id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** What was published of a plan, frozen. */
export const publicationOf = (store: Store, planId: string): Promise<PublicationRow | undefined> =>
  store.db.selectFrom('publication').selectAll().where('plan_id', '=', planId).executeTakeFirst();

/** Takes a published week back: agents no longer see it. */
export function withdrawPlan(
  store: Store,
  plan: PlanRow,
  revision: number,
  announcement: Announcement,
): Promise<ChangeOutcome<'withdrawn'>> {
  return store.db.transaction().execute(async (trx): Promise<ChangeOutcome<'withdrawn'>> => {
    const current = await currentPlan(trx, plan.id);
    if (current.revision !== revision) return { kind: 'changed', plan: current };
    if (current.state !== 'published') return { kind: 'state', plan: current };
    const withdrawn = await setState(trx, current, { state: 'withdrawn' });
    await announce(trx, undefined, [plan.id], announcement);
    return { kind: 'withdrawn', plan: withdrawn };
  });
}

/** What an edit changes in the database. */
export interface PlanEdit {
  readonly documents: readonly PlanDocument[];
  readonly removed: readonly { readonly agent: string; readonly start: string }[];
  readonly added: RosterFile['shifts'];
  readonly differences: unknown;
  readonly author: string;
  readonly reason: string;
  readonly at: string;
}

/** Writes an edit of a draft that was made from `revision`: all or nothing. */
export function editPlan(
  store: Store,
  plan: PlanRow,
  revision: number,
  edit: PlanEdit,
): Promise<ChangeOutcome<'edited'>> {
  return store.db.transaction().execute(async (trx): Promise<ChangeOutcome<'edited'>> => {
    const current = await currentPlan(trx, plan.id);
    if (current.revision !== revision) return { kind: 'changed', plan: current };
    if (current.state !== 'draft') return { kind: 'state', plan: current };
    return { kind: 'edited', plan: await writeEdit(trx, current, edit) };
  });
}

async function writeEdit(trx: Transaction<Database>, plan: PlanRow, edit: PlanEdit): Promise<PlanRow> {
  for (const { name, body } of edit.documents) {
    await trx
      .updateTable('plan_document')
      .set({ body })
      .where('plan_id', '=', plan.id)
      .where('name', '=', name)
      .execute();
  }
  for (const { agent, start } of edit.removed) {
    await trx
      .deleteFrom('shift')
      .where('plan_id', '=', plan.id)
      .where('agent', '=', agent)
      .where('start_ms', '=', Date.parse(start))
      .execute();
  }
  for (const shift of edit.added) await trx.insertInto('shift').values(shiftRow(plan.id, shift)).execute();
  const edited = await setState(trx, plan, {});
  await trx
    .insertInto('plan_change')
    .values({
      plan_id: plan.id,
      revision: edited.revision,
      at: edit.at,
      author: edit.author,
      reason: edit.reason,
      differences: JSON.stringify(edit.differences),
    })
    .execute();
  return edited;
}

/** A change of a published week: a new version of it, published at once. */
export interface PublishedChange {
  /** Id of the new version. */
  readonly id: string;
  readonly edit: PlanEdit;
  readonly frozen: Frozen;
  readonly announcement: Announcement;
  /** What is written with it, all or nothing. */
  readonly together: (trx: Transaction<Database>, planId: string) => Promise<void>;
}

/** Publishes an edited copy in place of a published plan that is still as it was read; else `changed` and nothing is done. */
export function changePublished(
  store: Store,
  plan: PlanRow,
  { id, edit, frozen, announcement, together }: PublishedChange,
): Promise<Extract<PublishOutcome, { kind: 'published' | 'changed' }>> {
  return store.db.transaction().execute(async (trx) => {
    const current = await currentPlan(trx, plan.id);
    if (current.revision !== plan.revision || current.state !== 'published') return { kind: 'changed', plan: current };
    const copy = await writeCopy(trx, current, id, announcement.at);
    const published = await publishDraft(trx, await writeEdit(trx, copy, edit), frozen, announcement);
    await together(trx, id);
    return published;
  });
}

/** Edits of a plan after a revision, in order. */
export const changesSince = (store: Store, planId: string, revision: number): Promise<PlanChangeRow[]> =>
  store.db
    .selectFrom('plan_change')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('revision', '>', revision)
    .orderBy('revision')
    .execute();

/** A new draft with everything that a plan holds. */
export const copyPlan = (store: Store, plan: PlanRow, id: string, createdAt: string): Promise<PlanRow> =>
  store.db.transaction().execute((trx) => writeCopy(trx, plan, id, createdAt));

async function writeCopy(trx: Transaction<Database>, plan: PlanRow, id: string, createdAt: string): Promise<PlanRow> {
  const copy = await trx
    .insertInto('plan')
    .values({
      ...plan,
      id,
      state: 'draft',
      revision: 1,
      created_at: createdAt,
      published_at: null,
      copied_from: plan.id,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('plan_document')
    .columns(['plan_id', 'name', 'content_type', 'body'])
    .expression((eb) =>
      eb
        .selectFrom('plan_document')
        .select([eb.val(id).as('plan_id'), 'name', 'content_type', 'body'])
        .where('plan_id', '=', plan.id),
    )
    .execute();
  await trx
    .insertInto('shift')
    .columns(['plan_id', 'agent', 'date', 'start_ms', 'end_ms', 'body'])
    .expression((eb) =>
      eb
        .selectFrom('shift')
        .select([eb.val(id).as('plan_id'), 'agent', 'date', 'start_ms', 'end_ms', 'body'])
        .where('plan_id', '=', plan.id),
    )
    .execute();
  return copy;
}

/** Published shifts of one agent that touch a stretch of time, JSON texts in order of time. */
export async function publishedShifts(store: Store, agent: string, fromMs: number, toMs: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('plan')
    .innerJoin('shift', 'shift.plan_id', 'plan.id')
    .select('shift.body')
    .where('plan.organisation', '=', store.organisation)
    .where('plan.state', '=', 'published')
    .where('shift.agent', '=', agent)
    .where('shift.end_ms', '>', fromMs)
    .where('shift.start_ms', '<', toMs)
    .orderBy('shift.start_ms')
    .execute();
  return rows.map((row) => row.body);
}

/** The same of several agents at once, by agent, without those of one plan. */
export async function publishedShiftsByAgent(
  store: Store,
  agents: readonly string[],
  fromMs: number,
  toMs: number,
  except: string,
): Promise<Map<string, string[]>> {
  const rows = await store.db
    .selectFrom('plan')
    .innerJoin('shift', 'shift.plan_id', 'plan.id')
    .select(['shift.agent', 'shift.body'])
    .where('plan.organisation', '=', store.organisation)
    .where('plan.state', '=', 'published')
    .where('plan.id', '!=', except)
    .where('shift.agent', 'in', agents)
    .where('shift.end_ms', '>', fromMs)
    .where('shift.start_ms', '<', toMs)
    .orderBy('shift.start_ms')
    .execute();
  const texts = new Map<string, string[]>(agents.map((agent) => [agent, []]));
  for (const { agent, body } of rows) texts.get(agent)!.push(body);
  return texts;
}
