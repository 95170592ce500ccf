import type { Correction, HistorySeries } from './series.js';

/** Stable id: kind, queue and first moment. */
export const correctionId = (
  series: HistorySeries,
  kind: Correction['kind'],
  measure: string,
  startMs: number,
): string =>
  `${kind}${measure === 'offered' ? '' : `-${measure}`}:${series.queue}:${new Date(startMs).toISOString().slice(0, 16)}Z`;

/** Consecutive intervals, `from` to `to` (exclusive), that get other values, and why. */
export interface Finding {
  readonly kind: Correction['kind'];
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** Turns `[from, to)` into instants. */
export function span(series: HistorySeries, from: number, to: number): { startMs: number; endMs: number } {
  const last = series.startMs[to - 1]!;
  const next = series.startMs[to];
  return { startMs: series.startMs[from]!, endMs: next ?? last + series.intervalMinutes * 60_000 };
}

/** Sum of the values in a range, NaN left out; NaN where there is none. */
export function knownSum(values: Float64Array, from: number, to: number): number {
  let sum = Number.NaN;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
  }
  return sum;
}
