import type { RosterProblem } from '../solver/problem.js';
import { groupKey } from '../solver/recount/capacity.js';
import type { RosterSolution, SkillAllocation } from '../solver/solution.js';
import type { Allocation } from './cost/totals.js';
import { type QueueId, queueId } from './domain/ids.js';

/**
 * Time that is open to several queues, shared out as the engine gave it: in each interval as the agents of the same skills
 * were given to the queues. Without it every queue would get an equal part, however small its work.
 * @returns a function of an activity; undefined for agents that the problem does not know
 */
export function queueShares(
  problem: Pick<RosterProblem, 'origin' | 'slotMinutes' | 'intervalSlots' | 'agents'>,
  { allocation }: Pick<RosterSolution, 'allocation'>,
): Allocation {
  const originMs = Date.parse(problem.origin);
  const stepMs = problem.slotMinutes * problem.intervalSlots * 60_000;
  const groupOf = new Map(problem.agents.map(({ id, skills }) => [id, groupKey(skills)]));
  const rowsOf = new Map<string, SkillAllocation[]>();
  for (const row of allocation) rowsOf.set(row.group, [...(rowsOf.get(row.group) ?? []), row]);
  return ({ startMs, endMs }, { agent }) => {
    const rows = rowsOf.get(groupOf.get(agent) ?? '');
    if (rows === undefined) return undefined;
    const shares = new Map<QueueId, number>();
    for (let i = Math.floor((startMs - originMs) / stepMs); originMs + i * stepMs < endMs; i++) {
      const fromMs = originMs + i * stepMs;
      const duration = Math.min(endMs, fromMs + stepMs) - Math.max(startMs, fromMs);
      const all = rows.reduce((sum, { agents }) => sum + (agents[i] ?? 0), 0);
      if (all <= 0) continue;
      for (const { queue, agents } of rows)
        shares.set(queueId(queue), (shares.get(queueId(queue)) ?? 0) + (duration * (agents[i] ?? 0)) / all);
    }
    return shares;
  };
}
