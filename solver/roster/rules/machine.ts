import type { CalendarDay, Rule } from '../../problem.js';

/** One day of a tour as the rules see it; reused from step to step, so rules copy what they keep. Lengths in slots. */
export interface Step {
  /** Index in the agent's calendar; negative for days before the period. */
  day: number;
  /** ISO weekday. */
  weekday: number;
  /** True where a shift starts on the day; the fields below count only then. */
  on: boolean;
  start: number;
  end: number;
  /** Slots of paid activities. */
  paid: number;
  /** Span less the unpaid breaks of the template. */
  work: number;
  kind: number;
  /** Wall-clock start, minutes after local midnight. */
  startMinute: number;
  site: number;
}

/** What a rule needs to know of the agent it is applied to. */
export interface RuleContext {
  readonly slotMinutes: number;
  readonly days: readonly CalendarDay[];
  /** 1 where the rule week ends with the day (or the period does). */
  readonly lastOfWeek: Uint8Array;
  /** Paid minutes of leave per day. */
  readonly creditMinutes: Float64Array;
  readonly kindIndex: ReadonlyMap<string, number>;
  /** What earlier periods count towards a rule, by its id. */
  readonly carried: ReadonlyMap<string, number>;
  readonly siteIndex: ReadonlyMap<string, number>;
  /** True where the last day is followed by the first. */
  readonly cyclic: boolean;
  /** Slots of the ring (of the horizon). */
  readonly ringSlots: number;
  /** Per day the earliest start of any shift on a later day, slots. */
  readonly earliestLater: Int32Array;
}

/**
 * A rule as a state machine over the days of a tour: the one definition from which the test (no amount), the penalty
 * (amount × weight) and the matches (amount per day) follow, and which pricing carries along in its labels.
 */
export interface RuleMachine {
  /** State words it needs. */
  readonly words: number;
  /** Granularity in which two states count as alike when labels are compared; per word, 1 = exactly. */
  readonly quanta: readonly number[];
  init(state: Int32Array, offset: number): void;
  /** Advances by one day; returns the amount of breach this day adds, in the rule's unit. */
  step(state: Int32Array, offset: number, day: Step): number;
  /** Breach that shows only once the period is over. */
  finish(state: Int32Array, offset: number): number;
  /** One sentence: measured value and limit. */
  describe(amount: number): string;
  /** Where the rule limits a sum over days: the same as a linear form, for programs that need no state for it. */
  readonly sum?: DaySum;
  /** Words that hold slots, and after how many slots without a shift they make no difference any more. */
  readonly clock?: { readonly words: readonly number[]; readonly forget: number };
}

/** A sum over the days of a week or the period that lies between limits; what is outside is the amount of breach. */
export interface DaySum {
  readonly per: 'week' | 'period';
  readonly min: number;
  readonly max: number;
  /** What the sum starts with. */
  readonly start: number;
  readonly count: (day: Step) => number;
}

export type RuleOf<K extends Rule['rule']> = Extract<Rule, { rule: K }>;

/** Indices of kinds; one that nobody ever has is left out. */
export function kindSet(kinds: readonly string[], context: RuleContext): ReadonlySet<number> {
  return new Set(kinds.flatMap((kind) => context.kindIndex.get(kind) ?? []));
}

/** "Never": earlier than any slot. */
export const LONG_AGO = -1_000_000_000;
