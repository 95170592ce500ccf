import { LONG_AGO, type RuleContext, type RuleMachine, type RuleOf } from './machine.js';

/** Unbroken rest between two consecutive shifts, now and then shorter (`reduced`). Unit: minutes missing. */
export function dailyRest(rule: RuleOf<'daily-rest'>, context: RuleContext): RuleMachine {
  const need = rule.minutes / context.slotMinutes;
  const reduced = rule.reduced;
  const reducedNeed = reduced ? reduced.minutes / context.slotMinutes : need;
  const window = reduced ? reduced.windowMinutes / context.slotMinutes : 0;
  const times = reduced ? reduced.times : 0;
  return {
    words: 1 + times,
    quanta: new Array<number>(1 + times).fill(1),
    init(state, offset) {
      for (let i = 0; i <= times; i++) state[offset + i] = LONG_AGO;
    },
    step(state, offset, day) {
      let amount = 0;
      if (day.on) {
        const rest = day.start - state[offset]!;
        if (rest < need) {
          const oldest = times > 0 ? state[offset + 1]! : day.start;
          const mayReduce = times > 0 && day.start - oldest >= window;
          if (mayReduce) {
            for (let i = 1; i < times; i++) state[offset + i] = state[offset + i + 1]!;
            state[offset + times] = day.start;
          }
          amount = Math.max(0, (mayReduce ? reducedNeed : need) - rest);
        }
        state[offset] = day.end;
      }
      if (day.day >= 0 && !context.cyclic) {
        const later = context.earliestLater[day.day]!;
        if (state[offset]! + need <= later) state[offset] = LONG_AGO;
        for (let i = 1; i <= times; i++) if (state[offset + i]! + window <= later) state[offset + i] = LONG_AGO;
      }
      return amount * context.slotMinutes;
    },
    finish: () => 0,
    ...(times === 0 ? { clock: { words: [0], forget: need } } : {}),
    describe: (amount) => `rest between shifts is ${amount} min short of ${rule.minutes} min`,
  };
}
