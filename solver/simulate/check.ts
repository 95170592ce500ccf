import type { Patience, SimulatedAgent, SimulatedQueue, SimulationProblem, Span } from './problem.js';

function demand(accept: boolean, name: string, value: unknown, range: string): void {
  if (!accept) throw new RangeError(`${name} is ${String(value)}; it must be ${range}.`);
}

const isShare = (value: number): boolean => value >= 0 && value <= 1;
const isPositive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
const isAmount = (value: number): boolean => value >= 0 && value < Number.POSITIVE_INFINITY;

/** Misuse of the simulator throws; see the ranges in {@link SimulationProblem}. */
export function checkProblem({ intervalSeconds, intervals, queues, agents }: SimulationProblem): void {
  demand(isPositive(intervalSeconds), 'intervalSeconds', intervalSeconds, 'a finite number > 0');
  demand(Number.isInteger(intervals) && intervals >= 1, 'intervals', intervals, 'a whole number ≥ 1');
  queues.forEach((queue, q) => {
    checkQueue(queue, `queues[${q}]`, intervals, queues.length);
  });
  agents.forEach((agent, a) => {
    checkAgent(agent, `agents[${a}]`, queues.length);
  });
}

function checkQueue(queue: SimulatedQueue, at: string, intervals: number, queues: number): void {
  for (const name of ['arrivals', 'handleSeconds'] as const)
    demand(queue[name].length === intervals, `length of ${at}.${name}`, queue[name].length, `intervals (${intervals})`);
  for (let i = 0; i < intervals; i++) {
    demand(isAmount(queue.arrivals[i]!), `${at}.arrivals[${i}]`, queue.arrivals[i], 'a finite number ≥ 0');
    demand(isPositive(queue.handleSeconds[i]!), `${at}.handleSeconds[${i}]`, queue.handleSeconds[i], 'finite and > 0');
  }
  if (queue.handle.law === 'log-normal')
    demand(isAmount(queue.handle.variation), `${at}.handle.variation`, queue.handle.variation, 'finite and ≥ 0');
  checkPatience(queue.patience, `${at}.patience`);
  demand(queue.targetSeconds >= 0, `${at}.targetSeconds`, queue.targetSeconds, 'a number ≥ 0');
  demand(Number.isFinite(queue.priority), `${at}.priority`, queue.priority, 'a finite number');
  const { concurrency, slowdown, deferrable, redial, escalation, callBackSpreadSeconds } = queue;
  demand(Number.isInteger(concurrency) && concurrency >= 1, `${at}.concurrency`, concurrency, 'a whole number ≥ 1');
  demand(isAmount(slowdown), `${at}.slowdown`, slowdown, 'a finite number ≥ 0');
  if (redial !== undefined) {
    demand(isShare(redial.share), `${at}.redial.share`, redial.share, 'between 0 and 1');
    demand(isPositive(redial.meanDelaySeconds), `${at}.redial.meanDelaySeconds`, redial.meanDelaySeconds, '> 0');
  }
  if (escalation !== undefined) {
    const { to, share } = escalation;
    demand(isShare(share), `${at}.escalation.share`, share, 'between 0 and 1');
    demand(Number.isInteger(to) && to >= 0 && to < queues, `${at}.escalation.to`, to, 'the index of a queue');
  }
  if (callBackSpreadSeconds !== undefined)
    demand(isAmount(callBackSpreadSeconds), `${at}.callBackSpreadSeconds`, callBackSpreadSeconds, 'finite and ≥ 0');
  if (deferrable !== undefined) {
    demand(concurrency === 1, `${at}.concurrency`, concurrency, '1 for deferrable work');
    const { dueSeconds, agentsAtOnce, backlog } = deferrable;
    demand(dueSeconds.length === intervals, `length of ${at}.deferrable.dueSeconds`, dueSeconds.length, 'intervals');
    if (agentsAtOnce !== undefined)
      demand(agentsAtOnce.length === intervals, `length of ${at}.agentsAtOnce`, agentsAtOnce.length, 'intervals');
    for (const { contacts } of backlog ?? [])
      demand(isAmount(contacts), `${at}.deferrable.backlog`, contacts, 'a finite number ≥ 0');
  }
  checkSpans(queue.open ?? [], `${at}.open`);
}

function checkPatience(patience: Patience, at: string): void {
  if (patience.law === 'empirical') {
    demand(patience.seconds.length > 0, `length of ${at}.seconds`, 0, 'at least 1');
    for (let i = 0; i < patience.seconds.length; i++)
      demand(patience.seconds[i]! >= 0, `${at}.seconds[${i}]`, patience.seconds[i], 'a number ≥ 0');
  } else if (patience.law !== 'none') {
    demand(isPositive(patience.meanSeconds), `${at}.meanSeconds`, patience.meanSeconds, 'a finite number > 0');
    if (patience.law === 'log-normal')
      demand(isAmount(patience.variation), `${at}.variation`, patience.variation, 'finite and ≥ 0');
  }
}

function checkAgent(agent: SimulatedAgent, at: string, queues: number): void {
  agent.shifts.forEach(({ windows, absence, late }, s) => {
    const where = `${at}.shifts[${s}]`;
    if (absence !== undefined) demand(isShare(absence), `${where}.absence`, absence, 'between 0 and 1');
    if (late !== undefined) {
      demand(isShare(late.probability), `${where}.late.probability`, late.probability, 'between 0 and 1');
      demand(isAmount(late.meanSeconds), `${where}.late.meanSeconds`, late.meanSeconds, 'finite and ≥ 0');
    }
    for (const { queues: open } of windows)
      for (const q of open) {
        demand(Number.isInteger(q) && q >= 0 && q < queues, `${where}.windows.queues`, q, 'the index of a queue');
        const speed = agent.speed[q];
        demand(speed !== undefined && isPositive(speed), `${at}.speed[${q}]`, speed, 'a finite number > 0');
      }
  });
  checkSpans(
    agent.shifts.flatMap((shift) => shift.windows),
    `${at}.shifts: windows`,
  );
}

function checkSpans(spans: readonly Span[], at: string): void {
  spans.forEach(({ start, end }, i) => {
    demand(start < end, `${at}[${i}].end`, end, `after its start ${start}`);
    if (i > 0) demand(start >= spans[i - 1]!.end, `${at}[${i}].start`, start, 'at or after the end of the one before');
  });
}
