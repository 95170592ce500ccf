import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCentre } from '../../api/db/centre-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { loadCentre } from '../../api/files/plan-input.js';
import { centreHistory } from '../../api/files/sample-history.js';
import { buildApp } from '../../api/http/app.js';
import type { App } from '../../api/http/app-type.js';
import { type JobRunner, startRunner } from '../../api/jobs/runner.js';
import { ROOT } from '../support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-http-'));
let store: Store;
let runner: JobRunner;
let app: App;
let ids = 0;
const failures: unknown[] = [];

beforeAll(async () => {
  store = await openStore(join(folder, 'test.db'));
  const now = (): string => new Date(Date.UTC(2026, 10, 24, 8, 0, ids)).toISOString();
  const newId = (): string => `id-${++ids}`;
  runner = await startRunner({ store, now, newId, onError: (error) => failures.push(error) });
  app = await buildApp(
    { store, runner, now, newId },
    { logLevel: 'silent', mode: { access: 'demo', secureCookies: false } },
  );
});

afterAll(async () => {
  await app.close();
  await runner.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string) => app.inject({ method: 'GET', url });
const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) });

async function ended(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const job = (await get(`/v1/jobs/${id}`)).json() as Record<string, unknown>;
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('before there is anything', () => {
  it('answers problems with code, status and the way out', async () => {
    const response = await get('/v1/centre');
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status: 404, code: 'centre-missing', type: '/problems/centre-missing' });
    expect((await get('/')).headers['content-type']).toContain('text/html');
    expect((await get('/weeks/2026-W49/report')).json()).toMatchObject({ code: 'week-unplanned' });
    expect((await get('/nowhere')).json()).toMatchObject({ code: 'not-found' });
    expect((await post('/v1/plans', { week: '2026-W49' })).json()).toMatchObject({ code: 'centre-missing' });
  });
});

describe('from history to a published roster', () => {
  let planId = '';

  it('imports a centre and its history', async () => {
    const { centre } = await loadCentre(join(ROOT, 'fixtures/small'));
    const stored = await saveCentre(store, centre, '2026-11-24T08:00:00.000Z');
    expect(stored.version).toBe(1);
    expect((await saveCentre(store, centre, '2026-11-24T08:00:00.000Z')).version).toBe(1);
    const place = await centreHistory(join(ROOT, 'fixtures/small'), centre);
    const text = place.kind === 'text' ? place.text : await readFile(place.path, 'utf8');
    const response = await app.inject({
      method: 'POST',
      url: '/v1/history',
      headers: { 'content-type': 'text/csv' },
      payload: text,
    });
    expect(response.statusCode).toBe(200);
    const { rows } = response.json() as { rows: number };
    expect(rows).toBeGreaterThan(500);
    const overview = (await get('/v1/history')).json() as { queues: { queue: string; intervals: number }[] };
    expect(overview.queues).toMatchObject([{ queue: 'support', intervals: rows }]);
  });

  it('refuses a bad history with every problem and stores nothing of it', async () => {
    const before = (await get('/v1/history')).json();
    const payload = 'start,queue,offered\n2026-11-24T09:00,support,-1\n2026-11-24T09:30,support,many\n';
    const response = await app.inject({
      method: 'POST',
      url: '/v1/history',
      headers: { 'content-type': 'text/csv' },
      payload,
    });
    expect(response.statusCode).toBe(422);
    const { issues } = response.json() as { issues: { place: { line: number; column: string } }[] };
    expect(issues.map((issue) => issue.place.line)).toEqual([2, 3]);
    expect((await get('/v1/history')).json()).toEqual(before);
  });

  it('plans a week in a worker thread', async () => {
    const response = await post('/v1/plans', { week: '2026-W49', timeLimitSeconds: 3 });
    expect(response.statusCode).toBe(202);
    const { id } = response.json() as { id: string };
    expect(response.headers.location).toBe(`/v1/jobs/${id}`);
    const job = await ended(id);
    expect(failures).toEqual([]);
    expect(job).toMatchObject({ state: 'done', percent: 100 });
    planId = String(job.plan).split('/').at(-1)!;
    expect((await get(`/v1/plans/${planId}`)).json()).toMatchObject({ week: '2026-W49', state: 'draft', revision: 1 });
    const events = await get(`/v1/jobs/${id}/events`);
    expect(events.headers['content-type']).toContain('text/event-stream');
    expect(events.body).toContain('event: end');
  });

  it('shows forecast, requirement, roster by week and by agent, cost and the report', async () => {
    expect((await get('/v1/forecasts/2026-W49')).body).toMatch(/^queue,start,interval_minutes,offered,/);
    expect((await get('/v1/requirements/2026-W49')).body).toMatch(/^queue,start,interval_minutes,offered,aht_seconds,/);
    const roster = (await get('/v1/rosters/2026-W49')).json() as { shifts: { agent: string }[] };
    expect(roster.shifts.length).toBeGreaterThan(10);
    const { agent } = roster.shifts[0]!;
    const own = (await get(`/v1/rosters/2026-W49/agents/${agent}`)).json() as { shifts: { agent: string }[] };
    expect(own.shifts).toEqual(roster.shifts.filter((shift) => shift.agent === agent));
    const cost = (await get('/v1/costs/2026-W49')).json() as Record<string, unknown>;
    const summary = (await get('/v1/summaries/2026-W49')).json() as Record<string, unknown>;
    expect(cost).toMatchObject({ state: 'draft', costMinor: summary.costMinor, currency: 'EUR' });
    const report = await get('/weeks/2026-W49/report');
    expect(report.headers['content-type']).toContain('text/html');
    expect(report.headers['content-security-policy']).toContain("default-src 'none'");
    expect(report.body).toContain('Required against rostered');
  });

  it('publishes only what the caller has seen, and freezes the estimate', async () => {
    expect((await post('/v1/rosters/2026-W49/publish')).json()).toMatchObject({
      status: 428,
      code: 'if-match-missing',
    });
    expect((await post('/v1/rosters/2026-W49/publish', undefined, { 'if-match': '"7"' })).json()).toMatchObject({
      status: 412,
      code: 'plan-changed',
    });
    const { etag } = (await get('/v1/rosters/2026-W49')).headers;
    const published = await post('/v1/rosters/2026-W49/publish', undefined, { 'if-match': String(etag) });
    expect(published.statusCode).toBe(200);
    expect(published.json()).toMatchObject({ state: 'published', revision: 2 });
    const again = await post('/v1/rosters/2026-W49/publish', undefined, {
      'if-match': String(published.headers.etag),
    });
    expect(again.json()).toMatchObject({ status: 409, code: 'plan-not-draft' });
    const before = (await get('/v1/costs/2026-W49')).json() as Record<string, unknown>;
    expect(before.frozenAt).toBeDefined();
    const frozen = await store.db.selectFrom('publication').selectAll().execute();
    const files = await store.db.selectFrom('plan_document').selectAll().where('plan_id', '=', planId).execute();
    expect(frozen).toHaveLength(1);
    expect(frozen[0]!.roster).toBe(files.find((file) => file.name === 'roster.json')!.body);
    expect(frozen[0]!.cost).toBe(files.find((file) => file.name === 'cost.csv')!.body);
  });

  it('keeps the published week in front of a newer draft', async () => {
    expect((await post(`/v1/plans/${planId}/copy`)).statusCode).toBe(201);
    expect((await get('/v1/costs/2026-W49')).json()).toMatchObject({ state: 'published' });
    const first = (await get('/v1/plans?limit=1')).json() as { plans: { id: string }[]; next: string };
    const second = (await get(`/v1/plans?limit=1&cursor=${first.next}`)).json() as { plans: { id: string }[] };
    expect(second.plans.map((plan) => plan.id)).toEqual([planId]);
    expect(second).not.toHaveProperty('next');
  });
});

describe('bad requests', () => {
  it.each([
    ['/v1/plans', { week: '2025-W53' }, 422, 'week-unknown'],
    ['/v1/plans', { week: 'next' }, 400, 'fst-err-validation'],
    ['/v1/plans', { week: '2026-W49', weeks: 99 }, 400, 'fst-err-validation'],
    ['/v1/plans', { week: '2026-W49', colour: 'red' }, 400, 'fst-err-validation'],
  ])('POST %s %j', async (url, payload, status, code) => {
    const response = await post(url, payload);
    expect(response.json()).toMatchObject({ status, code });
  });

  it.each([
    ['/v1/jobs/none', 404, 'job-unknown'],
    ['/v1/jobs/%zz', 400, 'fst-err-bad-url'],
    [`/v1/jobs/${'x'.repeat(200)}`, 414, 'fst-err-max-param-length'],
    ['/v1/plans/none', 404, 'plan-unknown'],
    ['/v1/rosters/2025-W53', 422, 'week-unknown'],
    ['/v1/rosters/2026-W02', 404, 'week-unplanned'],
    ['/v1/jobs?limit=0', 400, 'fst-err-validation'],
  ])('GET %s', async (url, status, code) => {
    expect((await get(url)).json()).toMatchObject({ status, code });
  });
});

describe('the document of the API', () => {
  it('is OpenAPI 3.1 and names every route under /v1', async () => {
    const document = (await get('/openapi.json')).json() as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/centre',
        '/v1/history',
        '/v1/plans',
        '/v1/jobs/{id}',
        '/v1/rosters/{week}',
        '/v1/costs/{week}',
      ]),
    );
    expect((await get('/docs')).statusCode).toBeLessThan(400);
  });
});
