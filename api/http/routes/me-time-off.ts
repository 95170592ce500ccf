import Type from 'typebox';
import { balanceOf } from '../../../src/self-service/balance.js';
import { LeaveKindSchema } from '../../../src/self-service/rules.js';
import { changeTimeOff, findTimeOff, lockedRules, selfRules, spanOf, timeOffRequests } from '../../db/request-store.js';
import type { TimeOffRow } from '../../db/schema.js';
import { HttpProblem } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { agentOf, BY_RULES, decisionOn, letWaitingIn, requestOf } from '../leave.js';
import { ownAgent } from './me.js';
import { IfMatch } from './plan-changes.js';
import {
  BalanceSchema,
  DecisionSchema,
  decisionView,
  seen,
  TimeOffBody,
  TimeOffProblems,
  TimeOffSchema,
  timeOffRow,
  timeOffViews,
} from './time-off-view.js';

const AskBody = Type.Object(TimeOffBody, { additionalProperties: false });
/** Requests that are shown, the newest. */
const MOST_REQUESTS = 100;

/** An agent's own time off: balances, requests, what the rules would say. */
export function meTimeOffRoutes(app: App): void {
  app.get(
    '/me/time-off',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'Own balances and requests, and the kinds of leave there are',
        querystring: Type.Object({
          year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2099, description: 'of the balances' })),
        }),
        response: {
          200: Type.Object({
            kinds: Type.Array(LeaveKindSchema, { description: 'that one may ask for' }),
            noticeDays: Type.Integer(),
            balances: Type.Array(Type.Object({ kind: Type.String(), ...BalanceSchema.properties })),
            requests: Type.Array(TimeOffSchema, { description: 'newest first' }),
          }),
          ...TimeOffProblems,
        },
      },
    },
    async (request) => {
      const { service } = request;
      const { store } = service;
      const { centre } = await centreInUse(service);
      const agent = agentOf(centre, ownAgent(request));
      const contract = centre.contracts.find(({ id }) => id === agent.contract)!;
      const { rules } = await selfRules(store.db, store.organisation);
      const { year = Number(service.now().slice(0, 4)) } = request.query;
      const rows = (await timeOffRequests(store.db, store.organisation, { agent: agent.id })).reverse();
      const imported = centre.timeOff.filter((off) => off.agent === agent.id);
      const firstOf = (absence: string) => rules.leave.kinds.find((kind) => kind.absence === absence)?.id;
      const balances = rules.leave.kinds.flatMap((kind) => {
        const of = (states: readonly TimeOffRow['state'][]) =>
          rows.filter((row) => row.kind === kind.id && states.includes(row.state)).map(spanOf);
        const before = imported.filter((off) => firstOf(off.kind) === kind.id);
        const balance = balanceOf(
          kind,
          agent,
          contract,
          [...before, ...of(['approved'])],
          of(['asked', 'waiting']),
          year,
        );
        return balance === undefined ? [] : [{ kind: kind.id, ...balance }];
      });
      return {
        kinds: rules.leave.kinds.filter(({ by }) => by === 'agent'),
        noticeDays: rules.leave.noticeDays,
        balances,
        requests: await timeOffViews(request, centre, rules, rows.slice(0, MOST_REQUESTS), true),
      };
    },
  );

  app.post(
    '/me/time-off/check',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'What the rules would say of a request: approved at once, waiting and with what chance, or a planner',
        body: AskBody,
        response: { 200: DecisionSchema, ...TimeOffProblems },
      },
    },
    async (request) => {
      const { service } = request;
      const { centre } = await centreInUse(service);
      const agent = agentOf(centre, ownAgent(request));
      const asked = requestOf(timeOffRow(request, agent.id, request.body));
      const { rules } = await selfRules(service.store.db, service.store.organisation);
      const decision = await service.store.db
        .transaction()
        .execute((trx) => decisionOn(service, trx, centre, rules, asked));
      return decisionView(decision, centre.zone);
    },
  );

  app.post(
    '/me/time-off',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Ask for time off; the rules approve it, put it on the waiting list or leave it to a planner',
        body: AskBody,
        response: { 201: TimeOffSchema, ...TimeOffProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { centre } = await centreInUse(service);
      const agent = agentOf(centre, ownAgent(request));
      const row = timeOffRow(request, agent.id, request.body);
      const { rules, stored } = await service.store.db.transaction().execute(async (trx) => {
        const rules = await lockedRules(trx, service.store.organisation, service.now());
        const { state, reasons } = await decisionOn(service, trx, centre, rules, requestOf(row));
        if (state === 'refused')
          throw new HttpProblem(409, reasons[0]!, 'The request cannot be made.', reasons.join(', '));
        const stored = { ...row, state, decided_by: state === 'approved' ? BY_RULES : null };
        await trx.insertInto('time_off_request').values(stored).execute();
        return { rules, stored };
      });
      await note(request, 'ask', 'time-off', stored.id, { state: stored.state });
      const [view] = await timeOffViews(request, centre, rules, [stored], true);
      return reply.code(201).header('etag', `"${stored.revision}"`).send(view!);
    },
  );

  app.post(
    '/me/time-off/:id/withdraw',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Take a request back, approved leave too if it has not begun; the next on the waiting list moves up',
        params: Type.Object({ id: Type.String() }),
        headers: IfMatch,
        response: { 200: TimeOffSchema, ...TimeOffProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { store } = service;
      const { centre } = await centreInUse(service);
      const row = await findTimeOff(store.db, store.organisation, request.params.id);
      if (row === undefined || row.agent !== ownAgent(request))
        throw new HttpProblem(404, 'time-off-unknown', `There is no request ${request.params.id}.`);
      seen(row, request.headers['if-match']);
      const { rules } = await selfRules(store.db, store.organisation);
      const byPlanner = rules.leave.kinds.some(({ id, by }) => id === row.kind && by === 'planner');
      if (byPlanner || row.state === 'refused' || row.state === 'withdrawn')
        throw new HttpProblem(409, 'time-off-ended', `The request is ${row.state}.`);
      if (row.state === 'approved' && row.from_date <= service.now().slice(0, 10))
        throw new HttpProblem(409, 'time-off-begun', 'The leave has begun.', 'Ask a planner.');
      const changed = await changeTimeOff(store.db, row, { state: 'withdrawn' }, service.now());
      if (changed === undefined) throw new HttpProblem(412, 'request-changed', 'The request has changed meanwhile.');
      await note(request, 'withdraw', 'time-off', row.id, { was: row.state });
      await letWaitingIn(request);
      const [view] = await timeOffViews(request, centre, rules, [changed], true);
      return reply.header('etag', `"${changed.revision}"`).send(view!);
    },
  );
}
