import { issueList } from '../../centre/issue-list.js';
import { readHours } from '../../centre/read-queues.js';
import { jsonSource } from '../../centre/source.js';
import type { QueueForecast } from '../../forecast/contract.js';
import { daysBetween, localDate } from '../../time/zone.js';
import { emptyForecast, withOffered } from '../forecast.js';
import { type OpenIntervals, openIntervals } from '../open-intervals.js';
import { type Applier, known, withForecast, withQueue } from '../state.js';

/**
 * Other opening hours. The forecast was made with the old ones, so contacts of hours that close come, by `keptShare`, in
 * the other hours of the same seven days (in proportion to what comes there), and `addedShare` of the seven days' contacts
 * comes in the hours that open, evenly.
 */
export const changeOpeningHours: Applier<'opening-hours'> = (state, change, report) => {
  const queue = known(state.centre.queues, 'queue', change.queue, 'queue', report);
  if (queue === undefined) return state;
  const problems = issueList();
  const { intervalMinutes } = state.centre;
  const openingHours = readHours({ openingHours: change.openingHours.map(copy) }, [], {
    source: jsonSource(change),
    issues: problems,
    intervalMinutes,
  });
  for (const { code, message, hint } of problems.issues) report('openingHours', code, message, hint);
  if (problems.issues.length > 0) return state;
  const changed = { ...queue, openingHours };
  const before = openIntervals(state.centre, queue, state.period);
  const after = openIntervals(state.centre, changed, state.period);
  const wasOpen = new Set(before.startMs);
  const opens = after.startMs.some((ms) => !wasOpen.has(ms));
  if (opens && change.addedShare === undefined) {
    report(
      undefined,
      'scenario-added-share-missing',
      `Queue "${queue.id}" opens at hours of which there is no history.`,
      'Add "addedShare": the share of a week’s contacts expected in the hours that open, e.g. 0.05.',
    );
    return state;
  }
  const next = withQueue(state, changed);
  const forecast = state.forecasts.find((candidate) => candidate.queue === queue.id);
  if (forecast === undefined || forecast.startMs.length === 0) return next;
  const shares = { kept: change.keptShare ?? 1, added: opens ? change.addedShare! : 0 };
  const weekOf = (ms: number): number => Math.floor(daysBetween(state.period.fromDate, localDate(ms, queue.zone)) / 7);
  return withForecast(next, moved(forecast, after, weekOf, shares, queue.ahtSeconds));
};

const copy = <T extends { readonly days: string | readonly string[] }>(window: T) => ({
  ...window,
  days: typeof window.days === 'string' ? window.days : ([...window.days] as never[]),
});

function moved(
  forecast: QueueForecast,
  after: OpenIntervals,
  weekOf: (ms: number) => number,
  shares: { readonly kept: number; readonly added: number },
  defaultAht: number,
): QueueForecast {
  const old = new Map(Array.from(forecast.startMs, (ms, i) => [ms, i]));
  const weeks = Math.max(0, ...forecast.startMs.map(weekOf), ...after.week) + 1;
  const [closing, staying, opening] = [new Float64Array(weeks), new Float64Array(weeks), new Float64Array(weeks)];
  const isOpen = new Set(after.startMs);
  forecast.startMs.forEach((ms, i) => {
    (isOpen.has(ms) ? staying : closing)[weekOf(ms)]! += forecast.offered[i]!;
  });
  after.startMs.forEach((ms, i) => {
    if (!old.has(ms)) opening[after.week[i]!]!++;
  });
  const offered = after.startMs.map((ms, i) => {
    const week = after.week[i]!;
    const kept = closing[week]! * shares.kept;
    const total = staying[week]! + kept;
    const fresh = opening[week]! > 0 ? shares.added : 0;
    const at = old.get(ms);
    if (at === undefined) return (total * (staying[week]! > 0 ? fresh : 1)) / opening[week]!;
    return staying[week]! > 0 ? (forecast.offered[at]! * total * (1 - fresh)) / staying[week]! : 0;
  });
  const take = (values: Float64Array, otherwise: number): Float64Array =>
    after.startMs.map((ms) => (old.has(ms) ? values[old.get(ms)!]! : otherwise));
  const base: QueueForecast = {
    ...emptyForecast(forecast.queue, forecast.intervalMinutes, after.startMs),
    offered: take(forecast.offered, 0),
    lower80: take(forecast.lower80, 0),
    upper80: take(forecast.upper80, 0),
    lower95: take(forecast.lower95, 0),
    upper95: take(forecast.upper95, 0),
    ahtSeconds: take(forecast.ahtSeconds, meanAht(forecast) ?? defaultAht),
    method: forecast.method,
    evidence: forecast.evidence,
    corrections: forecast.corrections,
  };
  return withOffered(base, offered);
}

function meanAht({ offered, ahtSeconds }: QueueForecast): number | undefined {
  const contacts = offered.reduce((sum, value) => sum + value, 0);
  return contacts > 0 ? offered.reduce((sum, value, i) => sum + value * ahtSeconds[i]!, 0) / contacts : undefined;
}
