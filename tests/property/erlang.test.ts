import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  erlangA,
  erlangB,
  erlangC,
  evaluate,
  finiteTrunks,
  type Goals,
  requiredAgents,
} from '../../solver/erlang/index.js';

const load = fc.double({ min: 0.01, max: 400, noNaN: true });
const agents = fc.integer({ min: 1, max: 450 });
const seconds = fc.double({ min: 1, max: 3000, noNaN: true });
const goal = fc.record({
  serviceLevel: fc.double({ min: 0.01, max: 0.999, noNaN: true }),
  targetSeconds: fc.double({ min: 0, max: 300, noNaN: true }),
});
/** Room for the last digits where two results are equal in theory. */
const SLACK = 1e-9;

const least = (queue: Parameters<typeof requiredAgents>[0], goals: Goals): number => {
  const outcome = requiredAgents(queue, goals);
  return outcome.ok ? outcome.value.agents : Number.POSITIVE_INFINITY;
};

describe('Erlang family', () => {
  it('gives shares that are shares and add up', () => {
    fc.assert(
      fc.property(load, agents, seconds, seconds, seconds, (a, n, aht, patience, target) => {
        const s = erlangA(n, { load: a, ahtSeconds: aht, patienceSeconds: patience, targetSeconds: target });
        for (const share of [s.serviceLevel, s.missed, s.occupancy, s.pWait, s.pAbandon]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(s.serviceLevel + s.missed).toBeCloseTo(1, 10);
        // Work brought = work done: load × answered = agents × occupancy.
        expect(a * (1 - s.pAbandon)).toBeCloseTo(n * s.occupancy, 7);
        expect(s.pAbandon).toBeLessThanOrEqual(s.pWait + 1e-12);
      }),
    );
  });

  it('serves better with one agent more, worse with more load', () => {
    fc.assert(
      fc.property(load, agents, seconds, seconds, seconds, (a, n, aht, patience, target) => {
        const input = { load: a, ahtSeconds: aht, patienceSeconds: patience, targetSeconds: target };
        const now = erlangA(n, input);
        const more = erlangA(n + 1, input);
        const busier = erlangA(n, { ...input, load: a * 1.01 });
        for (const other of ['missed', 'asaSeconds', 'pAbandon', 'pWait', 'occupancy'] as const) {
          expect(more[other], other).toBeLessThanOrEqual(now[other] * (1 + SLACK));
          expect(busier[other], other).toBeGreaterThanOrEqual(now[other] * (1 - SLACK));
        }
        expect(erlangB(n + 1, a)).toBeLessThanOrEqual(erlangB(n, a));
      }),
    );
  });

  it('finds the least agents behind limited lines, or says that all lines staffed are not enough', () => {
    const lines = fc.integer({ min: 1, max: 60 });
    const patience = fc.option(seconds, { nil: undefined });
    let met = 0;
    let out = 0;
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        lines,
        patience,
        goal,
        (a, k, patienceSeconds, goals) => {
          const input = {
            load: a,
            ahtSeconds: 240,
            lines: k,
            ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
          };
          const outcome = requiredAgents({ model: 'trunks', ...input }, goals);
          const level = (n: number) => finiteTrunks(n, { ...input, targetSeconds: goals.targetSeconds }).serviceLevel;
          // Counted up one by one.
          let least = 0;
          while (least <= k && level(least) < goals.serviceLevel) least++;
          if (outcome.ok) met++;
          else out++;
          expect(outcome.ok ? outcome.value.agents : k + 1).toBe(least);
        },
      ),
    );
    expect(Math.min(met, out)).toBeGreaterThan(0);
  });

  it('lies between its neighbours at a fraction of an agent', () => {
    fc.assert(
      fc.property(load, agents, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, n, part) => {
        const input = { load: a, ahtSeconds: 300, patienceSeconds: 200, targetSeconds: 20 };
        const between = erlangA(n + part, input).missed;
        expect(between).toBeLessThanOrEqual(erlangA(n, input).missed * (1 + SLACK));
        expect(between).toBeGreaterThanOrEqual(erlangA(n + 1, input).missed * (1 - SLACK));
        expect(erlangB(n + part, a)).toBeLessThanOrEqual(erlangB(n, a) * (1 + SLACK));
      }),
    );
  });

  it('A becomes C as patience grows, and B as it falls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (n, share) => {
        const input = { load: n * share, ahtSeconds: 300, targetSeconds: 20 };
        const c = erlangC(n, input);
        const patient = erlangA(n, { ...input, patienceSeconds: 1e11 });
        expect(patient.serviceLevel).toBeCloseTo(c.serviceLevel, 5);
        expect(patient.pWait).toBeCloseTo(c.pWait, 5);
        const hasty = erlangA(n, { ...input, patienceSeconds: 1e-6 });
        expect(hasty.pAbandon).toBeCloseTo(erlangB(n, input.load), 6);
      }),
    );
  });

  it('chat with one place per agent is Erlang C or A; more places never serve worse without slowdown', () => {
    fc.assert(
      fc.property(
        load,
        fc.integer({ min: 1, max: 120 }),
        seconds,
        fc.integer({ min: 2, max: 4 }),
        (a, n, patience, k) => {
          const common = { load: a / 4, ahtSeconds: 500, patienceSeconds: patience };
          const single = evaluate({ model: 'chat', ...common, concurrency: 1, slowdown: 0.5 }, n, 30);
          const plain = evaluate({ model: 'erlang-a', ...common }, n, 30);
          for (const key of ['serviceLevel', 'asaSeconds', 'occupancy', 'pAbandon', 'pWait'] as const)
            expect(single[key], key).toBeCloseTo(plain[key], 7);
          const several = evaluate({ model: 'chat', ...common, concurrency: k, slowdown: 0 }, n, 30);
          expect(several.missed).toBeLessThanOrEqual(single.missed * (1 + SLACK));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('least agents', () => {
  it('meet the goal, and one less does not', () => {
    fc.assert(
      fc.property(load, seconds, goal, (a, patience, goals) => {
        for (const queue of [
          { model: 'erlang-c', load: a, ahtSeconds: 240 },
          { model: 'erlang-a', load: a, ahtSeconds: 240, patienceSeconds: patience },
        ] as const) {
          const n = least(queue, goals);
          expect(evaluate(queue, n, goals.targetSeconds).serviceLevel).toBeGreaterThanOrEqual(
            goals.serviceLevel - 1e-12,
          );
          if (n > 0) expect(evaluate(queue, n - 1, goals.targetSeconds).serviceLevel).toBeLessThan(goals.serviceLevel);
        }
      }),
    );
  });

  it('grow with volume, handle time and goal', () => {
    fc.assert(
      fc.property(load, seconds, goal, fc.double({ min: 1, max: 1.5, noNaN: true }), (a, patience, goals, factor) => {
        const higher = { ...goals, serviceLevel: Math.min(0.9999, goals.serviceLevel * factor) };
        for (const model of ['erlang-c', 'erlang-a'] as const) {
          const queue = { model, load: a, ahtSeconds: 240, patienceSeconds: patience };
          const n = least(queue, goals);
          expect(least({ ...queue, load: a * factor }, goals)).toBeGreaterThanOrEqual(n);
          expect(least({ ...queue, load: a * factor, ahtSeconds: 240 * factor }, goals)).toBeGreaterThanOrEqual(n);
          expect(least(queue, higher)).toBeGreaterThanOrEqual(n);
          expect(least(queue, { ...goals, targetSeconds: goals.targetSeconds * factor })).toBeLessThanOrEqual(n);
        }
      }),
    );
  });

  it('are never more for two queues pooled than apart (Erlang C, equal handle time and goal)', () => {
    fc.assert(
      fc.property(load, load, goal, (a, b, goals) => {
        const of = (erlangs: number) => least({ model: 'erlang-c', load: erlangs, ahtSeconds: 240 }, goals);
        expect(of(a + b)).toBeLessThanOrEqual(of(a) + of(b));
      }),
    );
  });
});
