import type { Centre } from '../domain/centre.js';
import { InputError, type Issue, inputError } from '../errors.js';
import type { QueueForecast } from '../forecast/contract.js';
import type { RequirementRow } from '../requirement/contract.js';
import { firstAtOrAfter } from '../requirement/queue-hours.js';
import { withOffered } from '../scenario/forecast.js';
import type { CapacityGroup } from './schema.js';

/** The weeks of a plan. */
export interface Weeks {
  /** ISO weeks, ascending. */
  readonly names: readonly string[];
  readonly mondays: readonly string[];
  /** Start of each week and the end of the last. */
  readonly startMs: readonly number[];
}

/** What is asked for in one week. */
export interface WeekDemand {
  readonly contacts: number;
  /** Contacts × handle time. */
  readonly workloadHours: number;
  /** Working agent-hours that meet the goals: the sum over the intervals. */
  readonly requiredHours: number;
}

const NOTHING: WeekDemand = { contacts: 0, workloadHours: 0, requiredHours: 0 };

/**
 * Forecasts with what the planner knows better: contacts of a week times a factor, or scaled to a number. The shape within
 * the week stays, and what is handed on to other queues follows when the requirement is made.
 * @throws InputError `capacity-no-forecast` where contacts are given for a week in which the queue has none
 */
export function adjustedForecasts(
  groups: readonly Pick<CapacityGroup, 'id' | 'queues' | 'demand'>[],
  forecasts: readonly QueueForecast[],
  weeks: Weeks,
): QueueForecast[] {
  const issues: Issue[] = [];
  for (const { id, demand } of groups)
    for (const { queue } of demand ?? [])
      if (queue !== undefined && !forecasts.some((forecast) => forecast.queue === queue))
        issues.push(noForecast(id, queue));
  const adjusted = forecasts.map((forecast) => {
    const group = groups.find(({ queues }) => queues === undefined || queues.includes(forecast.queue));
    if (group?.demand === undefined) return forecast;
    const weekOf = Array.from(forecast.startMs, (ms) => weekIndex(weeks, ms));
    const total = new Float64Array(weeks.names.length);
    forecast.offered.forEach((value, i) => {
      total[weekOf[i]!]! += value;
    });
    const factor = weeks.names.map((name, t) => {
      const entry = group.demand!.findLast(
        ({ queue = forecast.queue, fromWeek = name, toWeek = name }) =>
          queue === forecast.queue && fromWeek <= name && name <= toWeek,
      );
      if (entry?.contacts === undefined) return entry?.factor ?? 1;
      if (total[t]! > 0) return entry.contacts / total[t]!;
      if (entry.contacts > 0) issues.push(noForecast(group.id, forecast.queue, name));
      return 1;
    });
    return withOffered(
      forecast,
      forecast.offered.map((value, i) => value * factor[weekOf[i]!]!),
    );
  });
  if (issues.length > 0) throw new InputError(issues);
  return adjusted;
}

const noForecast = (group: string, queue: string, week?: string): Issue =>
  inputError(
    'capacity-no-forecast',
    `Group "${group}" changes the contacts of queue "${queue}", which has no forecast${week === undefined ? '' : ` in ${week}`} to change.`,
    week === undefined ? 'Give its history, or change the queue that hands contacts on to it.' : 'Leave the week out.',
    { path: 'groups.demand' },
  );

/** Week of an instant; those before and after count to the first and last. */
const weekIndex = ({ startMs, names }: Weeks, ms: number): number =>
  Math.min(names.length - 1, Math.max(0, firstAtOrAfter(startMs, ms + 1) - 1));

/**
 * Adds the interval requirement of a group's queues up to weeks: with the same volume the hours of a week are exact, and
 * their ratio to the workload holds all pooling, rounding to whole agents and least agents of the intervals.
 */
export function weeklyDemand(
  centre: Pick<Centre, 'queues'>,
  group: Pick<CapacityGroup, 'queues'>,
  rows: readonly RequirementRow[],
  weeks: Weeks,
): WeekDemand[] {
  const served = new Set<string>(group.queues ?? centre.queues.map(({ id }) => id));
  const sums: WeekDemand[] = weeks.names.map(() => NOTHING);
  for (const { queue, startMs, intervalMinutes, offered, ahtSeconds, agentsNet } of rows) {
    if (!served.has(queue)) continue;
    const week = weekIndex(weeks, startMs);
    const { contacts, workloadHours, requiredHours } = sums[week]!;
    sums[week] = {
      contacts: contacts + offered,
      workloadHours: workloadHours + (offered * ahtSeconds) / 3600,
      requiredHours: requiredHours + (agentsNet * intervalMinutes) / 60,
    };
  }
  return sums;
}
