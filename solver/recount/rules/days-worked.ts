import type { RuleCheck } from './context.js';
import { carriedTo, countsOn, dayGroups, outside } from './sums.js';

/** Number of days with a shift within its limits. */
export const daysWorked: RuleCheck<'days-worked'> = (rule, person) =>
  dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const worked = days.filter((day) => countsOn(rule, person.calendar, day) && person.byDay[day]!.length > 0);
    return outside(worked.length, rule, `days worked ${name}`, days, carriedTo(rule, person));
  });
