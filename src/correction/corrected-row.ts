import { erlangB, scheduledAgents, unmetGoal } from '../../solver/erlang/index.js';
import type { Queue } from '../domain/centre.js';
import type { RequirementRow } from '../requirement/contract.js';
import { goalsOf, serviceWith } from '../requirement/queue-model.js';

/**
 * The least whole number of agents with which the queue, helped as simulation found, meets its goals; at least the queue's
 * minimum, and never fewer than its work takes: help moves work to others, it does not do away with it. What its own agents
 * do not get to (the overflow of a loss system, load × Erlang B) is time of the helpers; it comes back as far as the own
 * agents can use their idle time for work that waits.
 * @param row as the formula has it; @param load erlangs it was staffed for; @param help agents, may be negative
 * @param options shrinkage in basis points of all reasons; usable share of the own agents' idle time, 0 to 1
 */
export function correctedRow(
  queue: Queue,
  row: RequirementRow,
  load: number,
  help: number,
  { shrinkage, usableIdle }: { readonly shrinkage: number; readonly usableIdle: number },
): RequirementRow {
  const formula = row.agentsFormula ?? row.agentsNet;
  const goals = goalsOf(queue);
  const service = (agents: number) => serviceWith(queue, load, row.ahtSeconds, Math.max(0, agents));
  const needed = leastAgents((agents) => unmetGoal(service(agents), goals) === undefined, formula);
  const busy = service(needed).occupancy * needed;
  let agents = Math.max(queue.minimumAgents, Math.ceil(needed - help - ROUNDING), Math.ceil(busy - ROUNDING));
  while (agents < formula && agents < busy * (1 + (1 - usableIdle) * erlangB(agents, busy)) - ROUNDING) agents++;
  if (!(row.offered > 0)) agents = formula;
  const { serviceLevel, asaSeconds, occupancy: achieved } = service(agents + help);
  return {
    ...row,
    agentsNet: agents,
    agentsScheduled: scheduledAgents(agents, shrinkage),
    serviceLevel,
    asaSeconds,
    occupancy: agents > 0 ? Math.min(1, (achieved * Math.max(0, agents + help)) / agents) : 0,
    agentsFormula: formula,
    helpAgents: help,
  };
}

const ROUNDING = 1e-6;

/** Threshold of a predicate that holds from some number on, in fractions; the limit where it does not hold even there. */
function leastAgents(isEnough: (agents: number) => boolean, limit: number): number {
  if (!isEnough(limit)) return limit;
  if (isEnough(0)) return 0;
  let [low, high] = [0, limit];
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
