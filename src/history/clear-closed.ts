import { openMask } from '../domain/opening.js';
import type { QueueCalendar } from '../forecast/contract.js';
import { correctionId, span } from './correction.js';
import type { DayGrid } from './day-grid.js';
import type { Correction, HistorySeries } from './series.js';

/**
 * Closed intervals hold no contacts. Recorded ones are listed: once for all that lies outside the weekly hours, and per day
 * for holidays and events that close the queue. Switched off, they stay and count.
 */
export function clearClosed(
  series: HistorySeries,
  days: DayGrid,
  calendar: QueueCalendar,
  offered: Float64Array,
  usable: Uint8Array,
  switchedOff: ReadonlySet<string>,
): Correction[] {
  if (!days.open.includes(0)) return [];
  const weekly = openMask(days.grid, { ...calendar, holidays: new Map(), events: [] });
  const corrections: Correction[] = [];
  const outside: number[] = [];
  for (let d = 0; d < days.kind.length; d++) {
    const closedToday: number[] = [];
    for (let i = days.grid.dayOffset[d]!; i < days.grid.dayOffset[d + 1]!; i++) {
      if (days.open[i] === 1) continue;
      if (!(offered[i]! > 0)) offered[i] = 0;
      else (weekly[i] === 1 ? closedToday : outside).push(i);
    }
    const first = closedToday[0];
    if (first === undefined) continue;
    const { date } = days.grid.days[d]!;
    const id = correctionId(series, 'closed', 'offered', series.startMs[first]!);
    const why = calendar.holidays.get(date) ?? 'an event';
    corrections.push(clear(id, closedToday, `The queue is closed on ${date} (${why}).`));
  }
  if (outside.length > 0)
    corrections.push(clear(`closed:${series.queue}:outside-hours`, outside, 'Contacts outside the opening hours.'));
  return corrections;

  function clear(id: string, intervals: readonly number[], reason: string): Correction {
    const off = switchedOff.has(id);
    let recorded = 0;
    for (const i of intervals) {
      recorded += offered[i]!;
      if (off) usable[i] = 1;
      else offered[i] = 0;
    }
    return {
      id,
      queue: series.queue,
      kind: 'closed',
      ...span(series, intervals[0]!, intervals.at(-1)! + 1),
      measure: 'offered',
      recorded,
      replacement: 0,
      reason,
      ...(off ? { switchedOff: true as const } : {}),
    };
  }
}
