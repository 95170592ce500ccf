import { counter } from './counter.js';
import { kindSet, type RuleContext, type RuleMachine, type RuleOf } from './machine.js';

/** How often shifts of the given kinds occur per week or period, on the given weekdays. Unit: shifts outside. */
export function shiftCount(rule: RuleOf<'shift-count'>, context: RuleContext): RuleMachine {
  const kinds = kindSet(rule.kinds, context);
  return counter(
    {
      id: rule.id,
      per: rule.per,
      weekdays: rule.weekdays,
      min: rule.min ?? 0,
      max: rule.max ?? Infinity,
      count: (day) => (day.on && kinds.has(day.kind) ? 1 : 0),
      idleDaysFree: false,
      label: `shifts of kind ${rule.kinds.join(', ')}`,
    },
    context,
  );
}
