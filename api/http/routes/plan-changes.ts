import Type from 'typebox';
import { compareShifts } from '../../../src/schedule/edit-roster.js';
import type { Announcement } from '../../db/announce.js';
import { centreVersion } from '../../db/centre-store.js';
import { changesSince, findPlan } from '../../db/plan-store.js';
import type { PlanChangeRow, PlanRow } from '../../db/schema.js';
import { zoneLookup } from '../../files/plan-documents.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { Service } from '../service.js';
import { DifferenceSchema, type DifferenceView, differenceViews, rosterOf } from './roster-differences.js';

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
      'The change takes If-Match with the ETag of what it changes.',
      'Read that first.',
    );
  }
  return Number(/^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch)?.[1] ?? Number.NaN);
}

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
  standing: Type.Optional(Type.String({ description: 'plan that was published meanwhile' })),
  differences: Type.Optional(Type.Array(DifferenceSchema)),
});

export const changeView = (row: PlanChangeRow): Type.Static<typeof ChangeSchema> => ({
  revision: row.revision,
  at: row.at,
  author: row.author,
  reason: row.reason,
  differences: JSON.parse(row.differences) as DifferenceView[],
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

/** A plan at the revision that the caller has seen, of `If-Match`; 412 with the changes since where it is not. */
export async function planSeen(service: Service, id: string, ifMatch: string | undefined): Promise<PlanRow> {
  const plan = await planOf(service, id);
  const seen = revisionOf(ifMatch);
  if (seen !== plan.revision) throw await planChanged(service, plan, seen);
  return plan;
}

/** The refusal of a publication that would lose what was published since the plan was copied. */
export async function weekChanged(service: Service, from: PlanRow, standing: PlanRow): Promise<HttpProblem> {
  const centre = await centreVersion(service.store, from.centre, from.centre_version);
  const [before, after] = [await rosterOf(service, from), await rosterOf(service, standing)];
  return new HttpProblem(
    412,
    'week-changed',
    `Week ${from.week} was published anew meanwhile, as ${standing.id}.`,
    'Look at the differences and make them in your draft, or publish with `over` to lose them.',
    {
      standing: standing.id,
      differences: differenceViews(before, compareShifts(before.shifts, after.shifts), zoneLookup(centre)),
    },
  );
}

/** What agents are told with a change of the week: changes within the notice of the centre are marked. */
export async function announcementOf(service: Service, plan: PlanRow, reason: string): Promise<Announcement> {
  const at = service.now();
  const { noticeDays } = await centreVersion(service.store, plan.centre, plan.centre_version);
  return { at, reason, noticeUntilMs: Date.parse(at) + noticeDays * 86_400_000 };
}

export const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String()) });
