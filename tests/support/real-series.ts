import { existsSync } from 'node:fs';
import { readHistory } from '../../api/files/history.js';
import type { QueueCalendar } from '../../src/forecast/contract.js';
import type { HistorySeries } from '../../src/history/series.js';
import { publicHolidays } from '../../src/time/holidays.js';

/** A real series outside the project, with the days that accuracy tables leave out. */
export interface RealSeries {
  readonly name: string;
  readonly history: HistorySeries;
  readonly calendar: QueueCalendar;
  /** Religious, national and local holidays: not scored. */
  readonly unscored: ReadonlySet<string>;
}

const SOURCES = [
  {
    name: 'anonymous-bank-1999',
    zone: 'Asia/Jerusalem',
    country: 'IL',
    years: [1999, 2000],
    local: ['1999-03-02', '1999-04-20'],
  },
  {
    name: 'service-desk-2014',
    zone: 'Europe/Berlin',
    country: 'DE',
    years: [2013, 2014],
    local: ['2013-12-24', '2013-12-31', '2014-06-19', '2014-10-31'],
  },
] as const;

/** Series found in `../shared/data`; an empty list where the folder is missing. */
export async function realSeries(folder = '../shared/data'): Promise<RealSeries[]> {
  const found: RealSeries[] = [];
  for (const { name, zone, country, years, local } of SOURCES) {
    const path = `${folder}/${name}.csv`;
    if (!existsSync(path)) continue;
    const checked = await readHistory(path, { zoneOf: () => zone });
    if (!checked.ok) throw new Error(`${path} cannot be read`);
    const history = [...checked.value.values()][0]!;
    const holidays = publicHolidays(country, undefined, `${years[0]}-01-01`, `${years[1]}-12-31`);
    found.push({
      name,
      history,
      calendar: { zone, closedOnHolidays: false, holidays, events: [] },
      unscored: new Set([...holidays.keys(), ...local]),
    });
  }
  return found;
}
