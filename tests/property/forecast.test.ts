import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import { forecastQueue } from '../../src/forecast/forecast-queue.js';
import { parseHistory } from '../../src/history/parse.js';
import type { HistorySeries } from '../../src/history/series.js';
import { addDays, formatInstant } from '../../src/time/zone.js';
import { madeHistory, plainCalendar, withOffered } from '../support/made-history.js';

const calendar = plainCalendar();
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const ahead = (history: HistorySeries, days = 7): QueueForecast =>
  forecastQueue(
    history,
    { ...calendar, zone: history.zone },
    {
      fromDate: addDays(history.toDate, 1),
      days,
      seed: 1,
      defaultAhtSeconds: 300,
    },
  );

function sane(forecast: QueueForecast): void {
  forecast.offered.forEach((mean, i) => {
    expect(Number.isFinite(mean) && mean >= 0).toBe(true);
    expect(forecast.lower95[i]! <= forecast.lower80[i]! && forecast.lower80[i]! <= forecast.upper80[i]!).toBe(true);
    expect(forecast.upper80[i]! <= forecast.upper95[i]! && Number.isFinite(forecast.upper95[i]!)).toBe(true);
    expect(forecast.ahtSeconds[i]).toBeGreaterThan(0);
  });
}

describe('laws of the forecast', () => {
  it('scales with the volume at high volume, within 2 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 2, max: 5 }), (seed, factor) => {
        const history = madeHistory({ days: 70, seed, perDay: 20_000, intervalMinutes: 60 });
        const once = ahead(history);
        const more = ahead(withOffered(history, (value) => factor * value));
        expect(Math.abs(sum(more.offered) / sum(once.offered) / factor - 1)).toBeLessThan(0.02);
      }),
      { numRuns: 2 },
    );
  });

  it('keeps a constant history constant', () => {
    const history = withOffered(madeHistory({ days: 84 }), () => 20);
    for (const value of ahead(history, 14).offered) expect(Math.abs(value - 20)).toBeLessThan(0.1);
  });

  it('adds up: days to the sum of their intervals, weeks to that of their days', () => {
    const forecast = ahead(madeHistory({ days: 60, seed: 3 }), 14);
    expect(sum(forecast.days!.map((day) => day.offered))).toBeCloseTo(sum(forecast.offered), 6);
    expect(sum(forecast.weeks!.map((week) => week.offered))).toBeCloseTo(sum(forecast.offered), 6);
    for (const total of [...forecast.days!, ...forecast.weeks!]) {
      expect(total.lower95 <= total.lower80 && total.lower80 <= total.offered).toBe(true);
      expect(total.offered <= total.upper80 && total.upper80 <= total.upper95).toBe(true);
    }
  });

  it('is not moved by what happens from the first day on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 70 }), fc.integer({ min: 0, max: 50 }), (cut, factor) => {
        const history = madeHistory({ days: 80, seed: 9 });
        const fromDate = addDays(history.fromDate, cut);
        const request = { fromDate, days: 7, seed: 1, defaultAhtSeconds: 300 };
        const known = history.startMs.findIndex((_, i) => i >= cut * 48);
        const changed = withOffered(history, (value, i) => (i >= known ? factor * value : value));
        expect(forecastQueue(changed, calendar, request)).toEqual(forecastQueue(history, calendar, request));
      }),
      { numRuns: 2 },
    );
  });

  it('gives the same bytes for rows with offsets in any order of the file', async () => {
    const history = madeHistory({ fromDate: '2025-03-01', days: 60, seed: 4, intervalMinutes: 60 });
    const rows = Array.from(history.startMs, (ms, i) => [formatInstant(ms, history.zone), String(history.offered[i])]);
    const forecastOf = async (cells: readonly (readonly string[])[]): Promise<QueueForecast> => {
      const table = {
        file: 'h.csv',
        header: ['start', 'offered'],
        rows: cells.map((c, i) => ({ line: i + 2, cells: c })),
      };
      const parsed = await parseHistory(table, { zoneOf: () => history.zone });
      if (!parsed.ok) throw new InputError(parsed.issues);
      return ahead([...parsed.value.values()][0]!);
    };
    const inOrder = await forecastOf(rows);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        expect(await forecastOf(shuffled)).toEqual(inOrder);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('does not look at other queues', () => {
    const one = madeHistory({ days: 60, seed: 1, name: 'one' });
    const before = ahead(one);
    ahead(madeHistory({ days: 60, seed: 2, name: 'two', perDay: 9000 }));
    expect(ahead(one)).toEqual(before);
  });
});

describe('hard histories', () => {
  it('refuses a history without a day, by name', () => {
    const history = madeHistory({ days: 10 });
    const none = withOffered(history, () => Number.NaN);
    const early = { fromDate: history.fromDate, days: 7, seed: 1, defaultAhtSeconds: 300 };
    for (const act of [() => ahead(none), () => forecastQueue(history, calendar, early)]) {
      expect(act).toThrow(InputError);
      expect(act).toThrow(/forecast\.no-history/);
    }
  });

  it('refuses a range that does not exist', () => {
    const history = madeHistory({ days: 10 });
    for (const [fromDate, days] of [
      ['2025-02-30', 7],
      ['2025-01-20', 0],
      ['2025-01-20', 900],
    ] as const)
      expect(() => forecastQueue(history, calendar, { fromDate, days, seed: 1, defaultAhtSeconds: 300 })).toThrow(
        /forecast\.range/,
      );
  });

  it.each([1, 2, 5, 8, 14, 20, 42, 45])('makes do with %i days', (days) => {
    const history = madeHistory({ days, seed: 5 });
    const forecast = ahead(history);
    sane(forecast);
    const perDay = sum(history.offered) / days;
    expect(sum(forecast.offered) / 7 / perDay).toBeGreaterThan(0.4);
    expect(sum(forecast.offered) / 7 / perDay).toBeLessThan(2);
  });

  it('expects nothing after a history of zeros', () => {
    const forecast = ahead(withOffered(madeHistory({ days: 60 }), () => 0));
    sane(forecast);
    expect(sum(forecast.offered)).toBeLessThan(1);
  });

  it('is hardly moved by a day of ten times the volume', () => {
    const history = madeHistory({ days: 84, seed: 6, intervalMinutes: 60 });
    const spiked = withOffered(history, (value, i) => (Math.floor(i / 24) === 75 ? 10 * value : value));
    expect(Math.abs(sum(ahead(spiked).offered) / sum(ahead(history).offered) - 1)).toBeLessThan(0.1);
  });

  it('bridges a gap of three weeks', () => {
    const history = madeHistory({ days: 100, seed: 7, intervalMinutes: 60 });
    const gap = withOffered(history, (value, i) => (i >= 60 * 24 && i < 81 * 24 ? Number.NaN : value));
    sane(ahead(gap));
    expect(Math.abs(sum(ahead(gap).offered) / sum(ahead(history).offered) - 1)).toBeLessThan(0.1);
  });

  it.each([
    ['2025-03-30', 46],
    ['2025-10-26', 50],
  ])('gives %s its %i half hours', (date, count) => {
    const history = madeHistory({ fromDate: addDays(date, -60), days: 60, seed: 8 });
    const forecast = ahead(history, 1);
    sane(forecast);
    expect(forecast.offered.length).toBe(count);
  });

  it('handles a sparse queue by counts', () => {
    const history = madeHistory({ days: 120, seed: 9, perDay: 4, intervalMinutes: 60 });
    const forecast = ahead(history, 28);
    sane(forecast);
    expect(forecast.evidence.map(({ method }) => method)).toContain('count-level');
    expect(Math.abs(sum(forecast.offered) / 28 / (sum(history.offered) / 120) - 1)).toBeLessThan(0.35);
  });
});
