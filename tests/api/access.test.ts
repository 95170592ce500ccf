import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../api/access/password.js';
import { PERMISSIONS, ROLES } from '../../api/access/permissions.js';
import { newToken, tokenHash } from '../../api/access/token.js';
import { keepSetupCode } from '../../api/db/account-store.js';
import { openStore } from '../../api/db/open.js';
import { buildApp } from '../../api/http/app.js';
import { serve } from '../../api/http/serve.js';
import { CHEAP, PASSWORD, startWithAccounts } from '../support/accounts.js';
import { startService } from '../support/service.js';

let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
beforeAll(async () => {
  rooster = await startWithAccounts();
});
afterAll(() => rooster.close());

describe('passwords', () => {
  it('hashes with salt at the stated cost, and takes the same text in any Unicode form', async () => {
    const [first, second] = await Promise.all([hashPassword('wachtwoord één'), hashPassword('wachtwoord één')]);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^scrypt\$16\$8\$2\$/);
    expect(await verifyPassword('wachtwoord e\u0301e\u0301n', first!)).toBe(true);
    expect(await verifyPassword('wachtwoord een', first!)).toBe(false);
  });
});

describe('the first admin', () => {
  it('is made by the one-time code, once, and only over the right code', async () => {
    const { store, call } = rooster;
    expect((await call('GET', '/v1/session')).json()).toEqual({
      access: 'accounts',
      setupNeeded: true,
      loggedIn: false,
    });
    const code = newToken();
    await keepSetupCode(store, tokenHash(newToken()), rooster.service.now());
    await keepSetupCode(store, tokenHash(code), rooster.service.now());
    const payload = { organisation: 'Domstad', name: 'Ada', email: 'Ada@example.com', password: PASSWORD };
    const wrong = await call('POST', '/v1/setup', undefined, { ...payload, code: newToken() });
    expect(wrong.json()).toMatchObject({ status: 403, code: 'setup-code-wrong' });
    const short = await call('POST', '/v1/setup', undefined, { ...payload, code, password: 'short' });
    expect(short.statusCode).toBe(400);
    const made = await call('POST', '/v1/setup', undefined, { ...payload, code });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ organisation: { id: 'default', name: 'Domstad' }, roles: ['admin'] });
    expect(made.headers['set-cookie']).toMatch(
      /^__Host-rooster=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const again = await call('POST', '/v1/setup', undefined, { ...payload, code, email: 'eve@example.com' });
    expect(again.json()).toMatchObject({ status: 403, code: 'setup-code-wrong' });
  });
});

describe('sessions', () => {
  it('log in without regard to case, know who it is, and end', async () => {
    const { call, logIn } = rooster;
    const cookie = await logIn('ada@EXAMPLE.com');
    expect((await call('GET', '/v1/me', cookie)).json()).toMatchObject({ kind: 'user', name: 'Ada', roles: ['admin'] });
    expect((await call('GET', '/v1/session', cookie)).json()).toMatchObject({ loggedIn: true, setupNeeded: false });
    expect((await call('DELETE', '/v1/session', cookie)).statusCode).toBe(204);
    const over = await call('GET', '/v1/me', cookie);
    expect(over.json()).toMatchObject({ status: 401, code: 'login-needed' });
    expect(over.headers['www-authenticate']).toBe('Bearer');
  });

  it('answer an unknown address and a wrong password alike', async () => {
    const attempt = (email: string, password: string) =>
      rooster.call('POST', '/v1/session', undefined, { email, password });
    const [unknown, wrong] = await Promise.all([attempt('no@example.com', PASSWORD), attempt('ada@example.com', 'no')]);
    expect(unknown!.json()).toEqual(wrong!.json());
    expect(wrong!.json()).toMatchObject({ status: 401, code: 'credentials-wrong' });
  });

  it('run out when idle, and after a week in any case', async () => {
    const { clock, call, logIn } = rooster;
    const start = clock.ms;
    const idle = await logIn('ada@example.com');
    const busy = await logIn('ada@example.com');
    for (let hour = 1; hour <= 7 * 24 - 1; hour++) {
      clock.ms = start + hour * 3_600_000;
      if (hour % 6 === 0) expect((await call('GET', '/v1/me', busy)).statusCode, `hour ${hour}`).toBe(200);
      if (hour === 13) expect((await call('GET', '/v1/me', idle)).statusCode).toBe(401);
    }
    clock.ms = start + 7 * 24 * 3_600_000;
    expect((await call('GET', '/v1/me', busy)).statusCode).toBe(401);
    clock.ms = start;
  });

  it('store no token, only its hash', async () => {
    const cookie = await rooster.logIn('ada@example.com');
    const rows = await rooster.store.db.selectFrom('session').select('hash').execute();
    const token = cookie.split('=')[1]!;
    expect(rows.map(({ hash }) => hash)).toContain(tokenHash(token));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('are not usable from pages of other sites', async () => {
    const cookie = await rooster.logIn('ada@example.com');
    const from = (headers: Record<string, string>) =>
      rooster.call('DELETE', '/v1/keys/none', cookie, undefined, headers);
    expect((await from({ origin: 'https://evil.example' })).json()).toMatchObject({ code: 'other-site' });
    expect((await from({ 'sec-fetch-site': 'cross-site' })).json()).toMatchObject({ code: 'other-site' });
    expect((await from({ origin: 'null' })).json()).toMatchObject({ code: 'other-site' });
    expect((await from({ host: 'r.example', origin: 'https://r.example' })).json()).toMatchObject({
      code: 'key-unknown',
    });
  });

  it('end when the password, the roles or the account change', async () => {
    const { call, logIn } = rooster;
    const admin = await logIn('ada@example.com');
    const added = await call('POST', '/v1/users', admin, {
      email: 'bob@example.com',
      name: 'Bob',
      password: PASSWORD,
      roles: ['planner'],
    });
    expect(added.statusCode).toBe(201);
    const { id } = added.json() as { id: string };
    const first = await logIn('bob@example.com');
    const next = `${PASSWORD} 2`;
    expect((await call('PUT', '/v1/me/password', first, { current: 'wrong', next })).statusCode).toBe(401);
    expect((await call('PUT', '/v1/me/password', first, { current: PASSWORD, next })).statusCode).toBe(200);
    expect((await call('GET', '/v1/me', first)).statusCode).toBe(401);
    const second = await logIn('bob@example.com', next);
    await call('PATCH', `/v1/users/${id}`, admin, { roles: ['finance'] });
    expect((await call('GET', '/v1/me', second)).statusCode).toBe(401);
    const third = await logIn('bob@example.com', next);
    expect((await call('GET', '/v1/me', third)).json()).toMatchObject({ roles: ['finance'] });
    await call('PATCH', `/v1/users/${id}`, admin, { disabled: true });
    expect((await call('GET', '/v1/me', third)).statusCode).toBe(401);
    await expect(logIn('bob@example.com', next)).rejects.toThrow('credentials-wrong');
  });

  it('keep at least one admin', async () => {
    const admin = await rooster.logIn('ada@example.com');
    const { id } = (await rooster.call('GET', '/v1/me', admin)).json() as { id: string };
    expect((await rooster.call('PATCH', `/v1/users/${id}`, admin, { disabled: true })).json()).toMatchObject({
      code: 'last-admin',
    });
    expect((await rooster.call('PATCH', `/v1/users/${id}`, admin, { roles: ['planner'] })).json()).toMatchObject({
      code: 'last-admin',
    });
  });
});

describe('API keys', () => {
  it('allow what they were made for until they end or are revoked, and are stored as a hash', async () => {
    const { call, clock, store } = rooster;
    const admin = await rooster.logIn('ada@example.com');
    const body = { name: 'export', permissions: ['rooster:user:read'], days: 30 };
    const made = (await call('POST', '/v1/keys', admin, body)).json() as { id: string; key: string };
    const withKey = (url: string, key = made.key) =>
      call('GET', url, undefined, undefined, { authorization: `Bearer ${key}` });
    expect((await withKey('/v1/users')).statusCode).toBe(200);
    expect((await withKey('/v1/keys')).json()).toMatchObject({ status: 403, code: 'not-allowed' });
    expect((await withKey('/v1/users', `${made.key}x`)).statusCode).toBe(401);
    expect((await withKey('/v1/users', 'rk_none_x')).statusCode).toBe(401);
    const stored = await store.db.selectFrom('api_key').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(made.key.split('_')[2]);
    const start = clock.ms;
    clock.ms += 30 * 86_400_000 + 1;
    expect((await withKey('/v1/users')).statusCode).toBe(401);
    clock.ms = start;
    expect((await call('DELETE', `/v1/keys/${made.id}`, admin)).statusCode).toBe(200);
    expect((await withKey('/v1/users')).statusCode).toBe(401);
  });

  it('give nobody more than they have', async () => {
    const planner = await rooster.addUser('default', 'key-maker@example.com', ['planner'], {
      grants: ['rooster:key:write'],
    });
    const body = { name: 'money', permissions: ['rooster:cost:read'] };
    expect((await rooster.call('POST', '/v1/keys', planner, body)).json()).toMatchObject({ code: 'grants-more' });
  });
});

describe('what roles are for', () => {
  it('no pay for planners, no reasons of absence for finance, nothing but their own for agents', () => {
    expect(ROLES.planner).not.toContain('rooster:pay:read');
    expect(ROLES.planner).not.toContain('rooster:cost:read');
    expect(ROLES.finance).not.toContain('rooster:absence-reason:read');
    expect(ROLES.agent.every((permission) => permission.startsWith('rooster:own:'))).toBe(true);
    const held = new Set(Object.values(ROLES).flat());
    expect(Object.keys(PERMISSIONS).filter((permission) => !held.has(permission as never))).toEqual([]);
  });

  it('a route without a permission does not build', async () => {
    const app = await buildApp(rooster.service, { logLevel: 'silent' });
    expect(() => app.get('/v1/forgotten', async () => 'x')).toThrow('Route GET /v1/forgotten names no permission.');
    await app.close();
  });
});

describe('the demo', () => {
  it('is for this machine, under its own name, not through a proxy', async () => {
    const demo = await startService();
    const visit = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
      demo.app.inject({ method: 'GET', url: '/v1/me', headers, remoteAddress });
    expect((await visit({ host: 'localhost:3000' })).json()).toMatchObject({ kind: 'demo', roles: ['admin'] });
    expect((await visit({ host: '[::1]:3000' }, '::1')).statusCode).toBe(200);
    expect((await visit({ host: 'localhost:3000' }, '192.168.1.7')).statusCode).toBe(401);
    expect((await visit({ host: 'rebound.example' })).statusCode).toBe(401);
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      expect((await visit({ host: 'localhost:3000', [name]: '10.0.0.1' })).statusCode, name).toBe(401);
    }
    const role = await demo.post('/v1/demo', { role: 'agent', agent: 'anna' });
    expect(role.statusCode).toBe(204);
    const { name, value } = role.cookies[0]!;
    const asAgent = await visit({ host: 'localhost', cookie: `${name}=${value}` });
    expect(asAgent.json()).toMatchObject({ roles: ['agent'], agent: 'anna' });
    // The first account ends it.
    const { store } = demo;
    await store.db
      .insertInto('account')
      .values({
        id: 'a',
        organisation: 'default',
        email: 'a@example.com',
        name: 'A',
        password: await hashPassword(PASSWORD, CHEAP),
        roles: '["admin"]',
        grants: '[]',
        agent: null,
        created_at: '2026-11-24T08:00:00.000Z',
        disabled_at: null,
      })
      .execute();
    expect((await visit({ host: 'localhost:3000' })).statusCode).toBe(401);
    await demo.close();
  });

  it('does not start on an address that others can reach, nor when there are accounts', async () => {
    const store = await openStore(':memory:');
    const onError = (message: string): void => expect.fail(message);
    for (const host of ['0.0.0.0', '::', '192.168.1.7', 'rooster.example']) {
      await expect(serve({ store, port: 0, host, demo: true, onError })).rejects.toThrow('demo-not-local');
    }
    const served = await serve({ store, port: 0, onError });
    expect(served).toMatchObject({ access: 'accounts', setupCode: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await fetch(`${served.url}/v1/centre`)).status).toBe(401);
    await served.close();
    const again = await startWithAccounts();
    await again.addUser('default', 'x@example.com', ['admin']);
    const locked = await serve({ store: await openStore(again.path), port: 0, demo: true, onError });
    expect(locked.access).toBe('accounts');
    expect(locked.setupCode).toBeUndefined();
    await locked.close();
    await again.close();
  });
});
