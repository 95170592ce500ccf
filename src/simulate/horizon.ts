import type { Centre } from '../domain/centre.js';
import type { Roster } from '../domain/roster.js';
import { addDays, startOfDay } from '../time/zone.js';

/** The stretch that is simulated, in instants and intervals: whole local days of the centre. */
export interface SimulatedHorizon {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly intervals: number;
}

export function horizonOf(centre: Centre, roster: Roster): SimulatedHorizon {
  const fromMs = startOfDay(roster.fromDate, centre.zone);
  const toMs = startOfDay(addDays(roster.toDate, 1), centre.zone);
  const stepMs = centre.intervalMinutes * 60_000;
  return { fromMs, toMs, stepMs, intervals: Math.ceil((toMs - fromMs) / stepMs) };
}

/** Interval of an instant; negative or too large outside the horizon. */
export const intervalOf = (horizon: SimulatedHorizon, ms: number): number =>
  Math.floor((ms - horizon.fromMs) / horizon.stepMs);

/** Seconds from the start of the horizon. */
export const secondsOf = (horizon: SimulatedHorizon, ms: number): number => (ms - horizon.fromMs) / 1000;
