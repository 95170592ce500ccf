import { type Applier, known, withForecast, withQueue } from '../state.js';

/** Multiplies the handle time: of the forecast, and of the contacts that are handed on or have no history. */
export const changeAht: Applier<'aht'> = (state, { factor, queue }, report) => {
  if (factor === 0) {
    report('factor', 'scenario-aht-zero', 'Contacts cannot take no time at all.', 'Give a factor above 0.');
    return state;
  }
  const chosen = queue === undefined ? undefined : known(state.centre.queues, 'queue', queue, 'queue', report);
  if (queue !== undefined && chosen === undefined) return state;
  const concerned = chosen === undefined ? state.centre.queues : [chosen];
  return concerned.reduce((changed, each) => {
    const forecast = state.forecasts.find((candidate) => candidate.queue === each.id);
    const slower = withQueue(changed, { ...each, ahtSeconds: each.ahtSeconds * factor });
    if (forecast === undefined) return slower;
    return withForecast(slower, { ...forecast, ahtSeconds: forecast.ahtSeconds.map((seconds) => seconds * factor) });
  }, state);
};
