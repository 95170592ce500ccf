import Type from 'typebox';
import type { Roster } from '../../../src/domain/roster.js';
import { InputError } from '../../../src/errors.js';
import {
  compareShifts,
  editShifts,
  type RosterChange,
  type ShiftDifference,
} from '../../../src/schedule/edit-roster.js';
import { fromRosterFile, type RosterFile, toRosterFile } from '../../../src/schedule/roster-file.js';
import type { PlanSummary } from '../../../src/summary.js';
import { centreVersion } from '../../db/centre-store.js';
import { changesSince, copyPlan, editPlan, planDocument, withdrawPlan } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import { editedPlan } from '../../files/edited-plan.js';
import { zoneLookup } from '../../files/plan-documents.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import type { Service } from '../service.js';
import {
  announcementOf,
  ChangeSchema,
  changeView,
  DifferenceSchema,
  etagOf,
  IfMatch,
  PlanChangedSchema,
  PublishBody,
  planChanged,
  planOf,
  revisionOf,
} from './plan-changes.js';
import { PlanParams, PlanSchema, planView } from './plans.js';

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
  return body.map(({ change, agent, start, end, site, toAgent, toStart }, i): RosterChange => {
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
    };
  });
}

/** Reads the roster of a plan as it is stored. */
async function rosterOf({ store }: Service, plan: PlanRow): Promise<Roster> {
  const read = fromRosterFile(JSON.parse((await planDocument(store, plan.id, 'roster.json'))!.body));
  if (!read.ok) throw new InputError(read.issues);
  return read.value;
}

/** Differences with shifts in the form of the roster file. */
function differenceViews(
  roster: Roster,
  differences: readonly ShiftDifference[],
  zoneOfSite: (site: string) => string,
): Type.Static<typeof DifferenceSchema>[] {
  const view = (shift: ShiftDifference['before']): RosterFile['shifts'][number] =>
    toRosterFile({ ...roster, shifts: [shift!], findings: [], coverage: [] }, zoneOfSite).shifts[0]!;
  return differences.map(({ agent, before, after }) => ({
    agent,
    ...(before === undefined ? {} : { before: view(before) }),
    ...(after === undefined ? {} : { after: view(after) }),
  }));
}

/** Drafts edited by hand, compared, copied; published weeks taken back. */
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
      const plan = await planOf(service, request.params.id);
      const revision = revisionOf(request.headers['if-match']);
      if (revision !== plan.revision) throw await planChanged(service, plan, revision);
      if (plan.state !== 'draft') {
        throw new HttpProblem(409, 'plan-not-draft', `The plan is ${plan.state}.`, 'Copy it to a draft first.');
      }
      const centre = await centreVersion(service.store, plan.centre, plan.centre_version);
      const roster = await rosterOf(service, plan);
      const changes = changesOf(request.body.changes);
      const edited = editShifts(roster.shifts, changes, { centre, fromDate: plan.from_date, toDate: plan.to_date });
      if (!edited.ok) throw new InputError(edited.issues);
      const differences = compareShifts(roster.shifts, edited.value);
      const summary = JSON.parse((await planDocument(service.store, plan.id, 'summary.json'))!.body) as PlanSummary;
      const { files, law } = editedPlan(centre, roster, summary, edited.value, differences);
      const views = differenceViews(roster, differences, zoneLookup(centre));
      const { reason } = request.body;
      const outcome = await editPlan(service.store, plan, revision, {
        documents: files.map((file) => ({ ...file, contentType: '' })),
        removed: views.flatMap(({ before }) => (before === undefined ? [] : [before])),
        added: views.flatMap(({ after }) => (after === undefined ? [] : [after as RosterFile['shifts'][number]])),
        differences: views,
        author: request.principal.id,
        reason,
        at: service.now(),
      });
      if (outcome.kind === 'changed') throw await planChanged(service, outcome.plan, revision);
      if (outcome.kind === 'state') throw new HttpProblem(409, 'plan-not-draft', `The plan is ${outcome.plan.state}.`);
      await note(request, 'edit', 'plan', plan.id, {
        week: plan.week,
        revision: outcome.plan.revision,
        shifts: views.length,
      });
      return reply.header('etag', etagOf(outcome.plan)).send({
        plan: planView(outcome.plan),
        differences: views,
        law: law.map(({ ruleId, article, agent, dates, severity, message }) => ({
          rule: ruleId,
          article,
          agent,
          dates: [...dates],
          severity,
          message,
        })),
      });
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

  app.post(
    '/plans/:id/withdraw',
    {
      config: { permission: 'rooster:roster:publish' },
      schema: {
        tags: ['plans'],
        summary: 'Take a published week back: agents are told and their calendars cancel it',
        params: PlanParams,
        headers: IfMatch,
        body: PublishBody,
        response: {
          200: PlanSchema,
          400: ProblemSchema,
          404: ProblemSchema,
          409: ProblemSchema,
          412: PlanChangedSchema,
          428: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const plan = await planOf(service, request.params.id);
      const revision = revisionOf(request.headers['if-match']);
      const reason = request.body?.reason ?? '';
      const outcome = await withdrawPlan(service.store, plan, revision, await announcementOf(service, plan, reason));
      if (outcome.kind === 'changed') throw await planChanged(service, outcome.plan, revision);
      if (outcome.kind === 'state')
        throw new HttpProblem(409, 'plan-not-published', `The plan is ${outcome.plan.state}.`);
      await note(request, 'withdraw', 'plan', plan.id, { week: plan.week, reason });
      return reply.header('etag', etagOf(outcome.plan)).send(planView(outcome.plan));
    },
  );
}
