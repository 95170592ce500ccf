import { kindSet, LONG_AGO, type RuleContext, type RuleMachine, type RuleOf } from './machine.js';

/** The series is over and was long enough: the next shift needs the rest. */
const OWED = -1;

/** Rest until the next shift after a series of shifts of the given kinds. Unit: minutes missing. */
export function restAfterSeries(rule: RuleOf<'rest-after-series'>, context: RuleContext): RuleMachine {
  const need = rule.minutes / context.slotMinutes;
  const kinds = kindSet(rule.kinds, context);
  return {
    // Days of the series that runs, or OWED; end of the last shift.
    words: 2,
    quanta: [1, 1],
    init(state, offset) {
      state[offset] = 0;
      state[offset + 1] = LONG_AGO;
    },
    step(state, offset, day) {
      const series = state[offset]!;
      let amount = 0;
      if (!day.on) {
        if (series > 0) state[offset] = series >= rule.atLeast ? OWED : 0;
      } else {
        const counts = kinds.has(day.kind);
        const over = series === OWED || (series >= rule.atLeast && !counts);
        if (over) amount = Math.max(0, need - (day.start - state[offset + 1]!));
        state[offset] = counts ? Math.min(rule.atLeast, Math.max(0, series) + 1) : 0;
        state[offset + 1] = day.end;
      }
      // What no later shift can miss is forgotten, so that equal futures have equal states.
      if (state[offset] === 0) state[offset + 1] = LONG_AGO;
      else if (day.day >= 0 && !context.cyclic && state[offset + 1]! + need <= context.earliestLater[day.day]!) {
        state[offset + 1] = LONG_AGO;
        if (state[offset] === OWED) state[offset] = 0;
      }
      return amount * context.slotMinutes;
    },
    finish: () => 0,
    clock: { words: [1], forget: need },
    describe: (amount) =>
      `rest after ${rule.atLeast} or more shifts of kind ${rule.kinds.join(', ')} is ${amount} min short of ${rule.minutes} min`,
  };
}
