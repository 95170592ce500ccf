/** A sentence in the languages of the product. */
export interface Words {
  readonly en: string;
  readonly nl: string;
}

/** One rule over the whole roster; rules that nobody breaks are there with zero matches. */
export interface RuleScore {
  readonly ruleId: string;
  readonly rule: string;
  readonly hard: boolean;
  readonly matches: number;
  readonly amount: number;
  readonly cost: number;
  readonly messages: readonly string[];
}

/**
 * Why a queue is short in an interval. Codes: `no-skill` nobody has it; `all-at-work` everybody with it who could be there is;
 * `absent`; `rules` hard rules keep the rest away (named); `seats` no desk; `price` they could come, at a cost above what it brings.
 */
export interface ShortCause {
  readonly code: 'no-skill' | 'all-at-work' | 'absent' | 'rules' | 'seats' | 'price';
  readonly agents: readonly string[];
  /** With `rules`: the rules in the way, most frequent first. */
  readonly rules?: readonly string[];
  /** With `price`: the least that it would cost on balance, in the problem's unit. */
  readonly cost?: number;
  readonly text: Words;
}

export interface ShortInterval {
  readonly queue: string;
  readonly interval: number;
  readonly startMs: number;
  readonly wanted: number;
  readonly short: number;
  readonly causes: readonly ShortCause[];
}

/** What one more person just like these would be worth in the period, pay included; 0 where they would cost more than they bring. */
export interface AgentWorth {
  /** `worth` is reached with everybody else as they are; no tour of theirs is worth more than this (shadow prices). */
  readonly atMost: number;
  /** Skills with speeds, by queue. */
  readonly skills: string;
  /** The person it would be a copy of. */
  readonly like: string;
  readonly worth: number;
  readonly text: Words;
}

/** What one more hour of a fast agent on a queue is worth at most, where it is worth most; pay not counted. */
export interface HourWorth {
  readonly queue: string;
  readonly startMs: number;
  readonly perHour: number;
  readonly text: Words;
}

/** What one more desk is worth: the most that a person gains who is kept from there by full desks. */
export interface DeskWorth {
  readonly site: string;
  readonly area: string;
  readonly worth: number;
  /** Who would take it; absent where nobody gains. */
  readonly agent?: string;
  readonly text: Words;
}

/** Why somebody has a shift: what else the day could be, and what that would cost more. */
export interface ShiftReason {
  readonly agent: string;
  readonly day: number;
  readonly alternatives: readonly {
    /** The shift of that day; null = off. */
    readonly startMs: number | null;
    readonly endMs: number | null;
    readonly template: string | null;
    readonly cost: number;
  }[];
  readonly text: Words;
}

export interface RosterExplanation {
  readonly rules: readonly RuleScore[];
  readonly short: readonly ShortInterval[];
  readonly worth: readonly AgentWorth[];
  /** Up to one interval a queue, dearest first. */
  readonly hours: readonly HourWorth[];
  readonly desks: readonly DeskWorth[];
}
