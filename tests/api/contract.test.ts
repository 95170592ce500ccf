import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import Schema from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../src/self-service/rules.js';
import { PASSWORD } from '../support/accounts.js';
import { fuzz, type JsonSchema, type Operation } from '../support/open-api.js';
import { marker, twoOrganisations } from '../support/two-organisations.js';

let service: Awaited<ReturnType<typeof twoOrganisations>>;
const operations: {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}[] = [];

beforeAll(async () => {
  service = await twoOrganisations();
  const document = (await service.call('GET', '/openapi.json')).json() as {
    paths: Record<string, Record<string, Operation>>;
  };
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods))
      operations.push({ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, operation });
});
afterAll(() => service.close());

interface Call {
  readonly url?: string;
  readonly payload?: object | string;
  readonly headers?: Record<string, string>;
  readonly cookie?: string;
}

/** What a successful call of each route is beside its address. Routes that are not named need nothing more. */
const CALLS: Readonly<Record<string, () => Call>> = {
  'POST /v1/session': () => ({ payload: { email: 'planner@only-default.example', password: PASSWORD }, cookie: '' }),
  'DELETE /v1/session': () => ({ cookie: '' }),
  'PUT /v1/me/password': () => ({
    payload: { current: PASSWORD, next: PASSWORD },
    cookie: service.cookieOf('default', 'team-lead'),
  }),
  'POST /v1/organisations': () => ({
    payload: { id: 'third', name: 'Third', admin: { email: 'third@example.com', name: 'Third', password: PASSWORD } },
  }),
  'POST /v1/users': () => ({
    payload: { email: 'new@example.com', name: 'New', password: PASSWORD, roles: ['agent'] },
  }),
  'PATCH /v1/users/{id}': () => ({ payload: { name: 'Renamed' } }),
  'POST /v1/keys': () => ({ payload: { name: 'k', permissions: ['rooster:user:read'], days: 1 } }),
  'DELETE /v1/webhooks/{id}': () => ({ url: `/v1/webhooks/webhook-2-${marker('default')}` }),
  'POST /v1/webhooks': () => ({ payload: { url: 'https://example.com/hook', events: ['plan.*'] } }),
  'POST /v1/plans': () => ({ payload: { week: '2026-W49' } }),
  'POST /v1/scenarios': () => ({
    payload: { week: '2026-W49', scenarios: [{ name: 'plus-10', changes: [{ change: 'volume', factor: 1.1 }] }] },
  }),
  'POST /v1/plans/{id}/changes': () => ({
    payload: {
      changes: [
        { change: 'remove', agent: service.addressOf(':agent', 'default'), start: '2026-11-30T09:00:00+01:00' },
      ],
    },
    headers: { 'if-match': '"1"' },
  }),
  'POST /v1/forecast-versions': () => ({ payload: { week: '2026-W50' } }),
  'PUT /v1/budgets/{month}': () => ({ url: '/v1/budgets/2027-01', payload: { amounts: { total: 1_000_000 } } }),
  'POST /v1/plans/{id}/proposals': () => ({
    payload: { agents: [service.addressOf(':agent', 'default')] },
    headers: { 'if-match': '"3"' },
  }),
  'PATCH /v1/centre': () => ({ payload: { noticeDays: 21 }, headers: { 'if-match': '*' } }),
  'PUT /v1/agents/{agent}': () => ({
    url: '/v1/agents/new-one',
    payload: {
      name: 'New',
      site: 'office',
      contract: 'full',
      workPlan: 'all',
      skills: [{ skill: 'support', proficiency: 1 }],
    },
  }),
  'PATCH /v1/agents/{agent}': () => ({ payload: { homeDays: 0 }, headers: { 'if-match': '*' } }),
  'DELETE /v1/agents/{agent}': () => ({ url: '/v1/agents/new-one', headers: { 'if-match': '*' } }),
  'POST /v1/rosters/{week}/publish': () => ({ headers: { 'if-match': '"2"' } }),
  'POST /v1/history': () => ({
    payload: 'start,queue,offered\n2026-10-05T09:00,support,12\n',
    headers: { 'content-type': 'text/csv' },
  }),
  'POST /v1/me/time-off/check': () => ({ payload: { kind: 'leave', from: '2027-01-04', to: '2027-01-05' } }),
  'POST /v1/me/time-off': () => ({ payload: { kind: 'leave', from: '2027-01-04', to: '2027-01-05' } }),
  'POST /v1/time-off': () => ({
    payload: { kind: 'sick', agent: service.addressOf(':agent', 'default'), from: '2027-01-11', to: '2027-01-11' },
  }),
  'POST /v1/time-off/{id}/approve': () => ({ payload: { reason: 'fine' }, headers: { 'if-match': '"1"' } }),
  'POST /v1/time-off/{id}/refuse': () => ({ payload: { reason: 'too busy' }, headers: { 'if-match': '"2"' } }),
  'POST /v1/me/time-off/{id}/withdraw': () => ({
    url: `/v1/me/time-off/time-off-2-${marker('default')}/withdraw`,
    headers: { 'if-match': '"1"' },
  }),
  'PUT /v1/me/wishes/{week}': () => ({
    url: '/v1/me/wishes/2027-W05',
    payload: { wishes: [{ date: '2027-02-03', want: { kind: 'start', fromMinute: 540, toMinute: 600 } }] },
    headers: { 'if-match': '"0"' },
  }),
  'PUT /v1/me/availability': () => ({
    payload: { windows: [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 420, toMinute: 1200 }] },
    headers: { 'if-match': '"0"' },
  }),
  'POST /v1/exchanges/{id}/refuse': () => ({ payload: { reason: 'no' }, headers: { 'if-match': '"1"' } }),
  'POST /v1/offers/{id}/withdraw': () => ({ headers: { 'if-match': '"1"' } }),
  'PUT /v1/self-service': () => ({ payload: DEFAULT_RULES, headers: { 'if-match': '"0"' } }),
  'GET /v1/me/shifts': () => ({ url: '/v1/me/shifts?from=2026-11-30&to=2026-12-06' }),
  'GET /v1/jobs/{id}': () => ({ url: service.addressOf('/v1/jobs/:id', 'default') }),
};

/** New entries of the lists of a centre, and what is changed of those that are there. */
const ENTRIES: Readonly<Record<string, { readonly put: object; readonly patch: object }>> = {
  sites: { put: { kind: 'home' }, patch: { name: 'Renamed' } },
  queues: {
    put: { channel: 'email', deadlineMinutes: 480, ahtSeconds: 300, skills: ['support'] },
    patch: { ahtSeconds: 310 },
  },
  skills: { put: {}, patch: { name: 'Renamed' } },
  activities: { put: { kind: 'training' }, patch: { paid: true } },
  contracts: { put: { hoursPerWeek: 24 }, patch: { overMinutes: 60 } },
  shifts: {
    put: { start: { earliest: '09:00', latest: '10:00' }, paidHours: { min: 4, max: 8 } },
    patch: { start: { latest: '11:30' } },
  },
  'work-plans': { put: { shifts: ['day'] }, patch: { name: 'Renamed' } },
  shrinkage: { put: { percent: 2 }, patch: { percent: 4 } },
  events: { put: { kind: 'campaign', fromDate: '2026-12-03', factor: 1.2 }, patch: { factor: 1.3 } },
  adjustments: {
    put: { kind: 'add', value: 5, from: '2026-12-03', author: 'An', reason: 'letter' },
    patch: { on: false },
  },
  'corrections-off': { put: {}, patch: {} },
};
for (const [path, { put, patch }] of Object.entries(ENTRIES)) {
  const any = { 'if-match': '*' };
  Object.assign(CALLS, {
    [`PUT /v1/${path}/{id}`]: (): Call => ({ url: `/v1/${path}/new-one`, payload: put }),
    [`PATCH /v1/${path}/{id}`]: (): Call => ({ payload: patch, headers: any }),
    [`DELETE /v1/${path}/{id}`]: (): Call => ({ url: `/v1/${path}/new-one`, headers: any }),
  });
}
const TABLE_CALLS: Readonly<Record<string, string>> = {
  agents: 'id,name,site,contract,work_plan,skills\nh99,New,office,full,all,support\n',
  availability: 'agent,days,from,to\nh1,mon-fri,08:00,18:00\n',
  'time-off': 'agent,kind,from_date\nh1,leave,2026-12-03\n',
  wishes: 'id,agent,date,want\nw1,h1,2026-12-03,off\n',
  assignments: 'agent,activity,date,from,to\nh1,training,2026-12-01,10:00,11:00\n',
  meetings: 'id,activity,minutes,participants,from_date\nm1,training,60,h1,2026-12-01\n',
  circumstances: 'agent,kind\nh1,no-nights\n',
  events: 'id,kind,from_date,factor\ne1,campaign,2026-12-01,1.1\n',
  adjustments: 'id,kind,value,from,author,reason\na1,add,5,2026-12-01,An,letter\n',
  'corrections-off': 'id\noutage:support:2026-06-17T08:00Z\n',
  worked:
    'agent,date,site,start,end,activity,paid\nh1,2026-11-27,office,2026-11-27T09:00+01:00,2026-11-27T17:00+01:00,work,true\n',
};
for (const [table, text] of Object.entries(TABLE_CALLS))
  Object.assign(CALLS, {
    [`POST /v1/centre/tables/${table}`]: (): Call => ({ payload: text, headers: { 'content-type': 'text/csv' } }),
  });

/** Routes whose success other tests show, and why it cannot be had here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /v1/setup': 'there are accounts; access.test.ts',
  'GET /v1/session/oidc': 'needs a log-in provider; oidc.test.ts',
  'GET /v1/session/oidc/callback': 'needs a log-in provider; oidc.test.ts',
  'POST /v1/demo': 'the service is not in demo mode; access.test.ts',
  'GET /v1/calendars/{token}.ics': 'needs a secret address; publishing.test.ts',
  'POST /v1/me/notices/{id}/acknowledge': 'needs a notice; publishing.test.ts',
  'POST /v1/plans/{id}/publish': 'a plan is published once, by week here; publishing.test.ts',
  'POST /v1/plans/{id}/withdraw': 'needs a published plan; publishing.test.ts',
  'DELETE /v1/jobs/{id}': 'the job has ended; http.test.ts',
  'DELETE /v1/me/calendar': 'needs an address; publishing.test.ts',
  'DELETE /v1/agents/{agent}/personal-data': 'needs an agent who has left; integration.test.ts',
  'PUT /v1/centre': 'takes another centre in; centre-writing.test.ts',
  ...Object.fromEntries(
    [
      'GET /v1/me/exchanges/ways',
      'POST /v1/me/exchanges/check',
      'POST /v1/me/exchanges',
      'POST /v1/me/exchanges/{id}/accept',
      'POST /v1/me/exchanges/{id}/refuse',
      'POST /v1/me/exchanges/{id}/withdraw',
      'POST /v1/exchanges/{id}/approve',
      'POST /v1/rosters/{week}/offers',
      'POST /v1/me/offers/{id}/accept',
      'POST /v1/me/give-aways',
    ].map((name) => [name, 'needs a published week; exchanges.test.ts']),
  ),
  'POST /v1/capacity': 'needs a whole capacity file; money.test.ts',
};

const address = (path: string): string => service.addressOf(path.replaceAll(/\{(\w+)\}/g, ':$1'), 'default');

function call(method: string, url: string, { payload, headers = {}, cookie }: Call) {
  const session = cookie ?? service.cookieOf('default', 'all');
  return service.app.inject({
    method: method as 'GET',
    url,
    headers: { ...(session === '' ? {} : { cookie: session }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
}

/** What is wrong with a response against what the document says of it. */
function against(operation: Operation, response: { statusCode: number; headers: object; body: string }): string[] {
  const documented = operation.responses[String(response.statusCode)];
  if (documented === undefined)
    return [`status ${response.statusCode} is not in the document: ${response.body.slice(0, 300)}`];
  const type = String((response.headers as Record<string, unknown>)['content-type'] ?? '');
  const schema = documented.content?.['application/json']?.schema;
  if (schema === undefined || response.body === '' || !type.includes('json')) return [];
  const check = Schema.Compile(schema as object);
  const value: unknown = JSON.parse(response.body);
  return check.Check(value)
    ? []
    : [`${response.statusCode} does not fit: ${JSON.stringify(check.Errors(value)).slice(0, 400)}`];
}

/** What any route may answer beside what it documents: it is the same for all. */
const COMMON = new Set([400, 401, 403, 404, 413, 414, 415, 429]);

describe('every route of the document', () => {
  it('is every route under /v1, and what is shown elsewhere is', async () => {
    const names = new Set(operations.map(({ name }) => name));
    const registered = service.app.routes
      .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/v1/'))
      .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(registered.filter((name) => !names.has(name))).toEqual([]);
    for (const [name, why] of Object.entries(ELSEWHERE)) {
      const file = /[\w-]+\.test\.ts/.exec(why)![0];
      const last = name.split('/').findLast((part) => !part.startsWith('{'))!;
      expect(await readFile(join(import.meta.dirname, file), 'utf8'), `${name} in ${file}`).toContain(last);
    }
  });

  it('answers a valid call as its schema says', async () => {
    const wrong: string[] = [];
    // Writers last: what they change would be missing in what is read.
    const sorted = [...operations].sort((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'));
    for (const { name, method, path, operation } of sorted) {
      if (Object.hasOwn(ELSEWHERE, name)) continue;
      const wanted = CALLS[name]?.() ?? {};
      const response = await call(method, wanted.url ?? address(path), wanted);
      if (response.statusCode >= 300) wrong.push(`${name}: ${response.statusCode} ${response.body.slice(0, 300)}`);
      else wrong.push(...against(operation, response).map((text) => `${name}: ${text}`));
    }
    expect(wrong).toEqual([]);
    const names = new Set(operations.map(({ name }) => name));
    expect([...Object.keys(CALLS), ...Object.keys(ELSEWHERE)].filter((name) => !names.has(name))).toEqual([]);
  });

  it('asks for a log-in, as a problem document', async () => {
    for (const { name, method, path } of operations) {
      const permission = service.app.routes.find(
        (route) => route.method === method && route.url === path.replaceAll(/\{(\w+)\}/g, ':$1'),
      )!.permission;
      if (permission === 'public') continue;
      const response = await call(method, address(path), { cookie: '' });
      expect(response.json(), name).toMatchObject({
        status: 401,
        code: 'login-needed',
        type: '/problems/login-needed',
      });
      expect(response.headers['content-type'], name).toContain('application/problem+json');
    }
  });

  it('answers whatever is sent without a failure of its own, as its schema says', async () => {
    const cookies = { admin: service.cookieOf('default', 'all') };
    for (const { name, method, path, operation } of operations) {
      const parameters = operation.parameters ?? [];
      const fields = (place: string) => parameters.filter((parameter) => parameter.in === place);
      const record = (place: string) =>
        fc.record(
          Object.fromEntries(fields(place).map((parameter) => [parameter.name, fuzz(parameter.schema)])),
          place === 'path' ? {} : { requiredKeys: [] },
        );
      const json = operation.requestBody?.content['application/json']?.schema;
      const body: fc.Arbitrary<unknown> = json === undefined ? fc.constant(undefined) : fuzz(json as JsonSchema);
      const real = address(path);
      await fc.assert(
        fc.asyncProperty(
          record('path'),
          record('query'),
          record('header'),
          body,
          fc.boolean(),
          async (params, query, header, payload, known) => {
            // Ending the session or changing the password would end the test.
            if (name === 'DELETE /v1/session') return;
            const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
            const encoded = (value: unknown): string => encodeURIComponent(text(value).replaceAll(/\p{Cs}/gu, ''));
            const url = known
              ? real
              : path.replaceAll(
                  /\{(\w+)\}/g,
                  (_, key: string) => encoded((params as Record<string, unknown>)[key]) || 'x',
                );
            const search = Object.entries(query)
              .map(([key, value]) => `${key}=${encoded(value)}`)
              .join('&');
            const headers = Object.fromEntries(
              Object.entries(header).map(([key, value]) => [
                key,
                text(value)
                  .replaceAll(/[^\x20-\x7e]/g, '?')
                  .trim(),
              ]),
            );
            const response = await service.app.inject({
              method: method as 'GET',
              url: search === '' ? url : `${url}?${search}`,
              headers: {
                cookie: cookies.admin,
                ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
                ...headers,
              },
              ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
            });
            const label = `${name} ${url}?${search} ${JSON.stringify(payload)} gave ${response.body.slice(0, 300)}`;
            expect(response.statusCode, label).toBeLessThan(500);
            if (!COMMON.has(response.statusCode) || operation.responses[String(response.statusCode)] !== undefined)
              expect(against(operation, response), label).toEqual([]);
          },
        ),
        { numRuns: 6 },
      );
    }
  });

  it('refuses a body that does not fit with a problem document', async () => {
    for (const { name, method, path, operation } of operations) {
      const json = operation.requestBody?.content['application/json']?.schema;
      if (json === undefined || (json.required ?? []).length === 0) continue;
      for (const payload of [{}, [], { surprise: true }]) {
        const response = await call(method, address(path), { payload });
        expect([400, 429], `${name} ${response.body}`).toContain(response.statusCode);
        expect(response.headers['content-type'], name).toContain('application/problem+json');
      }
    }
  });
});
