import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteId } from '../../../src/domain/ids.js';
import { tightestInterval } from '../../../src/self-service/allowance.js';
import { balanceOf } from '../../../src/self-service/balance.js';
import { chanceOfPlace, withdrawalRate } from '../../../src/self-service/chance.js';
import { decideLeave, type LeaveRequest, type LeaveSituation } from '../../../src/self-service/decide-leave.js';
import { DEFAULT_RULES } from '../../../src/self-service/rules.js';
import { smallCentre } from '../../support/stored-plan.js';

const centre = await smallCentre();
const agent = centre.agents[0]!;

const KIND = DEFAULT_RULES.leave.kinds[0]!;
const ask = (fromDate: string, toDate = fromDate, more: Partial<LeaveRequest> = {}): LeaveRequest => ({
  agent: agent.id,
  kind: 'leave',
  fromDate,
  toDate,
  ...more,
});
const of = (i: number, fromDate: string, toDate = fromDate): LeaveRequest => ({
  ...ask(fromDate, toDate),
  agent: centre.agents[i]!.id,
});
const situation = (more: Partial<LeaveSituation> = {}): LeaveSituation => ({
  centre,
  rules: {
    ...DEFAULT_RULES.leave,
    allowances: [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1020, most: 2, unit: 'people' }],
  },
  nowMs: Date.parse('2026-11-24T08:00:00Z'),
  approved: [],
  open: [],
  past: { approved: 0, withdrawn: 0 },
  shiftsPublished: false,
  ...more,
});

describe('balances', () => {
  it('grant by part-time and part of a year, and count the days that the roster pays', () => {
    const contract = { ...centre.contracts[0]!, hoursPerWeek: 32, fullTimeHours: 40 };
    const year = balanceOf(KIND, agent, contract, [{ fromDate: '2026-12-25', toDate: '2027-01-08' }], [], 2026);
    // 160 h × 32/40; from Friday 25 December to the end of the year five working days of 6.4 h.
    expect(year).toMatchObject({ grantedMinutes: 128 * 60, usedMinutes: 5 * 384, leftMinutes: 128 * 60 - 5 * 384 });
    const half = balanceOf(KIND, { ...agent, from: '2026-07-02' }, contract, [], [], 2026);
    expect(half!.grantedMinutes).toBe(Math.round((128 * 60 * 183) / 365));
    expect(balanceOf(DEFAULT_RULES.leave.kinds[1]!, agent, contract, [], [], 2026)).toBeUndefined();
  });

  it('count a day that is approved and asked for once', () => {
    const contract = centre.contracts[0]!;
    const day = { fromDate: '2026-12-01', toDate: '2026-12-01' };
    expect(balanceOf(KIND, agent, contract, [day], [day], 2026)).toMatchObject({ openMinutes: 0 });
  });
});

describe('allowances', () => {
  it('find the tightest interval, and only where a row holds', () => {
    const rows = situation().rules.allowances;
    const others = [of(1, '2026-12-08'), of(2, '2026-12-08'), of(3, '2026-12-07')];
    const found = tightestInterval(centre, rows, ask('2026-12-07', '2026-12-11'), others);
    expect(found).toEqual({ atMs: Date.parse('2026-12-08T08:00:00Z'), most: 2, off: 2 });
    expect(tightestInterval(centre, rows, ask('2026-12-05', '2026-12-06'), [])).toBeUndefined();
    const noon = { fromMinute: 1020, toMinute: 1080 };
    expect(tightestInterval(centre, rows, ask('2026-12-08', '2026-12-08', noon), others)).toBeUndefined();
  });

  it('by site, as a share of its people', () => {
    const two = { ...centre, agents: centre.agents.map((one, i) => (i < 4 ? one : { ...one, site: siteId('b') })) };
    const row = { ...DEFAULT_RULES.leave.allowances[0]!, site: agent.site, most: 50 };
    expect(tightestInterval(two, [row], ask('2026-12-08'), [of(1, '2026-12-08'), of(5, '2026-12-08')])).toMatchObject({
      most: 2,
      off: 1,
    });
  });

  it('are right in the hour that occurs twice and the one that is skipped', () => {
    const row = { weekdays: [7], fromMinute: 120, toMinute: 180, most: 1, unit: 'people' };
    const night = { fromMinute: 60, toMinute: 240 };
    const other = (date: string) => [{ ...of(1, date), ...night }];
    const twice = tightestInterval(centre, [row], ask('2026-10-25', '2026-10-25', night), other('2026-10-25'));
    expect(twice).toMatchObject({ atMs: Date.parse('2026-10-25T00:00:00Z'), off: 1 });
    expect(
      tightestInterval(centre, [row], ask('2026-03-29', '2026-03-29', night), other('2026-03-29')),
    ).toBeUndefined();
  });
});

describe('the chance of a place', () => {
  it('is the upper tail of the binomial law', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        (off, most, ahead, rate) => {
          const needed = off + ahead + 1 - most;
          let tail = 0;
          for (let subset = 0; subset < 2 ** off; subset++) {
            const k = subset.toString(2).replaceAll('0', '').length;
            if (k >= needed) tail += rate ** k * (1 - rate) ** (off - k);
          }
          expect(chanceOfPlace(off, most, ahead, rate)).toBeCloseTo(needed <= 0 ? 1 : tail, 9);
        },
      ),
      { numRuns: 60 },
    );
    expect(withdrawalRate(0, 0)).toBe(0.05);
    expect(withdrawalRate(99, 980)).toBe(0.1);
  });
});

describe('decisions', () => {
  const decide = (request: LeaveRequest, more: Partial<LeaveSituation> = {}) =>
    decideLeave(request, agent, situation(more));

  it('approve what meets every rule', () => {
    expect(decide(ask('2026-12-21', '2026-12-23'))).toMatchObject({ state: 'approved', reasons: [], chance: 1 });
  });

  it.each([
    ['notice-short', ask('2026-12-01'), {}],
    ['too-long', ask('2026-12-21', '2027-01-20'), {}],
    ['shift-published', ask('2026-12-21'), { shiftsPublished: true }],
    ['balance-short', ask('2027-03-01', '2027-03-19'), { approved: [{ ...ask('2027-01-04', '2027-01-29') }] }],
  ] as const)('leave to a planner: %s', (reason, request, more) => {
    expect(decide(request, more as Partial<LeaveSituation>)).toMatchObject({ state: 'asked', reasons: [reason] });
  });

  it.each([
    ['starts-in-past', ask('2026-11-23')],
    ['kind-not-yours', ask('2026-12-21', '2026-12-21', { kind: 'sick' })],
    ['kind-not-yours', ask('2026-12-21', '2026-12-21', { kind: 'none' })],
    ['asked-already', ask('2026-12-23')],
  ] as const)('refuse: %s', (reason, request) => {
    const approved = reason === 'asked-already' ? [ask('2026-12-21', '2026-12-24')] : [];
    expect(decide(request, { approved })).toMatchObject({ state: 'refused', reasons: [reason] });
  });

  it('put on the waiting list with the chance by who is off and who waits longer', () => {
    const approved = [of(1, '2026-12-21'), of(2, '2026-12-21')];
    const first = decide(ask('2026-12-21'), { approved });
    expect(first).toMatchObject({ state: 'waiting', reasons: ['allowance-full'], tightest: { most: 2, off: 2 } });
    expect(first.chance).toBeCloseTo(1 - 0.95 ** 2, 12);
    const second = decide(ask('2026-12-21'), { approved, open: [{ ...of(3, '2026-12-21'), waiting: true }] });
    expect(second.chance).toBeCloseTo(0.05 ** 2, 12);
  });

  it('never let more people off than the allowance, whatever the order of requests', () => {
    const date = fc.integer({ min: 0, max: 9 }).map((i) => `2027-01-${String(4 + i).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), date, date), { maxLength: 14 }), (asks) => {
        const approved: LeaveRequest[] = [];
        for (const [i, a, b] of asks) {
          const who = centre.agents[i]!;
          const request: LeaveRequest = {
            agent: who.id,
            kind: 'unpaid',
            fromDate: a < b ? a : b,
            toDate: a < b ? b : a,
          };
          if (decideLeave(request, who, situation({ approved })).state === 'approved') approved.push(request);
        }
        for (let i = 0; i < 14; i++) {
          const day = new Date(Date.UTC(2027, 0, 4 + i));
          const text = day.toISOString().slice(0, 10);
          const off = approved.filter(({ fromDate, toDate }) => fromDate <= text && text <= toDate);
          if (day.getUTCDay() % 6 !== 0) expect(off.length).toBeLessThanOrEqual(2);
          expect(new Set(off.map((one) => one.agent)).size).toBe(off.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
