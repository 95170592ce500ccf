import type { Centre, Queue } from '../domain/centre.js';
import { openMask, queueCalendarOf } from '../domain/opening.js';
import { intervalGrid } from '../time/grid.js';
import { addDays } from '../time/zone.js';
import type { ScenarioState } from './state.js';

/** Starts of the intervals in which a queue is open, and the block of seven days each lies in. */
export interface OpenIntervals {
  readonly startMs: Float64Array;
  /** 0 for the first seven days of the period, 1 for the next … */
  readonly week: Int32Array;
}

/** Open intervals of a queue, with the hours it has in `queue`, over the days of a period. */
export function openIntervals(centre: Centre, queue: Queue, period: ScenarioState['period']): OpenIntervals {
  const grid = intervalGrid(queue.zone, period.fromDate, period.days, centre.intervalMinutes);
  const mask = openMask(grid, queueCalendarOf(centre, queue, period.fromDate, addDays(period.fromDate, period.days)));
  return {
    startMs: grid.startMs.filter((_, i) => mask[i] === 1),
    week: grid.day.filter((_, i) => mask[i] === 1).map((day) => Math.floor(day / 7)),
  };
}
