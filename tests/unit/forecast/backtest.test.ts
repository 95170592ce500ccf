import { describe, expect, it } from 'vitest';
import { backtest, rollingOrigins } from '../../../src/forecast/backtest.js';
import { madeHistory, plainCalendar, withOffered } from '../../support/made-history.js';

const HORIZON = [{ name: 'week-1', fromDay: 0, toDay: 7 }];

describe('rollingOrigins', () => {
  it('ends the given days before the end of the history', () => {
    const history = madeHistory({ days: 60 }); // 2025-01-06 … 2025-03-06
    expect(rollingOrigins(history, 3, 5, 28)).toEqual(['2025-01-28', '2025-02-02', '2025-02-07']);
  });
});

describe('backtest', () => {
  it('scores last week exactly as counted by hand', () => {
    const history = withOffered(madeHistory({ days: 43, intervalMinutes: 60 }), (_, i) => (i >= 36 * 24 ? 15 : 10));
    const [row] = backtest(history, plainCalendar(), {
      origins: ['2025-02-11'],
      horizons: HORIZON,
      methods: ['seasonal-naive'],
      seed: 1,
    });
    expect(row!.days).toBe(7);
    expect(row!.wape).toBeCloseTo(5 / 15, 10);
    expect(row!.dayWape).toBeCloseTo(5 / 15, 10);
    expect(row!.bias).toBeCloseTo(-5 / 15, 10);
  });

  it('finds nearly nothing but Poisson noise in a steady queue, and covers it', () => {
    const history = madeHistory({ days: 150, seed: 3, perDay: 1500, intervalMinutes: 60 });
    const [auto] = backtest(history, plainCalendar(), {
      origins: rollingOrigins(history, 4, 9, 14),
      horizons: HORIZON,
      seed: 1,
    });
    let noise = 0;
    let volume = 0;
    for (const mean of madeHistory({ days: 7, perDay: 1500, intervalMinutes: 60 }).offered) {
      noise += Math.sqrt((2 * mean) / Math.PI);
      volume += mean;
    }
    expect(auto!.wape).toBeLessThan((1.15 * noise) / volume);
    expect(auto!.coverage80).toBeGreaterThan(0.74);
    expect(auto!.coverage80).toBeLessThan(0.9);
    expect(auto!.coverage95).toBeGreaterThan(0.92);
    expect(auto!.mase).toBeLessThan(0.8);
  });

  it('leaves out what must not be scored', () => {
    const history = madeHistory({ days: 43, intervalMinutes: 60 });
    const [row] = backtest(history, plainCalendar(), {
      origins: ['2025-02-11'],
      horizons: HORIZON,
      methods: ['mean-4'],
      unscored: new Set(['2025-02-12']),
      seed: 1,
    });
    expect(row!.days).toBe(6);
  });
});
