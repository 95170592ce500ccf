import { afterAll, describe, expect, it } from 'vitest';
import {
  accountByEmail,
  activeAdmins,
  addAccount,
  addFirstAdmin,
  changeAccount,
  findAccount,
  hasAccounts,
  keepSetupCode,
  listAccounts,
  organisationOf,
} from '../../api/db/account-store.js';
import { addAudit, listAudit } from '../../api/db/audit-store.js';
import { centreVersion, newestCentre, saveCentre } from '../../api/db/centre-store.js';
import { historyOverview, loadHistory, saveHistory } from '../../api/db/history-store.js';
import { addJob, endJob, findJob, listJobs, noteProgress, takeJob } from '../../api/db/job-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import {
  changesSince,
  copyPlan,
  editPlan,
  findPlan,
  listPlans,
  planDocument,
  planOfWeek,
  publicationOf,
  publishedShifts,
  publishPlan,
  savePlan,
  shiftsOfAgent,
  withdrawPlan,
} from '../../api/db/plan-store.js';
import { findReport, listReports, saveReport } from '../../api/db/report-store.js';
import {
  acknowledge,
  eventsOf,
  feedOf,
  noticesOf,
  noticesOfWeek,
  replaceFeed,
  revokeFeed,
} from '../../api/db/self-store.js';
import {
  accountOfSession,
  addKey,
  addSession,
  endSession,
  findKey,
  listKeys,
  noteSeen,
  revokeKey,
} from '../../api/db/session-store.js';
import { queueId } from '../../src/domain/ids.js';
import type { HistorySeries } from '../../src/history/series.js';
import { intervalGrid } from '../../src/time/grid.js';
import { officeWeek, planToStore, smallCentre, storePlan } from '../support/stored-plan.js';
import { storeKinds } from '../support/stores.js';

const { kinds, close } = await storeKinds('the repositories');
afterAll(close);

const AT = '2026-11-24T08:00:00.000Z';
const LATER = '2026-11-24T09:00:00.000Z';
const NEVER = '2999-01-01T00:00:00.000Z';

const person = (id: string, email: string, roles: readonly string[] = ['planner']) => ({
  id,
  email,
  name: `Ünïcode ${id} \u{1F4C5} ' " ; --`,
  password: null,
  roles: JSON.stringify(roles),
  grants: '[]',
  agent: null,
  created_at: AT,
  disabled_at: null,
});

function seriesOf(queue: string, zone: string, fromDate: string, days: number, scale: number): HistorySeries {
  const grid = intervalGrid(zone, fromDate, days, 30);
  const values = (factor: number): Float64Array =>
    Float64Array.from(grid.startMs, (_, i) => (i % 7 === 3 ? Number.NaN : factor * i * 0.1));
  return {
    queue: queueId(queue),
    zone,
    intervalMinutes: 30,
    fromDate,
    toDate: grid.days.at(-1)!.date,
    startMs: grid.startMs,
    offered: values(scale),
    handled: values(0.9),
    abandoned: values(1e-17),
    ahtSeconds: values(1e17),
    asaSeconds: values(2),
    answeredInTarget: values(0.8),
    staffedAgents: values(0.5),
  };
}

describe.each(kinds)('repositories on $name', ({ open, place }) => {
  const withStore = async (work: (store: Store) => Promise<void>): Promise<void> => {
    const store = await open();
    try {
      await work(store);
    } finally {
      await store.close();
    }
  };
  const addOrganisation = (store: Store, id: string) =>
    store.db.insertInto('organisation').values({ id, name: id, created_at: AT }).execute();

  it('keep what was written when the database is opened again', async () => {
    const where = await place();
    const store = await openStore(where);
    const added = await addAccount(store, person('a', 'Ada@Example.com'));
    await store.close();
    const again = await openStore(where);
    expect(await findAccount(again, 'a')).toEqual(added);
    await again.close();
  });

  it('accounts: found by address in any case, unique over organisations, paged by id, kept apart', () =>
    withStore(async (store) => {
      await addOrganisation(store, 'other');
      await keepSetupCode(store, 'old', AT);
      await keepSetupCode(store, 'code', AT);
      expect(await addFirstAdmin(store, 'old', 'Acme', person('x', 'x@example.com', ['admin']))).toBeUndefined();
      const [one, two] = await Promise.all(
        ['a', 'b'].map((id) => addFirstAdmin(store, 'code', 'Acme', person(id, `${id}@example.com`, ['admin']))),
      );
      expect([one, two].filter((row) => row !== undefined)).toHaveLength(1);
      const admin = (one ?? two)!;
      expect(await organisationOf(store)).toEqual({ id: 'default', name: 'Acme' });
      expect(await addAccount(store.of('other'), person('c', admin.email.toUpperCase()))).toBeUndefined();
      expect((await accountByEmail(store, admin.email.toUpperCase()))?.id).toBe(admin.id);
      await addAccount(store.of('other'), person('B', 'c@example.com'));
      await addAccount(store, person('Z', 'z@example.com'));
      await addAccount(store, person('z', 'zz@example.com'));
      // By bytes: capitals first.
      expect((await listAccounts(store, 10)).map(({ id }) => id)).toEqual(['Z', admin.id, 'z']);
      expect((await listAccounts(store, 1, 'Z')).map(({ id }) => id)).toEqual([admin.id]);
      expect(await findAccount(store, 'B')).toBeUndefined();
      expect(await activeAdmins(store)).toEqual([admin.id]);
      expect(await hasAccounts(store.of('nobody'))).toBe(true);
    }));

  it('sessions and keys: end with their time, with the account and by hand', () =>
    withStore(async (store) => {
      await addAccount(store, person('a', 'a@example.com'));
      await addSession(store, { hash: 'h', account: 'a', now: AT, expiresAt: LATER });
      expect((await accountOfSession(store, 'h', AT, '2026'))?.seenAt).toBe(AT);
      await noteSeen(store, 'h', '2026-11-24T08:30:00.000Z');
      expect(await accountOfSession(store, 'h', AT, '2026-11-24T08:30:00.000Z')).toBeUndefined();
      expect(await accountOfSession(store, 'h', LATER, '2026')).toBeUndefined();
      expect((await changeAccount(store, 'a', { name: 'new' }))?.name).toBe('new');
      expect(await accountOfSession(store, 'h', AT, '2026')).toBeUndefined();
      await addSession(store, { hash: 'i', account: 'a', now: AT, expiresAt: NEVER });
      await endSession(store, 'i');
      expect(await accountOfSession(store, 'i', AT, '2026')).toBeUndefined();
      await expect(addSession(store, { hash: 'j', account: 'nobody', now: AT, expiresAt: NEVER })).rejects.toThrow();

      const key = {
        id: 'k',
        name: 'k',
        hash: 'h',
        permissions: '[]',
        created_by: 'a',
        created_at: AT,
        expires_at: LATER,
      };
      const added = await addKey(store, { ...key, revoked_at: null });
      expect(await findKey(store, 'k', AT)).toEqual(added);
      expect(await findKey(store, 'k', LATER)).toBeUndefined();
      expect(await revokeKey(store.of('other'), 'k', AT)).toBeUndefined();
      expect((await revokeKey(store, 'k', AT))?.revoked_at).toBe(AT);
      expect((await revokeKey(store, 'k', LATER))?.revoked_at).toBe(AT);
      expect(await findKey(store, 'k', AT)).toBeUndefined();
      expect(await listKeys(store)).toHaveLength(1);
    }));

  it('the audit trail: newest first, by page, by resource', () =>
    withStore(async (store) => {
      const line = (n: number) => ({
        at: AT,
        actor: 'a',
        actor_kind: 'user',
        action: 'change',
        resource: n % 2 === 0 ? 'plan' : 'user',
        resource_id: String(n),
        request_id: 'r',
        detail: { n },
      });
      for (let n = 1; n <= 5; n++) await addAudit(store, line(n));
      await addAudit(store.of('other'), line(6));
      const page = await listAudit(store, { limit: 2 });
      expect(page.map(({ resource_id }) => resource_id)).toEqual(['5', '4']);
      expect(page.every(({ id }) => typeof id === 'number')).toBe(true);
      const next = await listAudit(store, { limit: 9, before: page.at(-1)!.id, resource: 'user' });
      expect(next.map(({ detail }) => JSON.parse(detail).n)).toEqual([3, 1]);
    }));

  it('centres: versions that never change, the same content is no new one', () =>
    withStore(async (store) => {
      const centre = await smallCentre();
      expect((await saveCentre(store, centre, AT)).version).toBe(1);
      expect((await saveCentre(store, centre, LATER)).version).toBe(1);
      expect((await saveCentre(store, { ...centre, currency: 'USD' }, LATER)).version).toBe(2);
      expect((await newestCentre(store))?.centre.currency).toBe('USD');
      expect(await centreVersion(store, centre.name, 1)).toEqual(centre);
      expect(await newestCentre(store.of('other'))).toBeUndefined();
    }));

  it('history: the same doubles back over both clock changes, replaced interval by interval', () =>
    withStore(async (store) => {
      const zone = 'Europe/Amsterdam';
      for (const fromDate of ['2026-03-27', '2026-10-23']) {
        const series = ['phone', 'Chat'].map((queue) => seriesOf(queue, zone, fromDate, 4, 1));
        expect(await saveHistory(store, fromDate, series)).toBe(
          2 * [...series[0]!.offered].filter((value) => !Number.isNaN(value)).length,
        );
        const loaded = await loadHistory(store, fromDate, () => zone);
        expect([...loaded.values()]).toEqual([series[1], series[0]]);
        await saveHistory(store, fromDate, [seriesOf('phone', zone, fromDate, 1, 7)]);
        const replaced = (await loadHistory(store, fromDate, () => zone)).get(queueId('phone'))!;
        expect(replaced.offered[11]).toBe(7 * 11 * 0.1);
        expect(replaced.offered[61]).toBe(series[0]!.offered[61]);
        const [chat] = await historyOverview(store, fromDate);
        expect(chat).toMatchObject({ queue: 'Chat', from: new Date(series[1]!.startMs[0]!).toISOString() });
        expect(typeof chat!.intervals).toBe('number');
      }
      expect(await loadHistory(store.of('other'), '2026-03-27', () => zone)).toEqual(new Map());
    }));

  it('history: nothing of an import that fails', () =>
    withStore(async (store) => {
      function* bad(): Generator<HistorySeries> {
        yield seriesOf('phone', 'UTC', '2026-01-01', 400, 1);
        throw new Error('bad row');
      }
      await expect(saveHistory(store, 'c', bad())).rejects.toThrow('bad row');
      expect(await historyOverview(store, 'c')).toEqual([]);
    }));

  it('jobs: taken oldest first, once each, also by several at the same time', () =>
    withStore(async (store) => {
      for (let n = 1; n <= 9; n++) await addJob(store, `j${n}`, { n }, `2026-11-24T08:00:0${n}.000Z`);
      expect((await takeJob(store, AT))?.id).toBe('j1');
      await noteProgress(store, 'j1', { share: 0.5, phase: 'half' });
      expect(JSON.parse((await findJob(store, 'j1'))!.progress)).toEqual({ share: 0.5, phase: 'half' });
      const taken: string[] = [];
      await Promise.all(
        Array.from({ length: 4 }, async () => {
          for (let job = await takeJob(store, AT); job !== undefined; job = await takeJob(store, AT))
            taken.push(job.id);
        }),
      );
      expect(taken.sort()).toEqual(['j2', 'j3', 'j4', 'j5', 'j6', 'j7', 'j8', 'j9']);
      await endJob(store, 'j1', 'failed', { code: 'x' }, AT);
      await endJob(store, 'j1', 'cancelled', undefined, AT);
      expect((await findJob(store, 'j1'))?.state).toBe('failed');
      expect(await findJob(store.of('other'), 'j1')).toBeUndefined();
      expect((await listJobs(store, 2)).map(({ id }) => id)).toEqual(['j9', 'j8']);
    }));

  it('plans: saved whole, published once, edited from the revision seen, copied, withdrawn', () =>
    withStore(async (store) => {
      const centre = await smallCentre();
      const monday = '2026-11-30';
      const shifts = officeWeek(centre, monday);
      const plan = await storePlan(store, centre, 'p1', monday, shifts);
      const agent = centre.agents[0]!.id;
      expect((await findJob(store, 'job-of-p1'))?.state).toBe('done');
      expect(await shiftsOfAgent(store, 'p1', agent)).toHaveLength(5);
      expect((await planDocument(store, 'p1', 'roster.json'))?.contentType).toContain('json');
      await expect(
        savePlan(store, { ...(await planToStore(store, centre, 'p1', monday, [])), jobId: 'none' }),
      ).rejects.toThrow();

      const frozen = { roster: 'r', cost: 'c', costMinor: 2 ** 40, currency: 'EUR' };
      const announcement = { at: AT, reason: 'first', noticeUntilMs: Date.parse('2026-12-02T00:00:00Z') };
      const outcomes = await Promise.all([1, 2, 3].map(() => publishPlan(store, plan, 1, frozen, announcement)));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed', 'published']);
      expect((await publicationOf(store, 'p1'))?.cost_minor).toBe(2 ** 40);
      const from = Date.parse('2026-11-30T00:00:00Z');
      expect(await publishedShifts(store, agent, from, from + 2 * 86_400_000)).toHaveLength(2);

      const copy = await copyPlan(store, (await findPlan(store, 'p1'))!, 'p2', LATER);
      expect(copy).toMatchObject({ state: 'draft', revision: 1, published_at: null });
      expect(await shiftsOfAgent(store, 'p2', agent)).toEqual(await shiftsOfAgent(store, 'p1', agent));
      const first = JSON.parse((await shiftsOfAgent(store, 'p2', agent))[0]!);
      const edit = {
        documents: [{ name: 'roster.json', contentType: 'application/json', body: '{}' }],
        removed: [{ agent, start: first.start }],
        added: [],
        differences: [{ agent, before: first }],
        author: 'a',
        reason: 'ill',
        at: LATER,
      };
      const edits = await Promise.all([1, 2].map(() => editPlan(store, copy, 1, edit)));
      expect(edits.map(({ kind }) => kind).sort()).toEqual(['changed', 'edited']);
      expect((await changesSince(store, 'p2', 0)).map(({ revision }) => revision)).toEqual([2]);
      expect((await publishPlan(store, copy, 2, frozen, { ...announcement, at: LATER, reason: 'ill' })).kind).toBe(
        'published',
      );
      expect((await findPlan(store, 'p1'))?.state).toBe('withdrawn');
      expect((await planOfWeek(store, '2026-W49'))?.id).toBe('p2');
      expect((await listPlans(store, 1)).map(({ id }) => id)).toEqual(['p2']);
      expect((await listPlans(store, 9, 'p2', '2026-W49')).map(({ id }) => id)).toEqual(['p1']);

      const notices = await noticesOf(store, agent, 9);
      expect(notices.map(({ kind, short_notice }) => [kind, short_notice])).toEqual([
        ['changed', 1],
        ['published', 1],
      ]);
      expect((await acknowledge(store, agent, notices[0]!.id, AT))?.acknowledged_at).toBe(AT);
      expect((await acknowledge(store, agent, notices[0]!.id, LATER))?.acknowledged_at).toBe(AT);
      expect(await acknowledge(store, 'nobody', notices[0]!.id, AT)).toBeUndefined();
      expect(await noticesOfWeek(store, '2026-W49')).toHaveLength(centre.agents.length + 1);
      const events = await eventsOf(store, agent, monday);
      expect(events.map(({ sequence, cancelled }) => [sequence, cancelled])).toEqual([
        [1, 1],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ]);

      expect((await withdrawPlan(store, copy, 2, announcement)).kind).toBe('changed');
      expect((await withdrawPlan(store, copy, 3, announcement)).kind).toBe('withdrawn');
      expect(await publishedShifts(store, agent, 0, NEVER.length * 1e12)).toEqual([]);
    }));

  it('calendar addresses: one at a time', () =>
    withStore(async (store) => {
      await replaceFeed(store, 'agent', 'one', AT);
      await replaceFeed(store, 'agent', 'two', AT);
      expect(await feedOf(store, 'one')).toBeUndefined();
      expect(await feedOf(store, 'two')).toEqual({ organisation: 'default', agent: 'agent' });
      expect(await revokeFeed(store.of('other'), 'agent', AT)).toBe(false);
      expect(await revokeFeed(store, 'agent', AT)).toBe(true);
      expect(await feedOf(store, 'two')).toBeUndefined();
    }));

  it('reports: stored with the end of their job', () =>
    withStore(async (store) => {
      await addJob(store, 'r', {}, AT, 'capacity');
      const report = {
        id: 'r',
        organisation: 'default',
        kind: 'capacity' as const,
        centre: 'c',
        centre_version: 1,
        from_date: '2026-11-30',
        weeks: 52,
        seed: 1,
        engine_version: '0',
        created_at: AT,
        body: '{}',
      };
      await saveReport(store, report);
      expect(await findReport(store, 'capacity', 'r')).toEqual(report);
      expect(await findReport(store, 'scenarios', 'r')).toBeUndefined();
      expect((await listReports(store, 'capacity', 5)).map(({ id }) => id)).toEqual(['r']);
      expect((await findJob(store, 'r'))?.state).toBe('done');
    }));

  it('a transaction that throws leaves nothing', () =>
    withStore(async (store) => {
      const failing = store.db.transaction().execute(async (trx) => {
        await trx.insertInto('organisation').values({ id: 'gone', name: 'gone', created_at: AT }).execute();
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.db.selectFrom('organisation').select('id').execute()).toEqual([{ id: 'default' }]);
    }));

  it('tables are strict and references hold', () =>
    withStore(async (store) => {
      await expect(
        store.db
          .insertInto('series')
          .values({ id: 'text' as unknown as number, organisation: 'o', centre: 'c', queue: 'q' })
          .execute(),
      ).rejects.toThrow();
      await expect(
        store.db
          .insertInto('plan_document')
          .values({ plan_id: 'none', name: 'n', content_type: 't', body: 'b' })
          .execute(),
      ).rejects.toThrow();
    }));
});
