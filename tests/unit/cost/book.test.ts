import { describe, expect, it } from 'vitest';
import { checkBook, exchangeRateOn, payBookOf, recordOn, resolvePay } from '../../../src/cost/book.js';
import { roundToTotal, splitTotal } from '../../../src/cost/money.js';
import type { Dated } from '../../../src/cost/schema.js';

const codes = (file: unknown): string[] => resolvePay(file).issues.map((issue) => issue.code);

describe('shipped pay data', () => {
  it('passes its own checks', () => {
    const found: string[] = [];
    checkBook(payBookOf(), (code, message) => found.push(`${code} ${message}`));
    expect(found).toEqual([]);
  });

  it('gives every value a source and the day since when it holds', () => {
    const book = payBookOf();
    const records: Dated[] = [...book.scales.values(), ...book.premiumTables.values(), book.exchangeRates].flat();
    for (const { id: _id, extends: _extends, currency: _currency, ...lists } of book.schemes.values())
      records.push(...Object.values(lists).flat());
    expect(records.length).toBeGreaterThan(60);
    expect(records.filter(({ source }) => !source)).toEqual([]);
    expect(records.filter(({ validFrom }) => validFrom === undefined)).toEqual([]);
  });

  it('knows the Dutch contributions of a large employer from 2024 to 2026', () => {
    const sum = (date: string, kind: 'percent' | 'flexPercent'): number =>
      payBookOf()
        .schemes.get('NL')!
        .contributions!.filter((record) => recordOn([record], date) !== undefined)
        .reduce((total, record) => total + (record[kind] ?? record.percent), 0);
    // 2024: 2.64 + 7.54 + 0.50 + 1.22 + 6.57.
    const on = ['2024-06-01', '2025-06-01', '2026-06-01'];
    expect(on.map((date) => sum(date, 'percent').toFixed(2))).toEqual(['18.47', '18.72', '18.49']);
    expect(on.map((date) => sum(date, 'flexPercent').toFixed(2))).toEqual(['23.47', '23.72', '23.49']);
  });

  it('has the minimum wage of each age, rounded as published', () => {
    const wages = payBookOf().schemes.get('NL')!.minimumWage!;
    const on = (date: string) => wages.find((wage) => wage.validFrom === date);
    expect(on('2026-01-01')).toMatchObject({
      hourly: 14.71,
      byAge: { 20: 11.77, 19: 8.83, 18: 7.36, 17: 5.81, 16: 5.07, 15: 4.41 },
    });
    expect(on('2026-07-01')).toMatchObject({
      hourly: 14.99,
      byAge: { 20: 11.99, 19: 8.99, 18: 7.5, 17: 5.92, 16: 5.17, 15: 4.5 },
    });
    expect(on('2024-07-01')).toMatchObject({
      hourly: 13.68,
      byAge: { 20: 10.94, 19: 8.21, 18: 6.84, 17: 5.4, 16: 4.72, 15: 4.1 },
    });
  });
});

describe('pay.json', () => {
  it('replaces shipped records by id and keeps the others', () => {
    const book = payBookOf({
      scales: [{ id: 'L1', hourly: 16 }],
      schemes: [{ id: 'NL', extends: 'NL', seat: [{ perDay: 25 }] }],
    });
    expect(book.scales.get('L1')).toEqual([{ id: 'L1', hourly: 16 }]);
    expect(book.scales.has('L2')).toBe(true);
    expect(book.schemes.get('NL')?.seat).toEqual([{ perDay: 25 }]);
    expect(book.schemes.get('NL')?.contributions).toHaveLength(15);
  });

  it('drops the shipped data where it says so', () => {
    const book = payBookOf({ replace: true, scales: [{ id: 'x', hourly: 1 }] });
    expect([...book.scales.keys()]).toEqual(['x']);
    expect(book.schemes.size).toBe(0);
  });

  it.each([
    [
      'two records on a day',
      {
        scales: [
          { id: 'x', hourly: 1 },
          { id: 'x', hourly: 2, validFrom: '2026-01-01' },
        ],
      },
      'pay-validity-overlap',
    ],
    [
      'two contributions of one name',
      {
        scales: [],
        schemes: [
          {
            id: 's',
            contributions: [
              { id: 'c', percent: 1 },
              { id: 'c', percent: 2 },
            ],
          },
        ],
      },
      'pay-validity-overlap',
    ],
    [
      'dates that run backwards',
      { scales: [{ id: 'x', hourly: 1, validFrom: '2026-02-01', validTo: '2026-01-01' }] },
      'pay-validity-reversed',
    ],
    ['a date that is none', { scales: [{ id: 'x', hourly: 1, validFrom: '2026-02-30' }] }, 'pay-date-bad'],
    ['a scale without an amount', { scales: [{ id: 'x' }] }, 'pay-kind-missing'],
    ['a scale with two', { scales: [{ id: 'x', hourly: 1, monthly: 2 }] }, 'pay-kind-missing'],
    ['an unknown scheme', { scales: [{ id: 'x', hourly: 1, scheme: 'FR' }] }, 'pay-scheme-unknown'],
    ['an unknown parent', { scales: [], schemes: [{ id: 'FR', extends: 'FR' }] }, 'pay-scheme-unknown'],
    ['an unknown premium table', { scales: [{ id: 'x', hourly: 1, premiums: 'night' }] }, 'premium-table-unknown'],
    ['an unknown currency', { scales: [{ id: 'x', hourly: 1, currency: 'QQQ' }] }, 'currency-unknown'],
    ['a text for an amount', { scales: [{ id: 'x', hourly: '15' }] }, 'type-wrong'],
    ['a negative amount', { scales: [{ id: 'x', hourly: -1 }] }, 'value-out-of-range'],
    ['no scales at all', {}, 'key-missing'],
    ['a misspelt key', { scales: [{ id: 'x', hourly: 1, monthley: 3 }] }, 'key-unknown'],
    [
      'days that are none',
      { scales: [], premiumTables: [{ id: 't', bands: [{ id: 'b', days: ['someday'], percent: 1 }] }] },
      'days-bad',
    ],
  ])('names %s', (_, file, code) => {
    expect(codes(file)).toContain(code);
  });
});

describe('exchange rates', () => {
  const rates = [
    { from: 'EUR', to: 'SRD', rate: 40, validTo: '2026-06-30' },
    { from: 'EUR', to: 'SRD', rate: 50, validFrom: '2026-07-01' },
    { from: 'USD', to: 'EUR', rate: 0.9 },
  ];
  it.each([
    ['EUR', 'EUR', '2026-01-01', 1],
    ['EUR', 'SRD', '2026-01-01', 40],
    ['EUR', 'SRD', '2026-07-01', 50],
    ['SRD', 'EUR', '2026-07-01', 0.02],
    ['USD', 'SRD', '2026-07-01', 45],
    ['JPY', 'EUR', '2026-07-01', undefined],
  ])('%s to %s on %s', (from, to, date, rate) => {
    expect(exchangeRateOn(rates, from, to, date)?.rate).toEqual(rate);
  });
});

describe('rounding', () => {
  it('gives units left over to the largest remainders', () => {
    expect(roundToTotal([1.4, 1.4, 1.4])).toEqual([2, 1, 1]);
    expect(roundToTotal([0.2, 0.2, 0.2])).toEqual([1, 0, 0]);
    expect(roundToTotal([10.5, 0.1])).toEqual([11, 0]);
    expect(roundToTotal([])).toEqual([]);
    expect(splitTotal(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(splitTotal(7, [0, 5])).toEqual([0, 7]);
  });
});
