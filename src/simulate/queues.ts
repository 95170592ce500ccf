import type { Patience, SimulatedQueue, Span } from '../../solver/simulate/index.js';
import type { Queue } from '../domain/centre.js';
import type { RosterCoverage } from '../domain/roster.js';
import type { QueueForecast } from '../forecast/contract.js';
import type { DeferrableWork } from '../requirement/contract.js';
import { queueHours } from '../requirement/queue-hours.js';
import type { SimulateRequest } from './contract.js';
import { intervalOf, type SimulatedHorizon, secondsOf } from './horizon.js';

/** Contacts handed on to a closed queue are called back over this much of its next opening, as the requirement plans them. */
const CALL_BACK_SECONDS = 7200;
/** Real-time contacts of the second line first (few can take them), then of the first, then work that may wait. */
const PRIORITY = { secondLine: 0, firstLine: 1, deferrable: 2 } as const;

/** What the queues are made from; of the roster only who is given to work that cannot be laid aside. */
export type QueuesRequest = Pick<SimulateRequest, 'centre' | 'forecasts' | 'arrivals' | 'handle'> & {
  readonly roster: Pick<SimulateRequest['roster'], 'coverage'>;
};

/** The queues of a centre as the simulator takes them, in the order of the centre. */
export function simulatedQueues(
  request: QueuesRequest,
  horizon: SimulatedHorizon,
  work: readonly DeferrableWork[],
): SimulatedQueue[] {
  const { queues } = request.centre;
  return queues.map((queue) => {
    const forecast = request.forecasts.find((candidate) => candidate.queue === queue.id);
    const volumes = volumesOf(queue, forecast, horizon);
    const patience = patienceOf(queue);
    const base: SimulatedQueue = {
      ...volumes,
      arrivalLaw: request.arrivals === 'actual' ? 'counts' : 'poisson',
      handle: request.handle ?? { law: 'exponential' },
      patience,
      targetSeconds: queue.goal.targetSeconds ?? 0,
      priority: queue.line === 2 ? PRIORITY.secondLine : PRIORITY.firstLine,
      concurrency: queue.channel === 'chat' ? queue.concurrency : 1,
      slowdown: queue.channel === 'chat' ? queue.slowdown : 0,
      ...escalationOf(request, queue),
    };
    if (queue.deadlineMinutes === undefined)
      return {
        ...base,
        open: openSpans(request, queue, horizon),
        atClosing: queue.atClosing ?? 'serve',
        ...(queue.redial === undefined ? {} : { redial: queue.redial }),
        callBackSpreadSeconds: CALL_BACK_SECONDS,
      };
    const coverage = request.roster.coverage.find((candidate) => candidate.queue === queue.id);
    return deferrableQueue(queue, base, horizon, work, coverage);
  });
}

function patienceOf({ patience = { law: 'exponential' }, patienceSeconds }: Queue): Patience {
  if (patience.law === 'empirical') return patience;
  return patienceSeconds === undefined ? { law: 'none' } : { ...patience, meanSeconds: patienceSeconds };
}

function volumesOf(queue: Queue, forecast: QueueForecast | undefined, horizon: SimulatedHorizon) {
  const arrivals = new Float64Array(horizon.intervals);
  const handleSeconds = new Float64Array(horizon.intervals).fill(queue.ahtSeconds);
  forecast?.startMs.forEach((startMs, i) => {
    const interval = intervalOf(horizon, startMs);
    if (interval < 0 || interval >= horizon.intervals) return;
    arrivals[interval]! += forecast.offered[i]!;
    if (forecast.ahtSeconds[i]! > 0) handleSeconds[interval] = forecast.ahtSeconds[i]!;
  });
  return { arrivals, handleSeconds };
}

/** Contacts are handed on, unless the forecast of the queue they go to holds them already. */
function escalationOf({ centre, forecasts }: QueuesRequest, queue: Queue): Pick<SimulatedQueue, 'escalation'> {
  if (queue.escalation === undefined) return {};
  const { to, share } = queue.escalation;
  const index = centre.queues.findIndex((candidate) => candidate.id === to);
  const target = centre.queues[index]!;
  const held = target.historyHolds === 'all' && forecasts.some((forecast) => forecast.queue === to);
  return held ? {} : { escalation: { to: index, share } };
}

function openSpans({ centre }: QueuesRequest, queue: Queue, horizon: SimulatedHorizon): Span[] {
  const { openStartMs, inside } = queueHours(centre, queue, horizon, 0);
  const spans: { start: number; end: number }[] = [];
  for (let i = 0; i < inside; i++) {
    const start = secondsOf(horizon, openStartMs[i]!);
    const end = start + horizon.stepMs / 1000;
    const last = spans.at(-1);
    if (last !== undefined && last.end === start) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

/**
 * E-mail can be laid aside for a caller; a call-back or a sales call cannot, so no more agents are on such work at once than
 * the roster gives it. Work of the very first interval and work carried over from before is there from the start.
 */
function deferrableQueue(
  queue: Queue,
  base: SimulatedQueue,
  horizon: SimulatedHorizon,
  work: readonly DeferrableWork[],
  coverage: RosterCoverage | undefined,
): SimulatedQueue {
  const own = work.filter((item) => item.queue === queue.id);
  const arrivals = Float64Array.from(base.arrivals);
  arrivals[0] = 0;
  const dueSeconds = new Float64Array(horizon.intervals);
  const backlog: { contacts: number; dueSeconds: number }[] = [];
  for (const { startMs, deadlineMs, workSeconds } of own) {
    const interval = intervalOf(horizon, startMs);
    const due = secondsOf(horizon, deadlineMs);
    if (interval === 0) backlog.push({ contacts: workSeconds / base.handleSeconds[0]!, dueSeconds: due });
    else if (interval < horizon.intervals) dueSeconds[interval] = due;
  }
  backlog.sort((a, b) => a.dueSeconds - b.dueSeconds);
  // Contacts handed on may come when nothing was expected: they are due with the next that was.
  let next = Number.POSITIVE_INFINITY;
  for (let i = horizon.intervals - 1; i >= 0; i--) {
    if (dueSeconds[i]! > 0) next = dueSeconds[i]!;
    dueSeconds[i] = next;
  }
  const interruptible = queue.channel === 'email';
  return {
    ...base,
    arrivals,
    priority: PRIORITY.deferrable,
    // A message waits as long as it has to.
    patience: { law: 'none' },
    deferrable: {
      dueSeconds,
      interruptible,
      backlog,
      ...(interruptible || coverage === undefined ? {} : { agentsAtOnce: limitsOf(coverage, horizon) }),
    },
  };
}

/** A fraction of an agent on the queue is rounded up. */
function limitsOf(coverage: RosterCoverage, horizon: SimulatedHorizon): Float64Array {
  const limits = new Float64Array(horizon.intervals);
  coverage.startMs.forEach((startMs, i) => {
    const interval = intervalOf(horizon, startMs);
    if (interval >= 0 && interval < horizon.intervals) limits[interval] = Math.ceil(coverage.covered[i]! - 1e-6);
  });
  return limits;
}
