import { knownHint } from '../centre/issue-list.js';
import type { Centre, Queue } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { QueueForecast } from '../forecast/contract.js';
import type { Change, ChangeOf } from './schema.js';

/** What changes act on: the centre, and the forecasts that were made with it as it is. */
export interface ScenarioState {
  readonly centre: Centre;
  readonly forecasts: readonly QueueForecast[];
  /** Local days that the forecasts are of, each in the zone of its queue. */
  readonly period: { readonly fromDate: string; readonly days: number };
}

/** Reports a problem with the change at one of its keys (absent = the change as a whole). */
export type Report = (key: string | undefined, code: string, message: string, hint: string) => void;

/**
 * One kind of change: pure, (state, change) → state. Names that do not exist and values that do not fit are reported, and
 * the state is then given back as it came.
 */
export type Applier<Name extends Change['change']> = (
  state: ScenarioState,
  change: ChangeOf<Name>,
  report: Report,
) => ScenarioState;

/** An entry of the centre by its id; reports `queue-unknown`, `site-unknown` … */
export function known<T extends { readonly id: string }>(
  entries: readonly T[],
  what: string,
  id: string,
  key: string,
  report: Report,
): T | undefined {
  const found = entries.find((entry) => entry.id === id);
  if (found === undefined)
    report(
      key,
      `${what}-unknown`,
      `There is no ${what} "${id}".`,
      knownHint(
        id,
        entries.map((entry) => entry.id),
      ),
    );
  return found;
}

/** The state with one queue replaced. */
export const withQueue = (state: ScenarioState, queue: Queue): ScenarioState =>
  withCentre(state, {
    queues: state.centre.queues.map((candidate) => (candidate.id === queue.id ? queue : candidate)),
  });

/** The state with parts of the centre replaced. */
export const withCentre = (state: ScenarioState, parts: Partial<Centre>): ScenarioState => ({
  ...state,
  centre: { ...state.centre, ...parts },
});

/** The state with one forecast replaced, or added where the queue had none. */
export function withForecast(state: ScenarioState, forecast: QueueForecast): ScenarioState {
  const has = state.forecasts.some(({ queue }) => queue === forecast.queue);
  return {
    ...state,
    forecasts: has
      ? state.forecasts.map((candidate) => (candidate.queue === forecast.queue ? forecast : candidate))
      : [...state.forecasts, forecast],
  };
}

/** Forecast of a queue; reports `scenario-no-forecast` where all its contacts are handed on by others. */
export function forecastOf(
  { forecasts }: ScenarioState,
  queue: QueueId,
  key: string,
  report: Report,
): QueueForecast | undefined {
  const found = forecasts.find((forecast) => forecast.queue === queue);
  if (found === undefined)
    report(
      key,
      'scenario-no-forecast',
      `Queue "${queue}" has no forecast of its own to change.`,
      'Give its history, or change the queue that hands contacts on to it.',
    );
  return found;
}
