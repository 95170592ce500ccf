import { counter } from './counter.js';
import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

/** How often shifts of the given kinds occur per week or period. Unit: shifts outside. */
export function shiftCount(rule: RuleOf<'shift-count'>, context: RuleContext): RuleMachine {
  const kinds = new Set(rule.kinds.map((kind) => context.kindIndex.get(kind) ?? -1));
  return counter(
    {
      per: rule.per,
      min: rule.min ?? 0,
      max: rule.max ?? Infinity,
      count: (day) => (day.on && kinds.has(day.kind) ? 1 : 0),
      idleDaysFree: false,
      label: `shifts of kind ${rule.kinds.join(', ')}`,
    },
    context,
  );
}
