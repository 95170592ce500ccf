import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDLE_RUNNER, PASSWORD, startWithAccounts } from '../support/accounts.js';
import { officeWeek, smallCentre, storePlan } from '../support/stored-plan.js';

let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
let first: string;
let second: string;

const add = (cookie: string, id: string, email: string) =>
  rooster.call('POST', '/v1/organisations', cookie, {
    id,
    name: `Centre ${id}`,
    admin: { email, name: 'An', password: PASSWORD },
  });

beforeAll(async () => {
  rooster = await startWithAccounts(IDLE_RUNNER);
  first = await rooster.addUser('default', 'first@example.com', ['admin']);
  const centre = await smallCentre();
  await storePlan(rooster.store, centre, 'p1', '2026-11-30', officeWeek(centre, '2026-11-30'));
});
afterAll(() => rooster.close());

describe('a further organisation', () => {
  it('is added by an admin of the first one, with an admin who finds it empty', async () => {
    const made = await add(first, 'north', 'north@example.com');
    expect([made.statusCode, made.json()]).toEqual([
      201,
      { id: 'north', name: 'Centre north', createdAt: rooster.service.now() },
    ]);
    second = await rooster.logIn('north@example.com');
    expect((await rooster.call('GET', '/v1/me', second)).json()).toMatchObject({ roles: ['admin'] });
    expect((await rooster.call('GET', '/v1/centre', second)).json()).toMatchObject({ code: 'centre-missing' });
    expect((await rooster.call('GET', '/v1/plans', second)).json()).toEqual({ plans: [] });
    expect((await rooster.call('GET', '/v1/plans/p1', second)).statusCode).toBe(404);
    expect((await rooster.call('GET', '/v1/users', second)).json()).toMatchObject({ users: [{ name: 'An' }] });
    expect((await rooster.call('GET', '/v1/users', first)).body).not.toContain('north@');
    const { entries } = (await rooster.call('GET', '/v1/audit', first)).json() as { entries: object[] };
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'add', resource: 'organisation', resourceId: 'north' }),
    );
  });

  it('keeps a centre of the same name apart', async () => {
    const centre = await smallCentre();
    const other = { ...centre, agents: centre.agents.slice(0, 2), noticeDays: 3 };
    await storePlan(rooster.store.of('north'), other, 'p2', '2026-11-30', officeWeek(other, '2026-11-30'));
    const roster = async (cookie: string) =>
      ((await rooster.call('GET', '/v1/rosters/2026-W49', cookie)).json() as { shifts: object[] }).shifts.length;
    expect([await roster(first), await roster(second)]).toEqual([centre.agents.length * 5, 10]);
    const publish = await rooster.call('POST', '/v1/rosters/2026-W49/publish', second, undefined, {
      'if-match': '"1"',
    });
    expect(publish.json()).toMatchObject({ id: 'p2', state: 'published' });
    expect((await rooster.call('GET', '/v1/plans/p1', first)).json()).toMatchObject({ state: 'draft' });
    expect((await rooster.call('GET', '/v1/centre', first)).json()).toMatchObject({ noticeDays: centre.noticeDays });
  });

  it('adds and sees no others, whatever its admin grants, and has as many admins as it likes', async () => {
    expect((await add(second, 'south', 'south@example.com')).json()).toMatchObject({
      status: 403,
      code: 'not-allowed',
    });
    expect((await rooster.call('GET', '/v1/organisations', second)).statusCode).toBe(403);
    const another = { email: 'b@example.com', name: 'B', password: PASSWORD, roles: ['admin'] };
    const made = await rooster.call('POST', '/v1/users', second, {
      ...another,
      grants: ['rooster:organisation:write'],
    });
    expect(made.statusCode).toBe(201);
    const b = await rooster.logIn('b@example.com');
    expect((await add(b, 'south', 'south@example.com')).statusCode).toBe(403);
    const key = await rooster.call('POST', '/v1/keys', b, {
      name: 'k',
      permissions: ['rooster:organisation:write'],
      days: 1,
    });
    const { secret = '' } = (key.statusCode === 201 ? key.json() : {}) as { secret?: string };
    const bearer = { authorization: `Bearer ${secret}` };
    expect([401, 403]).toContain(
      (await rooster.call('GET', '/v1/organisations', undefined, undefined, bearer)).statusCode,
    );
  });

  it('has an id and an admin of its own; the list pages', async () => {
    expect((await add(first, 'north', 'c@example.com')).json()).toMatchObject({ code: 'organisation-exists' });
    expect((await add(first, 'south', 'north@example.com')).json()).toMatchObject({ code: 'email-taken' });
    expect((await add(first, 'South', 'c@example.com')).statusCode).toBe(400);
    const page = (await rooster.call('GET', '/v1/organisations?limit=1', first)).json() as {
      organisations: { id: string }[];
      next: string;
    };
    const rest = await rooster.call('GET', `/v1/organisations?cursor=${page.next}`, first);
    expect([page.organisations[0]!.id, rest.json()]).toEqual([
      'default',
      { organisations: [expect.objectContaining({ id: 'north' })] },
    ]);
  });
});
