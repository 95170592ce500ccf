import { afterAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../api/db/account-store.js';
import { addAudit } from '../../api/db/audit-store.js';
import { newestCentre } from '../../api/db/centre-store.js';
import { eraseAgent, personalRows } from '../../api/db/personal-store.js';
import { planDocument, publishPlan } from '../../api/db/plan-store.js';
import { noticesOf } from '../../api/db/self-store.js';
import { pruneOld } from '../../api/jobs/retention.js';
import { officeWeek, smallCentre, storePlan } from '../support/stored-plan.js';
import { storeKinds } from '../support/stores.js';

const { kinds, close } = await storeKinds('personal data');
afterAll(close);

const AT = '2026-11-24T08:00:00.000Z';
const NAME = 'Zoë "Z" O\'Hara & Søn';

describe.each(kinds)('personal data on $name', ({ open }) => {
  const filled = async () => {
    const store = await open();
    const small = await smallCentre();
    const [first, ...rest] = small.agents;
    const centre = { ...small, agents: [{ ...first!, name: NAME, birthDate: '1990-01-02' }, ...rest] };
    const plan = await storePlan(store, centre, 'p', '2026-11-30', officeWeek(centre, '2026-11-30'));
    await store.db
      .updateTable('plan_document')
      .set({ body: JSON.stringify({ name: NAME }) })
      .where('name', '=', 'summary.json')
      .execute();
    await publishPlan(
      store,
      plan,
      1,
      { roster: NAME, cost: 'c', costMinor: 1, currency: 'EUR' },
      { at: AT, reason: '', noticeUntilMs: 0 },
    );
    const account = { name: NAME, password: null, roles: '[]', grants: '[]', created_at: AT, disabled_at: null };
    await addAccount(store, { ...account, id: 'a', email: 'zoe@example.com', agent: first!.id });
    await addAccount(store, { ...account, id: 'b', email: 'bob@example.com', name: 'Bob', agent: rest[0]!.id });
    return { store, agent: first!.id, colleague: rest[0]!.id };
  };

  it('is handed over whole, and erased everywhere but for the bare shifts', async () => {
    const { store, agent, colleague } = await filled();
    const before = await personalRows(store, agent);
    expect(before.accounts).toHaveLength(1);
    expect(before.shifts).toHaveLength(5);
    expect(before.notices).toHaveLength(1);
    expect(before.calendarEvents).toHaveLength(5);
    expect(Object.values(await personalRows(store.of('other'), agent)).flat()).toEqual([]);

    await eraseAgent(store, agent);
    const { shifts, ...after } = await personalRows(store, agent);
    expect(shifts).toHaveLength(5);
    expect(Object.values(after).flat()).toEqual([]);
    const { centre, hash } = (await newestCentre(store))!;
    expect(centre.agents.find(({ id }) => id === agent)).toMatchObject({ name: 'erased' });
    expect(hash).toHaveLength(64);
    const everything = JSON.stringify([
      centre,
      await planDocument(store, 'p', 'summary.json'),
      await store.db.selectFrom('publication').selectAll().execute(),
      await store.db.selectFrom('account').selectAll().execute(),
    ]);
    expect(everything).not.toMatch(/Zoë|zoe@|1990-01-02/);
    // Nobody else loses anything.
    expect((await personalRows(store, colleague)).accounts).toHaveLength(1);
    expect(await noticesOf(store, colleague, 9)).toHaveLength(1);
    await store.close();
  });

  it('goes when it has been kept long enough, and not a day before', async () => {
    const { store, agent } = await filled();
    const line = {
      at: AT,
      actor: 'a',
      actor_kind: 'user',
      action: 'x',
      resource: 'y',
      resource_id: 'z',
      request_id: 'r',
      detail: {},
    };
    await addAudit(store, line);
    const keep = { plans: 52, audit: 104 };
    // The week ends on 2026-12-06; 364 days later it has been kept for 52 weeks.
    expect(await pruneOld(store, keep, '2027-12-05T12:00:00.000Z')).toEqual({ plans: 0, audit: 0, messages: 0 });
    expect(await pruneOld(store, keep, '2027-12-06T12:00:00.000Z')).toEqual({ plans: 1, audit: 0, messages: 0 });
    const { accounts, ...rest } = await personalRows(store, agent);
    expect(accounts).toHaveLength(1);
    expect(Object.values(rest).flat()).toEqual([]);
    expect((await pruneOld(store, keep, '2028-11-25T12:00:00.000Z')).audit).toBe(1);
    await store.close();
  });
});
