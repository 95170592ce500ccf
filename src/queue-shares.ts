import type { RosterProblem } from '../solver/problem.js';
import { groupKey } from '../solver/recount/capacity.js';
import type { RosterSolution } from '../solver/solution.js';
import type { Allocation } from './cost/totals.js';
import { agentId, type QueueId, queueId } from './domain/ids.js';
import type { RosterAllocation } from './domain/roster.js';

/** What the engine's allocation says, by agent and in instants: enough to share time out without the problem. */
export function allocationOf(
  problem: Pick<RosterProblem, 'origin' | 'slotMinutes' | 'intervalSlots' | 'agents'>,
  { allocation }: Pick<RosterSolution, 'allocation'>,
): RosterAllocation {
  const groups = new Map<string, RosterAllocation['groups'][number]['queues'][number][]>();
  for (const { group, queue, agents } of allocation)
    groups.set(group, [...(groups.get(group) ?? []), { queue: queueId(queue), agents }]);
  return {
    fromMs: Date.parse(problem.origin),
    intervalMinutes: problem.slotMinutes * problem.intervalSlots,
    groups: [...groups].map(([key, queues]) => ({
      agents: problem.agents.filter(({ skills }) => groupKey(skills) === key).map(({ id }) => agentId(id)),
      queues,
    })),
  };
}

/**
 * Time that is open to several queues, shared out as the engine gave it: in each interval as the agents of the same skills
 * were given to the queues. Without it every queue would get an equal part, however small its work.
 * @returns a function of an activity; undefined for agents that the allocation does not know
 */
export function queueShares({ fromMs: originMs, intervalMinutes, groups }: RosterAllocation): Allocation {
  const stepMs = intervalMinutes * 60_000;
  const rowsOf = new Map<string, RosterAllocation['groups'][number]['queues']>();
  for (const { agents, queues } of groups) for (const agent of agents) rowsOf.set(agent, queues);
  return ({ startMs, endMs }, { agent }) => {
    const rows = rowsOf.get(agent);
    if (rows === undefined) return undefined;
    const shares = new Map<QueueId, number>();
    for (let i = Math.floor((startMs - originMs) / stepMs); originMs + i * stepMs < endMs; i++) {
      const fromMs = originMs + i * stepMs;
      const duration = Math.min(endMs, fromMs + stepMs) - Math.max(startMs, fromMs);
      const all = rows.reduce((sum, { agents }) => sum + (agents[i] ?? 0), 0);
      if (all <= 0) continue;
      for (const { queue, agents } of rows)
        shares.set(queue, (shares.get(queue) ?? 0) + (duration * (agents[i] ?? 0)) / all);
    }
    return shares;
  };
}
