import { correctionId, span } from './correction.js';
import type { DayGrid } from './day-grid.js';
import { median } from './expected.js';
import type { Correction, HistorySeries } from './series.js';

/** Days to either side whose handle times say what is normal. */
const WINDOW_DAYS = 14;
/** Standard deviations (of the logarithm) beyond which a mean handle time is no handle time. */
const LIMIT = 6;
/** Fewer contacts prove nothing about a mean. */
const LEAST_CONTACTS = 3;
/** Spread of single handle times over their mean: about 1, as for the exponential distribution. */
const CONTACT_SPREAD = 1;

/**
 * Winsorises mean handle times: an interval whose AHT lies farther from the weighted median of its surroundings than few
 * contacts and usual differences explain gets the limit instead. Weighted by the contacts handled.
 */
export function cleanAht(
  series: HistorySeries,
  days: DayGrid,
  switchedOff: ReadonlySet<string>,
): { ahtSeconds: Float64Array; corrections: Correction[] } {
  const ahtSeconds = Float64Array.from(series.ahtSeconds);
  const corrections: Correction[] = [];
  const centre = dailyMedians(series, days);
  const spread = usualSpread(series, days, centre);
  const bounds = (i: number): { low: number; high: number } | undefined => {
    const middle = centre[days.grid.day[i]!]!;
    const weight = contactsOf(series, i);
    if (!(middle > 0) || !(weight >= LEAST_CONTACTS)) return undefined;
    const factor = Math.exp(LIMIT * Math.sqrt(spread ** 2 + CONTACT_SPREAD ** 2 / weight));
    return { low: middle / factor, high: middle * factor };
  };
  let from = 0;
  while (from < ahtSeconds.length) {
    const side = sideOf(ahtSeconds[from]!, bounds(from));
    let to = from + 1;
    if (side !== 0)
      while (
        to < ahtSeconds.length &&
        sideOf(ahtSeconds[to]!, bounds(to)) === side &&
        days.grid.day[to] === days.grid.day[from]
      )
        to++;
    if (side !== 0) corrections.push(winsorise(series, ahtSeconds, from, to, side, bounds, switchedOff));
    from = to;
  }
  return { ahtSeconds, corrections };
}

const sideOf = (value: number, bounds: { low: number; high: number } | undefined): -1 | 0 | 1 =>
  // An export writes 0 where it has no handle time.
  bounds === undefined || !(value > 0) ? 0 : value < bounds.low ? -1 : value > bounds.high ? 1 : 0;

const contactsOf = (series: HistorySeries, i: number): number => {
  const handled = series.handled[i]!;
  return Number.isNaN(handled) ? series.offered[i]! : handled;
};

function winsorise(
  series: HistorySeries,
  ahtSeconds: Float64Array,
  from: number,
  to: number,
  side: -1 | 1,
  bounds: (i: number) => { low: number; high: number } | undefined,
  switchedOff: ReadonlySet<string>,
): Correction {
  const id = correctionId(series, 'spike', 'aht', series.startMs[from]!);
  const off = switchedOff.has(id);
  let contacts = 0;
  let recorded = 0;
  let replacement = 0;
  for (let i = from; i < to; i++) {
    const weight = contactsOf(series, i);
    const limit = side > 0 ? bounds(i)!.high : bounds(i)!.low;
    contacts += weight;
    recorded += weight * series.ahtSeconds[i]!;
    replacement += weight * limit;
    if (!off) ahtSeconds[i] = limit;
  }
  return {
    id,
    queue: series.queue,
    kind: 'spike',
    ...span(series, from, to),
    measure: 'aht',
    recorded: recorded / contacts,
    replacement: replacement / contacts,
    reason: `Mean handle time of ${Math.round(recorded / contacts)} s over ${Math.round(contacts)} contacts, far ${side > 0 ? 'above' : 'below'} the days around; cut to the limit of ${Math.round(replacement / contacts)} s.`,
    ...(off ? { switchedOff: true as const } : {}),
  };
}

/** Per day the weighted median handle time of the intervals of the days around it; NaN where there are none. */
function dailyMedians(series: HistorySeries, days: DayGrid): Float64Array {
  const own = days.kind.map((_, d) => {
    const pairs: { value: number; weight: number }[] = [];
    for (let i = days.grid.dayOffset[d]!; i < days.grid.dayOffset[d + 1]!; i++) {
      const weight = contactsOf(series, i);
      if (series.ahtSeconds[i]! > 0 && weight > 0) pairs.push({ value: series.ahtSeconds[i]!, weight });
    }
    return { value: weightedMedian(pairs), weight: pairs.reduce((sum, pair) => sum + pair.weight, 0) };
  });
  return Float64Array.from(own, (_, d) =>
    weightedMedian(own.slice(Math.max(0, d - WINDOW_DAYS), d + WINDOW_DAYS + 1).filter(({ weight }) => weight > 0)),
  );
}

function weightedMedian(pairs: { value: number; weight: number }[]): number {
  const sorted = pairs.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return Number.NaN;
}

/** How much the handle times of busy intervals differ by themselves (logarithm), from their median absolute deviation. */
function usualSpread(series: HistorySeries, days: DayGrid, centre: Float64Array): number {
  const errors: number[] = [];
  for (let i = 0; i < series.ahtSeconds.length; i++) {
    const middle = centre[days.grid.day[i]!]!;
    if (contactsOf(series, i) >= 5 && series.ahtSeconds[i]! > 0 && middle > 0)
      errors.push(Math.abs(Math.log(series.ahtSeconds[i]! / middle)));
  }
  return errors.length === 0 ? 0.2 : Math.max(0.05, 1.4826 * median(errors));
}
