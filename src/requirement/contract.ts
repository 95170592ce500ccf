import type { QueueId } from '../domain/ids.js';

/** Agents needed by one queue in one interval, with the service they buy. */
export interface RequirementRow {
  readonly queue: QueueId;
  readonly startMs: number;
  readonly intervalMinutes: number;
  readonly offered: number;
  readonly ahtSeconds: number;
  /** Working agents; whole for real-time queues, a fraction for deferrable work. */
  readonly agentsNet: number;
  /** Agents on the payroll with all shrinkage, exact in basis points. */
  readonly agentsScheduled: number;
  readonly serviceLevel: number;
  readonly asaSeconds: number;
  readonly occupancy: number;
  /** What the formula alone asks for, where simulation corrected it (then the service is the corrected one). */
  readonly agentsFormula?: number;
  /**
   * Agents that simulation found the queue to have beyond those counted: other queues' agents who step in; negative where
   * breaks, transients and handed-on contacts take more than the formula knows of. Absent = not corrected, the same as 0.
   */
  readonly helpAgents?: number;
}

/** Deferrable work that arrives in an interval and must be done before its deadline, in agent-seconds. */
export interface DeferrableWork {
  readonly queue: QueueId;
  readonly startMs: number;
  /** Instant by which it must be done; never outside opening hours. */
  readonly deadlineMs: number;
  readonly workSeconds: number;
}

/** A goal of a queue that no number of agents meets; its rows meet the other goals. */
export interface UnmetGoal {
  readonly queue: QueueId;
  readonly goal: string;
  readonly value: number;
  readonly reason: string;
}

export interface Requirement {
  readonly rows: readonly RequirementRow[];
  readonly deferrable: readonly DeferrableWork[];
  readonly unmet: readonly UnmetGoal[];
}

/**
 * What the roster has to cover in one interval of a real-time queue: net agents raised by the shrinkage that the roster
 * does not show itself (sickness), with the service curve around it, from which understaffing is priced.
 */
export interface RosterDemand {
  readonly queue: QueueId;
  readonly startMs: number;
  /** Agents wanted on queue; a fraction is possible (net / (1 − shrinkage outside the roster), not rounded). */
  readonly agents: number;
  /**
   * Expected contacts of the interval that miss the target (not answered in time, or hung up) when 0, 1, 2 … agents
   * fewer than wanted are there; convex, ascending, ends at all offered contacts or after a dozen steps.
   */
  readonly missedContacts: readonly number[];
}
