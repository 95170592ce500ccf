import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';
import { priorDays } from './runs.js';

/** Every place where days in a row match an unwanted pattern. */
export const sequence: RuleCheck<'sequence'> = (rule, person, problem) => {
  const count = person.byDay.length;
  const prior = priorDays(person, problem);
  const oldest = problem.cyclic ? Number.NEGATIVE_INFINITY : Math.min(0, ...prior.map((shift) => shift.day));
  const kindsOn = (day: number): readonly (string | undefined)[] =>
    day < 0 && !problem.cyclic
      ? prior.filter((shift) => shift.day === day).map((shift) => shift.kind)
      : person.byDay[((day % count) + count) % count]!.map((shift) => shift.kind);
  // Days before the calendar go on backwards through the week; in a ring, day −1 is the last one.
  const weekdayOf = (day: number): number => {
    if (problem.cyclic) return person.calendar.days[((day % count) + count) % count]!.weekday;
    if (day >= 0) return person.calendar.days[day]!.weekday;
    return ((((person.calendar.days[0]!.weekday - 1 + day) % 7) + 7) % 7) + 1;
  };
  const findings: Finding[] = [];
  for (let last = 0; last < count; last++) {
    const first = last - rule.days.length + 1;
    if (first < oldest || (rule.from !== undefined && weekdayOf(first) !== rule.from)) continue;
    const matches = rule.days.every((want, i) => {
      const kinds = kindsOn(first + i);
      if ('off' in want) return kinds.length === 0;
      if ('on' in want) return kinds.length > 0;
      return kinds.some((kind) => kind !== undefined && want.kinds.includes(kind));
    });
    if (!matches) continue;
    const days = rule.days.map((_, i) => first + i).map((day) => (problem.cyclic ? (day + 14 * count) % count : day));
    const inside = [...new Set(days.filter((day) => day >= 0))];
    findings.push({ days: inside, amount: 1, message: `the unwanted pattern ends on day ${last}` });
  }
  return findings;
};
