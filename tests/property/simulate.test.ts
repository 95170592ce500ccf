import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Patience,
  type SimulatedAgent,
  type SimulatedQueue,
  type SimulationProblem,
  simulate,
} from '../../solver/simulate/index.js';
import { simulatedAgents, simulatedQueue } from '../support/simulation.js';

const INTERVALS = 6;
const SECONDS = 900;
const END = INTERVALS * SECONDS;

const patience: fc.Arbitrary<Patience> = fc.oneof(
  fc.constant<Patience>({ law: 'none' }),
  fc.record({ law: fc.constant('exponential' as const), meanSeconds: fc.integer({ min: 1, max: 600 }) }),
  fc.record({
    law: fc.constant('log-normal' as const),
    meanSeconds: fc.integer({ min: 1, max: 600 }),
    variation: fc.constantFrom(0, 0.5, 2),
  }),
  fc.constant<Patience>({ law: 'empirical', seconds: [5, 60, Number.POSITIVE_INFINITY] }),
);

const realTime: fc.Arbitrary<SimulatedQueue> = fc
  .record({
    arrivals: fc.array(fc.constantFrom(0, 0.4, 5, 30), { minLength: INTERVALS, maxLength: INTERVALS }),
    handle: fc.integer({ min: 10, max: 900 }),
    patience,
    concurrency: fc.constantFrom(1, 1, 2, 3),
    slowdown: fc.constantFrom(0, 0.3),
    arrivalLaw: fc.constantFrom('poisson' as const, 'counts' as const),
    redial: fc.constantFrom(undefined, { share: 0.5, meanDelaySeconds: 100 }),
    escalation: fc.constantFrom(undefined, { to: 2, share: 0.3 }),
    open: fc.constantFrom(undefined, [
      { start: 500, end: 2000 },
      { start: 2500, end: 4000 },
    ]),
    atClosing: fc.constantFrom('serve' as const, 'drop' as const),
    callBackSpreadSeconds: fc.constantFrom(undefined, 0, 300),
    law: fc.constantFrom('exponential' as const, 'constant' as const),
    priority: fc.constantFrom(0, 0, 1),
  })
  .map(({ arrivals, handle, law, redial, escalation, open, callBackSpreadSeconds, ...rest }) =>
    simulatedQueue(arrivals, handle, {
      ...rest,
      handle: { law },
      ...(redial === undefined ? {} : { redial }),
      ...(escalation === undefined ? {} : { escalation }),
      ...(open === undefined ? {} : { open }),
      ...(callBackSpreadSeconds === undefined ? {} : { callBackSpreadSeconds }),
    }),
  );

const mail: fc.Arbitrary<SimulatedQueue> = fc
  .record({ contacts: fc.constantFrom(0, 3, 20), interruptible: fc.boolean(), limit: fc.constantFrom(undefined, 1) })
  .map(({ contacts, interruptible, limit }) =>
    simulatedQueue(new Float64Array(INTERVALS).fill(contacts), 200, {
      priority: 2,
      deferrable: {
        interruptible,
        dueSeconds: Float64Array.from({ length: INTERVALS }, (_, i) => (i + 3) * SECONDS),
        backlog: [{ contacts: 4, dueSeconds: 1800 }],
        ...(limit === undefined ? {} : { agentsAtOnce: new Float64Array(INTERVALS).fill(limit) }),
      },
    }),
  );

/** Windows cut at random: apart by a break, or joined with other queues. */
const agent: fc.Arbitrary<SimulatedAgent> = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 0, max: END / 100 }), { minLength: 2, maxLength: 5 }),
    open: fc.array(fc.subarray([0, 1, 2], { minLength: 1 }), { minLength: 4, maxLength: 4 }),
    joined: fc.boolean(),
    absence: fc.constantFrom(0, 0.3),
    late: fc.constantFrom(undefined, { probability: 0.5, meanSeconds: 400 }),
    speed: fc.constantFrom(0.7, 1, 1.3),
    level: fc.constantFrom(0, 1),
  })
  .map(({ cuts, open, joined, absence, late, speed, level }) => {
    const times = cuts.sort((a, b) => a - b).map((cut) => cut * 100);
    const windows = times.slice(1).flatMap((end, i) => {
      const start = times[i]! + (joined ? 0 : 50);
      return [{ start, end, queues: open[i]! }];
    });
    return {
      speed: [speed, 1, 1 / speed],
      level: [level, 0, 0],
      shifts: [{ windows, absence, ...(late === undefined ? {} : { late }) }],
    };
  });

const problem: fc.Arbitrary<SimulationProblem> = fc
  .record({
    queues: fc.tuple(realTime, realTime, mail).map(([a, b, c]) => [{ ...a }, { ...b }, c]),
    agents: fc.array(agent, { maxLength: 12 }),
    breaksKeepLength: fc.boolean(),
  })
  .map((rest) => ({ intervalSeconds: SECONDS, intervals: INTERVALS, ...rest }));

describe('any centre', () => {
  it('loses no contact: offered = answered + gave up + sent away + still there', () => {
    fc.assert(
      fc.property(problem, fc.integer(), (centre, seed) => {
        for (const { total, intervals } of simulate(centre, { seed, replications: 3 }).queues) {
          const { offered, answered, abandoned, dropped, left } = total;
          expect(answered.mean + abandoned.mean + dropped.mean + left.mean).toBeCloseTo(offered.mean, 9);
          intervals.offered.forEach(({ mean }, i) => {
            const fates = [intervals.answered, intervals.abandoned, intervals.dropped, intervals.left];
            expect(fates.reduce((sum, fate) => sum + fate[i]!.mean, 0)).toBeCloseTo(mean, 9);
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('nobody works more than he or she is there, and all work is on some queue', () => {
    fc.assert(
      fc.property(problem, fc.integer(), (centre, seed) => {
        const { queues } = simulate(centre, { seed, replications: 2 });
        const busy = queues.reduce((sum, queue) => sum + queue.total.busyAgents.mean, 0);
        expect(busy).toBeLessThanOrEqual(centre.agents.length + 1e-9);
        for (const { total, intervals } of queues) {
          if (!Number.isNaN(total.occupancy.mean)) expect(total.occupancy.mean).toBeLessThanOrEqual(1 + 1e-9);
          intervals.busyAgents.forEach(({ mean }) => {
            expect(mean).toBeGreaterThanOrEqual(-1e-9);
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('counts that came are the counts that are offered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { minLength: INTERVALS, maxLength: INTERVALS }),
        fc.integer(),
        (counts, seed) => {
          const queues = [simulatedQueue(counts, 120, { arrivalLaw: 'counts' })];
          const agents = simulatedAgents(3, [{ start: 0, end: END, queues: [0] }]);
          const centre = { intervalSeconds: SECONDS, intervals: INTERVALS, queues, agents };
          const [result] = simulate(centre, { seed, replications: 2 }).queues;
          expect(result!.intervals.offered.map((estimate) => estimate.mean)).toEqual(counts);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('common random numbers', () => {
  it('with the same customers one more agent is never worse on average', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 60, max: 500 }),
        fc.constantFrom<Patience>({ law: 'none' }, { law: 'exponential', meanSeconds: 200 }),
        fc.integer({ min: 1, max: 8 }),
        (contacts, handle, law, agents) => {
          const queues = [simulatedQueue(new Float64Array(INTERVALS).fill(contacts), handle, { patience: law })];
          const level = (count: number) =>
            simulate(
              {
                intervalSeconds: SECONDS,
                intervals: INTERVALS,
                queues,
                agents: simulatedAgents(count, [{ start: 0, end: END, queues: [0] }]),
              },
              { seed: 11, replications: 30 },
            ).queues[0]!.total;
          const fewer = level(agents);
          const more = level(agents + 1);
          expect(more.offered.mean).toBe(fewer.offered.mean);
          expect(more.serviceLevel.mean).toBeGreaterThanOrEqual(fewer.serviceLevel.mean);
        },
      ),
      { numRuns: 40 },
    );
  });
});
