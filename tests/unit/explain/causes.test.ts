import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { ProblemAgent, RosterProblem } from '../../../solver/problem.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { explainRoster } from '../../../src/explain/explain.js';

const AGENT: ProblemAgent = {
  id: 'ann',
  calendar: 'nl',
  skills: [{ queue: 'phone', speed: 1 }],
  places: [{ site: 'office', area: 'floor', costPerShift: 0 }],
  shifts: ['early'],
  rules: ['law'],
  costPerPaidSlot: 100,
};

/** One day in hours, one queue that wants one agent from 8 to 12, one shift that covers just that. */
const PROBLEM: RosterProblem = {
  format: 'rooster-problem/1',
  name: 'causes',
  origin: '2026-11-29T23:00:00Z',
  slotMinutes: 60,
  slots: 24,
  intervalSlots: 1,
  cyclic: false,
  calendars: [
    {
      id: 'nl',
      zone: 'Europe/Amsterdam',
      days: [{ date: '2026-11-30', weekday: 1, week: 0, startSlot: 0, endSlot: 24, utcOffsetMinutes: 60 }],
    },
  ],
  queues: [
    {
      id: 'phone',
      demand: { kind: 'agents', perInterval: Array.from({ length: 24 }, (_, h) => (h >= 8 && h < 12 ? 1 : 0)) },
      curves: [[{ cost: 400 }], [{ cost: 1 }]],
      underOf: 0,
      overOf: 1,
    },
  ],
  sites: [{ id: 'office', areas: [{ id: 'floor', seats: 2 }] }],
  shiftTemplates: [
    {
      id: 'early',
      start: { earliest: 480, latest: 480, step: 60 },
      paid: { min: 240, max: 240, step: 60 },
      breaks: [],
    },
  ],
  ruleSets: [{ id: 'law', rules: [{ id: 'run', rule: 'consecutive-days', hard: true, max: 6 }] }],
  agents: [AGENT],
};

const withAgent = (change: Partial<ProblemAgent>): RosterProblem => ({ ...PROBLEM, agents: [{ ...AGENT, ...change }] });
const noWork = { id: 'no-work', rule: 'days-worked', hard: true, per: 'week', max: 0 } as const;
const seats = (count: number): RosterProblem['sites'] => [{ id: 'office', areas: [{ id: 'floor', seats: count }] }];
const wanted = (count: number): RosterProblem => ({
  ...PROBLEM,
  queues: PROBLEM.queues.map((queue) => ({
    ...queue,
    demand: { kind: 'agents', perInterval: Array.from({ length: 24 }, (_, h) => (h >= 8 && h < 12 ? count : 0)) },
  })),
});

/** What keeps the queue short, and the same problem without it. */
const CASES: readonly { code: string; short: RosterProblem; mended: RosterProblem; rule?: string }[] = [
  { code: 'no-skill', short: withAgent({ skills: [] }), mended: PROBLEM },
  { code: 'absent', short: withAgent({ unavailable: [{ from: 9, to: 10, reason: 'leave' }] }), mended: PROBLEM },
  {
    code: 'rules',
    rule: 'no-work',
    short: { ...PROBLEM, ruleSets: [{ id: 'law', rules: [...PROBLEM.ruleSets[0]!.rules, noWork] }] },
    mended: PROBLEM,
  },
  { code: 'seats', short: { ...PROBLEM, sites: seats(0) }, mended: { ...PROBLEM, sites: seats(1) } },
  { code: 'price', short: withAgent({ costPerPaidSlot: 500 }), mended: withAgent({ costPerPaidSlot: 399 }) },
  {
    code: 'all-at-work',
    short: wanted(2),
    mended: { ...wanted(2), agents: [AGENT, { ...AGENT, id: 'bea' }] },
  },
];

describe('causes of a shortage', () => {
  let lp: LpBackend;
  beforeAll(async () => {
    lp = await loadHighs();
  });
  const solve = async (problem: RosterProblem) => {
    const { shifts, coverage } = await solveRoster(problem, { seed: 1, lp });
    return { shifts, missing: coverage[0]!.under.reduce((sum, one) => sum + one, 0) };
  };

  it.each(CASES)('$code is named, and without it nothing is short', async ({ code, short, mended, rule }) => {
    const before = await solve(short);
    expect(before.missing).toBeCloseTo(4);
    const explained = explainRoster(short, before.shifts, { lp });
    expect(explained.short.length).toBe(4);
    for (const cell of explained.short) expect(cell.causes.map((cause) => cause.code)).toEqual([code]);
    const [cause] = explained.short[0]!.causes;
    if (rule !== undefined) expect(cause!.rules).toEqual([rule]);
    // Four hours at 500, worth 400 each.
    if (code === 'price') expect(cause!.cost).toBeCloseTo(400);
    for (const text of [cause!.text.en, cause!.text.nl]) expect(text.length).toBeGreaterThan(10);
    expect((await solve(mended)).missing).toBeCloseTo(0);
  });
});
