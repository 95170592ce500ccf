import { describe, expect, it } from 'vitest';
import type { QueueCalendar, QueueForecast } from '../../../src/forecast/contract.js';
import { forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { specialDay } from '../../../src/forecast/special-days.js';
import { publicHolidays } from '../../../src/time/holidays.js';
import { madeHistory, plainCalendar, withOffered } from '../../support/made-history.js';

const WEEKEND = [false, false, false, false, false, true, true];
const holidays = publicHolidays('NL', undefined, '2023-01-01', '2026-12-31');
const calendar: QueueCalendar = { ...plainCalendar(), holidays };
const group = (date: string): string | undefined => specialDay(date, calendar, WEEKEND)?.group;
const dayTotal = (forecast: QueueForecast, date: string): number =>
  forecast.days!.find((day) => day.fromDate === date)!.offered;
const ask = (
  series: ReturnType<typeof madeHistory>,
  with_: QueueCalendar,
  fromDate: string,
  days: number,
): QueueForecast => forecastQueue(series, with_, { fromDate, days, seed: 1, defaultAhtSeconds: 300 });

describe('specialDay', () => {
  it('names holidays, eves, bridge days, days after and days between', () => {
    expect(group('2025-05-29')).toBe('holiday'); // Ascension Day, a Thursday
    expect(group('2025-05-30')).toBe('bridge');
    expect(group('2025-05-28')).toBe('eve');
    expect(group('2025-04-22')).toBe('after'); // Tuesday after Easter
    expect(group('2025-12-29')).toBe('year-end');
    expect(group('2025-07-09')).toBeUndefined();
  });
});

describe('special days in the forecast', () => {
  const factor = (date: string): number => (holidays.has(date) ? 0.2 : 1);
  const history = madeHistory({ fromDate: '2024-03-01', days: 425, dayFactor: factor, seed: 3, intervalMinutes: 60 });

  it('carries the factor of a moving feast to its date of the next year', () => {
    const forecast = ask(history, calendar, '2025-05-01', 30);
    const holiday = dayTotal(forecast, '2025-05-29');
    const ordinary = dayTotal(forecast, '2025-05-22');
    expect(holiday / ordinary).toBeGreaterThan(0.14);
    expect(holiday / ordinary).toBeLessThan(0.28);
  });

  it('gives no interval on a closed holiday', () => {
    const forecast = ask(history, { ...calendar, closedOnHolidays: true }, '2025-05-29', 1);
    expect(forecast.offered.length).toBe(0);
  });

  it('applies the known factor of an event and learns that of one without', () => {
    const mailing = (date: string): number => (date >= '2025-02-10' && date <= '2025-02-14' ? 1.5 : 1);
    const series = madeHistory({ fromDate: '2024-12-30', days: 91, dayFactor: mailing, seed: 4, intervalMinutes: 60 });
    const event = (id: string, fromDate: string, toDate: string, known?: number) => ({
      id,
      kind: 'campaign' as const,
      fromDate,
      toDate,
      note: 'mailing',
      ...(known === undefined ? {} : { factor: known }),
    });
    const plain = ask(series, plainCalendar(), '2025-03-31', 7);
    const learnt = ask(
      series,
      { ...plainCalendar(), events: [event('a', '2025-02-10', '2025-02-14'), event('b', '2025-04-01', '2025-04-01')] },
      '2025-03-31',
      7,
    );
    expect(dayTotal(learnt, '2025-04-01') / dayTotal(plain, '2025-04-01')).toBeGreaterThan(1.3);
    const known = ask(
      series,
      { ...plainCalendar(), events: [event('c', '2025-04-01', '2025-04-01', 2)] },
      '2025-03-31',
      7,
    );
    expect(dayTotal(known, '2025-04-01') / dayTotal(known, '2025-03-31')).toBeCloseTo(
      (2 * dayTotal(plain, '2025-04-01')) / dayTotal(plain, '2025-03-31'),
      1,
    );
  });

  it('finds pay days and leaves queues without them alone', () => {
    const peak = (date: string): number => (Number(date.slice(8)) <= 3 ? 1.5 : 1);
    const request = ['2025-10-01', 14] as const;
    const base = { fromDate: '2024-10-01', days: 365, seed: 5, intervalMinutes: 60 };
    const paid = ask(madeHistory({ ...base, dayFactor: peak }), plainCalendar(), ...request);
    const plain = ask(madeHistory(base), plainCalendar(), ...request);
    expect(dayTotal(paid, '2025-10-02') / dayTotal(paid, '2025-10-09')).toBeGreaterThan(1.25);
    expect(dayTotal(plain, '2025-10-02') / dayTotal(plain, '2025-10-09')).toBeLessThan(1.06);
  });

  it('sends nothing where the queue is closed', () => {
    const open = {
      ...plainCalendar(),
      openingHours: [{ weekdays: [1, 2, 3, 4, 5] as const, fromMinute: 480, toMinute: 1020 }],
    };
    const forecast = ask(madeHistory({ days: 60, seed: 6 }), open, '2025-03-07', 7);
    expect(forecast.offered.length).toBe(5 * 18);
  });
});

describe('handle time', () => {
  it('follows drift and keeps the shape of the day', () => {
    const aht = (day: number, minute: number): number => (minute < 720 ? 300 : 360) * (1 + day / 280);
    const forecast = ask(madeHistory({ days: 140, seed: 7, aht }), plainCalendar(), '2025-05-26', 1);
    expect(forecast.ahtSeconds[18]).toBeGreaterThan(300 * 1.35);
    expect(forecast.ahtSeconds[18]).toBeLessThan(300 * 1.52);
    expect(forecast.ahtSeconds[30]! / forecast.ahtSeconds[18]!).toBeCloseTo(1.2, 1);
  });

  it('stays near the usual where contacts are few', () => {
    // One contact a day, of 600 s for a quarter and of 60 s in the last week: seven contacts of chance.
    const aht = (day: number): number => (day < 113 ? 600 : 60);
    const history = withOffered(madeHistory({ days: 120, aht }), (_, i) => (i % 48 === 24 ? 1 : 0));
    const forecast = ask(history, plainCalendar(), '2025-05-06', 1);
    expect(forecast.ahtSeconds[24]).toBeGreaterThan(350);
    expect(forecast.ahtSeconds[24]).toBeLessThan(600);
  });

  it('takes the default where nothing was measured', () => {
    const forecast = ask(madeHistory({ days: 30 }), plainCalendar(), '2025-02-05', 1);
    expect([...new Set(forecast.ahtSeconds)]).toEqual([300]);
  });
});
