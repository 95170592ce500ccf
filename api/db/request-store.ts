import type { Kysely, Transaction } from 'kysely';
import type { AvailabilityWindow, TimeOff } from '../../src/domain/agent.js';
import type { Centre } from '../../src/domain/centre.js';
import { agentId } from '../../src/domain/ids.js';
import { type ListedWish, type Requests, withRequests } from '../../src/self-service/overlay.js';
import { DEFAULT_RULES, type SelfRules } from '../../src/self-service/rules.js';
import { isoWeekOf } from '../../src/time/week.js';
import { newestCentre, type StoredCentre, saveSnapshot } from './centre-store.js';
import type { Store } from './open.js';
import type { Database, TimeOffRow } from './schema.js';

/** The rules of self-service with the revision that they are; revision 0 = never changed. */
export interface StoredRules {
  readonly rules: SelfRules;
  readonly revision: number;
}

type Db = Kysely<Database> | Transaction<Database>;

export async function selfRules(db: Db, organisation: string): Promise<StoredRules> {
  const row = await db.selectFrom('self_rules').selectAll().where('organisation', '=', organisation).executeTakeFirst();
  return row === undefined
    ? { rules: DEFAULT_RULES, revision: 0 }
    : { rules: JSON.parse(row.body) as SelfRules, revision: row.revision };
}

/**
 * Reads the rules and keeps every other decision of the organisation waiting until the transaction ends, so that two
 * requests cannot take the same last place.
 */
export async function lockedRules(trx: Transaction<Database>, organisation: string, at: string): Promise<SelfRules> {
  const row = await trx
    .insertInto('self_rules')
    .values({ organisation, revision: 0, body: JSON.stringify(DEFAULT_RULES), changed_at: at })
    .onConflict((conflict) => conflict.column('organisation').doUpdateSet({ organisation }))
    .returning('body')
    .executeTakeFirstOrThrow();
  return JSON.parse(row.body) as SelfRules;
}

/** Stores rules made from a revision. @returns undefined where they have been changed since */
export const saveRules = (store: Store, rules: SelfRules, revision: number, at: string): Promise<number | undefined> =>
  store.db.transaction().execute(async (trx) => {
    await lockedRules(trx, store.organisation, at);
    const row = await trx
      .updateTable('self_rules')
      .set({ revision: revision + 1, body: JSON.stringify(rules), changed_at: at })
      .where('organisation', '=', store.organisation)
      .where('revision', '=', revision)
      .returning('revision')
      .executeTakeFirst();
    return row?.revision;
  });

/** Which requests for time off. */
export interface TimeOffFilter {
  readonly agent?: string;
  readonly states?: readonly TimeOffRow['state'][];
  /** Local dates that they touch, inclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

/** Requests for time off, those made first first. */
export const timeOffRequests = (db: Db, organisation: string, filter: TimeOffFilter): Promise<TimeOffRow[]> =>
  db
    .selectFrom('time_off_request')
    .selectAll()
    .where('organisation', '=', organisation)
    .$if(filter.agent !== undefined, (query) => query.where('agent', '=', filter.agent!))
    .$if(filter.states !== undefined, (query) => query.where('state', 'in', filter.states!))
    .$if(filter.from !== undefined, (query) => query.where('to_date', '>=', filter.from!))
    .$if(filter.to !== undefined, (query) => query.where('from_date', '<=', filter.to!))
    .orderBy('created_at')
    .orderBy('id')
    .$if(filter.limit !== undefined, (query) => query.limit(filter.limit!))
    .execute();

export const findTimeOff = (db: Db, organisation: string, id: string): Promise<TimeOffRow | undefined> =>
  db
    .selectFrom('time_off_request')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('id', '=', id)
    .executeTakeFirst();

/** Changes a request that is still at the revision seen. @returns undefined where it is not */
export const changeTimeOff = (
  db: Db,
  row: TimeOffRow,
  change: Partial<Pick<TimeOffRow, 'state' | 'reason' | 'decided_by'>>,
  at: string,
): Promise<TimeOffRow | undefined> =>
  db
    .updateTable('time_off_request')
    .set({ ...change, revision: row.revision + 1, changed_at: at })
    .where('organisation', '=', row.organisation)
    .where('id', '=', row.id)
    .where('revision', '=', row.revision)
    .returningAll()
    .executeTakeFirst();

/** Of requests so far: how many were approved, and how many of those withdrawn again. */
export async function pastRequests(db: Db, organisation: string): Promise<{ approved: number; withdrawn: number }> {
  const rows = await db
    .selectFrom('time_off_request')
    .select((eb) => ['state', eb.fn.countAll().as('count')])
    .where('organisation', '=', organisation)
    .where('state', 'in', ['approved', 'withdrawn'])
    .where('decided_by', 'is not', null)
    .groupBy('state')
    .execute();
  const count = (state: TimeOffRow['state']): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { approved: count('approved') + count('withdrawn'), withdrawn: count('withdrawn') };
}

/** Part of a day where minutes are given. */
export const spanOf = (row: TimeOffRow): Pick<TimeOff, 'fromDate' | 'toDate' | 'fromMinute' | 'toMinute'> => ({
  fromDate: row.from_date,
  toDate: row.to_date,
  ...(row.from_minute === null || row.to_minute === null
    ? {}
    : { fromMinute: row.from_minute, toMinute: row.to_minute }),
});

/** Requests in the words of the centre. */
export function absencesOf(rows: readonly TimeOffRow[], rules: SelfRules): TimeOff[] {
  const absence = new Map(rules.leave.kinds.map((kind) => [kind.id, kind.absence]));
  return rows.map(
    (row): TimeOff => ({ agent: agentId(row.agent), kind: absence.get(row.kind) ?? 'other', ...spanOf(row) }),
  );
}

/** Everything that agents have asked for and been granted, from a local date on. */
async function requestsOf(store: Store, rules: SelfRules, fromDate: string): Promise<Requests> {
  const { db, organisation } = store;
  const approved = await timeOffRequests(db, organisation, { states: ['approved'], from: fromDate });
  const windows = await db
    .selectFrom('own_availability')
    .selectAll()
    .where('organisation', '=', organisation)
    .orderBy('agent')
    .execute();
  const lists = await db
    .selectFrom('wish_list')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('week', '>=', isoWeekOf(fromDate))
    .orderBy('week')
    .orderBy('agent')
    .execute();
  return {
    timeOff: absencesOf(approved, rules),
    availability: new Map(
      windows.map((row) => [row.agent, JSON.parse(row.body) as Omit<AvailabilityWindow, 'agent'>[]]),
    ),
    wishes: lists.map((row) => ({
      agent: agentId(row.agent),
      week: row.week,
      list: JSON.parse(row.body) as ListedWish[],
    })),
  };
}

/** Days before today that requests still count: rest and averages look back. */
const DAYS_BACK = 120;
const daysBefore = (at: string): string => new Date(Date.parse(at) - DAYS_BACK * 86_400_000).toISOString().slice(0, 10);

/** The centre in use with what its agents asked for and were granted. */
export async function centreWithRequests(store: Store, at: string): Promise<StoredCentre | undefined> {
  const stored = await newestCentre(store);
  return stored === undefined ? undefined : { ...stored, centre: await overlaid(store, stored.centre, at) };
}

/** A version of the centre with all requests, for a plan to be made from. */
export async function snapshotForPlan(store: Store, at: string): Promise<StoredCentre | undefined> {
  const stored = await newestCentre(store);
  if (stored === undefined) return undefined;
  const centre = await overlaid(store, stored.centre, at);
  return centre === stored.centre ? stored : saveSnapshot(store, centre, at);
}

/** The same centre where nothing was asked for. */
async function overlaid(store: Store, centre: Centre, at: string): Promise<Centre> {
  const { rules } = await selfRules(store.db, store.organisation);
  const requests = await requestsOf(store, rules, daysBefore(at));
  const none = requests.timeOff.length + requests.availability.size + requests.wishes.length === 0;
  return none ? centre : withRequests(centre, rules, requests);
}
