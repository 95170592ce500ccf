import type { RuleContext, RuleMachine, RuleOf, Step } from './machine.js';

const SATURDAY = 6;
const SUNDAY = 7;
const WORKED = 2;

/** Whether the weekend of a day becomes one with work by it; `saturday` is the second word of the state before the day. */
export const opensWeekend = (day: Step, saturday: number): boolean =>
  day.on && (day.weekday === SATURDAY || (day.weekday === SUNDAY && saturday !== WORKED));

/** Weekends with work per period; `whole`: both days or none. Unit: weekends. */
export function weekends(rule: RuleOf<'weekends'>, context: RuleContext): RuleMachine {
  const max = rule.max ?? Infinity;
  const carried = context.carried.get(rule.id) ?? 0;
  return {
    // Weekends worked so far where they are limited; Saturday: 0 unknown, 1 off, 2 worked.
    words: 2,
    quanta: [1, 1],
    init(state, offset) {
      state[offset] = carried;
      state[offset + 1] = 0;
    },
    step(state, offset, day) {
      if (day.day < 0) return 0;
      let amount = 0;
      const saturday = state[offset + 1]!;
      if (max < Infinity && opensWeekend(day, saturday) && ++state[offset]! > max) amount++;
      if (day.weekday === SATURDAY) state[offset + 1] = day.on ? WORKED : 1;
      else if (day.weekday === SUNDAY) {
        if (rule.whole === true && saturday !== 0 && (saturday === WORKED) !== day.on) amount++;
        state[offset + 1] = 0;
      }
      if (context.cyclic && day.day === context.days.length - 1) state[offset] = carried;
      return amount;
    },
    finish: () => 0,
    describe: (amount) =>
      `${amount} weekend(s) ${rule.max !== undefined ? `beyond ${rule.max}` : ''}${rule.whole ? ' worked by half' : ''}`,
  };
}
