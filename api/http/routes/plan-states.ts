import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Frozen, findPlan, planDocument, publishPlan, withdrawPlan } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import type { Service } from '../service.js';
import {
  announcementOf,
  etagOf,
  IfMatch,
  PlanChangedSchema,
  planChanged,
  planOf,
  revisionOf,
  weekChanged,
} from './plan-changes.js';
import { PlanParams, PlanSchema, planView } from './plans.js';
import { planForWeek, Week } from './weeks.js';

const StateBody = Type.Optional(
  Type.Union([
    Type.Object(
      {
        reason: Type.Optional(Type.String({ maxLength: 500, description: 'shown to the agents concerned' })),
        over: Type.Optional(
          Type.String({ description: 'to publish a copy although this plan was published since it was made' }),
        ),
      },
      { additionalProperties: false },
    ),
    Type.Null(),
  ]),
);

interface Asked {
  readonly revision: number;
  readonly reason: string;
  readonly over?: string;
}
type Change = (request: FastifyRequest, plan: PlanRow, asked: Asked) => Promise<PlanRow>;

/** Drafts become published, published weeks are taken back: one form for all addresses. */
export function planStateRoutes(app: App): void {
  const PUBLISH = 'its roster and cost estimate are frozen; 412 tells what was changed or published meanwhile';
  const routes: readonly [
    path: string,
    summary: string,
    tag: string,
    params: typeof PlanParams | typeof Week,
    change: Change,
  ][] = [
    ['/plans/:id/publish', `Publish a draft: ${PUBLISH}`, 'plans', PlanParams, publish],
    ['/rosters/:week/publish', `Publish the draft of the week: ${PUBLISH}`, 'weeks', Week, publish],
    [
      '/plans/:id/withdraw',
      'Take a published week back: agents are told and their calendars cancel it',
      'plans',
      PlanParams,
      withdraw,
    ],
  ];
  for (const [path, summary, tag, params, change] of routes) {
    app.post(
      path,
      {
        config: { permission: 'rooster:roster:publish' },
        schema: {
          tags: [tag],
          summary,
          params,
          headers: IfMatch,
          body: StateBody,
          response: {
            200: PlanSchema,
            400: ProblemSchema,
            404: ProblemSchema,
            409: ProblemSchema,
            412: PlanChangedSchema,
            422: ProblemSchema,
            428: ProblemSchema,
          },
        },
      },
      async (request, reply) => {
        const { service, params: named } = request;
        const plan = 'week' in named ? await planForWeek(service, named.week) : await planOf(service, named.id);
        const { reason = '', over } = request.body ?? {};
        const revision = revisionOf(request.headers['if-match']);
        const row = await change(request, plan, { revision, reason, ...(over === undefined ? {} : { over }) });
        return reply.header('etag', etagOf(row)).send(planView(row));
      },
    );
  }
}

/** Roster and cost of a plan from its documents, to be kept with its publication. */
async function frozenPlan({ store }: Service, planId: string): Promise<Frozen> {
  const [roster, cost, summary] = await Promise.all(
    ['roster.json', 'cost.csv', 'summary.json'].map(async (name) => (await planDocument(store, planId, name))!.body),
  );
  return frozenOf(roster!, cost!, summary!);
}

/** What a publication keeps, of the bodies of the plan's documents. */
export function frozenOf(roster: string, cost: string, summary: string): Frozen {
  const { costMinor, currency } = JSON.parse(summary) as { costMinor: number; currency: string };
  return { roster, cost, costMinor, currency };
}

async function publish(request: FastifyRequest, plan: PlanRow, { revision, reason, over }: Asked): Promise<PlanRow> {
  const { service } = request;
  const announcement = await announcementOf(service, plan, reason);
  const frozen = await frozenPlan(service, plan.id);
  const outcome = await publishPlan(service.store, plan, revision, frozen, announcement, over);
  if (outcome.kind === 'changed') throw await planChanged(service, outcome.plan, revision);
  if (outcome.kind === 'overtaken')
    throw await weekChanged(service, (await findPlan(service.store, outcome.plan.copied_from!))!, outcome.standing);
  if (outcome.kind === 'overlaps') {
    const { id, from_date, to_date } = outcome.standing;
    throw new HttpProblem(
      409,
      'weeks-overlap',
      `Plan ${id} is published from ${from_date} to ${to_date}, more weeks than this draft has.`,
      'Change a copy of it, or withdraw it first.',
    );
  }
  if (outcome.kind === 'state')
    throw new HttpProblem(409, 'plan-not-draft', `The plan is ${outcome.plan.state} already.`);
  await note(request, 'publish', 'plan', plan.id, { week: plan.week, revision: outcome.plan.revision, reason });
  return outcome.plan;
}

async function withdraw(request: FastifyRequest, plan: PlanRow, { revision, reason }: Asked): Promise<PlanRow> {
  const { service } = request;
  const announcement = await announcementOf(service, plan, reason);
  const outcome = await withdrawPlan(service.store, plan, revision, announcement);
  if (outcome.kind === 'changed') throw await planChanged(service, outcome.plan, revision);
  if (outcome.kind === 'state') throw new HttpProblem(409, 'plan-not-published', `The plan is ${outcome.plan.state}.`);
  await note(request, 'withdraw', 'plan', plan.id, { week: plan.week, reason });
  return outcome.plan;
}
