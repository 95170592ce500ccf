import Type from 'typebox';
import type { AvailabilityWindow } from '../../../src/domain/agent.js';
import { InputError } from '../../../src/errors.js';
import type { ListedWish } from '../../../src/self-service/overlay.js';
import { availableMinutes, wishIssues } from '../../../src/self-service/wishes.js';
import { mondayOfIsoWeek } from '../../../src/time/week.js';
import { addDays } from '../../../src/time/zone.js';
import { ownAvailability, ownWishes, saveAvailability, saveWishes, wishesOfWeek } from '../../db/own-lists.js';
import { selfRules } from '../../db/request-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { agentOf } from '../leave.js';
import type { Service } from '../service.js';
import { ownAgent } from './me.js';
import { IfMatch, revisionOf } from './plan-changes.js';
import { IsoWeek } from './reports.js';

const closed = { additionalProperties: false } as const;
const Kinds = Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 20 });
const Minute = Type.Integer({ minimum: 0, maximum: 1439, description: 'wall clock of the own site' });
const WishSchema = Type.Object(
  {
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    want: Type.Union([
      Type.Object({ kind: Type.Literal('off') }, closed),
      Type.Object({ kind: Type.Literal('on') }, closed),
      Type.Object({ kind: Type.Literal('shift'), kinds: Kinds }, closed),
      Type.Object({ kind: Type.Literal('not-shift'), kinds: Kinds }, closed),
      Type.Object({ kind: Type.Literal('start'), fromMinute: Minute, toMinute: Minute }, closed),
    ]),
  },
  closed,
);
const WishesSchema = Type.Object({
  week: Type.String(),
  revision: Type.Integer({ description: 'the ETag' }),
  wishes: Type.Array(WishSchema, { description: 'the dearest first' }),
  most: Type.Integer(),
  kinds: Type.Array(Type.String(), { description: 'kinds of shift of the own work plan' }),
  lastDay: Type.String({ description: 'last local date on which the list may be changed' }),
  open: Type.Boolean(),
});

const WindowSchema = Type.Object(
  {
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
    fromMinute: Minute,
    toMinute: Type.Integer({ minimum: 1, maximum: 2880, description: 'over 1440 = until the next day' }),
  },
  closed,
);
const AvailabilitySchema = Type.Object({
  revision: Type.Integer({ description: 'the ETag' }),
  windows: Type.Array(WindowSchema, { description: 'none = always' }),
  allowed: Type.Boolean({ description: 'whether one may change it' }),
  leastMinutes: Type.Integer({ description: 'of a week that must stay open' }),
});
const responses = {
  400: ProblemSchema,
  404: ProblemSchema,
  409: ProblemSchema,
  412: ProblemSchema,
  422: ProblemSchema,
  428: ProblemSchema,
};

type Window = Pick<AvailabilityWindow, 'weekdays' | 'fromMinute' | 'toMinute'>;

const changed = (): HttpProblem =>
  new HttpProblem(412, 'list-changed', 'The list has been changed meanwhile.', 'Read it again.');

/** The list of a week as its agent sees it. */
async function wishesView(service: Service, id: string, week: string): Promise<Type.Static<typeof WishesSchema>> {
  const monday = mondayOfIsoWeek(week);
  if (monday === undefined)
    throw new HttpProblem(
      422,
      'week-unknown',
      `"${week}" is not a week that exists.`,
      'Write an ISO week as 2026-W49.',
    );
  const { centre } = await centreInUse(service);
  const agent = agentOf(centre, id);
  const { rules } = await selfRules(service.store.db, service.store.organisation);
  const { revision, list } = await ownWishes<Type.Static<typeof WishSchema>[]>(service.store, id, week, []);
  const lastDay = addDays(monday, -rules.wishes.daysBefore);
  const shifts = centre.workPlans.find((plan) => plan.id === agent.workPlan)?.shifts ?? [];
  return {
    week,
    revision,
    wishes: list,
    most: rules.wishes.weightsMinor.length,
    kinds: [...new Set(shifts.map(({ kind }) => kind))],
    lastDay,
    open: service.now().slice(0, 10) <= lastDay,
  };
}

async function availabilityView(service: Service, id: string): Promise<Type.Static<typeof AvailabilitySchema>> {
  const { centre } = await centreInUse(service);
  const agent = agentOf(centre, id);
  const contract = centre.contracts.find((one) => one.id === agent.contract)!;
  const { rules } = await selfRules(service.store.db, service.store.organisation);
  const given = centre.availability
    .filter((row) => row.agent === id && row.fromDate === undefined && row.toDate === undefined)
    .map(({ weekdays, fromMinute, toMinute }): Window => ({ weekdays, fromMinute, toMinute }));
  const { revision, list } = await ownAvailability<readonly Window[]>(service.store, id, given);
  return {
    revision,
    windows: list.map((window) => ({ ...window, weekdays: [...window.weekdays] })),
    allowed: rules.availability.allowed,
    leastMinutes: Math.round((contract.hoursPerWeek + rules.availability.leastHoursPerWeek) * 60),
  };
}

/** Wishes and availability of an agent, within the limits that the planner sets; they reach the next plan. */
export function meWishRoutes(app: App): void {
  app.get(
    '/me/wishes/:week',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'Own wishes for a week, ranked',
        params: Type.Object({ week: IsoWeek }),
        response: { 200: WishesSchema, ...responses },
      },
    },
    async (request, reply) => {
      const view = await wishesView(request.service, ownAgent(request), request.params.week);
      return reply.header('etag', `"${view.revision}"`).send(view);
    },
  );

  app.put(
    '/me/wishes/:week',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Wish for days off or on, kinds of shift and starts, the dearest first',
        params: Type.Object({ week: IsoWeek }),
        headers: IfMatch,
        body: Type.Object({ wishes: Type.Array(WishSchema, { maxItems: 14 }) }, closed),
        response: { 200: WishesSchema, ...responses },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const agent = ownAgent(request);
      const { week } = request.params;
      const view = await wishesView(service, agent, week);
      const revision = revisionOf(request.headers['if-match']);
      if (revision !== view.revision) throw changed();
      if (!view.open) throw new HttpProblem(409, 'wishes-closed', `The list of ${week} closed after ${view.lastDay}.`);
      const wishes = request.body.wishes as ListedWish[];
      const issues = wishIssues(wishes, { monday: mondayOfIsoWeek(week)!, most: view.most, kinds: view.kinds });
      if (issues.length > 0) throw new InputError(issues);
      if (!(await saveWishes(service.store, agent, week, revision, wishes, service.now()))) throw changed();
      await note(request, 'change', 'wishes', week, { wishes: wishes.length });
      const next = await wishesView(service, agent, week);
      return reply.header('etag', `"${next.revision}"`).send(next);
    },
  );

  app.get(
    '/me/availability',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'When one can work, by weekday',
        response: { 200: AvailabilitySchema, ...responses },
      },
    },
    async (request, reply) => {
      const view = await availabilityView(request.service, ownAgent(request));
      return reply.header('etag', `"${view.revision}"`).send(view);
    },
  );

  app.put(
    '/me/availability',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Say when one can work; enough of the week must stay open for the contract',
        headers: IfMatch,
        body: Type.Object({ windows: Type.Array(WindowSchema, { maxItems: 21 }) }, closed),
        response: { 200: AvailabilitySchema, ...responses },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const agent = ownAgent(request);
      const { windows } = request.body;
      const view = await availabilityView(service, agent);
      const revision = revisionOf(request.headers['if-match']);
      if (revision !== view.revision) throw changed();
      if (!view.allowed) throw new HttpProblem(409, 'availability-fixed', 'A planner sets when you can work.');
      if (windows.some(({ fromMinute, toMinute }) => fromMinute >= toMinute))
        throw new HttpProblem(422, 'times-reversed', 'A window ends before it begins.');
      const open = availableMinutes(windows as Window[]);
      if (open < view.leastMinutes) {
        const title = `The windows leave ${open / 60} hours a week.`;
        throw new HttpProblem(422, 'availability-short', title, `At least ${view.leastMinutes / 60} must stay open.`);
      }
      if (!(await saveAvailability(service.store, agent, revision, windows, service.now()))) throw changed();
      await note(request, 'change', 'availability', agent);
      const next = await availabilityView(service, agent);
      return reply.header('etag', `"${next.revision}"`).send(next);
    },
  );

  app.get(
    '/rosters/:week/wishes',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['requests'],
        summary: 'What agents wish for a week, each list with the dearest first',
        params: Type.Object({ week: IsoWeek }),
        response: {
          200: Type.Object({
            lists: Type.Array(
              Type.Object({ agent: Type.String(), changedAt: Type.String(), wishes: Type.Array(WishSchema) }),
            ),
          }),
          400: ProblemSchema,
        },
      },
    },
    async (request) => ({
      lists: (await wishesOfWeek(request.service.store, request.params.week)).map((row) => ({
        agent: row.agent,
        changedAt: row.changed_at,
        wishes: JSON.parse(row.body),
      })),
    }),
  );
}
