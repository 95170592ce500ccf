import Type from 'typebox';
import { exchangesOf } from '../../db/exchange-store.js';
import type { ExchangeRow } from '../../db/schema.js';
import type { App } from '../app-type.js';
import { centreInUse } from '../change-centre.js';
import { publishedPlan } from '../published-week.js';
import {
  ExchangeProblems,
  ExchangeSchema,
  exchangeRefused,
  exchangeView,
  execute,
  moveExchange,
  seenExchange,
  startsOf,
} from './exchange-view.js';
import { judged, namesOf } from './me-exchanges.js';
import { IfMatch } from './plan-changes.js';

const Body = Type.Optional(
  Type.Union([
    Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
    Type.Null(),
  ]),
);

/** Exchanges of everybody, and the decisions that are a planner's. */
export function exchangeRoutes(app: App): void {
  app.get(
    '/exchanges',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['requests'],
        summary: 'Exchanges of shifts, newest first',
        querystring: Type.Object({
          state: Type.Optional(Type.String({ enum: ['proposed', 'asked', 'done', 'refused', 'withdrawn'] })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
        }),
        response: { 200: Type.Object({ exchanges: Type.Array(ExchangeSchema) }), ...ExchangeProblems },
      },
    },
    async (request) => {
      const { state, limit } = request.query;
      const { centre } = await centreInUse(request.service);
      const rows = await exchangesOf(request.service.store, {
        limit,
        ...(state === undefined ? {} : { state: state as ExchangeRow['state'] }),
      });
      const names = namesOf(centre.agents);
      return { exchanges: rows.map((row) => exchangeView(row, names)) };
    },
  );

  for (const verb of ['approve', 'refuse'] as const) {
    app.post(
      `/exchanges/:id/${verb}`,
      {
        config: { permission: 'rooster:roster:publish' },
        schema: {
          tags: ['requests'],
          summary: verb === 'approve' ? 'Approve an exchange: it is done at once' : 'Refuse an exchange, with a reason',
          params: Type.Object({ id: Type.String() }),
          headers: IfMatch,
          body: Body,
          response: { 200: ExchangeSchema, ...ExchangeProblems },
        },
      },
      async (request, reply) => {
        const { id } = request.params as { id: string };
        const { reason = '' } = (request.body ?? {}) as { reason?: string };
        const by = request.principal.id;
        let row = await seenExchange(request, id, 'asked');
        if (verb === 'refuse')
          row = await moveExchange(request, row, verb, { state: 'refused', reason, decided_by: by });
        else {
          const plan = await publishedPlan(request.service, row.week);
          const { judgement } = await judged(request, plan, row.agent, row.colleague, startsOf(row));
          if (judgement.outcome === 'refused') throw exchangeRefused(judgement);
          row = await execute(request, row, plan, judgement, { by, reason });
        }
        const { centre } = await centreInUse(request.service);
        return reply.header('etag', `"${row.revision}"`).send(exchangeView(row, namesOf(centre.agents)));
      },
    );
  }
}
