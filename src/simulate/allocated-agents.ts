import type { SimulatedAgent, SimulatedWindow } from '../../solver/simulate/index.js';
import type { Centre } from '../domain/centre.js';
import type { Roster } from '../domain/roster.js';
import { InputError, inputError } from '../errors.js';
import { intervalOf, type SimulatedHorizon } from './horizon.js';

/**
 * The roster as the formulas see it: in each interval every queue has the agents that the plan gave it, for itself alone.
 * Against the simulation of the roster itself it tells what is gained by agents who take several queues. A fraction of an
 * agent is one who is there for that part of the interval.
 * @param absence share of the agents who are not there, 0 to 1
 * @throws InputError `allocation-missing` for a roster without coverage (from a CSV)
 */
export function allocatedAgents(
  centre: Centre,
  roster: Roster,
  horizon: SimulatedHorizon,
  absence: number,
): SimulatedAgent[] {
  if (roster.coverage.length === 0)
    throw new InputError([
      inputError(
        'allocation-missing',
        'The roster does not say how many agents each queue gets.',
        'Give the roster as JSON, as `rooster plan` and `rooster schedule` write it.',
      ),
    ]);
  const speed = new Float64Array(centre.queues.length).fill(1);
  return centre.queues.flatMap((queue, q) => {
    const coverage = roster.coverage.find((candidate) => candidate.queue === queue.id);
    if (coverage === undefined) return [];
    const intervals = coverage.startMs.map((startMs) => intervalOf(horizon, startMs));
    const present = coverage.covered.map((agents) => agents * (1 - absence));
    const most = Math.ceil(present.reduce((peak, agents) => Math.max(peak, agents), 0));
    return Array.from({ length: most }, (_, k): SimulatedAgent => {
      const shares = new Float64Array(horizon.intervals);
      present.forEach((agents, i) => {
        const at = intervals[i]!;
        if (at >= 0 && at < horizon.intervals) shares[at] = Math.max(0, Math.min(1, agents - k));
      });
      // Shifts of their own: what lies between is no break, which would be made up for where a contact delays it.
      return { speed, shifts: windowsOf(shares, horizon.stepMs / 1000, q).map((window) => ({ windows: [window] })) };
    });
  });
}

/** Part of an interval: its beginning where the agent was there before, else its end; what touches is one window. */
function windowsOf(shares: Float64Array, seconds: number, queue: number): SimulatedWindow[] {
  const windows: { start: number; end: number; queues: readonly number[] }[] = [];
  shares.forEach((share, i) => {
    if (share <= 0) return;
    const last = windows.at(-1);
    const joins = last !== undefined && last.end === i * seconds;
    const start = joins ? i * seconds : (i + 1 - share) * seconds;
    const end = joins ? (i + share) * seconds : (i + 1) * seconds;
    if (joins) last.end = end;
    else windows.push({ start, end, queues: [queue] });
  });
  return windows;
}
