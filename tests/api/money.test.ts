import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../support/service.js';
import { readWorkbook } from '../support/workbook.js';

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
  await service.importFixture('small');
});
afterAll(() => service.close());

/** What the money is does not depend on how good the roster is. */
const QUICK = { timeLimitSeconds: 1 };
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('cost of a stored roster', () => {
  let planId = '';

  beforeAll(async () => {
    const job = await service.run('/v1/plans', { week: '2026-W49', ...QUICK });
    planId = String(job.plan).split('/').at(-1)!;
  });

  it('has totals that agree with every split and with the stored file', async () => {
    const cost = (await service.get('/v1/costs/2026-W49')).json() as Record<string, Record<string, number>> & {
      costMinor: number;
    };
    const stored = rowsOf((await service.get(`/v1/plans/${planId}/files/cost.csv`)).body);
    expect(cost.costMinor).toBe(Math.round(sum(stored.map((row) => Number(row.centre_cost))) * 100));
    for (const split of ['byComponentMinor', 'byChannelMinor', 'bySiteMinor', 'byContractMinor'])
      expect(sum(Object.values(cost[split]!)), split).toBe(cost.costMinor);
  });

  it('is one row per agent, week and component as JSON, CSV and Excel', async () => {
    const { lines, totalMinor } = (await service.get('/v1/costs/2026-W49/lines')).json() as {
      lines: { agent: string; week: string; component: string; costMinor: number; centreCostMinor: number }[];
      totalMinor: number;
    };
    const keys = lines.map(({ agent, week, component }) => `${agent} ${week} ${component}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(sum(lines.map((line) => line.centreCostMinor))).toBe(totalMinor);
    expect((await service.get('/v1/costs/2026-W49')).json()).toMatchObject({ costMinor: totalMinor });

    const csv = await service.get('/v1/costs/2026-W49/lines.csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="cost-2026-W49-by-week.csv"');
    expect(csv.headers.etag).toBe((await service.get(`/v1/plans/${planId}`)).headers.etag);
    const rows = rowsOf(csv.body);
    expect(rows.map((row) => `${row.agent} ${row.week} ${row.component}`)).toEqual(keys);
    expect(rows.map((row) => Math.round(Number(row.cost) * 100))).toEqual(lines.map((line) => line.costMinor));

    const xlsx = await service.get('/v1/costs/2026-W49/lines.xlsx');
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
    const [sheet] = readWorkbook(xlsx.rawPayload);
    expect(sheet).toMatchObject({ name: 'cost by week', hasFormula: false });
    const [header, ...cells] = sheet!.rows;
    const at = (name: string): number => header!.indexOf(`text ${name}`);
    expect(cells.map((row) => [row[at('agent')], row[at('cost')]])).toEqual(
      rows.map((row) => [`text ${row.agent}`, Number(row.cost)]),
    );
  });

  it('by day is the stored file, byte for byte', async () => {
    const stored = await service.get(`/v1/plans/${planId}/files/cost.csv`);
    expect((await service.get('/v1/costs/2026-W49/lines.csv?by=day')).body).toBe(stored.body);
    const [sheet] = readWorkbook((await service.get('/v1/costs/2026-W49/lines.xlsx?by=day')).rawPayload);
    expect(sheet!.rows).toHaveLength(rowsOf(stored.body).length + 1);
  });

  it('of a published week stays the estimate that was published', async () => {
    const before = await service.get('/v1/costs/2026-W49/lines.csv');
    const published = await service.post(`/v1/plans/${planId}/publish`, undefined, {
      'if-match': String(before.headers.etag),
    });
    expect(published.statusCode).toBe(200);
    // What pay data, a later plan or an edit of the draft's file would say does not matter any more.
    await service.store.db
      .updateTable('plan_document')
      .set({ body: 'agent\n' })
      .where('plan_id', '=', planId)
      .where('name', '=', 'cost.csv')
      .execute();
    const after = await service.get('/v1/costs/2026-W49/lines.csv');
    expect(after.body).toBe(before.body);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect((await service.get('/v1/costs/2026-W49')).json()).toMatchObject({ state: 'published' });
  });

  it.each([
    ['/v1/costs/2026-W02/lines', 404, 'week-unplanned'],
    ['/v1/costs/2025-W53/lines.csv', 422, 'week-unknown'],
    ['/v1/costs/2026-W49/lines.pdf', 400, 'fst-err-validation'],
    ['/v1/costs/2026-W49/lines.csv?by=month', 400, 'fst-err-validation'],
  ])('GET %s is a problem', async (url, status, code) => {
    const response = await service.get(url);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status, code });
  });
});

describe('scenarios', () => {
  const half = { name: 'half', title: '=1+1', changes: [{ change: 'volume', factor: 0.5 }] };

  it('are planned by a job and compared as JSON, CSV and Excel', async () => {
    const job = await service.run('/v1/scenarios', { week: '2026-W48', scenarios: [half], ...QUICK });
    expect(service.failures).toEqual([]);
    expect(job).toMatchObject({ kind: 'scenarios', state: 'done', percent: 100 });
    const address = String(job.report);
    const response = await service.get(address);
    expect(response.headers.etag).toBe(`"${job.id}"`);
    const { complete, comparison } = response.json() as {
      complete: boolean;
      comparison: { scenarios: unknown[]; rows: { queue: string; measure: string; values: number[] }[] };
    };
    expect([complete, comparison.scenarios]).toEqual([true, [{ name: 'base' }, { name: 'half', title: '=1+1' }]]);
    const values = (measure: string): number[] =>
      comparison.rows.find((row) => row.queue === 'total' && row.measure === measure)!.values;
    expect(values('offered')[1]).toBeCloseTo(values('offered')[0]! / 2, 6);

    const csv = rowsOf((await service.get(`${address}/comparison.csv`)).body);
    const cost = csv.find((row) => row.queue === 'total' && row.measure === 'cost')!;
    expect([Number(cost.base) * 100, Number(cost.half) * 100].map(Math.round)).toEqual(values('cost'));
    const [sheet] = readWorkbook((await service.get(`${address}/comparison.xlsx`)).rawPayload);
    expect(sheet!.rows).toHaveLength(csv.length + 1);
    expect(sheet!.hasFormula).toBe(false);
    expect((await service.get('/v1/scenarios')).json()).toMatchObject({ scenarios: [{ address, weeks: 1 }] });
  });

  it('are all tried before the first is planned', async () => {
    const bad = { name: 'half', changes: [{ change: 'volume', factor: 2, queue: 'suport' }, { change: 'magic' }] };
    const unreadable = await service.post('/v1/scenarios', { week: '2026-W48', scenarios: [bad] });
    expect([unreadable.statusCode, unreadable.headers['content-type']]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ]);
    const misfit = { name: 'half', changes: [{ change: 'volume', factor: 2, queue: 'suport' }] };
    const response = await service.post('/v1/scenarios', { week: '2026-W48', scenarios: [half, misfit] });
    const { issues } = response.json() as { issues: { code: string; place: { path: string } }[] };
    expect(issues.map(({ code }) => code).sort()).toEqual(['name-duplicate', 'queue-unknown']);
    expect(issues.map(({ place }) => place.path)).toContain('scenarios[1].name');
    expect((await service.post('/v1/scenarios', { week: '2025-W53', scenarios: [half] })).json()).toMatchObject({
      code: 'week-unknown',
    });
    expect((await service.get('/v1/scenarios/none')).json()).toMatchObject({ status: 404, code: 'report-unknown' });
  });
});

describe('capacity', () => {
  const groups = [
    {
      id: 'desk',
      attrition: { percentPerYear: 60 },
      training: { weeks: 2, productivity: [0.5] },
      hiring: { classSize: { min: 1, max: 4 }, costPerHead: 1000 },
      outsourcing: { costPerHour: 60 },
      shortage: { costPerHour: 200 },
    },
  ];

  it('is planned by a job and read as JSON, CSV and Excel', async () => {
    const job = await service.run('/v1/capacity', { week: '2026-W49', weeks: 13, groups });
    expect(service.failures).toEqual([]);
    expect(job).toMatchObject({ kind: 'capacity', state: 'done' });
    const plan = (await service.get(String(job.report))).json() as {
      groups: { group: string; weeks: { week: string; costMinor: number }[]; totals: { costMinor: number } }[];
    };
    const [group] = plan.groups;
    expect(group!.weeks).toHaveLength(13);
    const rows = rowsOf((await service.get(`${job.report}/capacity.csv`)).body);
    expect(rows.map((row) => [row.week, Math.round(Number(row.cost) * 100)])).toEqual(
      group!.weeks.map(({ week, costMinor }) => [week, costMinor]),
    );
    const sheets = readWorkbook((await service.get(`${job.report}/capacity.xlsx`)).rawPayload);
    expect(sheets.map(({ name }) => name)).toEqual(['capacity', 'hiring', 'budget']);
    expect((await service.get('/v1/capacity')).json()).toMatchObject({ capacity: [{ weeks: 13 }] });
    expect((await service.get(`${job.report}/wages.csv`)).json()).toMatchObject({ status: 404, code: 'file-unknown' });
  });

  it('refuses groups that do not fit the centre, by name and place', async () => {
    const response = await service.post('/v1/capacity', {
      week: '2026-W49',
      groups: [{ ...groups[0], queues: ['phon'] }],
    });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      issues: [{ code: 'queue-unknown', place: { path: 'groups[0].queues[0]' } }],
    });
  });
});

describe('the document of the API', () => {
  it('names the routes and what they give', async () => {
    const { paths } = (await service.get('/openapi.json')).json() as { paths: Record<string, object> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/v1/costs/{week}',
        '/v1/costs/{week}/lines',
        '/v1/costs/{week}/lines.{format}',
        '/v1/scenarios',
        '/v1/scenarios/{id}',
        '/v1/scenarios/{id}/comparison.{format}',
        '/v1/capacity',
        '/v1/capacity/{id}',
        '/v1/capacity/{id}/{file}',
      ]),
    );
    expect(JSON.stringify(paths['/v1/scenarios/{id}'])).toContain('differences');
  });
});
