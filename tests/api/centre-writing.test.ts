import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACKAGE } from '../support/package-folder.js';
import { twoOrganisations } from '../support/two-organisations.js';

let service: Awaited<ReturnType<typeof twoOrganisations>>;
beforeAll(async () => {
  service = await twoOrganisations();
});
afterAll(() => service.close());

const as =
  (role: Parameters<typeof service.cookieOf>[1]) =>
  async (method: string, url: string, payload?: object | string, headers: Record<string, string> = {}) =>
    service.app.inject({
      method: method as 'GET',
      url,
      headers: {
        cookie: service.cookieOf('default', role),
        ...(typeof payload === 'string' ? { 'content-type': 'text/csv' } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });

describe('changing the centre over HTTP', () => {
  it('checks a change like a folder, makes a version of it, and tells a second writer what is there now', async () => {
    const planner = as('planner');
    const before = await planner('GET', '/v1/queues/support');
    const version = ((await planner('GET', '/v1/centre')).json() as { version: number }).version;
    const etag = String(before.headers.etag);
    const goal = { serviceLevel: 0.9, targetSeconds: 20 };
    const changed = await planner('PATCH', '/v1/queues/support', { goal }, { 'if-match': etag });
    expect(changed.json()).toMatchObject({ id: 'support', goal });
    expect(((await planner('GET', '/v1/centre')).json() as { version: number }).version).toBe(version + 1);

    const late = await planner('PATCH', '/v1/queues/support', { weight: 2 }, { 'if-match': etag });
    expect(late.json()).toMatchObject({ status: 412, code: 'entry-changed', current: { id: 'support', goal } });
    expect((await planner('PATCH', '/v1/queues/support', { weight: 2 })).json()).toMatchObject({
      status: 428,
      code: 'if-match-missing',
    });

    const wrong = await planner(
      'PATCH',
      '/v1/queues/support',
      { openingHours: [{ days: 'mon-fri', from: '09:10', to: '08:00' }], ahtSeconds: -1 },
      { 'if-match': '*' },
    );
    expect(wrong.statusCode).toBe(422);
    const { issues } = wrong.json() as { issues: { code: string; place: { path: string } }[] };
    expect(issues.map(({ code, place }) => [code, place.path])).toContainEqual([
      'value-out-of-range',
      'queues[0].ahtSeconds',
    ]);
    expect(((await planner('GET', '/v1/centre')).json() as { version: number }).version).toBe(version + 1);
    const versions = (await planner('GET', '/v1/centre/versions')).json() as { versions: { version: number }[] };
    expect(versions.versions.map((one) => one.version).slice(0, 2)).toEqual([version + 1, version]);
  });

  it('refuses to take out what something refers to, with the place where it does', async () => {
    const planner = as('planner');
    const refused = await planner('DELETE', '/v1/contracts/full', undefined, { 'if-match': '*' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('contract-unknown');
    expect((await planner('DELETE', '/v1/contracts/none')).statusCode).toBe(404);
  });

  it('lets planners change people but neither see nor touch pay and age', async () => {
    const [planner, admin] = [as('planner'), as('admin')];
    const pay = (await admin('GET', '/v1/agents/h1')).json() as { payScale: string };
    const seen = await planner('GET', '/v1/agents/h1');
    expect(seen.body).not.toContain('payScale');
    const body = seen.json() as Record<string, unknown>;
    const changed = await planner(
      'PUT',
      '/v1/agents/h1',
      { ...body, team: 'blue' },
      { 'if-match': String(seen.headers.etag) },
    );
    expect(changed.json()).toMatchObject({ team: 'blue' });
    expect((await admin('GET', '/v1/agents/h1')).json()).toMatchObject({ team: 'blue', payScale: pay.payScale });
    const refused = await planner('PATCH', '/v1/agents/h1', { payScale: 'L2' }, { 'if-match': '*' });
    expect(refused.json()).toMatchObject({ status: 403, code: 'not-allowed' });
    const csv = await planner('POST', '/v1/centre/tables/agents', 'id,pay_scale\nh1,L2\n');
    expect(csv.json()).toMatchObject({ status: 403, code: 'not-allowed' });
    expect((await planner('GET', '/v1/centre/tables/agents')).body.split('\n')[0]).not.toContain('pay_scale');
    expect((await admin('GET', '/v1/centre/tables/agents')).body.split('\n')[0]).toContain('pay_scale');
  });

  it('imports a table with a preview that stores nothing, and names the problems of its rows', async () => {
    const planner = as('planner');
    const text = 'id,name,team\nh2,Bo,green\nh77,Nina,green\n';
    const preview = await planner('POST', '/v1/centre/tables/agents?preview=true', text);
    expect(preview.json()).toMatchObject({ stored: false, rows: 2, added: 1, changed: 1, removed: 0 });
    expect((await planner('GET', '/v1/agents/h77')).statusCode).toBe(404);
    expect((await planner('POST', '/v1/centre/tables/agents', text)).json()).toMatchObject({ stored: true, added: 1 });
    expect((await planner('GET', '/v1/agents/h77')).json()).toMatchObject({ name: 'Nina', team: 'green' });
    const bad = await planner('POST', '/v1/centre/tables/agents', 'id,contract,home_days\nh2,full,1\nh3,none,9\n');
    const { issues } = bad.json() as { issues: { code: string; place: object }[] };
    expect(issues.map(({ code, place }) => [code, place])).toEqual(
      expect.arrayContaining([
        ['contract-unknown', { file: 'agents.csv', line: 3, column: 'contract' }],
        ['value-out-of-range', { file: 'agents.csv', line: 3, column: 'home_days' }],
      ]),
    );
    expect((await planner('POST', '/v1/centre/tables/events?mode=neither', 'id,kind\n')).statusCode).toBe(400);
    const events = 'id,kind,from_date\nx,closed,2026-12-25\n';
    const replaced = await planner('POST', '/v1/centre/tables/events?mode=replace', events);
    expect(replaced.json()).toMatchObject({ added: 1, removed: 1 });
    expect((await planner('GET', '/v1/centre/tables/events')).body).toContain('x,closed,,2026-12-25');
  });

  it('takes a whole folder in, and gives back the texts it was made of', async () => {
    const admin = as('admin');
    const folder = join(PACKAGE, 'fixtures/small');
    const centre = JSON.parse(readFileSync(join(folder, 'centre.json'), 'utf8')) as object;
    const agents = readFileSync(join(folder, 'agents.csv'), 'utf8');
    const body = { centre: { ...centre, name: 'Second' }, tables: { agents } };
    const preview = await admin('PUT', '/v1/centre?preview=true', body);
    expect(preview.json()).toMatchObject({ centre: { name: 'Second', version: 0 } });
    expect((await admin('PUT', '/v1/centre', { ...body, tables: {} })).statusCode).toBe(422);
    expect((await as('planner')('PUT', '/v1/centre', body)).statusCode).toBe(403);
    expect((await admin('PUT', '/v1/centre', body)).json()).toMatchObject({ centre: { name: 'Second', version: 1 } });
    expect((await admin('GET', '/v1/centre')).json()).toMatchObject({ name: 'Second' });
  });

  it('loses nothing when many write at once', async () => {
    const planner = as('planner');
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        planner('PUT', `/v1/events/many-${i}`, { kind: 'campaign', fromDate: '2026-12-01', factor: 1.1 }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    const { events } = (await planner('GET', '/v1/events')).json() as { events: { id: string }[] };
    for (let i = 0; i < 4; i++) expect(events.map(({ id }) => id)).toContain(`many-${i}`);
  });
});
