import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';
import { nextRound, type Stint, stintsOf } from './rests.js';

/** Stretches of work between long rests, each short enough to leave room for the next rest in the window it begins. */
export const weeklyRest: RuleCheck<'weekly-rest'> = (rule, person, problem) => {
  const rest = rule.minutes / problem.slotMinutes;
  const room = (rule.windowMinutes - rule.minutes) / problem.slotMinutes;
  let stints = stintsOf(person);
  if (problem.cyclic && stints.length > 0) {
    const turned = fromLongRest(stints, nextRound(problem, stints), rest);
    if (turned === undefined) {
      const message = `no rest of ${rule.minutes} minutes at all in the cycle`;
      return [
        { days: person.shifts.map(({ plan }) => plan.day), amount: problem.slots * problem.slotMinutes, message },
      ];
    }
    stints = turned;
  }
  const findings: Finding[] = [];
  for (const stretch of stretchesOf(stints, rest)) {
    const start = stretch[0]!.startSlot;
    const late = (some: readonly Stint[]): number =>
      Math.max(0, ...some.map((stint) => stint.endSlot - start - room)) * problem.slotMinutes;
    const amount = late(stretch) - late(stretch.filter((stint) => stint.day === undefined));
    if (amount <= 0) continue;
    const days = stretch.map((stint) => stint.day).filter((day) => day !== undefined);
    const message = `work from slot ${start} leaves no rest of ${rule.minutes} minutes within ${rule.windowMinutes}, it ends ${late(stretch)} minutes too late`;
    findings.push({ days, amount, message });
  }
  return findings;
};

/** Groups of stints with shorter rests between them. */
function stretchesOf(stints: readonly Stint[], rest: number): Stint[][] {
  const stretches: Stint[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const stint of stints) {
    if (stint.startSlot - until >= rest) stretches.push([stint]);
    else stretches.at(-1)!.push(stint);
    until = Math.max(until, stint.endSlot);
  }
  return stretches;
}

/** A ring's stints turned so that they begin after a long rest; undefined where there is none. */
function fromLongRest(once: readonly Stint[], again: readonly Stint[], rest: number): Stint[] | undefined {
  const all = [...once, ...again];
  const first = once.findIndex((_, i) => all[i + 1]!.startSlot - all[i]!.endSlot >= rest);
  return first < 0 ? undefined : all.slice(first + 1, first + 1 + once.length);
}
