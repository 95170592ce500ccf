import { describe, expect, it } from 'vitest';
import {
  erlangA,
  erlangC,
  evaluate,
  type Goals,
  hintFrom,
  type QueueModel,
  requiredAgents,
  scheduledAgents,
} from '../../../solver/erlang/index.js';

const least = (queue: QueueModel, goals: Goals, hint?: number): number => {
  const outcome = requiredAgents(queue, goals, hint);
  if (!outcome.ok) throw new Error(outcome.failure.reason);
  return outcome.value.agents;
};
const cases = (contacts: number, ahtSeconds: number, minutes: number) => ({
  load: (contacts * ahtSeconds) / (minutes * 60),
  ahtSeconds,
});

describe('the least number of agents', () => {
  it('is 17 for 100 calls of 240 s in half an hour, 80 % in 20 s', () => {
    expect(least({ model: 'erlang-c', ...cases(100, 240, 30) }, { serviceLevel: 0.8, targetSeconds: 20 })).toBe(17);
  });

  it('agrees with the published example of CRAN ErlangC 0.1.0', () => {
    const service = erlangC(14, { ...cases(100, 180, 30), targetSeconds: 20 });
    expect(service.pWait).toBeCloseTo(0.1741319, 7);
    expect(service.serviceLevel).toBeCloseTo(0.88835, 5);
    expect(service.asaSeconds).toBeCloseTo(7.83593701, 8);
    expect(service.occupancy).toBeCloseTo(0.7142857, 7);
    expect(least({ model: 'erlang-c', ...cases(100, 180, 30) }, { serviceLevel: 0.8, targetSeconds: 20 })).toBe(14);
  });

  it('is found next to the load too, where a search that starts above it is too late', () => {
    const half = { model: 'erlang-c', load: 0.5, ahtSeconds: 180 } as const;
    expect(least(half, { serviceLevel: 0.5, targetSeconds: 20 })).toBe(1);
    // 106 calls of 3 minutes in half an hour, 80 % within 20 minutes.
    const patientCallers = { model: 'erlang-c', ...cases(106, 180, 30) } as const;
    expect(least(patientCallers, { serviceLevel: 0.8, targetSeconds: 1200 })).toBe(11);
    expect(evaluate(patientCallers, 11, 1200).serviceLevel).toBeCloseTo(0.9399, 4);
  });

  it('may lie below the load where callers hang up', () => {
    const queue = { model: 'erlang-a', load: 500, ahtSeconds: 300, patienceSeconds: 300 } as const;
    expect(least(queue, { serviceLevel: 0.8, targetSeconds: 20 })).toBe(488);
    expect(erlangA(488, { ...queue, targetSeconds: 20 }).serviceLevel).toBeCloseTo(0.8032, 4);
    expect(erlangA(500, { ...queue, targetSeconds: 1200 }).serviceLevel).toBeCloseTo(0.982, 3);
  });

  it('counts a goal as met at equality', () => {
    // ASA of M/M/2 at one erlang is a third of the handle time, and 8.5 erlangs on 10 agents are 85 %.
    expect(least({ model: 'erlang-c', load: 1, ahtSeconds: 180 }, { maxAsaSeconds: 60 })).toBe(2);
    expect(least({ model: 'erlang-c', ...cases(51, 300, 30) }, { maxOccupancy: 0.85 })).toBe(10);
    // Erlang B with one line at one erlang blocks half.
    expect(least({ model: 'erlang-b', load: 1, ahtSeconds: 60 }, { maxBlock: 0.5 })).toBe(1);
  });

  it('does not depend on where the search starts', () => {
    const queue = { model: 'erlang-a', load: 80, ahtSeconds: 300, patienceSeconds: 120 } as const;
    const goals = { serviceLevel: 0.9, targetSeconds: 10, maxAbandon: 0.02 };
    const expected = least(queue, goals);
    for (const hint of [0, 1, 50, expected - 1, expected, expected + 1, 1000, hintFrom(60, 55, 80)])
      expect(least(queue, goals, hint)).toBe(expected);
  });

  it('is zero without contacts, whatever the goals', () => {
    for (const model of ['erlang-b', 'erlang-c'] as const)
      expect(least({ model, load: 0, ahtSeconds: 300 }, { serviceLevel: 1, maxOccupancy: 0 })).toBe(0);
  });

  it('reaches 100,000 erlangs and goals far in the tail', () => {
    const big = { model: 'erlang-c', load: 100_000, ahtSeconds: 300 } as const;
    const agents = least(big, { serviceLevel: 0.8, targetSeconds: 20 });
    expect(evaluate(big, agents, 20).serviceLevel).toBeGreaterThanOrEqual(0.8);
    expect(evaluate(big, agents - 1, 20).serviceLevel).toBeLessThan(0.8);
    const strict = least({ model: 'erlang-c', load: 10, ahtSeconds: 300 }, { maxAsaSeconds: 1e-200 });
    expect(evaluate({ model: 'erlang-c', load: 10, ahtSeconds: 300 }, strict - 1, 0).asaSeconds).toBeGreaterThan(
      1e-200,
    );
  });
});

describe('every mix of goals, against trying one by one', () => {
  const models: QueueModel[] = [0.3, 4, 21].flatMap((load): QueueModel[] => [
    { model: 'erlang-b', load, ahtSeconds: 200 },
    { model: 'erlang-c', load, ahtSeconds: 200 },
    { model: 'erlang-a', load, ahtSeconds: 200, patienceSeconds: 90 },
    { model: 'chat', load, ahtSeconds: 200, concurrency: 3, slowdown: 0.3 },
    { model: 'chat', load, ahtSeconds: 200, concurrency: 3, slowdown: 0.3, patienceSeconds: 20 },
    { model: 'chat', load, ahtSeconds: 200, concurrency: 2, slowdown: 1.4, patienceSeconds: 90 },
  ]);
  const mixes: Goals[] = [
    { serviceLevel: 0.8, targetSeconds: 20 },
    { maxAsaSeconds: 5 },
    { maxAbandon: 0.03, maxOccupancy: 0.9 },
    { maxOccupancy: 0.999 },
    { serviceLevel: 0.3, targetSeconds: 300, maxOccupancy: 0.97 },
    { maxBlock: 0.02, maxAsaSeconds: 60 },
  ];
  it.each(models)('$model, $load erlangs', (queue) => {
    for (const goals of mixes) {
      const found = least(queue, goals);
      const meets = (agents: number): boolean => {
        const s = evaluate(queue, agents, goals.targetSeconds ?? 0);
        return (
          s.serviceLevel >= (goals.serviceLevel ?? 0) &&
          s.asaSeconds <= (goals.maxAsaSeconds ?? Number.POSITIVE_INFINITY) &&
          s.pAbandon <= (goals.maxAbandon ?? 1) &&
          s.pBlock <= (goals.maxBlock ?? 1) &&
          s.occupancy <= (goals.maxOccupancy ?? 1)
        );
      };
      let expected = 0;
      while (!meets(expected)) expected++;
      expect(found, JSON.stringify(goals)).toBe(expected);
    }
  });
});

describe('goals out of reach', () => {
  it.each([
    [{ model: 'erlang-c', load: 5, ahtSeconds: 60 }, { maxOccupancy: 0 }, 'maxOccupancy', /above 0/],
    [
      { model: 'erlang-c', load: 5, ahtSeconds: 60 },
      { serviceLevel: 1, targetSeconds: 20 },
      'serviceLevel',
      /wait longer/,
    ],
    [{ model: 'erlang-c', load: 5, ahtSeconds: 60 }, { maxAsaSeconds: 0 }, 'maxAsaSeconds', /some contacts wait/],
    [{ model: 'erlang-a', load: 5, ahtSeconds: 60, patienceSeconds: 60 }, { maxAbandon: 0 }, 'maxAbandon', /hang up/],
    [{ model: 'erlang-b', load: 5, ahtSeconds: 60 }, { maxBlock: 0 }, 'maxBlock', /busy/],
    [{ model: 'erlang-c', load: 5, ahtSeconds: 60 }, { maxOccupancy: 1e-12 }, 'maxOccupancy', /more than/],
  ] as const)('%o %o', (queue, goals, goal, reason) => {
    const outcome = requiredAgents(queue, goals);
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) expect(outcome.failure).toMatchObject({ goal, reason: expect.stringMatching(reason) });
  });

  it('throws on misuse', () => {
    const queue = { model: 'erlang-c', load: 5, ahtSeconds: 60 } as const;
    expect(() => requiredAgents(queue, { serviceLevel: 1.2 })).toThrow(RangeError);
    expect(() => requiredAgents({ ...queue, load: Number.NaN }, { serviceLevel: 0.8 })).toThrow(/load is NaN/);
    expect(() => requiredAgents({ ...queue, ahtSeconds: -1 }, { serviceLevel: 0.8 })).toThrow(/ahtSeconds is -1/);
    expect(() => evaluate({ ...queue, model: 'chat', concurrency: 2, slowdown: 0 }, 1.5, 0)).toThrow(/whole/);
  });
});

describe('no steady state', () => {
  it('without patience: everybody waits, without end', () => {
    for (const agents of [0, 9, 10])
      expect(erlangC(agents, { load: 10, ahtSeconds: 180, targetSeconds: 20 })).toMatchObject({
        pWait: 1,
        serviceLevel: 0,
        asaSeconds: Number.POSITIVE_INFINITY,
        occupancy: 1,
      });
  });

  it('nobody there: all hang up', () => {
    const service = erlangA(0, { load: 10, ahtSeconds: 180, targetSeconds: 20, patienceSeconds: 60 });
    expect(service).toMatchObject({ pAbandon: 1, serviceLevel: 0, missed: 1 });
  });
});

describe('shrinkage', () => {
  it('is exact: 21 agents at 30 % are 30', () => {
    expect(scheduledAgents(21, 3000)).toBe(30);
    expect(scheduledAgents(0, 3000)).toBe(0);
    expect(scheduledAgents(20, 0)).toBe(20);
    expect(scheduledAgents(1, 9999)).toBe(10_000);
    expect(scheduledAgents(0.5, 5000)).toBe(1);
  });

  it('is the least that leaves enough, for every share and number (integers recounted)', () => {
    for (let points = 0; points < 10_000; points += 37)
      for (let net = 0; net < 300; net += 7) {
        const scheduled = scheduledAgents(net, points);
        expect(scheduled * (10_000 - points)).toBeGreaterThanOrEqual(net * 10_000);
        expect((scheduled - 1) * (10_000 - points)).toBeLessThan(net * 10_000);
      }
  });

  it('refuses what is no share', () => {
    expect(() => scheduledAgents(5, 10_000)).toThrow(RangeError);
    expect(() => scheduledAgents(5, 12.5)).toThrow(RangeError);
    expect(() => scheduledAgents(-1, 0)).toThrow(RangeError);
  });
});
