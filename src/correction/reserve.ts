import { scheduledAgents } from '../../solver/erlang/index.js';
import type { Queue } from '../domain/centre.js';
import type { RequirementRow } from '../requirement/contract.js';
import { deadlineIntervals } from '../requirement/deferrable.js';
import type { SimulatedService } from '../simulate/index.js';

/** Work of a deferrable queue may be late by this share before time is kept in reserve for it. */
const LATE_TOLERANCE = 0.002;
/** Time kept in reserve on top per share of the work that was late, and its most in one round. */
const RESERVE_PER_LATE = 1.5;
const MOST_MORE = 0.1;

/**
 * Factor on the work of a deferrable queue of which the simulation finished some too late: capacity for the mean alone is
 * too little in every other stretch. One standard deviation of the work that comes within a deadline (a Poisson number of
 * contacts of exponential length: its square is 2 / number) leaves 0.083 of it undone on average (normal loss function),
 * and what was late at that is added.
 */
export function reserveOf(
  queue: Queue,
  rows: readonly RequirementRow[],
  intervalMinutes: number,
  service: SimulatedService,
  known: number,
): number {
  const late = lateShare(queue, service);
  if (late <= LATE_TOLERANCE) return known;
  const offered = rows.reduce((sum, row) => sum + row.offered, 0);
  const stretches = rows.length / deadlineIntervals(queue, intervalMinutes);
  const deviation = offered > 0 ? Math.sqrt((2 * Math.max(1, stretches)) / offered) : 0;
  const more = 1 + Math.min(MOST_MORE, RESERVE_PER_LATE * late);
  return Math.max(known * more, 1 + Math.min(0.5, deviation));
}

/** Share of deferrable work that the simulation did not finish before its deadline. */
function lateShare(queue: Queue, service: SimulatedService): number {
  const level = service.totals.find((total) => total.queue === queue.id)?.measures.serviceLevel.mean;
  return level === undefined || Number.isNaN(level) ? 0 : 1 - level;
}

/** A row of a deferrable queue with the reserve put in; what the formula said is kept beside it. */
export function reservedRow(row: RequirementRow, factor: number, shrinkage: number): RequirementRow {
  if (factor === 1) return row;
  const agents = row.agentsNet * factor;
  return {
    ...row,
    agentsNet: agents,
    agentsScheduled: scheduledAgents(agents, shrinkage),
    occupancy: row.occupancy / factor,
    agentsFormula: row.agentsNet,
  };
}
