import { LONG_AGO, type RuleContext, type RuleMachine, type RuleOf } from './machine.js';

/**
 * In the window that begins with a stretch of work (shifts without a long rest between them) there is an unbroken rest:
 * the stretch ends at most window − rest after it began. Unit: minutes by which it ends later.
 */
export function weeklyRest(rule: RuleOf<'weekly-rest'>, context: RuleContext): RuleMachine {
  const rest = rule.minutes / context.slotMinutes;
  const room = (rule.windowMinutes - rule.minutes) / context.slotMinutes;
  const slotsPerDay = 1440 / context.slotMinutes;
  const { slotMinutes, cyclic, ringSlots } = context;
  return {
    // End of the last shift, start of the stretch, slots too late charged so far.
    words: 3,
    quanta: [slotsPerDay / 8, slotsPerDay / 4, slotsPerDay / 24],
    init(state, offset) {
      state[offset] = LONG_AGO;
      state[offset + 1] = LONG_AGO;
      state[offset + 2] = 0;
    },
    step(state, offset, day) {
      if (!day.on) return 0;
      if (day.start - state[offset]! >= rest) {
        state[offset + 1] = day.start;
        state[offset + 2] = 0;
      }
      state[offset] = Math.max(state[offset]!, day.end);
      const late = day.end - state[offset + 1]! - room;
      const charged = state[offset + 2]!;
      if (late <= charged) return 0;
      state[offset + 2] = late;
      return (late - charged) * slotMinutes;
    },
    finish(state, offset) {
      // A ring without any long rest is broken by its whole length, of which the second round has charged a part.
      const late = state[offset]! - state[offset + 1]! - room;
      if (!cyclic || state[offset]! - state[offset + 1]! <= ringSlots || state[offset] === LONG_AGO) return 0;
      return (ringSlots - Math.max(0, late) + Math.max(0, late - ringSlots)) * slotMinutes;
    },
    describe: (amount) =>
      `work ends ${amount} min too late for a rest of ${rule.minutes} min within ${rule.windowMinutes} min`,
  };
}
