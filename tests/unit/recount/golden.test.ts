import { describe, expect, it } from 'vitest';
import type { RosterProblem } from '../../../solver/problem.js';
import { differences, recount } from '../../../solver/recount/index.js';
import type { PlannedShift, RosterSolution } from '../../../solver/solution.js';

/**
 * One day from 8:00 to 12:00 in half-hour intervals of two slots; every number below is worked out by hand.
 *
 * - Ann (phone) 8:00–11:00 in the office: log-in 8:00–8:15, pause (paid) 9:30–9:45, paid 180 minutes.
 * - Bob (phone, mail at 0.8) 9:00–12:00 at home: log-in 9:00–9:15, pause 10:30–10:45, unpaid errand 11:30–12:00.
 */
const problem: RosterProblem = {
  format: 'rooster-problem/1',
  name: 'one morning',
  origin: '2026-11-30T07:00:00Z',
  slotMinutes: 15,
  slots: 16,
  intervalSlots: 2,
  cyclic: false,
  calendars: [
    {
      id: 'nl',
      days: [{ date: '2026-11-30', weekday: 1, week: 0, startSlot: -32, endSlot: 64, utcOffsetMinutes: 60 }],
    },
  ],
  queues: [
    {
      id: 'phone',
      demand: { kind: 'agents', perInterval: [1, 1, 2, 2, 2, 2, 1, 1] },
      curves: [[{ width: 0.5, cost: 10 }, { cost: 40 }], [{ cost: 2 }]],
      underOf: 0,
      overOf: 1,
    },
    {
      id: 'mail',
      demand: { kind: 'work', items: [{ release: 0, deadline: 7, agentIntervals: 1.2 }] },
      curves: [[{ cost: 5 }]],
      underOf: 0,
    },
  ],
  sites: [
    { id: 'office', areas: [{ id: 'floor', seats: 1 }] },
    { id: 'home', areas: [{ id: 'desk', seats: null }] },
  ],
  shiftTemplates: [
    {
      id: 'short',
      kind: 'morning',
      start: { earliest: 480, latest: 540, step: 60 },
      paid: { min: 180, max: 180, step: 60 },
      breaks: [{ activity: 'pause', paid: true, minutes: 15, earliestAfterStart: 60, latestAfterStart: 105 }],
      login: { activity: 'log-in', minutes: 15 },
    },
  ],
  ruleSets: [
    { id: 'soft', rules: [{ id: 'hours', rule: 'paid-minutes', per: 'week', min: 200, hard: false, weight: 0.5 }] },
  ],
  priceLists: [{ id: 'early', perSlot: [3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }],
  agents: [
    {
      id: 'ann',
      calendar: 'nl',
      skills: [{ queue: 'phone', speed: 1 }],
      places: [{ site: 'office', area: 'floor', costPerShift: 8 }],
      shifts: ['short'],
      rules: ['soft'],
      wishes: [{ id: 'ann-off', day: 0, want: { off: true }, weight: 9 }],
      costPerPaidSlot: 4,
      slotPrices: 'early',
    },
    {
      id: 'bob',
      calendar: 'nl',
      skills: [
        { queue: 'phone', speed: 1 },
        { queue: 'mail', speed: 0.8 },
      ],
      places: [{ site: 'home', area: 'desk', costPerShift: 2 }],
      shifts: ['short'],
      rules: ['soft'],
      fixed: [{ activity: 'errand', from: 14, to: 16, paid: false }],
      costPerPaidSlot: 5,
      slotPrices: 'early',
      costPerShift: 1,
    },
  ],
  distinctShiftCost: 6,
};

const part = (activity: string, startSlot: number, endSlot: number, paid = true, queues: string[] = []) => ({
  activity,
  startSlot,
  endSlot,
  paid,
  queues,
});

const shifts: PlannedShift[] = [
  {
    agent: 'ann',
    day: 0,
    template: 'short',
    site: 'office',
    area: 'floor',
    desk: 1,
    startSlot: 0,
    endSlot: 12,
    paidMinutes: 180,
    activities: [
      part('log-in', 0, 1),
      part('work', 1, 6, true, ['phone']),
      part('pause', 6, 7),
      part('work', 7, 12, true, ['phone']),
    ],
  },
  {
    agent: 'bob',
    day: 0,
    template: 'short',
    site: 'home',
    area: 'desk',
    desk: null,
    startSlot: 4,
    endSlot: 16,
    paidMinutes: 150,
    activities: [
      part('log-in', 4, 5),
      part('work', 5, 10, true, ['phone', 'mail']),
      part('pause', 10, 11),
      part('work', 11, 14, true, ['phone', 'mail']),
      part('errand', 14, 16, false),
    ],
  },
];

describe('a morning worked out by hand', () => {
  const result = recount(problem, shifts);

  it('covers', () => {
    // On queue, Ann: .5 1 1 .5 1 1 0 0; Bob: 0 0 .5 1 1 .5 1 0. Phone wants 1 1 2 2 2 2 1 1, a half short costs 10 an
    // agent, more 40. Mail of 1.2 is done by 1.5 of Bob's half hours, each worth 0.8 × 5 = 4: less than the 10 or 40 that
    // he saves on the phone, so all of Bob is on the phone and the mail stays undone at its deadline, interval 6.
    expect(result.coverage).toEqual([
      {
        queue: 'phone',
        wanted: [1, 1, 2, 2, 2, 2, 1, 1],
        covered: [0.5, 1, 1.5, 1.5, 2, 1.5, 1, 0],
        under: [0.5, 0, 0.5, 0.5, 0, 0.5, 0, 1],
        over: [0, 0, 0, 0, 0, 0, 0, 0],
      },
      {
        queue: 'mail',
        wanted: [0, 0, 0, 0, 0, 0, 1.2, 0],
        covered: [0, 0, 0, 0, 0, 0, 0, 0],
        under: [0, 0, 0, 0, 0, 0, 1.2, 0],
        over: [0, 0, 0, 0, 0, 0, 0, 0],
      },
    ]);
  });

  it('breaks', () => {
    expect(result.breaches.map(({ ruleId, agents, amount, cost }) => ({ ruleId, agents, amount, cost }))).toEqual([
      { ruleId: 'hours', agents: ['ann'], amount: 20, cost: 10 },
      { ruleId: 'ann-off', agents: ['ann'], amount: 1, cost: 9 },
      { ruleId: 'hours', agents: ['bob'], amount: 50, cost: 25 },
    ]);
  });

  it('costs', () => {
    // Ann: 12 paid slots × 4 + place 8 + premium of slots 0 to 3, 12 = 68. Bob: 10 × 5 + place 2 + shift 1 = 53; his
    // slot 15 has a premium but is not paid.
    // Under: phone 4 × 0.5 × 10 + (0.5 × 10 + 0.5 × 40) = 45, mail 1.2 × 5 = 6. Two distinct starts: 12.
    expect(result.cost).toEqual({ total: 228, labour: 121, under: 51, over: 0, rules: 44, distinctShifts: 12 });
  });

  it('agrees with a claim that says the same and names every part of one that does not', () => {
    const claim: RosterSolution = {
      status: 'feasible',
      shifts,
      breaches: result.breaches,
      coverage: result.coverage,
      allocation: result.allocation,
      cost: result.cost,
      bound: 171,
      gap: 0.25,
      reproducible: true,
      solver: { method: 'by hand', work: 0, rounds: 0, columns: 0 },
    };
    const whats = (change: Partial<RosterSolution>): string[] => {
      const solution = { ...claim, ...change };
      const again = recount(problem, solution.shifts, solution.allocation);
      return differences(again, solution).map((difference) => difference.what);
    };
    expect(whats({})).toEqual([]);
    expect(whats({ cost: { ...result.cost, labour: 120 } })).toEqual(['cost.labour']);
    const again = recount(problem, claim.shifts, claim.allocation);
    // Of ten million a ten-thousandth is a speck, a tenth is not.
    const large = (over: number) => ({ ...again.cost, over: again.cost.over + over, total: 1e7 });
    const overOf = (over: number): string[] =>
      differences({ ...again, cost: large(0) }, { ...claim, cost: large(over), bound: 0 })
        .map(({ what }) => what)
        .filter((what) => what.startsWith('cost.'));
    expect([overOf(1e-4), overOf(0.1)]).toEqual([[], ['cost.over']]);
    expect(whats({ breaches: result.breaches.slice(1) })).toEqual(['breach.hours.amount', 'breach.hours.cost']);
    expect(whats({ breaches: [...result.breaches, { ...result.breaches[0]!, agents: ['zoe'] }] })).toEqual([
      'breach.hours.amount',
      'breach.hours.cost',
    ]);
    const [phone, mail] = result.coverage;
    expect(whats({ coverage: [phone!] })).toEqual(['coverage.mail']);
    expect(whats({ coverage: [{ ...phone!, covered: [1, ...phone!.covered.slice(1)] }, mail!] })).toEqual([
      'coverage.phone.covered[0]',
    ]);
    expect(whats({ status: 'conflict' })).toEqual(['status']);
    expect(whats({ bound: 300, gap: 0 })).toEqual(['bound']);
    expect(whats({ gap: 0.1 })).toEqual(['gap']);
    const desks = shifts.map((shift) => (shift.agent === 'ann' ? { ...shift, desk: 2 } : shift));
    expect(whats({ shifts: desks })).toEqual(['breach.seats.amount', 'status']);
    const lazy = result.allocation.map((row) => ({
      ...row,
      agents: row.agents.map((agents, t) =>
        row.group.includes('mail') && t === 6 ? (row.queue === 'mail' ? 1 : 0) : agents,
      ),
    }));
    expect(whats({ allocation: lazy })).toEqual(
      expect.arrayContaining([
        'allocation.cost',
        'cost.under',
        'coverage.phone.covered[6]',
        'coverage.mail.covered[6]',
      ]),
    );
    const twice = result.allocation.map((row) => ({ ...row, agents: row.agents.map((agents) => 2 * agents) }));
    expect(whats({ allocation: twice }).filter((what) => what === 'allocation')).toHaveLength(11);
  });
});
