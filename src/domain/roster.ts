import type { AgentId, QueueId, SiteId } from './ids.js';

/** Part of a shift; instants in epoch milliseconds, half-open. */
export interface RosterActivity {
  readonly activity: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly paid: boolean;
  /** Queues the time is open to; empty for all that is not work. */
  readonly queues: readonly QueueId[];
}

/** A working day of one agent, filed under the local date on which it starts at the agent's site. */
export interface RosterShift {
  readonly agent: AgentId;
  readonly date: string;
  readonly site: SiteId;
  readonly area?: string;
  /** Desk label in areas with limited seats, e.g. `floor-12`. */
  readonly desk?: string;
  /** Shift family it was made from, and its kind (`early`, `late` …), where known. */
  readonly template?: string;
  readonly kind?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly activities: readonly RosterActivity[];
}

/** Demand against supply of one queue, per interval of the period. */
export interface RosterCoverage {
  readonly queue: QueueId;
  readonly startMs: readonly number[];
  readonly wanted: readonly number[];
  readonly covered: readonly number[];
  readonly under: readonly number[];
  readonly over: readonly number[];
}

/** A broken rule in words. */
export interface RosterFinding {
  readonly ruleId: string;
  readonly hard: boolean;
  readonly agents: readonly string[];
  readonly dates: readonly string[];
  readonly amount: number;
  readonly message: string;
}

/** How time that is open to several queues is shared out: agents of the same skills given to each queue, per interval. */
export interface RosterAllocation {
  /** Instant at which the first interval starts. */
  readonly fromMs: number;
  readonly intervalMinutes: number;
  readonly groups: readonly {
    readonly agents: readonly AgentId[];
    readonly queues: readonly { readonly queue: QueueId; readonly agents: readonly number[] }[];
  }[];
}

/** Everyone's shifts for a period. */
export interface Roster {
  readonly state: 'draft' | 'published';
  /** First and last local date of the centre's zone, inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly zone: string;
  readonly shifts: readonly RosterShift[];
  readonly findings: readonly RosterFinding[];
  readonly coverage: readonly RosterCoverage[];
  /** Absent where the roster comes from a table of shifts. */
  readonly allocation?: RosterAllocation;
  /** Objective of the engine in minor currency units, its proven bound, and the gap between them as a share of the cost that a decision can change. */
  readonly objective: { readonly costMinor: number; readonly boundMinor: number; readonly gap: number };
  readonly stamp: Stamp;
}

/** What made a result: same input and seed, same bytes. */
export interface Stamp {
  readonly engineVersion: string;
  readonly seed: number;
  /** SHA-256 of the canonical input, hexadecimal. */
  readonly inputHash: string;
  readonly reproducible: boolean;
  readonly method: string;
}
