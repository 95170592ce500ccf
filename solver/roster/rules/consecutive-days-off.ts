import type { RuleContext, RuleMachine, RuleOf } from './machine.js';
import { run } from './run.js';

/** Runs of days without a shift. Unit: days outside. */
export function consecutiveDaysOff(rule: RuleOf<'consecutive-days-off'>, context: RuleContext): RuleMachine {
  return run({ on: false, min: rule.min ?? 1, max: rule.max ?? Infinity, label: 'consecutive days off' }, context);
}
