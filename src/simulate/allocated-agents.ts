import type { SimulatedAgent, SimulatedShift } from '../../solver/simulate/index.js';
import type { Centre } from '../domain/centre.js';
import type { Roster } from '../domain/roster.js';
import { InputError, inputError } from '../errors.js';
import { intervalOf, type SimulatedHorizon } from './horizon.js';

/**
 * The roster as the formulas see it: in each interval every queue has the agents that the plan gave it, for itself alone.
 * Against the simulation of the roster itself it tells what is gained by agents who take several queues. A fraction of an
 * agent is one who is there with that probability.
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
  const seconds = horizon.stepMs / 1000;
  const speed = new Float64Array(centre.queues.length).fill(1);
  return centre.queues.flatMap((queue, q) => {
    const coverage = roster.coverage.find((candidate) => candidate.queue === queue.id);
    if (coverage === undefined) return [];
    const present = coverage.covered.map((agents) => agents * (1 - absence));
    const most = Math.ceil(present.reduce((peak, agents) => Math.max(peak, agents), 0));
    return Array.from({ length: most }, (_, k): SimulatedAgent => {
      const shifts = present.flatMap((agents, i): SimulatedShift[] => {
        const interval = intervalOf(horizon, coverage.startMs[i]!);
        const share = Math.min(1, agents - k);
        if (share <= 0 || interval < 0 || interval >= horizon.intervals) return [];
        const start = interval * seconds;
        return [{ windows: [{ start, end: start + seconds, queues: [q] }], absence: 1 - share }];
      });
      return { speed, shifts };
    });
  });
}
