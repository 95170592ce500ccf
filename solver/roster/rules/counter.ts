import type { RuleContext, RuleMachine, Step } from './machine.js';

/** What is counted, over which stretch, between which limits. */
export interface CounterSpec {
  /** Id of the rule, under which earlier periods are carried. */
  readonly id: string;
  readonly per: 'day' | 'week' | 'period';
  readonly min: number;
  readonly max: number;
  /** True: over the maximum everything counted is a breach, not only what is over it. */
  readonly all?: boolean;
  /** Days that count; absent = all. */
  readonly weekdays?: readonly number[] | undefined;
  /** Counted per day; called for days of the period only. */
  readonly count: (day: Step) => number;
  /** True where a minimum per day binds only on days that have something. */
  readonly idleDaysFree: boolean;
  /** What the sentence calls it. */
  readonly label: string;
}

/**
 * Counts per day, week or period. What exceeds the maximum is charged as it happens, what is missing when the stretch
 * ends; so a prefix never costs more than the whole. A sum over the period starts with what earlier periods carry into it.
 */
export function counter(spec: CounterSpec, context: RuleContext): RuleMachine {
  const { per, min, max, weekdays } = spec;
  const count = (day: Step): number => (weekdays === undefined || weekdays.includes(day.weekday) ? spec.count(day) : 0);
  const carried = per === 'period' ? (context.carried.get(spec.id) ?? 0) : 0;
  const lastDay = context.days.length - 1;
  const over = (value: number): number => (value <= max ? 0 : spec.all === true ? value : value - max);
  return {
    words: per === 'day' ? 0 : 1,
    quanta: per === 'day' ? [] : [1],
    init(state, offset) {
      if (per !== 'day') state[offset] = carried;
    },
    step(state, offset, day) {
      if (day.day < 0) return 0;
      const added = count(day);
      if (per === 'day') return over(added) + (added > 0 || !spec.idleDaysFree ? Math.max(0, min - added) : 0);
      const before = state[offset]!;
      const now = before + added;
      let amount = over(now) - over(before);
      state[offset] = now;
      if (per === 'week' ? context.lastOfWeek[day.day] === 1 : day.day === lastDay) {
        amount += Math.max(0, min - now);
        state[offset] = carried;
      }
      return amount;
    },
    finish: () => 0,
    // A jump is no linear form.
    ...(per === 'day' || spec.all === true
      ? {}
      : { sum: { per, min, max: Math.max(max, carried), start: carried, count } }),
    describe: (amount) => {
      const limit = `${min > 0 ? `at least ${min}` : ''}${min > 0 && max < Infinity ? ', ' : ''}${max < Infinity ? `at most ${max}` : ''}`;
      return `${spec.label} per ${per} (${limit}) missed by ${amount}`;
    },
  };
}
