import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsIn, ROLE_NAMES, ROLES } from '../../api/access/permissions.js';
import { marker, ORGANISATIONS, twoOrganisations } from '../support/two-organisations.js';

let service: Awaited<ReturnType<typeof twoOrganisations>>;
beforeAll(async () => {
  service = await twoOrganisations();
});
afterAll(() => service.close());

/** Routes as they are registered, without the HEAD that goes with every GET. */
const routes = () => service.app.routes.filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/docs'));

describe('the authorisation matrix', () => {
  it('leaves open only what has to be', () => {
    const open = routes().filter(({ permission }) => permission === 'public');
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(
      expect.arrayContaining([
        'DELETE /v1/session',
        'GET /healthz',
        'GET /openapi.json',
        'GET /v1/calendars/:token.ics',
        'GET /v1/session',
        'POST /v1/session',
        'POST /v1/setup',
      ]),
    );
    expect(
      open
        .filter(({ url }) => url.startsWith('/v1/'))
        .map(({ url }) => url)
        .sort(),
    ).toEqual([
      '/v1/calendars/:token.ics',
      ...['/v1/session', '/v1/session', '/v1/session', '/v1/session/oidc', '/v1/session/oidc/callback'],
      '/v1/setup',
    ]);
  });

  it('asks everybody for a log-in everywhere else', async () => {
    for (const { method, url, permission } of routes()) {
      if (permission === 'public') continue;
      for (const headers of [{}, { authorization: 'Bearer rk_none_none' }, { cookie: '__Host-rooster=none' }]) {
        const response = await service.call(
          method,
          service.addressOf(url, 'default'),
          undefined,
          undefined,
          headers as Record<string, string>,
        );
        expect(response.statusCode, `${method} ${url}`).toBe(401);
      }
    }
  });

  it.each(ROLE_NAMES)('gives %s exactly what the role says, of the own organisation only', async (role) => {
    const wrong: string[] = [];
    let cells = 0;
    for (const caller of ORGANISATIONS) {
      // Other organisations are the first one's business.
      const held = new Set<string>(permissionsIn(caller === 'default', ROLES[role]));
      for (const target of ORGANISATIONS) {
        for (const { method, url, permission } of routes()) {
          if (permission === 'public') continue;
          cells++;
          const address = service.addressOf(url, target);
          const response = await service.call(method, address, service.cookieOf(caller, role));
          const refused = response.statusCode === 403 && response.body.includes('"not-allowed"');
          const cell = `${role} of ${caller}: ${method} ${address} gave ${response.statusCode}`;
          if (refused === (permission === 'authenticated' || held.has(permission))) wrong.push(cell);
          if (response.statusCode === 401 || response.statusCode >= 500) wrong.push(`${cell} ${response.body}`);
          const strange = marker(caller === 'default' ? 'other' : 'default');
          // An address that names something of the other organisation comes back in the refusal.
          const shown = response.body.replaceAll(address, '').replaceAll(/There is no [^"]*"/g, '');
          if (shown.includes(strange)) wrong.push(`${cell} and showed ${strange}`);
          if (caller !== target && address.includes(strange) && response.statusCode < 300)
            wrong.push(`${cell}: not its own`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBe(routes().filter(({ permission }) => permission !== 'public').length * 4);
  });

  it('can tell: what belongs to the own organisation is found', async () => {
    for (const organisation of ORGANISATIONS) {
      for (const { method, url, permission } of routes()) {
        if (method !== 'GET' || permission === 'public' || !url.includes(':')) continue;
        const address = service.addressOf(url, organisation);
        const response = await service.call(method, address, service.cookieOf(organisation, 'all'));
        expect(response.statusCode, `${address} ${response.body.slice(0, 200)}`).toBe(200);
      }
    }
  });

  it('keeps what roles may not see out of what they may read', async () => {
    const agents = async (role: 'planner' | 'finance') =>
      (await service.call('GET', '/v1/agents', service.cookieOf('default', role))).body;
    expect(await agents('planner')).not.toContain('payScale');
    expect(await agents('finance')).toContain('payScale');
    const plan = service.addressOf('/v1/plans/:id', 'default');
    for (const [role, file, status] of [
      ['planner', 'cost.csv', 403],
      ['planner', 'problem.json', 403],
      ['planner', 'summary.json', 200],
      ['finance', 'cost.csv', 200],
      // It tells why people are away.
      ['finance', 'problem.json', 403],
      ['admin', 'problem.json', 200],
    ] as const) {
      const response = await service.call('GET', `${plan}/files/${file}`, service.cookieOf('default', role));
      expect(response.statusCode, `${role} ${file}`).toBe(status);
    }
  });
});
