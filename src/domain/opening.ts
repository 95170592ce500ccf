import type { QueueCalendar } from '../forecast/contract.js';
import { openShares } from '../forecast/opening.js';
import type { IntervalGrid } from '../time/grid.js';
import { publicHolidays } from '../time/holidays.js';
import type { Centre, Queue } from './centre.js';

/** Calendar of a queue: opening hours, public holidays between two dates, and the events that concern it. */
export function queueCalendarOf(centre: Centre, queue: Queue, fromDate: string, toDate: string): QueueCalendar {
  return {
    zone: queue.zone,
    ...(queue.openingHours.length === 0 ? {} : { openingHours: queue.openingHours }),
    closedOnHolidays: queue.closedOnHolidays,
    holidays: publicHolidays(queue.country, queue.region, fromDate, toDate),
    events: centre.events.filter((event) => event.queue === undefined || event.queue === queue.id),
  };
}

/** Which intervals of a grid (in the queue's zone) the queue is open in, wholly or in part: 1 open, 0 closed. */
export const openMask = (grid: IntervalGrid, calendar: QueueCalendar): Uint8Array =>
  Uint8Array.from(openShares(grid, calendar), (share) => (share > 0 ? 1 : 0));
