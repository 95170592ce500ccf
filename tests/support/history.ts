import { queueId } from '../../src/domain/ids.js';
import type { QueueCalendar } from '../../src/forecast/contract.js';
import type { HistorySeries } from '../../src/history/series.js';
import type { TableRow } from '../../src/history/table.js';
import { type IntervalGrid, intervalGrid } from '../../src/time/grid.js';

/** Table of a history file given as lines, the first being the header. */
export function tableOf(lines: readonly string[], file = 'history.csv') {
  const rows: TableRow[] = lines.slice(1).map((line, i) => ({ line: i + 2, cells: line.split(',') }));
  return { file, header: lines[0]!.split(','), rows };
}

/** A series of whole days with offered by interval; the rest is not known unless given. */
export function seriesOf(
  fromDate: string,
  dayCount: number,
  offered: (grid: IntervalGrid, i: number) => number,
  options: { zone?: string; minutes?: number; queue?: string; ahtSeconds?: (i: number) => number } = {},
): HistorySeries {
  const { zone = 'Europe/Amsterdam', minutes = 30, queue = 'phone' } = options;
  const grid = intervalGrid(zone, fromDate, dayCount, minutes);
  const unknown = () => new Float64Array(grid.startMs.length).fill(Number.NaN);
  const aht = options.ahtSeconds;
  return {
    queue: queueId(queue),
    zone,
    intervalMinutes: minutes,
    fromDate,
    toDate: grid.days.at(-1)!.date,
    startMs: grid.startMs,
    offered: Float64Array.from(grid.startMs, (_, i) => offered(grid, i)),
    handled: unknown(),
    abandoned: unknown(),
    ahtSeconds: aht === undefined ? unknown() : Float64Array.from(grid.startMs, (_, i) => aht(i)),
    asaSeconds: unknown(),
    answeredInTarget: unknown(),
    staffedAgents: unknown(),
  };
}

/** A calendar without hours, holidays and events, but for what is given. */
export const calendarOf = (parts: Partial<QueueCalendar> = {}): QueueCalendar => ({
  zone: 'Europe/Amsterdam',
  closedOnHolidays: false,
  holidays: new Map(),
  events: [],
  ...parts,
});

/** Index of the interval that starts at an instant. */
export function indexAt(series: HistorySeries, iso: string): number {
  const index = series.startMs.indexOf(Date.parse(iso));
  if (index < 0) throw new Error(`${iso} is not in the series`);
  return index;
}
