import { intervalGrid } from '../time/grid.js';
import { daysBetween, isoWeekday, localDate, localMinute } from '../time/zone.js';
import type { HistorySeries } from './series.js';

/** Relative volume of a stretch by the local clock: ISO weekday and minutes after midnight. Any unit, ≥ 0. */
export type Shape = (weekday: number, fromMinute: number, toMinute: number) => number;

/**
 * Splits each interval into shorter ones: counts by the shape (evenly where it is absent or silent), so that sums stay; means
 * (AHT, ASA, agents) hold for every part.
 * @param intervalMinutes divides the interval of the series
 */
export function splitIntervals(series: HistorySeries, intervalMinutes: number, shape?: Shape): HistorySeries {
  const { zone, fromDate, toDate } = series;
  if (series.intervalMinutes % intervalMinutes !== 0)
    throw new RangeError(`Intervals of ${series.intervalMinutes} minutes do not split into ${intervalMinutes}.`);
  const grid = intervalGrid(zone, fromDate, daysBetween(fromDate, toDate) + 1, intervalMinutes);
  const count = grid.startMs.length;
  const source = new Int32Array(count);
  const share = new Float64Array(count);
  let k = 0;
  for (let i = 0; i < series.startMs.length; i++) {
    const end = series.startMs[i + 1] ?? Number.POSITIVE_INFINITY;
    const first = k;
    let sum = 0;
    for (; k < count && grid.startMs[k]! < end; k++) {
      const minute = grid.minute[k]!;
      source[k] = i;
      share[k] = shape?.(grid.days[grid.day[k]!]!.weekday, minute, minute + intervalMinutes) ?? 0;
      sum += share[k]!;
    }
    for (let part = first; part < k; part++) share[part] = sum > 0 ? share[part]! / sum : 1 / (k - first);
  }
  const spread = (values: Float64Array) => share.map((part, k) => values[source[k]!]! * part);
  const repeat = (values: Float64Array) => Float64Array.from(source, (i) => values[i]!);
  return {
    ...series,
    intervalMinutes,
    startMs: grid.startMs,
    offered: spread(series.offered),
    handled: spread(series.handled),
    abandoned: spread(series.abandoned),
    answeredInTarget: spread(series.answeredInTarget),
    ahtSeconds: repeat(series.ahtSeconds),
    asaSeconds: repeat(series.asaSeconds),
    staffedAgents: repeat(series.staffedAgents),
  };
}

/**
 * The shape that a series itself shows, finer than its intervals: means per weekday and wall-clock interval, joined by
 * straight lines from middle to middle. Next to an interval that holds nothing (closed) the line runs level.
 */
export function learnShape(series: HistorySeries): Shape {
  const length = series.intervalMinutes;
  const positions = Math.ceil(1440 / length);
  const sums = new Float64Array(7 * positions);
  const counts = new Int32Array(7 * positions);
  for (let i = 0; i < series.startMs.length; i++) {
    const value = series.offered[i]!;
    if (Number.isNaN(value)) continue;
    const ms = series.startMs[i]!;
    const weekday = isoWeekday(localDate(ms, series.zone));
    const slot = (weekday - 1) * positions + Math.floor(localMinute(ms, series.zone) / length);
    sums[slot]! += value;
    counts[slot]!++;
  }
  const means = sums.map((sum, k) => (counts[k] === 0 ? 0 : sum / counts[k]!));
  return (weekday, fromMinute, toMinute) => {
    const at = (fromMinute + toMinute) / 2 / length - 0.5;
    const own = Math.min(positions - 1, Math.floor((fromMinute + toMinute) / 2 / length));
    const level = means[(weekday - 1) * positions + own]!;
    const other = at < own ? own - 1 : own + 1;
    // Monday's neighbours are Sunday's last and Monday's second interval.
    const slot = ((weekday - 1) * positions + other + 7 * positions) % (7 * positions);
    const neighbour = means[slot]! > 0 ? means[slot]! : level;
    return level + (neighbour - level) * Math.abs(at - own);
  };
}
