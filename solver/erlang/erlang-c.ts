import { requireAgents, requireAht, requireLoad, requireTarget } from './checks.js';
import { freeWeight } from './erlang-b.js';
import { idleService, overwhelmedService, type Service } from './service.js';

export interface ErlangCInput {
  /** Offered load in erlangs: contacts per second × {@link ahtSeconds}. */
  readonly load: number;
  /** Mean handle time, > 0. */
  readonly ahtSeconds: number;
  /** Threshold of the service level, ≥ 0. */
  readonly targetSeconds: number;
}

/**
 * Erlang C: nobody hangs up, contacts wait first come first served (M/M/n).
 * @param agents ≥ 0, may be a fraction (Jagerman's continuation of the loss formula)
 * @returns load ≥ agents: pWait 1, service level 0, ASA `Infinity`
 * @throws RangeError on a negative or missing number
 * @see Erlang 1917; Gans, Koole & Mandelbaum 2003, doi:10.1287/msom.5.2.79.16071
 */
export function erlangC(agents: number, input: ErlangCInput): Service {
  requireAgents(agents);
  requireLoad(input.load);
  requireAht(input.ahtSeconds);
  requireTarget(input.targetSeconds);
  if (input.load === 0) return idleService(agents);
  if (agents <= input.load) return overwhelmedService(agents);
  return erlangCService(agents, freeWeight(agents, input.load), input);
}

/** Erlang C from the weight of the free states (see {@link freeWeight}); agents > load > 0. */
export function erlangCService(agents: number, free: number, input: ErlangCInput): Service {
  const slack = agents - input.load;
  const decay = (slack * input.targetSeconds) / input.ahtSeconds;
  const pWait = agents / (agents + slack * free);
  const missed = pWait * Math.exp(-decay);
  return {
    agents,
    // Two positive parts, so that a small service level keeps its digits.
    serviceLevel: missed < 0.5 ? 1 - missed : 1 / (1 + agents / (slack * free)) - pWait * Math.expm1(-decay),
    missed,
    asaSeconds: (pWait * input.ahtSeconds) / slack,
    occupancy: input.load / agents,
    pWait,
    pAbandon: 0,
    pBlock: 0,
  };
}
