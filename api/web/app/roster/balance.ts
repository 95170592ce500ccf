import type { RosterDocument } from '../api.js';
import type { Shift } from './edits.js';

/** People open to contacts in each interval against what all queues ask for. */
export interface Balance {
  readonly startMs: readonly number[];
  readonly wanted: readonly number[];
  readonly have: readonly number[];
}

/** Coverage of all queues together with every edit. One pass over the shifts. */
export function balanceOf(roster: RosterDocument, shifts: Iterable<Shift>, intervalMinutes: number): Balance {
  const step = intervalMinutes * 60_000;
  const startMs = (roster.coverage[0]?.start ?? []).map((start) => Date.parse(start));
  const first = startMs[0] ?? 0;
  const ms = new Float64Array(startMs.length);
  for (const shift of shifts) {
    for (const part of shift.activities) {
      if (part.queues.length === 0) continue;
      const last = Math.min(startMs.length - 1, Math.ceil((part.endMs - first) / step) - 1);
      for (let i = Math.max(0, Math.floor((part.startMs - first) / step)); i <= last; i++) {
        ms[i]! += Math.min(part.endMs, first + (i + 1) * step) - Math.max(part.startMs, first + i * step);
      }
    }
  }
  return {
    startMs,
    wanted: startMs.map((_, i) => roster.coverage.reduce((sum, queue) => sum + (queue.wanted[i] ?? 0), 0)),
    have: [...ms].map((value) => value / step),
  };
}

/** Class of an interval: how far it is short or over, as a share of what is wanted. */
export function toneOf(wanted: number, have: number): 'short2' | 'short1' | 'even' | 'over1' | 'over2' {
  const share = (have - wanted) / Math.max(1, wanted);
  if (share < -0.15) return 'short2';
  if (share < -0.02) return 'short1';
  if (share <= 0.1) return 'even';
  return share <= 0.4 ? 'over1' : 'over2';
}
