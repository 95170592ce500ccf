import { formatInstant } from '../time/zone.js';
import { type HistoryColumn, MEASURES, type Measure } from './columns.js';
import type { HistorySeries } from './series.js';

/** Header of a printed history. */
export const HISTORY_HEADER: readonly HistoryColumn[] = ['start', 'queue', 'interval_minutes', ...MEASURES];

/** Values of a series by the name of their column. */
export const measuresOf = (series: HistorySeries): Readonly<Record<Measure, Float64Array>> => ({
  offered: series.offered,
  handled: series.handled,
  abandoned: series.abandoned,
  aht_seconds: series.ahtSeconds,
  asa_seconds: series.asaSeconds,
  answered_in_target: series.answeredInTarget,
  staffed_agents: series.staffedAgents,
});

/**
 * Rows of a history CSV under {@link HISTORY_HEADER}; starts as instants with offset, NaN as an empty cell (null).
 * Intervals without a number of contacts have no row. Reading the rows gives the same series, cut to its first and last day
 * with a row.
 */
export function* historyRows(histories: Iterable<HistorySeries>): Generator<(string | number | null)[]> {
  for (const series of histories) {
    const columns = MEASURES.map((measure) => measuresOf(series)[measure]);
    for (let i = 0; i < series.startMs.length; i++) {
      if (Number.isNaN(series.offered[i])) continue;
      const values = columns.map((column) => (Number.isNaN(column[i]) ? null : column[i]!));
      yield [formatInstant(series.startMs[i]!, series.zone), series.queue, series.intervalMinutes, ...values];
    }
  }
}
