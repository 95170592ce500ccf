import type { Estimate } from '../../solver/simulate/index.js';
import { formatInstant } from '../time/zone.js';
import type { SimulatedService } from './contract.js';

const WITH_LIMITS = ['service_level', 'asa_seconds', 'abandoned_share', 'occupancy'] as const;

/** Columns of the simulated service, in order. */
export const SIMULATED_COLUMNS = [
  'queue',
  'start',
  'interval_minutes',
  'offered',
  'answered',
  'abandoned',
  ...WITH_LIMITS.flatMap((name) => [name, `${name}_lower`, `${name}_upper`]),
  'agents_open',
  'agents_busy',
] as const;

/** One row per queue and interval; shares are cut to 0 … 1 and waits to ≥ 0, what cannot be told is empty. */
export function simulatedRows(
  service: SimulatedService,
  zoneOfQueue: (queue: string) => string,
): (string | number)[][] {
  return service.intervals.map(({ queue, startMs, intervalMinutes, measures }) => [
    queue,
    formatInstant(startMs, zoneOfQueue(queue)),
    intervalMinutes,
    number(measures.offered.mean),
    number(measures.answered.mean),
    number(measures.abandoned.mean),
    ...limits(measures.serviceLevel, 1),
    ...limits(measures.asaSeconds, Number.POSITIVE_INFINITY),
    ...limits(measures.abandonShare, 1),
    ...limits(measures.occupancy, 1),
    number(measures.agentsOpen.mean),
    number(measures.busyAgents.mean),
  ]);
}

const limits = ({ mean, low, high }: Estimate, most: number): (string | number)[] => [
  number(mean),
  number(Math.max(0, low)),
  number(Math.min(most, high)),
];

const number = (value: number): string | number => (Number.isFinite(value) ? value : '');
