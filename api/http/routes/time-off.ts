import Type from 'typebox';
import { changeTimeOff, findTimeOff, selfRules, timeOffRequests } from '../../db/request-store.js';
import { HttpProblem } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { agentOf, letWaitingIn } from '../leave.js';
import { IfMatch } from './plan-changes.js';
import { seen, TimeOffBody, TimeOffProblems, TimeOffSchema, timeOffRow, timeOffViews } from './time-off-view.js';

const State = Type.String({ enum: ['approved', 'waiting', 'asked', 'refused', 'withdrawn'] });
const STATES = { approve: 'approved', refuse: 'refused' } as const;
const Reason = Type.String({ minLength: 1, maxLength: 500, description: 'shown to the agent' });
const REASON = {
  approve: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
  refuse: Type.Object({ reason: Reason }, { additionalProperties: false }),
} as const;

/** Time off of everybody: the planner's list, decisions, absences that are recorded. */
export function timeOffRoutes(app: App): void {
  app.get(
    '/time-off',
    {
      config: { permission: 'rooster:absence:read' },
      schema: {
        tags: ['requests'],
        summary: 'Requests and absences, those made first first; without kind where the caller may not know reasons',
        querystring: Type.Object({
          state: Type.Optional(State),
          agent: Type.Optional(Type.String({ maxLength: 100 })),
          from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
          to: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
        }),
        response: { 200: Type.Object({ requests: Type.Array(TimeOffSchema) }), ...TimeOffProblems },
      },
    },
    async (request) => {
      const { store } = request.service;
      const { state, ...filter } = request.query;
      const { centre } = await centreInUse(request.service);
      const { rules } = await selfRules(store.db, store.organisation);
      const rows = await timeOffRequests(store.db, store.organisation, {
        ...filter,
        ...(state === undefined ? {} : { states: [state as 'asked'] }),
      });
      return { requests: await timeOffViews(request, centre, rules, rows) };
    },
  );

  app.post(
    '/time-off',
    {
      config: { permission: 'rooster:absence:write' },
      schema: {
        tags: ['requests'],
        summary: 'Record an absence of an agent, such as sickness; it holds at once',
        body: Type.Object(
          { agent: Type.String({ minLength: 1, maxLength: 100 }), ...TimeOffBody },
          { additionalProperties: false },
        ),
        response: { 201: TimeOffSchema, ...TimeOffProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { store } = service;
      const { centre } = await centreInUse(service);
      const { agent, ...body } = request.body;
      agentOf(centre, agent);
      const { rules } = await selfRules(store.db, store.organisation);
      if (!rules.leave.kinds.some(({ id }) => id === body.kind))
        throw new HttpProblem(422, 'kind-unknown', `There is no kind of leave "${body.kind}".`);
      const asked = timeOffRow(request, agent, body);
      const row = { ...asked, state: 'approved' as const, decided_by: request.principal.id };
      await store.db.insertInto('time_off_request').values(row).execute();
      await note(request, 'record', 'time-off', row.id);
      const [view] = await timeOffViews(request, centre, rules, [row]);
      return reply.code(201).header('etag', `"${row.revision}"`).send(view!);
    },
  );

  for (const [verb, state] of Object.entries(STATES)) {
    app.post(
      `/time-off/:id/${verb}`,
      {
        config: { permission: 'rooster:absence:write' },
        schema: {
          tags: ['requests'],
          summary:
            verb === 'approve'
              ? 'Approve a request; published shifts that lie in it are named and stay until the roster is changed'
              : 'Refuse a request, or take approved leave back, with a reason; the next on the waiting list moves up',
          params: Type.Object({ id: Type.String() }),
          headers: IfMatch,
          body: REASON[verb as keyof typeof STATES],
          response: { 200: TimeOffSchema, ...TimeOffProblems },
        },
      },
      async (request, reply) => {
        const { service } = request;
        const { store } = service;
        const { id } = request.params as { id: string };
        const { reason = '' } = request.body as { reason?: string };
        const { centre } = await centreInUse(service);
        const row = await findTimeOff(store.db, store.organisation, id);
        if (row === undefined) throw new HttpProblem(404, 'time-off-unknown', `There is no request ${id}.`);
        seen(row, request.headers['if-match'] as string | undefined);
        if (row.state === state || row.state === 'withdrawn')
          throw new HttpProblem(409, 'time-off-ended', `The request is ${row.state}.`);
        const change = { state, reason, decided_by: request.principal.id };
        const changed = await changeTimeOff(store.db, row, change, service.now());
        if (changed === undefined) throw new HttpProblem(412, 'request-changed', 'The request has changed meanwhile.');
        await note(request, verb, 'time-off', id, { was: row.state });
        await letWaitingIn(request);
        const { rules } = await selfRules(store.db, store.organisation);
        const [view] = await timeOffViews(request, centre, rules, [changed]);
        return reply.header('etag', `"${changed.revision}"`).send(view!);
      },
    );
  }
}
