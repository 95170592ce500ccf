import {
  requireAht,
  requireConcurrency,
  requireLoad,
  requirePatience,
  requireSlowdown,
  requireTarget,
  requireWholeAgents,
} from './checks.js';
import { combine } from './erlang-a.js';
import type { ErlangCInput } from './erlang-c.js';
import { desertedService, idleService, overwhelmedService, type Service } from './service.js';
import { waitingWeights } from './waiting.js';

export interface ChatInput extends ErlangCInput {
  /** Chats one agent handles at once, whole, ≥ 1. */
  readonly concurrency: number;
  /** Handle-time factor per further parallel chat, ≥ 0: with k chats each takes 1 + slowdown·(k − 1) times as long. */
  readonly slowdown: number;
  /** Mean patience in the queue, > 0; absent or `Infinity` = nobody leaves. */
  readonly patienceSeconds?: number;
}

/** Completions of one agent with k chats, in units of 1/AHT. */
const throughput = (k: number, slowdown: number): number => (k === 0 ? 0 : k / (1 + slowdown * (k - 1)));

/**
 * Completions of all agents with `chats` in hand, in units of 1/AHT: contacts are spread evenly, so that no two agents
 * differ by more than one.
 */
function completions(chats: number, agents: number, slowdown: number): number {
  const each = Math.floor(chats / agents);
  const more = chats - each * agents;
  return more * throughput(each + 1, slowdown) + (agents - more) * throughput(each, slowdown);
}

/** Weights of the states up to "every place taken", relative to that state, all times `unit`. */
interface PlaceWeights {
  readonly unit: number;
  /** States with a free place. */
  readonly free: number;
  /** Σ of agents with at least one chat × weight, the full state included. */
  readonly busyAgents: number;
}

const LARGE = 1e200;

function placeWeights(agents: number, places: number, load: number, slowdown: number): PlaceWeights {
  let unit = 1;
  let free = 0;
  let busyAgents = 0;
  const topRate = completions(places, agents, slowdown);
  for (let chats = 1; chats <= places; chats++) {
    const rate = completions(chats, agents, slowdown);
    const ratio = rate / load;
    free = ratio * (unit + free);
    busyAgents = ratio * busyAgents + unit * Math.min(chats, agents);
    if (free > LARGE) {
      free /= LARGE;
      busyAgents /= LARGE;
      unit /= LARGE;
      // The full state weighs nothing any more, and will not again: rates have one peak between here and the top.
      if (unit === 0 && Math.min(rate, topRate) > load) break;
    }
  }
  return { unit, free, busyAgents };
}

/**
 * Chat: each agent handles up to `concurrency` contacts at once, and is slowed down by every further one. A birth–death
 * chain over the number of chats. Rule of spreading: evenly: a new chat goes to an agent with the fewest, and when one
 * ends the numbers are evened out, so no two agents differ by more than one (without the evening out the state would
 * have to name every agent). A chat waits where all agents × concurrency places are taken. With concurrency 1 this is
 * Erlang C or A.
 * @param agents whole, ≥ 0 (a fraction of an agent has no places to count)
 * @returns occupancy = share of agents' time with at least one chat; with all places taken a load at or above the full
 * throughput agents × concurrency / (1 + slowdown·(concurrency − 1)) never catches up where nobody leaves
 * @throws RangeError on a negative, fractional or missing number
 * @see Cui & Tezcan 2016 on the state-dependent service of chats, doi:10.1287/mnsc.2015.2339; Luo & Zhang 2013,
 * doi:10.1287/msom.2013.0457
 */
export function chat(agents: number, input: ChatInput): Service {
  requireWholeAgents(agents);
  requireLoad(input.load);
  requireAht(input.ahtSeconds);
  requireTarget(input.targetSeconds);
  requireConcurrency(input.concurrency);
  requireSlowdown(input.slowdown);
  const patience = input.patienceSeconds ?? Number.POSITIVE_INFINITY;
  requirePatience(patience);
  const { load, ahtSeconds, slowdown } = input;
  if (load === 0) return idleService(agents);
  const patient = patience === Number.POSITIVE_INFINITY;
  if (agents === 0) return patient ? overwhelmedService(0) : desertedService();
  const places = agents * input.concurrency;
  const topRate = completions(places, agents, slowdown);
  if (patient && load >= topRate) return overwhelmedService(agents);
  const { unit, free, busyAgents } = placeWeights(agents, places, load, slowdown);
  const below = free / unit;
  const busyShare = busyAgents / free / agents;
  if (below === Number.POSITIVE_INFINITY) return { ...idleService(agents), occupancy: Math.min(1, busyShare) };
  if (patient) {
    const slack = topRate - load;
    // Contacts that wait: all states from "every place taken" up, a geometric series.
    const full = topRate / slack;
    const norm = below + full;
    const decay = (slack * input.targetSeconds) / ahtSeconds;
    const pWait = full / norm;
    const missed = pWait * Math.exp(-decay);
    return {
      agents,
      serviceLevel: missed < 0.5 ? 1 - missed : below / norm - pWait * Math.expm1(-decay),
      missed,
      asaSeconds: (pWait * ahtSeconds) / slack,
      occupancy: Math.min(1, busyShare * (below / norm) + (full - 1) / norm),
      pWait,
      pAbandon: 0,
      pBlock: 0,
    };
  }
  const perPatience = patience / ahtSeconds;
  const waiting = waitingWeights(load * perPatience, topRate * perPatience, input.targetSeconds / patience);
  const { norm, service } = combine(below, waiting, patience);
  const busy = busyShare * ((below * Math.exp(-waiting.scale)) / norm) + waiting.queue / norm;
  return { agents, ...service, occupancy: Math.min(1, busy) };
}
