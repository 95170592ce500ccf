import type { Centre, Queue } from './domain/centre.js';
import type { QueueId } from './domain/ids.js';
import { queueCalendarOf } from './domain/opening.js';
import { type Issue, inputWarning } from './errors.js';
import { adjusted } from './forecast/adjust.js';
import type { ForecastQueue, QueueForecast } from './forecast/contract.js';
import { forecastNewQueue, forecastQueue } from './forecast/forecast-queue.js';
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
 * Forecasts of all queues that have a history or a donor with one, with the centre's adjustments on top. Warns `queue-without-history` of one that has none and gets no contacts
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
    const lender = queue.donor === undefined ? undefined : history.get(queue.donor.queue);
    const learnt = series ?? lender;
    if (learnt !== undefined) {
      const first = lender !== undefined && lender.fromDate < learnt.fromDate ? lender.fromDate : learnt.fromDate;
      const calendar = queueCalendarOf(centre, queue, first, addDays(fromDate, days - 1));
      const request = { fromDate, days, seed, ...forecastSettings(centre, queue, history) };
      const computed =
        series === undefined ? forecastNewQueue(queue.id, calendar, request) : forecastQueue(series, calendar, request);
      forecasts.push(adjusted(computed, centre.adjustments ?? [], queue.zone));
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

/** What a centre says about the forecast of a queue. */
export function forecastSettings(
  centre: Centre,
  queue: Queue,
  history: ReadonlyMap<QueueId, HistorySeries>,
): Pick<Parameters<ForecastQueue>[2], 'defaultAhtSeconds' | 'correctionsOff' | 'donor'> {
  const { donor } = queue;
  const lender = donor === undefined ? undefined : history.get(donor.queue);
  return {
    defaultAhtSeconds: queue.ahtSeconds,
    ...(centre.correctionsOff === undefined ? {} : { correctionsOff: new Set(centre.correctionsOff) }),
    ...(donor === undefined || lender === undefined
      ? {}
      : {
          donor: {
            history: lender,
            ...(donor.weeklyContacts === undefined ? {} : { weeklyContacts: donor.weeklyContacts }),
          },
        }),
  };
}

/** Warnings of goals that no number of agents meets. */
export const unmetGoalIssues = (unmet: readonly UnmetGoal[]): Issue[] =>
  unmet.map(({ queue, goal, reason }) =>
    inputWarning('goal-unreachable', `Queue "${queue}" cannot meet ${goal}: ${reason}.`, 'Change the goal.'),
  );
