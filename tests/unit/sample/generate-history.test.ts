import { beforeAll, describe, expect, it } from 'vitest';
import type { Centre } from '../../../src/domain/centre.js';
import { generateHistory } from '../../../src/sample/generate-history.js';
import type { HistoryParameters } from '../../../src/sample/parameters.js';
import { historyTruth, type QueueTruth } from '../../../src/sample/truth.js';
import { type HistoryRow, readUtrecht, rowsOfCsv } from './utrecht.js';

let centre: Centre;
let parameters: HistoryParameters;
let csv = '';
let rows: HistoryRow[] = [];
let phone: HistoryRow[] = [];
let truth: QueueTruth;
/** Contacts of the phone queue per local day. */
let total: Map<string, number>;

const phoneParameters = () => parameters.queues.find(({ queue }) => queue === 'phone')!;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
const totals = (from: string, to: string, weekdays = [0, 1, 2, 3, 4]) =>
  [...total].filter(([date]) => date >= from && date <= to && weekdays.includes(weekdayOf(date))).map(([, sum]) => sum);

beforeAll(async () => {
  ({ centre, parameters } = await readUtrecht());
  csv = generateHistory(parameters, centre);
  rows = rowsOfCsv(csv);
  phone = rows.filter(({ queue }) => queue === 'phone');
  truth = historyTruth(parameters, centre)[0]!;
  total = new Map();
  for (const { date, offered } of phone) total.set(date, (total.get(date) ?? 0) + offered);
});

describe('the sample history', () => {
  it('holds two years up to Sunday 22 November 2026, every queue, in order of time', () => {
    expect(rows[0]!.date).toBe('2024-11-25');
    // The last open day; Sunday is closed.
    expect(rows.at(-1)!.date).toBe('2026-11-21');
    expect(new Set(rows.map(({ queue }) => queue))).toEqual(new Set(centre.queues.map(({ id }) => id)));
    expect(rows.every(({ startMs }, i) => i === 0 || startMs >= rows[i - 1]!.startMs)).toBe(true);
    expect(rows.every(({ offered, handled, abandoned }) => handled + abandoned === offered && abandoned >= 0)).toBe(
      true,
    );
  });

  it('is the same for the same seed and another for another', () => {
    expect(generateHistory(parameters, centre)).toBe(csv);
    const other = rowsOfCsv(generateHistory({ ...parameters, seed: parameters.seed + 1 }, centre));
    const equal = other.filter((row, i) => row.offered === rows[i]?.offered).length;
    expect(equal / rows.length).toBeLessThan(0.3);
  });

  it('follows the weekdays: Monday to Saturday as stated, within 3 %', () => {
    // Thirty-four weeks without a holiday: season and growth are the same for all weekdays.
    const weeks = (weekday: number) => [
      ...totals('2025-06-16', '2025-12-14', [weekday]),
      ...totals('2026-01-05', '2026-03-08', [weekday]),
    ];
    const average = [0, 1, 2, 3, 4, 5].map((weekday) => mean(weeks(weekday)));
    const stated = phoneParameters().weekday;
    for (let weekday = 0; weekday < 6; weekday++) {
      const measured = average[weekday]! / mean(average.slice(0, 5));
      expect(Math.abs(measured / (stated[weekday]! / mean(stated.slice(0, 5))) - 1)).toBeLessThan(0.03);
    }
  });

  it('follows the season: January over July, within 4 %', () => {
    // Four weeks about the fifteenth of both years: three quarters of the month's factor, an eighth of each neighbour's.
    const month = (number: number, from: string, to: string) =>
      mean([2025, 2026].flatMap((year) => totals(`${year}-${from}`, `${year}-${to}`))) /
      (0.75 * season[number]! + 0.125 * (season[(number + 11) % 12]! + season[number + 1]!));
    const { season, growthPerYear } = phoneParameters();
    const january = month(0, '01-05', '01-30');
    const july = month(6, '07-05', '07-30');
    const stated = 1 / (1 + growthPerYear) ** 0.5;
    expect(Math.abs(january / july / stated - 1)).toBeLessThan(0.04);
  });

  it('grows from year to year as stated, within 1.5 points', () => {
    // The same 30 weeks of both years, without campaigns.
    const first = mean(totals('2025-06-16', '2025-11-21'));
    const second = mean(totals('2026-06-15', '2026-11-20').filter((sum) => sum > 0));
    expect(Math.abs(second / first - 1 - phoneParameters().growthPerYear)).toBeLessThan(0.015);
  });

  it('is closed on Dutch holidays and rebounds on the day after', () => {
    for (const date of [
      '2024-12-25',
      '2024-12-26',
      '2025-01-01',
      '2025-04-21',
      '2026-04-27',
      '2026-05-14',
      '2026-05-25',
    ])
      expect(total.has(date), date).toBe(false);
    // Tuesdays after Easter and Whit Monday against the Tuesdays of the weeks beside them.
    const ratios = [
      ['2025-04-22', '2025-04-15', '2025-04-29'],
      ['2025-06-10', '2025-06-03', '2025-06-17'],
      ['2026-04-07', '2026-03-31', '2026-04-14'],
      ['2026-05-26', '2026-05-19', '2026-06-02'],
    ].map(([after, before, later]) => total.get(after!)! / mean([total.get(before!)!, total.get(later!)!]));
    expect(mean(ratios)).toBeGreaterThan(1.1);
    expect(Math.abs(mean(ratios) - phoneParameters().rebound![0]!)).toBeLessThan(0.08);
  });

  it('shows the campaign and the outage', () => {
    const campaign = mean(totals('2026-03-09', '2026-03-20'));
    const around = mean([...totals('2026-02-23', '2026-03-06'), ...totals('2026-03-23', '2026-04-02')]);
    expect(Math.abs(campaign / around - 1.22)).toBeLessThan(0.05);
    const midday = (date: string) =>
      phone
        .filter((row) => row.date === date && row.time >= '10:00' && row.time < '13:00')
        .reduce((sum, row) => sum + row.offered, 0);
    expect(midday('2026-06-17') / mean([midday('2026-06-10'), midday('2026-06-24')])).toBeLessThan(0.1);
  });

  it('scatters as stated: gamma days of 6 %, Poisson within a day', () => {
    const expected = new Map<string, number>();
    truth.mean.forEach((value, i) => {
      const { date } = truth.days[truth.day[i]!]!;
      expected.set(date, (expected.get(date) ?? 0) + value);
    });
    // Days with gaps have less than they should: left out.
    const counts = new Map<string, number>();
    for (const { date } of phone) counts.set(date, (counts.get(date) ?? 0) + 1);
    const whole = [...total].filter(([date]) => counts.get(date) === (weekdayOf(date) === 5 ? 16 : 26));
    const ratios = whole.map(([date, sum]) => sum / expected.get(date)!);
    expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.01);
    const variance = mean(ratios.map((ratio) => (ratio - mean(ratios)) ** 2));
    const poisson = mean(whole.map(([date]) => 1 / expected.get(date)!));
    expect(Math.abs(Math.sqrt(variance - poisson) - phoneParameters().dayCv)).toBeLessThan(0.006);
    // Index of dispersion of the half hours about the day's own level: 1 for Poisson.
    const meanAt = new Map([...truth.startMs].map((ms, i) => [ms, truth.mean[i]!]));
    const factor = new Map(whole.map(([date, sum]) => [date, sum / expected.get(date)!]));
    const dispersion = phone.flatMap(({ date, startMs, offered }) => {
      const level = meanAt.get(startMs)! * (factor.get(date) ?? Number.NaN);
      return Number.isNaN(level) || level < 5 ? [] : [(offered - level) ** 2 / level];
    });
    // A day's own total takes one degree of freedom of 26.
    expect(Math.abs(mean(dispersion) / (25 / 26) - 1)).toBeLessThan(0.03);
  });

  it('drifts in handle time and scatters by contact', () => {
    const weighted = (from: string, to: string) => {
      const some = phone.filter(({ date, aht }) => date >= from && date <= to && !Number.isNaN(aht));
      return (
        some.reduce((sum, { aht, handled }) => sum + aht * handled, 0) /
        some.reduce((sum, { handled }) => sum + handled, 0)
      );
    };
    const { seconds, driftPerYear, cvPerContact } = phoneParameters().aht;
    const first = weighted('2024-11-25', '2025-05-24');
    const last = weighted('2026-05-25', '2026-11-21');
    expect(Math.abs(first / (seconds * (1 + driftPerYear) ** 0.25) - 1)).toBeLessThan(0.01);
    expect(Math.abs(last / first - (1 + driftPerYear) ** 1.5)).toBeLessThan(0.01);
    // A mean of n contacts varies by cv / √n.
    const scatter = phone
      .filter(({ handled }) => handled >= 20)
      .map(({ aht, handled }) => handled * (aht / seconds - 1) ** 2);
    expect(Math.sqrt(mean(scatter)) / cvPerContact).toBeGreaterThan(0.95);
    expect(Math.sqrt(mean(scatter)) / cvPerContact).toBeLessThan(1.2);
  });

  it('lacks the stated gaps and one interval in two thousand', () => {
    const expected = historyTruth(parameters, centre).reduce((sum, queue) => sum + queue.mean.length, 0);
    const gaps = expected - rows.length;
    expect(rows.some(({ date }) => date === '2025-08-12')).toBe(false);
    expect(rows.some(({ date, queue }) => date === '2026-02-03' && queue === 'chat')).toBe(true);
    // 150 intervals of the listed gaps; 36 at random, give or take three times √36.
    expect(Math.abs(gaps - 150 - 36)).toBeLessThan(18);
  });

  it('tells the truth of days to come: the letter of week 49 is in it', () => {
    const range = { fromDate: '2026-11-30', toDate: '2026-12-06' };
    const week = historyTruth(parameters, centre, range)[0]!;
    const without = historyTruth({ ...parameters, events: [] }, centre, range)[0]!;
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(week.days.map(({ date }) => date)).toContain('2026-12-05');
    const saturday = sum(week.mean.filter((_, i) => week.day[i] === 5));
    expect((sum(week.mean) - saturday) / (sum(without.mean) - saturday)).toBeCloseTo(1.12, 10);
  });

  it('refuses a queue that the centre lacks', () => {
    const [first, ...others] = parameters.queues;
    const bad = { ...parameters, queues: [{ ...first!, queue: 'fax' }, ...others] };
    expect(() => generateHistory(bad, centre)).toThrow('fax');
  });
});
