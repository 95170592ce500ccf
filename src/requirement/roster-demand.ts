import type { Centre, Queue } from '../domain/centre.js';
import type { RequirementRow, RosterDemand } from './contract.js';
import { offeredLoads } from './offered-load.js';
import { serviceWith } from './queue-model.js';
import { shrinkageOf } from './shrinkage.js';

/** Most agents short that a service curve goes to. */
const DEEPEST = 12;

/**
 * What the roster has to cover: rows of real-time queues, raised exactly by the shrinkage that the roster does not show
 * (10 agents with 8 % sickness: 10.869…), each with the price curve of being short.
 */
export function demandForRoster(centre: Centre, rows: readonly RequirementRow[]): RosterDemand[] {
  const present = 1 - shrinkageOf(centre).outsideRoster / 10_000;
  return centre.queues.flatMap((queue) => {
    if (queue.deadlineMinutes !== undefined) return [];
    const own = rows.filter((row) => row.queue === queue.id);
    const loads = loadsOfRows(own);
    return own.map((row, i) => ({
      queue: queue.id,
      startMs: row.startMs,
      agents: row.agentsNet / present,
      missedContacts: missedContacts(queue, row, loads[i]!, present),
    }));
  });
}

/** Offered load by which rows of one queue were staffed, in time order; see {@link offeredLoads}. */
export function loadsOfRows(rows: readonly RequirementRow[]): Float64Array {
  return offeredLoads({
    startMs: rows.map((row) => row.startMs),
    offered: rows.map((row) => row.offered),
    ahtSeconds: rows.map((row) => row.ahtSeconds),
    intervalMinutes: rows[0]?.intervalMinutes ?? 30,
  });
}

/**
 * Expected contacts that miss the target with 0, 1, 2 … rostered agents fewer. Each rostered agent is worth `present`
 * working ones. The true curve flattens where hardly anyone is left; there it is continued at its steepest, since a
 * convex price is what a linear program can carry.
 */
function missedContacts(queue: Queue, row: RequirementRow, load: number, present: number): readonly number[] {
  const help = row.helpAgents ?? 0;
  const missedWith = (net: number): number =>
    row.offered * serviceWith(queue, load, row.ahtSeconds, Math.max(0, net + help)).missed;
  const curve = [missedWith(row.agentsNet)];
  let previous = curve[0]!;
  let slope = 0;
  for (let fewer = 1; fewer <= DEEPEST && curve.at(-1)! < row.offered; fewer++) {
    const net = row.agentsNet - fewer * present;
    if (net <= -present) break;
    const missed = missedWith(net);
    slope = Math.max(slope, missed - previous);
    previous = missed;
    curve.push(Math.min(row.offered, curve.at(-1)! + slope));
  }
  return curve;
}
