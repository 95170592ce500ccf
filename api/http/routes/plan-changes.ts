import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Announcement } from '../../db/announce.js';
import { centreVersion } from '../../db/centre-store.js';
import { changesSince, findPlan, planDocument, publishPlan } from '../../db/plan-store.js';
import type { PlanChangeRow, PlanRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import { note } from '../audit.js';
import type { Service } from '../service.js';

/** A plan of the caller's organisation, or the problem that says there is none. */
export async function planOf({ store }: Service, id: string): Promise<PlanRow> {
  const row = await findPlan(store, id);
  if (row === undefined) throw new HttpProblem(404, 'plan-unknown', `There is no plan ${id}.`);
  return row;
}

/** ETag of a plan: it changes with every edit and change of state. */
export const etagOf = (plan: PlanRow): string => `"${plan.revision}"`;

/** Revision that the caller has seen, of `If-Match`. */
export function revisionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    throw new HttpProblem(
      428,
      'if-match-missing',
      'Changing a plan takes If-Match with its ETag.',
      'Read the plan first.',
    );
  }
  return Number(/^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch)?.[1] ?? Number.NaN);
}

const ShiftSchema = Type.Object(
  { agent: Type.String(), date: Type.String(), site: Type.String(), start: Type.String(), end: Type.String() },
  { additionalProperties: true, description: 'a shift in the form of the roster file' },
);
export const DifferenceSchema = Type.Object({
  agent: Type.String(),
  before: Type.Optional(ShiftSchema),
  after: Type.Optional(ShiftSchema),
});
export const ChangeSchema = Type.Object({
  revision: Type.Integer({ description: 'revision of the plan that the change made' }),
  at: Type.String(),
  author: Type.String(),
  reason: Type.String(),
  differences: Type.Array(DifferenceSchema),
});
/** 412 with what the caller has not seen. */
export const PlanChangedSchema = Type.Object({
  ...ProblemSchema.properties,
  revision: Type.Optional(Type.Integer()),
  changes: Type.Optional(Type.Array(ChangeSchema)),
});

export const changeView = (row: PlanChangeRow): Type.Static<typeof ChangeSchema> => ({
  revision: row.revision,
  at: row.at,
  author: row.author,
  reason: row.reason,
  differences: JSON.parse(row.differences) as Type.Static<typeof DifferenceSchema>[],
});

/** The refusal of a change that was made from another revision, with everything that has changed since. */
export async function planChanged(service: Service, plan: PlanRow, seen: number): Promise<HttpProblem> {
  const changes = Number.isNaN(seen) ? [] : await changesSince(service.store, plan.id, seen);
  return new HttpProblem(
    412,
    'plan-changed',
    `The plan is at revision ${plan.revision} by now.`,
    'Look at the changes, read the plan again and repeat yours.',
    { revision: plan.revision, changes: changes.map(changeView) },
  );
}

/** What agents are told with a change of the week: changes within the notice of the centre are marked. */
export async function announcementOf(service: Service, plan: PlanRow, reason: string): Promise<Announcement> {
  const at = service.now();
  const { noticeDays } = await centreVersion(service.store, plan.centre, plan.centre_version);
  return { at, reason, noticeUntilMs: Date.parse(at) + noticeDays * 86_400_000 };
}

/** Headers and body of what publishes or takes back. */
export const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String()) });
export const PublishBody = Type.Optional(
  Type.Union([
    Type.Object(
      { reason: Type.Optional(Type.String({ maxLength: 500, description: 'shown to the agents concerned' })) },
      { additionalProperties: false },
    ),
    Type.Null(),
  ]),
);

/** Publishes a plan if the caller has seen its newest revision. */
export async function publish(
  request: FastifyRequest,
  plan: PlanRow,
  ifMatch: string | undefined,
  reason: string,
): Promise<PlanRow> {
  const { service } = request;
  const revision = revisionOf(ifMatch);
  const [roster, cost, summary] = await Promise.all(
    ['roster.json', 'cost.csv', 'summary.json'].map((name) => planDocument(service.store, plan.id, name)),
  );
  const { costMinor, currency } = JSON.parse(summary!.body) as { costMinor: number; currency: string };
  const frozen = { roster: roster!.body, cost: cost!.body, costMinor, currency };
  const outcome = await publishPlan(service.store, plan, revision, frozen, await announcementOf(service, plan, reason));
  if (outcome.kind === 'changed') throw await planChanged(service, outcome.plan, revision);
  if (outcome.kind === 'state')
    throw new HttpProblem(409, 'plan-not-draft', `The plan is ${outcome.plan.state} already.`);
  await note(request, 'publish', 'plan', plan.id, { week: plan.week, revision: outcome.plan.revision, reason });
  return outcome.plan;
}
