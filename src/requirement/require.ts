import { scheduledAgents } from '../../solver/erlang/index.js';
import type { Centre, Queue } from '../domain/centre.js';
import { InputError, inputError } from '../errors.js';
import type { QueueForecast } from '../forecast/contract.js';
import { addDays, localDate, startOfDay } from '../time/zone.js';
import type { DeferrableWork, Requirement, RequirementRow, UnmetGoal } from './contract.js';
import { type Backlog, deadlineIntervals, planDeferrable } from './deferrable.js';
import { escalationOrder, type HandedOn, spreadHandedOn } from './escalation.js';
import { firstAtOrAfter, type Horizon, type QueueHours, queueHours } from './queue-hours.js';
import { staffRealTime } from './real-time.js';
import { shrinkageOf } from './shrinkage.js';

export interface RequireOptions {
  /** Default: whole local days of the centre from the first to the last forecast interval. */
  readonly horizon?: Horizon;
  /** Work left from before, per queue id; a queue without an entry is taken to have left what it leaves at the end. */
  readonly backlog?: ReadonlyMap<string, readonly Backlog[]>;
}

/**
 * Agents needed per queue and interval, and the service they buy.
 *
 * Real-time queues: the least whole number that meets every goal of the queue in every interval (Erlang C; A where
 * patience is known; the chat model for chat), at least the queue's minimum. Deferrable queues: the smoothest rate that
 * keeps all deadlines, in fractions of an agent. Second line: the share of what the first line handles, later by wait and
 * handle time, on top of its own forecast where that holds the direct contacts only.
 * @throws InputError on a forecast of an unknown queue, another interval length or a number out of range
 */
export function require(
  centre: Centre,
  forecasts: readonly QueueForecast[],
  options: RequireOptions = {},
): Requirement {
  const forecastOf = checkedForecasts(centre, forecasts);
  const horizon = options.horizon ?? horizonOf(centre, forecasts);
  const shrinkage = shrinkageOf(centre).all;
  const handedOn = new Map<string, HandedOn[]>(centre.queues.map((queue) => [queue.id, []]));
  const rowsOf = new Map<string, readonly RequirementRow[]>();
  const deferrable: DeferrableWork[] = [];
  const unmet: UnmetGoal[] = [];
  for (const queue of escalationOrder(centre.queues)) {
    const demand = demandOf(centre, queue, forecastOf.get(queue.id), horizon, handedOn.get(queue.id)!);
    const onward = queue.escalation === undefined ? undefined : handedOn.get(queue.escalation.to);
    const handOn = (startMs: number, handled: number, delaySeconds: number): void => {
      onward?.push({ startMs, contacts: handled * queue.escalation!.share, delaySeconds });
    };
    if (queue.deadlineMinutes === undefined) {
      const plan = realTimeRows(queue, demand, shrinkage, handOn);
      rowsOf.set(queue.id, plan.rows);
      if (plan.unmet !== undefined) unmet.push({ queue: queue.id, ...plan.unmet });
    } else {
      const plan = deferrableRows(queue, demand, horizon, shrinkage, options.backlog?.get(queue.id), handOn);
      rowsOf.set(queue.id, plan.rows);
      deferrable.push(...plan.work);
    }
  }
  return { rows: centre.queues.flatMap((queue) => rowsOf.get(queue.id)!), deferrable, unmet };
}

/** Contacts of one queue on its intervals, escalations included. */
interface Demand {
  readonly intervalMinutes: number;
  readonly hours: QueueHours;
  readonly startMs: readonly number[];
  readonly open: readonly boolean[];
  readonly offered: readonly number[];
  readonly ahtSeconds: readonly number[];
}

function demandOf(
  centre: Centre,
  queue: Queue,
  forecast: QueueForecast | undefined,
  horizon: Horizon,
  handedOn: readonly HandedOn[],
): Demand {
  const { intervalMinutes } = centre;
  const after = queue.deadlineMinutes === undefined ? 0 : deadlineIntervals(queue, intervalMinutes);
  const hours = queueHours(centre, queue, horizon, after);
  // A forecast of the whole queue holds the escalated contacts already; without any forecast they are all there is.
  const adds = queue.historyHolds === 'direct' || forecast === undefined;
  const escalated = adds
    ? spreadHandedOn(handedOn, hours.openStartMs, intervalMinutes, queue.deadlineMinutes === undefined)
    : new Float64Array(hours.openStartMs.length);
  const contacts = new Map<number, { offered: number; ahtSeconds: number; open: boolean }>();
  for (let i = 0; i < hours.inside; i++)
    contacts.set(hours.openStartMs[i]!, { offered: escalated[i]!, ahtSeconds: queue.ahtSeconds, open: true });
  forecast?.startMs.forEach((startMs, i) => {
    if (startMs < horizon.fromMs || startMs >= horizon.toMs) return;
    const known = contacts.get(startMs);
    const offered = forecast.offered[i]!;
    const aht = forecast.ahtSeconds[i]!;
    const ahtSeconds = aht > 0 ? aht : queue.ahtSeconds;
    if (known !== undefined) contacts.set(startMs, { offered: known.offered + offered, ahtSeconds, open: true });
    else if (offered > 0) contacts.set(startMs, { offered, ahtSeconds, open: false });
  });
  const ordered = [...contacts].sort(([a], [b]) => a - b);
  return {
    intervalMinutes,
    hours,
    startMs: ordered.map(([startMs]) => startMs),
    open: ordered.map(([, contact]) => contact.open),
    offered: ordered.map(([, contact]) => contact.offered),
    ahtSeconds: ordered.map(([, contact]) => contact.ahtSeconds),
  };
}

type HandOn = (startMs: number, handled: number, delaySeconds: number) => void;

function realTimeRows(queue: Queue, demand: Demand, shrinkage: number, handOn: HandOn) {
  const plan = staffRealTime(queue, demand);
  const rows = plan.services.map((service, i): RequirementRow => {
    const offered = demand.offered[i]!;
    const wait = Number.isFinite(service.asaSeconds) ? service.asaSeconds : 0;
    handOn(demand.startMs[i]!, offered * (1 - service.pAbandon), wait + demand.ahtSeconds[i]!);
    return {
      queue: queue.id,
      startMs: demand.startMs[i]!,
      intervalMinutes: demand.intervalMinutes,
      offered,
      ahtSeconds: demand.ahtSeconds[i]!,
      agentsNet: service.agents,
      agentsScheduled: scheduledAgents(service.agents, shrinkage),
      serviceLevel: service.serviceLevel,
      asaSeconds: service.asaSeconds,
      occupancy: service.occupancy,
    };
  });
  return { rows, unmet: plan.unmet };
}

function deferrableRows(
  queue: Queue,
  demand: Demand,
  horizon: Horizon,
  shrinkage: number,
  backlog: readonly Backlog[] | undefined,
  handOn: HandOn,
) {
  const { hours, intervalMinutes, startMs, offered, ahtSeconds } = demand;
  const workSeconds = offered.map((contacts, i) => contacts * ahtSeconds[i]!);
  const plan = planDeferrable(queue, hours, horizon, intervalMinutes, { startMs, workSeconds }, backlog);
  const busyShare = queue.goal.maxOccupancy ?? 1;
  const rows = startMs.map((start, i): RequirementRow => {
    const at = firstAtOrAfter(hours.openStartMs, start);
    const isOpen = demand.open[i]!;
    const busy = isOpen ? plan.doneSeconds[at]! / (intervalMinutes * 60) : 0;
    const agents = isOpen ? Math.max(busy / busyShare, queue.minimumAgents) : 0;
    if (isOpen) handOn(start, plan.doneSeconds[at]! / ahtSeconds[i]!, ahtSeconds[i]!);
    return {
      queue: queue.id,
      startMs: start,
      intervalMinutes,
      offered: offered[i]!,
      ahtSeconds: ahtSeconds[i]!,
      agentsNet: agents,
      agentsScheduled: scheduledAgents(agents, shrinkage),
      serviceLevel: 1,
      asaSeconds: offered[i]! > 0 ? (plan.delaySeconds[at] ?? 0) + waitForOpening(hours, start, at) : 0,
      occupancy: agents > 0 ? busy / agents : 0,
    };
  });
  return { rows, work: plan.work };
}

/** Seconds from an interval to the open one in which its work is released. */
const waitForOpening = (hours: QueueHours, startMs: number, at: number): number =>
  ((hours.openStartMs[at] ?? startMs) - startMs) / 1000;

/** Whole local days of the centre from the first to the last forecast interval. Throws InputError `forecast-empty`. */
export function horizonOf(centre: Centre, forecasts: readonly QueueForecast[]): Horizon {
  const starts = forecasts.flatMap(({ startMs }) => (startMs.length === 0 ? [] : [startMs[0]!, startMs.at(-1)!]));
  if (starts.length === 0)
    throw new InputError([
      inputError('forecast-empty', 'The forecast has no intervals.', 'Forecast at least one open day.'),
    ]);
  const dayOf = (ms: number): string => localDate(ms, centre.zone);
  return {
    fromMs: startOfDay(dayOf(Math.min(...starts)), centre.zone),
    toMs: startOfDay(addDays(dayOf(Math.max(...starts)), 1), centre.zone),
  };
}

function checkedForecasts(centre: Centre, forecasts: readonly QueueForecast[]): Map<string, QueueForecast> {
  const known = new Map<string, QueueForecast>();
  const issues = forecasts.flatMap((forecast) => {
    const path = `forecast.${forecast.queue}`;
    if (!centre.queues.some((queue) => queue.id === forecast.queue))
      return inputError(
        'queue-unknown',
        `The forecast names queue "${forecast.queue}", which the centre does not have.`,
        `Queues of the centre: ${centre.queues.map((queue) => queue.id).join(', ')}.`,
        { path },
      );
    if (known.has(forecast.queue))
      return inputError('queue-twice', `Queue "${forecast.queue}" is forecast twice.`, 'Keep one forecast.', { path });
    known.set(forecast.queue, forecast);
    if (forecast.intervalMinutes !== centre.intervalMinutes)
      return inputError(
        'interval-length',
        `The forecast of "${forecast.queue}" has intervals of ${forecast.intervalMinutes} minutes, the centre ${centre.intervalMinutes}.`,
        'Forecast in the interval of the centre.',
        { path },
      );
    const bad = forecast.offered.findIndex((offered) => !(offered >= 0 && offered < Number.POSITIVE_INFINITY));
    return bad < 0
      ? []
      : inputError(
          'offered-invalid',
          `Queue "${forecast.queue}" has ${forecast.offered[bad]} contacts at ${new Date(forecast.startMs[bad]!).toISOString()}.`,
          'Contacts must be a number ≥ 0.',
          { path },
        );
  });
  if (issues.length > 0) throw new InputError(issues);
  return known;
}
