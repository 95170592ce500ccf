import { describe, expect, it } from 'vitest';
import { adjustedForecasts, type Weeks, weeklyDemand } from '../../../src/capacity/demand.js';
import { agentsByGroup, contractTerms, weeklyShrinkage } from '../../../src/capacity/terms.js';
import { contractId, queueId, skillId } from '../../../src/domain/ids.js';
import { InputError } from '../../../src/errors.js';
import type { RequirementRow } from '../../../src/requirement/contract.js';
import { emptyForecast } from '../../../src/scenario/forecast.js';
import { startOfDay } from '../../../src/time/zone.js';
import { agent, payCentre } from '../../support/pay-centre.js';

const MONDAYS = ['2026-10-19', '2026-10-26', '2026-11-02'];
const at = (date: string, hour: number): number => startOfDay(date, 'Europe/Amsterdam') + hour * 3_600_000;
/** Two weeks with the end of summer time between them. */
const weeks: Weeks = {
  names: ['2026-W43', '2026-W44'],
  mondays: MONDAYS.slice(0, 2),
  startMs: MONDAYS.map((date) => startOfDay(date, 'Europe/Amsterdam')),
};
const forecast = (queue: string, offered: readonly number[]) => {
  const startMs = Float64Array.of(at('2026-10-19', 9), at('2026-10-25', 23), at('2026-10-26', 0), at('2026-11-01', 12));
  return { ...emptyForecast(queueId(queue), 30, startMs, 300), offered: Float64Array.from(offered) };
};
const codesOf = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
};

describe('adjustedForecasts', () => {
  const forecasts = [forecast('phone', [10, 30, 20, 20]), forecast('chat', [1, 1, 0, 0])];

  it('scales weeks by factor or to a number of contacts, the later entry over the earlier', () => {
    const [phone, chat] = adjustedForecasts(
      [
        {
          id: 'a',
          queues: ['phone'],
          demand: [{ factor: 1.5 }, { queue: 'phone', fromWeek: '2026-W44', contacts: 10 }],
        },
        { id: 'b', queues: ['chat'], demand: [{ factor: 2, toWeek: '2026-W43' }] },
      ],
      forecasts,
      weeks,
    );
    expect([...phone!.offered]).toEqual([15, 45, 5, 5]);
    expect([...chat!.offered]).toEqual([2, 2, 0, 0]);
  });

  it('leaves forecasts alone where nothing is known better', () => {
    expect(adjustedForecasts([{ id: 'a' }], forecasts, weeks)).toEqual(forecasts);
  });

  it('refuses contacts where there is no forecast', () => {
    expect(
      codesOf(() => adjustedForecasts([{ id: 'a', demand: [{ queue: 'mail', factor: 2 }] }], forecasts, weeks)),
    ).toEqual(['capacity-no-forecast']);
    expect(
      codesOf(() => adjustedForecasts([{ id: 'a', demand: [{ queue: 'chat', contacts: 5 }] }], forecasts, weeks)),
    ).toEqual(['capacity-no-forecast']);
  });
});

describe('weeklyDemand', () => {
  it('adds intervals up to weeks of the centre, across a clock change', () => {
    const row = (queue: string, startMs: number, offered: number, agentsNet: number): RequirementRow => ({
      queue: queueId(queue),
      startMs,
      intervalMinutes: 30,
      offered,
      ahtSeconds: 360,
      agentsNet,
      agentsScheduled: agentsNet,
      serviceLevel: 1,
      asaSeconds: 0,
      occupancy: 0,
    });
    const rows = [
      row('phone', at('2026-10-19', 9), 10, 3),
      row('phone', weeks.startMs[1]! - 1_800_000, 10, 2),
      row('phone', weeks.startMs[1]!, 5, 4),
      row('mail', at('2026-10-19', 9), 100, 9),
    ];
    expect(weeklyDemand(payCentre([]), { queues: ['phone'] }, rows, weeks)).toEqual([
      { contacts: 20, workloadHours: 2, requiredHours: 2.5 },
      { contacts: 5, workloadHours: 0.5, requiredHours: 2 },
    ]);
    expect(weeklyDemand(payCentre([]), {}, rows, weeks)[0]!.contacts).toBe(120);
  });
});

describe('terms of a group', () => {
  const skilled = (id: string, skill: string, contract: string, over = {}) =>
    agent(id, { skills: [{ skill: skillId(skill), proficiency: 1 }], contract: contractId(contract), ...over });
  const base = payCentre([
    skilled('a', 'phone', 'full'),
    skilled('b', 'phone', 'part', { from: '2026-10-02' }),
    skilled('c', 'chat', 'full'),
    skilled('d', 'chat', 'full', { to: '2026-10-01' }),
  ]);
  const centre = {
    ...base,
    queues: base.queues.map((queue) => ({ ...queue, skills: [skillId(queue.id)] })),
    shrinkage: [
      { reason: 'leave', basisPoints: 800, planned: true, inRoster: true },
      { reason: 'sickness', basisPoints: 500, planned: false, inRoster: false },
    ],
  };
  const group = {
    id: 'calls',
    queues: ['phone'],
    attrition: { percentPerYear: 30 },
    training: { weeks: 2 },
    shortage: { costPerHour: 90 },
  };

  it('counts everybody once, in the first group whose work they can do, while employed', () => {
    const members = agentsByGroup(
      centre,
      [group, { ...group, id: 'rest', queues: ['phone', 'chat', 'mail'] }],
      '2026-10-19',
    );
    expect([...members].map(([id, agents]) => [id, agents.map((each) => each.id)])).toEqual([
      ['calls', ['a', 'b']],
      ['rest', ['c']],
    ]);
  });

  it('takes heads and the cost of an hour from the agents, or from the input', () => {
    const agents = centre.agents.slice(0, 2);
    const terms = contractTerms(
      centre,
      { ...group, costs: [{ contract: 'part', costPerHour: 19.5 }] },
      agents,
      MONDAYS,
    );
    expect(terms.map(({ contract, start, hireable }) => [contract, start, hireable])).toEqual([
      ['full', [{ heads: 1, weeksThere: Number.POSITIVE_INFINITY }], false],
      ['part', [{ heads: 1, weeksThere: 2 }], false],
    ]);
    expect(terms[1]!.costPerHourMinor).toEqual([1950, 1950, 1950]);
    // Level 1 of July 2026 is 15.57 gross; holiday allowance and employer's contributions come on top.
    for (const cost of terms[0]!.costPerHourMinor) expect(cost).toBeGreaterThan(1557 * 1.2);
    const hiring = { classSize: { min: 1, max: 2 }, contracts: [{ contract: 'call', maxShare: 0.5 }] };
    expect(codesOf(() => contractTerms(centre, { ...group, hiring }, agents, MONDAYS))).toEqual([
      'capacity-cost-missing',
    ]);
  });

  it('refuses shrinkage that leaves nobody at work', () => {
    expect(weeklyShrinkage(centre, group, weeks.names)[0]).toEqual({ planned: 0.08, unplanned: 0.05, leave: 0.08 });
    const leave = [{ fromWeek: '2026-W44', toWeek: '2026-W44', percent: 95 }];
    expect(codesOf(() => weeklyShrinkage(centre, { ...group, leave }, weeks.names))).toEqual(['shrinkage-whole']);
  });
});
