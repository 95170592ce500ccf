import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../api/http/app.js';
import { IDLE_RUNNER, startWithAccounts } from '../support/accounts.js';

let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
beforeAll(async () => {
  rooster = await startWithAccounts(IDLE_RUNNER);
});
afterAll(() => rooster.close());

describe('operations', () => {
  it('says that it lives and that its database answers', async () => {
    expect((await rooster.call('GET', '/healthz')).json()).toEqual({ status: 'ok' });
    expect((await rooster.call('GET', '/readyz')).json()).toEqual({ status: 'ready' });
  });

  it('sends the headers that browsers heed on every answer, a problem among them', async () => {
    expect((await rooster.call('GET', '/v1/plans')).headers['content-security-policy']).toContain("default-src 'none'");
    for (const path of ['/healthz', '/v1/plans', '/nothing']) {
      const { headers } = await rooster.call('GET', path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('counts requests by route, not by address, for those who may see it', async () => {
    expect((await rooster.call('GET', '/metrics')).statusCode).toBe(401);
    const admin = await rooster.addUser('default', 'admin@example.com', ['admin']);
    await rooster.call('GET', '/v1/plans/some-plan', admin);
    const { body, headers } = await rooster.call('GET', '/metrics', admin);
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('rooster_http_requests_total{method="GET",route="/v1/plans/:id",status="404"} 1');
    await rooster.call('GET', '/v1/users?limit=0', admin);
    await rooster.call('GET', '/v1/users', admin);
    const again = (await rooster.call('GET', '/metrics', admin)).body;
    expect(again).toContain('# TYPE rooster_http_request_seconds histogram');
    // Times are of the route, whatever came of it; every class holds those below it too.
    for (const line of [
      'bucket{le="+Inf",method="GET",route="/v1/users"} 2',
      'count{method="GET",route="/v1/users"} 2',
    ])
      expect(again).toContain(`rooster_http_request_seconds_${line}`);
    const classes = [...again.matchAll(/_bucket\{le="[^"]+",method="GET",route="\/v1\/users"\} (\d+)/g)].map((match) =>
      Number(match[1]),
    );
    expect(classes.every((count, i) => i === 0 || count >= classes[i - 1]!)).toBe(true);
    for (const status of [200, 400])
      expect(again).toContain(`rooster_http_requests_total{method="GET",route="/v1/users",status="${status}"} 1`);
    expect(body).not.toContain('some-plan');
  });

  it('logs with the id of the request and without secrets or names', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const app = await buildApp(rooster.service, { logLevel: 'info', logStream: stream });
    await app.inject({ method: 'GET', url: '/v1/calendars/very-secret.ics' });
    await app.inject({
      method: 'POST',
      url: '/v1/session',
      payload: { email: 'ada@example.com', password: 'hunter2' },
    });
    await app.close();
    const text = lines.join('');
    expect(text).toContain('/v1/calendars/:token.ics');
    expect(text).toMatch(/"reqId":"[0-9a-f-]{36}"/);
    for (const secret of ['very-secret', 'ada@example.com', 'hunter2']) expect(text).not.toContain(secret);
  });
});
