import { kindSet, type RuleContext, type RuleMachine, type RuleOf, type Step } from './machine.js';

/** Days in a row that match an unwanted pattern. Unit: occurrences. */
export function sequence(rule: RuleOf<'sequence'>, context: RuleContext): RuleMachine {
  const matches = rule.days.map((want): ((day: Step) => boolean) => {
    if ('off' in want) return (day) => !day.on;
    if ('on' in want) return (day) => day.on;
    const kinds = kindSet(want.kinds, context);
    return (day) => day.on && kinds.has(day.kind);
  });
  const words = rule.days.map((want) => ('kinds' in want ? want.kinds.join('/') : 'on' in want ? 'a shift' : 'off'));
  return {
    // Bit i: the last i + 1 days match the first i + 1 of the pattern.
    words: 1,
    quanta: [1],
    init(state, offset) {
      state[offset] = 0;
    },
    step(state, offset, day) {
      const before = state[offset]!;
      let now = 0;
      matches.forEach((match, i) => {
        const begun = i === 0 ? rule.from === undefined || day.weekday === rule.from : (before >> (i - 1)) & 1;
        if (begun && match(day)) now |= 1 << i;
      });
      const whole = 1 << (matches.length - 1);
      state[offset] = now & ~whole;
      return now & whole ? 1 : 0;
    },
    finish: () => 0,
    describe: (amount) => `${words.join(', then ')} in a row ${amount} time(s)`,
  };
}
