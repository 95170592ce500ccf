import { existsSync, readFileSync } from 'node:fs';
import { queueId } from '../../src/domain/ids.js';
import type { QueueCalendar } from '../../src/forecast/contract.js';
import type { CleanHistory, HistorySeries } from '../../src/history/series.js';
import { intervalGrid } from '../../src/time/grid.js';
import { publicHolidays } from '../../src/time/holidays.js';
import { daysBetween } from '../../src/time/zone.js';

/** A real series outside the project, with the days that accuracy tables leave out. */
export interface RealSeries {
  readonly name: string;
  readonly clean: CleanHistory;
  readonly calendar: QueueCalendar;
  /** Religious, national and local holidays with their eves: not scored. */
  readonly unscored: ReadonlySet<string>;
}

const SOURCES = [
  {
    name: 'anonymous-bank-1999',
    zone: 'Asia/Jerusalem',
    country: 'IL',
    minutes: 30,
    local: ['1999-03-02', '1999-04-20'],
  },
  {
    name: 'service-desk-2014',
    zone: 'Europe/Berlin',
    country: 'DE',
    minutes: 60,
    local: ['2013-12-24', '2013-12-31', '2014-06-19', '2014-10-31'],
  },
] as const;

/** Series found in `../shared/data`; an empty list where the folder is missing. */
export function realSeries(folder = '../shared/data'): RealSeries[] {
  return SOURCES.filter(({ name }) => existsSync(`${folder}/${name}.csv`)).map((source) => {
    const { name, zone, country, minutes } = source;
    const rows = readFileSync(`${folder}/${name}.csv`, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const header = rows.shift()!;
    const column = (title: string): number => header.indexOf(title);
    const start = column('start');
    const fromDate = rows[0]![start]!.slice(0, 10);
    const toDate = rows[rows.length - 1]![start]!.slice(0, 10);
    const grid = intervalGrid(zone, fromDate, daysBetween(fromDate, toDate) + 1, minutes);
    const byLabel = new Map(rows.map((row) => [row[start]!.slice(0, 16), row]));
    const values = (title: string, absent: number): Float64Array =>
      Float64Array.from(grid.startMs, (_, i) => {
        const minute = grid.minute[i]!;
        const label = `${grid.days[grid.day[i]!]!.date}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const cell = byLabel.get(label)?.[column(title)];
        return cell === undefined || cell === '' ? absent : Number(cell);
      });
    const unknown = new Float64Array(grid.startMs.length).fill(Number.NaN);
    const optional = (title: string): Float64Array => (column(title) < 0 ? unknown : values(title, Number.NaN));
    const series: HistorySeries = {
      queue: queueId(rows[0]![column('queue')]!),
      zone,
      intervalMinutes: minutes,
      fromDate,
      toDate,
      startMs: grid.startMs,
      offered: values('offered', 0),
      handled: optional('handled'),
      abandoned: optional('abandoned'),
      ahtSeconds: optional('aht_seconds'),
      asaSeconds: optional('asa_seconds'),
      answeredInTarget: optional('answered_in_target'),
      staffedAgents: optional('staffed_agents'),
    };
    const holidays = publicHolidays(country, undefined, fromDate, `${Number(toDate.slice(0, 4)) + 1}-12-31`);
    return {
      name,
      clean: { series, usable: new Uint8Array(grid.startMs.length).fill(1), corrections: [] },
      calendar: { zone, closedOnHolidays: false, holidays, events: [] },
      unscored: new Set([...holidays.keys(), ...source.local]),
    };
  });
}
