import type { LpBackend } from '../lp/model.js';
import type { Breach, QueueCoverage, RosterCost, SkillAllocation } from '../solution.js';

/** A roster judged from the problem and its shifts alone. */
export interface Recount {
  /** Every rule broken: built-in laws, rules of the problem and wishes, person by person. */
  readonly breaches: readonly Breach[];
  readonly coverage: readonly QueueCoverage[];
  /** Queues of work with a deadline, by id. */
  readonly deferrable: readonly string[];
  readonly cost: RosterCost;
  /** The allocation that coverage was derived from: the given one, else the best. */
  readonly allocation: readonly SkillAllocation[];
  /** What the given allocation does wrong; empty where none was given. */
  readonly allocationFaults: readonly string[];
  /**
   * Best possible: agents missing to minimums, and cost of under and over (of queues). Null where it could not be proven: a
   * large problem with deferrable work and no LP library at hand.
   */
  readonly best: { readonly missing: number; readonly cost: number } | null;
  /** The same two of `allocation`. */
  readonly used: { readonly missing: number; readonly cost: number };
}

export interface RecountOptions {
  /** Solves the allocation where deferrable work ties many intervals together; small problems do without. */
  readonly lp?: LpBackend;
}
