import type { Estimate, HandleTime, QueueMeasures, SimulationOptions } from '../../solver/simulate/index.js';
import type { Centre } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { Roster } from '../domain/roster.js';
import type { QueueForecast } from '../forecast/contract.js';
import type { Backlog } from '../requirement/index.js';
import type { ExpectedService } from '../service.js';

export interface SimulateRequest {
  readonly centre: Centre;
  readonly roster: Roster;
  /** Contacts per queue and interval: expected ones, or those that came (see `actualContacts`). */
  readonly forecasts: readonly QueueForecast[];
  /** `expected`: Poisson numbers around the forecast; `actual`: exactly these numbers, at random moments. */
  readonly arrivals: 'expected' | 'actual';
  /** Default exponential, as the formulas have it. */
  readonly handle?: HandleTime;
  /**
   * Shrinkage that the roster does not show: `shifts` (default) = each shift falls out as a whole with that probability;
   * `none` = everyone rostered is there.
   */
  readonly absence?: 'shifts' | 'none';
  /**
   * `rostered` (default): agents take every queue that the roster opens to them. `allocated`: each queue has the agents that
   * the plan gave it for itself alone, as the formulas have it.
   */
  readonly staffing?: 'rostered' | 'allocated';
  /** Deferrable work left from before, per queue id; default: what the period leaves at its end, it finds at its start. */
  readonly backlog?: ReadonlyMap<string, readonly Backlog[]>;
}

/** Seed, replications, confidence. */
export type SimulateOptions = SimulationOptions;

/** Simulated service of one queue in one interval. */
export interface SimulatedInterval {
  readonly queue: QueueId;
  readonly startMs: number;
  readonly intervalMinutes: number;
  readonly measures: QueueMeasures<Estimate>;
}

/** Simulated service of one queue over the whole roster. */
export interface SimulatedTotal {
  readonly queue: QueueId;
  /** The goal in words. */
  readonly goal: string;
  /** Service level the goal asks for, where it does; deferrable work: all of it in time. */
  readonly goalLevel?: number;
  readonly deferrable: boolean;
  readonly measures: QueueMeasures<Estimate>;
  /** What the formulas expect of this roster; absent where the roster does not say who works for which queue. */
  readonly formula?: ExpectedService;
}

export interface SimulatedService {
  readonly fromDate: string;
  readonly toDate: string;
  readonly replications: number;
  readonly confidence: number;
  readonly totals: readonly SimulatedTotal[];
  /** Intervals in which a queue is open or gets contacts, by queue and time. */
  readonly intervals: readonly SimulatedInterval[];
}
