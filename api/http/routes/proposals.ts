import Type from 'typebox';
import { isoWeekOf } from '../../../src/time/week.js';
import { URGENCY } from '../../db/job-store.js';
import { planDocument } from '../../db/plan-store.js';
import type { ProposalJobRequest } from '../../jobs/proposal-job.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { JobSchema, jobView } from './jobs.js';
import { IfMatch, PlanChangedSchema, planSeen } from './plan-changes.js';
import { PlanParams } from './plans.js';
import { ReportParams, reportEtag, reportOf, startJob } from './reports.js';

const ShiftFile = Type.Unsafe<ProposalJobRequest['shifts'][number]>({
  type: 'object',
  additionalProperties: true,
  description: 'a shift in the form of the roster file',
});
const BeforeAfter = Type.Object({ before: Type.Number(), after: Type.Number() });

/** Better shifts for some people, everybody else as they are: asked for as a job, looked at, saved like edits by hand. */
export function proposalRoutes(app: App): void {
  app.post(
    '/plans/:id/proposals',
    {
      config: { permission: 'rooster:roster:write' },
      schema: {
        tags: ['plans'],
        summary: 'Look for better shifts of the people named; a draft is not changed by it',
        params: PlanParams,
        headers: IfMatch,
        body: Type.Object(
          {
            agents: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }),
            shifts: Type.Optional(
              Type.Array(ShiftFile, {
                maxItems: 2000,
                description: 'their shifts with edits that are not saved; default: as stored',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          202: JobSchema,
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
      const { service } = request;
      const plan = await planSeen(service, request.params.id, request.headers['if-match']);
      const wanted = new Set(request.body.agents);
      const roster = JSON.parse((await planDocument(service.store, plan.id, 'roster.json'))!.body) as {
        shifts: ProposalJobRequest['shifts'];
      };
      const shifts = request.body.shifts ?? roster.shifts;
      const own = shifts.filter(({ agent }) => wanted.has(agent));
      if (request.body.shifts !== undefined && own.length < shifts.length)
        throw new HttpProblem(422, 'agent-unknown', 'There are shifts of people who are not named in `agents`.');
      const job: ProposalJobRequest = {
        centre: plan.centre,
        centreVersion: plan.centre_version,
        week: isoWeekOf(plan.from_date),
        weeks: plan.weeks,
        seed: plan.seed,
        plan: plan.id,
        revision: plan.revision,
        agents: [...wanted],
        shifts: own,
      };
      // Somebody looks at the roster and waits.
      const row = await startJob(service, 'proposals', job, URGENCY.now);
      await note(request, 'ask', 'proposal', row.id, { plan: plan.id, agents: wanted.size });
      return reply.code(202).header('location', `/v1/jobs/${row.id}`).send(jobView(row));
    },
  );

  app.get(
    '/proposals/:id',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['plans'],
        summary: 'What a search for better shifts has found',
        params: ReportParams,
        response: {
          200: Type.Unsafe<string>(
            Type.Object({
              plan: Type.String(),
              revision: Type.Integer(),
              agents: Type.Array(Type.String()),
              shifts: Type.Array(ShiftFile),
              changed: Type.Array(Type.String()),
              shortHours: BeforeAfter,
            }),
          ),
          404: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const row = await reportOf(request.service, 'proposals', request.params.id);
      const { costMinor: _, ...seen } = JSON.parse(row.body) as Record<string, unknown>;
      const body = request.principal.permissions.has('rooster:cost:read') ? row.body : JSON.stringify(seen);
      return reply.header('etag', reportEtag(row)).type('application/json; charset=utf-8').send(body);
    },
  );
}
