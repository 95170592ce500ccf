import { sql, type Transaction } from 'kysely';
import type { HistorySeries } from '../../src/history/series.js';
import type { Engine } from './open.js';
import type { Database, HistoryRow } from './schema.js';

/** Measures of an interval, in the order of the table's columns. */
export const MEASURES = [
  ['offered', 'offered'],
  ['handled', 'handled'],
  ['abandoned', 'abandoned'],
  ['aht_seconds', 'ahtSeconds'],
  ['asa_seconds', 'asaSeconds'],
  ['answered_in_target', 'answeredInTarget'],
  ['staffed_agents', 'staffedAgents'],
] as const;
export const MEASURE_COLUMNS = MEASURES.map(([column]) => column).join(', ');

/** Start of an interval (epoch ms), then the measures in the order of the series; null = not known. */
export type SeriesRows = Iterable<readonly (number | null)[]>;

/** Rows of a series in order of time, read within a transaction. */
export async function historyRows(trx: Transaction<Database>, engine: Engine, series: number): Promise<SeriesRows> {
  if (engine.kind === 'sqlite') {
    // The transaction has the one connection there is; without an object per row.
    const select = engine.sqlite.prepare(
      `select start_ms, ${MEASURE_COLUMNS} from history where series = ? order by start_ms`,
    );
    return select.raw().all(series) as (number | null)[][];
  }
  const { rows } = await sql<HistoryRow>`select start_ms, ${sql.raw(MEASURE_COLUMNS)} from history
    where series = ${series} order by start_ms`.execute(trx);
  return rows.map((row) => [row.start_ms, ...MEASURES.map(([column]) => row[column])]);
}

/** Whether anything is known of an interval; of others no row is stored. */
export function hasValue(series: HistorySeries, i: number): boolean {
  for (const [, name] of MEASURES) if (!Number.isNaN(series[name][i]!)) return true;
  return false;
}
