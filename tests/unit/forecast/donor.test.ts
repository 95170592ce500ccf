import { describe, expect, it } from 'vitest';
import type { Centre } from '../../../src/domain/centre.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import { forecastNewQueue, forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { forecastQueues } from '../../../src/forecasts.js';
import type { HistorySeries } from '../../../src/history/series.js';
import { addDays } from '../../../src/time/zone.js';
import { madeHistory, plainCalendar } from '../../support/made-history.js';
import { readTexts } from '../centre/folder.js';

const donor = madeHistory({ days: 140, seed: 1, perDay: 2000, intervalMinutes: 60, name: 'phone' });
const end = addDays(donor.toDate, 1);
const request = { fromDate: end, days: 7, seed: 1, defaultAhtSeconds: 300 };
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const days = (forecast: QueueForecast): number[] => forecast.days!.map(({ offered }) => offered);
const young = (count: number, perDay: number): HistorySeries =>
  madeHistory({ fromDate: addDays(end, -count), days: count, seed: 2, perDay, intervalMinutes: 60, name: 'new' });

describe('a new queue with a donor', () => {
  it('has its weekdays and day, and the week that was expected', () => {
    const asked = { ...request, donor: { history: donor, weeklyContacts: 600 } };
    const forecast = forecastNewQueue(young(1, 1).queue, plainCalendar(), asked);
    const like = forecastQueue(donor, plainCalendar(), request);
    expect(sum(forecast.offered) / 600).toBeCloseTo(1, 1);
    expect(forecast.method).toBe('auto+phone');
    const ratio = sum(forecast.offered) / sum(like.offered);
    days(forecast).forEach((total, d) => {
      expect(total / days(like)[d]! / ratio).toBeCloseTo(1, 1);
    });
  });

  it('takes its level from three days of its own, against what was expected', () => {
    const own = young(3, 400);
    const borrowed = { ...request, donor: { history: donor, weeklyContacts: 5000 } };
    const forecast = forecastQueue(own, plainCalendar(), borrowed);
    const alone = forecastQueue(own, plainCalendar(), request);
    const truth = sum(madeHistory({ fromDate: end, days: 7, perDay: 400, intervalMinutes: 60 }).offered);
    const saturdays = (f: QueueForecast): number =>
      f.days!.filter(({ fromDate }) => fromDate.endsWith(addDays(end, 5).slice(8))).reduce((t, d) => t + d.offered, 0);
    expect(sum(forecast.offered) / truth).toBeGreaterThan(0.8);
    expect(sum(forecast.offered) / truth).toBeLessThan(1.7);
    // Three weekdays alone know nothing of the weekend.
    expect(saturdays(forecast) / sum(forecast.offered)).toBeLessThan(saturdays(alone) / sum(alone.offered));
  });

  it('without anything that says its size is refused by name', () => {
    const asked = { ...request, donor: { history: donor } };
    expect(() => forecastNewQueue(young(1, 1).queue, plainCalendar(), asked)).toThrow(/donor\.level.*weeklyContacts/s);
    const other = madeHistory({ days: 140, intervalMinutes: 60, zone: 'UTC', name: 'phone' });
    expect(() => forecastQueue(young(5, 10), plainCalendar(), { ...request, donor: { history: other } })).toThrow(
      /donor\.mismatch/,
    );
  });

  it('pools a sparse queue of long standing with its donor', () => {
    const sparse = madeHistory({
      fromDate: '2024-06-03',
      days: 357,
      intervalMinutes: 60,
      seed: 3,
      perDay: 3,
      name: 'rare',
    });
    const lender = madeHistory({
      fromDate: '2024-06-03',
      days: 357,
      intervalMinutes: 60,
      seed: 4,
      perDay: 2000,
      name: 'phone',
    });
    const asked = { ...request, fromDate: addDays(sparse.toDate, 1), days: 28 };
    const truth = madeHistory({ fromDate: asked.fromDate, days: 28, perDay: 3, intervalMinutes: 60 }).offered;
    const miss = (f: QueueForecast): number => sum(f.offered.map((value, i) => Math.abs(value - truth[i]!)));
    const pooled = forecastQueue(sparse, plainCalendar(), { ...asked, donor: { history: lender } });
    expect(pooled.method).toBe('auto');
    expect(miss(pooled)).toBeLessThan(0.8 * miss(forecastQueue(sparse, plainCalendar(), asked)));
  });
});

describe('forecasts of a centre', async () => {
  const checked = await readTexts({});
  if (!checked.ok) throw new Error('the test centre is sound');
  const centre: Centre = checked.value;
  const [first, second] = centre.queues;
  const history = new Map([[first!.id, { ...donor, queue: first!.id }]]);
  const period = { fromDate: end, days: 7, seed: 1 };
  const alone = forecastQueues(centre, history, period).forecasts;

  it('change nothing in a queue when another is added or lends, and give a queue without history its donor', () => {
    const lending = { ...second!, donor: { queue: first!.id, weeklyContacts: 300 } };
    const both = forecastQueues({ ...centre, queues: [first!, lending] }, history, period).forecasts;
    expect(both.map(({ queue }) => queue)).toEqual([first!.id, second!.id]);
    expect(both[0]).toEqual(alone[0]);
    const more = new Map([...history, [second!.id, { ...young(60, 900), queue: second!.id }]]);
    expect(forecastQueues(centre, more, period).forecasts[0]).toEqual(alone[0]);
  });

  it('carry the adjustments of the centre, and keep what was computed beside them', () => {
    const adjustment = {
      id: 'a',
      queue: first!.id,
      kind: 'percent' as const,
      value: 20,
      scope: 'day' as const,
      fromMs: 0,
      toMs: Number.MAX_SAFE_INTEGER,
      author: 'ann',
      reason: 'letter',
      on: true,
    };
    const [changed] = forecastQueues({ ...centre, adjustments: [adjustment] }, history, period).forecasts;
    expect(sum(changed!.offered) / sum(alone[0]!.offered)).toBeCloseTo(1.2, 10);
    expect(changed!.automatic).toEqual(alone[0]!.offered);
    expect(changed!.method).toBe('auto+adjusted');
    const off = { ...centre, adjustments: [{ ...adjustment, on: false }] };
    expect(forecastQueues(off, history, period).forecasts).toEqual(alone);
  });

  it('take a correction back that the planner does not want', () => {
    const dead = donor.offered.map((value, i) => (i >= 100 * 24 && i < 101 * 24 ? 0 : value));
    const broken = new Map([[first!.id, { ...donor, queue: first!.id, offered: dead }]]);
    const found = forecastQueues(centre, broken, period).forecasts[0]!.corrections;
    const outage = found.find(({ kind }) => kind === 'outage')!;
    const kept = forecastQueues({ ...centre, correctionsOff: [outage.id] }, broken, period).forecasts[0]!.corrections;
    expect(kept.find(({ id }) => id === outage.id)!.switchedOff).toBe(true);
    expect(kept.length).toBe(found.length);
  });
});
