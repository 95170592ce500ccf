import Type from 'typebox';
import type { Roster } from '../../../src/domain/roster.js';
import { InputError } from '../../../src/errors.js';
import type { ShiftDifference } from '../../../src/schedule/edit-roster.js';
import { fromRosterFile, type RosterFile, toRosterFile } from '../../../src/schedule/roster-file.js';
import { planDocument } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import type { Service } from '../service.js';

export const ShiftSchema = Type.Object(
  { agent: Type.String(), date: Type.String(), site: Type.String(), start: Type.String(), end: Type.String() },
  { additionalProperties: true, description: 'a shift in the form of the roster file' },
);
export const DifferenceSchema = Type.Object({
  agent: Type.String(),
  before: Type.Optional(ShiftSchema),
  after: Type.Optional(ShiftSchema),
});
export type DifferenceView = Type.Static<typeof DifferenceSchema>;

/** Reads the roster of a plan as it is stored. */
export async function rosterOf({ store }: Service, plan: PlanRow): Promise<Roster> {
  const read = fromRosterFile(JSON.parse((await planDocument(store, plan.id, 'roster.json'))!.body));
  if (!read.ok) throw new InputError(read.issues);
  return read.value;
}

/** Differences with shifts in the form of the roster file. */
export function differenceViews(
  roster: Roster,
  differences: readonly ShiftDifference[],
  zoneOfSite: (site: string) => string,
): DifferenceView[] {
  const view = (shift: ShiftDifference['before']): RosterFile['shifts'][number] =>
    toRosterFile({ ...roster, shifts: [shift!], findings: [], coverage: [] }, zoneOfSite).shifts[0]!;
  return differences.map(({ agent, before, after }) => ({
    agent,
    ...(before === undefined ? {} : { before: view(before) }),
    ...(after === undefined ? {} : { after: view(after) }),
  }));
}
