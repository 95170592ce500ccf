import type { QueueId } from '../domain/ids.js';
import { intervalGrid } from '../time/grid.js';
import { daysBetween, localDate } from '../time/zone.js';
import type { QueueRows } from './queue-rows.js';
import type { HistorySeries } from './series.js';

const MINUTE = 60_000;

/**
 * Puts the rows of one queue on a regular grid of whole local days. A row is spread over the intervals that it overlaps, by
 * the minutes: shorter rows are added up, longer ones split evenly. Means are weighted: AHT and ASA by the contacts handled
 * (offered where handled is not known), agents by time. A mean over no contacts is not known (NaN).
 * @param order row indexes by start; @param rowMinutes length of a row
 */
export function placeRows(
  queue: QueueId,
  zone: string,
  rows: QueueRows,
  order: Int32Array,
  rowMinutes: number,
  intervalMinutes: number,
): HistorySeries {
  const fromDate = localDate(rows.startMs[order[0]!]!, zone);
  const toDate = localDate(rows.startMs[order.at(-1)!]!, zone);
  const grid = intervalGrid(zone, fromDate, daysBetween(fromDate, toDate) + 1, intervalMinutes);
  const count = grid.startMs.length;
  const series = {
    queue,
    zone,
    intervalMinutes,
    fromDate,
    toDate,
    startMs: grid.startMs,
    offered: unknown(count),
    handled: unknown(count),
    abandoned: unknown(count),
    ahtSeconds: unknown(count),
    asaSeconds: unknown(count),
    answeredInTarget: unknown(count),
    staffedAgents: unknown(count),
  };
  const contacts = new Float64Array(count);
  const waits = new Float64Array(count);
  const minutes = new Float64Array(count);
  const { values } = rows;
  const length = rowMinutes * MINUTE;
  let first = 0;
  for (const row of order) {
    const start = rows.startMs[row]!;
    while (first + 1 < count && grid.startMs[first + 1]! <= start) first++;
    const handled = values.handled?.[row] ?? Number.NaN;
    const weight = Number.isNaN(handled) ? values.offered![row]! : handled;
    for (let at = start, i = first; at < start + length; i++) {
      // The last interval takes what would fall off the end.
      const until = i + 1 < count ? Math.min(grid.startMs[i + 1]!, start + length) : start + length;
      const share = (until - at) / length;
      at = until;
      addShare(series.offered, i, values.offered![row]!, share);
      if (values.handled !== undefined) addShare(series.handled, i, handled, share);
      if (values.abandoned !== undefined) addShare(series.abandoned, i, values.abandoned[row]!, share);
      if (values.answered_in_target !== undefined)
        addShare(series.answeredInTarget, i, values.answered_in_target[row]!, share);
      if (values.aht_seconds !== undefined)
        addMean(series.ahtSeconds, contacts, i, values.aht_seconds[row]!, weight * share);
      if (values.asa_seconds !== undefined)
        addMean(series.asaSeconds, waits, i, values.asa_seconds[row]!, weight * share);
      if (values.staffed_agents !== undefined)
        addMean(series.staffedAgents, minutes, i, values.staffed_agents[row]!, share);
    }
  }
  return series;
}

const unknown = (count: number): Float64Array => new Float64Array(count).fill(Number.NaN);

function addShare(sums: Float64Array, i: number, value: number, share: number): void {
  if (Number.isNaN(value)) return;
  const sum = sums[i]!;
  sums[i] = Number.isNaN(sum) ? value * share : sum + value * share;
}

/** Running weighted mean; exact for a single value. */
function addMean(means: Float64Array, weights: Float64Array, i: number, value: number, weight: number): void {
  if (Number.isNaN(value) || !(weight > 0)) return;
  const total = weights[i]! + weight;
  means[i] = weights[i] === 0 ? value : means[i]! + ((value - means[i]!) * weight) / total;
  weights[i] = total;
}
