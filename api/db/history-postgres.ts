import { sql, type Transaction } from 'kysely';
import type { HistorySeries } from '../../src/history/series.js';
import { hasValue, MEASURE_COLUMNS, MEASURES } from './history-rows.js';
import type { Database } from './schema.js';

/** Rows that PostgreSQL is sent in one statement. */
const ROWS_AT_ONCE = 5_000;

/** Stores one series within a transaction. @returns rows written */
export async function writeToPostgres(
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
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'centre', 'queue']).where('unused_since', 'is', null).doNothing(),
    )
    .execute();
  const { id } = await trx
    .selectFrom('series')
    .select('id')
    .where((eb) => eb.and(names))
    .where('unused_since', 'is', null)
    .executeTakeFirstOrThrow();
  if (replace) await trx.deleteFrom('history').where('series', '=', id).execute();
  let written = 0;
  let columns: (number | null)[][] = [];
  const flush = async (): Promise<void> => {
    const [starts = [], ...measures] = columns;
    if (starts.length === 0) return;
    await sql`insert into history (series, start_ms, interval_minutes, ${sql.raw(MEASURE_COLUMNS)})
      select ${id}::bigint, start_ms, ${series.intervalMinutes}::bigint, ${sql.raw(MEASURE_COLUMNS)}
      from unnest(${starts}::bigint[], ${sql.join(measures.map((measure) => sql`${measure}::float8[]`))})
        as new (start_ms, ${sql.raw(MEASURE_COLUMNS)})
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
    if (!hasValue(series, i)) continue;
    const values = MEASURES.map(([, name]) => series[name][i]!);
    yield [series.startMs[i]!, ...values.map((value) => (Number.isNaN(value) ? null : value))];
  }
}
