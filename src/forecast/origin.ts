import type { HistorySeries } from '../history/series.js';
import { addDays, startOfDay } from '../time/zone.js';

/** What was known at the first moment of a local date: the series without that date and all later ones. */
export function historyBefore(series: HistorySeries, date: string): HistorySeries {
  if (date > series.toDate) return series;
  const originMs = startOfDay(date, series.zone);
  let count = 0;
  while (count < series.startMs.length && series.startMs[count]! < originMs) count++;
  const cut = (values: Float64Array): Float64Array => values.subarray(0, count);
  return {
    ...series,
    toDate: addDays(date, -1),
    startMs: cut(series.startMs),
    offered: cut(series.offered),
    handled: cut(series.handled),
    abandoned: cut(series.abandoned),
    ahtSeconds: cut(series.ahtSeconds),
    asaSeconds: cut(series.asaSeconds),
    answeredInTarget: cut(series.answeredInTarget),
    staffedAgents: cut(series.staffedAgents),
  };
}
