import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCentre } from '../../api/db/centre-store.js';
import { snapshotForPlan } from '../../api/db/request-store.js';
import type { Centre } from '../../src/domain/centre.js';
import { DEFAULT_RULES, type SelfRules } from '../../src/self-service/rules.js';
import { IDLE_RUNNER, startWithAccounts } from '../support/accounts.js';
import { officeWeek, smallCentre, storePlan } from '../support/stored-plan.js';

interface Answer {
  id: string;
  state: string;
  revision: number;
  kind?: string;
  note?: string;
  reason: string;
  decision?: { reasons: string[]; chance?: number };
  shifts: { start: string }[];
}
let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
let centre: Centre;
let planner: string;
let finance: string;
const agents: string[] = [];

beforeAll(async () => {
  rooster = await startWithAccounts(IDLE_RUNNER);
  centre = await smallCentre();
  await saveCentre(rooster.store, centre, rooster.service.now());
  planner = await rooster.addUser('default', 'planner@example.com', ['planner']);
  finance = await rooster.addUser('default', 'finance@example.com', ['finance']);
  for (const [i, { id }] of centre.agents.slice(0, 4).entries())
    agents.push(await rooster.addUser('default', `agent${i}@example.com`, ['agent'], { agent: id }));
});
afterAll(() => rooster.close());

const ask = (i: number, from: string, to = from, more: object = {}) =>
  rooster.call('POST', '/v1/me/time-off', agents[i], { kind: 'leave', from, to, ...more });
const withdraw = (i: number, { id, revision }: Answer) =>
  rooster.call('POST', `/v1/me/time-off/${id}/withdraw`, agents[i], undefined, { 'if-match': `"${revision}"` });
const own = async (i: number) =>
  (await rooster.call('GET', '/v1/me/time-off', agents[i])).json() as {
    balances: { kind: string; leftMinutes: number; openMinutes: number; usedMinutes: number }[];
    requests: Answer[];
  };
const list = async (cookie: string, query = '') =>
  ((await rooster.call('GET', `/v1/time-off?${query}`, cookie)).json() as { requests: Answer[] }).requests;
const setRules = async (change: Partial<SelfRules['leave']>) => {
  const { revision } = (await rooster.call('GET', '/v1/self-service', planner)).json() as { revision: number };
  const rules = { ...DEFAULT_RULES, leave: { ...DEFAULT_RULES.leave, ...change } };
  return rooster.call('PUT', '/v1/self-service', planner, rules, { 'if-match': `"${revision}"` });
};

describe('time off', () => {
  it('is approved at once where every rule is met, and comes off the balance', async () => {
    const one = { weekdays: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1020, most: 1, unit: 'people' as const };
    expect((await setRules({ allowances: [one] })).statusCode).toBe(200);
    const before = (await own(0)).balances[0]!;
    const check = await rooster.call('POST', '/v1/me/time-off/check', agents[0], {
      kind: 'leave',
      from: '2026-12-21',
      to: '2026-12-22',
    });
    expect(check.json()).toMatchObject({ state: 'approved', chance: 1, tightest: { most: 1, off: 0 } });
    expect((await own(0)).requests).toEqual([]);
    const asked = await ask(0, '2026-12-21', '2026-12-22', { note: 'skiing' });
    expect(asked.statusCode).toBe(201);
    expect(asked.json()).toMatchObject({ state: 'approved', decidedBy: 'rules', note: 'skiing' });
    const { minutes } = check.json() as { minutes: number };
    expect(minutes).toBeGreaterThan(0);
    const after = (await own(0)).balances[0]!;
    expect(before.leftMinutes - after.leftMinutes).toBe(minutes);
    expect(after.usedMinutes).toBe(minutes);
  });

  it('waits where the allowance is full, with the chance; a withdrawal lets the first one in', async () => {
    const second = (await ask(1, '2026-12-22', '2026-12-23')).json() as Answer;
    expect(second).toMatchObject({ state: 'waiting', decision: { reasons: ['allowance-full'] } });
    expect(second.decision!.chance).toBeGreaterThan(0);
    const third = (await ask(2, '2026-12-22')).json() as Answer;
    expect(third).toMatchObject({ state: 'waiting', decision: { chance: 0 } });
    const [first] = (await own(0)).requests;
    expect((await withdraw(0, { ...first!, revision: 7 })).statusCode).toBe(412);
    expect((await withdraw(0, first!)).json()).toMatchObject({ state: 'withdrawn' });
    expect((await own(1)).requests[0]).toMatchObject({ state: 'approved', decidedBy: 'rules' });
    expect((await own(2)).requests[0]).toMatchObject({ state: 'waiting' });
    expect((await setRules({ allowances: [] })).statusCode).toBe(200);
    expect((await own(2)).requests[0]).toMatchObject({ state: 'approved' });
  });

  it('never gives the last place twice, when all ask at the same moment', async () => {
    const one = { weekdays: [1, 2, 3, 4, 5], fromMinute: 0, toMinute: 1440, most: 1, unit: 'people' as const };
    await setRules({ allowances: [one] });
    const answers = await Promise.all(agents.map((_, i) => ask(i, '2027-02-08', '2027-02-12')));
    expect(answers.map((answer) => (answer.json() as Answer).state).sort()).toEqual([
      'approved',
      'waiting',
      'waiting',
      'waiting',
    ]);
  });

  it('is for a planner to decide on short notice, who says why; decisions from an old look are refused', async () => {
    const asked = (await ask(3, '2026-12-01')).json() as Answer;
    expect(asked).toMatchObject({ state: 'asked', decision: { reasons: ['notice-short'] } });
    const [open] = await list(planner, 'state=asked');
    expect(open).toMatchObject({ id: asked.id, kind: 'leave' });
    const decide = (verb: string, revision: number, body: object) =>
      rooster.call('POST', `/v1/time-off/${asked.id}/${verb}`, planner, body, { 'if-match': `"${revision}"` });
    expect((await decide('refuse', 1, {})).statusCode).toBe(400);
    const refused = await decide('refuse', 1, { reason: 'inventory week' });
    expect(refused.json()).toMatchObject({ state: 'refused', reason: 'inventory week', revision: 2 });
    expect((await decide('approve', 1, {})).json()).toMatchObject({ status: 412, code: 'request-changed' });
    expect((await decide('approve', 2, {})).json()).toMatchObject({ state: 'approved' });
    const trail = (await rooster.call('GET', '/v1/audit?resource=time-off', planner)).json() as { entries: object[] };
    expect(JSON.stringify(trail)).toContain('"refuse"');
    expect(JSON.stringify(trail)).not.toContain('inventory');
  });

  it.each([
    [{ from: '2026-12-30', to: '2026-12-29' }, 'time-off-dates'],
    [{ from: '2026-02-30', to: '2026-02-30' }, 'time-off-dates'],
    [{ from: '2027-01-04', to: '2027-01-05', fromMinute: 540, toMinute: 600 }, 'time-off-dates'],
    [{ from: '2026-11-01', to: '2026-11-02' }, 'starts-in-past'],
    [{ from: '2026-12-22', to: '2026-12-22' }, 'asked-already'],
    [{ from: '2027-01-04', to: '2027-01-04', kind: 'sick' }, 'kind-not-yours'],
  ])('cannot be asked for like this: %j', async (body, code) => {
    const response = await rooster.call('POST', '/v1/me/time-off', agents[1], { kind: 'leave', ...body });
    expect(response.json()).toMatchObject({ code });
  });

  it('sickness is recorded by a planner; finance sees the absence, not the reason, and nobody asks for it', async () => {
    const sick = { agent: centre.agents[2]!.id, kind: 'sick', from: '2026-11-24', to: '2026-11-25', note: 'flu' };
    expect((await rooster.call('POST', '/v1/time-off', agents[2], sick)).statusCode).toBe(403);
    expect((await rooster.call('POST', '/v1/time-off', planner, { ...sick, agent: 'nobody' })).statusCode).toBe(404);
    expect((await rooster.call('POST', '/v1/time-off', planner, { ...sick, kind: 'none' })).statusCode).toBe(422);
    expect((await rooster.call('POST', '/v1/time-off', planner, sick)).json()).toMatchObject({ state: 'approved' });
    const query = 'from=2026-11-24&to=2026-11-24';
    expect((await list(planner, query))[0]).toMatchObject({ kind: 'sick', note: 'flu' });
    const seen = (await list(finance, query))[0]!;
    expect(seen.state).toBe('approved');
    expect(JSON.stringify(seen)).not.toMatch(/sick|flu/);
    const [mine] = (await own(2)).requests.filter(({ kind }) => kind === 'sick');
    expect((await withdraw(2, mine!)).statusCode).toBe(409);
  });

  it('reaches the next plan and the calendar; over a published shift it is flagged and a planner decides', async () => {
    const { centre: next } = (await snapshotForPlan(rooster.store, rooster.service.now()))!;
    const [, second] = centre.agents;
    expect(next.timeOff).toContainEqual({
      agent: second!.id,
      kind: 'leave',
      fromDate: '2026-12-22',
      toDate: '2026-12-23',
    });
    const stored = await rooster.call('POST', '/v1/plans', planner, { week: '2026-W52' });
    expect(stored.statusCode).toBe(202);
    // The centre in use is still the one that was imported.
    expect((await rooster.call('GET', '/v1/centre', planner)).json()).toMatchObject({ version: 1 });
    await storePlan(rooster.store, centre, 'p1', '2026-12-07', officeWeek(centre, '2026-12-07'));
    await rooster.call('POST', '/v1/plans/p1/publish', planner, undefined, { 'if-match': '"1"' });
    const over = (await ask(0, '2026-12-09', '2026-12-10')).json() as Answer;
    expect(over).toMatchObject({ state: 'asked', decision: { reasons: ['shift-published'] } });
    expect(over.shifts.map(({ start }) => start)).toEqual(['2026-12-09T09:00:00+01:00', '2026-12-10T09:00:00+01:00']);
    const part = (await ask(0, '2026-12-28', '2026-12-28', { fromMinute: 540, toMinute: 600 })).json() as Answer;
    expect(part.state).toBe('approved');
    const { address } = (await rooster.call('POST', '/v1/me/calendar', agents[0])).json() as { address: string };
    const { body } = await rooster.call('GET', address);
    ICAL.design.strict = true;
    const events = new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    const leave = events.filter(({ summary }) => summary === 'Leave');
    expect(leave.map(({ startDate }) => startDate.toJSDate().toISOString())).toContain('2026-12-28T08:00:00.000Z');
  });
});
