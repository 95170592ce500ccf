import { kindSet, type RuleContext, type RuleMachine, type RuleOf, type Step } from './machine.js';

const DAY_MS = 86_400_000;

/** A pattern over weeks: what each day should be. Unit: days that are not. */
export function rotation(rule: RuleOf<'rotation'>, context: RuleContext): RuleMachine {
  const keeps = rule.weeks.map((week) =>
    week.map((part) => {
      const kinds = 'kinds' in part && part.kinds !== undefined ? kindSet(part.kinds, context) : null;
      const asWanted = (day: Step): boolean =>
        day.on ? !('off' in part) && (kinds === null || kinds.has(day.kind)) : !('on' in part);
      return (day: Step): boolean => !(part.weekdays?.includes(day.weekday) ?? true) || asWanted(day);
    }),
  );
  // Day 4 of the epoch was a Monday.
  const weekOf = (date: string): number => Math.floor((Date.parse(date) / DAY_MS - 4) / 7);
  const first = weekOf(rule.from);
  const length = rule.weeks.length;
  const partsOf = context.days.map(({ date }) => keeps[(((weekOf(date) - first) % length) + length) % length]!);
  return {
    words: 0,
    quanta: [],
    init: () => undefined,
    step: (_state, _offset, day) => (partsOf[day.day]?.every((keep) => keep(day)) === false ? 1 : 0),
    finish: () => 0,
    describe: (amount) => `${amount} day(s) off the rotation`,
  };
}
