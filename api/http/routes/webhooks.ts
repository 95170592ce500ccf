import { randomBytes } from 'node:crypto';
import Type from 'typebox';
import type { WebhookRow } from '../../db/schema.js';
import {
  addWebhook,
  announceEvent,
  deliveriesOf,
  endWebhook,
  findWebhook,
  listWebhooks,
} from '../../db/webhook-store.js';
import { refusalOf } from '../../jobs/webhooks.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import type { Service } from '../service.js';

const WebhookSchema = Type.Object({
  id: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.String()),
  createdBy: Type.String(),
  createdAt: Type.String(),
});

const webhookView = (row: WebhookRow): Type.Static<typeof WebhookSchema> => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events) as string[],
  createdBy: row.created_by,
  createdAt: row.created_at,
});

const Params = Type.Object({ id: Type.String({ maxLength: 200 }) });

/** Most webhooks of an organisation. */
const MOST = 50;

/** Other systems that are told what happens: ids only, no names and no times; they read the rest with an API key. */
export function webhookRoutes(app: App): void {
  const hookOf = async ({ store }: Service, id: string): Promise<WebhookRow> => {
    const row = await findWebhook(store, id);
    if (row === undefined) throw new HttpProblem(404, 'webhook-unknown', `There is no webhook ${id}.`);
    return row;
  };

  app.get(
    '/webhooks',
    {
      config: { permission: 'rooster:webhook:read' },
      schema: {
        tags: ['integration'],
        summary: 'Webhooks, without their secrets',
        response: { 200: Type.Object({ webhooks: Type.Array(WebhookSchema) }) },
      },
    },
    async (request) => ({ webhooks: (await listWebhooks(request.service.store)).map(webhookView) }),
  );

  app.post(
    '/webhooks',
    {
      config: { permission: 'rooster:webhook:write' },
      schema: {
        tags: ['integration'],
        summary: 'Add a webhook; its secret is shown once. Messages are signed as standardwebhooks.com says',
        body: Type.Object(
          {
            url: Type.String({ minLength: 1, maxLength: 2_000, description: 'https address on the public network' }),
            events: Type.Array(Type.String({ pattern: '^(\\*|[a-z-]+\\.(\\*|[a-z-]+))$' }), {
              minItems: 1,
              maxItems: 100,
              description: '`plan.publish`, `plan.*`, `*`: resource and action as in the audit trail',
            }),
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({ ...WebhookSchema.properties, secret: Type.String() }),
          400: ProblemSchema,
          409: ProblemSchema,
          422: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { service, body } = request;
      const refusal = refusalOf(body.url, service.webhooksInside === true);
      if (refusal !== undefined)
        throw new HttpProblem(
          422,
          'webhook-address',
          `The address cannot be used: ${refusal}.`,
          'Give an https address on the public network.',
        );
      if ((await listWebhooks(service.store)).length >= MOST)
        throw new HttpProblem(
          409,
          'webhooks-many',
          `An organisation has at most ${MOST} webhooks.`,
          'End one with DELETE /v1/webhooks/{id}.',
        );
      const row = await addWebhook(service.store, {
        id: service.newId(),
        url: body.url,
        events: JSON.stringify([...new Set(body.events)]),
        secret: `whsec_${randomBytes(32).toString('base64')}`,
        created_by: request.principal.id,
        created_at: service.now(),
      });
      await note(request, 'create', 'webhook', row.id);
      return reply.code(201).send({ ...webhookView(row), secret: row.secret });
    },
  );

  app.delete(
    '/webhooks/:id',
    {
      config: { permission: 'rooster:webhook:write' },
      schema: {
        tags: ['integration'],
        summary: 'End a webhook',
        params: Params,
        response: { 204: Type.Null(), 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { id } = await hookOf(request.service, request.params.id);
      await endWebhook(request.service.store, id, request.service.now());
      await note(request, 'end', 'webhook', id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/webhooks/:id/ping',
    {
      config: { permission: 'rooster:webhook:write' },
      schema: {
        tags: ['integration'],
        summary: 'Send a message to try it',
        params: Params,
        response: { 202: Type.Object({ event: Type.String() }), 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { id } = await hookOf(service, request.params.id);
      await announceEvent(service.store, { event: 'webhook.ping', at: service.now(), body: {} }, service.newId, id);
      return reply.code(202).send({ event: 'webhook.ping' });
    },
  );

  app.get(
    '/webhooks/:id/deliveries',
    {
      config: { permission: 'rooster:webhook:read' },
      schema: {
        tags: ['integration'],
        summary: 'The newest messages to a webhook and how they went',
        params: Params,
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) }),
        response: {
          200: Type.Object({
            deliveries: Type.Array(
              Type.Object({
                id: Type.String(),
                event: Type.String(),
                state: Type.String({ enum: ['waiting', 'delivered', 'failed'] }),
                attempts: Type.Integer(),
                answer: Type.Optional(Type.String({ description: 'status, or why there is none' })),
                createdAt: Type.String(),
              }),
            ),
          }),
          400: ProblemSchema,
          404: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { store } = request.service;
      const { id } = await hookOf(request.service, request.params.id);
      const rows = await deliveriesOf(store, id, request.query.limit);
      return {
        deliveries: rows.map((row) => ({
          id: row.id,
          event: row.event,
          state: row.state,
          attempts: row.attempt,
          ...(row.answer === null ? {} : { answer: row.answer }),
          createdAt: row.created_at,
        })),
      };
    },
  );
}
