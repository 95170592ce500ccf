import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type CentreFiles, withRow } from '../../../src/centre/index.js';
import type { Agent } from '../../../src/domain/agent.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { Checked } from '../../../src/errors.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import {
  centreInUse,
  changeCentre,
  checkMatch,
  EntryChangedSchema,
  etagOfContent,
  IfMatchEntry,
} from '../change-centre.js';
import { mergePatch } from './resources.js';

const AgentSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  site: Type.String(),
  contract: Type.String(),
  workPlan: Type.String(),
  skills: Type.Array(Type.Object({ skill: Type.String(), proficiency: Type.Number() })),
  from: Type.Optional(Type.String({ description: 'first day of employment' })),
  to: Type.Optional(Type.String()),
  homeDays: Type.Integer(),
  team: Type.Optional(Type.String()),
  payScale: Type.Optional(Type.String({ description: 'shown with rooster:pay:read' })),
  birthDate: Type.Optional(Type.String({ description: 'shown with rooster:pay:read' })),
});

/** An agent as it is written: `payScale` and `birthDate` only with rooster:pay:write. */
const AgentBody = Type.Unsafe<Readonly<Record<string, unknown>>>({
  type: 'object',
  additionalProperties: true,
  description:
    'a row of agents.csv, its columns in camel case; skills as [{ skill, proficiency }]; payScale and birthDate take rooster:pay:write and stay as they are where they are left out',
});

/** An agent as the caller may see it: pay and date of birth only where allowed. */
export function agentView(agent: Agent, showPay: boolean): Type.Static<typeof AgentSchema> {
  const { payScale, birthDate, skills, ...rest } = agent;
  return {
    ...rest,
    skills: skills.map((skill) => ({ ...skill })),
    ...(showPay ? { payScale, ...(birthDate === undefined ? {} : { birthDate }) } : {}),
  };
}

const AgentParams = Type.Object({ agent: Type.String({ maxLength: 200 }) });
const unknown = (id: string): HttpProblem => new HttpProblem(404, 'agent-unknown', `There is no agent ${id}.`);
const find = ({ agents }: Centre, id: string): Agent | undefined => agents.find((agent) => agent.id === id);

/** People: read by page, added, changed and taken out one by one. */
export function agentRoutes(app: App): void {
  app.get(
    '/agents',
    {
      config: { permission: 'rooster:agent:read' },
      schema: {
        tags: ['centre'],
        summary: 'Agents by page, in order of their ids',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          cursor: Type.Optional(Type.String({ description: '`next` of the page before' })),
          site: Type.Optional(Type.String()),
          team: Type.Optional(Type.String()),
          search: Type.Optional(Type.String({ description: 'part of the name or id' })),
        }),
        response: {
          200: Type.Object({
            agents: Type.Array(AgentSchema),
            total: Type.Integer({ description: 'agents that fit, on all pages' }),
            next: Type.Optional(Type.String()),
          }),
          400: ProblemSchema,
          404: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { limit, cursor = '', site, team, search = '' } = request.query;
      const { centre } = await centreInUse(request.service);
      const wanted = search.toLowerCase();
      const fitting = centre.agents.filter(
        (agent) =>
          (site === undefined || agent.site === site) &&
          (team === undefined || agent.team === team) &&
          (agent.id.toLowerCase().includes(wanted) || agent.name.toLowerCase().includes(wanted)),
      );
      const rest = fitting.filter(({ id }) => id > cursor).sort((a, b) => (a.id < b.id ? -1 : 1));
      const showPay = request.principal.permissions.has('rooster:pay:read');
      return {
        agents: rest.slice(0, limit).map((agent) => agentView(agent, showPay)),
        total: fitting.length,
        ...(rest.length > limit ? { next: rest[limit - 1]!.id } : {}),
      };
    },
  );

  const view = (request: FastifyRequest, agent: Agent): Type.Static<typeof AgentSchema> =>
    agentView(agent, request.principal.permissions.has('rooster:pay:read'));
  app.get(
    '/agents/:agent',
    {
      config: { permission: 'rooster:agent:read' },
      schema: {
        tags: ['centre'],
        summary: 'An agent',
        params: AgentParams,
        response: { 200: AgentSchema, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const agent = find((await centreInUse(request.service)).centre, request.params.agent);
      if (agent === undefined) throw unknown(request.params.agent);
      const seen = view(request, agent);
      return reply.header('etag', etagOfContent(seen)).send(seen);
    },
  );

  const writes = {
    tags: ['centre'],
    params: AgentParams,
    headers: IfMatchEntry,
    response: {
      200: AgentSchema,
      400: ProblemSchema,
      403: ProblemSchema,
      404: ProblemSchema,
      409: ProblemSchema,
      412: EntryChangedSchema,
      422: ProblemSchema,
      428: ProblemSchema,
    },
  };
  /** Changes one agent; `next` gives the row as an object, undefined = the agent goes. */
  const change = async (
    request: FastifyRequest,
    id: string,
    action: string,
    next: (current: Agent | undefined) => Readonly<Record<string, unknown>> | undefined,
  ): Promise<{ readonly agent: Agent | undefined; readonly isNew: boolean }> => {
    let isNew = false;
    const stored = await changeCentre(request, (files, centre): Checked<CentreFiles> => {
      const current = find(centre, id);
      checkMatch(
        request.headers['if-match'],
        current === undefined ? undefined : view(request, current),
        `agent ${id}`,
      );
      isNew = current === undefined;
      const row = next(current);
      return withRow(files, 'agents', id, row === undefined ? undefined : rowOf(row, id, current));
    });
    await note(request, action, 'agent', id, { version: stored.version });
    return { agent: find(stored.centre, id), isNew };
  };

  app.put(
    '/agents/:agent',
    {
      config: { permission: 'rooster:agent:write' },
      schema: {
        ...writes,
        summary: 'Replace an agent, or add one (without If-Match)',
        body: AgentBody,
        response: { ...writes.response, 201: AgentSchema },
      },
    },
    async (request, reply) => {
      refusePay(request, request.body);
      const { agent, isNew } = await change(request, request.params.agent, 'replace', () => request.body);
      const seen = view(request, agent!);
      return reply
        .code(isNew ? 201 : 200)
        .header('etag', etagOfContent(seen))
        .send(seen);
    },
  );
  app.patch(
    '/agents/:agent',
    {
      config: { permission: 'rooster:agent:write' },
      schema: { ...writes, summary: 'Change some of an agent (merge patch)', body: AgentBody },
    },
    async (request, reply) => {
      refusePay(request, request.body);
      const { agent: id } = request.params;
      const { agent } = await change(request, id, 'change', (current) => {
        if (current === undefined) throw unknown(id);
        return mergePatch(current, request.body) as Readonly<Record<string, unknown>>;
      });
      const seen = view(request, agent!);
      return reply.header('etag', etagOfContent(seen)).send(seen);
    },
  );
  app.delete(
    '/agents/:agent',
    {
      config: { permission: 'rooster:agent:write' },
      schema: {
        ...writes,
        summary: 'Take an agent out who was never needed; who leaves gets a last day (`to`) instead',
        response: { ...writes.response, 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { agent: id } = request.params;
      if (find((await centreInUse(request.service)).centre, id) === undefined) throw unknown(id);
      await change(request, id, 'remove', () => undefined);
      return reply.code(204).send(null);
    },
  );
}

/** Refuses what tells of money or age from those who may not change it. */
function refusePay(request: FastifyRequest, body: Readonly<Record<string, unknown>>): void {
  if (request.principal.permissions.has('rooster:pay:write')) return;
  if (!('payScale' in body) && !('birthDate' in body)) return;
  throw new HttpProblem(
    403,
    'not-allowed',
    'You are not allowed to change pay scales and dates of birth.',
    'It takes rooster:pay:write; leave both out to keep what is there.',
  );
}

/** The row of an agent; pay and date of birth stay as they are where they are left out. */
function rowOf(
  body: Readonly<Record<string, unknown>>,
  id: string,
  current: Agent | undefined,
): Readonly<Record<string, unknown>> {
  const { skills } = body;
  const text = Array.isArray(skills)
    ? skills
        .map((one: unknown) => {
          const { skill, proficiency } = (typeof one === 'object' && one !== null ? one : {}) as Record<
            string,
            unknown
          >;
          return `${String(skill)}:${String(proficiency ?? 1)}`;
        })
        .join('|')
    : skills;
  return {
    ...(current === undefined ? {} : { payScale: current.payScale }),
    ...(current?.birthDate === undefined ? {} : { birthDate: current.birthDate }),
    ...body,
    ...(skills === undefined ? {} : { skills: text }),
    id,
  };
}
