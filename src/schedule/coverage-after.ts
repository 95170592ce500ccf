import type { RosterCoverage, RosterShift } from '../domain/roster.js';
import type { ShiftDifference } from './edit-roster.js';

/** Agents that a shift gives to a queue in the interval, as a part of one: time open to several queues counts for each in equal parts. */
function given(shift: RosterShift, queue: string, fromMs: number, toMs: number): number {
  let minutes = 0;
  for (const part of shift.activities) {
    if (!part.queues.some((id) => id === queue)) continue;
    minutes += Math.max(0, Math.min(part.endMs, toMs) - Math.max(part.startMs, fromMs)) / part.queues.length;
  }
  return minutes / (toMs - fromMs);
}

/**
 * Coverage after a few shifts have changed: what the engine allocated stays for everybody else. Time of a changed shift
 * that is open to several queues is counted in equal parts, as nobody has allocated it anew.
 */
export function coverageAfter(
  coverage: readonly RosterCoverage[],
  differences: readonly ShiftDifference[],
  intervalMinutes: number,
): RosterCoverage[] {
  const stepMs = intervalMinutes * 60_000;
  return coverage.map((row) => {
    const covered = row.covered.map((agents, i) => {
      const fromMs = row.startMs[i]!;
      let sum = agents;
      for (const { before, after } of differences) {
        if (before !== undefined && before.startMs < fromMs + stepMs && before.endMs > fromMs)
          sum -= given(before, row.queue, fromMs, fromMs + stepMs);
        if (after !== undefined && after.startMs < fromMs + stepMs && after.endMs > fromMs)
          sum += given(after, row.queue, fromMs, fromMs + stepMs);
      }
      return sum === agents ? agents : Math.max(0, Math.round(sum * 1e9) / 1e9);
    });
    const untouched = (i: number): boolean => covered[i] === row.covered[i];
    return {
      ...row,
      covered,
      under: row.under.map((value, i) => (untouched(i) ? value : Math.max(0, row.wanted[i]! - covered[i]!))),
      over: row.over.map((value, i) => (untouched(i) ? value : Math.max(0, covered[i]! - row.wanted[i]!))),
    };
  });
}
