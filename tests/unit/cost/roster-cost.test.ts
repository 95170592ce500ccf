import { describe, expect, it } from 'vitest';
import { payBookOf } from '../../../src/cost/book.js';
import type { CostReport } from '../../../src/cost/contract.js';
import { marginalCosts } from '../../../src/cost/marginal.js';
import { costRoster } from '../../../src/cost/roster-cost.js';
import { staffingCost } from '../../../src/cost/staffing-cost.js';
import type { Centre } from '../../../src/domain/centre.js';
import { contractId, queueId, siteId } from '../../../src/domain/ids.js';
import type { RosterShift } from '../../../src/domain/roster.js';
import { InputError } from '../../../src/errors.js';
import { addDays } from '../../../src/time/zone.js';
import { agent, payCentre, shiftAt } from '../../support/pay-centre.js';

const SHIPPED = payBookOf();
const components = (report: CostReport) => report.totals.byComponent;
const cost = (shifts: readonly RosterShift[], centre: Centre = payCentre([agent('a')]), pay = SHIPPED) =>
  costRoster({ centre, pay, shifts });
const week = (from: string, site?: string) =>
  Array.from({ length: 5 }, (_, i) =>
    shiftAt('a', `${addDays(from, i)} 09:00`, '17:30', {
      pauses: [{ after: 240, minutes: 30 }],
      ...(site === undefined ? {} : { site }),
    }),
  );

/**
 * Reference: level 1 of the sector's agreement in the first half of 2026, 40 hours a week at a large employer: 19.95 euros per paid hour on a
 * permanent contract, 20.78 on another. It is met to the cent with the level as the agreement defines it, the minimum wage times
 * 1.0385 (15.276335, not rounded); paid out as 15.28 an hour it is a cent more, 19.96 (the reference rounds after its sum).
 */
describe('worked example, level 1 in 2026', () => {
  const exact = payBookOf({ scales: [{ id: 'level-1', scheme: 'NL', minimumWageFactor: 1.0385 }] });
  const perHour = (contract: string, payScale: string, pay = exact) => {
    const centre = payCentre([agent('a', { payScale, contract: contractId(contract) })]);
    const { byComponent } = cost(week('2026-03-02'), centre, pay).totals;
    const { travel = 0, seat = 0, ...pays } = byComponent;
    expect(travel + seat).toBe(5 * (690 + 1973));
    return Object.values(pays).reduce((sum, minor) => sum + minor, 0) / 40 / 100;
  };

  it('costs 19.95 an hour permanent and 20.78 flexible', () => {
    expect(perHour('full', 'level-1').toFixed(2)).toBe('19.95');
    expect(perHour('flex', 'level-1').toFixed(2)).toBe('20.78');
  });

  it('costs a cent more where the hour is paid as 15.28', () => {
    expect(perHour('full', 'L1').toFixed(2)).toBe('19.96');
    expect(perHour('flex', 'L1').toFixed(2)).toBe('20.78');
  });

  it('adds 18.49 % on a permanent contract and 23.49 % on another', () => {
    for (const [contract, percent] of [
      ['full', 18.49],
      ['flex', 23.49],
      ['call', 23.49],
    ] as const) {
      const centre = payCentre([agent('a', { contract: contractId(contract) })]);
      const lines = cost(week('2026-03-02'), centre).lines.filter((line) => line.component.startsWith('employer:'));
      const sum = lines.filter((line) => line.date === '2026-03-02').reduce((total, line) => total + line.rateMinor, 0);
      expect(sum).toBeCloseTo(percent, 10);
    }
  });

  it('keeps the low rate for people under 21 on at most 12 hours a week', () => {
    const rate = (hours: number, birthDate: string) => {
      const centre = payCentre([agent('a', { birthDate, contract: contractId('small'), payScale: 'L1' })], {
        contracts: [{ ...payCentre([]).contracts[0]!, id: contractId('small'), hoursPerWeek: hours, permanent: false }],
      });
      return cost(week('2026-03-02'), centre).lines.find((line) => line.component === 'employer:awf')?.rateMinor;
    };
    expect(rate(12, '2006-06-01')).toBeCloseTo(2.74, 10);
    expect(rate(13, '2006-06-01')).toBeCloseTo(7.74, 10);
    expect(rate(12, '2005-01-01')).toBeCloseTo(7.74, 10);
  });

  it('bears contributions up to the yearly cap only', () => {
    // 50 euros x 40 hours x 52 weeks x 1.08 is 112,320 a year; 79,409 of it bears contributions.
    const pay = payBookOf({ scales: [{ id: 'high', scheme: 'NL', hourly: 50 }] });
    const centre = payCentre([agent('a', { payScale: 'high' })]);
    const zvw = cost(week('2026-03-02'), centre, pay).lines.find((line) => line.component === 'employer:zvw');
    expect(zvw?.rateMinor).toBeCloseTo(6.1 * (79409 / 112320), 10);
    expect(zvw?.reason).toContain('cap 79409');
  });
});

describe('lines', () => {
  it('name agent, date, component, rate and reason', () => {
    const report = cost([shiftAt('a', '2026-12-01 09:00', '17:30', { pauses: [{ after: 240, minutes: 30 }] })]);
    expect(report.lines[0]).toEqual({
      agent: 'a',
      date: '2026-12-01',
      site: 'office',
      contract: 'full',
      component: 'base-pay',
      quantity: 8,
      unit: 'hours',
      rateMinor: 1557,
      costMinor: 12456,
      currency: 'EUR',
      centreCostMinor: 12456,
      reason: 'L1 15.57 per hour; CAO Facilitaire Contactcenters; 14.99 x 1.0385',
    });
    expect(report.currency).toBe('EUR');
    expect(report.totals.paidMinutes).toBe(480);
    expect(report.perProductiveHourMinor).toBeCloseTo(report.totals.totalMinor / 8, 10);
  });

  it('pay log-in and paid breaks, not meals', () => {
    const paid = cost([
      shiftAt('a', '2026-12-01 09:00', '17:30', {
        pauses: [
          { after: 120, minutes: 15, paid: true },
          { after: 240, minutes: 30 },
        ],
      }),
    ]);
    expect(paid.lines[0]?.quantity).toBe(8);
    expect(paid.totals.productiveMinutes).toBe(465);
  });

  it('pay seven or nine hours in the nights of the clock changes', () => {
    const hours = (date: string) => cost([shiftAt('a', `${date} 23:00`, '07:00')]).lines[0]?.quantity;
    expect(hours('2026-03-28')).toBe(7);
    expect(hours('2026-10-24')).toBe(9);
    expect(hours('2026-11-28')).toBe(8);
  });

  it('follow pay through a year: minimum wage, levels and contributions change with the date', () => {
    const rate = (date: string, component: string) =>
      cost([shiftAt('a', `${date} 09:00`, '17:00')]).lines.find((line) => line.component === component)?.rateMinor;
    expect([rate('2024-05-01', 'base-pay'), rate('2025-05-01', 'base-pay')]).toEqual([1380, 1458]);
    expect([rate('2026-06-30', 'base-pay'), rate('2026-07-01', 'base-pay')]).toEqual([1528, 1557]);
    expect(rate('2025-12-31', 'employer:zvw')).toBeCloseTo(6.51, 10);
    expect(rate('2026-01-02', 'employer:zvw')).toBeCloseTo(6.1, 10);
  });

  it('give the home allowance or travel and a seat, once a day and never both', () => {
    const day = (...sites: string[]) => {
      const shifts = sites.map((site, i) =>
        shiftAt('a', `2026-12-01 ${i === 0 ? '08:00' : '14:00'}`, i === 0 ? '12:00' : '18:00', { site }),
      );
      const { travel, seat, 'home-allowance': home } = components(cost(shifts));
      return { travel, seat, home };
    };
    expect(day('home')).toEqual({ home: 245 });
    expect(day('office')).toEqual({ travel: 690, seat: 1973 });
    expect(day('home', 'home')).toEqual({ home: 245 });
    expect(day('office', 'office')).toEqual({ travel: 690, seat: 1973 });
    expect(day('home', 'office')).toEqual({ travel: 690, seat: 1973 });
  });

  it.each([
    ['2024-06-03', 235],
    ['2025-06-02', 240],
    ['2026-06-01', 245],
  ])('home allowance on %s', (date, minor) => {
    expect(components(cost([shiftAt('a', `${date} 09:00`, '17:00', { site: 'home' })]))['home-allowance']).toBe(minor);
  });

  it("use an agent's own kilometres", () => {
    const pay = payBookOf({ scales: [], travelKm: { a: 100, b: 0 } });
    const centre = payCentre([agent('a'), agent('b')]);
    const report = cost(
      [shiftAt('a', '2026-12-01 09:00', '17:00'), shiftAt('b', '2026-12-01 09:00', '17:00')],
      centre,
      pay,
    );
    expect(
      report.lines
        .filter((line) => line.component === 'travel')
        .map((line) => [line.agent, line.quantity, line.costMinor]),
    ).toEqual([['a', 100, 2300]]);
  });

  it('pay commission as wage, by share of pay or by expected sales', () => {
    const share = cost([shiftAt('a', '2026-12-01 09:00', '17:00')], payCentre([agent('a', { payScale: 'SALES' })]));
    expect(components(share).commission).toBe(1440);
    expect(components(share)['holiday-allowance']).toBe(Math.round((12000 + 1440) * 0.08));
    const conversion = payBookOf({
      scales: [
        {
          id: 'hunter',
          scheme: 'NL',
          hourly: 15.5,
          commission: { perSale: 17.74, contactsPerHour: 12, conversion: 0.1 },
        },
      ],
    });
    const expected = cost(
      [shiftAt('a', '2026-12-01 09:00', '17:00')],
      payCentre([agent('a', { payScale: 'hunter' })]),
      conversion,
    ).lines.find((line) => line.component === 'commission');
    expect(expected).toMatchObject({ unit: 'sales', rateMinor: 1774, costMinor: Math.round(9.6 * 1774) });
    expect(expected?.quantity).toBeCloseTo(9.6, 10);
    const pay = payBookOf({
      scales: [{ id: 'hunter', scheme: 'NL', hourly: 15.5, commission: { perSale: 4.5, salesPerHour: 1.2 } }],
    });
    const sales = cost(
      [shiftAt('a', '2026-12-01 09:00', '17:00')],
      payCentre([agent('a', { payScale: 'hunter' })]),
      pay,
    );
    expect(sales.lines.find((line) => line.component === 'commission')).toMatchObject({
      quantity: 9.6,
      unit: 'sales',
      rateMinor: 450,
      costMinor: 4320,
    });
  });

  it('pay leave and sickness as hours without work, unpaid leave not', () => {
    const who = agent('a');
    const off = (kind: 'leave' | 'sick' | 'unpaid') =>
      costRoster({
        centre: payCentre([who], { timeOff: [{ agent: who.id, kind, fromDate: '2026-11-28', toDate: '2026-12-06' }] }),
        pay: SHIPPED,
        shifts: [],
        fromDate: '2026-11-30',
        toDate: '2026-12-06',
      }).totals;
    expect(off('leave')).toMatchObject({ paidMinutes: 2400, productiveMinutes: 0 });
    expect(off('leave').byComponent['leave-pay']).toBe(40 * 1557);
    expect(off('leave').byComponent.seat).toBeUndefined();
    expect(off('sick').byComponent['sick-pay']).toBe(40 * 1557);
    expect(off('unpaid').totalMinor).toBe(0);
  });

  it('keep a shift called off too late due, without premiums and allowances', () => {
    const sunday = shiftAt('a', '2026-12-06 09:00', '17:00');
    const report = costRoster({ centre: payCentre([agent('a')]), pay: SHIPPED, shifts: [], cancelled: [sunday] });
    expect(report.lines[0]).toMatchObject({ component: 'cancelled-shift', costMinor: 8 * 1557 });
    expect(report.lines.map((line) => line.component)).not.toContain('premium:weekend');
    expect(report.lines.map((line) => line.component)).not.toContain('seat');
  });

  describe('of a roster changed after it was published', () => {
    const published = [shiftAt('a', '2026-12-03 09:00', '17:00'), shiftAt('a', '2026-12-04 09:00', '17:00')];
    const due = (shifts: readonly RosterShift[], changed: string, who = agent('a'), over: Partial<Centre> = {}) =>
      costRoster({
        centre: payCentre([who], over),
        pay: SHIPPED,
        shifts,
        change: { published, changedMs: Date.parse(changed) },
      })
        .lines.filter((line) => line.component === 'cancelled-shift')
        .map((line) => [line.date, line.quantity, line.costMinor]);

    it('pay what was called off with less than four days of notice', () => {
      // Told on Monday: three days to Thursday, four to Friday.
      expect(due([], '2026-11-30T12:00:00+01:00')).toEqual([['2026-12-03', 8, 8 * 1557]]);
      expect(due([], '2026-11-29T23:59:00+01:00')).toEqual([]);
      expect(due([], '2026-12-01T00:00:00+01:00').map(([date]) => date)).toEqual(['2026-12-03', '2026-12-04']);
      expect(due(published, '2026-12-03T08:00:00+01:00')).toEqual([]);
    });

    it('pay the hours that were moved away, beside those that came', () => {
      const moved = [shiftAt('a', '2026-12-03 13:00', '19:30'), published[1]!];
      expect(due(moved, '2026-12-02T12:00:00+01:00')).toEqual([['2026-12-03', 4, 4 * 1557]]);
      const shorter = [shiftAt('a', '2026-12-03 10:00', '16:30'), published[1]!];
      expect(due(shorter, '2026-12-02T12:00:00+01:00')).toEqual([['2026-12-03', 1.5, 2336]]);
    });

    it('say nothing of weeks that the roster is not of', () => {
      const later = shiftAt('a', '2026-12-08 09:00', '17:00');
      const report = costRoster({
        centre: payCentre([agent('a')]),
        pay: SHIPPED,
        shifts: [published[1]!],
        change: { published: [...published, later], changedMs: Date.parse('2026-12-05T12:00:00+01:00') },
      });
      const cancelled = report.lines.filter((line) => line.component === 'cancelled-shift');
      expect(cancelled.map((line) => line.date)).toEqual(['2026-12-03']);
      expect(report.totals.paidMinutes).toBe(960);
    });

    it('pay sickness as sickness, and abroad what the pay data there says', () => {
      const off = { timeOff: [{ agent: agent('a').id, kind: 'sick', fromDate: '2026-12-03', toDate: '2026-12-04' }] };
      expect(due([], '2026-12-02T12:00:00+01:00', agent('a'), off as Partial<Centre>)).toEqual([]);
      const abroad = agent('a', { site: siteId('paramaribo'), payScale: 'SR-EMPLOYEE' });
      expect(due([], '2026-12-02T12:00:00+01:00', abroad)).toEqual([]);
    });
  });

  it('pay nothing for a shift that nobody came to, or the share that the pay data names', () => {
    const shifts = [shiftAt('a', '2026-12-01 09:00', '17:00'), shiftAt('a', '2026-12-02 09:00', '17:00')];
    const centre = payCentre([agent('a')]);
    const missed = [shifts[1]!];
    const report = costRoster({ centre, pay: SHIPPED, shifts, noShows: missed });
    expect(report).toEqual(costRoster({ centre, pay: SHIPPED, shifts: [shifts[0]!] }));
    const half = payBookOf({ scales: [], schemes: [{ id: 'NL', extends: 'NL', noShow: [{ percent: 50 }] }] });
    const lines = costRoster({ centre, pay: half, shifts, noShows: missed }).lines;
    expect(lines.find((line) => line.component === 'no-show')).toMatchObject({ quantity: 4, costMinor: 4 * 1557 });
    expect(lines.filter((line) => line.date === '2026-12-02').map((line) => line.component)).not.toContain('seat');
    expect(() =>
      costRoster({ centre, pay: SHIPPED, shifts, noShows: [shiftAt('a', '2026-12-01 10:00', '17:00')] }),
    ).toThrow('has no shift in the roster that starts then');
  });

  it('pay each hour of a night by its own date where pay changes at midnight', () => {
    const night = cost([shiftAt('a', '2026-06-30 20:00', '04:00')]).lines.filter(
      (line) => line.component === 'base-pay',
    );
    expect(night.map(({ date, quantity, rateMinor }) => [date, quantity, rateMinor])).toEqual([
      ['2026-06-30', 4, 1528],
      ['2026-06-30', 4, 1557],
    ]);
    const newYear = cost([shiftAt('a', '2025-12-31 20:00', '04:00')]).lines;
    const rates = newYear.filter((line) => line.component === 'employer:zvw').map((line) => line.rateMinor);
    expect(rates).toEqual([6.51, 6.1].map((rate) => expect.closeTo(rate, 10)));
    const wage = newYear.find((line) => line.component === 'employer:zvw')!.quantity;
    const premiums = newYear.filter((line) => line.component.startsWith('premium:') && line.rateMinor < 1458);
    expect(wage).toBeCloseTo(
      (1.08 * (4 * 1458 + premiums.slice(0, 2).reduce((sum, line) => sum + line.quantity * line.rateMinor, 0))) / 100,
      6,
    );
    // A night like any other is one line.
    expect(
      cost([shiftAt('a', '2026-12-01 20:00', '04:00')]).lines.filter((line) => line.component === 'base-pay'),
    ).toHaveLength(1);
  });

  it('convert each day at its own exchange rate', () => {
    const pay = payBookOf({
      scales: [{ id: 'usd', currency: 'USD', rate: 12 }],
      exchangeRates: [
        { from: 'USD', to: 'EUR', rate: 0.9, validTo: '2026-11-30' },
        { from: 'USD', to: 'EUR', rate: 0.8, validFrom: '2026-12-01' },
      ],
    });
    const report = cost(
      [shiftAt('a', '2026-11-30 20:00', '04:00'), shiftAt('a', '2026-12-01 20:00', '04:00')],
      payCentre([agent('a', { payScale: 'usd' })]),
      pay,
    );
    expect(report.lines.map((line) => [line.date, line.quantity, line.costMinor, line.centreCostMinor])).toEqual([
      ['2026-11-30', 4, 4800, 4320],
      ['2026-11-30', 4, 4800, 3840],
      ['2026-12-01', 8, 9600, 7680],
    ]);
  });

  it('price a team abroad in its own currency', () => {
    const centre = payCentre([agent('s', { site: siteId('paramaribo'), payScale: 'SR1' })]);
    const report = cost([shiftAt('s', '2026-12-01 06:00', '14:00', { site: 'paramaribo' })], centre);
    expect(report.lines).toMatchObject([
      {
        component: 'offshore-rate',
        quantity: 8,
        rateMinor: 87400,
        costMinor: 699200,
        currency: 'SRD',
        centreCostMinor: 16000,
      },
    ]);
    expect(report.totals.totalMinor).toBe(16000);
  });

  it('pay overtime by tiers of the day and by the week, hours worked before counted', () => {
    const pay = payBookOf({
      scales: [{ id: 'x', hourly: 10, scheme: 'x' }],
      schemes: [
        {
          id: 'x',
          overtime: [
            { per: 'day', overHours: 8, toHours: 9, percent: 25 },
            { per: 'day', overHours: 9, percent: 50 },
            { per: 'week', overHours: 40, percent: 100 },
          ],
        },
      ],
    });
    const centre = payCentre([agent('a', { payScale: 'x' })]);
    const day = (date: string, end: string) => shiftAt('a', `${date} 08:00`, end);
    const overtime = (shifts: readonly RosterShift[], worked: readonly RosterShift[] = []) =>
      costRoster({ centre, pay, shifts, worked })
        .lines.filter((line) => line.component.startsWith('overtime'))
        .map((line) => [line.date, line.component, line.quantity, line.rateMinor]);
    expect(overtime([day('2026-11-30', '16:00')])).toEqual([]);
    expect(overtime([day('2026-11-30', '18:30')])).toEqual([
      ['2026-11-30', 'overtime:day', 1, 250],
      ['2026-11-30', 'overtime:day', 1.5, 500],
    ]);
    const before = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'].map((date) => day(date, '16:00'));
    expect(overtime([day('2026-12-04', '16:00'), day('2026-12-05', '11:00')], before)).toEqual([
      ['2026-12-05', 'overtime:week', 3, 1000],
    ]);
    // Sunday before belongs to another week.
    expect(overtime([day('2026-12-04', '16:00')], [day('2026-11-29', '16:00'), ...before])).toEqual([]);
  });
});

describe('the high unemployment contribution after all', () => {
  // Contracts under 30 hours whose paid hours exceed the agreed ones by more than 30 % in the year: 26 hours on 20.
  const days = (end: string, from = '2026-03-02') =>
    Array.from({ length: 4 }, (_, i) => shiftAt('a', `${addDays(from, i)} 09:00`, i === 3 ? end : '15:30'));
  const review = (contract: string, shifts: readonly RosterShift[], worked: readonly RosterShift[] = []) => {
    const centre = payCentre([agent('a', { contract: contractId(contract) })]);
    const { lines } = costRoster({
      centre,
      pay: SHIPPED,
      shifts,
      worked,
      fromDate: '2026-03-02',
      toDate: '2026-03-08',
    });
    return lines.filter((line) => line.component === 'employer:awf-review');
  };

  it('falls due over 130 % of the agreed hours', () => {
    expect(review('part', days('15:30'))).toEqual([]);
    const found = review('part', days('15:35'));
    expect(found).toHaveLength(4);
    expect(found[0]).toMatchObject({ unit: 'amount', rateMinor: 5 });
  });

  it('looks at the year so far, and only at contracts with the low rate', () => {
    const quiet = days('12:00', '2026-02-23');
    expect(review('part', days('15:35'), quiet)).toEqual([]);
    const lastYear = days('12:00', '2025-12-22');
    expect(review('part', days('15:35'), lastYear)).toHaveLength(4);
    expect(review('call', days('15:35'))).toEqual([]);
    expect(review('full', days('15:35'))).toEqual([]);
  });
});

describe('totals', () => {
  const shifts = [
    shiftAt('a', '2026-12-01 09:00', '17:30', { queues: ['phone', 'chat'], pauses: [{ after: 240, minutes: 30 }] }),
    shiftAt('b', '2026-12-01 09:00', '17:30', {
      queues: ['mail'],
      site: 'home',
      pauses: [{ after: 120, minutes: 60, paid: true }],
    }),
  ];
  const centre = payCentre([agent('a'), agent('b', { contract: contractId('flex') })]);

  it('add up by site, contract, component, queue and channel', () => {
    const { totals, lines } = cost(shifts, centre);
    expect(lines.reduce((sum, line) => sum + line.centreCostMinor, 0)).toBe(totals.totalMinor);
    for (const split of [totals.bySite, totals.byContract, totals.byComponent, totals.byQueue, totals.byChannel])
      expect(Object.values(split).reduce((sum, minor) => sum + minor, 0)).toBe(totals.totalMinor);
    expect(Object.keys(totals.byQueue)).toEqual(['chat', 'mail', 'other', 'phone']);
    expect(Math.abs(totals.byQueue.phone! - totals.byQueue.chat!)).toBeLessThanOrEqual(1);
    expect(totals.byChannel).toMatchObject({ email: totals.byQueue.mail, other: totals.byQueue.other });
  });

  it('price the hours over and short of the wanted ones at what an hour on the queue costs', () => {
    const report = cost(shifts, centre);
    const coverage = (id: string, covered: number, over: number, under: number) => ({
      queue: queueId(id),
      startMs: [0, 1_800_000],
      wanted: [0, 0],
      covered: [covered, covered],
      over: [over, 0],
      under: [0, under],
    });
    const { totals } = report;
    // Eight hours on mail at what mail cost; nobody on chat: at the mean of an hour on contacts.
    expect(staffingCost(totals, [coverage('mail', 8, 2, 1), coverage('chat', 0, 0, 4)], 30)).toEqual([
      {
        queue: 'mail',
        surplusHours: 1,
        surplusMinor: Math.round(totals.byQueue.mail! / 8),
        shortHours: 0.5,
        shortMinor: Math.round(totals.byQueue.mail! / 16),
      },
      {
        queue: 'chat',
        surplusHours: 0,
        surplusMinor: 0,
        shortHours: 2,
        shortMinor: Math.round((2 * totals.totalMinor) / (totals.productiveMinutes / 60)),
      },
    ]);
  });

  it('follow the allocation of time to queues, and give cost per contact', () => {
    const report = costRoster({
      centre,
      pay: SHIPPED,
      shifts,
      allocation: () =>
        new Map([
          [queueId('phone'), 3],
          [queueId('chat'), 1],
        ]),
      contacts: { phone: 60, chat: 20, mail: 0 },
    });
    const { phone, chat } = report.totals.byQueue;
    expect(phone! / chat!).toBeCloseTo(3, 2);
    expect(report.perContactMinor).toEqual({ phone: phone! / 60, chat: chat! / 20 });
  });
});

describe('bad data', () => {
  const codes = (run: () => unknown): string[] => {
    try {
      run();
      return [];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.code);
    }
  };
  const day = (date = '2026-12-01') => [shiftAt('a', `${date} 09:00`, '17:00')];

  it.each([
    ['an unknown scale', 'L9', '2026-12-01', 'pay-scale-unknown'],
    ['a scale with no record on the date', 'L1', '2023-12-01', 'pay-rate-missing'],
    ['a scale of the first brief, long expired', 'EXAMPLE-2300', '2026-03-02', 'pay-rate-missing'],
  ])('%s is named', (_, payScale, date, code) => {
    expect(codes(() => cost(day(date), payCentre([agent('a', { payScale })])))).toEqual([code]);
  });

  // The amounts of the first brief, judged on their hours: 2,300 a month was the minimum of January 2024 at 40 hours.
  it.each([
    [2300, 40, '2024-01-02', []],
    [2300, 40, '2026-01-02', ['pay-below-minimum']],
    [2300, 36, '2026-01-02', []],
    [2300, 36, '2026-07-02', ['pay-below-minimum']],
    [1700, 36, '2026-01-02', ['pay-below-minimum']],
  ])('%d a month at %d hours on %s', (monthly, fullTimeHours, date, expected) => {
    const pay = payBookOf({ scales: [{ id: 'brief', scheme: 'NL', monthly, fullTimeHours }] });
    expect(codes(() => cost(day(date), payCentre([agent('a', { payScale: 'brief' })]), pay))).toEqual(expected);
  });

  it('judges young people by the minimum of their age', () => {
    const pay = payBookOf({ scales: [{ id: 'young', scheme: 'NL', hourly: 12 }] });
    const at = (birthDate: string) =>
      codes(() => cost(day(), payCentre([agent('a', { payScale: 'young', birthDate })]), pay));
    expect(at('2006-06-01')).toEqual([]);
    expect(at('2005-12-01')).toEqual(['pay-below-minimum']);
  });

  it('names agents, sites and exchange rates that are not known, all at once', () => {
    const strange = [...day(), shiftAt('x', '2026-12-01 09:00', '17:00'), { ...day()[0]!, site: siteId('moon') }];
    expect(codes(() => cost(strange))).toEqual(['agent-unknown', 'site-unknown']);
    const dollars = payBookOf({ scales: [{ id: 'usd', currency: 'USD', rate: 12 }] });
    expect(codes(() => cost(day(), payCentre([agent('a', { payScale: 'usd' })]), dollars))).toEqual([
      'currency-unknown',
    ]);
  });

  it('warns of records that are due or unverified and of missing schemes', () => {
    const warned = (date: string, payScale = 'L1') =>
      cost(day(date), payCentre([agent('a', { payScale })])).warnings.map((issue) => issue.code);
    expect(new Set(warned('2026-12-01'))).toEqual(new Set(['pay-data-unverified']));
    expect(warned('2027-01-04')).toContain('pay-data-due');
    const bare = payBookOf({ replace: true, scales: [{ id: 'plain', hourly: 20 }] });
    const report = cost(day(), payCentre([agent('a', { payScale: 'plain' })]), bare);
    expect(report.totals.totalMinor).toBe(16000);
    expect(report.warnings.map((issue) => issue.code)).toEqual(['pay-scheme-missing']);
  });
});

describe('a pay.json of another time and place', () => {
  it('needs a rate per hour and no more', () => {
    const pay = payBookOf({
      replace: true,
      currency: 'ILS',
      scales: [{ id: 'agent', hourly: 21.5 }],
      schemes: [{ id: 'NL', contributions: [{ id: 'social-security', percent: 13 }] }],
    });
    const centre = payCentre([agent('a', { payScale: 'agent' })], { currency: 'ILS' });
    const report = cost([shiftAt('a', '1999-10-04 09:00', '17:00')], centre, pay);
    expect(components(report)).toEqual({ 'base-pay': 17200, 'employer:social-security': 2236 });
    expect(report.currency).toBe('ILS');
    expect(marginalCosts(centre, pay, centre.agents[0]!, '1999-10-04', 7, 60).costPerPaidSlot).toBeCloseTo(2429.5, 8);
  });
});
