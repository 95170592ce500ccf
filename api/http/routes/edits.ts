import Type from 'typebox';
import { compareShifts, type RosterChange } from '../../../src/schedule/edit-roster.js';
import { centreVersion } from '../../db/centre-store.js';
import { changesSince, copyPlan, editPlan } from '../../db/plan-store.js';
import { zoneLookup } from '../../files/plan-documents.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { preparedEdit } from '../prepared-edit.js';
import {
  ChangeSchema,
  changeView,
  etagOf,
  IfMatch,
  PlanChangedSchema,
  planChanged,
  planOf,
  planSeen,
} from './plan-changes.js';
import { PlanParams, PlanSchema, planView } from './plans.js';
import { DifferenceSchema, differenceViews, rosterOf } from './roster-differences.js';

const AgentName = Type.String({ minLength: 1, maxLength: 100 });
const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?([zZ]|[+-]\\d{2}:\\d{2})$',
  description: 'ISO 8601 with offset',
});

/** One form for all three kinds: a union would be harder to read in the reference, and its errors too. */
const ChangeBody = Type.Object(
  {
    change: Type.String({ enum: ['add', 'remove', 'move'] }),
    agent: AgentName,
    start: Type.Unsafe<string>({ ...Instant, description: 'start of the shift; of a new one where `add`' }),
    end: Type.Optional(Type.Unsafe<string>({ ...Instant, description: '`add`: end of the shift' })),
    site: Type.Optional(Type.String({ description: "`add`: default the agent's own" })),
    area: Type.Optional(Type.String({ description: '`add`: area of the site' })),
    activities: Type.Optional(
      Type.Array(
        Type.Object({ activity: Type.String(), start: Instant, end: Instant }, { additionalProperties: false }),
        {
          minItems: 1,
          maxItems: 40,
          description: '`add`: parts of the shift without gaps, breaks among them; default work from start to end',
        },
      ),
    ),
    toAgent: Type.Optional(AgentName),
    toStart: Type.Optional(Type.Unsafe<string>({ ...Instant, description: '`move`: new start; breaks move along' })),
  },
  { additionalProperties: false },
);

const LawSchema = Type.Object({
  rule: Type.String(),
  article: Type.String(),
  agent: Type.String(),
  dates: Type.Array(Type.String()),
  severity: Type.String(),
  message: Type.String(),
});

const instantOf = (text: string, path: string): number => {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new HttpProblem(
    422,
    'instant-unknown',
    `${path}: "${text}" is no instant.`,
    'Write an existing date and time.',
  );
};

function changesOf(body: readonly Type.Static<typeof ChangeBody>[]): RosterChange[] {
  return body.map(({ change, agent, start, end, site, area, activities, toAgent, toStart }, i): RosterChange => {
    const path = `changes[${i}]`;
    const startMs = instantOf(start, `${path}.start`);
    if (change === 'remove') return { change, agent, startMs };
    if (change === 'move') {
      return {
        change,
        agent,
        startMs,
        ...(toAgent === undefined ? {} : { toAgent }),
        ...(toStart === undefined ? {} : { toStartMs: instantOf(toStart, `${path}.toStart`) }),
      };
    }
    if (end === undefined) throw new HttpProblem(422, 'end-missing', `${path}: a new shift has an end.`);
    return {
      change: 'add',
      agent,
      startMs,
      endMs: instantOf(end, `${path}.end`),
      ...(site === undefined ? {} : { site }),
      ...(area === undefined ? {} : { area }),
      ...(activities === undefined
        ? {}
        : {
            activities: activities.map((part, k) => ({
              activity: part.activity,
              startMs: instantOf(part.start, `${path}.activities[${k}].start`),
              endMs: instantOf(part.end, `${path}.activities[${k}].end`),
            })),
          }),
    };
  });
}

/** Drafts edited by hand, compared, copied. */
export function editRoutes(app: App): void {
  app.post(
    '/plans/:id/changes',
    {
      config: { permission: 'rooster:roster:write' },
      schema: {
        tags: ['plans'],
        summary:
          'Add, move and remove shifts of a draft: all changes or none; 412 tells what others have changed since',
        params: PlanParams,
        headers: IfMatch,
        querystring: Type.Object({
          preview: Type.Boolean({ default: false, description: 'work it all out and change nothing' }),
        }),
        body: Type.Object(
          {
            reason: Type.String({ maxLength: 500, default: '' }),
            changes: Type.Array(ChangeBody, { minItems: 1, maxItems: 500 }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            plan: PlanSchema,
            differences: Type.Array(DifferenceSchema),
            law: Type.Array(LawSchema, { description: 'what labour law says about the agents concerned' }),
            cost: Type.Object(
              { beforeMinor: Type.Integer(), afterMinor: Type.Integer(), currency: Type.String() },
              { description: 'of the whole plan' },
            ),
          }),
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
      if (plan.state !== 'draft') {
        throw new HttpProblem(409, 'plan-not-draft', `The plan is ${plan.state}.`, 'Copy it to a draft first.');
      }
      const { edit, law, cost } = await preparedEdit(service, plan, changesOf(request.body.changes), {
        author: request.principal.id,
        reason: request.body.reason,
      });
      const view = (row: typeof plan) => ({
        plan: planView(row),
        differences: [...edit.differences],
        law: law.map(({ ruleId, article, agent, dates, severity, message }) => ({
          rule: ruleId,
          article,
          agent,
          dates: [...dates],
          severity,
          message,
        })),
        cost,
      });
      if (request.query.preview) return reply.header('etag', etagOf(plan)).send(view(plan));
      const outcome = await editPlan(service.store, plan, plan.revision, edit);
      if (outcome.kind === 'changed') throw await planChanged(service, outcome.plan, plan.revision);
      if (outcome.kind === 'state') throw new HttpProblem(409, 'plan-not-draft', `The plan is ${outcome.plan.state}.`);
      await note(request, 'edit', 'plan', plan.id, {
        week: plan.week,
        revision: outcome.plan.revision,
        shifts: edit.differences.length,
      });
      return reply.header('etag', etagOf(outcome.plan)).send(view(outcome.plan));
    },
  );

  app.get(
    '/plans/:id/changes',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['plans'],
        summary: 'Edits of a plan, oldest first: who changed which shift, and why',
        params: PlanParams,
        querystring: Type.Object({
          since: Type.Integer({ minimum: 0, default: 0, description: 'only after this revision' }),
        }),
        response: { 200: Type.Object({ changes: Type.Array(ChangeSchema) }), 400: ProblemSchema, 404: ProblemSchema },
      },
    },
    async (request) => {
      const plan = await planOf(request.service, request.params.id);
      const rows = await changesSince(request.service.store, plan.id, request.query.since);
      return { changes: rows.map(changeView) };
    },
  );

  app.get(
    '/plans/:id/compare/:other',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['plans'],
        summary: 'Shifts that are different in another plan: `before` in the first, `after` in the other',
        params: Type.Object({ ...PlanParams.properties, other: Type.String() }),
        response: { 200: Type.Object({ differences: Type.Array(DifferenceSchema) }), 404: ProblemSchema },
      },
    },
    async (request) => {
      const { service } = request;
      const [one, other] = [await planOf(service, request.params.id), await planOf(service, request.params.other)];
      const centre = await centreVersion(service.store, one.centre, one.centre_version);
      const [before, after] = [await rosterOf(service, one), await rosterOf(service, other)];
      const differences = compareShifts(before.shifts, after.shifts);
      return { differences: differenceViews(before, differences, zoneLookup(centre)) };
    },
  );

  app.post(
    '/plans/:id/copy',
    {
      config: { permission: 'rooster:roster:write' },
      schema: {
        tags: ['plans'],
        summary: 'Make a draft of any plan, to change a published week: edit the draft, then publish it',
        params: PlanParams,
        response: { 201: PlanSchema, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const plan = await planOf(service, request.params.id);
      const copy = await copyPlan(service.store, plan, service.newId(), service.now());
      await note(request, 'copy', 'plan', copy.id, { from: plan.id });
      return reply
        .code(201)
        .header('location', `/v1/plans/${copy.id}`)
        .header('etag', etagOf(copy))
        .send(planView(copy));
    },
  );
}
