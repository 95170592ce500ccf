import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Roster } from '../../../src/domain/roster.js';
import { centreVersion } from '../../db/centre-store.js';
import { addExchange, exchangesOf } from '../../db/exchange-store.js';
import type { ExchangeRow, PlanRow } from '../../db/schema.js';
import { zoneLookup } from '../../files/plan-documents.js';
import { HttpProblem } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { BY_RULES } from '../leave.js';
import { askWeek, publishedPlan } from '../published-week.js';
import {
  ExchangeProblems,
  ExchangeSchema,
  exchangeRefused,
  exchangeView,
  execute,
  moveExchange,
  type Starts,
  seenExchange,
  startsOf,
  VerdictSchema,
  verdictView,
} from './exchange-view.js';
import { ownAgent } from './me.js';
import { IfMatch } from './plan-changes.js';
import { differenceViews, rosterOf, ShiftSchema } from './roster-differences.js';

const Instant = Type.String({ format: 'date-time', maxLength: 40 });
const Start = Type.Unsafe<string>({ ...Instant, description: 'start of the own shift' });
const ProposeBody = Type.Object(
  {
    week: Type.String({ pattern: '^\\d{4}-W\\d{2}$', description: 'ISO week of the roster' }),
    shift: Start,
    colleague: Type.String({ minLength: 1, maxLength: 100 }),
    back: Type.Optional(
      Type.Unsafe<string>({ ...Instant, description: "start of the colleague's shift taken in return" }),
    ),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
type Proposal = Type.Static<typeof ProposeBody>;
const Id = Type.Object({ id: Type.String() });
/** What an exchange would do, judged against the week as it is published now. */
export async function judged(request: FastifyRequest, plan: PlanRow, from: string, to: string, starts: Starts) {
  const [shiftMs, backMs] = starts;
  const exchange = { from, to, shiftMs, ...(backMs === undefined ? {} : { backMs }) };
  const { answer: judgement, centre } = await askWeek(request, plan, { ask: 'exchange', exchange }, [from, to]);
  return { judgement, centre };
}

export const namesOf = (agents: readonly { readonly id: string; readonly name: string }[]): Map<string, string> =>
  new Map(agents.map(({ id, name }) => [id, name]));

async function proposed(request: FastifyRequest, { week, shift, colleague, back }: Proposal) {
  const plan = await publishedPlan(request.service, week);
  const from = ownAgent(request);
  if (from === colleague) throw new HttpProblem(422, 'colleague-self', 'One cannot exchange with oneself.');
  const starts: Starts = [Date.parse(shift), back === undefined ? undefined : Date.parse(back)];
  return { plan, from, starts, ...(await judged(request, plan, from, colleague, starts)) };
}

/** A shift of a roster in the form of the roster file. */
async function fileShift(request: FastifyRequest, plan: PlanRow, roster: Roster, agent: string, startMs: number) {
  const centre = await centreVersion(request.service.store, plan.centre, plan.centre_version);
  const before = roster.shifts.find((shift) => shift.agent === agent && shift.startMs === startMs)!;
  return differenceViews(roster, [{ agent, before }], zoneLookup(centre))[0]!.before!;
}

/** Exchanges of an agent: what could be done with a shift, proposals, answers. */
export function meExchangeRoutes(app: App): void {
  app.get(
    '/me/exchanges',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'Exchanges that one has proposed or is asked for, newest first',
        response: { 200: Type.Object({ exchanges: Type.Array(ExchangeSchema) }), ...ExchangeProblems },
      },
    },
    async (request) => {
      const agent = ownAgent(request);
      const { centre } = await centreInUse(request.service);
      const rows = await exchangesOf(request.service.store, { agent, limit: 100 });
      const names = namesOf(centre.agents);
      return { exchanges: rows.map((row) => exchangeView(row, names)) };
    },
  );

  app.get(
    '/me/exchanges/ways',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'Who could take an own shift, and for which of theirs it could be swapped: only what is not refused',
        querystring: Type.Object({ week: Type.String({ pattern: '^\\d{4}-W\\d{2}$' }), shift: Start }),
        response: {
          200: Type.Object({
            ways: Type.Array(
              Type.Object({
                colleague: Type.String(),
                name: Type.String(),
                back: Type.Optional(ShiftSchema),
                verdict: VerdictSchema,
              }),
            ),
          }),
          ...ExchangeProblems,
        },
      },
    },
    async (request) => {
      const { service } = request;
      const own = ownAgent(request);
      const plan = await publishedPlan(service, request.query.week);
      const shiftMs = Date.parse(request.query.shift);
      const { answer, centre } = await askWeek(request, plan, { ask: 'ways', own, shiftMs });
      const names = namesOf(centre.agents);
      const roster = await rosterOf(service, plan);
      const ways = await Promise.all(
        answer.map(async ({ colleague, backMs, judgement }) => ({
          colleague,
          name: names.get(colleague)!,
          ...(backMs === undefined ? {} : { back: await fileShift(request, plan, roster, colleague, backMs) }),
          verdict: verdictView(judgement),
        })),
      );
      return { ways };
    },
  );

  app.post(
    '/me/exchanges/check',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'What would be said of an exchange: allowed, refused with every reason, or for a planner to decide',
        body: ProposeBody,
        response: { 200: VerdictSchema, ...ExchangeProblems },
      },
    },
    async (request) => verdictView((await proposed(request, request.body)).judgement),
  );

  app.post(
    '/me/exchanges',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Propose to give a shift to a colleague, or to swap it for one of theirs',
        body: ProposeBody,
        response: { 201: ExchangeSchema, ...ExchangeProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { plan, from, starts, judgement, centre } = await proposed(request, request.body);
      if (judgement.outcome === 'refused') throw exchangeRefused(judgement);
      const [shiftMs, backMs] = starts;
      const { colleague } = request.body;
      const roster = await rosterOf(service, plan);
      const text = async (agent: string, startMs: number): Promise<string> =>
        JSON.stringify(await fileShift(request, plan, roster, agent, startMs));
      const row: ExchangeRow = {
        id: service.newId(),
        organisation: service.store.organisation,
        week: plan.week,
        agent: from,
        colleague,
        shift: await text(from, shiftMs),
        back: backMs === undefined ? null : await text(colleague, backMs),
        state: 'proposed',
        verdict: JSON.stringify(verdictView(judgement)),
        reason: request.body.note ?? '',
        decided_by: null,
        plan_id: null,
        revision: 1,
        created_at: service.now(),
        changed_at: service.now(),
      };
      await addExchange(service.store, row);
      await note(request, 'propose', 'exchange', row.id, { week: row.week });
      return reply
        .code(201)
        .header('etag', '"1"')
        .send(exchangeView(row, namesOf(centre.agents)));
    },
  );

  const answer = (
    verb: 'accept' | 'refuse' | 'withdraw',
    summary: string,
    act: (request: FastifyRequest, id: string, own: string) => Promise<ExchangeRow>,
  ): void => {
    app.post(
      `/me/exchanges/:id/${verb}`,
      {
        config: { permission: 'rooster:own:write' },
        schema: {
          tags: ['self-service'],
          summary,
          params: Id,
          headers: IfMatch,
          response: { 200: ExchangeSchema, ...ExchangeProblems },
        },
      },
      async (request, reply) => {
        const { id } = request.params as Type.Static<typeof Id>;
        const row = await act(request, id, ownAgent(request));
        const { centre } = await centreInUse(request.service);
        return reply.header('etag', `"${row.revision}"`).send(exchangeView(row, namesOf(centre.agents)));
      },
    );
  };

  answer(
    'accept',
    'Agree to what a colleague proposes: it is checked again, then done at once or left to a planner',
    async (request, id, own) => {
      const row = await seenExchange(request, id, 'proposed', ({ colleague }) => colleague === own);
      const plan = await publishedPlan(request.service, row.week);
      const { judgement } = await judged(request, plan, row.agent, row.colleague, startsOf(row));
      if (judgement.outcome === 'refused') throw exchangeRefused(judgement);
      if (judgement.outcome === 'planner')
        return moveExchange(request, row, 'accept', {
          state: 'asked',
          verdict: JSON.stringify(verdictView(judgement)),
        });
      return execute(request, row, plan, judgement, { by: BY_RULES, reason: row.reason });
    },
  );
  answer('refuse', 'Do not agree to what a colleague proposes', async (request, id, own) => {
    const row = await seenExchange(request, id, 'proposed', ({ colleague }) => colleague === own);
    return moveExchange(request, row, 'refuse', { state: 'refused', decided_by: request.principal.id });
  });
  answer('withdraw', 'Take a proposal back that the colleague has not answered', async (request, id, own) => {
    const row = await seenExchange(request, id, 'proposed', ({ agent }) => agent === own);
    return moveExchange(request, row, 'withdraw', { state: 'withdrawn' });
  });
}
