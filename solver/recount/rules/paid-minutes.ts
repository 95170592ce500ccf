import type { RuleCheck } from './context.js';
import { carriedTo, dayGroups, outside } from './sums.js';

/** Paid minutes of shifts and credits within their limits. */
export const paidMinutes: RuleCheck<'paid-minutes'> = (rule, person) => {
  const byDay = person.byDay.map((shifts) => shifts.reduce((sum, shift) => sum + shift.paidMinutes, 0));
  for (const credit of person.agent.credits ?? []) byDay[credit.day]! += credit.paidMinutes;
  return dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const sum = days.reduce((total, day) => total + byDay[day]!, 0);
    const min = rule.per === 'day' && sum === 0 ? undefined : rule.min;
    return outside(sum, { min, max: rule.max, all: rule.all }, `paid minutes ${name}`, days, carriedTo(rule, person));
  });
};
