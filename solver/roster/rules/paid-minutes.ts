import { counter } from './counter.js';
import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

/** Paid minutes (shifts plus credits for leave) per day, week or period. Unit: minutes outside, or all of them over the maximum. */
export function paidMinutes(rule: RuleOf<'paid-minutes'>, context: RuleContext): RuleMachine {
  return counter(
    {
      id: rule.id,
      per: rule.per,
      min: rule.min ?? 0,
      max: rule.max ?? Infinity,
      all: rule.all === true,
      count: (day) => (day.on ? day.paid * context.slotMinutes : 0) + context.creditMinutes[day.day]!,
      idleDaysFree: true,
      label: 'paid minutes',
    },
    context,
  );
}
