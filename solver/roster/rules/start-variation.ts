import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

const NONE = -1;

/** Latest less earliest wall-clock start within a week or the period. Unit: minutes over. */
export function startVariation(rule: RuleOf<'start-variation'>, context: RuleContext): RuleMachine {
  return {
    words: 2,
    quanta: [1, 1],
    init(state, offset) {
      state[offset] = NONE;
      state[offset + 1] = NONE;
    },
    step(state, offset, day) {
      if (day.day < 0) return 0;
      let amount = 0;
      if (day.on) {
        const earliest = state[offset]!;
        const latest = state[offset + 1]!;
        const first = earliest === NONE;
        const low = first ? day.startMinute : Math.min(earliest, day.startMinute);
        const high = first ? day.startMinute : Math.max(latest, day.startMinute);
        amount =
          Math.max(0, high - low - rule.maxMinutes) - (first ? 0 : Math.max(0, latest - earliest - rule.maxMinutes));
        state[offset] = low;
        state[offset + 1] = high;
      }
      const ends =
        rule.per === 'day' ||
        (rule.per === 'week' ? context.lastOfWeek[day.day] === 1 : day.day === context.days.length - 1);
      if (ends) {
        state[offset] = NONE;
        state[offset + 1] = NONE;
      }
      return amount;
    },
    finish: () => 0,
    describe: (amount) => `starts vary ${amount} min more than ${rule.maxMinutes} min per ${rule.per}`,
  };
}
