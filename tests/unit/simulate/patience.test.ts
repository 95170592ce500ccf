import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../solver/random.js';
import { simulate } from '../../../solver/simulate/index.js';
import {
  empiricalPatience,
  exponentialPatience,
  type ObservedWait,
  patienceFromIntervals,
  patienceSurvival,
  type WaitingInterval,
} from '../../../src/simulate/index.js';
import { simulatedAgents, simulatedQueue } from '../../support/simulation.js';

/** Waits with exponential patience, cut off by an answer after an exponential time. */
function drawnWaits(count: number, patience: number, answer: number): ObservedWait[] {
  const random = createRandom(3);
  return Array.from({ length: count }, () => {
    const patient = random.exponential(patience);
    const answered = random.exponential(answer);
    return { seconds: Math.min(patient, answered), gaveUp: patient < answered };
  });
}

describe('patience of single contacts', () => {
  it('all waits over those who gave up, with limits that hold the truth', () => {
    const estimate = exponentialPatience(drawnWaits(4000, 300, 60));
    expect(estimate.low).toBeLessThan(300);
    expect(estimate.high).toBeGreaterThan(300);
    expect(estimate.high / estimate.low).toBeLessThan(1.25);
    const [a, b, c] = [10, 20, 30];
    const few = [a, b, c].map((seconds, i) => ({ seconds, gaveUp: i === 0 }));
    expect(exponentialPatience(few).meanSeconds).toBe(60);
  });

  it('where nobody gave up only the lower limit says something', () => {
    const estimate = exponentialPatience([{ seconds: 600, gaveUp: false }]);
    expect(estimate.meanSeconds).toBe(Number.POSITIVE_INFINITY);
    expect(estimate.low).toBeCloseTo(600 / Math.log(20), 9);
  });

  it('Kaplan–Meier: the worked example of 21 patients in remission (Freireich et al. 1963)', () => {
    // 6-MP group: weeks to relapse; + = still in remission. Survival as printed in every textbook.
    const text = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+';
    const waits = text.split(' ').map((word) => ({ seconds: Number.parseInt(word, 10), gaveUp: !word.endsWith('+') }));
    const steps = patienceSurvival(waits);
    expect(steps.map((step) => step.seconds)).toEqual([6, 7, 10, 13, 16, 22, 23]);
    const printed = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
    steps.forEach((step, i) => {
      expect(step.share).toBeCloseTo(printed[i]!, 4);
      expect(step.low).toBeLessThan(step.share);
      expect(step.high).toBeGreaterThan(step.share);
    });
    expect(Math.abs(steps[0]!.low - 0.6197)).toBeLessThan(5e-4);
    expect(Math.abs(steps[0]!.high - 0.9516)).toBeLessThan(5e-4);
  });

  it('the curve is close to the truth and can be simulated with', () => {
    const steps = patienceSurvival(drawnWaits(4000, 300, 200));
    const at = (seconds: number): number => steps.findLast((step) => step.seconds <= seconds)!.share;
    for (const seconds of [60, 150, 300]) expect(Math.abs(at(seconds) - Math.exp(-seconds / 300))).toBeLessThan(0.03);
    const values = empiricalPatience(steps, 1000);
    const longer = values.filter((value) => value > 150).length / 1000;
    expect(Math.abs(longer - at(150))).toBeLessThan(0.002);
    expect(empiricalPatience([], 3)).toEqual(new Float64Array(3).fill(Number.POSITIVE_INFINITY));
  });

  it('refuses waits that are none', () => {
    expect(() => exponentialPatience([{ seconds: Number.NaN, gaveUp: true }])).toThrow('wait-invalid');
    expect(() => patienceSurvival([{ seconds: -1, gaveUp: true }])).toThrow('wait-invalid');
  });
});

/** Days of half hours simulated one by one: every interval with what an interval report would say. */
function reportedIntervals(patience: number, agents: readonly number[]): WaitingInterval[] {
  const intervals = 16;
  return agents.flatMap((count, day) => {
    const [queue] = simulate(
      {
        intervalSeconds: 1800,
        intervals,
        queues: [
          simulatedQueue(new Float64Array(intervals).fill(100), 300, {
            patience: { law: 'exponential', meanSeconds: patience },
          }),
        ],
        agents: simulatedAgents(count, [{ start: 0, end: intervals * 1800, queues: [0] }]),
      },
      { seed: 100 + day, replications: 1 },
    ).queues;
    const measures = queue!.intervals;
    // The first intervals start empty.
    return Array.from({ length: intervals - 4 }, (_, i) => i + 2).map((i) => ({
      offered: measures.offered[i]!.mean,
      abandoned: measures.abandoned[i]!.mean,
      ahtSeconds: 300,
      agents: count,
      asaSeconds: measures.asaSeconds[i]!.mean,
      intervalSeconds: 1800,
      block: String(day),
    }));
  });
}

describe('patience from interval totals', () => {
  const days = Array.from({ length: 60 }, (_, day) => 15 + (day % 4));

  it.each([120, 420])('finds a mean of %i s again, with limits that hold it', (patience) => {
    const estimate = patienceFromIntervals(reportedIntervals(patience, days))!;
    expect(estimate.low).toBeLessThan(patience);
    expect(estimate.high).toBeGreaterThan(patience);
    expect(estimate.high / estimate.low).toBeLessThan(1.35);
  });

  it('with the waits known, wrong numbers of agents matter little', () => {
    const reported = reportedIntervals(300, days).map((interval) => ({ ...interval, agents: interval.agents + 1 }));
    const withWaits = patienceFromIntervals(reported)!.meanSeconds;
    const without = patienceFromIntervals(
      reported.map((interval) => ({ ...interval, asaSeconds: Number.NaN })),
    )!.meanSeconds;
    expect(Math.abs(withWaits / 300 - 1)).toBeLessThan(0.15);
    expect(Math.abs(without / 300 - 1)).toBeGreaterThan(Math.abs(withWaits / 300 - 1));
  });

  it('says when it cannot tell', () => {
    const interval = reportedIntervals(300, [16])[0]!;
    expect(patienceFromIntervals([])).toBeUndefined();
    expect(patienceFromIntervals([interval])).toBeUndefined();
    const all = ['a', 'b'].map((block) => ({ ...interval, block, agents: 500, abandoned: interval.offered }));
    expect(patienceFromIntervals(all.map((one) => ({ ...one, asaSeconds: Number.NaN })))).toBeUndefined();
    const nobody = ['a', 'b'].map((block) => ({ ...interval, block, abandoned: 0 }));
    const estimate = patienceFromIntervals(nobody)!;
    expect(estimate.meanSeconds).toBe(Number.POSITIVE_INFINITY);
    expect(estimate.low).toBeGreaterThan(0);
  });
});
