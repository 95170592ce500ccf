import Type from 'typebox';
import { mondayOfIsoWeek } from '../../../src/time/week.js';
import type { Permission } from '../../access/permissions.js';
import { addJob, URGENCY } from '../../db/job-store.js';
import { listPlans, planDocument } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import type { PlanJobRequest } from '../../jobs/plan-job.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { centreForPlan } from '../change-centre.js';
import { FileBody } from '../download.js';
import { REPORT_POLICY } from '../security-headers.js';
import { Urgent, urgencyOf } from '../urgency.js';
import { JobSchema, jobView } from './jobs.js';
import { etagOf, planOf } from './plan-changes.js';
import { inItsState } from './weeks.js';

export const PlanSchema = Type.Object({
  id: Type.String(),
  centre: Type.String(),
  week: Type.String(),
  weeks: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  seed: Type.Integer(),
  engineVersion: Type.String(),
  state: Type.String({ enum: ['draft', 'published', 'withdrawn'] }),
  revision: Type.Integer(),
  createdAt: Type.String(),
  publishedAt: Type.Optional(Type.String()),
  links: Type.Record(Type.String(), Type.String()),
});

/** A plan as the API shows it. */
export const planView = (row: PlanRow): Type.Static<typeof PlanSchema> => ({
  id: row.id,
  centre: row.centre,
  week: row.week,
  weeks: row.weeks,
  from: row.from_date,
  to: row.to_date,
  seed: row.seed,
  engineVersion: row.engine_version,
  state: row.state,
  revision: row.revision,
  createdAt: row.created_at,
  ...(row.published_at === null ? {} : { publishedAt: row.published_at }),
  links: {
    summary: `/v1/plans/${row.id}/files/summary.json`,
    roster: `/v1/plans/${row.id}/files/roster.json`,
    report: `/v1/plans/${row.id}/files/report.html`,
    cost: `/v1/plans/${row.id}/files/cost.csv`,
  },
});

/** Files that show what single people cost. */
const MONEY_FILES: Readonly<Record<string, Permission>> = {
  'cost.csv': 'rooster:cost:read',
  'problem.json': 'rooster:pay:read',
};

export const PlanParams = Type.Object({ id: Type.String() });

export function planRoutes(app: App): void {
  app.post(
    '/plans',
    {
      config: { permission: 'rooster:plan:write' },
      schema: {
        tags: ['plans'],
        summary: 'Start planning a week; the job tells how far it is',
        body: Type.Object(
          {
            week: Type.String({ pattern: '^\\d{4}-W\\d{2}$', description: 'ISO week, 2026-W49' }),
            weeks: Type.Integer({ minimum: 1, maximum: 13, default: 1 }),
            seed: Type.Integer({ minimum: 0, maximum: 999_999_999, default: 1 }),
            timeLimitSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
            workLimit: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 1_000_000_000_000,
                description: 'budget of work of the roster engine, in its own units: same budget, same roster',
              }),
            ),
            urgent: Urgent,
          },
          { additionalProperties: false },
        ),
        response: { 202: JobSchema, 400: ProblemSchema, 403: ProblemSchema, 404: ProblemSchema, 422: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { week, weeks, seed, timeLimitSeconds, workLimit } = request.body;
      if (mondayOfIsoWeek(week) === undefined) {
        throw new HttpProblem(
          422,
          'week-unknown',
          `"${week}" is not a week that exists.`,
          'A year has 52 or 53 weeks.',
        );
      }
      const { centre, version } = await centreForPlan(request.service);
      const job: PlanJobRequest = {
        centre: centre.name,
        centreVersion: version,
        week,
        weeks,
        seed,
        ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
        ...(workLimit === undefined ? {} : { workLimit }),
      };
      const { store, newId, now } = request.service;
      const urgency = urgencyOf(request, request.body, centre.zone, URGENCY.usual);
      const row = await addJob(store, newId(), job, now(), 'plan', urgency);
      request.service.runner.wake();
      return reply.code(202).header('location', `/v1/jobs/${row.id}`).send(jobView(row));
    },
  );

  app.get(
    '/plans',
    {
      config: { permission: 'rooster:plan:read' },
      schema: {
        tags: ['plans'],
        summary: 'Plans, newest first, by page',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(Type.String({ description: '`next` of the page before' })),
          week: Type.Optional(Type.String({ description: 'only plans that start in this ISO week' })),
        }),
        response: {
          200: Type.Object({ plans: Type.Array(PlanSchema), next: Type.Optional(Type.String()) }),
          400: ProblemSchema,
          404: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { limit, cursor, week } = request.query;
      if (cursor !== undefined) await planOf(request.service, cursor);
      const rows = await listPlans(request.service.store, limit + 1, cursor, week);
      const page = rows.slice(0, limit);
      return { plans: page.map(planView), ...(rows.length > limit ? { next: page.at(-1)!.id } : {}) };
    },
  );

  app.get(
    '/plans/:id',
    {
      config: { permission: 'rooster:plan:read' },
      schema: {
        tags: ['plans'],
        summary: 'A plan',
        params: PlanParams,
        response: { 200: PlanSchema, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await planOf(request.service, request.params.id);
      return reply.header('etag', etagOf(row)).send(planView(row));
    },
  );

  app.get(
    '/plans/:id/files/:name',
    {
      config: { permission: 'rooster:plan:read' },
      schema: {
        tags: ['plans'],
        summary: 'A file of a plan, the same that `rooster plan` writes',
        params: Type.Object({ id: Type.String(), name: Type.String() }),
        response: { 200: FileBody, 403: ProblemSchema, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await planOf(request.service, request.params.id);
      const needed = MONEY_FILES[request.params.name];
      if (needed !== undefined && !request.principal.permissions.has(needed)) {
        throw new HttpProblem(403, 'not-allowed', 'The file shows what people cost.', `It takes ${needed}.`);
      }
      if (request.params.name === 'problem.json' && !request.principal.permissions.has('rooster:absence-reason:read'))
        throw new HttpProblem(
          403,
          'not-allowed',
          'The file shows why people are away.',
          'It takes rooster:absence-reason:read.',
        );
      const file = await planDocument(request.service.store, row.id, request.params.name);
      if (file === undefined) {
        throw new HttpProblem(404, 'file-unknown', `Plan ${row.id} has no file ${request.params.name}.`);
      }
      if (file.name === 'report.html') reply.header('content-security-policy', REPORT_POLICY);
      return reply.type(file.contentType).send(inItsState(row, file.name, file.body));
    },
  );
}
