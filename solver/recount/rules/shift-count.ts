import type { RuleCheck } from './context.js';
import { carriedTo, countsOn, dayGroups, outside } from './sums.js';

/** Number of shifts of the named kinds within its limits. */
export const shiftCount: RuleCheck<'shift-count'> = (rule, person) =>
  dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const shifts = days
      .filter((day) => countsOn(rule, person.calendar, day))
      .flatMap((day) => person.byDay[day]!)
      .filter((shift) => rule.kinds.includes(shift.kind));
    const what = `shifts of ${rule.kinds.join(', ')} ${name}`;
    return outside(shifts.length, rule, what, days, carriedTo(rule, person));
  });
