import type { Random } from '../../solver/random.js';

/** A night on which the week of every group is planned, and planners ask for urgent plans of their own meanwhile. */
export interface QueueDay {
  readonly groups: number;
  readonly workers: number;
  /** Mean processor time of a group's plan; each worker has a processor of its own. */
  readonly meanSeconds: number;
  readonly random: Random;
}

export interface QueueResult {
  readonly allDoneSeconds: number;
  /** Waits of urgent jobs until they begin. */
  readonly urgentP50Seconds: number;
  readonly urgentP99Seconds: number;
}

/** Plans of groups vary by about a quarter; an urgent one is a repair of a tenth of a plan, asked for once an hour and group in five. */
const VARIATION = 0.25;
const URGENT_SIZE = 0.1;
const URGENT_PER_GROUP_HOUR = 0.2;

/**
 * Jobs by urgency and then in their order, each to whichever worker is free first; none is broken off. The usual ones are all there from
 * the start, urgent ones come at random until the usual ones are done.
 */
export function simulateQueue({ groups, workers, meanSeconds, random }: QueueDay): QueueResult {
  const took = (mean: number): number => mean * Math.max(0.2, 1 + VARIATION * random.normal());
  /** Instants at which workers become free, ascending. */
  const free = Array.from({ length: workers }, () => 0);
  const put = (instant: number): void => {
    let [low, high] = [0, free.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (free[middle]! < instant) low = middle + 1;
      else high = middle;
    }
    free.splice(low, 0, instant);
  };
  const gap = (): number => -Math.log(1 - random.uniform()) * (3600 / (groups * URGENT_PER_GROUP_HOUR));
  const waits: number[] = [];
  let urgentAt = gap();
  let allDone = 0;
  for (let left = groups; left > 0; ) {
    const now = free.shift()!;
    if (urgentAt <= now) {
      waits.push(now - urgentAt);
      put(now + took(meanSeconds * URGENT_SIZE));
      urgentAt += gap();
    } else {
      left--;
      const end = now + took(meanSeconds);
      allDone = Math.max(allDone, end);
      put(end);
    }
  }
  waits.sort((a, b) => a - b);
  const at = (share: number): number => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0;
  return { allDoneSeconds: allDone, urgentP50Seconds: at(0.5), urgentP99Seconds: at(0.99) };
}
