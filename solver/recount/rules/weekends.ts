import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';
import { carriedTo, dayGroups, outside } from './sums.js';

/** Weekends worked, and weekends of which only one day is worked. */
export const weekends: RuleCheck<'weekends'> = (rule, person) => {
  const findings: Finding[] = [];
  const worked: number[] = [];
  let count = 0;
  for (const week of dayGroups(person.calendar, 'week')) {
    const weekend = week.days.filter((day) => person.calendar.days[day]!.weekday >= 6);
    const withWork = weekend.filter((day) => person.byDay[day]!.length > 0);
    if (withWork.length === 0) continue;
    count++;
    worked.push(...withWork);
    if (rule.whole === true && weekend.length === 2 && withWork.length === 1) {
      findings.push({ days: weekend, amount: 1, message: `only one day of the weekend is worked ${week.name}` });
    }
  }
  const most = { max: rule.max };
  return [...findings, ...outside(count, most, 'weekends worked in the period', worked, carriedTo(rule, person))];
};
