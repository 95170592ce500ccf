import { kindSet, type RuleContext, type RuleMachine, type RuleOf } from './machine.js';
import { run } from './run.js';

/** Runs of days with a shift of the given kinds, such as a series of nights. Unit: days outside. */
export function consecutiveShifts(rule: RuleOf<'consecutive-shifts'>, context: RuleContext): RuleMachine {
  const { min = 1, max = Infinity } = rule;
  const kinds = kindSet(rule.kinds, context);
  const label = `consecutive shifts of kind ${rule.kinds.join(', ')}`;
  return run({ counts: (day) => day.on && kinds.has(day.kind), min, max, label }, context);
}
