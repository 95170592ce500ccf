import { counter } from './counter.js';
import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

/** Working minutes (span less unpaid breaks) per day, week or period. Unit: minutes over. */
export function workMinutes(rule: RuleOf<'work-minutes'>, context: RuleContext): RuleMachine {
  return counter(
    {
      id: rule.id,
      per: rule.per,
      min: 0,
      max: rule.max,
      count: (day) => (day.on ? day.work * context.slotMinutes : 0),
      idleDaysFree: true,
      label: 'working minutes',
    },
    context,
  );
}
