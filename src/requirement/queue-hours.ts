import type { Centre, Queue } from '../domain/centre.js';
import { openMask, queueCalendarOf } from '../domain/opening.js';
import { InputError, inputError } from '../errors.js';
import { intervalGrid } from '../time/grid.js';
import { addDays, daysBetween, localDate } from '../time/zone.js';

/** Stretch of time that a requirement covers; half-open. */
export interface Horizon {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Open intervals of a queue in time order: those of the horizon, then enough after it to place every deadline. */
export interface QueueHours {
  readonly openStartMs: Float64Array;
  /** Number of them inside the horizon. */
  readonly inside: number;
}

/** Longest time after the horizon in which open intervals are looked for. */
const LONGEST_LOOK_AHEAD_DAYS = 400;

/**
 * @param intervalsAfter open intervals wanted after the horizon
 * @throws InputError `queue-never-open` where they do not exist within a year
 */
export function queueHours(centre: Centre, queue: Queue, horizon: Horizon, intervalsAfter: number): QueueHours {
  const fromDate = localDate(horizon.fromMs, queue.zone);
  const days = daysBetween(fromDate, localDate(horizon.toMs - 1, queue.zone)) + 1;
  for (let margin = intervalsAfter > 0 ? 14 : 1; ; margin = Math.min(LONGEST_LOOK_AHEAD_DAYS, margin * 4)) {
    const grid = intervalGrid(queue.zone, fromDate, days + margin, centre.intervalMinutes);
    const calendar = queueCalendarOf(centre, queue, fromDate, addDays(fromDate, days + margin));
    const mask = openMask(grid, calendar);
    const open = grid.startMs.filter((startMs, i) => mask[i] === 1 && startMs >= horizon.fromMs);
    const inside = firstAtOrAfter(open, horizon.toMs);
    if (open.length - inside >= intervalsAfter) return { openStartMs: open, inside };
    if (margin === LONGEST_LOOK_AHEAD_DAYS)
      throw new InputError([
        inputError(
          'queue-never-open',
          `Queue "${queue.id}" has too little open time after ${fromDate} to meet its deadline.`,
          'Check its opening hours, closing days and deadlineMinutes.',
          { path: `queues.${queue.id}.openingHours` },
        ),
      ]);
  }
}

/** Index of the first value ≥ ms in an ascending array; its length where there is none. */
export function firstAtOrAfter(ascending: ArrayLike<number>, ms: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
