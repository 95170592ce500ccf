import type { Queue } from '../domain/centre.js';
import type { DeferrableWork } from './contract.js';
import { levelWork } from './level.js';
import { firstAtOrAfter, type Horizon, type QueueHours } from './queue-hours.js';

/** Work left from before the horizon, in agent-seconds. */
export interface Backlog {
  readonly workSeconds: number;
  /** Instant by which it must be done; absent = the queue's own deadline, counted from the start of the horizon. */
  readonly deadlineMs?: number;
}

/** Work that arrives, per interval (also outside opening hours), in agent-seconds. */
export interface Arrivals {
  readonly startMs: ArrayLike<number>;
  readonly workSeconds: ArrayLike<number>;
}

export interface LevelPlan {
  readonly work: readonly DeferrableWork[];
  /** Agent-seconds done in each open interval of the horizon. */
  readonly doneSeconds: Float64Array;
  /** Mean delay from arrival to start of the work that arrives in (or before, while closed) each open interval, seconds. */
  readonly delaySeconds: Float64Array;
}

interface Item {
  /** Open intervals: may be done in `release` … `deadline` − 1. */
  readonly release: number;
  readonly deadline: number;
  readonly workSeconds: number;
}

/** Deadline in open intervals, at least the one in which the work arrives. */
export const deadlineIntervals = (queue: Queue, intervalMinutes: number): number =>
  Math.max(1, Math.floor((queue.deadlineMinutes ?? 0) / intervalMinutes));

/**
 * Plans deferrable work of one queue: released in the interval it arrives in (or the next open one), due
 * `deadlineMinutes` of opening time after the start of that interval, done first come first served at the smoothest rate.
 *
 * Work whose time runs past the end of the horizon is done inside it by the share of its open time that lies inside. What
 * was left over from before is `backlog`; where that is not known, the time before is taken to be like the horizon
 * itself, so what runs out at its end comes in at its start. So the first day is not idle and the last not flooded, and
 * in the latter case all work that arrives is work that is done.
 */
export function planDeferrable(
  queue: Queue,
  hours: QueueHours,
  horizon: Horizon,
  intervalMinutes: number,
  arrivals: Arrivals,
  backlog: readonly Backlog[] | undefined,
): LevelPlan {
  const span = deadlineIntervals(queue, intervalMinutes);
  const { openStartMs, inside } = hours;
  const stepMs = intervalMinutes * 60_000;
  const endOf = (deadline: number): number => openStartMs[deadline - 1]! + stepMs;
  const work: DeferrableWork[] = [];
  const items: Item[] = [];
  const carried: Item[] = [];
  for (let i = 0; i < arrivals.startMs.length; i++) {
    const workSeconds = arrivals.workSeconds[i]!;
    if (!(workSeconds > 0)) continue;
    const startMs = arrivals.startMs[i]!;
    const release = firstAtOrAfter(openStartMs, startMs);
    const deadline = release + span;
    work.push({ queue: queue.id, startMs, deadlineMs: endOf(deadline), workSeconds });
    const within = Math.max(0, Math.min(deadline, inside) - release) / span;
    if (within > 0) items.push({ release, deadline: Math.min(deadline, inside), workSeconds: workSeconds * within });
    if (within < 1 && inside > 0)
      carried.push({
        release: 0,
        deadline: Math.min(inside, deadline - inside),
        workSeconds: workSeconds * (1 - within),
      });
  }
  const before =
    backlog?.map(({ workSeconds, deadlineMs }) => ({
      release: 0,
      // Later deadlines than the first new work has are brought forward, so that first come first served keeps them all.
      deadline: Math.min(
        inside,
        span,
        deadlineMs === undefined ? span : lastOpenBefore(openStartMs, deadlineMs, stepMs),
      ),
      workSeconds,
    })) ?? carried;
  for (const item of before)
    if (item.workSeconds > 0 && inside > 0)
      work.push({
        queue: queue.id,
        startMs: horizon.fromMs,
        deadlineMs: endOf(item.deadline),
        workSeconds: item.workSeconds,
      });
  const all = [...before, ...items].filter((item) => item.workSeconds > 0 && inside > 0);
  const released = new Float64Array(inside);
  const due = new Float64Array(inside);
  for (const item of all) {
    released[item.release]! += item.workSeconds;
    due[item.deadline - 1]! += item.workSeconds;
  }
  const doneSeconds = levelWork(released, due);
  return { work, doneSeconds, delaySeconds: delays(released, doneSeconds, openStartMs) };
}

/** Number of open intervals that end at or before an instant, at least one. */
const lastOpenBefore = (openStartMs: ArrayLike<number>, ms: number, stepMs: number): number =>
  Math.max(1, firstAtOrAfter(openStartMs, ms - stepMs + 1));

/** Mean delay of the work released in each interval, first come first served; 0 where it is done in its own interval. */
function delays(released: Float64Array, done: Float64Array, startMs: ArrayLike<number>): Float64Array {
  const result = new Float64Array(released.length);
  let at = 0;
  let capacity = done[0] ?? 0;
  for (let i = 0; i < released.length; i++) {
    let left = released[i]!;
    if (at < i) {
      at = i;
      capacity = done[i]!;
    }
    let sum = 0;
    while (left > 0) {
      const part = Math.min(left, capacity);
      sum += part * ((startMs[at]! - startMs[i]!) / 1000);
      left -= part;
      capacity -= part;
      // What rounding leaves at the very end is done in the last interval.
      if (capacity <= 0 && at + 1 >= done.length) break;
      if (left > 0) capacity = done[++at]!;
    }
    result[i] = released[i]! > 0 ? sum / released[i]! : 0;
  }
  return result;
}
