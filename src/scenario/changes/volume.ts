import { isDate, localDate } from '../../time/zone.js';
import { withOffered } from '../forecast.js';
import { type Applier, forecastOf, known, type Report, withForecast } from '../state.js';

/** Multiplies the contacts forecast; those handed on by other queues follow by themselves. */
export const changeVolume: Applier<'volume'> = (state, { factor, queue, fromDate, toDate }, report) => {
  if (!checkDates(fromDate, toDate, report)) return state;
  const chosen = queue === undefined ? undefined : known(state.centre.queues, 'queue', queue, 'queue', report);
  if (queue !== undefined && chosen === undefined) return state;
  if (chosen !== undefined && forecastOf(state, chosen.id, 'queue', report) === undefined) return state;
  return state.forecasts.reduce((changed, forecast) => {
    if (chosen !== undefined && forecast.queue !== chosen.id) return changed;
    const zone = state.centre.queues.find(({ id }) => id === forecast.queue)?.zone ?? state.centre.zone;
    const holds = (ms: number): boolean => {
      const date = localDate(ms, zone);
      return (fromDate ?? date) <= date && date <= (toDate ?? date);
    };
    const offered = forecast.offered.map((value, i) => (holds(forecast.startMs[i]!) ? value * factor : value));
    return withForecast(changed, withOffered(forecast, offered));
  }, state);
};

function checkDates(fromDate: string | undefined, toDate: string | undefined, report: Report): boolean {
  let ok = true;
  for (const [key, date] of [
    ['fromDate', fromDate],
    ['toDate', toDate],
  ] as const)
    if (date !== undefined && !isDate(date)) {
      report(key, 'date-bad', `"${date}" is no date.`, 'Give a date that exists, YYYY-MM-DD.');
      ok = false;
    }
  if (ok && fromDate !== undefined && toDate !== undefined && toDate < fromDate) {
    report('toDate', 'dates-reversed', `${toDate} comes before ${fromDate}.`, 'Put the earlier date first.');
    return false;
  }
  return ok;
}
