import { kindSet, type RuleContext, type RuleMachine, type RuleOf } from './machine.js';

/** A shift of kind `to` may not follow on the day after one of kind `from`. Unit: occurrences. */
export function succession(rule: RuleOf<'succession'>, context: RuleContext): RuleMachine {
  const from = kindSet(rule.from, context);
  const to = kindSet(rule.to, context);
  return {
    // 1 where yesterday's shift was of kind `from`.
    words: 1,
    quanta: [1],
    init(state, offset) {
      state[offset] = 0;
    },
    step(state, offset, day) {
      const amount = day.on && state[offset] === 1 && to.has(day.kind) ? 1 : 0;
      state[offset] = day.on && from.has(day.kind) ? 1 : 0;
      return amount;
    },
    finish: () => 0,
    describe: () => `a shift of kind ${rule.to.join(', ')} follows one of kind ${rule.from.join(', ')}`,
  };
}
