import type { QueueCalendar } from '../forecast/contract.js';
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

/**
 * Which intervals of a grid (in the queue's zone) the queue is open in: 1 open, 0 closed. An interval is open where its
 * start lies within an opening window. Order of precedence: events `closed` and `opening-hours` of the date, then
 * holidays, then the weekly hours; without weekly hours every interval is open.
 */
export function openMask(grid: IntervalGrid, calendar: QueueCalendar): Uint8Array {
  const mask = new Uint8Array(grid.startMs.length);
  grid.days.forEach((day, d) => {
    const events = calendar.events.filter((event) => event.fromDate <= day.date && day.date <= event.toDate);
    const changed = events.find((event) => event.kind === 'opening-hours');
    const closed = events.filter((event) => event.kind === 'closed');
    const holiday = calendar.closedOnHolidays && calendar.holidays.has(day.date) && changed === undefined;
    const windows =
      changed !== undefined
        ? [{ fromMinute: changed.fromMinute ?? 0, toMinute: changed.toMinute ?? 1440 }]
        : calendar.openingHours?.filter((window) => window.weekdays.includes(day.weekday));
    for (let i = grid.dayOffset[d]!; i < grid.dayOffset[d + 1]!; i++) {
      const minute = grid.minute[i]!;
      const within = windows?.some((window) => window.fromMinute <= minute && minute < window.toMinute) ?? true;
      const shut = closed.some((event) => (event.fromMinute ?? 0) <= minute && minute < (event.toMinute ?? 1440));
      mask[i] = within && !holiday && !shut ? 1 : 0;
    }
  });
  return mask;
}
