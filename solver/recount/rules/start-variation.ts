import { wallClockStart } from '../wall-clock.js';
import type { RuleCheck } from './context.js';
import { dayGroups, outside } from './sums.js';

/** Latest less earliest wall-clock start under its limit. */
export const startVariation: RuleCheck<'start-variation'> = (rule, person, problem) =>
  dayGroups(person.calendar, rule.per).flatMap(({ days, name }) => {
    const starts = days.flatMap((day) =>
      person.byDay[day]!.map((shift) => wallClockStart(problem, person.calendar.days[day]!, shift.plan.startSlot)),
    );
    if (starts.length < 2) return [];
    const spread = Math.max(...starts) - Math.min(...starts);
    return outside(spread, { max: rule.maxMinutes }, `minutes between earliest and latest start ${name}`, days);
  });
