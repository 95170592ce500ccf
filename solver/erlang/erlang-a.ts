import { requireAgents, requireAht, requireLoad, requirePatience, requireTarget } from './checks.js';
import { freeWeight } from './erlang-b.js';
import { type ErlangCInput, erlangC } from './erlang-c.js';
import { desertedService, idleService, type Service } from './service.js';
import { type WaitingWeights, waitingWeights } from './waiting.js';

export interface ErlangAInput extends ErlangCInput {
  /** Mean time a contact waits before it hangs up (exponential), > 0; `Infinity` = Erlang C. */
  readonly patienceSeconds: number;
}

/**
 * Erlang A: contacts that wait hang up after an exponential patience (M/M/n+M), exact for any load and threshold. There
 * is always a steady state, so fewer agents than erlangs is a valid question.
 * @param agents ≥ 0, may be a fraction (Jagerman's continuation of the loss formula; services when all busy n/AHT)
 * @throws RangeError on a negative or missing number
 * @see Palm 1957; Mandelbaum & Zeltyn 2007, doi:10.1007/978-3-540-37034-2_2
 */
export function erlangA(agents: number, input: ErlangAInput): Service {
  requireAgents(agents);
  requireLoad(input.load);
  requireAht(input.ahtSeconds);
  requirePatience(input.patienceSeconds);
  requireTarget(input.targetSeconds);
  if (input.load === 0) return idleService(agents);
  if (input.patienceSeconds === Number.POSITIVE_INFINITY) return erlangC(agents, input);
  if (agents === 0) return desertedService();
  return erlangAService(agents, freeWeight(agents, input.load), input);
}

/** Erlang A from the weight of the free states (see {@link freeWeight}); agents and load > 0. */
export function erlangAService(agents: number, free: number, input: ErlangAInput): Service {
  if (free === Number.POSITIVE_INFINITY) return { ...idleService(agents), occupancy: input.load / agents };
  const perPatience = input.patienceSeconds / input.ahtSeconds;
  const waiting = waitingWeights(
    input.load * perPatience,
    agents * perPatience,
    input.targetSeconds / input.patienceSeconds,
  );
  const { norm, service } = combine(free, waiting, input.patienceSeconds);
  const answered = (free * Math.exp(-waiting.scale) + waiting.within + waiting.late) / norm;
  return { agents, ...service, occupancy: Math.min(1, (input.load * answered) / agents) };
}

/**
 * Joins the weights below and above "all busy".
 * @param free weight of the states in which a contact is answered at once, finite
 */
export function combine(
  free: number,
  waiting: WaitingWeights,
  patienceSeconds: number,
): { readonly norm: number; readonly service: Omit<Service, 'agents' | 'occupancy'> } {
  const unit = Math.exp(-waiting.scale);
  const idle = free * unit;
  const norm = idle + unit + waiting.queue;
  const missed = (waiting.abandon + waiting.late) / norm;
  return {
    norm,
    service: {
      serviceLevel: missed < 0.5 ? 1 - missed : (idle + waiting.within) / norm,
      missed,
      asaSeconds: (patienceSeconds * waiting.wait) / (idle + waiting.within + waiting.late),
      pWait: (unit + waiting.queue) / norm,
      pAbandon: waiting.abandon / norm,
      pBlock: 0,
    },
  };
}
