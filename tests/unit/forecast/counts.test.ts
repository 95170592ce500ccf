import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../solver/random.js';
import { countQuantiles, insideCentral, normalQuantile } from '../../../src/forecast/counts.js';

describe('countQuantiles', () => {
  it('is the exact Poisson quantile at small means', () => {
    // P(N ≤ 5 | 10) = 0.0671, P(N ≤ 6) = 0.1301; P(N ≤ 14) = 0.9165, P(N ≤ 13) = 0.8645.
    expect(countQuantiles(10, 0, [0.1, 0.9])).toEqual([6, 14]);
    expect(countQuantiles(0, 0.2, [0.1, 0.9])).toEqual([0, 0]);
  });

  it('agrees with sampled gamma-Poisson counts at large means', () => {
    const random = createRandom(5);
    const draws = Float64Array.from({ length: 20_000 }, () =>
      random.poisson(random.gamma(1 / 0.04, 200 * 0.04)),
    ).sort();
    const [low, high] = countQuantiles(200, 0.04, [0.1, 0.9]);
    expect(Math.abs(low! - draws[2000]!)).toBeLessThan(3);
    expect(Math.abs(high! - draws[18_000]!)).toBeLessThan(4);
  });

  it('knows the normal quantiles', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.326348, 6);
  });
});

describe('insideCentral', () => {
  it('holds the nominal share for the right distribution, also of small counts', () => {
    const random = createRandom(7);
    for (const mean of [0.4, 3, 20, 300]) {
      let inside = 0;
      for (let i = 0; i < 8000; i++) {
        const count = random.poisson(random.gamma(1 / 0.1, mean * 0.1));
        if (insideCentral(count, mean, 0.1, [0.1, 0.9], random.uniform())) inside++;
      }
      expect(Math.abs(inside / 8000 - 0.8)).toBeLessThan(0.02);
    }
  });
});
