import type { BreakTemplate, RosterProblem, ShiftTemplate } from '../problem.js';
import type { PlannedActivity, PlannedShift } from '../solution.js';

/**
 * Finds for every break that applies an activity of its own that fits it, trying all pairings (shifts have few breaks).
 * @returns one sentence for each break not held and each activity that nothing explains; empty where all fit
 */
export function matchBreaks(
  problem: RosterProblem,
  plan: PlannedShift,
  template: ShiftTemplate,
  breaks: readonly BreakTemplate[],
  activities: readonly PlannedActivity[],
): string[] {
  const fits = breaks.map((rest) => activities.map((part) => isHeldBy(problem, plan, rest, part)));
  const pairing = bestPairing(fits, activities.length);
  const faults: string[] = [];
  breaks.forEach((rest, b) => {
    if (pairing[b] === undefined) {
      faults.push(`no ${rest.activity} of ${rest.minutes} minutes lies where template ${template.id} wants it`);
    }
  });
  activities.forEach((part, a) => {
    if (!pairing.includes(a)) faults.push(`nothing asks for ${part.activity} at slot ${part.startSlot}`);
  });
  return faults;
}

function isHeldBy(problem: RosterProblem, plan: PlannedShift, rest: BreakTemplate, part: PlannedActivity): boolean {
  const after = (part.startSlot - plan.startSlot) * problem.slotMinutes;
  const before = (plan.endSlot - part.endSlot) * problem.slotMinutes;
  const step = rest.stepMinutes ?? problem.slotMinutes;
  return (
    part.activity === rest.activity &&
    part.paid === rest.paid &&
    (part.endSlot - part.startSlot) * problem.slotMinutes === rest.minutes &&
    after >= rest.earliestAfterStart &&
    after <= (rest.latestAfterStart ?? Number.POSITIVE_INFINITY) &&
    before >= (rest.endBeforeShiftEnd ?? 0) &&
    (step <= 0 || after % step === 0)
  );
}

/** Largest bipartite matching by augmenting paths; entry b is the activity paired with break b, or undefined. */
function bestPairing(fits: readonly (readonly boolean[])[], activityCount: number): (number | undefined)[] {
  const ownerOf: (number | undefined)[] = new Array(activityCount).fill(undefined);
  const tryPair = (b: number, seen: Set<number>): boolean => {
    for (let a = 0; a < activityCount; a++) {
      if (fits[b]![a] !== true || seen.has(a)) continue;
      seen.add(a);
      const owner = ownerOf[a];
      if (owner === undefined || tryPair(owner, seen)) {
        ownerOf[a] = b;
        return true;
      }
    }
    return false;
  };
  fits.forEach((_, b) => {
    tryPair(b, new Set());
  });
  const pairing: (number | undefined)[] = new Array(fits.length).fill(undefined);
  ownerOf.forEach((b, a) => {
    if (b !== undefined) pairing[b] = a;
  });
  return pairing;
}
