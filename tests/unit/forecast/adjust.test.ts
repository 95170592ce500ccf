import { describe, expect, it } from 'vitest';
import { type Adjustment, adjusted } from '../../../src/forecast/adjust.js';
import { forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { madeHistory, plainCalendar } from '../../support/made-history.js';

const ZONE = 'Europe/Amsterdam';
const history = madeHistory({ days: 60, seed: 2 });
const forecast = forecastQueue(history, plainCalendar(), {
  fromDate: '2025-03-07',
  days: 7,
  seed: 1,
  defaultAhtSeconds: 300,
});
const DAY = 86_400_000;
const first = forecast.startMs[0]!;
const change = (part: Partial<Adjustment>): Adjustment => ({
  id: 'a',
  kind: 'percent',
  value: 10,
  scope: 'interval',
  fromMs: first,
  toMs: first + DAY,
  author: 'planner',
  reason: 'mailing',
  on: true,
  ...part,
});
const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
const dayOne = (values: Float64Array): Float64Array => values.subarray(0, 48);

describe('adjusted', () => {
  it('returns the forecast itself where nothing is on or meant for it', () => {
    expect(adjusted(forecast, [change({ on: false })], ZONE)).toBe(forecast);
  });

  it('changes only the range, and the limits with it', () => {
    const result = adjusted(forecast, [change({})], ZONE);
    expect(sum(dayOne(result.offered))).toBeCloseTo(1.1 * sum(dayOne(forecast.offered)), 8);
    expect([...result.offered.subarray(48)]).toEqual([...forecast.offered.subarray(48)]);
    expect(result.upper95[20]).toBeCloseTo(1.1 * forecast.upper95[20]!, 8);
    expect(result.days![0]!.offered).toBeCloseTo(sum(dayOne(result.offered)), 8);
    expect(result.weeks![0]!.offered).toBeCloseTo(sum(result.offered), 8);
  });

  it('keeps the shape when a day total is set', () => {
    const result = adjusted(forecast, [change({ kind: 'set', scope: 'day', value: 5000 })], ZONE);
    expect(sum(dayOne(result.offered))).toBeCloseTo(5000, 6);
    const ratio = result.offered[20]! / forecast.offered[20]!;
    expect(result.offered[30]! / forecast.offered[30]!).toBeCloseTo(ratio, 10);
  });

  it('applies minimum, maximum, add and set in list order', () => {
    const result = adjusted(
      forecast,
      [
        change({ kind: 'set', value: 10 }),
        change({ kind: 'add', value: -4 }),
        change({ kind: 'min', value: 8 }),
        change({ kind: 'max', value: 7 }),
      ],
      ZONE,
    );
    expect([...dayOne(result.offered)]).toEqual(new Array(48).fill(7));
  });

  it('names every bad value', () => {
    const act = (): unknown =>
      adjusted(forecast, [change({ kind: 'set', value: -1 }), change({ id: 'b', value: Number.NaN })], ZONE);
    expect(act).toThrow(/adjustment\.value.*"a" has set -1[\s\S]*"b" has percent NaN/);
  });
});
