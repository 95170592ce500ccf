import type { RuleContext, RuleMachine } from './machine.js';

/** Runs of days that are `on` (worked) or off, between limits. */
export interface RunSpec {
  readonly on: boolean;
  readonly min: number;
  readonly max: number;
  readonly label: string;
}

/**
 * Length of runs. Days over the maximum are charged one by one; days missing to the minimum when the run ends. A run
 * cut by the period's border (its start or end is not known) counts only against the maximum.
 */
export function run(spec: RunSpec, context: RuleContext): RuleMachine {
  return {
    // Length of the current run; 1 where its beginning is not known.
    words: 2,
    quanta: [1, 1],
    init(state, offset) {
      state[offset] = 0;
      state[offset + 1] = 1;
    },
    step(state, offset, day) {
      if (day.on === spec.on) {
        const length = state[offset]! + 1;
        state[offset] = length;
        return length > spec.max ? 1 : 0;
      }
      const length = state[offset]!;
      const cut = state[offset + 1] === 1;
      state[offset] = 0;
      state[offset + 1] = 0;
      return length > 0 && !cut && length < spec.min ? spec.min - length : 0;
    },
    finish: () => 0,
    describe: (amount) =>
      `${spec.label} outside ${spec.min > 1 ? `at least ${spec.min} ` : ''}${spec.max < context.days.length + 99 ? `at most ${spec.max} ` : ''}by ${amount}`,
  };
}
