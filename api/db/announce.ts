import type { Transaction } from 'kysely';
import { eventUid } from '../../src/schedule/event-uid.js';
import type { RosterFile } from '../../src/schedule/roster-file.js';
import type { Database, PlanRow } from './schema.js';

type FileShift = RosterFile['shifts'][number];

/** What agents are told with a publication. */
export interface Announcement {
  readonly at: string;
  readonly reason: string;
  /** Instant until which changes come on short notice, epoch milliseconds. */
  readonly noticeUntilMs: number;
}

/** What became of one shift of an agent, in the form of the roster file. */
interface Difference {
  readonly before?: FileShift;
  readonly after?: FileShift;
}

/**
 * Tells every agent concerned what is new in a week, and brings their calendar events up to date, inside the transaction
 * that publishes. @param plan what is published now; undefined for a week taken back @param earlier ids of what stood before
 */
export async function announce(
  trx: Transaction<Database>,
  plan: PlanRow | undefined,
  earlier: readonly string[],
  announcement: Announcement,
): Promise<void> {
  const [before, after] = [
    await shiftsByAgent(trx, earlier),
    await shiftsByAgent(trx, plan === undefined ? [] : [plan.id]),
  ];
  const about =
    plan ?? (await trx.selectFrom('plan').selectAll().where('id', '=', earlier[0]!).executeTakeFirstOrThrow());
  const kind = plan === undefined ? 'withdrawn' : earlier.length === 0 ? 'published' : 'changed';
  for (const agent of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const differences = differencesOf(before.get(agent) ?? [], after.get(agent) ?? []);
    if (differences.length === 0) continue;
    const short = differences.some(({ before: was, after: is }) =>
      [was, is].some((shift) => shift !== undefined && Date.parse(shift.start) < announcement.noticeUntilMs),
    );
    await trx
      .insertInto('notice')
      .values({
        organisation: about.organisation,
        agent,
        week: about.week,
        plan_id: about.id,
        kind,
        at: announcement.at,
        reason: announcement.reason,
        short_notice: short ? 1 : 0,
        differences: JSON.stringify(kind === 'published' ? [] : differences),
        acknowledged_at: null,
      })
      .execute();
    await updateEvents(trx, about, agent, after.get(agent) ?? [], announcement.at);
  }
}

async function shiftsByAgent(trx: Transaction<Database>, plans: readonly string[]): Promise<Map<string, FileShift[]>> {
  const agents = new Map<string, FileShift[]>();
  if (plans.length === 0) return agents;
  const rows = await trx
    .selectFrom('shift')
    .select(['agent', 'body'])
    .where('plan_id', 'in', plans)
    .orderBy('agent')
    .orderBy('start_ms')
    .execute();
  for (const { agent, body } of rows) {
    const list = agents.get(agent);
    const shift = JSON.parse(body) as FileShift;
    if (list === undefined) agents.set(agent, [shift]);
    else list.push(shift);
  }
  return agents;
}

function byUid(shifts: readonly FileShift[]): Map<string, FileShift> {
  const count = new Map<string, number>();
  const events = new Map<string, FileShift>();
  for (const shift of shifts) {
    const n = count.get(shift.date) ?? 0;
    count.set(shift.date, n + 1);
    events.set(eventUid(shift.date, n, shift.agent), shift);
  }
  return events;
}

function differencesOf(before: readonly FileShift[], after: readonly FileShift[]): Difference[] {
  const [old, now] = [byUid(before), byUid(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((uid) => JSON.stringify(old.get(uid)) !== JSON.stringify(now.get(uid)))
    .map((uid) => ({
      ...(old.has(uid) ? { before: old.get(uid)! } : {}),
      ...(now.has(uid) ? { after: now.get(uid)! } : {}),
    }));
}

/** Events of the plan's dates: changed ones go up in sequence, those that are gone are cancelled, never removed. */
async function updateEvents(
  trx: Transaction<Database>,
  plan: PlanRow,
  agent: string,
  shifts: readonly FileShift[],
  at: string,
): Promise<void> {
  const wanted = byUid(shifts);
  const known = await trx
    .selectFrom('calendar_event')
    .selectAll()
    .where('organisation', '=', plan.organisation)
    .where('agent', '=', agent)
    .where('date', '>=', plan.from_date)
    .where('date', '<=', plan.to_date)
    .execute();
  for (const event of known) {
    const shift = wanted.get(event.uid);
    const body = shift === undefined ? event.body : JSON.stringify(shift);
    const cancelled = shift === undefined ? 1 : 0;
    wanted.delete(event.uid);
    if (body === event.body && cancelled === event.cancelled) continue;
    await trx
      .updateTable('calendar_event')
      .set({ body, cancelled, changed_at: at, sequence: event.sequence + 1 })
      .where('organisation', '=', plan.organisation)
      .where('agent', '=', agent)
      .where('uid', '=', event.uid)
      .execute();
  }
  for (const [uid, shift] of wanted) {
    await trx
      .insertInto('calendar_event')
      .values({
        organisation: plan.organisation,
        agent,
        uid,
        date: shift.date,
        sequence: 0,
        cancelled: 0,
        changed_at: at,
        body: JSON.stringify(shift),
      })
      .execute();
  }
}
