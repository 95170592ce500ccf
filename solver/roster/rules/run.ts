import type { RuleContext, RuleMachine, Step } from './machine.js';

/** Runs of days of one sort (worked, off, with a shift of some kind), between limits. */
export interface RunSpec {
  /** Whether a day belongs to a run. */
  readonly counts: (day: Step) => boolean;
  readonly min: number;
  readonly max: number;
  readonly label: string;
}

/**
 * Length of runs. Days over the maximum are charged one by one; days missing to the minimum when the run ends. A run
 * cut by the period's border (its start or end is not known) counts only against the maximum.
 */
export function run(spec: RunSpec, context: RuleContext): RuleMachine {
  // Longer than this, lengths make no difference any more.
  const longest = Math.max(spec.min, spec.max < Infinity ? spec.max + 1 : 0);
  return {
    // Length of the current run; 1 where its beginning is not known.
    words: 2,
    quanta: [1, 1],
    init(state, offset) {
      state[offset] = 0;
      state[offset + 1] = 1;
    },
    step(state, offset, day) {
      if (spec.counts(day)) {
        const length = Math.min(longest, state[offset]! + 1);
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
