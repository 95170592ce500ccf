import type { RuleCheck } from './context.js';
import { dayGroups, outside } from './sums.js';

/** Number of days with a shift within its limits. */
export const daysWorked: RuleCheck<'days-worked'> = (rule, person) =>
  dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const worked = days.filter((day) => person.byDay[day]!.length > 0).length;
    return outside(worked, rule, `days worked ${name}`, days);
  });
