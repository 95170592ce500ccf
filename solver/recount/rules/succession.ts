import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';
import { priorDays } from './runs.js';

/** Shifts of a kind that may not follow the kind of the day before. */
export const succession: RuleCheck<'succession'> = (rule, person, problem) => {
  const kinds = person.byDay.map((shifts) => shifts.map((shift) => shift.kind));
  const before = problem.cyclic
    ? kinds.at(-1)!
    : priorDays(person, problem)
        .filter((shift) => shift.day === -1)
        .map((shift) => shift.kind ?? '');
  const findings: Finding[] = [];
  kinds.forEach((today, day) => {
    const yesterday = day === 0 ? before : kinds[day - 1]!;
    for (const from of yesterday.filter((kind) => rule.from.includes(kind))) {
      for (const to of today.filter((kind) => rule.to.includes(kind))) {
        const earlier = day > 0 ? [day - 1] : problem.cyclic ? [kinds.length - 1] : [];
        findings.push({ days: [...earlier, day], amount: 1, message: `${to} on day ${day} follows ${from}` });
      }
    }
  });
  return findings;
};
