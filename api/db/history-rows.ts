import { sql, type Transaction } from 'kysely';
import type { HistorySeries } from '../../src/history/series.js';
import type { Engine, Store } from './open.js';
import type { Database, HistoryRow } from './schema.js';
import type { SqliteFile } from './sqlite.js';

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
const COLUMNS = MEASURES.map(([column]) => column).join(', ');

/** Start of an interval (epoch ms), then the measures in the order of the series; null = not known. */
export type SeriesRows = Iterable<readonly (number | null)[]>;

/** Rows of a series in order of time, read within a transaction. */
export async function historyRows(trx: Transaction<Database>, engine: Engine, series: number): Promise<SeriesRows> {
  if (engine.kind === 'sqlite') {
    // The transaction has the one connection there is; without an object per row.
    const select = engine.sqlite.prepare(`select start_ms, ${COLUMNS} from history where series = ? order by start_ms`);
    return select.raw().all(series) as (number | null)[][];
  }
  const { rows } = await sql<HistoryRow>`select start_ms, ${sql.raw(COLUMNS)} from history
    where series = ${series} order by start_ms`.execute(trx);
  return rows.map((row) => [row.start_ms, ...MEASURES.map(([column]) => row[column])]);
}

/**
 * Stores series whole or not at all. Intervals that are there already are replaced; intervals without any value are not
 * stored.
 * @param replace takes out first whatever else there is of the same queues
 * @returns rows written
 */
export function saveHistory(
  store: Store,
  centre: string,
  series: Iterable<HistorySeries>,
  replace = false,
): Promise<number> {
  const { engine, organisation } = store;
  if (engine.kind === 'sqlite') {
    // The connection is taken, so that nothing of another transaction is under way on it.
    return store.db
      .connection()
      .execute(async () =>
        engine.sqlite
          .transaction(() => writeToSqlite(engine.sqlite, organisation, centre, series, replace))
          .immediate(),
      );
  }
  return store.db.transaction().execute(async (trx) => {
    let written = 0;
    for (const one of series) written += await writeToPostgres(trx, organisation, centre, one, replace);
    return written;
  });
}

function writeToSqlite(
  sqlite: SqliteFile,
  organisation: string,
  centre: string,
  series: Iterable<HistorySeries>,
  replace: boolean,
): number {
  const clear = sqlite.prepare('delete from history where series = ?');
  const insert = sqlite.prepare(
    `insert or replace into history (series, start_ms, interval_minutes, ${COLUMNS}) values (?, ?, ?${', ?'.repeat(MEASURES.length)})`,
  );
  const make = sqlite.prepare('insert or ignore into series (organisation, centre, queue) values (?, ?, ?)');
  const find = sqlite.prepare('select id from series where organisation = ? and centre = ? and queue = ?').pluck();
  let written = 0;
  for (const one of series) {
    make.run(organisation, centre, one.queue);
    const id = find.get(organisation, centre, one.queue);
    if (replace) clear.run(id);
    for (const row of rowsOf(one)) {
      insert.run(id, row[0], one.intervalMinutes, ...row.slice(1));
      written++;
    }
  }
  return written;
}

/** Rows that PostgreSQL is sent in one statement. */
const ROWS_AT_ONCE = 5_000;

async function writeToPostgres(
  trx: Transaction<Database>,
  organisation: string,
  centre: string,
  series: HistorySeries,
  replace: boolean,
): Promise<number> {
  const names = { organisation, centre, queue: series.queue };
  await trx
    .insertInto('series')
    .values(names)
    .onConflict((conflict) => conflict.columns(['organisation', 'centre', 'queue']).doNothing())
    .execute();
  const { id } = await trx
    .selectFrom('series')
    .select('id')
    .where((eb) => eb.and(names))
    .executeTakeFirstOrThrow();
  if (replace) await trx.deleteFrom('history').where('series', '=', id).execute();
  let written = 0;
  let columns: (number | null)[][] = [];
  const flush = async (): Promise<void> => {
    const [starts = [], ...measures] = columns;
    if (starts.length === 0) return;
    await sql`insert into history (series, start_ms, interval_minutes, ${sql.raw(COLUMNS)})
      select ${id}::bigint, start_ms, ${series.intervalMinutes}::bigint, ${sql.raw(COLUMNS)}
      from unnest(${starts}::bigint[], ${sql.join(measures.map((measure) => sql`${measure}::float8[]`))})
        as new (start_ms, ${sql.raw(COLUMNS)})
      on conflict (series, start_ms) do update set interval_minutes = excluded.interval_minutes,
        ${sql.raw(MEASURES.map(([column]) => `${column} = excluded.${column}`).join(', '))}`.execute(trx);
    written += starts.length;
    columns = [];
  };
  for (const row of rowsOf(series)) {
    if (columns.length === 0) columns = row.map(() => []);
    row.forEach((value, k) => {
      columns[k]!.push(value);
    });
    if (columns[0]!.length === ROWS_AT_ONCE) await flush();
  }
  await flush();
  return written;
}

/** Rows of a series that say anything. */
function* rowsOf(series: HistorySeries): Generator<(number | null)[], void, undefined> {
  for (let i = 0; i < series.startMs.length; i++) {
    const row: (number | null)[] = [series.startMs[i]!];
    let any = false;
    for (const [, name] of MEASURES) {
      const value = series[name][i]!;
      const known = !Number.isNaN(value);
      row.push(known ? value : null);
      any ||= known;
    }
    if (any) yield row;
  }
}
