import type { RuleCheck } from './context.js';
import { carriedTo, countsOn, dayGroups, outside } from './sums.js';

/** Number of days with a shift at one of the named sites within its limits. */
export const placeDays: RuleCheck<'place-days'> = (rule, person) =>
  dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const there = days.filter(
      (day) =>
        countsOn(rule, person.calendar, day) &&
        person.byDay[day]!.some((shift) => rule.sites.includes(shift.plan.site)),
    );
    return outside(there.length, rule, `days at ${rule.sites.join(', ')} ${name}`, days, carriedTo(rule, person));
  });
