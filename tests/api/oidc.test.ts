import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { oidcClient } from '../../api/access/oidc.js';
import { oidcOptions } from '../../api/access/oidc-settings.js';
import { settingsOf } from '../../api/settings.js';
import type { InputError } from '../../src/errors.js';
import { IDLE_RUNNER, startWithAccounts } from '../support/accounts.js';
import { CLIENT, oidcProvider } from '../support/oidc-provider.js';

const REDIRECT = 'https://rooster.example/v1/session/oidc/callback';

let provider: Awaited<ReturnType<typeof oidcProvider>>;
let rooster: Awaited<ReturnType<typeof startWithAccounts>>;

const settings = (): Record<string, string> => ({
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_REDIRECT: REDIRECT,
  OIDC_NAME: 'Domstad',
});
const clientOf = (more: Record<string, string> = {}) =>
  oidcClient(oidcOptions(settingsOf({ ...settings(), ...more }))!);

beforeAll(async () => {
  provider = await oidcProvider();
  rooster = await startWithAccounts(IDLE_RUNNER, { oidc: clientOf() });
  await rooster.addOrganisation('other');
  await rooster.addUser('default', 'ada@example.com', ['admin']);
  await rooster.addUser('default', 'pim@example.com', ['planner']);
  await rooster.addUser('other', 'eve@example.com', ['admin']);
});
afterAll(async () => {
  await rooster.close();
  await provider.close();
});
afterEach(() => provider.away(false));

type Rooster = typeof rooster;
type Response = Awaited<ReturnType<Rooster['call']>>;
let machines = 0;

/** Begins a log-in: the cookie and what the provider was asked. */
async function begin({ app }: Rooster = rooster) {
  // An address of its own: attempts are counted by it.
  const remoteAddress = `198.51.100.${++machines}`;
  const response = await app.inject({ method: 'GET', url: '/v1/session/oidc', remoteAddress });
  expect(response.statusCode, response.body).toBe(302);
  const set = response.cookies.find(({ name }) => name === '__Host-rooster-oidc')!;
  return { address: String(response.headers.location), cookie: `${set.name}=${set.value}`, set, remoteAddress };
}
const back = (
  { cookie, remoteAddress }: { cookie?: string; remoteAddress: string },
  search: URLSearchParams,
  { app }: Rooster = rooster,
  accept = 'application/json',
): Promise<Response> =>
  app.inject({
    method: 'GET',
    url: `/v1/session/oidc/callback?${search}`,
    headers: { accept, ...(cookie === undefined ? {} : { cookie }) },
    remoteAddress,
  });

/** A whole log-in as a person whom the provider describes. */
async function logIn(said: Parameters<typeof provider.say>[0], where: Rooster = rooster): Promise<Response> {
  provider.say(said);
  const begun = await begin(where);
  return back(begun, provider.authorize(begun.address), where);
}
const session = (response: Response): string | undefined => {
  const set = response.cookies.find(({ name }) => name === '__Host-rooster');
  return set === undefined ? undefined : `${set.name}=${set.value}`;
};
const ada = { sub: 'ada-1', email: 'Ada@example.com', email_verified: true, name: 'Ada' };

function expectRefused(response: Response, status: number, code: string): void {
  expect(response.json(), response.body).toMatchObject({ status, code });
  expect(session(response)).toBeUndefined();
}

describe('log-in with a provider', () => {
  it('starts the session of the account that the provider vouches for, and notes it', async () => {
    expect((await rooster.call('GET', '/v1/session')).json()).toMatchObject({
      oidc: { name: 'Domstad', href: '/v1/session/oidc' },
    });
    const response = await logIn({ claims: ada });
    expect(response.statusCode, response.body).toBe(302);
    expect(response.headers.location).toBe('/');
    expect(response.headers['set-cookie']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^__Host-rooster=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
        expect.stringMatching(/^__Host-rooster-oidc=; /),
      ]),
    );
    const me = await rooster.call('GET', '/v1/me', session(response)!);
    expect(me.json()).toMatchObject({ kind: 'user', email: 'ada@example.com', roles: ['admin'] });
    const { entries } = (
      await rooster.call('GET', '/v1/audit?resource=session&limit=1', session(response)!)
    ).json() as { entries: { action: string; detail: unknown }[] };
    expect(entries).toMatchObject([{ action: 'log-in', detail: { by: 'oidc' } }]);
  });

  it('asks with code, PKCE, state and nonce, none of them the same twice, and keeps them on the server', async () => {
    const [one, other] = [await begin(), await begin()];
    const [first, second] = [one, other].map(({ address }) => new URL(address).searchParams);
    expect(Object.fromEntries(first!)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.id,
      redirect_uri: REDIRECT,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first!.get(name)!.length).toBeGreaterThanOrEqual(43);
      expect(first!.get(name)).not.toBe(second!.get(name));
      expect(one.cookie).not.toContain(first!.get(name)!);
    }
    expect(one.set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', maxAge: 600 });
    expect(one.address).not.toContain(CLIENT.secret);
  });

  it('is refused with another state, from another browser, too late, and twice', async () => {
    provider.say({ claims: ada });
    const stateless = await begin();
    const search = provider.authorize(stateless.address);
    search.set('state', 'another');
    expectRefused(await back(stateless, search), 401, 'oidc-failed');
    // The right one comes too late then: an attempt is used up.
    search.set('state', new URL(stateless.address).searchParams.get('state')!);
    expectRefused(await back(stateless, search), 400, 'oidc-over');

    const victim = await begin();
    const attacker = await begin();
    expectRefused(
      await back({ remoteAddress: victim.remoteAddress }, provider.authorize(victim.address)),
      400,
      'oidc-over',
    );
    expectRefused(await back(victim, provider.authorize(attacker.address)), 401, 'oidc-failed');

    const late = await begin();
    rooster.clock.ms += 11 * 60_000;
    expectRefused(await back(late, provider.authorize(late.address)), 400, 'oidc-over');

    const begun = await begin();
    const once = provider.authorize(begun.address);
    expect(session(await back(begun, once))).toBeDefined();
    expectRefused(await back(begun, once), 400, 'oidc-over');
    // The code itself is used up at the provider, whoever brings it.
    const replay = await begin();
    once.set('state', new URL(replay.address).searchParams.get('state')!);
    expectRefused(await back(replay, once), 401, 'oidc-failed');
  });

  it.each([
    ['another nonce', { nonce: 'another' }],
    ['a token that has expired', { expiresInSeconds: -120 }],
    ['a token signed with another key', { forged: true }],
    ['a token for another client', { audience: 'somebody-else' }],
    ['a token of another issuer', { issuer: 'https://evil.example' }],
  ])('is refused with %s', async (_, wrong) => {
    expectRefused(await logIn({ claims: ada, ...wrong }), 401, 'oidc-failed');
  });

  it('is refused to whom the provider refuses, and nobody is told more than that', async () => {
    expectRefused(await logIn({ claims: ada, refuses: true }), 403, 'oidc-refused');
  });

  it('opens no account by an address that is unknown, unverified, of another organisation or of another person', async () => {
    const refusals = [
      await logIn({ claims: { ...ada, sub: 'x', email: 'nobody@example.com' } }),
      await logIn({ claims: { ...ada, sub: 'pim-1', email: 'pim@example.com', email_verified: false } }),
      await logIn({ claims: { ...ada, sub: 'pim-1', email: 'pim@example.com', email_verified: undefined } }),
      await logIn({ claims: { ...ada, sub: 'eve-1', email: 'eve@example.com' } }),
      // The provider has given Ada's address to somebody else.
      await logIn({ claims: { ...ada, sub: 'ada-2' } }),
    ];
    for (const refused of refusals) expectRefused(refused, 403, 'oidc-user-unknown');
    expect(new Set(refusals.map(({ body }) => body)).size).toBe(1);
    // Ada is known by what never changes, whatever her address is by now.
    expect(session(await logIn({ claims: { ...ada, email: 'ada.b@example.com' } }))).toBeDefined();
  });

  it('is over for an account that is ended', async () => {
    const admin = session(await logIn({ claims: ada }))!;
    const pim = { ...ada, sub: 'pim-1', email: 'pim@example.com' };
    const cookie = session(await logIn({ claims: pim }))!;
    const { id } = (await rooster.call('GET', '/v1/me', cookie)).json() as { id: string };
    await rooster.call('PATCH', `/v1/users/${id}`, admin, { disabled: true }, { 'if-match': '*' });
    expect((await rooster.call('GET', '/v1/me', cookie)).statusCode).toBe(401);
    expectRefused(await logIn({ claims: pim }), 403, 'oidc-user-unknown');
  });

  it('leads people in a browser back to the log-in page with a reason, and holds per address', async () => {
    provider.say({ claims: ada, refuses: true });
    const begun = await begin();
    const response = await back(begun, provider.authorize(begun.address), rooster, 'text/html,*/*');
    expect([response.statusCode, response.headers.location]).toEqual([302, '/?login=oidc-refused']);
    const codes: number[] = [];
    for (let i = 0; i < 22; i++) codes.push((await back(begun, new URLSearchParams())).statusCode);
    expect(codes.at(-1)).toBe(429);
  });

  it('waits for a provider that is away, and is not lost with it', async () => {
    const late = await startWithAccounts(IDLE_RUNNER, { oidc: clientOf() });
    await late.addUser('default', 'ada@example.com', ['admin']);
    provider.away(true);
    const refused = await late.call('GET', '/v1/session/oidc');
    expectRefused(refused, 503, 'oidc-unreachable');
    const page = await late.call('GET', '/v1/session/oidc', undefined, undefined, { accept: 'text/html' });
    expect(page.headers.location).toBe('/?login=oidc-unreachable');
    provider.away(false);
    expect(session(await logIn({ claims: ada }, late))).toBeDefined();
    await late.close();
  });

  it('without one configured there is none', async () => {
    const plain = await startWithAccounts(IDLE_RUNNER);
    for (const path of ['/v1/session/oidc', '/v1/session/oidc/callback?code=x'])
      expectRefused(await plain.call('GET', path), 404, 'oidc-none');
    expect((await plain.call('GET', '/v1/session')).json()).not.toHaveProperty('oidc');
    await plain.close();
  });
});

describe('accounts from a provider', () => {
  const ROLES = { OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: 'cc-plan=planner,cc-all=admin, cc-agent=agent' };

  it('get the roles of the claim at every log-in; the last admin stays one', async () => {
    const service = await startWithAccounts(IDLE_RUNNER, { oidc: clientOf(ROLES) });
    await service.addUser('default', 'ada@example.com', ['admin']);
    await service.addUser('default', 'pim@example.com', ['finance']);
    const pim = { ...ada, sub: 'pim-1', email: 'pim@example.com' };
    const rolesOf = async (response: Response): Promise<unknown> =>
      ((await service.call('GET', '/v1/me', session(response)!)).json() as { roles: unknown }).roles;
    const first = await logIn({ claims: { ...pim, groups: ['cc-plan', 'else'] } }, service);
    expect(await rolesOf(first)).toEqual(['planner']);
    // Told only where it is asked for.
    const second = await logIn({ claims: pim, asked: { groups: ['cc-agent'] } }, service);
    expect(await rolesOf(second)).toEqual(['agent']);
    expect((await service.call('GET', '/v1/me', session(first)!)).statusCode).toBe(401);
    expect(await rolesOf(await logIn({ claims: { ...ada, groups: [] } }, service))).toEqual(['admin']);
    // Not known and not made: that is off unless it is asked for.
    expectRefused(
      await logIn({ claims: { ...ada, sub: 'new', email: 'new@example.com', groups: ['cc-plan'] } }, service),
      403,
      'oidc-user-unknown',
    );
    await service.close();
  });

  it('are made where that is asked for, with a role of the claim, never the first and never without', async () => {
    const oidc = clientOf({ ...ROLES, OIDC_CREATE: 'true', OIDC_AGENT_CLAIM: 'personnel' });
    const service = await startWithAccounts(IDLE_RUNNER, { oidc });
    const zoe = { ...ada, sub: 'zoe', email: 'zoe@example.com', name: 'Zoë', groups: ['cc-agent'], personnel: 'a7' };
    expectRefused(await logIn({ claims: { ...zoe, groups: ['cc-all'] } }, service), 403, 'oidc-user-unknown');
    await service.addUser('default', 'ada@example.com', ['admin']);
    expectRefused(await logIn({ claims: { ...zoe, groups: ['else'] } }, service), 403, 'oidc-user-unknown');
    const cookie = session(await logIn({ claims: zoe }, service))!;
    expect((await service.call('GET', '/v1/me', cookie)).json()).toMatchObject({
      name: 'Zoë',
      email: 'zoe@example.com',
      roles: ['agent'],
      agent: 'a7',
    });
    // Without a password there is nothing to guess.
    const guessed = await service.call('POST', '/v1/session', undefined, { email: 'zoe@example.com', password: 'x' });
    expect(guessed.json()).toMatchObject({ code: 'credentials-wrong' });
    await service.close();
  });
});

describe('settings of a provider', () => {
  const codes = (more: Record<string, string>): string[] => {
    try {
      oidcOptions(settingsOf(more));
      return [];
    } catch (error) {
      return (error as InputError).issues.map(({ message }) => message.split(' ')[0]!);
    }
  };

  it('are all there or none, lead over TLS, and name what is wrong', () => {
    expect(oidcOptions(settingsOf({}))).toBeUndefined();
    expect(codes(settings())).toEqual([]);
    expect(codes({ OIDC_CLIENT_ID: 'x' })).toEqual(['OIDC_ISSUER', 'OIDC_REDIRECT']);
    expect(codes({ ...settings(), OIDC_ISSUER: 'http://login.example' })).toEqual(['OIDC_ISSUER']);
    expect(codes({ ...settings(), OIDC_REDIRECT: 'https://rooster.example/' })).toEqual(['OIDC_REDIRECT']);
    expect(codes({ ...settings(), OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: 'a=boss' })).toEqual([
      'OIDC_ROLES',
      'OIDC_ROLES',
    ]);
    expect(codes({ ...settings(), OIDC_CREATE: 'true' })).toEqual(['OIDC_CREATE']);
  });
});
