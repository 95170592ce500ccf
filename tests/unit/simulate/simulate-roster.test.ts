import { describe, expect, it } from 'vitest';
import type { Centre, Queue } from '../../../src/domain/centre.js';
import { agentId, contractId, queueId, siteId, skillId, workPlanId } from '../../../src/domain/ids.js';
import type { Roster, RosterShift } from '../../../src/domain/roster.js';
import { InputError } from '../../../src/errors.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import type { HistorySeries } from '../../../src/history/series.js';
import {
  actualContacts,
  SIMULATED_COLUMNS,
  type SimulateRequest,
  simulatedRows,
  simulateRoster,
} from '../../../src/simulate/index.js';

const HALF_HOUR = 1_800_000;
const NINE = Date.parse('2026-12-01T09:00:00+01:00');
const OPEN = [{ weekdays: [1, 2, 3, 4, 5] as const, fromMinute: 540, toMinute: 1020 }];

const queue = (id: string, rest: Partial<Queue> = {}): Queue => ({
  id: queueId(id),
  name: id,
  channel: 'phone',
  line: 1,
  skills: [skillId(id)],
  zone: 'Europe/Amsterdam',
  country: 'NL',
  openingHours: OPEN,
  closedOnHolidays: true,
  goal: { serviceLevel: 0.8, targetSeconds: 20 },
  ahtSeconds: 300,
  patienceSeconds: 300,
  concurrency: 1,
  slowdown: 0,
  historyHolds: 'direct',
  minimumAgents: 0,
  weight: 1,
  ...rest,
});

const PHONE = queue('phone', { escalation: { to: queueId('expert'), share: 0.2 } });
const EXPERT = queue('expert', { line: 2 });
const MAIL = queue('mail', { channel: 'email', deadlineMinutes: 480 });

function centreOf(queues: readonly Queue[], agents: number, skills: readonly string[], absentShare = 0): Centre {
  return {
    name: 'Small',
    zone: 'Europe/Amsterdam',
    country: 'NL',
    currency: 'EUR',
    intervalMinutes: 30,
    slotMinutes: 5,
    noticeDays: 7,
    sites: [],
    skills: [],
    queues,
    activities: [],
    contracts: [],
    workPlans: [],
    shrinkage: [
      { reason: 'sickness', basisPoints: absentShare * 10_000, planned: false, inRoster: false },
      { reason: 'leave', basisPoints: 1000, planned: true, inRoster: true },
    ],
    agents: Array.from({ length: agents }, (_, a) => ({
      id: agentId(`a${a}`),
      name: `a${a}`,
      site: siteId('office'),
      contract: contractId('full'),
      workPlan: workPlanId('day'),
      skills: skills.map((skill) => ({ skill: skillId(skill), proficiency: 1 })),
      payScale: 'L1',
      homeDays: 0,
    })),
    timeOff: [],
    availability: [],
    wishes: [],
    assignments: [],
    events: [],
    worked: [],
  };
}

/** Everyone of the centre from nine to five, on these queues; as allocated where given. */
function rosterOf(centre: Centre, queues: readonly string[], covered: Readonly<Record<string, number>> = {}): Roster {
  const shifts = centre.agents.map(
    ({ id }): RosterShift => ({
      agent: id,
      date: '2026-12-01',
      site: siteId('office'),
      startMs: NINE,
      endMs: NINE + 16 * HALF_HOUR,
      activities: [
        {
          activity: 'work',
          startMs: NINE,
          endMs: NINE + 16 * HALF_HOUR,
          paid: true,
          queues: queues.map(queueId),
        },
      ],
    }),
  );
  const startMs = Array.from({ length: 16 }, (_, i) => NINE + i * HALF_HOUR);
  return {
    state: 'draft',
    fromDate: '2026-12-01',
    toDate: '2026-12-01',
    zone: 'Europe/Amsterdam',
    shifts,
    findings: [],
    coverage: Object.entries(covered).map(([id, agents]) => {
      const each = (value: number): number[] => startMs.map(() => value);
      return {
        queue: queueId(id),
        startMs,
        wanted: each(agents),
        covered: each(agents),
        under: each(0),
        over: each(0),
      };
    }),
    objective: { costMinor: 0, boundMinor: 0, gap: 0 },
    stamp: { engineVersion: '', seed: 1, inputHash: '', reproducible: true, method: '' },
  };
}

function forecastOf(id: string, contacts: number): QueueForecast {
  const each = (value: number): Float64Array => new Float64Array(16).fill(value);
  return {
    queue: queueId(id),
    intervalMinutes: 30,
    startMs: Float64Array.from({ length: 16 }, (_, i) => NINE + i * HALF_HOUR),
    offered: each(contacts),
    lower80: each(contacts),
    upper80: each(contacts),
    lower95: each(contacts),
    upper95: each(contacts),
    ahtSeconds: each(300),
    method: 'given',
    evidence: [],
    corrections: [],
  };
}

const simulated = (request: Omit<SimulateRequest, 'arrivals'> & Partial<SimulateRequest>, replications = 60) =>
  simulateRoster({ arrivals: 'expected', ...request }, { seed: 1, replications });

describe('a roster of one queue', () => {
  const centre = centreOf([queue('phone')], 9, ['phone']);
  const request = { centre, roster: rosterOf(centre, ['phone'], { phone: 9 }), forecasts: [forecastOf('phone', 42)] };

  it('gives what the formula expects once the empty start of the day is over', () => {
    const { totals, intervals } = simulated(request, 300);
    expect(Math.abs(totals[0]!.measures.offered.mean - 16 * 42)).toBeLessThan(10);
    const later = intervals.slice(3).map(({ measures }) => measures.serviceLevel.mean);
    const mean = later.reduce((sum, level) => sum + level, 0) / later.length;
    expect(Math.abs(mean - totals[0]!.formula!.serviceLevel)).toBeLessThan(0.015);
    expect(intervals[0]!.measures.serviceLevel.mean).toBeGreaterThan(mean + 0.05);
    expect(totals[0]!.goalLevel).toBe(0.8);
  });

  it('loses service by absence, as whole shifts, or as the share the formula takes off', () => {
    const ill = centreOf([queue('phone')], 9, ['phone'], 0.1);
    const absent = { ...request, centre: ill };
    const level = (rest: Partial<SimulateRequest>) => simulated({ ...absent, ...rest }).totals[0]!.measures;
    expect(level({ absence: 'none' }).serviceLevel.mean).toBe(simulated(request).totals[0]!.measures.serviceLevel.mean);
    expect(level({}).serviceLevel.mean).toBeLessThan(level({ absence: 'none' }).serviceLevel.mean - 0.03);
    const there = simulated(absent).intervals.find(({ startMs }) => startMs === NINE)!;
    expect(Math.abs(there.measures.agentsOpen.mean - 8.1)).toBeLessThan(0.4);
  });

  it('loses service by late log-in, early in the shift', () => {
    const late = { ...request, centre: { ...centre, lateLogIn: { share: 0.5, meanSeconds: 1200 } } };
    const inTime = simulated(request).intervals[0]!.measures;
    const first = simulated(late).intervals[0]!.measures;
    // Mean of min(delay, 1800 s) for half of the people: 0.5 · 1200 · (1 − e^−1.5) = 466 s of 1800.
    expect(Math.abs(first.agentsOpen.mean / inTime.agentsOpen.mean - (1 - 466 / 1800))).toBeLessThan(0.04);
    expect(first.serviceLevel.mean).toBeLessThan(inTime.serviceLevel.mean - 0.1);
    expect(simulated(late).intervals[12]!.measures.agentsOpen.mean).toBeCloseTo(9, 1);
  });

  it('says nothing by formula where the roster has no allocation, and cannot be simulated as allocated', () => {
    const bare = { ...request, roster: rosterOf(centre, ['phone']) };
    expect(simulated(bare).totals[0]!.formula).toBeUndefined();
    expect(() => simulated({ ...bare, staffing: 'allocated' })).toThrow('allocation-missing');
  });

  it('as CSV has one row per interval with its limits', () => {
    const rows = simulatedRows(simulated(request), () => 'Europe/Amsterdam');
    expect(rows).toHaveLength(16);
    expect(rows[0]).toHaveLength(SIMULATED_COLUMNS.length);
    expect(rows[0]!.slice(0, 3)).toEqual(['phone', '2026-12-01T09:00:00+01:00', 30]);
    for (const row of rows) {
      const level = SIMULATED_COLUMNS.indexOf('service_level');
      expect(row[level + 1]).toBeLessThanOrEqual(row[level] as number);
      expect(row[level + 2]).toBeGreaterThanOrEqual(row[level] as number);
    }
  });
});

describe('several queues', () => {
  it('hands contacts on to the second line', () => {
    const centre = centreOf([PHONE, EXPERT], 9, ['phone', 'expert']);
    const totals = simulated({
      centre,
      roster: rosterOf(centre, ['phone', 'expert']),
      forecasts: [forecastOf('phone', 30)],
    }).totals;
    const [phone, expert] = totals.map(({ measures }) => measures);
    expect(Math.abs(expert!.offered.mean / phone!.answered.mean - 0.2)).toBeLessThan(0.02);
  });

  it('does not hand on what the forecast of the second line holds already', () => {
    const centre = centreOf([PHONE, { ...EXPERT, historyHolds: 'all' }], 9, ['phone', 'expert']);
    const forecasts = [forecastOf('phone', 30), forecastOf('expert', 4)];
    const { totals } = simulated({ centre, roster: rosterOf(centre, ['phone', 'expert']), forecasts });
    expect(Math.abs(totals[1]!.measures.offered.mean - 64)).toBeLessThan(5);
  });

  it('pools agents who take both: more than each queue with its own', () => {
    const queues = [queue('phone'), queue('sales')];
    const centre = centreOf(queues, 10, ['phone', 'sales']);
    const roster = rosterOf(centre, ['phone', 'sales'], { phone: 5, sales: 5 });
    const request = { centre, roster, forecasts: [forecastOf('phone', 24), forecastOf('sales', 24)] };
    const pooled = simulated(request).totals;
    const allocated = simulated({ ...request, staffing: 'allocated' as const }).totals;
    pooled.forEach(({ measures }, q) => {
      const own = allocated[q]!.measures.serviceLevel.mean;
      expect(measures.serviceLevel.mean).toBeGreaterThan(own + 0.05);
      expect(Math.abs(own - allocated[q]!.formula!.serviceLevel)).toBeLessThan(0.03);
    });
  });

  it('works e-mail off between calls without harm to them', () => {
    const centre = centreOf([queue('phone'), MAIL], 9, ['phone', 'mail']);
    const forecasts = [forecastOf('phone', 36), forecastOf('mail', 6)];
    const both = simulated({ centre, roster: rosterOf(centre, ['phone', 'mail']), forecasts }).totals;
    const calls = simulated({ centre, roster: rosterOf(centre, ['phone']), forecasts: [forecasts[0]!] }).totals;
    expect(both[0]!.measures.serviceLevel.mean).toBeCloseTo(calls[0]!.measures.serviceLevel.mean, 2);
    expect(both[1]!.measures.serviceLevel.mean).toBeGreaterThan(0.99);
    expect(both[1]!.deferrable).toBe(true);
  });
});

describe('actual contacts', () => {
  const centre = centreOf([queue('phone')], 6, ['phone']);
  const length = 48;
  const startMs = Float64Array.from({ length }, (_, i) => NINE - 18 * HALF_HOUR + i * HALF_HOUR);
  const unknown = new Float64Array(length).fill(Number.NaN);
  const series: HistorySeries = {
    queue: queueId('phone'),
    zone: 'Europe/Amsterdam',
    intervalMinutes: 30,
    fromDate: '2026-12-01',
    toDate: '2026-12-01',
    startMs,
    offered: Float64Array.from({ length }, (_, i) => (i >= 18 && i < 34 ? i : Number.NaN)),
    handled: unknown,
    abandoned: unknown,
    ahtSeconds: Float64Array.from({ length }, (_, i) => (i === 20 ? 600 : Number.NaN)),
    asaSeconds: unknown,
    answeredInTarget: unknown,
    staffedAgents: unknown,
  };

  it('come exactly as they came', () => {
    const dayEnd = startMs.at(-1)! + HALF_HOUR;
    const forecasts = actualContacts(centre, new Map([[queueId('phone'), series]]), startMs[0]!, dayEnd);
    expect(forecasts[0]!.ahtSeconds[2]).toBe(600);
    expect(forecasts[0]!.ahtSeconds[3]).toBe(300);
    const service = simulated({ centre, roster: rosterOf(centre, ['phone']), forecasts, arrivals: 'actual' }, 3);
    expect(service.intervals.map(({ measures }) => measures.offered.mean)).toEqual(
      Array.from({ length: 16 }, (_, i) => 18 + i),
    );
  });
});

describe('what does not fit', () => {
  const centre = centreOf([queue('phone'), queue('sales')], 2, ['phone']);
  const codes = (run: () => unknown): string[] => {
    try {
      run();
    } catch (error) {
      if (error instanceof InputError) return error.issues.map((issue) => issue.code);
      throw error;
    }
    return [];
  };

  it('is named: unknown agents and queues, missing skills, no contacts', () => {
    const forecasts = [forecastOf('phone', 5)];
    const roster = rosterOf(centre, ['phone', 'sales', 'chat']);
    const stranger = { ...roster, shifts: roster.shifts.map((shift) => ({ ...shift, agent: agentId('zz') })) };
    expect(codes(() => simulated({ centre, roster: stranger, forecasts }))).toEqual(['agent-unknown']);
    expect(codes(() => simulated({ centre, roster, forecasts })).sort()).toEqual([
      'queue-unknown',
      'queue-unknown',
      'skill-missing',
      'skill-missing',
    ]);
    expect(codes(() => simulated({ centre, roster: rosterOf(centre, ['phone']), forecasts: [] }))).toEqual([
      'simulation-empty',
    ]);
  });
});
