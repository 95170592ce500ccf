import { evaluate, type Goals, type QueueModel, type Service } from '../../solver/erlang/index.js';
import type { Queue } from '../domain/centre.js';

/**
 * The queueing model of a real-time queue: the chat model for chat, Erlang A where patience is known, else Erlang C.
 * @param load offered load in erlangs, ≥ 0
 */
export function modelOf(queue: Queue, load: number, ahtSeconds: number): QueueModel {
  const { patienceSeconds, concurrency, slowdown } = queue;
  if (queue.channel === 'chat')
    return {
      model: 'chat',
      load,
      ahtSeconds,
      concurrency,
      slowdown,
      ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
    };
  if (patienceSeconds !== undefined) return { model: 'erlang-a', load, ahtSeconds, patienceSeconds };
  return { model: 'erlang-c', load, ahtSeconds };
}

/** Goals of a queue in the kernel's words; a queue without any must at least keep up with its work. */
export function goalsOf(queue: Queue): Goals {
  const { serviceLevel, targetSeconds, maxAsaSeconds, maxAbandon, maxOccupancy } = queue.goal;
  const goals: Goals = {
    ...(serviceLevel === undefined ? {} : { serviceLevel }),
    ...(targetSeconds === undefined ? {} : { targetSeconds }),
    ...(maxAsaSeconds === undefined ? {} : { maxAsaSeconds }),
    ...(maxAbandon === undefined ? {} : { maxAbandon }),
    ...(maxOccupancy === undefined ? {} : { maxOccupancy }),
  };
  const none = [serviceLevel, maxAsaSeconds, maxAbandon, maxOccupancy].every((goal) => goal === undefined);
  return none ? { ...goals, maxOccupancy: KEEP_UP_OCCUPANCY } : goals;
}

/** Without a goal: just below the load at which a queue grows without end. */
const KEEP_UP_OCCUPANCY = 0.99;

/**
 * Service of a real-time queue with any number of agents, as a roster has them: a fraction of an agent counts by the
 * continuation of the Erlang formulas, and by linear interpolation between whole agents for chat.
 * @param load offered load in erlangs (see {@link offeredLoads}); @param agents ≥ 0
 */
export function serviceWith(queue: Queue, load: number, ahtSeconds: number, agents: number): Service {
  const target = queue.goal.targetSeconds ?? 0;
  const model = modelOf(queue, load, ahtSeconds);
  if (model.model !== 'chat' || Number.isInteger(agents)) return evaluate(model, agents, target);
  const low = evaluate(model, Math.floor(agents), target);
  const high = evaluate(model, Math.ceil(agents), target);
  const share = agents - low.agents;
  const between = (a: number, b: number): number =>
    a === b || Number.isFinite(a) ? a + share * (b - a) : Number.POSITIVE_INFINITY;
  return {
    agents,
    serviceLevel: between(low.serviceLevel, high.serviceLevel),
    missed: between(low.missed, high.missed),
    asaSeconds: between(low.asaSeconds, high.asaSeconds),
    occupancy: between(low.occupancy, high.occupancy),
    pWait: between(low.pWait, high.pWait),
    pAbandon: between(low.pAbandon, high.pAbandon),
    pBlock: 0,
  };
}
