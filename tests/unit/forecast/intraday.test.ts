import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../solver/random.js';
import { updateFactor } from '../../../src/forecast/day-factor.js';
import { forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { forecastRunningDay } from '../../../src/forecast/intraday.js';
import { addDays, startOfDay } from '../../../src/time/zone.js';
import { madeHistory, plainCalendar, withOffered } from '../../support/made-history.js';

const HOUR = 3_600_000;
const random = createRandom(4);
const factors = Array.from({ length: 200 }, () => random.gamma(1 / 0.02, 0.02));
const history = madeHistory({
  days: 120,
  seed: 3,
  perDay: 3000,
  intervalMinutes: 60,
  dayFactor: (_, d) => factors[d]!,
});
const today = history.toDate;
const noon = startOfDay(today, history.zone) + 12 * HOUR;
const request = { fromDate: today, days: 3, seed: 1, defaultAhtSeconds: 300 };
const todayTimes = (factor: number) =>
  withOffered(
    madeHistory({
      days: 120,
      seed: 3,
      perDay: 3000,
      intervalMinutes: 60,
      dayFactor: (_, d) => (d < 119 ? factors[d]! : 1),
    }),
    (v, i) => (i >= 119 * 24 ? factor * v : v),
  );
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe('updateFactor', () => {
  it('is the conjugate gamma update where the shape is sure', () => {
    // Γ(50, 50) and 120 contacts where 100 were expected: (50 + 120) / (50 + 100).
    expect(updateFactor(120, 100, { common: 0.02, early: 0 })).toEqual({ factor: 170 / 150, variance: 1 / 170 });
  });

  it('believes the morning less the less sure its shape is, and nothing where days do not differ', () => {
    const sure = updateFactor(1200, 1000, { common: 0.02, early: 0 }).factor;
    const unsure = updateFactor(1200, 1000, { common: 0.02, early: 0.05 }).factor;
    expect(unsure).toBeGreaterThan(1);
    expect(unsure).toBeLessThan(1 + (sure - 1) / 2);
    expect(updateFactor(1200, 1000, { common: 0, early: 0.05 })).toEqual({ factor: 1, variance: 0 });
  });
});

describe('forecastRunningDay', () => {
  it('follows a busy or quiet morning and starts at the running interval', () => {
    const rest = [0.8, 1, 1.25].map((factor) =>
      forecastRunningDay(todayTimes(factor), plainCalendar('UTC'), request, noon),
    );
    expect(rest.map(({ startMs }) => startMs[0])).toEqual([noon, noon, noon]);
    const left = rest.map(({ offered }) => sum(offered.subarray(0, 12)));
    const truth = sum(
      madeHistory({ zone: 'UTC', days: 120, perDay: 3000, intervalMinutes: 60 }).offered.subarray(119 * 24 + 12),
    );
    [0.8, 1, 1.25].forEach((factor, k) => {
      expect(Math.abs(left[k]! / (factor * truth) - 1)).toBeLessThan(0.08);
    });
    const plain = forecastQueue(history, plainCalendar('UTC'), request);
    const half = plain.startMs.indexOf(noon);
    const width = (f: { upper80: Float64Array; lower80: Float64Array }, i: number): number =>
      f.upper80[i]! - f.lower80[i]!;
    expect(width(rest[1]!, 2)).toBeLessThan(width(plain, half + 2));
  });

  it('adds what arrived to the total of the day and goes on with whole days', () => {
    const result = forecastRunningDay(history, plainCalendar('UTC'), request, noon + HOUR / 4);
    const day = result.days![0]!;
    const left = result.startMs.filter((ms) => ms < startOfDay(addDays(today, 1), history.zone)).length;
    expect(left).toBe(12);
    expect(day.offered).toBeCloseTo(result.update.arrived + sum(result.offered.subarray(0, left)), 6);
    expect(day.lower95 <= day.lower80 && day.lower80 <= day.offered && day.offered <= day.upper80).toBe(true);
    expect(result.days!.map(({ fromDate }) => fromDate)).toEqual([today, addDays(today, 1), addDays(today, 2)]);
    expect(result.startMs.length).toBe(12 + 48);
  });

  it('looks at nothing after the moment', () => {
    const changed = withOffered(history, (value, i) => (history.startMs[i]! >= noon ? 9 * value + 50 : value));
    expect(forecastRunningDay(changed, plainCalendar('UTC'), request, noon)).toEqual(
      forecastRunningDay(history, plainCalendar('UTC'), request, noon),
    );
  });

  it('says at midnight what the forecast of the day says', () => {
    const early = forecastRunningDay(
      history,
      plainCalendar('UTC'),
      { ...request, days: 1 },
      startOfDay(today, history.zone),
    );
    const plain = forecastQueue(history, plainCalendar('UTC'), { ...request, days: 1 });
    expect([...early.offered]).toEqual([...plain.offered]);
  });
});
