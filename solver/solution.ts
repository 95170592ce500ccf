import type { Rule, TeamRule } from './problem.js';

/** Part of a shift; half-open in slots from the origin of the problem. */
export interface PlannedActivity {
  /** `work` for time on queue, else the id of the activity (log-in, break, meal, training …). */
  readonly activity: string;
  readonly startSlot: number;
  readonly endSlot: number;
  readonly paid: boolean;
  /** Queues the time is open to; empty for everything but `work`. */
  readonly queues: readonly string[];
}

/** A working day of one agent. Activities follow each other without gap or overlap from start to end. */
export interface PlannedShift {
  /** Agent id, or `id#k` for the k-th person of a kind. */
  readonly agent: string;
  /** Index of the day in the agent's calendar on which the shift starts. */
  readonly day: number;
  readonly template: string;
  readonly site: string;
  readonly area: string;
  /** Desk number, 1-based, in areas with limited seats; null at home. */
  readonly desk: number | null;
  readonly startSlot: number;
  readonly endSlot: number;
  readonly paidMinutes: number;
  readonly activities: readonly PlannedActivity[];
}

/**
 * One rule broken: by whom, when, by how much. `amount` in the rule's own unit, > 0. Units of the built-in laws: `seats` one
 * breach per area and run of slots over, largest number of agents over (and one each for a missing or doubly used desk);
 * `minimum-staffing` agents missing, per queue and interval; `availability` minutes outside all windows or inside a forbidden
 * one; `fixed-activity` minutes not held as fixed; `overlap` minutes at work twice, or 1 for a second shift on a day; `pin`,
 * `template`, `wish` 1 each; `meeting` participants missing, or 1 for somebody who holds it without the others. `ruleId` of a
 * wish is its id, else `wish`; of a meeting and of a team rule its id.
 */
export interface Breach {
  /** Id of the rule, or one of the built-in laws: `seats`, `minimum-staffing`, `availability`, `pin`, `fixed-activity`, `template`, `overlap`, `wish`. */
  readonly ruleId: string;
  readonly rule:
    | Rule['rule']
    | TeamRule['rule']
    | 'meeting'
    | 'seats'
    | 'minimum-staffing'
    | 'availability'
    | 'pin'
    | 'fixed-activity'
    | 'template'
    | 'overlap'
    | 'wish';
  readonly hard: boolean;
  readonly agents: readonly string[];
  /** Days of the agents' calendar concerned, or empty; of the problem's first calendar where a site has too few people. */
  readonly days: readonly number[];
  readonly amount: number;
  /** Cost it adds (0 for hard rules, which are reported, not priced, in `cost.total`). */
  readonly cost: number;
  /** One sentence: rule, measured value, limit. */
  readonly message: string;
}

/** Agents wanted and there per interval of one queue, after capacity of multi-skilled agents is spent once. */
export interface QueueCoverage {
  readonly queue: string;
  /** For deferrable work: the work that falls due per interval, in agent-intervals. */
  readonly wanted: readonly number[];
  /** Effective agents (speed counted) given to the queue per interval. */
  readonly covered: readonly number[];
  /** Agents short per interval; for deferrable work, work undone at its deadline. */
  readonly under: readonly number[];
  readonly over: readonly number[];
}

/** Capacity given by one skill group (agents with equal skills and speeds) to one queue, per interval. */
export interface SkillAllocation {
  /** Queues of the group with speeds, e.g. `phone:1|chat:0.9`, sorted by queue id. */
  readonly group: string;
  readonly queue: string;
  readonly agents: readonly number[];
}

/** Cost split; `total` is the sum of the others. All in the problem's cost unit. */
export interface RosterCost {
  readonly total: number;
  /** Paid slots, premiums, places, shifts. */
  readonly labour: number;
  readonly under: number;
  readonly over: number;
  /** Soft rules and wishes. */
  readonly rules: number;
  /** Distinct shifts in use. */
  readonly distinctShifts: number;
}

/**
 * - `optimal`: proven best; - `feasible`: legal, with a bound; - `conflict`: hard rules are broken because they
 * contradict each other (each is in `breaches`); - `cancelled`: stopped by the user, best so far.
 */
export type RosterStatus = 'optimal' | 'feasible' | 'conflict' | 'cancelled';

/** What the engine returns. Deterministic unless `reproducible` is false. */
export interface RosterSolution {
  readonly status: RosterStatus;
  readonly shifts: readonly PlannedShift[];
  readonly breaches: readonly Breach[];
  readonly coverage: readonly QueueCoverage[];
  readonly allocation: readonly SkillAllocation[];
  readonly cost: RosterCost;
  /** Proven lower bound on `cost.total` of any roster without hard breaches. */
  readonly bound: number;
  /** (cost.total − bound) / max(|cost.total|, tiny); 0 where proven. */
  readonly gap: number;
  readonly reproducible: boolean;
  readonly solver: {
    /** The means the engine picked: `mip over all tours`, `mip over days and states`, `column-generation + search` or `lagrangian + search`, with `+ meetings` where there are any. */
    readonly method: string;
    /** Work units used. */
    readonly work: number;
    readonly rounds: number;
    readonly columns: number;
  };
}
