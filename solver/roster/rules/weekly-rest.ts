import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

/**
 * In every window of the given length inside the known time (prior shifts and the period) there is an unbroken rest.
 * The state is the earliest window that holds no long rest yet: work must end early enough for the next long rest to be
 * complete within it. Unit: minutes missing.
 */
export function weeklyRest(rule: RuleOf<'weekly-rest'>, context: RuleContext): RuleMachine {
  const rest = rule.minutes / context.slotMinutes;
  const window = rule.windowMinutes / context.slotMinutes;
  const { from, to } = context.known;
  const slotsPerDay = 1440 / context.slotMinutes;
  return {
    // End of the last shift, start of the window.
    words: 2,
    quanta: [slotsPerDay / 8, slotsPerDay / 4],
    init(state, offset) {
      state[offset] = from;
      state[offset + 1] = from;
    },
    step(state, offset, day) {
      if (!day.on) return 0;
      if (day.start - state[offset]! >= rest) state[offset + 1] = Math.max(from, day.start - rest + 1);
      state[offset] = day.end;
      const windowEnd = state[offset + 1]! + window;
      const over = day.end + rest - windowEnd;
      return over > 0 && windowEnd <= to ? Math.min(over, rest) * context.slotMinutes : 0;
    },
    finish: () => 0,
    describe: (amount) => `weekly rest of ${rule.minutes} min is ${amount} min short within ${rule.windowMinutes} min`,
  };
}
