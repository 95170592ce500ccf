import { describe, expect, it } from 'vitest';
import type { IsoWeekday } from '../../../src/domain/words.js';
import type { QueueCalendar, QueueForecast } from '../../../src/forecast/contract.js';
import { forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { intervalGrid } from '../../../src/time/grid.js';
import { addDays } from '../../../src/time/zone.js';
import { madeHistory, plainCalendar, withOffered } from '../../support/made-history.js';

type Hours = NonNullable<QueueCalendar['openingHours']>;
const DAYS = 84;
const WORKDAYS: IsoWeekday[] = [1, 2, 3, 4, 5];
const grid = intervalGrid('Europe/Amsterdam', '2025-01-06', DAYS, 60);
const full = madeHistory({ days: DAYS, seed: 3, intervalMinutes: 60 });

/** What was recorded while the queue had these hours, from which on it may have had others. */
const recorded = (hours: Hours, since = DAYS) =>
  withOffered(full, (value, i) => {
    const { weekday } = grid.days[grid.day[i]!]!;
    const minute = grid.minute[i]!;
    const open = hours.some(
      (w) => w.weekdays.includes(weekday as IsoWeekday) && w.fromMinute <= minute && minute < w.toMinute,
    );
    return open || grid.day[i]! >= since ? value : 0;
  });

const ask = (series: typeof full, openingHours: Hours): QueueForecast =>
  forecastQueue(
    series,
    { ...plainCalendar(), openingHours },
    { fromDate: addDays(full.toDate, 1), days: 7, seed: 1, defaultAhtSeconds: 300 },
  );

/** Contacts of a weekday's hours in the forecast. */
const contacts = (forecast: QueueForecast, weekday: number, from: number, to: number): number => {
  const next = intervalGrid('Europe/Amsterdam', addDays(full.toDate, 1), 7, 60);
  let total = 0;
  forecast.startMs.forEach((ms, k) => {
    const i = next.startMs.indexOf(ms);
    const minute = next.minute[i]!;
    if (next.days[next.day[i]!]!.weekday === weekday && minute >= from && minute < to) total += forecast.offered[k]!;
  });
  return total;
};

const narrow: Hours = [{ weekdays: WORKDAYS, fromMinute: 480, toMinute: 1020 }];
const everyDay = ask(full, [{ weekdays: [...WORKDAYS, 6], fromMinute: 480, toMinute: 1200 }]);

describe('hours that are open for the first time', () => {
  it('are lent from the same hours of other weekdays, and are named', () => {
    const monday: Hours = [
      { weekdays: [1], fromMinute: 480, toMinute: 1200 },
      { weekdays: [2, 3, 4, 5], fromMinute: 480, toMinute: 1020 },
    ];
    const forecast = ask(recorded(monday), [{ weekdays: WORKDAYS, fromMinute: 480, toMinute: 1200 }]);
    const truth = contacts(everyDay, 3, 1020, 1200);
    expect(Math.abs(contacts(forecast, 3, 1020, 1200) / truth - 1)).toBeLessThan(0.15);
    expect(Math.abs(contacts(forecast, 3, 480, 1020) / contacts(everyDay, 3, 480, 1020) - 1)).toBeLessThan(0.05);
    expect(forecast.newHours!.map(({ weekday, fromMinute, toMinute }) => [weekday, fromMinute, toMinute])).toEqual(
      [2, 3, 4, 5].map((weekday) => [weekday, 1020, 1200]),
    );
  });

  it('fade outwards where no weekday had them', () => {
    const forecast = ask(recorded(narrow), [{ weekdays: WORKDAYS, fromMinute: 480, toMinute: 1140 }]);
    const last = contacts(everyDay, 3, 960, 1020);
    expect(contacts(forecast, 3, 1020, 1080)).toBeGreaterThan(0.5 * last);
    expect(contacts(forecast, 3, 1080, 1140)).toBeLessThan(contacts(forecast, 3, 1020, 1080));
  });

  it('take two fifths of the others on a weekday that was never open', () => {
    const forecast = ask(recorded(narrow), [{ weekdays: [...WORKDAYS, 6], fromMinute: 480, toMinute: 1020 }]);
    const others = WORKDAYS.reduce((sum, weekday) => sum + contacts(forecast, weekday, 480, 1020), 0) / 5;
    expect(contacts(forecast, 6, 480, 1020) / others).toBeGreaterThan(0.3);
    expect(contacts(forecast, 6, 480, 1020) / others).toBeLessThan(0.5);
  });

  it('go by what came once they have been open', () => {
    const wide: Hours = [{ weekdays: WORKDAYS, fromMinute: 480, toMinute: 1200 }];
    const forecast = ask(recorded(narrow, DAYS - 21), wide);
    expect(Math.abs(contacts(forecast, 3, 1020, 1200) / contacts(everyDay, 3, 1020, 1200) - 1)).toBeLessThan(0.2);
  });

  it('are not seen in a quiet first day', () => {
    const wide: Hours = [{ weekdays: WORKDAYS, fromMinute: 480, toMinute: 1200 }];
    const late = withOffered(recorded(wide), (value, i) => (grid.day[i] === 0 && grid.minute[i]! < 600 ? 0 : value));
    expect(ask(late, wide).newHours).toBeUndefined();
  });

  it('are not seen where the queue was open and nobody called, or hours are not known', () => {
    const quiet = withOffered(full, (value, i) => (grid.minute[i]! < 480 ? 0 : value));
    expect(ask(full, [{ weekdays: [...WORKDAYS, 6, 7], fromMinute: 0, toMinute: 1440 }]).newHours).toBeUndefined();
    const { openingHours: _, ...unknown } = { ...plainCalendar(), openingHours: narrow };
    const request = { fromDate: addDays(full.toDate, 1), days: 7, seed: 1, defaultAhtSeconds: 300 };
    expect(forecastQueue(quiet, unknown, request).newHours).toBeUndefined();
  });
});
