import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';
import { priorDays } from './runs.js';

interface Stretch {
  readonly day: number;
  readonly startSlot: number;
  readonly endSlot: number;
  readonly inSeries: boolean;
}

/** Rest after a series of shifts of the named kinds. */
export const restAfterSeries: RuleCheck<'rest-after-series'> = (rule, person, problem) => {
  const count = person.byDay.length;
  const counts = (kind: string | undefined): boolean => kind !== undefined && rule.kinds.includes(kind);
  const days = priorDays(person, problem);
  const prior = (person.agent.prior ?? []).map(({ startSlot, endSlot }, i) => ({
    day: days[i]!.day,
    startSlot,
    endSlot,
    inSeries: counts(days[i]!.kind),
  }));
  const own = person.shifts.map(({ plan, kind }) => ({
    day: plan.day,
    startSlot: plan.startSlot,
    endSlot: plan.endSlot,
    inSeries: counts(kind),
  }));
  const again = own.map((one) => ({
    ...one,
    day: one.day + count,
    startSlot: one.startSlot + problem.slots,
    endSlot: one.endSlot + problem.slots,
  }));
  const all: Stretch[] = (problem.cyclic ? [...own, ...again] : [...prior, ...own]).toSorted((a, b) => a.day - b.day);
  const findings: Finding[] = [];
  for (let i = 1; i < all.length; i++) {
    const next = all[i]!;
    if (next.day < (problem.cyclic ? count : 0)) continue;
    let length = 0;
    while (i - 1 - length >= 0) {
      const one = all[i - 1 - length]!;
      if (!one.inSeries || one.day !== all[i - 1]!.day - length) break;
      length++;
    }
    const goesOn = next.inSeries && next.day === all[i - 1]!.day + 1;
    if (length < rule.atLeast || goesOn) continue;
    const rest = (next.startSlot - all[i - 1]!.endSlot) * problem.slotMinutes;
    if (rest >= rule.minutes) continue;
    const message = `${rest} minutes of rest after ${length} shifts of ${rule.kinds.join(', ')}, ${rule.minutes} needed`;
    findings.push({ days: [next.day % count], amount: rule.minutes - rest, message });
  }
  return findings;
};
