import type { QueueId } from '../../src/domain/ids.js';
import { queueId } from '../../src/domain/ids.js';
import type { HistorySeries } from '../../src/history/series.js';
import { intervalGrid } from '../../src/time/grid.js';
import { daysBetween, localDate } from '../../src/time/zone.js';
import type { Store } from './open.js';

/** Measures of an interval, in the order of the table's columns. */
const MEASURES = [
  ['offered', 'offered'],
  ['handled', 'handled'],
  ['abandoned', 'abandoned'],
  ['aht_seconds', 'ahtSeconds'],
  ['asa_seconds', 'asaSeconds'],
  ['answered_in_target', 'answeredInTarget'],
  ['staffed_agents', 'staffedAgents'],
] as const;

/**
 * Stores series whole or not at all. Intervals that are there already are replaced; intervals without any value are not
 * stored.
 * @returns rows written
 */
export function saveHistory(store: Store, centre: string, series: Iterable<HistorySeries>): number {
  const columns = MEASURES.map(([column]) => column).join(', ');
  const insert = store.sqlite.prepare(
    `insert or replace into history (series, start_ms, interval_minutes, ${columns}) values (?, ?, ?${', ?'.repeat(MEASURES.length)})`,
  );
  let written = 0;
  store.sqlite.transaction(() => {
    for (const one of series) {
      const id = seriesId(store, centre, one.queue);
      for (let i = 0; i < one.startMs.length; i++) {
        const values = MEASURES.map(([, name]) => (Number.isNaN(one[name][i]!) ? null : one[name][i]!));
        if (values.every((value) => value === null)) continue;
        insert.run(id, one.startMs[i], one.intervalMinutes, ...values);
        written++;
      }
    }
  })();
  return written;
}

/** Number of a queue's series; made where it has none yet. */
function seriesId(store: Store, centre: string, queue: string): number {
  store.sqlite
    .prepare('insert or ignore into series (organisation, centre, queue) values (?, ?, ?)')
    .run(store.organisation, centre, queue);
  return store.sqlite
    .prepare('select id from series where organisation = ? and centre = ? and queue = ?')
    .pluck()
    .get(store.organisation, centre, queue) as number;
}

/** Series of every queue that has history, on whole local days of the queue's zone. */
export function loadHistory(
  store: Store,
  centre: string,
  zoneOf: (queue: string) => string,
): ReadonlyMap<QueueId, HistorySeries> {
  const queues = store.sqlite
    .prepare(
      'select series.id, queue, min(start_ms) as first, max(start_ms) as last, min(interval_minutes) as minutes from history join series on series.id = history.series where organisation = ? and centre = ? group by series.id order by queue',
    )
    .all(store.organisation, centre) as { id: number; queue: string; first: number; last: number; minutes: number }[];
  return new Map(
    queues.map(({ id, queue, first, last, minutes }) => [
      queueId(queue),
      loadSeries(store, id, queue, zoneOf(queue), first, last, minutes),
    ]),
  );
}

function loadSeries(
  store: Store,
  id: number,
  queue: string,
  zone: string,
  firstMs: number,
  lastMs: number,
  intervalMinutes: number,
): HistorySeries {
  const fromDate = localDate(firstMs, zone);
  const toDate = localDate(lastMs, zone);
  const grid = intervalGrid(zone, fromDate, daysBetween(fromDate, toDate) + 1, intervalMinutes);
  const unknown = (): Float64Array => new Float64Array(grid.startMs.length).fill(Number.NaN);
  const series = {
    queue: queueId(queue),
    zone,
    intervalMinutes,
    fromDate,
    toDate,
    startMs: grid.startMs,
    offered: unknown(),
    handled: unknown(),
    abandoned: unknown(),
    ahtSeconds: unknown(),
    asaSeconds: unknown(),
    answeredInTarget: unknown(),
    staffedAgents: unknown(),
  };
  const step = intervalMinutes * 60_000;
  const rows = store.sqlite
    .prepare(
      `select start_ms, ${MEASURES.map(([column]) => column).join(', ')} from history where series = ? order by start_ms`,
    )
    .raw()
    .iterate(id) as IterableIterator<(number | null)[]>;
  for (const row of rows) {
    // The grid runs in steps of instants from the first local midnight, clock changes included.
    const i = Math.round((row[0]! - grid.startMs[0]!) / step);
    MEASURES.forEach(([, name], k) => {
      series[name][i] = row[k + 1] ?? Number.NaN;
    });
  }
  return series;
}

/** Per queue: how many intervals, from when to when (UTC instants), how many contacts. */
export function historyOverview(
  store: Store,
  centre: string,
): { queue: string; intervals: number; from: string; to: string; offered: number }[] {
  const rows = store.sqlite
    .prepare(
      'select queue, count(*) as intervals, min(start_ms) as first, max(start_ms) as last, coalesce(sum(offered), 0) as offered from history join series on series.id = history.series where organisation = ? and centre = ? group by queue order by queue',
    )
    .all(store.organisation, centre) as {
    queue: string;
    intervals: number;
    first: number;
    last: number;
    offered: number;
  }[];
  return rows.map(({ queue, intervals, first, last, offered }) => ({
    queue,
    intervals,
    from: new Date(first).toISOString(),
    to: new Date(last).toISOString(),
    offered,
  }));
}
