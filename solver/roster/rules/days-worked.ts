import { counter } from './counter.js';
import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

/** Days with a shift per week or period, on the given weekdays. Unit: days outside. */
export function daysWorked(rule: RuleOf<'days-worked'>, context: RuleContext): RuleMachine {
  return counter(
    {
      id: rule.id,
      per: rule.per,
      weekdays: rule.weekdays,
      min: rule.min ?? 0,
      max: rule.max ?? Infinity,
      count: (day) => (day.on ? 1 : 0),
      idleDaysFree: false,
      label: 'days worked',
    },
    context,
  );
}
