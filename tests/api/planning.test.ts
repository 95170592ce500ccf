import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costByMonth, sharedOut } from '../../api/files/cost-period.js';
import type { ForecastVersion } from '../../api/jobs/forecast-version.js';
import type { RosterDocument } from '../../api/web/app/api.js';
import { startService } from '../support/service.js';

const WEEK = '2026-W49';
let service: Awaited<ReturnType<typeof startService>>;
const json = async <T>(url: string): Promise<T> => (await service.get(url)).json() as T;
let plan = '';

beforeAll(async () => {
  service = await startService();
  await service.importFixture('small');
  const job = await service.run('/v1/plans', { week: WEEK, timeLimitSeconds: 4 });
  plan = String(job.plan);
}, 120_000);
afterAll(() => service.close());

describe('kept forecasts', () => {
  it('are kept with every plan, and made alone with the adjustments of that moment', async () => {
    const { versions } = await json<{ versions: { id: string; address: string }[] }>('/v1/forecast-versions');
    expect(versions).toHaveLength(1);
    const first = await json<ForecastVersion>(versions[0]!.address);
    const [queue] = first.queues;
    expect(queue!.automatic).toBeUndefined();
    expect(queue!.days).toHaveLength(7);
    const put = await service.app.inject({
      method: 'PUT',
      url: '/v1/adjustments/campaign',
      payload: { kind: 'percent', value: 50, from: '2026-11-30', to: '2026-12-01', author: 'An', reason: 'letter' },
    });
    expect(put.statusCode, put.body).toBe(201);
    const job = await service.run('/v1/forecast-versions', { week: WEEK });
    const second = (await json<ForecastVersion>(String(job.report))).queues[0]!;
    expect(second.automatic).toEqual(queue!.offered);
    const touched = second.startMs.map((ms) => ms < Date.parse('2026-12-02T00:00:00+01:00'));
    for (const [i, value] of second.offered.entries())
      expect(value).toBeCloseTo(queue!.offered[i]! * (touched[i] === true ? 1.5 : 1), 3);
  });

  it('show the adjustments of now on what was computed then', async () => {
    const { versions } = await json<{ versions: { address: string }[] }>('/v1/forecast-versions');
    const [newest, first] = await Promise.all(
      versions.map(async ({ address }) => (await json<ForecastVersion>(address)).queues[0]!),
    );
    const shown = async (): Promise<ForecastVersion['queues'][number]> =>
      (await json<ForecastVersion>(`${versions[0]!.address}/adjusted`)).queues[0]!;
    const before = await shown();
    for (const [i, value] of newest!.offered.entries()) expect(before.offered[i]).toBeCloseTo(value, 3);
    const off = await service.app.inject({
      method: 'PATCH',
      url: '/v1/adjustments/campaign',
      headers: { 'if-match': '*' },
      payload: { on: false },
    });
    expect(off.statusCode, off.body).toBe(200);
    const after = await shown();
    expect(after.offered).toEqual(first!.offered);
    for (const [i, value] of first!.upper80.entries()) expect(after.upper80[i]).toBeCloseTo(value, 2);
  });

  it('are compared with what came', async () => {
    const none = await json<{ versions: number; rows: unknown[] }>('/v1/accuracy');
    expect(none).toEqual({ versions: 2, rows: [] });
    const { queues } = await json<ForecastVersion>('/v1/forecast-versions/id-1');
    const { startMs, offered } = queues[0]!;
    const came = startMs.map((ms, i) => `${new Date(ms).toISOString()},support,${(offered[i]! * 1.1).toFixed(4)}`);
    const sent = await service.app.inject({
      method: 'POST',
      url: '/v1/history',
      headers: { 'content-type': 'text/csv' },
      payload: `start,queue,offered\n${came.join('\n')}\n`,
    });
    expect(sent.statusCode, sent.body).toBe(200);
    const { rows } = await json<{
      rows: { by: string; source: string; wape: number; bias: number; intervals: number }[];
    }>('/v1/accuracy');
    const automatic = rows.find(({ by, source }) => by === 'all' && source === 'automatic')!;
    expect(automatic.bias).toBeCloseTo(1 / 1.1 - 1, 3);
    expect(rows.some(({ source }) => source === 'adjusted')).toBe(true);
  });
});

describe('history', () => {
  it('is given by date, and says what forecasts put right in it', async () => {
    const { startMs, offered } = await json<{ startMs: number[]; offered: (number | null)[] }>(
      '/v1/history/support/intervals?from=2026-11-16&to=2026-11-16',
    );
    expect(startMs).toHaveLength(48);
    expect(startMs[0]).toBe(Date.parse('2026-11-16T00:00:00+01:00'));
    expect(offered.some((value) => (value ?? 0) > 0)).toBe(true);
    expect((await service.get('/v1/history/support/intervals?from=2026-13-01')).statusCode).toBe(422);
    expect((await service.get('/v1/history/none/intervals')).statusCode).toBe(404);
    const { corrections } = await json<{ corrections: { id: string; on: boolean }[] }>(
      '/v1/history/support/corrections',
    );
    expect(corrections.every(({ on }) => on)).toBe(true);
  });
});

describe('editing a roster', () => {
  it('takes a shift with its breaks, and refuses parts that do not fit together', async () => {
    const { shifts } = await json<RosterDocument>(`/v1/rosters/${WEEK}`);
    const [first] = shifts;
    const body = (activities: { activity: string; start: string; end: string }[]) => ({
      changes: [
        { change: 'remove', agent: first!.agent, start: first!.start },
        { change: 'add', agent: first!.agent, start: first!.start, end: first!.end, activities },
      ],
    });
    const at = (minutes: number): string => new Date(Date.parse(first!.start) + minutes * 60_000).toISOString();
    const etag = (await service.get(plan)).headers.etag as string;
    const apart = await service.post(
      `${plan}/changes`,
      body([
        { activity: 'work', start: first!.start, end: at(60) },
        { activity: 'work', start: at(75), end: first!.end },
      ]),
      { 'if-match': etag },
    );
    expect(apart.json()).toMatchObject({ status: 422, code: 'activities-apart' });
    const done = await service.post(
      `${plan}/changes`,
      body([
        { activity: 'work', start: first!.start, end: at(60) },
        { activity: 'meal', start: at(60), end: at(90) },
        { activity: 'work', start: at(90), end: first!.end },
      ]),
      { 'if-match': etag },
    );
    expect(done.statusCode, done.body).toBe(200);
    const after = (await json<RosterDocument>(`/v1/rosters/${WEEK}`)).shifts.find(
      ({ agent, start }) => agent === first!.agent && start === first!.start,
    )!;
    expect(after.activities.map(({ activity, paid }) => [activity, paid])).toEqual([
      ['work', true],
      ['meal', false],
      ['work', true],
    ]);
    expect(after.activities[0]!.queues).toEqual(['support']);
    expect(after.activities[1]!.queues).toEqual([]);
  });

  it('proposes better shifts for the people named and leaves everybody else as they are', async () => {
    const etag = (await service.get(plan)).headers.etag as string;
    const { shifts } = await json<RosterDocument>(`/v1/rosters/${WEEK}`);
    const agents = ['h1', 'h2'];
    // Both are taken out: the search has to put them back to work.
    const started = await service.post(`${plan}/proposals`, { agents, shifts: [] }, { 'if-match': etag });
    expect(started.statusCode, started.body).toBe(202);
    const url = String(started.headers.location);
    let job = await json<{ state: string; report?: string; error?: unknown }>(url);
    while (job.state === 'queued' || job.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = await json(url);
    }
    expect(job).toMatchObject({ state: 'done' });
    const found = await json<{ shifts: { agent: string }[]; changed: string[]; shortHours: Record<string, number> }>(
      job.report!,
    );
    expect(found.changed.length).toBeGreaterThan(0);
    expect(found.shifts.every(({ agent }) => agents.includes(agent))).toBe(true);
    expect(found.shortHours.after).toBeLessThan(found.shortHours.before!);
    expect((await json<RosterDocument>(`/v1/rosters/${WEEK}`)).shifts).toEqual(shifts);
    const others = await service.post(`${plan}/proposals`, { agents: ['h1'], shifts }, { 'if-match': etag });
    expect(others.json()).toMatchObject({ status: 422, code: 'agent-unknown' });
  });

  it('explains why intervals are short in both languages', async () => {
    const seen = await json<{
      rules: { ruleId: string }[];
      short: { queue: string; causes: { text: { nl: string; en: string } }[] }[];
    }>(`${plan}/explanation`);
    expect(seen.rules.length).toBeGreaterThan(5);
    for (const { causes } of seen.short) {
      expect(causes.length).toBeGreaterThan(0);
      for (const { text } of causes) expect(text.nl).not.toBe(text.en);
    }
  });
});

describe('cost of weeks and months beside the budget', () => {
  it('adds up to the week, split by the date of every line, with the budget beside', async () => {
    const put = await service.app.inject({
      method: 'PUT',
      url: '/v1/budgets/2026-12',
      payload: { amounts: { total: 900_000, 'site:office': 900_000 } },
    });
    expect(put.statusCode, put.body).toBe(200);
    const again = await service.app.inject({ method: 'PUT', url: '/v1/budgets/2026-12', payload: { amounts: {} } });
    expect(again.json()).toMatchObject({ status: 428 });
    const week = await json<Record<string, number | Record<string, number>>>(`/v1/costs/${WEEK}`);
    type Period = { costMinor: number; perContactMinor: number; bySiteMinor: Record<string, number> };
    const found = await json<{
      weeks: (Period & { week: string; byChannelMinor: Record<string, number> })[];
      months: (Period & { month: string; budgetMinor?: Record<string, number> })[];
    }>('/v1/costs');
    expect(found.weeks).toHaveLength(1);
    expect(found.weeks[0]).toMatchObject({ week: WEEK, costMinor: week.costMinor, bySiteMinor: week.bySiteMinor });
    expect(found.weeks[0]!.perContactMinor).toBeCloseTo(Number(week.perContactMinor), 6);
    expect(found.weeks[0]!.byChannelMinor).toEqual(week.byChannelMinor);
    expect(found.months.map(({ month }) => month)).toEqual(['2026-11', '2026-12']);
    expect(found.months.reduce((sum, { costMinor }) => sum + costMinor, 0)).toBe(week.costMinor);
    expect(found.months[1]!.budgetMinor).toEqual({ total: 900_000, 'site:office': 900_000 });
    const csv = (await service.get('/v1/costs/periods.csv')).body;
    expect(csv).toContain('2026-12,total,,');
    expect(csv).toContain(',9000\n');
    expect((await service.get('/v1/costs?from=2026-W99')).statusCode).toBe(422);
  });

  it('shares whole cents out by largest remainder', async () => {
    expect(sharedOut({ a: 1, b: 1, c: 1 }, 100)).toEqual({ a: 34, b: 33, c: 33 });
    expect(sharedOut({}, 100)).toEqual({});
    const header = 'agent,week,date,site,contract,component,quantity,unit,rate,cost,currency,centre_cost,reason\n';
    const line = (date: string, cost: number) =>
      `h1,2026-W49,${date},office,full,base-pay,1,hour,1,${cost},EUR,${cost},x\n`;
    const months = await costByMonth({
      csv: header + line('2026-11-30', 1) + line('2026-12-01', 2.01),
      currency: 'EUR',
      contacts: 301,
      paidHours: 30.1,
      byChannelMinor: { phone: 200, chat: 101 },
    });
    expect(
      [...months].map(([month, { costMinor, contacts, byChannelMinor }]) => [
        month,
        costMinor,
        contacts,
        byChannelMinor,
      ]),
    ).toEqual([
      ['2026-11', 100, 100, { chat: 34, phone: 66 }],
      ['2026-12', 201, 201, { chat: 67, phone: 134 }],
    ]);
  });
});

describe('importing history', () => {
  it('previews, takes JSON, replaces a queue, and names the problems of rows', async () => {
    const rows = [
      { start: '2026-11-23T09:00', queue: 'support', offered: 12 },
      { start: '2026-11-23T09:30', queue: 'support', offered: 14, aht_seconds: 290 },
    ];
    const preview = await service.post('/v1/history?preview=true&mode=replace', { rows });
    expect(preview.json()).toMatchObject({ stored: false, rows: 2, queues: ['support'], from: '2026-11-23' });
    const before = await json<{ queues: { intervals: number }[] }>('/v1/history');
    expect(before.queues[0]!.intervals).toBeGreaterThan(100);
    const bad = await service.post('/v1/history', { rows: [...rows, { start: 'soon', queue: 'none', offered: -1 }] });
    const { issues } = bad.json() as { issues: { code: string; place: { line: number } }[] };
    expect(bad.statusCode).toBe(422);
    expect(issues.map(({ code, place }) => [code, place.line])).toEqual(
      expect.arrayContaining([
        ['queue-unknown', 4],
        ['timestamp-unreadable', 4],
        ['number-negative', 4],
      ]),
    );
    expect((await service.post('/v1/history', [])).statusCode).toBe(422);
    expect((await service.post('/v1/history?mode=x', { rows })).statusCode).toBe(400);
    expect((await service.post('/v1/history?mode=replace', { rows })).json()).toMatchObject({ stored: true, rows: 2 });
    expect((await json<{ queues: { intervals: number }[] }>('/v1/history')).queues[0]!.intervals).toBe(2);
  });
});
