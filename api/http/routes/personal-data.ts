import Type from 'typebox';
import { localDate } from '../../../src/time/zone.js';
import { agentEver, eraseAgent, personalRows } from '../../db/personal-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { agentView } from './agents.js';
import { centreInUse } from './centre.js';

const Params = Type.Object({ agent: Type.String({ maxLength: 200 }) });

/** What the law gives people a right to: their data, and to be forgotten. */
export function personalDataRoutes(app: App): void {
  app.get(
    '/agents/:agent/personal-data',
    {
      config: { permission: 'rooster:agent:write' },
      schema: {
        tags: ['centre'],
        summary: 'Everything that is stored of an agent, to hand over; pay and date of birth with rooster:pay:read',
        params: Params,
        response: {
          200: Type.Object(
            { agent: Type.Unsafe<unknown>({}) },
            { additionalProperties: Type.Array(Type.Unsafe<unknown>({})) },
          ),
          404: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { service, principal } = request;
      const entry = await agentEver(service.store, request.params.agent);
      if (entry === undefined)
        throw new HttpProblem(404, 'agent-unknown', `There is no agent ${request.params.agent}.`);
      const rows = await personalRows(service.store, entry.id);
      await note(request, 'export', 'agent', entry.id);
      const body = { agent: agentView(entry, principal.permissions.has('rooster:pay:read')), ...rows };
      return reply.header('content-disposition', 'attachment; filename="personal-data.json"').send(body as never);
    },
  );

  app.delete(
    '/agents/:agent/personal-data',
    {
      config: { permission: 'rooster:agent:write' },
      schema: {
        tags: ['centre'],
        summary:
          'Erase an agent who has left or was taken out: name, date of birth, account, requests, notices; shifts stay under the bare id until their time is over',
        params: Params,
        response: { 204: Type.Null(), 404: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { centre } = await centreInUse(service);
      const entry = await agentEver(service.store, request.params.agent);
      if (entry === undefined)
        throw new HttpProblem(404, 'agent-unknown', `There is no agent ${request.params.agent}.`);
      const there = centre.agents.find(({ id }) => id === entry.id);
      if (
        there !== undefined &&
        (there.to === undefined || there.to >= localDate(Date.parse(service.now()), centre.zone))
      )
        throw new HttpProblem(
          409,
          'agent-employed',
          `Agent ${entry.id} has not left.`,
          'Give the last day of employment in `to` first, or take the agent out.',
        );
      await eraseAgent(service.store, entry.id);
      await note(request, 'erase', 'agent', entry.id);
      return reply.code(204).send(null);
    },
  );
}
