import type { QueueId } from '../domain/ids.js';

/**
 * Interval history of one queue on a regular grid of instants: whole local days of the queue's zone, so a day has 46, 48
 * or 50 half hours. NaN = not known. Arrays have one element per interval and equal length.
 */
export interface HistorySeries {
  readonly queue: QueueId;
  readonly zone: string;
  readonly intervalMinutes: number;
  /** First and last local date held, inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
  /** Start instants, epoch milliseconds, ascending. */
  readonly startMs: Float64Array;
  /** Contacts that arrived; NaN = no row. */
  readonly offered: Float64Array;
  readonly handled: Float64Array;
  readonly abandoned: Float64Array;
  /** Mean over the handled contacts, seconds. */
  readonly ahtSeconds: Float64Array;
  readonly asaSeconds: Float64Array;
  readonly answeredInTarget: Float64Array;
  readonly staffedAgents: Float64Array;
}

/** A value that cleaning replaced or filled, and why; switched off by its id. */
export interface Correction {
  readonly id: string;
  readonly queue: QueueId;
  readonly kind: 'missing' | 'outage' | 'spike' | 'level-shift' | 'closed';
  readonly startMs: number;
  readonly endMs: number;
  readonly measure: 'offered' | 'aht';
  /** Sum of the recorded values (NaN where missing) and of what was put in their place; for AHT means over the contacts. */
  readonly recorded: number;
  readonly replacement: number;
  readonly reason: string;
  /** Found but, at the planner's wish, not made. */
  readonly switchedOff?: true;
}

/** History ready to learn from: no NaN in `offered` inside opening hours, corrections listed. */
export interface CleanHistory {
  readonly series: HistorySeries;
  /** 1 where the interval carries information (was recorded, open and not replaced), else 0. */
  readonly usable: Uint8Array;
  readonly corrections: readonly Correction[];
}
