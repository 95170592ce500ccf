import type { RuleCheck } from './context.js';
import { carriedTo, dayGroups, outside } from './sums.js';

/** Working minutes (span less unpaid breaks) under their limit. */
export const workMinutes: RuleCheck<'work-minutes'> = (rule, person) => {
  const byDay = person.byDay.map((shifts) => shifts.reduce((sum, shift) => sum + shift.workMinutes, 0));
  return dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const sum = days.reduce((total, day) => total + byDay[day]!, 0);
    return outside(sum, { max: rule.max }, `working minutes ${name}`, days, carriedTo(rule, person));
  });
};
