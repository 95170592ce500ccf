import { describe, expect, it } from 'vitest';
import { requiredAgents } from '../../../solver/erlang/index.js';
import { isLagged, offeredLoads } from '../../../src/requirement/index.js';

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
