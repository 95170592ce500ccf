import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payBookOf } from '../../src/cost/book.js';
import { marginalCosting } from '../../src/cost/marginal.js';
import { costRoster } from '../../src/cost/roster-cost.js';
import { contractId, siteId } from '../../src/domain/ids.js';
import type { RosterShift } from '../../src/domain/roster.js';
import { addDays, startOfDay } from '../../src/time/zone.js';
import { agent, type Pause, payCentre, SITES, shiftOf } from '../support/pay-centre.js';

const QUARTER = 15 * 60_000;
const pay = payBookOf({
  scales: [
    { id: 'flat', scheme: 'NL', hourly: 17.35, premiums: 'flat' },
    { id: 'overtime', scheme: 'own', monthly: 2871.5, currency: 'EUR' },
    { id: 'abroad', scheme: 'no-overtime', hourly: 131.1, currency: 'SRD' },
  ],
  schemes: [
    { id: 'no-overtime', extends: 'SR', overtime: [] },
    {
      id: 'own',
      currency: 'EUR',
      holidayAllowance: [{ percent: 8.33 }],
      contributions: [{ id: 'all', percent: 21.7 }],
      premiums: [{ table: 'flat' }],
      overtime: [
        { per: 'day', overHours: 8, toHours: 9, percent: 25 },
        { per: 'day', overHours: 9, percent: 37.5 },
        { per: 'week', overHours: 38, percent: 50 },
      ],
    },
  ],
  premiumTables: [
    {
      id: 'flat',
      stepMinutes: 15,
      bands: [
        { id: 'night', days: ['mon-sun'], from: '22:00', to: '06:00', percent: 33 },
        { id: 'sunday', days: ['sun', 'holiday'], percent: 55.5, capPerHour: 9 },
      ],
    },
  ],
});
const people = [
  agent('a', { payScale: 'L1' }),
  agent('b', { payScale: 'SALES', contract: contractId('flex') }),
  agent('c', { payScale: 'flat', contract: contractId('part') }),
  agent('d', { payScale: 'overtime' }),
  agent('e', { payScale: 'SR1', site: siteId('paramaribo') }),
  agent('f', { payScale: 'SR-EMPLOYEE', site: siteId('paramaribo') }),
];
const centre = payCentre(people);
/** Mondays of weeks with the autumn and the spring change, Christmas, and nothing special. */
const MONDAYS = ['2026-10-19', '2026-03-23', '2026-12-21', '2026-11-02'];

interface Plan {
  readonly person: number;
  readonly day: number;
  readonly start: number;
  readonly length: number;
  readonly pauses: readonly Pause[];
  readonly home: boolean;
}

/** At most one shift per person and day, on the quarter of an hour. */
const roster = fc.record({
  monday: fc.constantFrom(...MONDAYS),
  plans: fc.uniqueArray(
    fc.record({
      person: fc.integer({ min: 0, max: people.length - 1 }),
      day: fc.integer({ min: 0, max: 6 }),
      start: fc.integer({ min: 0, max: 95 }),
      length: fc.integer({ min: 8, max: 48 }),
      pauses: fc
        .array(fc.record({ minutes: fc.constantFrom(15, 30), paid: fc.boolean() }), { maxLength: 2 })
        .map((list) => list.map((pause, i) => ({ ...pause, after: 30 + i * 45 }))),
      home: fc.boolean(),
    }),
    { maxLength: 20, selector: (plan) => `${plan.person} ${plan.day}` },
  ),
});

function shiftsOf(monday: string, plans: readonly Plan[]): RosterShift[] {
  return plans.map((plan) => {
    const who = people[plan.person]!;
    const base = SITES.find((site) => site.id === who.site)!;
    const startMs = startOfDay(addDays(monday, plan.day), base.zone) + plan.start * QUARTER;
    const site = base.kind === 'office' && plan.home ? 'home' : base.id;
    return shiftOf(who.id, startMs, startMs + plan.length * QUARTER, {
      site,
      pauses: plan.pauses,
      queues: plan.day % 2 === 0 ? ['phone', 'chat', 'mail'] : ['phone'],
    });
  });
}

const total = (shifts: readonly RosterShift[]): number => costRoster({ centre, pay, shifts }).totals.totalMinor;

describe('cost of a roster', () => {
  it('lines are whole, add up to every split, and cover each day to half a cent', () => {
    fc.assert(
      fc.property(roster, ({ monday, plans }) => {
        const { lines, totals } = costRoster({ centre, pay, shifts: shiftsOf(monday, plans) });
        expect(lines.every((line) => Number.isInteger(line.costMinor) && Number.isInteger(line.centreCostMinor))).toBe(
          true,
        );
        expect(lines.reduce((sum, line) => sum + line.centreCostMinor, 0)).toBe(totals.totalMinor);
        for (const split of [totals.bySite, totals.byContract, totals.byComponent, totals.byQueue, totals.byChannel])
          expect(Object.values(split).reduce((sum, minor) => sum + minor, 0)).toBe(totals.totalMinor);
        const days = new Map<string, { exact: number; booked: number }>();
        for (const line of lines) {
          const key = `${line.agent} ${line.date} ${line.currency}`;
          const day = days.get(key) ?? { exact: 0, booked: 0 };
          days.set(key, { exact: day.exact + line.quantity * line.rateMinor, booked: day.booked + line.costMinor });
        }
        for (const { exact, booked } of days.values()) expect(Math.abs(exact - booked)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
      { numRuns: 150 },
    );
  });

  it('of people apart is that of all together, line by line', () => {
    fc.assert(
      fc.property(roster, fc.integer({ min: 1, max: people.length }), ({ monday, plans }, cut) => {
        const shifts = shiftsOf(monday, plans);
        const whole = costRoster({ centre, pay, shifts });
        const first = new Set<string>(people.slice(0, cut).map((person) => person.id));
        const parts = [true, false].map((inFirst) =>
          costRoster({ centre, pay, shifts: shifts.filter((shift) => first.has(shift.agent) === inFirst) }),
        );
        expect([...parts[0]!.lines, ...parts[1]!.lines]).toEqual(whole.lines);
        expect(parts[0]!.totals.totalMinor + parts[1]!.totals.totalMinor).toBe(whole.totals.totalMinor);
      }),
      { numRuns: 100 },
    );
  });

  it('never falls where a shift is longer', () => {
    fc.assert(
      fc.property(
        roster,
        fc.nat(),
        fc.integer({ min: 1, max: 24 }),
        fc.boolean(),
        ({ monday, plans }, pick, more, early) => {
          fc.pre(plans.length > 0);
          const index = pick % plans.length;
          const longer = plans.map((plan, i) => {
            if (i !== index) return plan;
            const back = early ? Math.min(plan.start, more) : 0;
            const pauses = plan.pauses.map((pause) => ({ ...pause, after: pause.after + back * 15 }));
            return { ...plan, start: plan.start - back, length: plan.length + (early ? back : more), pauses };
          });
          expect(total(shiftsOf(monday, longer))).toBeGreaterThanOrEqual(total(shiftsOf(monday, plans)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never rises with an unpaid break inside the same span', () => {
    fc.assert(
      fc.property(roster, fc.nat(), fc.integer({ min: 1, max: 60 }), ({ monday, plans }, pick, minutes) => {
        fc.pre(plans.length > 0);
        const index = pick % plans.length;
        const withBreak = plans.map((plan, i) =>
          i === index ? { ...plan, pauses: [{ after: 20, minutes, paid: false }] } : plan,
        );
        const without = plans.map((plan, i) => (i === index ? { ...plan, pauses: [] } : plan));
        expect(total(shiftsOf(monday, withBreak))).toBeLessThanOrEqual(total(shiftsOf(monday, without)));
      }),
      { numRuns: 200 },
    );
  });

  it('pays the hours that pass, whatever the clock does', () => {
    fc.assert(
      fc.property(roster, ({ monday, plans }) => {
        const shifts = shiftsOf(monday, plans);
        const { lines, totals } = costRoster({ centre, pay, shifts });
        const paidMs = shifts.reduce(
          (sum, shift) =>
            sum + shift.activities.reduce((s, part) => s + (part.paid ? part.endMs - part.startMs : 0), 0),
          0,
        );
        const hours = lines
          .filter((line) => line.component === 'base-pay' || line.component === 'offshore-rate')
          .reduce((sum, line) => sum + line.quantity, 0);
        expect(hours).toBeCloseTo(paidMs / 3_600_000, 9);
        expect(totals.paidMinutes).toBeCloseTo(paidMs / 60_000, 9);
      }),
      { numRuns: 100 },
    );
  });
});

describe('marginal cost', () => {
  // Overtime, conditions on shifts and hours far over the contract are what it cannot see: people without them.
  const plain = [{ ...people[2]!, contract: contractId('full') }, people[4]!, { ...people[5]!, payScale: 'abroad' }];
  const ids = new Set<string>(plain.map((person) => person.id));
  const where = payCentre(plain);

  it.each([5, 15])('in slots of %d minutes is the bill before rounding', (slotMinutes) => {
    fc.assert(
      fc.property(roster, ({ monday, plans }) => {
        const shifts = shiftsOf(
          monday,
          // Inside the horizon: nothing may run over the last midnight of the centre.
          plans.filter((plan) => ids.has(people[plan.person]!.id) && plan.day < 5),
        );
        const costs = marginalCosting(where, pay, monday, 7, slotMinutes);
        const originMs = startOfDay(monday, where.zone);
        let sum = 0;
        for (const shift of shifts) {
          const money = costs(where.agents.find((person) => person.id === shift.agent)!);
          sum += money.costPerShift(SITES.find((site) => site.id === shift.site)!);
          for (const part of shift.activities) {
            if (!part.paid) continue;
            for (let ms = part.startMs; ms < part.endMs; ms += slotMinutes * 60_000)
              sum += money.costPerPaidSlot + (money.slotPrices?.perSlot[(ms - originMs) / (slotMinutes * 60_000)] ?? 0);
          }
        }
        const bill = costRoster({ centre: where, pay, shifts }).totals.totalMinor;
        expect(Math.abs(bill - sum)).toBeLessThanOrEqual(0.5 * shifts.length + 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  it('with conditions on the shift is never above the bill', () => {
    const state = payBookOf({ scales: [{ id: 'state', scheme: 'NL', hourly: 20, premiums: 'CAO-RIJK-22' }] });
    const office = payCentre([agent('a', { payScale: 'state' })]);
    fc.assert(
      fc.property(
        fc.constantFrom(...MONDAYS),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 4, max: 48 }),
        (monday, start, length) => {
          const originMs = startOfDay(monday, office.zone);
          const shift = shiftOf('a', originMs + start * QUARTER, originMs + (start + length) * QUARTER);
          const money = marginalCosting(office, state, monday, 7, 15)(office.agents[0]!);
          let sum = money.costPerShift(SITES[0]!);
          for (let i = start; i < start + length; i++) sum += money.costPerPaidSlot + money.slotPrices!.perSlot[i]!;
          expect(sum).toBeLessThanOrEqual(
            costRoster({ centre: office, pay: state, shifts: [shift] }).totals.totalMinor + 0.5,
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
