import { describe, expect, it } from 'vitest';
import type { Centre } from '../../../src/domain/centre.js';
import { agentId, queueId, siteId, skillId } from '../../../src/domain/ids.js';
import { buildProblem, type ProblemInput } from '../../../src/schedule/build-problem.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { underCurve } from '../../../src/schedule/service-price.js';
import { resolveLocal } from '../../../src/time/zone.js';
import { agent, contract } from '../../support/pay-centre.js';
import { AMSTERDAM, MONDAY, madeCentre, PLAN, queueOf, weekOf } from './made-centre.js';

const PHONE = { skills: [{ skill: skillId('phone'), proficiency: 1 }] };
const REST = { id: 'rest', hard: true, rule: 'daily-rest', minutes: 660 } as const;

function build(centre: Centre, over: Partial<ProblemInput> = {}) {
  const problem = buildProblem({
    centre,
    period: weekOf(centre),
    demand: [],
    deferrable: [],
    lawOf: () => ({ id: 'law/NL', rules: [REST] }),
    forbiddenOf: () => [],
    costsOf: () => ({ costPerPaidSlot: 100, costPerShift: () => 500 }),
    referenceHourCost: 2000,
    ...over,
  });
  // What is built always fits the format.
  expect(checkProblem(problem).issues).toEqual([]);
  return problem;
}
const at = (minute: number): number => resolveLocal(MONDAY, minute, AMSTERDAM).next;

describe('the problem of a centre', () => {
  it('has its horizon, calendars once each, sites with seats and templates of the work plans', () => {
    const centre = madeCentre();
    const problem = build(centre);
    expect(problem).toMatchObject({
      origin: '2026-11-29T23:00:00.000Z',
      slotMinutes: 5,
      slots: 7 * 288,
      intervalSlots: 6,
      cyclic: false,
      currency: 'EUR',
    });
    // Office, home and the free site share a zone and its holidays.
    expect(problem.calendars.map(({ id }) => id)).toEqual(['Europe/Amsterdam/NL', 'America/Paramaribo/SR']);
    expect(problem.sites.map(({ id }) => id)).toEqual(['office', 'home', 'paramaribo', 'free']);
    expect(problem.shiftTemplates).toEqual([
      {
        id: 'plan/day',
        kind: 'early',
        weekdays: [1, 2, 3, 4, 5, 6],
        start: { earliest: 480, latest: 720, step: 30 },
        end: { latest: 1260 },
        paid: { min: 240, max: 480, step: 30 },
        breaks: [
          { activity: 'break', paid: true, minutes: 15, earliestAfterStart: 60, latestAfterStart: 150 },
          { activity: 'meal', paid: false, minutes: 30, earliestAfterStart: 180, ifWorkOver: 300 },
        ],
        login: { activity: 'login', minutes: 5 },
        stretch: { max: 270 },
      },
    ]);
  });

  it('is the same for the same input, byte for byte', () => {
    expect(JSON.stringify(build(madeCentre()))).toBe(JSON.stringify(build(madeCentre())));
  });
});

describe('queues', () => {
  const demand = [
    { queue: queueId('phone'), startMs: at(540), agents: 3.5, missedContacts: [0, 30, 80] },
    { queue: queueId('phone'), startMs: at(570), agents: 3.5, missedContacts: [0, 30, 80] },
    { queue: queueId('chat'), startMs: at(540), agents: 9, missedContacts: [] },
    { queue: queueId('phone'), startMs: at(-60), agents: 9, missedContacts: [] },
    { queue: queueId('phone'), startMs: at(7 * 1440), agents: 9, missedContacts: [] },
  ];

  it('of real time want agents per interval at the price of the service curve, each curve kept once', () => {
    const [phone] = build(madeCentre(), { demand }).queues;
    if (phone?.demand.kind !== 'agents') throw new Error('Phone is real time.');
    expect(phone.demand.perInterval).toHaveLength(336);
    expect(phone.demand.perInterval.flatMap((wanted, i) => (wanted > 0 ? [[i, wanted]] : []))).toEqual([
      [18, 3.5],
      [19, 3.5],
    ]);
    const under = phone.underOf as number[];
    expect(under[18]).toBe(under[19]);
    expect(phone.curves[under[18]!]).toEqual(underCurve([0, 30, 80], 3.5, 1000, 1));
    expect(new Set(phone.curves.map((curve) => JSON.stringify(curve))).size).toBe(phone.curves.length);
    expect(phone.minimum).toBeUndefined();
  });

  it('ask for their least number of agents where they want any', () => {
    const centre = madeCentre({ queues: [queueOf('phone', ['phone'], { minimumAgents: 2 })] });
    const [phone] = build(centre, { demand }).queues;
    expect(phone!.minimum!.flatMap((agents, i) => (agents > 0 ? [[i, agents]] : []))).toEqual([
      [18, 2],
      [19, 2],
    ]);
  });

  it('of deferrable work have items, grown by the shrinkage that the roster does not show', () => {
    const centre = madeCentre({
      shrinkage: [
        { reason: 'sickness', basisPoints: 2000, planned: false, inRoster: false },
        { reason: 'breaks', basisPoints: 1000, planned: true, inRoster: true },
      ],
    });
    const work = { queue: queueId('mail'), startMs: at(540), deadlineMs: at(780), workSeconds: 3600 };
    const mail = build(centre, { deferrable: [work] }).queues[1]!;
    if (mail.demand.kind !== 'work') throw new Error('Mail can wait.');
    expect(mail.demand.items).toEqual([{ release: 18, deadline: 26, agentIntervals: 2.5 }]);
    expect(mail.demand.open).toHaveLength(336);
    expect(mail.curves[mail.underOf as number]).toEqual([{ cost: 4000 }]);
  });
});

describe('agents', () => {
  it('have the rules of law, contract and plan, each set kept once', () => {
    const centre = madeCentre({ agents: [agent('a', PHONE), agent('b', PHONE)] });
    const problem = build(centre);
    expect(problem.agents.map(({ rules }) => rules)).toEqual([
      ['law/NL', 'contract/full', 'plan/plan', 'home/home/2'],
      ['law/NL', 'contract/full', 'plan/plan', 'home/home/2'],
    ]);
    expect(problem.ruleSets).toEqual([
      { id: 'law/NL', rules: [REST] },
      {
        id: 'contract/full',
        rules: [
          { id: 'contract/full/hours', hard: true, rule: 'paid-minutes', per: 'week', min: 2400, max: 2400 },
          { id: 'contract/full/days', hard: true, rule: 'days-worked', per: 'week', min: 1, max: 5 },
        ],
      },
      { id: 'plan/plan', rules: PLAN.rules },
      {
        id: 'home/home/2',
        rules: [{ id: 'home-days/2', hard: true, rule: 'place-days', sites: ['home'], per: 'week', max: 2 }],
      },
    ]);
  });

  it('leave out sets without a rule, and home where nobody may', () => {
    const centre = madeCentre({ agents: [agent('a', { ...PHONE, homeDays: 0 })] });
    const problem = build(centre, { lawOf: () => ({ id: 'none', rules: [] }) });
    expect(problem.agents[0]!.rules).toEqual(['contract/full', 'plan/plan']);
    expect(problem.agents[0]!.places).toEqual([{ site: 'office', area: 'floor', costPerShift: 500 }]);
  });

  it('may work at home at the cost of that place', () => {
    const problem = build(madeCentre(), {
      costsOf: () => ({ costPerPaidSlot: 100, costPerShift: (site) => (site.kind === 'home' ? 235 : 900) }),
    });
    expect(problem.agents[0]!.places).toEqual([
      { site: 'office', area: 'floor', costPerShift: 900 },
      { site: 'home', area: 'floor', costPerShift: 235 },
    ]);
  });

  it('who are away for days need fewer of them; who are away all week are left out', () => {
    const off = (id: string, fromDate: string, toDate: string) => ({
      agent: agentId(id),
      kind: 'leave' as const,
      fromDate,
      toDate,
    });
    const centre = madeCentre({
      agents: [agent('a', PHONE), agent('b', PHONE)],
      contracts: [contract('full', 40, { daysPerWeek: { min: 4, max: 5 } })],
      timeOff: [off('a', '2026-11-30', '2026-12-01'), off('b', '2026-11-28', '2026-12-08')],
    });
    const problem = build(centre);
    expect(problem.agents.map(({ id }) => id)).toEqual(['a']);
    expect(problem.agents[0]).toMatchObject({
      unavailable: [{ from: 0, to: 2 * 288, reason: 'leave' }],
      credits: [
        { day: 0, paidMinutes: 480 },
        { day: 1, paidMinutes: 480 },
      ],
    });
    expect(problem.agents[0]!.rules).toContain('contract/full/absent-2');
    const set = problem.ruleSets.find(({ id }) => id === 'contract/full/absent-2');
    expect(set?.rules[1]).toMatchObject({ rule: 'days-worked', min: 2, max: 5 });
  });

  it('are kept from the times that the law forbids, on its dates', () => {
    const problem = build(madeCentre(), {
      forbiddenOf: () => [
        { fromMinute: 1380, toMinute: 1800, fromDate: '2026-11-29', toDate: MONDAY },
        { fromMinute: 0, toMinute: 1440, fromDate: '2026-12-05', toDate: '2026-12-06' },
      ],
    });
    expect(problem.agents[0]!.unavailable).toEqual([
      { from: -12, to: 72, reason: 'law' },
      { from: 276, to: 360, reason: 'law' },
      { from: 5 * 288, to: 6 * 288, reason: 'law' },
      { from: 6 * 288, to: 7 * 288, reason: 'law' },
    ]);
    // Two days of the week are gone.
    expect(problem.agents[0]!.rules).toContain('contract/full/absent-2');
  });

  it('live by the calendar of their site', () => {
    const problem = build(madeCentre({ agents: [agent('s', { ...PHONE, site: siteId('paramaribo') })] }));
    expect(problem.agents[0]!.calendar).toBe('America/Paramaribo/SR');
    const days = problem.calendars[1]!.days;
    expect([days[0]!.date, days[0]!.startSlot]).toEqual([MONDAY, 48]);
  });

  it('carry prices that jump and premiums', () => {
    const costs = {
      costPerPaidSlot: 100,
      costPerShift: () => 0,
      slotPrices: { id: 'evening', perSlot: Array<number>(7 * 288).fill(7) },
      reviews: [{ component: 'awf', maxPaidMinutes: 1560, costPerMinute: 2 }],
    };
    const centre = madeCentre();
    const week = build(centre, { costsOf: () => costs });
    expect(week.agents[0]).toMatchObject({ slotPrices: 'evening', costPerPaidSlot: 100 });
    expect(week.priceLists).toEqual([costs.slotPrices]);
    const jump = { id: 'awf', hard: false, weight: 2, rule: 'paid-minutes', max: 1560, all: true };
    expect(week.ruleSets.at(-1)).toEqual({ id: 'awf/1560/2', rules: [{ ...jump, per: 'week' }] });
    const longer = { ...costs, slotPrices: { id: 'evening', perSlot: Array<number>(14 * 288).fill(7) } };
    const fortnight = build(centre, { period: weekOf(centre, 2), costsOf: () => longer });
    expect(fortnight.ruleSets.at(-1)).toEqual({ id: 'awf/1560/2', rules: [{ ...jump, per: 'period' }] });
  });

  it('keep the wall clock of the week when clocks go back', () => {
    const centre = madeCentre();
    const problem = build(centre, { period: weekOf(centre, 1, '2026-10-19') });
    expect(problem.slots).toBe(7 * 288 + 12);
    expect(problem.calendars[0]!.days[6]).toMatchObject({ clockChange: { fromMinute: 180, addMinutes: 60 } });
  });
});
