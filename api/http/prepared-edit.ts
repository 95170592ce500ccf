import { InputError } from '../../src/errors.js';
import type { LawFinding } from '../../src/labour/finding.js';
import { compareShifts, editShifts, type RosterChange } from '../../src/schedule/edit-roster.js';
import type { RosterFile } from '../../src/schedule/roster-file.js';
import type { PlanSummary } from '../../src/summary.js';
import { centreVersion } from '../db/centre-store.js';
import { type PlanDocument, type PlanEdit, planDocument } from '../db/plan-store.js';
import type { PlanRow } from '../db/schema.js';
import { editedPlan } from '../files/edited-plan.js';
import { zoneLookup } from '../files/plan-documents.js';
import { type DifferenceView, differenceViews, rosterOf } from './routes/roster-differences.js';
import type { Service } from './service.js';

/** An edit of a plan, worked out and not yet written. */
export interface PreparedEdit {
  readonly edit: PlanEdit & { readonly differences: readonly DifferenceView[] };
  /** What labour law says about the agents concerned. */
  readonly law: readonly LawFinding[];
  /** Cost of the whole plan before and after. */
  readonly cost: { readonly beforeMinor: number; readonly afterMinor: number; readonly currency: string };
}

/** Works out what changes make of a plan: shifts, cost, summary, law. Throws InputError where they cannot be made. */
export async function preparedEdit(
  service: Service,
  plan: PlanRow,
  changes: readonly RosterChange[],
  by: { readonly author: string; readonly reason: string },
): Promise<PreparedEdit> {
  const centre = await centreVersion(service.store, plan.centre, plan.centre_version);
  const roster = await rosterOf(service, plan);
  const edited = editShifts(roster.shifts, changes, { centre, fromDate: plan.from_date, toDate: plan.to_date });
  if (!edited.ok) throw new InputError(edited.issues);
  const differences = compareShifts(roster.shifts, edited.value);
  const summary = JSON.parse((await planDocument(service.store, plan.id, 'summary.json'))!.body) as PlanSummary;
  const { files, law } = editedPlan(centre, roster, summary, edited.value, differences);
  const views = differenceViews(roster, differences, zoneLookup(centre));
  const after = JSON.parse(files.find(({ name }) => name === 'summary.json')!.body) as PlanSummary;
  return {
    law,
    cost: { beforeMinor: summary.costMinor, afterMinor: after.costMinor, currency: summary.currency },
    edit: {
      ...by,
      documents: files.map((file): PlanDocument => ({ ...file, contentType: '' })),
      removed: views.flatMap(({ before }) => (before === undefined ? [] : [before])),
      added: views.flatMap(({ after }) => (after === undefined ? [] : [after as RosterFile['shifts'][number]])),
      differences: views,
      at: service.now(),
    },
  };
}
