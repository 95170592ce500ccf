import { describe, expect, it } from 'vitest';
import { payBookOf } from '../../../src/cost/book.js';
import { costRoster } from '../../../src/cost/roster-cost.js';
import type { RosterShift } from '../../../src/domain/roster.js';
import { agent, type Pause, payCentre, shiftAt } from '../../support/pay-centre.js';

/** Premium lines of shifts under a table, as [band, hours, rate in cents]. */
function premiums(table: string, hourly: number, shifts: readonly RosterShift[], extra: object = {}) {
  const pay = payBookOf({
    scales: [{ id: 'state', hourly, scheme: 'state', premiums: table }],
    schemes: [{ id: 'state', currency: 'EUR', ...extra }],
  });
  return costRoster({ centre: payCentre([agent('a', { payScale: 'state' })]), pay, shifts })
    .lines.filter((line) => line.component.startsWith('premium:'))
    .map((line) => [line.component.slice('premium:'.length), line.quantity, line.rateMinor]);
}
const shift = (start: string, end: string, pauses: readonly Pause[] = []) => shiftAt('a', start, end, { pauses });

describe('CAO Rijk irregular hours: 20 euros an hour, under every cap', () => {
  // 1 to 7 December 2026 are Monday to Sunday; 25 December is a Friday and a holiday.
  it.each([
    ['a day between 08:00 and 18:00', '2026-12-01 08:00', '18:00', [], []],
    ['the night', '2026-12-01 00:00', '06:00', [['night', 6, 800]], [['night', 6, 1000]]],
    ['the early morning', '2026-12-01 06:00', '12:00', [['early', 2, 400]], [['early', 2, 400]]],
    ['an evening', '2026-12-01 16:00', '22:00', [['evening', 4, 400]], [['evening', 4, 400]]],
    ['late at night', '2026-12-01 22:00', '00:00', [['late', 2, 800]], [['late', 2, 800]]],
    ['Saturday', '2026-12-05 09:00', '17:00', [['weekend', 8, 1400]], [['weekend', 8, 1400]]],
    ['Sunday', '2026-12-06 00:00', '08:00', [['weekend', 8, 1400]], [['weekend', 8, 1400]]],
    ['a holiday', '2026-12-25 09:00', '17:00', [['holiday', 8, 2000]], [['holiday', 8, 2000]]],
    [
      'a holiday on a Saturday: the holiday alone',
      '2026-12-26 09:00',
      '17:00',
      [['holiday', 8, 2000]],
      [['holiday', 8, 2000]],
    ],
    [
      'from a weekday into Saturday',
      '2026-12-04 20:00',
      '04:00',
      [
        ['evening', 2, 400],
        ['late', 2, 800],
        ['weekend', 4, 1400],
      ],
      [
        ['evening', 2, 400],
        ['late', 2, 800],
        ['weekend', 4, 1400],
      ],
    ],
  ])('%s', (_, start, end, chapter7, chapter22) => {
    expect(premiums('CAO-RIJK-7', 20, [shift(start, end)])).toEqual(chapter7);
    expect(premiums('CAO-RIJK-22', 20, [shift(start, end)])).toEqual(chapter22);
  });

  it.each([
    ['starts at 07:00: nothing', '2026-12-01 07:00', '15:00', []],
    ['starts just before: from its start', '2026-12-01 06:45', '15:00', [['early', 1.25, 400]]],
    ['ends at 20:00: nothing', '2026-12-01 12:00', '20:00', []],
    ['ends just after: from 18:00', '2026-12-01 12:00', '20:15', [['evening', 2.25, 400]]],
    [
      'a night that runs to 08:00 has begun before 07:00',
      '2026-12-01 23:00',
      '08:00',
      [
        ['late', 1, 800],
        ['night', 6, 800],
        ['early', 2, 400],
      ],
    ],
  ])('conditions on the shift: %s', (_, start, end, expected) => {
    expect(premiums('CAO-RIJK-7', 20, [shift(start, end)])).toEqual(expected);
  });

  it('pays whole quarters of an hour in a row', () => {
    expect(premiums('CAO-RIJK-7', 20, [shift('2026-12-01 22:00', '22:29')])).toEqual([['late', 0.25, 800]]);
    // An unpaid break cuts 22:00-23:10 into 20 and 40 minutes: one quarter and two.
    expect(premiums('CAO-RIJK-7', 20, [shift('2026-12-01 22:00', '23:10', [{ after: 20, minutes: 10 }])])).toEqual([
      ['late', 0.75, 800],
    ]);
    // A paid one does not.
    expect(
      premiums('CAO-RIJK-7', 20, [shift('2026-12-01 22:00', '23:10', [{ after: 20, minutes: 10, paid: true }])]),
    ).toEqual([['late', 1, 800]]);
  });

  it('caps the premium per hour', () => {
    const night = [shift('2026-12-01 00:00', '06:00')];
    expect(premiums('CAO-RIJK-7', 25.35, night)).toEqual([['night', 6, 1014]]);
    expect(premiums('CAO-RIJK-7', 30, night)).toEqual([['night', 6, 1014]]);
    expect(premiums('CAO-RIJK-22', 30, night)).toEqual([['night', 6, 1267]]);
    expect(premiums('CAO-RIJK-22', 30, [shift('2026-12-05 09:00', '17:00')])).toEqual([['weekend', 8, 1774]]);
    expect(premiums('CAO-RIJK-22', 30, [shift('2026-12-25 09:00', '17:00')])).toEqual([['holiday', 8, 2535]]);
  });

  it('used the caps of 2023 in 2023', () => {
    expect(premiums('CAO-RIJK-7', 30, [shift('2023-11-07 00:00', '06:00')])).toEqual([['night', 6, 999]]);
  });

  it('pays none on overtime, unless the overtime rule says so', () => {
    const evening = [shift('2026-12-01 12:00', '22:00')];
    const overtime = { overtime: [{ per: 'day', overHours: 8, percent: 50 }] };
    expect(premiums('CAO-RIJK-7', 20, evening, overtime)).toEqual([['evening', 2, 400]]);
    const both = { overtime: [{ per: 'day', overHours: 8, percent: 50, withPremiums: true }] };
    expect(premiums('CAO-RIJK-7', 20, evening, both)).toEqual([['evening', 4, 400]]);
  });

  it('counts instants on the nights of the clock changes', () => {
    expect(premiums('CAO-RIJK-7', 20, [shift('2026-10-26 00:00', '06:00')])).toEqual([['night', 6, 800]]);
    // Both changes fall on a Sunday.
    expect(premiums('CAO-RIJK-7', 20, [shift('2026-03-28 23:00', '07:00')])).toEqual([['weekend', 7, 1400]]);
    expect(premiums('CAO-RIJK-7', 20, [shift('2026-10-24 23:00', '07:00')])).toEqual([['weekend', 9, 1400]]);
  });
});

describe('rules of other countries, as shipped', () => {
  /** Lines beside pay of somebody on ten units of the currency an hour, as [component, hours, share of pay]. */
  const extras = (country: string, shifts: readonly RosterShift[]) => {
    const { currency = 'EUR', minimumWage: _minimum, ...scheme } = payBookOf().schemes.get(country)!;
    const pay = payBookOf({
      scales: [{ id: 'x', hourly: 10, currency, scheme: 'x' }],
      schemes: [{ ...scheme, id: 'x', currency }],
      exchangeRates: currency === 'EUR' ? [] : [{ from: currency, to: 'EUR', rate: 1 }],
    });
    return costRoster({ centre: payCentre([agent('a', { payScale: 'x' })]), pay, shifts })
      .lines.filter(({ component }) => /^(premium|overtime)/.test(component))
      .map(({ component, quantity, rateMinor }) => [component, quantity, rateMinor / 1000]);
  };
  const sunday = [shift('2026-12-06 09:00', '13:00')];
  const long = [shift('2026-12-01 08:00', '18:00')];

  it.each([
    ['SR', sunday, [['premium:sunday', 4, 1]]],
    ['SR', long, [['overtime:day', 1.5, 0.5]]],
    ['ZA', sunday, [['premium:sunday', 4, 0.5]]],
    ['ZA', long, [['overtime:day', 1, 0.5]]],
    ['TR', sunday, []],
    ['TR', [shift('2026-12-25 09:00', '13:00')], [['premium:holiday', 4, 1]]],
    [
      'PT',
      long,
      [
        ['overtime:day', 1, 0.25],
        ['overtime:day', 1, 0.375],
      ],
    ],
    ['PT', [shift('2026-12-01 20:00', '23:00')], [['premium:night', 1, 0.25]]],
    ['MA', sunday, [['premium:sunday', 4, 0.5]]],
  ])('%s', (country, shifts, expected) => {
    expect(extras(country, shifts)).toEqual(expected);
  });

  it('Morocco and Curaçao: by the week', () => {
    const week = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'].map((date) =>
      shift(`${date} 08:00`, '17:30'),
    );
    expect(extras('MA', week)).toEqual([['overtime:week', 3.5, 0.25]]);
    expect(extras('CW', week)).toEqual([['overtime:week', 2.5, 0.5]]);
  });
});

describe("tables of one's own", () => {
  it('run bands over midnight and over the end of the week', () => {
    const pay = payBookOf({
      scales: [{ id: 'x', hourly: 20, scheme: 'x', premiums: 'nights' }],
      schemes: [{ id: 'x' }],
      premiumTables: [
        { id: 'nights', bands: [{ id: 'night', days: ['sat-mon'], from: '22:00', to: '07:00', percent: 25 }] },
      ],
    });
    const hours = (start: string, end: string) =>
      costRoster({ centre: payCentre([agent('a', { payScale: 'x' })]), pay, shifts: [shift(start, end)] })
        .lines.filter((line) => line.component === 'premium:night')
        .reduce((sum, line) => sum + line.quantity, 0);
    expect(hours('2026-12-05 20:00', '08:00')).toBe(9);
    // Friday's evening has no band, Saturday's early morning has.
    expect(hours('2026-12-04 20:00', '08:00')).toBe(7);
    // Monday's evening has, Tuesday's morning has not.
    expect(hours('2026-12-07 20:00', '08:00')).toBe(2);
  });
});
