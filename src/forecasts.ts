import type { Centre } from './domain/centre.js';
import type { QueueId } from './domain/ids.js';
import { queueCalendarOf } from './domain/opening.js';
import { type Issue, inputWarning } from './errors.js';
import type { QueueForecast } from './forecast/contract.js';
import { forecastQueue } from './forecast/forecast-queue.js';
import type { HistorySeries } from './history/series.js';
import type { UnmetGoal } from './requirement/contract.js';
import { addDays } from './time/zone.js';

/** Which days are forecast: `days` local days of each queue's zone from `fromDate` on. */
export interface ForecastPeriod {
  readonly fromDate: string;
  readonly days: number;
  readonly seed: number;
  /** Told before each queue, with the share of the queues that is done. */
  readonly onQueue?: (share: number, queue: QueueId) => void;
}

/**
 * Forecasts of all queues that have a history. Warns `queue-without-history` of one that has none and gets no contacts
 * from others either.
 * @throws InputError of the forecast
 */
export function forecastQueues(
  centre: Centre,
  history: ReadonlyMap<QueueId, HistorySeries>,
  { fromDate, days, seed, onQueue }: ForecastPeriod,
): { readonly forecasts: readonly QueueForecast[]; readonly issues: readonly Issue[] } {
  const forecasts: QueueForecast[] = [];
  const issues: Issue[] = [];
  for (const [i, queue] of centre.queues.entries()) {
    onQueue?.(i / centre.queues.length, queue.id);
    const series = history.get(queue.id);
    if (series !== undefined) {
      const calendar = queueCalendarOf(centre, queue, series.fromDate, addDays(fromDate, days - 1));
      forecasts.push(forecastQueue(series, calendar, { fromDate, days, seed, defaultAhtSeconds: queue.ahtSeconds }));
    } else if (!centre.queues.some((source) => source.escalation?.to === queue.id)) {
      issues.push(
        inputWarning(
          'queue-without-history',
          `Queue "${queue.id}" has no history and gets no contacts.`,
          'Add its history, or remove the queue.',
        ),
      );
    }
  }
  return { forecasts, issues };
}

/** Warnings of goals that no number of agents meets. */
export const unmetGoalIssues = (unmet: readonly UnmetGoal[]): Issue[] =>
  unmet.map(({ queue, goal, reason }) =>
    inputWarning('goal-unreachable', `Queue "${queue}" cannot meet ${goal}: ${reason}.`, 'Change the goal.'),
  );
