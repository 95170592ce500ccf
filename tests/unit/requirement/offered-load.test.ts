import { describe, expect, it } from 'vitest';
import { requiredAgents } from '../../../solver/erlang/index.js';
import { simulate } from '../../../solver/simulate/index.js';
import { isLagged, offeredLoads } from '../../../src/requirement/index.js';
import { simulatedAgents, simulatedQueue } from '../../support/simulation.js';

const series = (offered: readonly number[], aht: number, minutes = 30) => ({
  startMs: offered.map((_, i) => i * minutes * 60_000),
  offered,
  ahtSeconds: offered.map(() => aht),
  intervalMinutes: minutes,
});

describe('offered load', () => {
  it('is arrivals × AHT / interval for short contacts', () => {
    expect([...offeredLoads(series([30, 60, 0], 300))]).toEqual([5, 10, 0]);
    expect(isLagged(300, 30)).toBe(false);
  });

  it('trails the arrivals of long contacts, and neither makes nor loses work', () => {
    const aht = 2700;
    const offered = [0, 40, 40, 10, ...new Array<number>(60).fill(0)];
    const loads = offeredLoads(series(offered, aht));
    expect(isLagged(aht, 30)).toBe(true);
    expect(loads[1]).toBeLessThan((40 * aht) / 1800);
    expect(loads[4]).toBeGreaterThan(0);
    const total = loads.reduce((sum, load) => sum + load * 1800, 0);
    expect(total).toBeCloseTo(90 * aht, 4);
  });

  it('is the steady load where arrivals do not change', () => {
    for (const load of offeredLoads(series(new Array<number>(20).fill(24), 3600))) expect(load).toBeCloseTo(48, 10);
  });

  it('staffs a changing day of long contacts nearer to its goal than each interval by itself', () => {
    // 45-minute contacts, a peak at noon; 80 % must be answered at once. Judge: the transient probabilities of the queue.
    const aht = 2700;
    const offered = Array.from({ length: 28 }, (_, t) => 5 + 40 * Math.exp(-(((t - 12) / 4) ** 2)));
    const staff = (load: number): number => {
      const outcome = requiredAgents(
        { model: 'erlang-c', load, ahtSeconds: aht },
        { serviceLevel: 0.8, targetSeconds: 0 },
      );
      return outcome.ok ? outcome.value.agents : Number.NaN;
    };
    const lagged = waiting(offered, aht, [...offeredLoads(series(offered, aht))].map(staff));
    const alone = waiting(
      offered,
      aht,
      offered.map((contacts) => staff((contacts * aht) / 1800)),
    );
    const worst = (shares: readonly number[]): number => Math.max(...shares);
    expect(worst(alone)).toBeGreaterThan(0.9);
    expect(worst(lagged)).toBeLessThan(0.35);
  });

  it('shows in the simulator: on a sharp ramp each interval by itself brings people too soon', () => {
    // 45-minute contacts that treble within an hour and fall back in the afternoon; 80 % in a minute; agents are whole.
    const aht = 2700;
    const offered = Array.from({ length: 24 }, (_, t) => (t < 6 ? 15 : t < 8 ? 15 + 15 * (t - 5) : t < 16 ? 45 : 15));
    const staff = (load: number): number => {
      const outcome = requiredAgents(
        { model: 'erlang-a', load, ahtSeconds: aht, patienceSeconds: 600 },
        { serviceLevel: 0.8, targetSeconds: 60 },
      );
      return outcome.ok ? outcome.value.agents : Number.NaN;
    };
    const levels = (agents: readonly number[]): number[] => {
      const queue = simulatedQueue(offered, aht, {
        targetSeconds: 60,
        patience: { law: 'exponential', meanSeconds: 600 },
      });
      const crew = Array.from({ length: Math.max(...agents) }, (_, k) => {
        const windows = agents.flatMap((count, t) =>
          count > k ? [{ start: t * 1800, end: (t + 1) * 1800, queues: [0] }] : [],
        );
        return simulatedAgents(1, windows)[0]!;
      });
      const result = simulate(
        { intervalSeconds: 1800, intervals: offered.length, queues: [queue], agents: crew },
        { seed: 1, replications: 300 },
      );
      return result.queues[0]!.intervals.serviceLevel.map(({ mean }) => mean);
    };
    const lagged = levels([...offeredLoads(series(offered, aht))].map(staff));
    const alone = levels(offered.map((contacts) => staff((contacts * aht) / 1800)));
    const near = (shares: readonly number[], from: number, to: number): number =>
      shares.slice(from, to).reduce((most, share) => Math.max(most, Math.abs(share - 0.8)), 0);
    // The steep hours: everybody of the peak is there before its work is; the lagged load brings them in time.
    expect(Math.min(...alone.slice(6, 9))).toBeGreaterThan(0.97);
    expect(near(lagged, 6, 9)).toBeLessThan(0.06);
    // The even peak: no difference.
    expect(near(alone, 11, 16)).toBeLessThan(0.05);
    expect(near(lagged, 11, 16)).toBeLessThan(0.05);
    // After the fall people who leave still end the contact in hand, which no formula knows: the lag is on the safe side.
    expect(Math.min(...lagged.slice(16))).toBeGreaterThan(Math.min(...alone.slice(16)) + 0.05);
  });
});

/** Share of arrivals that must wait, per half hour, from the forward equations of M(t)/M/n(t) (steps of ten seconds). */
function waiting(offered: readonly number[], aht: number, agents: readonly number[]): number[] {
  const states = 400;
  const step = 10;
  let now = new Float64Array(states);
  // Starts in the steady state of the first interval.
  const first = offered[0]! / 1800;
  now[0] = 1;
  for (let j = 1; j < states; j++) now[j] = (now[j - 1]! * first * aht) / Math.min(j, agents[0]!);
  const norm = now.reduce((sum, p) => sum + p, 0);
  now = now.map((p) => p / norm);
  return offered.map((contacts, t) => {
    const rate = contacts / 1800;
    let late = 0;
    for (let s = 0; s < 1800 / step; s++) {
      const next = now.slice();
      for (let j = 0; j < states; j++) {
        const out = Math.min(j, agents[t]!) / aht;
        if (j + 1 < states) {
          next[j]! -= step * rate * now[j]!;
          next[j + 1]! += step * rate * now[j]!;
        }
        if (j > 0) {
          next[j]! -= step * out * now[j]!;
          next[j - 1]! += step * out * now[j]!;
        }
      }
      now = next;
      late += now.subarray(agents[t]!).reduce((sum, p) => sum + p, 0);
    }
    return late / (1800 / step);
  });
}
