import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../../api/files/csv.js';
import { loadPlanInput, type PlanInput } from '../../../api/files/plan-input.js';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { CapacityPlan } from '../../../src/capacity/contract.js';
import { capacityTables } from '../../../src/capacity/index.js';
import { planCapacity } from '../../../src/capacity/plan-capacity.js';
import type { CapacityFile } from '../../../src/capacity/schema.js';
import { cli, ROOT, rooster } from '../../support/cli.js';

const INPUT: CapacityFile = {
  groups: [
    {
      id: 'desk',
      attrition: { percentPerYear: 60 },
      training: { weeks: 1, productivity: [0.7] },
      hiring: { classSize: { min: 1, max: 3 }, costPerHead: 400 },
      outsourcing: { costPerHour: 45 },
      shortage: { costPerHour: 90 },
    },
  ],
};
const folder = mkdtempSync(join(tmpdir(), 'rooster-capacity-'));
let input: PlanInput;
const plan = async (over: Partial<CapacityFile['groups'][number]> = {}): Promise<CapacityPlan> =>
  planCapacity(
    { ...input, input: { groups: [{ ...INPUT.groups[0]!, ...over }] }, fromDate: '2026-11-23', weeks: 6, seed: 1 },
    { lp: await loadHighs() },
  );

beforeAll(async () => {
  input = await loadPlanInput('fixtures/small', undefined, ROOT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('planCapacity on the small centre', () => {
  it('requires the hours of the intervals, meets them, and conserves people', async () => {
    const { groups, fromWeek, currency } = await plan({ demand: [{ factor: 3 }] });
    expect([fromWeek, currency]).toEqual(['2026-W48', 'EUR']);
    const [group] = groups;
    expect(group!.queues).toEqual(['support']);
    expect(group!.weeks.map(({ week }) => week)).toEqual([
      '2026-W48',
      '2026-W49',
      '2026-W50',
      '2026-W51',
      '2026-W52',
      '2026-W53',
    ]);
    expect(group!.totals.hired).toBeGreaterThan(0);
    let heads = 8;
    group!.weeks.forEach((week, t) => {
      if (t > 0) heads = heads - group!.weeks[t - 1]!.left + week.hired;
      expect(week.heads).toBeCloseTo(heads + (t === 0 ? week.hired : 0), 9);
      if (t === 0) heads += week.hired;
      expect(week.availableHours + week.overtimeHours + week.outsourcedHours + week.shortHours).toBeGreaterThan(
        week.requiredHours - 1e-6,
      );
      expect(week.contacts).toBeGreaterThan(500);
      expect(week.staffingRatio).toBeGreaterThan(1);
    });
  });

  it('follows volumes that the planner knows better, by the interval requirement', async () => {
    const [asForecast, doubled] = [await plan(), await plan({ demand: [{ fromWeek: '2026-W50', factor: 2 }] })];
    const [before, after] = [asForecast.groups[0]!.weeks, doubled.groups[0]!.weeks];
    expect(after[1]).toMatchObject({ contacts: before[1]!.contacts, requiredHours: before[1]!.requiredHours });
    expect(after[2]!.contacts).toBeCloseTo(2 * before[2]!.contacts, 6);
    // Larger crowds wait less for the same occupancy: twice the contacts take less than twice the hours.
    expect(after[2]!.requiredHours).toBeGreaterThan(1.4 * before[2]!.requiredHours);
    expect(after[2]!.requiredHours).toBeLessThan(1.99 * before[2]!.requiredHours);
  });

  it('tells of queues without history and of goals out of reach', async () => {
    const request = { ...input, input: INPUT, fromDate: '2026-11-23', weeks: 2, seed: 1 };
    const tools = { lp: await loadHighs() };
    const empty = planCapacity({ ...request, history: new Map() }, tools);
    expect(empty.issues.map(({ code }) => code)).toEqual(['queue-without-history']);
    expect(empty.groups[0]!.weeks[0]).toMatchObject({
      contacts: 0,
      requiredHours: 0,
      gapFte: empty.groups[0]!.weeks[0]!.availableFte,
    });
    expect(empty.groups[0]!.weeks[0]).not.toHaveProperty('staffingRatio');
    const queues = input.centre.queues.map((queue) => ({
      ...queue,
      patienceSeconds: 60,
      goal: { maxAsaSeconds: 10, serviceLevel: 1, targetSeconds: 0 },
    }));
    const strict = planCapacity({ ...request, centre: { ...input.centre, queues } }, tools);
    expect(strict.issues.map(({ code }) => code)).toEqual(['goal-unreachable']);
  });

  it('gives the same plan again', async () => {
    expect(await plan()).toEqual(await plan());
  });

  it('makes tables whose rows have a cell for every column', async () => {
    const tables = capacityTables(await plan({ demand: [{ factor: 3 }], budget: [{ week: '2026-W48', cost: 6000 }] }));
    expect(tables.map(({ name, rows }) => [name, rows.length > 0])).toEqual([
      ['capacity', true],
      ['hiring', true],
      ['budget', true],
    ]);
    for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length);
  });
});

describe('rooster capacity', () => {
  it('writes the plan as CSV, JSON and Excel', async () => {
    const file = join(folder, 'capacity.json');
    writeFileSync(file, JSON.stringify(INPUT));
    const out = join(folder, 'out');
    const result = await rooster([
      'capacity',
      '--centre',
      'fixtures/small',
      '--from',
      '2026-W48',
      '--weeks',
      '6',
      '--input',
      file,
      '--out',
      out,
    ]);
    expect(result.stderr).toBe('');
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('desk: FTE');
    const written = JSON.parse(readFileSync(join(out, 'capacity.json'), 'utf8')) as CapacityPlan;
    expect(written).toEqual(JSON.parse(JSON.stringify(await plan())));
    const table = await parseCsv(readFileSync(join(out, 'capacity.csv'), 'utf8'), 'capacity.csv');
    expect(table.header.slice(0, 3)).toEqual(['group', 'week', 'from']);
    let rows = 0;
    for await (const { cells } of table.rows) rows += cells.length === table.header.length ? 1 : 0;
    expect(rows).toBe(6);
    const sheets = Object.keys(unzipSync(readFileSync(join(out, 'capacity.xlsx')))).filter((name) =>
      name.startsWith('xl/worksheets/sheet'),
    );
    expect(sheets).toHaveLength(3);
  });

  it('lists what is wrong with the input, with its line, and writes nothing', async () => {
    const file = join(folder, 'bad.json');
    writeFileSync(
      file,
      '{ "groups": [\n { "id": "desk", "queues": ["suport"],\n "attrition": { "percentPerYear": 30 }, "training": { "weeks": 2 }, "shortage": { "costPerHour": 9 } } ] }',
    );
    const result = await cli([
      'capacity',
      '--centre',
      'fixtures/small',
      '--from',
      '2026-W48',
      '--input',
      file,
      '--out',
      join(folder, 'none'),
    ]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(
      'bad.json:2:29 (groups[0].queues[0]): error queue-unknown: There is no queue "suport". Did you mean "support"?',
    );
    const missing = await cli(['capacity', '--centre', 'fixtures/small', '--from', '2026-W48', '--out', 'x']);
    expect(missing.stderr).toContain('file-missing');
    const week = await cli(['capacity', '--centre', 'fixtures/small', '--from', '2026-W54', '--out', 'x']);
    expect([week.code, week.stderr.includes('week-unknown')]).toEqual([2, true]);
  });
});
