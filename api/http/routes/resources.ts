import Type, { type TSchema } from 'typebox';
import type { Agent } from '../../../src/domain/agent.js';
import type { Centre } from '../../../src/domain/centre.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { centreInUse } from './centre.js';

const Named = { id: Type.String(), name: Type.String() };
const Json = Type.Unsafe<unknown>({});
const AgentSkills = Type.Array(Type.Object({ skill: Type.String(), proficiency: Type.Number() }));

/** Lists of the centre by their address: the field that holds them, and what an entry shows. */
const LISTS = {
  sites: {
    field: 'sites',
    one: 'site',
    schema: Type.Object({
      ...Named,
      kind: Type.String({ enum: ['home', 'office', 'offshore'] }),
      zone: Type.String(),
      country: Type.String(),
      region: Type.Optional(Type.String()),
      law: Type.String(),
      areas: Type.Array(
        Type.Object({
          id: Type.String(),
          desks: Type.Union([Type.Integer(), Type.Null()], { description: 'null = no limit' }),
        }),
      ),
    }),
  },
  queues: {
    field: 'queues',
    one: 'queue',
    schema: Type.Object(
      { ...Named, channel: Type.String(), line: Type.Integer(), skills: Type.Array(Type.String()), goal: Json },
      { additionalProperties: true },
    ),
  },
  skills: { field: 'skills', one: 'skill', schema: Type.Object({ ...Named, kind: Type.Optional(Type.String()) }) },
  contracts: { field: 'contracts', one: 'contract', schema: Type.Object(Named, { additionalProperties: true }) },
  'work-plans': { field: 'workPlans', one: 'work plan', schema: Type.Object(Named, { additionalProperties: true }) },
  events: {
    field: 'events',
    one: 'event',
    schema: Type.Object(
      { id: Type.String(), kind: Type.String(), fromDate: Type.String(), toDate: Type.String(), note: Type.String() },
      { additionalProperties: true },
    ),
  },
} as const satisfies Readonly<Record<string, { field: keyof Centre; one: string; schema: TSchema }>>;

const AgentSchema = Type.Object({
  ...Named,
  site: Type.String(),
  contract: Type.String(),
  workPlan: Type.String(),
  skills: AgentSkills,
  from: Type.Optional(Type.String({ description: 'first day of employment' })),
  to: Type.Optional(Type.String()),
  homeDays: Type.Integer(),
  team: Type.Optional(Type.String()),
  payScale: Type.Optional(Type.String({ description: 'shown with rooster:pay:read' })),
  birthDate: Type.Optional(Type.String({ description: 'shown with rooster:pay:read' })),
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

/** What the centre in use consists of. */
export function resourceRoutes(app: App): void {
  for (const [path, { field, one, schema }] of Object.entries(LISTS)) {
    app.get(
      `/${path}`,
      {
        config: { permission: 'rooster:centre:read' },
        schema: {
          tags: ['centre'],
          summary: `Every ${one} of the centre`,
          response: { 200: Type.Unsafe<unknown>(Type.Object({ [path]: Type.Array(schema) })), 404: ProblemSchema },
        },
      },
      async (request) => ({ [path]: (await centreInUse(request.service)).centre[field] }),
    );
    app.get(
      `/${path}/:id`,
      {
        config: { permission: 'rooster:centre:read' },
        schema: {
          tags: ['centre'],
          summary: `A ${one}`,
          params: Type.Object({ id: Type.String() }),
          response: { 200: Type.Unsafe<unknown>(schema), 404: ProblemSchema },
        },
      },
      async (request) => {
        const { id } = request.params as { id: string };
        const list: readonly { readonly id: string }[] = (await centreInUse(request.service)).centre[field];
        const entry = list.find((candidate) => candidate.id === id);
        if (entry === undefined) {
          throw new HttpProblem(404, `${path.replace(/s$/, '')}-unknown`, `There is no ${one} ${id}.`);
        }
        return entry;
      },
    );
  }

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

  app.get(
    '/agents/:agent',
    {
      config: { permission: 'rooster:agent:read' },
      schema: {
        tags: ['centre'],
        summary: 'An agent',
        params: Type.Object({ agent: Type.String() }),
        response: { 200: AgentSchema, 404: ProblemSchema },
      },
    },
    async (request) => {
      const { centre } = await centreInUse(request.service);
      const agent = centre.agents.find(({ id }) => id === request.params.agent);
      if (agent === undefined)
        throw new HttpProblem(404, 'agent-unknown', `There is no agent ${request.params.agent}.`);
      return agentView(agent, request.principal.permissions.has('rooster:pay:read'));
    },
  );
}
