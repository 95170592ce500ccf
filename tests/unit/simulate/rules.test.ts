import { describe, expect, it } from 'vitest';
import {
  batchesOf,
  combineBatches,
  type SimulatedQueue,
  type SimulationProblem,
  simulate,
  simulateBatches,
} from '../../../solver/simulate/index.js';
import { simulatedAgents, simulatedQueue } from '../../support/simulation.js';

/** Contacts at given whole seconds (each within the second that follows), handled in a constant time. */
function at(seconds: readonly number[], intervals: number, handleSeconds: number, rest: Partial<SimulatedQueue> = {}) {
  const arrivals = new Float64Array(intervals);
  for (const second of seconds) arrivals[second]!++;
  return simulatedQueue(arrivals, handleSeconds, {
    arrivalLaw: 'counts',
    handle: { law: 'constant' },
    targetSeconds: 0,
    ...rest,
  });
}

const run = (problem: Omit<SimulationProblem, 'intervalSeconds'>, seed = 1, replications = 1) =>
  simulate({ intervalSeconds: 1, ...problem }, { seed, replications }).queues;
const waitOf = (queues: ReturnType<typeof run>, queue: number, second: number): number =>
  queues[queue]!.intervals.asaSeconds[second]!.mean;

describe('breaks and shift ends', () => {
  const windows = [
    { start: 0, end: 100, queues: [0] },
    { start: 150, end: 400, queues: [0] },
  ];
  // The contact of second 90 ends at about 130: the break starts 30 seconds late.
  const problem = { intervals: 400, queues: [at([90, 110], 400, 40)], agents: simulatedAgents(1, windows) };

  it('wait for the contact in hand, and keep their length', () => {
    const queues = run(problem);
    expect(waitOf(queues, 0, 90)).toBe(0);
    expect(waitOf(queues, 0, 110)).toBeGreaterThan(180 - 110 - 1);
    expect(waitOf(queues, 0, 110)).toBeLessThan(180 - 110 + 2);
  });

  it('end as planned where they do not keep their length', () => {
    const wait = waitOf(run({ ...problem, breaksKeepLength: false }), 0, 110);
    expect(wait).toBeGreaterThan(38);
    expect(wait).toBeLessThanOrEqual(40);
  });

  it('time on queue lasts as long as the contact', () => {
    const open = run(problem)[0]!.intervals.agentsOpen;
    expect(open[120]!.mean).toBe(1);
    expect(open[140]!.mean).toBe(0);
    expect(open[170]!.mean).toBe(0);
    expect(open[200]!.mean).toBe(1);
  });
});

describe('absence and late log-in', () => {
  it('an absent agent answers nothing, and the share is kept over replications', () => {
    const agents = simulatedAgents(1, [{ start: 0, end: 100, queues: [0] }], { absence: 0.25 });
    const [queue] = run({ intervals: 100, queues: [at([10], 100, 5)], agents }, 3, 2000);
    expect(queue!.total.left.mean).toBeGreaterThan(0.22);
    expect(queue!.total.left.mean).toBeLessThan(0.28);
  });

  it('a late agent is there for the rest of the shift', () => {
    const late = { probability: 1, meanSeconds: 50 };
    const agents = [{ speed: [1], shifts: [{ windows: [{ start: 0, end: 1000, queues: [0] }], late }] }];
    const [queue] = run({ intervals: 1000, queues: [at([0], 1000, 5)], agents }, 1, 400);
    expect(queue!.total.asaSeconds.mean).toBeGreaterThan(42);
    expect(queue!.total.asaSeconds.mean).toBeLessThan(58);
  });
});

describe('routing', () => {
  it('serves the lower priority number first, then the longest wait', () => {
    const queues = run({
      intervals: 200,
      queues: [at([0, 5], 200, 30), at([10], 200, 30, { priority: -1 }), at([3], 200, 30)],
      agents: simulatedAgents(1, [{ start: 0, end: 200, queues: [0, 1, 2] }]),
    });
    expect(waitOf(queues, 1, 10)).toBeLessThan(21);
    expect(Math.abs(waitOf(queues, 2, 3) - 57)).toBeLessThan(1.1);
    expect(Math.abs(waitOf(queues, 0, 5) - 85)).toBeLessThan(1.1);
  });

  it('prefers the lower level, and takes another one where it is busy', () => {
    const window = { start: 0, end: 100, queues: [0] };
    const slow = { speed: [0.5], level: [1], shifts: [{ windows: [window] }] };
    const fast = { speed: [1], level: [0], shifts: [{ windows: [window] }] };
    const [queue] = run({ intervals: 100, queues: [at([0, 5], 100, 20)], agents: [slow, fast] });
    // 20 s by the fast one and 40 s by the slow one.
    expect(queue!.total.busyAgents.mean * 100).toBeCloseTo(60, 6);
  });

  it('gives contacts in turn to those idle longest', () => {
    const window = { start: 0, end: 200, queues: [0] };
    const agents = [1, 0.5].map((speed) => ({ speed: [speed], shifts: [{ windows: [window] }] }));
    const [queue] = run({ intervals: 200, queues: [at([0, 50, 100, 150], 200, 10)], agents });
    expect(queue!.total.busyAgents.mean * 200).toBeCloseTo(2 * 10 + 2 * 20, 6);
  });
});

describe('chat', () => {
  it('speeds change when a chat joins and when one ends', () => {
    const queues = run({
      intervals: 300,
      queues: [at([0, 50], 300, 100, { concurrency: 2, slowdown: 1 })],
      agents: simulatedAgents(1, [{ start: 0, end: 300, queues: [0] }]),
    });
    // Alone for 50 s, half as fast until both are done: 50 + 2·50 = 150, then 50 s alone.
    expect(queues[0]!.total.busyAgents.mean * 300).toBeGreaterThan(199);
    expect(queues[0]!.total.busyAgents.mean * 300).toBeLessThan(201);
    expect(waitOf(queues, 0, 50)).toBe(0);
  });

  it('an agent with chats takes no call before all of them are done', () => {
    const queues = run({
      intervals: 300,
      queues: [at([0], 300, 100, { concurrency: 2 }), at([10], 300, 20)],
      agents: simulatedAgents(1, [{ start: 0, end: 300, queues: [0, 1] }]),
    });
    expect(Math.round(waitOf(queues, 1, 10))).toBeGreaterThanOrEqual(89);
  });
});

describe('deferrable work', () => {
  const mail = (interruptible: boolean, intervals = 400) =>
    at([0], intervals, 100, {
      priority: 1,
      deferrable: { interruptible, dueSeconds: new Float64Array(intervals).fill(130) },
    });
  const agents = simulatedAgents(1, [{ start: 0, end: 400, queues: [0, 1] }]);

  it('is laid aside for a call and continued after it', () => {
    const queues = run({ intervals: 400, queues: [at([50], 400, 60), mail(true)], agents });
    expect(waitOf(queues, 0, 50)).toBe(0);
    // 100 s of work and 60 s of call: done at 160, after it was due at 130.
    expect(queues[1]!.total.serviceLevel.mean).toBe(0);
    expect(queues[1]!.total.busyAgents.mean * 400).toBeCloseTo(100, 6);
    expect(queues[1]!.total.answered.mean).toBe(1);
  });

  it('makes a call wait where it cannot be laid aside', () => {
    const queues = run({ intervals: 400, queues: [at([50], 400, 60), mail(false)], agents });
    expect(Math.round(waitOf(queues, 0, 50) / 10)).toBe(5);
    expect(queues[1]!.total.serviceLevel.mean).toBe(1);
  });

  it('keeps within the number of agents allowed, and goes on when it is raised', () => {
    const agentsAtOnce = new Float64Array(400).fill(0).fill(1, 200);
    const queue = at([0, 0], 400, 50, {
      deferrable: { interruptible: true, dueSeconds: new Float64Array(400).fill(1000), agentsAtOnce },
    });
    const [result] = run({
      intervals: 400,
      queues: [queue],
      agents: simulatedAgents(3, [{ start: 0, end: 400, queues: [0] }]),
    });
    expect(result!.intervals.busyAgents.map((estimate) => estimate.mean).slice(195, 205)).toEqual([
      0, 0, 0, 0, 0, 1, 1, 1, 1, 1,
    ]);
    expect(result!.intervals.busyAgents[299]!.mean).toBeCloseTo(1, 9);
    expect(result!.intervals.busyAgents[301]!.mean).toBe(0);
  });

  it('comes with a backlog, and what is not yet due does not count', () => {
    const queue = at([], 100, 10, {
      deferrable: {
        interruptible: true,
        dueSeconds: new Float64Array(100).fill(1000),
        backlog: [
          { contacts: 2, dueSeconds: 20 },
          { contacts: 20, dueSeconds: 200 },
        ],
      },
    });
    const [result] = run({
      intervals: 100,
      queues: [queue],
      agents: simulatedAgents(1, [{ start: 0, end: 100, queues: [0] }]),
    });
    expect(result!.total.offered.mean).toBe(22);
    expect(result!.total.serviceLevel.mean).toBe(1);
  });
});

describe('what comes after a contact', () => {
  const agents = simulatedAgents(1, [{ start: 0, end: 500, queues: [0, 1] }]);

  it('escalates the moment it ends', () => {
    const queues = run({
      intervals: 500,
      queues: [at([10], 500, 20, { escalation: { to: 1, share: 1 } }), at([], 500, 40)],
      agents,
    });
    const second = queues[1]!.intervals.offered.findIndex((estimate) => estimate.mean === 1);
    expect([30, 31]).toContain(second);
    expect(queues[1]!.total.busyAgents.mean * 500).toBeCloseTo(40, 6);
  });

  it('those who gave up try again', () => {
    const patience = { law: 'empirical', seconds: [10] } as const;
    const [queue] = run(
      {
        intervals: 500,
        queues: [at([0], 500, 20, { patience, redial: { share: 1, meanDelaySeconds: 30 } })],
        agents: simulatedAgents(1, [{ start: 300, end: 500, queues: [0] }]),
      },
      1,
      50,
    );
    expect(queue!.total.offered.mean).toBeGreaterThan(5);
    expect(queue!.total.answered.mean).toBeGreaterThan(0.8);
  });

  it('at closing those who wait are served, or sent away', () => {
    const open = [{ start: 0, end: 50 }];
    const busy = simulatedAgents(1, [{ start: 80, end: 200, queues: [0] }]);
    const served = run({ intervals: 200, queues: [at([40, 60], 200, 5, { open })], agents: busy });
    expect(served[0]!.total.answered.mean).toBe(1);
    expect(served[0]!.total.dropped.mean).toBe(1);
    const dropped = run({ intervals: 200, queues: [at([40, 60], 200, 5, { open, atClosing: 'drop' })], agents: busy });
    expect(dropped[0]!.total.answered.mean).toBe(0);
    expect(dropped[0]!.total.dropped.mean).toBe(2);
  });

  it('who comes to a closed queue is called back after it opens', () => {
    const open = [{ start: 100, end: 200 }];
    const [queue] = run({
      intervals: 200,
      queues: [at([40], 200, 5, { open, callBackSpreadSeconds: 30 })],
      agents: simulatedAgents(1, [{ start: 100, end: 200, queues: [0] }]),
    });
    const second = queue!.intervals.offered.findIndex((estimate) => estimate.mean === 1);
    expect(second).toBeGreaterThanOrEqual(100);
    expect(second).toBeLessThan(130);
  });
});

describe('limits', () => {
  const problem: SimulationProblem = {
    intervalSeconds: 1800,
    intervals: 2,
    queues: [simulatedQueue([10, 10], 300)],
    agents: simulatedAgents(2, [{ start: 0, end: 3600, queues: [0] }]),
  };

  it('same seed, same result; another seed, another result', () => {
    const once = simulate(problem, { seed: 5, replications: 3 });
    expect(simulate(problem, { seed: 5, replications: 3 })).toEqual(once);
    expect(simulate(problem, { seed: 6, replications: 3 })).not.toEqual(once);
  });

  it('nobody on queue, no contacts, no queues', () => {
    const deserted = simulate({ ...problem, agents: [] }, { seed: 1, replications: 2 }).queues[0]!.total;
    expect(deserted.serviceLevel.mean).toBe(0);
    expect(deserted.left.mean).toBe(deserted.offered.mean);
    const idle = simulate({ ...problem, queues: [simulatedQueue([0, 0], 300)] }, { seed: 1, replications: 2 });
    expect(idle.queues[0]!.total.serviceLevel.mean).toBeNaN();
    expect(idle.queues[0]!.total.occupancy.mean).toBe(0);
    expect(simulate({ ...problem, queues: [], agents: [] }, { seed: 1, replications: 1 }).queues).toEqual([]);
  });

  it('one replication has no limits of confidence', () => {
    const { serviceLevel } = simulate(problem, { seed: 1, replications: 1 }).queues[0]!.total;
    expect(serviceLevel.low).toBe(Number.NEGATIVE_INFINITY);
    expect(serviceLevel.high).toBe(Number.POSITIVE_INFINITY);
  });

  it.each<[string, Partial<SimulationProblem>]>([
    ['intervals is 0', { intervals: 0 }],
    ['queues[0].arrivals[1] is NaN', { queues: [simulatedQueue([1, Number.NaN], 300)] }],
    ['queues[0].concurrency is 1.5', { queues: [simulatedQueue([1, 1], 300, { concurrency: 1.5 })] }],
    ['queues[0].escalation.to is 3', { queues: [simulatedQueue([1, 1], 300, { escalation: { to: 3, share: 0.1 } })] }],
    ['agents[0].speed[0] is 0', { agents: simulatedAgents(1, [{ start: 0, end: 9, queues: [0] }], { speed: [0] }) }],
    [
      'agents[0].shifts: windows[1].start is 5',
      {
        agents: simulatedAgents(1, [
          { start: 0, end: 9, queues: [0] },
          { start: 5, end: 12, queues: [0] },
        ]),
      },
    ],
  ])('refuses: %s', (message, change) => {
    expect(() => simulate({ ...problem, ...change }, { seed: 1, replications: 1 })).toThrow(message);
  });

  it('ends between batches when asked to', () => {
    let asked = 0;
    const result = simulate(problem, { seed: 1, replications: 100, isCancelled: () => ++asked > 2 });
    expect(result.replications).toBe(30);
  });

  it('batches run anywhere and add up to the same bytes', () => {
    const ranges = batchesOf(25);
    expect(ranges.map((range) => range.replications)).toEqual([10, 10, 5]);
    const apart = ranges.map((range) => structuredClone(simulateBatches(problem, 5, [range])[0]!));
    expect(combineBatches(problem, apart)).toEqual(simulate(problem, { seed: 5, replications: 25 }));
  });
});
