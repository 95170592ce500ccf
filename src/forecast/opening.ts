import type { IntervalGrid } from '../time/grid.js';
import type { QueueCalendar } from './contract.js';

/** Share (0 to 1) of each interval of the grid in which the queue is open; all 1 where no hours are known. */
export function openShares(grid: IntervalGrid, calendar: QueueCalendar): Float64Array {
  const open = new Float64Array(grid.startMs.length);
  grid.days.forEach((day, d) => {
    const closed =
      (calendar.closedOnHolidays && calendar.holidays.has(day.date)) ||
      calendar.events.some(
        (e) => e.kind === 'closed' && e.fromMinute === undefined && e.fromDate <= day.date && day.date <= e.toDate,
      );
    if (closed) return;
    const events = calendar.events.filter((e) => e.fromDate <= day.date && day.date <= e.toDate);
    const changed = events.filter((e) => e.kind === 'opening-hours');
    const windows =
      changed.length > 0
        ? changed.map((e) => ({ fromMinute: e.fromMinute ?? 0, toMinute: e.toMinute ?? 1440 }))
        : (calendar.openingHours?.filter((w) => w.weekdays.includes(day.weekday)) ?? [
            { fromMinute: 0, toMinute: 1440 },
          ]);
    const shut = events.filter((e) => e.kind === 'closed' && e.fromMinute !== undefined);
    for (let i = grid.dayOffset[d]!; i < grid.dayOffset[d + 1]!; i++) {
      const from = grid.minute[i]!;
      const to = from + grid.intervalMinutes;
      let minutes = 0;
      for (const w of windows) minutes += overlap(from, to, w.fromMinute, w.toMinute);
      for (const e of shut) minutes -= overlap(from, to, e.fromMinute!, e.toMinute ?? 1440);
      open[i] = Math.max(0, Math.min(1, minutes / grid.intervalMinutes));
    }
  });
  return open;
}

const overlap = (a: number, b: number, c: number, d: number): number => Math.max(0, Math.min(b, d) - Math.max(a, c));
