import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';

/** Every day of the period that is not what the pattern asks for. */
export const rotation: RuleCheck<'rotation'> = (rule, person) => {
  const findings: Finding[] = [];
  const mondayOf = (date: string): number => {
    const at = new Date(`${date}T00:00:00Z`);
    return at.getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000;
  };
  person.calendar.days.forEach(({ date, weekday }, day) => {
    const since = (mondayOf(date) - mondayOf(rule.from)) / (7 * 86_400_000);
    const at = since - rule.weeks.length * Math.floor(since / rule.weeks.length);
    const kinds = person.byDay[day]!.map((shift) => shift.kind);
    const wrong = rule.weeks[at]!.filter((part) => {
      if (part.weekdays !== undefined && !part.weekdays.includes(weekday)) return false;
      if ('off' in part) return kinds.length > 0;
      const { kinds: wanted } = part;
      if (wanted !== undefined && kinds.some((kind) => kind === undefined || !wanted.includes(kind))) return true;
      return 'on' in part && kinds.length === 0;
    });
    if (wrong.length > 0)
      findings.push({ days: [day], amount: 1, message: `day ${day} is not as week ${at + 1} of the rotation asks` });
  });
  return findings;
};
