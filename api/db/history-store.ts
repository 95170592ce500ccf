import { type Kysely, sql } from 'kysely';
import type { QueueId } from '../../src/domain/ids.js';
import { queueId } from '../../src/domain/ids.js';
import type { HistorySeries } from '../../src/history/series.js';
import { intervalGrid } from '../../src/time/grid.js';
import { daysBetween, localDate } from '../../src/time/zone.js';
import { writeToPostgres } from './history-postgres.js';
import { historyRows, type SeriesRows } from './history-rows.js';
import { writeToSqlite } from './history-sqlite.js';
import type { Store } from './open.js';
import type { Database } from './schema.js';

/**
 * Stores series whole or not at all. Intervals that are there already are replaced; intervals without any value are not
 * stored.
 * @param series may be gone through more than once
 * @param replace takes out first whatever else there is of the same queues
 * @returns rows written
 */
export function saveHistory(
  store: Store,
  centre: string,
  series: Iterable<HistorySeries>,
  replace = false,
): Promise<number> {
  const { engine } = store;
  if (engine.kind === 'sqlite') return writeToSqlite(store, engine.sqlite, centre, series, replace);
  return store.db.transaction().execute(async (trx) => {
    let written = 0;
    for (const one of series) written += await writeToPostgres(trx, store.organisation, centre, one, replace);
    return written;
  });
}

/** Series of every queue that has history, on whole local days of the queue's zone, all as they were at one moment. */
export function loadHistory(
  store: Store,
  centre: string,
  zoneOf: (queue: string) => string,
): Promise<ReadonlyMap<QueueId, HistorySeries>> {
  return store.db.transaction().execute(async (trx) => {
    const loaded = new Map<QueueId, HistorySeries>();
    for (const entry of await overview(trx, store.organisation, centre)) {
      const rows = await historyRows(trx, store.engine, entry.id);
      loaded.set(queueId(entry.queue), seriesOf(entry, zoneOf(entry.queue), rows));
    }
    return loaded;
  });
}

/** What there is of a queue: first and last start of an interval, epoch ms. */
interface Overview {
  readonly id: number;
  readonly queue: string;
  readonly first: number;
  readonly last: number;
  readonly minutes: number;
  readonly intervals: number;
  readonly offered: number;
}

const overview = (db: Kysely<Database>, organisation: string, centre: string): Promise<Overview[]> =>
  db
    .selectFrom('history')
    .innerJoin('series', 'series.id', 'history.series')
    .select(({ fn }) => [
      'series.id',
      'series.queue',
      fn.min('start_ms').as('first'),
      fn.max('start_ms').as('last'),
      fn.min('interval_minutes').as('minutes'),
      fn.countAll<number>().as('intervals'),
      sql<number>`coalesce(sum(offered), 0)`.as('offered'),
    ])
    .where('organisation', '=', organisation)
    .where('centre', '=', centre)
    .where('unused_since', 'is', null)
    .groupBy(['series.id', 'series.queue'])
    .orderBy('series.queue')
    .execute();

function seriesOf({ queue, first, last, minutes }: Overview, zone: string, rows: SeriesRows): HistorySeries {
  const fromDate = localDate(first, zone);
  const toDate = localDate(last, zone);
  const grid = intervalGrid(zone, fromDate, daysBetween(fromDate, toDate) + 1, minutes);
  const unknown = (): Float64Array => new Float64Array(grid.startMs.length).fill(Number.NaN);
  const measures = {
    offered: unknown(),
    handled: unknown(),
    abandoned: unknown(),
    ahtSeconds: unknown(),
    asaSeconds: unknown(),
    answeredInTarget: unknown(),
    staffedAgents: unknown(),
  };
  const columns = Object.values(measures);
  const step = minutes * 60_000;
  for (const row of rows) {
    // The grid runs in steps of instants from the first local midnight, clock changes included.
    const i = Math.round((row[0]! - grid.startMs[0]!) / step);
    columns.forEach((column, k) => {
      column[i] = row[k + 1] ?? Number.NaN;
    });
  }
  return {
    queue: queueId(queue),
    zone,
    intervalMinutes: minutes,
    fromDate,
    toDate,
    startMs: grid.startMs,
    ...measures,
  };
}

/** Per queue: how many intervals, from when to when (UTC instants), how many contacts. */
export async function historyOverview(
  store: Store,
  centre: string,
): Promise<{ queue: string; intervals: number; from: string; to: string; offered: number }[]> {
  return (await overview(store.db, store.organisation, centre)).map(({ queue, intervals, first, last, offered }) => ({
    queue,
    intervals,
    from: new Date(first).toISOString(),
    to: new Date(last).toISOString(),
    offered,
  }));
}
