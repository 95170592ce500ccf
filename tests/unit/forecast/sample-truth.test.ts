import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readHistoryBody } from '../../../api/files/history.js';
import { historyOptions, loadCentre } from '../../../api/files/plan-input.js';
import { readHistoryParameters } from '../../../api/files/sample-history.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { QueueId } from '../../../src/domain/ids.js';
import { queueCalendarOf } from '../../../src/domain/opening.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import { dayTable } from '../../../src/forecast/days.js';
import { learnSpecialDays } from '../../../src/forecast/special-factors.js';
import { forecastQueues } from '../../../src/forecasts.js';
import { cleanHistory } from '../../../src/history/clean.js';
import type { HistorySeries } from '../../../src/history/series.js';
import { generateHistory } from '../../../src/sample/generate-history.js';
import type { HistoryParameters } from '../../../src/sample/parameters.js';
import { historyTruth, type QueueTruth } from '../../../src/sample/truth.js';
import { localDate } from '../../../src/time/zone.js';
import { ROOT } from '../../support/cli.js';

/** The sample centre's history is drawn around a known truth: what the forecast should find again. */
const FROM = '2026-11-23';
const DAYS = 49;
let centre: Centre;
let parameters: HistoryParameters;
let history: ReadonlyMap<QueueId, HistorySeries>;
let forecasts: readonly QueueForecast[];
let truths: readonly QueueTruth[];

beforeAll(async () => {
  const folder = join(ROOT, 'fixtures/utrecht');
  const loaded = (await loadCentre(folder)).centre;
  centre = { ...loaded, queues: loaded.queues.filter(({ id }) => id === 'phone' || id === 'chat') };
  const read = await readHistoryParameters(folder, loaded);
  if (!read.ok) throw new Error('generator.json is sound');
  parameters = {
    ...read.value,
    queues: read.value.queues.filter(({ queue }) => queue === 'phone' || queue === 'chat'),
  };
  const parsed = await readHistoryBody(generateHistory(parameters, centre), historyOptions(centre));
  if (!parsed.ok) throw new Error('the history is sound');
  history = parsed.value;
  forecasts = forecastQueues(centre, history, { fromDate: FROM, days: DAYS, seed: 1 }).forecasts;
  truths = historyTruth(parameters, centre, { fromDate: FROM, toDate: '2027-01-10' });
}, 60_000);

const forecastOf = (queue: string): QueueForecast => forecasts.find((f) => f.queue === queue)!;
const truthOf = (queue: string): QueueTruth => truths.find((t) => t.queue.id === queue)!;

/** Expected contacts per local date. */
function truthByDate(queue: string): Map<string, number> {
  const { mean, day, days } = truthOf(queue);
  const totals = new Map<string, number>();
  mean.forEach((value, i) => {
    const { date } = days[day[i]!]!;
    totals.set(date, (totals.get(date) ?? 0) + value);
  });
  return totals;
}

describe.each(['phone', 'chat'])('the truth behind the history of %s', (queue) => {
  it('is met by day totals of the next two weeks within 5 % on average, and by weeks up to seven within 8 %', () => {
    const truth = truthByDate(queue);
    const days = forecastOf(queue).days!.filter(({ fromDate }) => truth.has(fromDate));
    const near = days.filter(({ fromDate }) => fromDate < '2026-12-05');
    const miss = near.reduce((sum, day) => sum + Math.abs(day.offered - truth.get(day.fromDate)!), 0);
    expect(miss / near.reduce((sum, day) => sum + truth.get(day.fromDate)!, 0)).toBeLessThan(0.05);
    const all = days.reduce((sum, day) => sum + day.offered, 0);
    expect(Math.abs(all / days.reduce((sum, day) => sum + truth.get(day.fromDate)!, 0) - 1)).toBeLessThan(0.08);
  });

  it('is met by handle times, drift included, within 2 %', () => {
    const { ahtSeconds, days } = truthOf(queue);
    const forecast = forecastOf(queue);
    let time = 0;
    let contacts = 0;
    forecast.startMs.forEach((ms, i) => {
      if (localDate(ms, 'Europe/Amsterdam') > '2026-12-05') return;
      time += forecast.offered[i]! * forecast.ahtSeconds[i]!;
      contacts += forecast.offered[i]!;
    });
    const wanted = ahtSeconds[days.findIndex(({ date }) => date === '2026-11-30')]!;
    expect(Math.abs(time / contacts / wanted - 1)).toBeLessThan(0.02);
  });

  it('shows in the day factors: weekdays and the eves of December within 12 %, single holidays within 35 %', () => {
    const truth = truthByDate(queue);
    const ratio = (date: string): number =>
      forecastOf(queue).days!.find((day) => day.fromDate === date)!.offered / truth.get(date)!;
    for (const date of ['2026-11-23', '2026-11-25', '2026-11-27', '2026-11-28'])
      expect(Math.abs(ratio(date) - 1)).toBeLessThan(0.12);
    for (const date of ['2026-12-24', '2026-12-25', '2026-12-28', '2026-12-31'])
      if ((truth.get(date) ?? 0) > 0) expect(Math.abs(Math.log(ratio(date)))).toBeLessThan(0.3);
  });

  it('lets the letter be found again without being told its factor', () => {
    const events = centre.events.map(({ factor: _, ...event }) => event);
    const own = centre.queues.find(({ id }) => id === queue)!;
    const series = history.get(own.id)!;
    const calendar = queueCalendarOf({ ...centre, events }, own, series.fromDate, '2026-12-31');
    const table = dayTable(cleanHistory(series, calendar), Number.POSITIVE_INFINITY);
    const { factor } = learnSpecialDays(table, calendar).effect('2026-12-01');
    // 1.12 and 1.15 in truth, seen on five days of one year that each err by 6 to 7 %.
    expect(factor).toBeGreaterThan(1.03);
    expect(factor).toBeLessThan(1.24);
  });
});

describe('the outage of the telephone exchange', () => {
  it('is found at its hours and filled to within 15 % of what would have come', () => {
    const events = parameters.events.filter(({ fromDate }) => fromDate !== '2026-06-17');
    const [phone] = historyTruth({ ...parameters, events }, centre, { fromDate: '2026-06-17', toDate: '2026-06-17' });
    const found = forecastOf('phone').corrections.find(
      ({ kind, startMs }) => kind === 'outage' && localDate(startMs, 'Europe/Amsterdam') === '2026-06-17',
    )!;
    expect(new Date(found.startMs).toISOString()).toBe('2026-06-17T08:00:00.000Z');
    expect(new Date(found.endMs).toISOString()).toBe('2026-06-17T11:00:00.000Z');
    let wanted = 0;
    phone!.mean.forEach((mean, i) => {
      if (phone!.startMs[i]! >= found.startMs && phone!.startMs[i]! < found.endMs) wanted += mean;
    });
    expect(Math.abs(found.replacement / wanted - 1)).toBeLessThan(0.15);
    expect(found.recorded).toBeLessThan(0.2 * wanted);
  });
});
