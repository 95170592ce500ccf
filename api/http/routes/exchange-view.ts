import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { RosterFile } from '../../../src/schedule/roster-file.js';
import type { Judgement } from '../../../src/self-service/judge.js';
import { changeExchange, findExchange } from '../../db/exchange-store.js';
import type { ExchangeRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import { note } from '../audit.js';
import { republish } from '../published-week.js';
import { PlanChangedSchema } from './plan-changes.js';
import { ShiftSchema } from './roster-differences.js';
import { seen } from './time-off-view.js';

export const VerdictSchema = Type.Object({
  outcome: Type.String({ enum: ['allowed', 'planner', 'refused'] }),
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      blocks: Type.Boolean(),
      agent: Type.Optional(Type.String()),
      rule: Type.Optional(Type.String()),
      text: Type.Object({ en: Type.String(), nl: Type.String() }),
    }),
  ),
  shortHours: Type.Object(
    { before: Type.Number(), after: Type.Number() },
    { description: 'agent-hours short in the week, without and with the exchange' },
  ),
});
export type VerdictView = Type.Static<typeof VerdictSchema>;

export const verdictView = ({ outcome, reasons, shortHours }: Judgement): VerdictView => ({
  outcome,
  reasons: reasons.map(({ text, ...rest }) => ({ ...rest, text: { ...text } })),
  shortHours: { ...shortHours },
});

export const ExchangeSchema = Type.Object({
  id: Type.String(),
  week: Type.String(),
  agent: Type.String({ description: 'who gives the shift away' }),
  name: Type.String(),
  colleague: Type.String(),
  colleagueName: Type.String(),
  shift: ShiftSchema,
  back: Type.Optional(ShiftSchema),
  state: Type.String({
    enum: ['proposed', 'asked', 'done', 'refused', 'withdrawn'],
    description: '`proposed`: the colleague is asked; `asked`: a planner decides',
  }),
  verdict: VerdictSchema,
  reason: Type.String(),
  decidedBy: Type.Optional(Type.String()),
  plan: Type.Optional(Type.String({ description: 'version of the week that it made' })),
  createdAt: Type.String(),
  revision: Type.Integer({ description: 'the ETag' }),
});

export const exchangeView = (
  row: ExchangeRow,
  names: ReadonlyMap<string, string>,
): Type.Static<typeof ExchangeSchema> => ({
  id: row.id,
  week: row.week,
  agent: row.agent,
  name: names.get(row.agent) ?? row.agent,
  colleague: row.colleague,
  colleagueName: names.get(row.colleague) ?? row.colleague,
  shift: JSON.parse(row.shift),
  ...(row.back === null ? {} : { back: JSON.parse(row.back) }),
  state: row.state,
  verdict: JSON.parse(row.verdict),
  reason: row.reason,
  ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
  ...(row.plan_id === null ? {} : { plan: row.plan_id }),
  createdAt: row.created_at,
  revision: row.revision,
});

export const ExchangeProblems = {
  400: ProblemSchema,
  404: ProblemSchema,
  409: Type.Object({ ...ProblemSchema.properties, verdict: Type.Optional(VerdictSchema) }),
  412: PlanChangedSchema,
  422: ProblemSchema,
  428: ProblemSchema,
};

/** The refusal of an exchange, with every reason. */
export const exchangeRefused = (judgement: Judgement): HttpProblem =>
  new HttpProblem(
    409,
    'exchange-refused',
    'The exchange cannot be made.',
    judgement.reasons
      .filter(({ blocks }) => blocks)
      .map(({ text }) => text.en)
      .join(' '),
    { verdict: verdictView(judgement) },
  );

/** Starts of the shift and of the one taken in return, epoch milliseconds. */
export type Starts = [shiftMs: number, backMs: number | undefined];
export const startsOf = ({ shift, back }: Pick<ExchangeRow, 'shift' | 'back'>): Starts => {
  const startOf = (text: string): number => Date.parse((JSON.parse(text) as RosterFile['shifts'][number]).start);
  return [startOf(shift), back === null ? undefined : startOf(back)];
};

/** An exchange of the organisation in the state and at the revision that the caller has seen. */
export async function seenExchange(
  request: FastifyRequest,
  id: string,
  state: ExchangeRow['state'],
  mine: (row: ExchangeRow) => boolean = () => true,
): Promise<ExchangeRow> {
  const row = await findExchange(request.service.store, id);
  if (row === undefined || !mine(row)) throw new HttpProblem(404, 'exchange-unknown', `There is no exchange ${id}.`);
  seen(row, request.headers['if-match']);
  if (row.state !== state) throw new HttpProblem(409, 'exchange-ended', `The exchange is ${row.state}.`);
  return row;
}

const changedMeanwhile = (): HttpProblem =>
  new HttpProblem(412, 'request-changed', 'The exchange has changed meanwhile.', 'Read it again.');

/** Changes an exchange and notes it. */
export async function moveExchange(
  request: FastifyRequest,
  row: ExchangeRow,
  verb: string,
  change: Parameters<typeof changeExchange>[2],
): Promise<ExchangeRow> {
  const changed = await changeExchange(request.service.store.db, row, change, request.service.now());
  if (changed === undefined) throw changedMeanwhile();
  await note(request, verb, 'exchange', row.id);
  return changed;
}

/** Makes an exchange: a new version of the published week, and the exchange done, or neither. */
export async function execute(
  request: FastifyRequest,
  row: ExchangeRow,
  plan: Parameters<typeof republish>[1],
  judgement: Judgement,
  decision: { readonly by: string; readonly reason: string },
): Promise<ExchangeRow> {
  let done: ExchangeRow | undefined;
  const what = row.back === null ? 'given' : 'swapped';
  const reason = `${row.agent} and ${row.colleague}: ${what}. ${decision.reason}`.trim();
  await republish(request, plan, judgement.changes, reason, async (trx, planId) => {
    const change = { state: 'done' as const, decided_by: decision.by, reason: decision.reason, plan_id: planId };
    done = await changeExchange(trx, row, change, request.service.now());
    if (done === undefined) throw changedMeanwhile();
  });
  await note(request, 'execute', 'exchange', row.id, { plan: done!.plan_id });
  return done!;
}
