import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Centre } from '../../../src/domain/centre.js';
import type { LeaveDecision } from '../../../src/self-service/decide-leave.js';
import type { SelfRules } from '../../../src/self-service/rules.js';
import { formatInstant, isDate } from '../../../src/time/zone.js';
import type { TimeOffRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import { decisionOn, requestOf, shiftsInside } from '../leave.js';
import { revisionOf } from './plan-changes.js';
import { ShiftSchema } from './roster-differences.js';

const LocalDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'local date' });

export const BalanceSchema = Type.Object({
  year: Type.Integer(),
  grantedMinutes: Type.Integer(),
  usedMinutes: Type.Integer(),
  openMinutes: Type.Integer({ description: 'of requests that are not decided' }),
  leftMinutes: Type.Integer(),
});

/** What the rules say of a request. */
export const DecisionSchema = Type.Object({
  state: Type.String({ enum: ['approved', 'waiting', 'asked', 'refused'] }),
  reasons: Type.Array(Type.String()),
  minutes: Type.Integer(),
  balances: Type.Array(BalanceSchema, { description: 'with the request in them' }),
  tightest: Type.Optional(
    Type.Object({ at: Type.String(), most: Type.Integer(), off: Type.Integer({ description: 'without the request' }) }),
  ),
  chance: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'absent where a planner decides' })),
});

export const decisionView = ({ reasons, balances, tightest, ...rest }: LeaveDecision, zone: string) => ({
  ...rest,
  reasons: [...reasons],
  balances: balances.map((balance) => ({ ...balance })),
  ...(tightest === undefined
    ? {}
    : { tightest: { at: formatInstant(tightest.atMs, zone), most: tightest.most, off: tightest.off } }),
});

export const TimeOffSchema = Type.Object({
  id: Type.String(),
  agent: Type.String(),
  name: Type.String(),
  kind: Type.Optional(Type.String({ description: 'shown to the agent, and with rooster:absence-reason:read' })),
  from: Type.String(),
  to: Type.String(),
  fromMinute: Type.Optional(Type.Integer()),
  toMinute: Type.Optional(Type.Integer()),
  state: Type.String({ enum: ['approved', 'waiting', 'asked', 'refused', 'withdrawn'] }),
  note: Type.Optional(Type.String({ description: 'shown as the kind is' })),
  reason: Type.String(),
  decidedBy: Type.Optional(Type.String()),
  createdAt: Type.String(),
  revision: Type.Integer({ description: 'the ETag' }),
  decision: Type.Optional(DecisionSchema),
  shifts: Type.Array(ShiftSchema, { description: 'published shifts that lie in it' }),
});

/** Asked for or recorded. */
export const TimeOffBody = {
  kind: Type.String({ maxLength: 40 }),
  from: LocalDate,
  to: Type.Unsafe<string>({ ...LocalDate, description: 'last local date, inclusive' }),
  fromMinute: Type.Optional(Type.Integer({ minimum: 0, maximum: 1439, description: 'part of a single day' })),
  toMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
  note: Type.Optional(Type.String({ maxLength: 500 })),
};

export const TimeOffProblems = {
  400: ProblemSchema,
  404: ProblemSchema,
  409: ProblemSchema,
  412: ProblemSchema,
  422: ProblemSchema,
  428: ProblemSchema,
};

type Body = { kind: string; from: string; to: string; fromMinute?: number; toMinute?: number; note?: string };

/** Most days of one absence. */
const MOST_DAYS = 366;

/** A new row as it was asked for, or the problem that says what is wrong with it. */
export function timeOffRow(request: FastifyRequest, agent: string, body: Body): TimeOffRow {
  const { service } = request;
  const { kind, from, to, fromMinute, toMinute, note = '' } = body;
  const wrong = (detail: string): never => {
    throw new HttpProblem(422, 'time-off-dates', 'The dates or times do not fit.', detail);
  };
  if (!isDate(from) || !isDate(to) || from.slice(0, 2) !== '20' || to.slice(0, 2) !== '20')
    wrong('Write existing dates as 2026-11-30.');
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days < 1 || days > MOST_DAYS) wrong(`End on or after the first day, within ${MOST_DAYS} days.`);
  if ((fromMinute === undefined) !== (toMinute === undefined)) wrong('Give both fromMinute and toMinute, or neither.');
  if (fromMinute !== undefined && (days !== 1 || fromMinute >= toMinute!))
    wrong('Minutes are a part of a single day, the first before the last.');
  const at = service.now();
  return {
    id: service.newId(),
    organisation: service.store.organisation,
    agent,
    kind,
    from_date: from,
    to_date: to,
    from_minute: fromMinute ?? null,
    to_minute: toMinute ?? null,
    state: 'asked',
    note,
    reason: '',
    decided_by: null,
    revision: 1,
    created_at: at,
    changed_at: at,
  };
}

/** Requests as the caller may see them: kind and note are for the agent and for who may know reasons. */
export async function timeOffViews(
  request: FastifyRequest,
  centre: Centre,
  rules: SelfRules,
  rows: readonly TimeOffRow[],
  own = false,
): Promise<Type.Static<typeof TimeOffSchema>[]> {
  const { service } = request;
  const reasons = own || request.principal.permissions.has('rooster:absence-reason:read');
  const names = new Map<string, string>(centre.agents.map(({ id, name }) => [id, name]));
  return service.store.db.transaction().execute(async (trx) => {
    const views: Type.Static<typeof TimeOffSchema>[] = [];
    for (const row of rows) {
      const asked = requestOf(row);
      const known = names.has(row.agent);
      const open = known && (row.state === 'asked' || row.state === 'waiting');
      const live = known && (open || row.state === 'approved');
      views.push({
        id: row.id,
        agent: row.agent,
        name: names.get(row.agent) ?? row.agent,
        from: row.from_date,
        to: row.to_date,
        ...(asked.fromMinute === undefined ? {} : { fromMinute: asked.fromMinute, toMinute: asked.toMinute! }),
        state: row.state,
        ...(reasons ? { kind: row.kind, note: row.note } : {}),
        reason: row.reason,
        ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
        createdAt: row.created_at,
        revision: row.revision,
        ...(open
          ? { decision: decisionView(await decisionOn(service, trx, centre, rules, asked, row.id), centre.zone) }
          : {}),
        shifts: live ? await shiftsInside(service, trx, centre, asked) : [],
      });
    }
    return views;
  });
}

/** Refuses a change that was made from another revision. */
export function seen(row: { readonly id: string; readonly revision: number }, ifMatch: string | undefined): void {
  if (revisionOf(ifMatch) === row.revision) return;
  throw new HttpProblem(
    412,
    'request-changed',
    `${row.id} is at revision ${row.revision} by now.`,
    'Read it again and repeat your change.',
  );
}
