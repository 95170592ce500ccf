import { emptyForecast, withOffered } from '../forecast.js';
import { openIntervals } from '../open-intervals.js';
import { type Applier, forecastOf, known, withForecast } from '../state.js';

/**
 * Moves a share of the contacts of one queue to another, interval by interval: where that is closed they come in its next
 * open interval, after the last one of the period in that one. With one contact for each, none is lost. Moved contacts
 * take the handle time of the queue they come to.
 */
export const shiftChannel: Applier<'channel-shift'> = (state, change, report) => {
  const { share, contactsPerContact = 1 } = change;
  const from = known(state.centre.queues, 'queue', change.from, 'from', report);
  const to = known(state.centre.queues, 'queue', change.to, 'to', report);
  if (from === undefined || to === undefined) return state;
  if (from.id === to.id) {
    report('to', 'scenario-same-queue', `Contacts cannot move from "${from.id}" to itself.`, 'Name two queues.');
    return state;
  }
  const source = forecastOf(state, from.id, 'from', report);
  if (source === undefined || share === 0) return state;
  const { intervalMinutes } = state.centre;
  const target =
    state.forecasts.find(({ queue }) => queue === to.id) ??
    emptyForecast(to.id, intervalMinutes, openIntervals(state.centre, to, state.period).startMs, to.ahtSeconds);
  if (target.startMs.length === 0) return state;
  const stays = source.offered.map((contacts) => contacts * (1 - share));
  const arrives = target.offered.slice();
  let at = 0;
  source.startMs.forEach((startMs, i) => {
    while (at < target.startMs.length - 1 && target.startMs[at]! < startMs) at++;
    arrives[at]! += source.offered[i]! * share * contactsPerContact;
  });
  return withForecast(withForecast(state, withOffered(source, stays)), withOffered(target, arrives));
};
