import { type GoalFailure, requiredAgents, type Service } from '../../solver/erlang/index.js';
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
  let hint: number | undefined;
  const services = Array.from(loads, (load, i): Service => {
    const aht = input.ahtSeconds[i]!;
    for (;;) {
      const outcome = requiredAgents(modelOf(queue, load, aht), goals, hint);
      if (outcome.ok) {
        const agents = Math.max(outcome.value.agents, queue.minimumAgents);
        hint = outcome.value.agents;
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
