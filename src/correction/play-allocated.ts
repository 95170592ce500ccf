import type { Centre } from '../domain/centre.js';
import type { Roster, RosterCoverage } from '../domain/roster.js';
import type { QueueForecast } from '../forecast/contract.js';
import type { Requirement } from '../requirement/contract.js';
import { type Backlog, horizonOf } from '../requirement/index.js';
import { simulateRoster } from '../simulate/index.js';
import { hashOf } from '../stamp.js';
import { addDays, localDate } from '../time/zone.js';
import { ENGINE_VERSION } from '../version.js';
import { correctRequirement, type Played } from './correct.js';

export interface AllocatedOptions {
  readonly seed: number;
  /** Independent repetitions of each simulation, ≥ 2. */
  readonly replications: number;
  readonly backlog?: ReadonlyMap<string, readonly Backlog[]>;
}

/** Most simulations of a requirement; it settles after two or three. */
const ROUNDS = 6;

/**
 * Corrects a requirement without a roster: each queue has exactly the agents required, for itself alone, none missing. What
 * then differs from the formulas is the queue's own doing: change within and between intervals, chats that are spread
 * unevenly, contacts handed on in bursts. Same input and seed, same result.
 * @throws InputError as {@link simulateRoster}
 */
export async function correctAllocated(
  centre: Centre,
  forecasts: readonly QueueForecast[],
  requirement: Requirement,
  options: AllocatedOptions,
): Promise<Requirement> {
  if (!requirement.rows.some((row) => row.offered > 0)) return requirement;
  return correctRequirement(centre, requirement, async (needed) => playAllocated(centre, forecasts, needed, options), {
    rounds: ROUNDS,
  });
}

/** Simulates a requirement as if every queue had its agents for itself; see {@link correctAllocated}. */
export function playAllocated(
  centre: Centre,
  forecasts: readonly QueueForecast[],
  { rows }: Requirement,
  { seed, replications, backlog }: AllocatedOptions,
): Played {
  const horizon = horizonOf(centre, forecasts);
  const coverage = centre.queues.map((queue): RosterCoverage => {
    const own = rows.filter((row) => row.queue === queue.id);
    const agents = own.map((row) => row.agentsNet);
    const none = own.map(() => 0);
    return {
      queue: queue.id,
      startMs: own.map((row) => row.startMs),
      wanted: agents,
      covered: agents,
      under: none,
      over: none,
    };
  });
  const roster: Roster = {
    state: 'draft',
    fromDate: localDate(horizon.fromMs, centre.zone),
    toDate: addDays(localDate(horizon.toMs, centre.zone), -1),
    zone: centre.zone,
    shifts: [],
    findings: [],
    coverage,
    objective: { costMinor: 0, boundMinor: 0, gap: 0 },
    stamp: {
      engineVersion: ENGINE_VERSION,
      seed,
      inputHash: hashOf(rows),
      reproducible: true,
      method: 'required agents',
    },
  };
  const service = simulateRoster(
    {
      centre,
      roster,
      forecasts,
      arrivals: 'expected',
      absence: 'none',
      staffing: 'allocated',
      ...(backlog === undefined ? {} : { backlog }),
    },
    { seed, replications },
  );
  return { coverage, present: 1, service };
}
