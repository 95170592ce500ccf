import type { RuleContext, RuleMachine, RuleOf } from './machine.js';
import { run } from './run.js';

/** Runs of days with a shift. Unit: days outside. */
export function consecutiveDays(rule: RuleOf<'consecutive-days'>, context: RuleContext): RuleMachine {
  const { min = 1, max = Infinity } = rule;
  return run({ counts: (day) => day.on, min, max, label: 'consecutive days worked' }, context);
}
