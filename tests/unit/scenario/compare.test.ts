import { describe, expect, it } from 'vitest';
import { jsonSource } from '../../../src/centre/source.js';
import { compareScenarios } from '../../../src/scenario/compare.js';
import { comparisonTable } from '../../../src/scenario/comparison-table.js';
import { readScenarios } from '../../../src/scenario/read.js';
import type { PlanSummary, QueueSummary } from '../../../src/summary.js';
import { scenarioState } from '../../support/scenario.js';

const queue = (id: string, offered: number, over: Partial<QueueSummary> = {}): QueueSummary => ({
  queue: id,
  name: id,
  channel: 'phone',
  offered,
  offeredLower80: 0,
  offeredUpper80: 0,
  ahtSeconds: 300,
  formulaHours: 10,
  requiredHours: 10,
  rosteredHours: 11,
  shortHours: 0.5,
  surplusHours: 1.5,
  surplusCostMinor: 3000,
  shortCostMinor: 1000,
  peakAgents: 3,
  goal: '',
  deferrable: false,
  serviceExpected: 0.8,
  asaExpectedSeconds: 20,
  occupancyExpected: 0.7,
  ...over,
});
const summary = (queues: readonly QueueSummary[], costMinor: number): PlanSummary => {
  const contacts = queues.reduce((sum, { offered }) => sum + offered, 0);
  return {
    centre: 'Test',
    fromDate: '2026-11-30',
    toDate: '2026-12-06',
    zone: 'Europe/Amsterdam',
    currency: 'EUR',
    queues,
    sites: [],
    agents: 5,
    agentsRostered: 5,
    shifts: 20,
    paidHours: 100,
    productiveHours: 80,
    costMinor,
    costPerContactMinor: contacts > 0 ? costMinor / contacts : 0,
    costByComponentMinor: {},
    costByChannelMinor: {},
    hardRulesBroken: 0,
    softRulesBroken: 0,
    lawBreaches: 0,
    shortages: [],
    objective: { costMinor: 0, boundMinor: 0, gap: 0 },
    stamp: { engineVersion: '', seed: 1, inputHash: '', reproducible: true, method: '' },
    corrections: 0,
  };
};

describe('compareScenarios', () => {
  const comparison = compareScenarios([
    {
      name: 'base',
      summary: summary([queue('phone', 300), queue('chat', 100, { serviceExpected: 0.6 })], 100_000),
      costByQueueMinor: { phone: 60_000, chat: 30_000, other: 10_000 },
    },
    {
      name: 'more',
      title: 'More calls',
      summary: summary([queue('phone', 400, { serviceExpected: 0.7 }), queue('mail', 0)], 110_050),
      costByQueueMinor: { phone: 80_000 },
    },
  ]);
  const row = (id: string, measure: string) =>
    comparison.rows.find((each) => each.queue === id && each.measure === measure);

  it('puts totals and queues side by side, with differences to the first', () => {
    expect(row('total', 'cost')).toMatchObject({ unit: 'minor', values: [100_000, 110_050], differences: [0, 10_050] });
    // (300 × 0.8 + 100 × 0.6) / 400 and 0.7.
    expect(row('total', 'service')!.values[0]).toBeCloseTo(0.75, 12);
    expect(row('total', 'service')!.differences[1]).toBeCloseTo(-0.05, 12);
    expect(row('total', 'short_hours')!.values).toEqual([1, 1]);
    expect(row('phone', 'cost_per_contact')!.values).toEqual([200, 200]);
  });

  it('has no value where a scenario has no such queue or no contact', () => {
    expect(row('chat', 'offered')).toMatchObject({ values: [100, null], differences: [0, null] });
    expect(row('mail', 'cost_per_contact')).toMatchObject({ values: [null, null], differences: [null, null] });
  });

  it('makes a table with money in major units', () => {
    const { header, rows } = comparisonTable(comparison);
    expect(header).toEqual(['queue', 'measure', 'unit', 'base', 'more', 'more less base']);
    expect(rows.find(([id, measure]) => id === 'total' && measure === 'cost')).toEqual([
      'total',
      'cost',
      'EUR',
      1000,
      1100.5,
      100.5,
    ]);
    for (const each of rows) expect(each).toHaveLength(header.length);
  });

  it('needs something to compare', () => {
    expect(() => compareScenarios([])).toThrow(RangeError);
  });
});

describe('readScenarios', () => {
  const read = (scenarios: unknown) =>
    readScenarios(jsonSource({ scenarios }, 'scenarios.json'), scenarioState(), ['base']).issues.map(
      ({ code, place }) => `${code} ${place.path}`,
    );

  it('takes a sound file', () => {
    expect(
      read([
        { name: 'plus-10', changes: [{ change: 'volume', factor: 1.1 }] },
        { name: 'none', changes: [] },
      ]),
    ).toEqual([]);
  });

  it('names faults of form first, then what does not fit the centre', () => {
    expect(
      read([
        {
          name: 'a b',
          changes: [
            { change: 'volum', factor: 1.1 },
            { change: 'volume', factor: -1 },
          ],
        },
        { name: '../x', changes: [{ change: 'desks', site: 'office' }], extra: 1 },
      ]),
    ).toEqual([
      'id-bad scenarios[0].name',
      'value-not-allowed scenarios[0].changes[0].change',
      'value-out-of-range scenarios[0].changes[1].factor',
      'id-bad scenarios[1].name',
      'key-missing scenarios[1].changes[0]',
      'key-unknown scenarios[1].extra',
    ]);
    expect(
      read([
        { name: 'base', changes: [] },
        { name: 'x', changes: [{ change: 'desks', site: 'offce', desks: 1 }] },
        { name: 'x', changes: [] },
      ]).sort(),
    ).toEqual([
      'name-duplicate scenarios[0].name',
      'name-duplicate scenarios[2].name',
      'site-unknown scenarios[1].changes[0].site',
    ]);
  });
});
