import type { QueueCalendar } from '../forecast/contract.js';
import type { Finding } from './correction.js';
import type { DayGrid } from './day-grid.js';

/** Outages that the planner entered, one finding per day: whole days, or from minute to minute on each. */
export function knownOutages(days: DayGrid, calendar: QueueCalendar): Finding[] {
  const found: Finding[] = [];
  for (const event of calendar.events) {
    if (event.kind !== 'outage') continue;
    days.grid.days.forEach(({ date }, d) => {
      if (date < event.fromDate || date > event.toDate) return;
      let from = -1;
      let to = -1;
      for (let i = days.grid.dayOffset[d]!; i < days.grid.dayOffset[d + 1]!; i++) {
        const minute = days.grid.minute[i]!;
        const touched =
          minute + days.grid.intervalMinutes > (event.fromMinute ?? 0) && minute < (event.toMinute ?? 1440);
        if (days.open[i] === 0 || !touched) continue;
        if (from < 0) from = i;
        to = i + 1;
      }
      if (from >= 0) found.push({ kind: 'outage', from, to, reason: `Event ${event.id}: ${event.note}` });
    });
  }
  return found;
}
