import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import { differences, recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { payBookOf } from '../../../src/cost/book.js';
import { averageHourCost, marginalCosting } from '../../../src/cost/marginal.js';
import { costRoster } from '../../../src/cost/roster-cost.js';
import type { Agent } from '../../../src/domain/agent.js';
import type { Centre, WorkPlan } from '../../../src/domain/centre.js';
import { contractId, queueId, siteId, skillId } from '../../../src/domain/ids.js';
import { buildProblem } from '../../../src/schedule/build-problem.js';
import { periodOf } from '../../../src/schedule/period.js';
import { rosterOf } from '../../../src/schedule/to-roster.js';
import { addDays, resolveLocal } from '../../../src/time/zone.js';
import { agent, contract, payCentre, shiftOf } from '../../support/pay-centre.js';
import { MONDAY, PLAN, queueOf } from '../schedule/made-centre.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const HOUR = 3_600_000;
/** Eight hours on any whole hour of the day, without a break: who works is the only question. */
const ANY_DAY: WorkPlan = {
  ...PLAN,
  shifts: [
    {
      ...PLAN.shifts[0]!,
      start: { earliest: 0, latest: 960, step: 60 },
      endLatest: 1440,
      paid: { min: 480, max: 480, step: 60 },
      breaks: [],
      loginMinutes: 0,
      maxStretchMinutes: 480,
    },
  ],
  rules: [],
};
/** Nobody has to work; up to 40 hours. */
const free = { daysPerWeek: { min: 0, max: 5 } };
const CONTRACTS = [
  contract('full', 40, { ...free, underMinutes: 2400 }),
  contract('part', 20, { ...free, underMinutes: 1200, overMinutes: 1200 }),
];
const person = (id: string, over: Partial<Agent>): Agent =>
  agent(id, { skills: [{ skill: skillId('phone'), proficiency: 1 }], homeDays: 0, ...over });
const centreOf = (agents: readonly Agent[], workPlan = ANY_DAY): Centre =>
  payCentre(agents, { queues: [queueOf('phone', ['phone'])], workPlans: [workPlan], contracts: CONTRACTS });
/** From ten to six: few enough tours to try all. */
const AT_TEN: WorkPlan = {
  ...ANY_DAY,
  shifts: [{ ...ANY_DAY.shifts[0]!, weekdays: [1, 2, 3, 4, 5], start: { earliest: 600, latest: 600, step: 60 } }],
};
/** Start of the eight hours wanted on each of so many days: ten o'clock in Amsterdam. */
const startOf = (day: number): number => resolveLocal(addDays(MONDAY, day), 600, 'Europe/Amsterdam').next;

/** Who works how many of the days on which one person is wanted from ten to six, as the engine decides it. */
async function rostered(centre: Centre, pay: ReturnType<typeof payBookOf>, days: number) {
  const period = periodOf(centre, MONDAY, 1);
  const problem = buildProblem({
    centre,
    period,
    demand: Array.from({ length: days * 16 }, (_, i) => ({
      queue: queueId('phone'),
      startMs: startOf(Math.floor(i / 16)) + ((i % 16) * HOUR) / 2,
      agents: 1,
      missedContacts: [0, 10],
    })),
    deferrable: [],
    lawOf: () => ({ id: 'none', rules: [] }),
    forbiddenOf: () => [],
    costsOf: marginalCosting(centre, pay, MONDAY, 7, centre.slotMinutes),
    referenceHourCost: averageHourCost(centre, pay, MONDAY),
  });
  const solution = await solveRoster(problem, { seed: 1, lp });
  expect(differences(recount(problem, solution.shifts, solution.allocation), solution)).toEqual([]);
  const { shifts } = rosterOf(problem, solution, 1);
  const bill = costRoster({ centre, pay, shifts, fromDate: MONDAY, toDate: addDays(MONDAY, 6) });
  // Nothing short, nothing over: what the engine counted is the bill, but for its rounding.
  expect(Math.abs(solution.cost.total - bill.totals.totalMinor)).toBeLessThanOrEqual(0.5 * shifts.length + 1e-6);
  const counts: Record<string, number> = {};
  for (const shift of shifts) counts[shift.agent] = (counts[shift.agent] ?? 0) + 1;
  return { counts, totalMinor: bill.totals.totalMinor };
}

describe('home, office or abroad', () => {
  const people = [
    person('office', {}),
    person('home', { site: siteId('home') }),
    person('abroad', { site: siteId('paramaribo'), payScale: 'SR1' }),
  ];
  const centre = centreOf(people);
  const rate = (srd: number) => ({ id: 'SR1', scheme: 'SR', currency: 'SRD', rate: srd });

  it.each([
    ['as shipped, at EUR 20 an hour', {}, 'abroad'],
    ['at a dearer rate abroad', { scales: [rate(920)] }, 'home'],
    ['at another exchange rate', { exchangeRates: [{ from: 'EUR', to: 'SRD', rate: 40 }] }, 'home'],
    [
      'at a home allowance above desk and travel',
      { scales: [rate(1300)], schemes: [{ id: 'NL', extends: 'NL', homeAllowance: [{ perDay: 30 }] }] },
      'office',
    ],
    [
      'at a desk for nothing and little to travel',
      {
        scales: [rate(1300)],
        schemes: [{ id: 'NL', extends: 'NL', seat: [{ perDay: 0 }], travel: [{ perKm: 0.23, kmPerDay: 4 }] }],
      },
      'office',
    ],
    [
      'with a premium all day in the Netherlands',
      {
        scales: [rate(920)],
        schemes: [{ id: 'NL', extends: 'NL', premiums: [{ table: 'day' }] }],
        premiumTables: [{ id: 'day', bands: [{ id: 'day', days: ['mon-fri'], percent: 10 }] }],
      },
      'abroad',
    ],
  ])('%s: the cheapest on the bill works', async (_, own, expected) => {
    const pay = payBookOf({ scales: [], ...own });
    const bill = (who: Agent): number =>
      costRoster({ centre, pay, shifts: [shiftOf(who.id, startOf(0), startOf(0) + 8 * HOUR, { site: who.site })] })
        .totals.totalMinor;
    const cheapest = people.toSorted((a, b) => bill(a) - bill(b))[0]!.id;
    expect(cheapest).toBe(expected);
    expect((await rostered(centre, pay, 1)).counts).toEqual({ [expected]: 1 });
  });
});

describe('the unemployment contribution that jumps', () => {
  // `part` has 20 hours and the low rate up to 26 paid ones; over them 5 points more on all of the pay. `full` earns more per hour.
  const people = [person('part', { contract: contractId('part') }), person('full', { payScale: 'more' })];
  const centre = centreOf(people, AT_TEN);

  it.each([
    ['the jump costs more than the dearer hours', 16.6, { part: 3, full: 2 }],
    ['the dearer hours cost more than the jump', 17.8, { part: 5 }],
  ])('%s', async (_, hourly, expected) => {
    const pay = payBookOf({ scales: [{ id: 'more', scheme: 'NL', hourly }] });
    /** The bill where `part` works the first so many of the five days. */
    const bill = (days: number): number =>
      costRoster({
        centre,
        pay,
        shifts: Array.from({ length: 5 }, (__, day) =>
          shiftOf(day < days ? 'part' : 'full', startOf(day), startOf(day) + 8 * HOUR),
        ),
        fromDate: MONDAY,
        toDate: addDays(MONDAY, 6),
      }).totals.totalMinor;
    const least = Math.min(...[0, 1, 2, 3, 4, 5].map(bill));
    const { counts, totalMinor } = await rostered(centre, pay, 5);
    expect(counts).toEqual(expected);
    expect(Math.abs(totalMinor - least)).toBeLessThanOrEqual(5);
  });

  it('is left out where the contract cannot get there, and counts the year so far', () => {
    const pay = payBookOf();
    const reviews = (over: Partial<Centre>) =>
      marginalCosting({ ...centre, ...over }, pay, MONDAY, 7, 5)(people[0]!).reviews;
    expect(reviews({})).toEqual([
      {
        component: 'employer:awf',
        maxPaidMinutes: 26 * 60,
        costPerMinute: expect.closeTo((1557 * 1.08 * 0.05) / 60, 10),
      },
    ]);
    expect(reviews({ contracts: [contract('part', 20, { overMinutes: 360 })] })).toEqual([]);
    // A week before with 30 hours leaves 22 of twice 26.
    const worked = [0, 1, 2].map((day) => {
      const startMs = startOf(day - 7);
      return shiftOf('part', startMs, startMs + 10 * HOUR);
    });
    expect(reviews({ worked }).map((review) => review.maxPaidMinutes)).toEqual([22 * 60]);
    // A period over the end of the year is not priced.
    expect(marginalCosting(centre, pay, '2026-12-28', 7, 5)(people[0]!).reviews).toEqual([]);
  });
});
