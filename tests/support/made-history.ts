import { createRandom } from '../../solver/random.js';
import { queueId } from '../../src/domain/ids.js';
import type { QueueCalendar } from '../../src/forecast/contract.js';
import type { HistorySeries } from '../../src/history/series.js';
import { intervalGrid } from '../../src/time/grid.js';
import { addDays } from '../../src/time/zone.js';

/** What a made-up queue looks like. */
export interface MadeHistory {
  readonly zone?: string;
  readonly fromDate?: string;
  readonly days: number;
  readonly intervalMinutes?: number;
  /** Contacts of a mean weekday; default 1000. */
  readonly perDay?: number;
  /** Seed of Poisson noise; absent = exact means. */
  readonly seed?: number;
  /** Factor on a day's volume. */
  readonly dayFactor?: (date: string, day: number) => number;
  readonly aht?: (day: number, minute: number) => number;
  readonly name?: string;
}

const WEEK = [1.3, 1.15, 1.05, 1, 0.9, 0.35, 0.25];
const shape = (minute: number): number =>
  minute < 420 || minute >= 1260 ? 0.05 : 1 + Math.sin(((minute - 420) / 840) * Math.PI);

/** History with weekdays, a day shape and, if asked, Poisson noise. */
export function madeHistory(options: MadeHistory): HistorySeries {
  const { zone = 'Europe/Amsterdam', fromDate = '2025-01-06', days, intervalMinutes = 30, perDay = 1000 } = options;
  const grid = intervalGrid(zone, fromDate, days, intervalMinutes);
  const random = options.seed === undefined ? undefined : createRandom(options.seed);
  let mass = 0;
  for (let minute = 0; minute < 1440; minute += intervalMinutes) mass += shape(minute);
  const offered = Float64Array.from(grid.startMs, (_, i) => {
    const day = grid.days[grid.day[i]!]!;
    const factor = WEEK[day.weekday - 1]! * (options.dayFactor?.(day.date, grid.day[i]!) ?? 1);
    const mean = (perDay * factor * shape(grid.minute[i]!)) / mass;
    return random === undefined ? mean : random.poisson(mean);
  });
  const unknown = (): Float64Array => new Float64Array(offered.length).fill(Number.NaN);
  return {
    queue: queueId(options.name ?? 'made'),
    zone,
    intervalMinutes,
    fromDate,
    toDate: addDays(fromDate, days - 1),
    startMs: grid.startMs,
    offered,
    handled: Float64Array.from(offered),
    abandoned: offered.map(() => 0),
    ahtSeconds:
      options.aht === undefined ? unknown() : offered.map((_, i) => options.aht!(grid.day[i]!, grid.minute[i]!)),
    asaSeconds: unknown(),
    answeredInTarget: unknown(),
    staffedAgents: unknown(),
  };
}

/** Days without holidays, events or opening hours. */
export const plainCalendar = (zone = 'Europe/Amsterdam'): QueueCalendar => ({
  zone,
  closedOnHolidays: false,
  holidays: new Map(),
  events: [],
});

/** The series with other values where `change` gives one. */
export function withOffered(series: HistorySeries, change: (value: number, i: number) => number): HistorySeries {
  return { ...series, offered: series.offered.map(change) };
}
