import { failure, type Outcome, success } from '../outcome.js';
import { requireAht, requireLoad, requirePatience } from './checks.js';
import { erlangAService } from './erlang-a.js';
import { freeWeight } from './erlang-b.js';
import { erlangCService } from './erlang-c.js';
import { type GoalFailure, type Goals, neverMet, requireGoals, unmetGoal } from './goals.js';
import { evaluate, type QueueModel } from './model.js';
import { idleService, type Service } from './service.js';

/** More agents than any centre has; a goal that needs more is reported as out of reach. */
const MOST_AGENTS = 1e9;

/**
 * The least whole number of agents that meets every goal: n meets them, n − 1 does not. Zero load needs no agents. With
 * patience the answer may lie below the load.
 * @param hint where to look first, for example the answer of the interval before; changes the speed, never the answer
 * @returns the service that number gives, or the goal that no number can meet and why
 * @throws RangeError on a number out of range
 */
export function requiredAgents(queue: QueueModel, goals: Goals, hint?: number): Outcome<Service, GoalFailure> {
  requireLoad(queue.load);
  requireAht(queue.ahtSeconds);
  requireGoals(goals);
  if (queue.load === 0) return success(idleService(0));
  const never = neverMet(queue, goals);
  if (never !== undefined) return failure(never);
  if (queue.model === 'erlang-c') return leastErlangC(queue.load, queue.ahtSeconds, goals);
  if (queue.model === 'erlang-a') requirePatience(queue.patienceSeconds);
  const target = goals.targetSeconds ?? 0;
  const serviceOf = serviceFunction(queue, target);
  const start = Math.max(0, Math.round(hint ?? queue.load / (queue.model === 'chat' ? queue.concurrency : 1)));
  if (queue.model === 'trunks') return behindLines(serviceOf, goals, queue.lines, start);
  if (queue.model === 'chat' && queue.slowdown > 1) return searchUpwards(serviceOf, goals);
  // Every measure improves with every agent, except the occupancy of chats in an overload with patience: it rises with
  // the first agents (one alone is never without a chat only if enough wait), then falls. So it comes second.
  const first = searchMonotone(serviceOf, queue.model === 'chat' ? withoutOccupancy(goals) : goals, start, -1);
  if (!first.ok || unmetGoal(first.value, goals) === undefined) return first;
  return searchMonotone(serviceOf, goals, first.value.agents + 1, first.value.agents);
}

/**
 * Where to look first for the next load of the same queue: agents above the load grow with its square root (the
 * square-root staffing rule; Halfin & Whitt 1981, doi:10.1287/opre.29.3.567).
 */
export function hintFrom(agents: number, load: number, nextLoad: number): number {
  return load > 0 ? Math.max(0, Math.round(nextLoad + (agents - load) * Math.sqrt(nextLoad / load))) : nextLoad;
}

/** Evaluation without the checks, which were made once. */
function serviceFunction(queue: QueueModel, targetSeconds: number): (agents: number) => Service {
  if (queue.model !== 'erlang-a' || queue.patienceSeconds === Number.POSITIVE_INFINITY)
    return (agents) => evaluate(queue, agents, targetSeconds);
  const { load, ahtSeconds, patienceSeconds } = queue;
  const input = { load, ahtSeconds, patienceSeconds, targetSeconds };
  return (agents) =>
    agents === 0 ? evaluate(queue, 0, targetSeconds) : erlangAService(agents, freeWeight(agents, load), input);
}

function withoutOccupancy(goals: Goals): Goals {
  const { maxOccupancy: _, ...others } = goals;
  return others;
}

/** Erlang C in one pass up from the load: the recursion of Erlang B gives the next number of agents in a few operations. */
function leastErlangC(load: number, ahtSeconds: number, goals: Goals): Outcome<Service, GoalFailure> {
  const unstable = evaluate({ model: 'erlang-c', load, ahtSeconds }, 0, goals.targetSeconds ?? 0);
  if (unmetGoal(unstable, goals) === undefined) return success(unstable);
  const byOccupancy = goals.maxOccupancy === undefined ? 0 : Math.floor((load / goals.maxOccupancy) * (1 - 1e-9));
  let agents = Math.max(Math.floor(load) + 1, byOccupancy);
  const input = { load, ahtSeconds, targetSeconds: goals.targetSeconds ?? 0 };
  let free = freeWeight(agents, load);
  for (; agents <= MOST_AGENTS; agents++) {
    const service = erlangCService(agents, free, input);
    if (unmetGoal(service, goals) === undefined) return success(service);
    free = ((agents + 1) / load) * (1 + free);
  }
  return failure(tooMany(goals, unmetGoal(erlangCService(MOST_AGENTS, freeWeight(MOST_AGENTS, load), input), goals)));
}

/**
 * Doubling steps from the start to a number that meets the goals and one that does not, then bisection.
 * @param failing a number below the start known not to meet them; -1 where none is known
 */
function searchMonotone(
  serviceOf: (agents: number) => Service,
  goals: Goals,
  start: number,
  failing: number,
): Outcome<Service, GoalFailure> {
  let best: Service | undefined;
  let low = failing;
  let high = Number.POSITIVE_INFINITY;
  const meets = (agents: number): boolean => {
    const service = serviceOf(agents);
    const met = unmetGoal(service, goals) === undefined;
    if (met) {
      best = service;
      high = agents;
    } else low = agents;
    return met;
  };
  let step = 1;
  if (meets(start)) {
    while (high - low > 1 && meets(Math.max(low + 1, high - step))) step *= 2;
  } else {
    while (!meets(low + step)) {
      if (low > MOST_AGENTS) return failure(tooMany(goals, unmetGoal(serviceOf(low), goals)));
      step *= 2;
    }
  }
  while (high - low > 1) meets(Math.floor((low + high) / 2));
  return success(best!);
}

/** More agents than lines have nothing to do: what all lines staffed do not meet is out of reach. */
function behindLines(
  serviceOf: (agents: number) => Service,
  goals: Goals,
  lines: number,
  start: number,
): Outcome<Service, GoalFailure> {
  const unmet = unmetGoal(serviceOf(lines), goals);
  if (unmet !== undefined)
    return failure({
      goal: unmet,
      value: goals[unmet] ?? 0,
      reason: `an agent on each of the ${lines} lines is not enough`,
    });
  return searchMonotone((agents) => serviceOf(Math.min(agents, lines)), goals, Math.min(start, lines), -1);
}

/** One by one from zero, where more agents may be worse before they are better. */
function searchUpwards(serviceOf: (agents: number) => Service, goals: Goals): Outcome<Service, GoalFailure> {
  for (let agents = 0; agents <= MOST_AGENTS; agents++) {
    const service = serviceOf(agents);
    if (unmetGoal(service, goals) === undefined) return success(service);
  }
  return failure(tooMany(goals, unmetGoal(serviceOf(MOST_AGENTS), goals)));
}

function tooMany(goals: Goals, goal: GoalFailure['goal'] | undefined): GoalFailure {
  const name = goal ?? 'serviceLevel';
  return { goal: name, value: goals[name] ?? 0, reason: `it would take more than ${MOST_AGENTS} agents` };
}
