import type { RuleContext, RuleMachine, RuleOf } from './machine.js';
import { run } from './run.js';

/** Runs of days without a shift. Unit: days outside. */
export function consecutiveDaysOff(rule: RuleOf<'consecutive-days-off'>, context: RuleContext): RuleMachine {
  const { min = 1, max = Infinity } = rule;
  return run({ counts: (day) => !day.on, min, max, label: 'consecutive days off' }, context);
}
