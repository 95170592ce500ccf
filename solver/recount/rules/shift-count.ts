import type { RuleCheck } from './context.js';
import { dayGroups, outside } from './sums.js';

/** Number of shifts of the named kinds within its limits. */
export const shiftCount: RuleCheck<'shift-count'> = (rule, person) =>
  dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const shifts = days.flatMap((day) => person.byDay[day]!).filter((shift) => rule.kinds.includes(shift.kind));
    return outside(shifts.length, rule, `shifts of ${rule.kinds.join(', ')} ${name}`, days);
  });
