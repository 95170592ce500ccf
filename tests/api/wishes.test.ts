import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCentre } from '../../api/db/centre-store.js';
import { snapshotForPlan } from '../../api/db/request-store.js';
import type { Centre } from '../../src/domain/centre.js';
import { availabilityOf } from '../../src/schedule/people.js';
import { periodOf } from '../../src/schedule/period.js';
import { IDLE_RUNNER, startWithAccounts } from '../support/accounts.js';
import { smallCentre } from '../support/stored-plan.js';

let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
let centre: Centre;
let agent: string;
let planner: string;
const WEEK = '2026-W52';

beforeAll(async () => {
  rooster = await startWithAccounts(IDLE_RUNNER);
  centre = await smallCentre();
  await saveCentre(rooster.store, centre, rooster.service.now());
  agent = await rooster.addUser('default', 'agent@example.com', ['agent'], { agent: centre.agents[0]!.id });
  planner = await rooster.addUser('default', 'planner@example.com', ['planner']);
});
afterAll(() => rooster.close());

const put = (url: string, revision: number, body: object) =>
  rooster.call('PUT', url, agent, body, { 'if-match': `"${revision}"` });
const wish = (revision: number, wishes: object[], week = WEEK) => put(`/v1/me/wishes/${week}`, revision, { wishes });
const off = (date: string) => ({ date, want: { kind: 'off' } });

describe('wishes', () => {
  it.each([
    [[off('2026-12-21'), off('2026-12-22'), off('2026-12-23'), off('2026-12-24')], 'wishes-many'],
    [[off('2026-12-28')], 'wish-outside-week'],
    [[off('2026-12-21'), off('2026-12-21')], 'wish-twice'],
    [[{ date: '2026-12-21', want: { kind: 'shift', kinds: ['moon'] } }], 'wish-kind'],
    [[{ date: '2026-12-21', want: { kind: 'start', fromMinute: 600, toMinute: 540 } }], 'wish-times'],
  ])('within the limits of the planner: %j', async (wishes, code) => {
    expect((await wish(0, wishes)).json()).toMatchObject({ status: 422, code });
  });

  it('close in time, and are changed only from the newest list', async () => {
    expect((await wish(0, [off('2026-12-01')], '2026-W49')).json()).toMatchObject({ code: 'wishes-closed' });
    expect((await wish(0, [off('2026-12-21')])).statusCode).toBe(200);
    expect((await wish(0, [])).json()).toMatchObject({ status: 412, code: 'list-changed' });
    const ranked = [{ date: '2026-12-22', want: { kind: 'start', fromMinute: 540, toMinute: 600 } }, off('2026-12-21')];
    expect((await wish(1, ranked)).json()).toMatchObject({ revision: 2, wishes: ranked });
    const { lists } = (await rooster.call('GET', `/v1/rosters/${WEEK}/wishes`, planner)).json() as { lists: object[] };
    expect(lists).toMatchObject([{ agent: centre.agents[0]!.id, wishes: ranked }]);
  });

  it('weigh by rank in the next plan', async () => {
    const { centre: next } = (await snapshotForPlan(rooster.store, rooster.service.now()))!;
    expect(next.wishes.map(({ date, weight }) => [date, weight])).toEqual([
      ['2026-12-22', 3000],
      ['2026-12-21', 2000],
    ]);
  });
});

describe('availability', () => {
  const windows = (days: number, toMinute = 1080) => ({
    windows: [{ weekdays: Array.from({ length: days }, (_, i) => i + 1), fromMinute: 480, toMinute }],
  });

  it('leaves enough of the week open for the contract, and is changed only from the newest', async () => {
    expect((await put('/v1/me/availability', 0, windows(3))).json()).toMatchObject({ code: 'availability-short' });
    expect((await put('/v1/me/availability', 0, windows(5, 480))).json()).toMatchObject({ code: 'times-reversed' });
    expect((await put('/v1/me/availability', 0, windows(4))).json()).toMatchObject({ revision: 1, leastMinutes: 2400 });
    expect((await put('/v1/me/availability', 0, windows(5))).statusCode).toBe(412);
  });

  it('is in the next plan in place of what the centre said', async () => {
    const { centre: next } = (await snapshotForPlan(rooster.store, rooster.service.now()))!;
    const [who] = next.agents;
    const period = periodOf(next, '2026-12-21', 1);
    const open = availabilityOf(next, who!, next.sites[0]!, period);
    // Monday to Thursday, ten hours each.
    expect(open).toHaveLength(4);
    expect(next.availability.filter((row) => row.agent !== who!.id)).toEqual([]);
  });
});
