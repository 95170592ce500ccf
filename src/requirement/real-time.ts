import { type GoalFailure, hintFrom, requiredAgents, type Service } from '../../solver/erlang/index.js';
import type { Queue } from '../domain/centre.js';
import { offeredLoads } from './offered-load.js';
import { goalsOf, modelOf, serviceWith } from './queue-model.js';

/** Contacts of a real-time queue on its intervals, ascending in time. */
export interface RealTimeInput {
  readonly startMs: ArrayLike<number>;
  readonly offered: ArrayLike<number>;
  readonly ahtSeconds: ArrayLike<number>;
  readonly intervalMinutes: number;
}

export interface RealTimePlan {
  /** Service with the agents found, one per interval. */
  readonly services: readonly Service[];
  /** A goal that no number of agents meets; the agents then meet the others. */
  readonly unmet?: GoalFailure;
}

/** Least agents per interval that meet all goals of the queue, at least its minimum. */
export function staffRealTime(queue: Queue, input: RealTimeInput): RealTimePlan {
  const loads = offeredLoads(input);
  let goals = goalsOf(queue);
  let unmet: GoalFailure | undefined;
  let known: { agents: number; load: number } | undefined;
  const services = Array.from(loads, (load, i): Service => {
    const aht = input.ahtSeconds[i]!;
    for (;;) {
      const hint = known === undefined ? undefined : hintFrom(known.agents, known.load, load);
      const outcome = requiredAgents(modelOf(queue, load, aht), goals, hint);
      if (outcome.ok) {
        const agents = Math.max(outcome.value.agents, queue.minimumAgents);
        if (load > 0) known = { agents: outcome.value.agents, load };
        return agents === outcome.value.agents ? outcome.value : serviceWith(queue, load, aht, agents);
      }
      unmet ??= outcome.failure;
      // Without the goal that cannot be met the others still say how many are needed.
      const { [outcome.failure.goal]: _, ...rest } = goals;
      goals = goalsOf({ ...queue, goal: rest });
    }
  });
  return unmet === undefined ? { services } : { services, unmet };
}
