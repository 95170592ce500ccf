import type { RuleContext, RuleMachine, RuleOf } from './machine.js';
import { run } from './run.js';

/** Runs of days with a shift. Unit: days outside. */
export function consecutiveDays(rule: RuleOf<'consecutive-days'>, context: RuleContext): RuleMachine {
  return run({ on: true, min: rule.min ?? 1, max: rule.max ?? Infinity, label: 'consecutive days worked' }, context);
}
