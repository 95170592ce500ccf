import { requireSeconds, requireShare, requireTarget } from './checks.js';
import type { QueueModel } from './model.js';
import type { Service } from './service.js';

/** What must hold, all of it; a goal is met at equality. At least one should be set. */
export interface Goals {
  /** Least share answered within {@link targetSeconds} of all offered, 0 to 1. */
  readonly serviceLevel?: number;
  /** Threshold, ≥ 0; default 0 (answered at once). Also used to report the service level where it is no goal. */
  readonly targetSeconds?: number;
  /** Most mean wait of the answered, ≥ 0. */
  readonly maxAsaSeconds?: number;
  /** Most share of contacts that hang up, 0 to 1. */
  readonly maxAbandon?: number;
  /** Most share of contacts that are blocked, 0 to 1. */
  readonly maxBlock?: number;
  /** Most occupancy, 0 to 1. */
  readonly maxOccupancy?: number;
}

export type GoalName = 'serviceLevel' | 'maxAsaSeconds' | 'maxAbandon' | 'maxBlock' | 'maxOccupancy';

/** Why no number of agents meets a goal. */
export interface GoalFailure {
  readonly goal: GoalName;
  readonly value: number;
  readonly reason: string;
}

/** Comparison at equality must not hang on the last digits of a double: a goal counts as met within this share of it. */
const TOLERANCE = 1e-12;
const HALF_ULP = 2 ** -53;

const atMost = (value: number, limit: number): boolean => value <= limit * (1 + TOLERANCE);

/** First goal that the service does not meet, or undefined. */
export function unmetGoal(service: Service, goals: Goals): GoalName | undefined {
  // On the side of the missed contacts, where 99.999999 % and 99.9999999 % differ.
  if (goals.serviceLevel !== undefined && !atMost(service.missed, 1 - goals.serviceLevel + HALF_ULP))
    return 'serviceLevel';
  if (goals.maxAsaSeconds !== undefined && !atMost(service.asaSeconds, goals.maxAsaSeconds)) return 'maxAsaSeconds';
  if (goals.maxAbandon !== undefined && !atMost(service.pAbandon, goals.maxAbandon)) return 'maxAbandon';
  if (goals.maxBlock !== undefined && !atMost(service.pBlock, goals.maxBlock)) return 'maxBlock';
  if (goals.maxOccupancy !== undefined && !atMost(service.occupancy, goals.maxOccupancy)) return 'maxOccupancy';
  return undefined;
}

/** @throws RangeError on a goal out of range */
export function requireGoals(goals: Goals): void {
  if (goals.serviceLevel !== undefined) requireShare('serviceLevel', goals.serviceLevel);
  if (goals.targetSeconds !== undefined) requireTarget(goals.targetSeconds);
  if (goals.maxAsaSeconds !== undefined) requireSeconds('maxAsaSeconds', goals.maxAsaSeconds);
  if (goals.maxAbandon !== undefined) requireShare('maxAbandon', goals.maxAbandon);
  if (goals.maxBlock !== undefined) requireShare('maxBlock', goals.maxBlock);
  if (goals.maxOccupancy !== undefined) requireShare('maxOccupancy', goals.maxOccupancy);
}

/**
 * A goal that service only approaches as agents are added, however many, where there is work at all: nobody waits, nobody
 * hangs up, nobody is blocked, nobody is busy.
 */
export function neverMet(queue: QueueModel, goals: Goals): GoalFailure | undefined {
  const hangUps = hasPatience(queue);
  const fail = (goal: GoalName, value: number, reason: string): GoalFailure => ({ goal, value, reason });
  if (goals.maxOccupancy === 0)
    return fail('maxOccupancy', 0, 'occupancy falls as agents are added but stays above 0 while there are contacts');
  if (goals.serviceLevel === 1 && queue.model === 'erlang-b')
    return fail('serviceLevel', 1, 'with any finite number of lines some contacts find all of them busy');
  if (goals.serviceLevel === 1 && hangUps)
    return fail('serviceLevel', 1, 'with any finite number of agents some contacts wait, and some of those hang up');
  if (goals.serviceLevel === 1 && (goals.targetSeconds ?? 0) < Number.POSITIVE_INFINITY && queue.model !== 'erlang-b')
    return fail('serviceLevel', 1, 'with any finite number of agents some contacts wait longer than the target');
  if (goals.maxAsaSeconds === 0 && queue.model !== 'erlang-b')
    return fail('maxAsaSeconds', 0, 'with any finite number of agents some contacts wait');
  if (goals.maxAbandon === 0 && hangUps)
    return fail('maxAbandon', 0, 'with any finite number of agents some contacts wait and hang up');
  if (goals.maxBlock === 0 && queue.model === 'erlang-b')
    return fail('maxBlock', 0, 'with any finite number of lines some contacts find all of them busy');
  return undefined;
}

const hasPatience = (queue: QueueModel): boolean =>
  (queue.model === 'erlang-a' || queue.model === 'chat') &&
  (queue.patienceSeconds ?? Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY;
