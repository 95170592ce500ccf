import type { ForecastAdjustment } from '../domain/centre.js';

/** What an adjustment does to a number, and which numbers it takes together. */
export type Hand = Pick<ForecastAdjustment, 'kind' | 'value' | 'scope'>;

function changed(value: number, { kind, value: by }: Hand): number {
  switch (kind) {
    case 'set':
      return by;
    case 'add':
      return Math.max(0, value + by);
    case 'percent':
      return Math.max(0, value * (1 + by / 100));
    case 'min':
      return Math.max(value, by);
    case 'max':
      return Math.min(value, by);
  }
}

/**
 * Changes the contacts of the intervals touched, each by itself or the total of each local day with its shape kept; an empty day gets
 * its total spread evenly.
 * @param touched indices of intervals, in order of time
 * @param dates local date of each interval
 */
export function changeByHand(
  offered: Float64Array | number[],
  touched: readonly number[],
  dates: readonly string[],
  hand: Hand,
): void {
  if (hand.scope === 'interval') for (const i of touched) offered[i] = changed(offered[i]!, hand);
  else for (const day of daysOf(touched, dates)) changeTotal(offered, day, hand);
}

function changeTotal(offered: Float64Array | number[], day: readonly number[], hand: Hand): void {
  const total = day.reduce((sum, i) => sum + offered[i]!, 0);
  const wanted = changed(total, hand);
  for (const i of day) offered[i] = total > 0 ? (offered[i]! * wanted) / total : wanted / day.length;
}

function daysOf(indices: readonly number[], dates: readonly string[]): number[][] {
  const byDate = new Map<string, number[]>();
  for (const i of indices) byDate.set(dates[i]!, [...(byDate.get(dates[i]!) ?? []), i]);
  return [...byDate.values()];
}
