import { type ChatInput, chat } from './chat.js';
import { requireAgents, requireTarget } from './checks.js';
import { erlangA } from './erlang-a.js';
import { answeredShare, erlangB } from './erlang-b.js';
import { erlangC } from './erlang-c.js';
import { idleService, type Service } from './service.js';
import { finiteTrunks, type TrunksInput } from './trunks.js';

/** A queue in the steady state, without the number of agents and without the threshold. */
export type QueueModel =
  /** Loss system: contacts that find no free line are blocked; agents are lines. */
  | { readonly model: 'erlang-b'; readonly load: number; readonly ahtSeconds: number }
  | { readonly model: 'erlang-c'; readonly load: number; readonly ahtSeconds: number }
  | {
      readonly model: 'erlang-a';
      readonly load: number;
      readonly ahtSeconds: number;
      readonly patienceSeconds: number;
    }
  /** Erlang C or A behind a limited number of lines; never more agents than lines. */
  | ({ readonly model: 'trunks' } & Omit<TrunksInput, 'targetSeconds'>)
  | ({ readonly model: 'chat' } & Omit<ChatInput, 'targetSeconds'>);

/**
 * Service of a queue with a number of agents.
 * @param agents ≥ 0; fractions where the model defines them (not for chat and trunks)
 * @param targetSeconds threshold of the service level, ≥ 0
 * @throws RangeError on a number out of range
 */
export function evaluate(queue: QueueModel, agents: number, targetSeconds: number): Service {
  switch (queue.model) {
    case 'erlang-b':
      return lossService(agents, queue.load, targetSeconds);
    case 'erlang-c':
      return erlangC(agents, { load: queue.load, ahtSeconds: queue.ahtSeconds, targetSeconds });
    case 'erlang-a':
      return erlangA(agents, {
        load: queue.load,
        ahtSeconds: queue.ahtSeconds,
        patienceSeconds: queue.patienceSeconds,
        targetSeconds,
      });
    case 'trunks':
      return finiteTrunks(agents, { ...queue, targetSeconds });
    case 'chat':
      return chat(agents, { ...queue, targetSeconds });
  }
}

/** Erlang B as a service: who is not blocked is answered at once. */
function lossService(lines: number, load: number, targetSeconds: number): Service {
  requireAgents(lines);
  requireTarget(targetSeconds);
  if (load === 0) return idleService(lines);
  const pBlock = erlangB(lines, load);
  const answered = answeredShare(lines, load);
  return {
    agents: lines,
    serviceLevel: answered,
    missed: pBlock,
    asaSeconds: lines === 0 ? Number.POSITIVE_INFINITY : 0,
    occupancy: lines === 0 ? 1 : Math.min(1, (load * answered) / lines),
    pWait: 0,
    pAbandon: 0,
    pBlock,
  };
}
