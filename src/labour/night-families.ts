import type { Activity, PlanShift } from '../domain/centre.js';
import type { RuleOfKind } from './audit.js';
import { clockWindow } from './clock.js';

/** What the shift families of a work plan can do at night. */
export interface NightFamilies {
  /** Kinds of which at least one family can be a night duty: what rules on nights speak of. */
  readonly kinds: readonly string[];
  /** Longest work that such a family allows. */
  readonly longestMinutes: number;
  /** Minutes after the midnight of its starting day at which the last of them can end, and the first can start. */
  readonly latestEnd: number;
  readonly earliestStart: number;
}

const DAY = 1440;

/** Families that can be night duties under a definition; undefined where none can. Breaks are not taken off: stricter than the law. */
export function nightFamilies(
  shifts: readonly PlanShift[],
  activities: readonly Pick<Activity, 'id' | 'paid'>[],
  definition: Pick<RuleOfKind<'night-definition'>, 'from' | 'to' | 'overMinutes'>,
): NightFamilies | undefined {
  const paid = new Map(activities.map((activity) => [activity.id, activity.paid]));
  const [from, to] = clockWindow(definition.from, definition.to);
  const nights = shifts.filter((shift) => {
    for (let start = shift.start.earliest; start <= shift.start.latest; start += Math.max(1, shift.start.step)) {
      const end = Math.min(start + spanOf(shift, paid), shift.endLatest ?? Number.POSITIVE_INFINITY);
      for (const day of [-DAY, 0, DAY])
        if (Math.min(end, to + day) - Math.max(start, from + day) > definition.overMinutes) return true;
    }
    return false;
  });
  if (nights.length === 0) return undefined;
  return {
    kinds: [...new Set(nights.map((shift) => shift.kind))],
    longestMinutes: Math.max(...nights.map((shift) => shift.paid.max)),
    latestEnd: Math.max(
      ...nights.map((shift) =>
        Math.min(shift.start.latest + spanOf(shift, paid), shift.endLatest ?? Number.POSITIVE_INFINITY),
      ),
    ),
    earliestStart: Math.min(...nights.map((shift) => shift.start.earliest)),
  };
}

/** Longest span of a family: its longest paid length and all unpaid breaks. */
const spanOf = (shift: PlanShift, paid: ReadonlyMap<string, boolean>): number =>
  shift.paid.max + shift.breaks.reduce((sum, item) => sum + (paid.get(item.activity) === false ? item.minutes : 0), 0);

/** True where a shift of a plan can run into the next day. */
export const canPassMidnight = (shifts: readonly PlanShift[], activities: readonly Pick<Activity, 'id' | 'paid'>[]) => {
  const paid = new Map(activities.map((activity) => [activity.id, activity.paid]));
  return shifts.some(
    (shift) => Math.min(shift.start.latest + spanOf(shift, paid), shift.endLatest ?? Number.POSITIVE_INFINITY) > DAY,
  );
};
