import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCentre } from '../../api/db/centre-store.js';
import { shiftsToIcs } from '../../api/files/roster-ics.js';
import type { Centre } from '../../src/domain/centre.js';
import { addDays, formatMinute, localMinute } from '../../src/time/zone.js';
import { startWithAccounts } from '../support/accounts.js';
import { officeWeek, smallCentre, storePlan } from '../support/stored-plan.js';
import { readWorkbook } from '../support/workbook.js';

type Json = Record<string, never>;
let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
let centre: Centre;
let planner: string;
let other: string;
let agent: string;
let agentId: string;
let colleague: string;

beforeAll(async () => {
  rooster = await startWithAccounts();
  centre = await smallCentre();
  [agentId, colleague] = [centre.agents[0]!.id, centre.agents[1]!.id];
  planner = await rooster.addUser('default', 'planner@example.com', ['planner']);
  other = await rooster.addUser('default', 'second@example.com', ['planner']);
  agent = await rooster.addUser('default', 'agent@example.com', ['agent'], { agent: agentId });
  await storePlan(rooster.store, centre, 'p1', '2026-11-30', officeWeek(centre, '2026-11-30'));
});
afterAll(() => rooster.close());

const edit = (cookie: string, plan: string, etag: string, changes: object[], reason = '') =>
  rooster.call('POST', `/v1/plans/${plan}/changes`, cookie, { reason, changes }, { 'if-match': etag });
const publish = (plan: string, etag: string, body?: object) =>
  rooster.call('POST', `/v1/plans/${plan}/publish`, planner, body, { 'if-match': etag });

describe('two planners on one roster', () => {
  it('the second gets 412 with what the first has changed, repeats on top of it, and nothing is lost', async () => {
    const { etag } = (await rooster.call('GET', '/v1/plans/p1', planner)).headers;
    const first = await edit(
      planner,
      'p1',
      String(etag),
      [{ change: 'move', agent: agentId, start: '2026-11-30T09:00:00+01:00', toStart: '2026-11-30T10:00:00+01:00' }],
      'dentist',
    );
    expect(first.statusCode).toBe(200);
    const mine = [{ change: 'remove', agent: colleague, start: '2026-12-01T09:00:00+01:00' }];
    const late = await edit(other, 'p1', String(etag), mine);
    expect(late.statusCode).toBe(412);
    const problem = late.json() as {
      code: string;
      revision: number;
      changes: { reason: string; differences: Json[] }[];
    };
    expect(problem).toMatchObject({ code: 'plan-changed', revision: 2, changes: [{ reason: 'dentist', revision: 2 }] });
    expect(problem.changes[0]!.differences).toMatchObject([
      {
        agent: agentId,
        before: { start: '2026-11-30T09:00:00+01:00', end: '2026-11-30T17:30:00+01:00' },
        after: { start: '2026-11-30T10:00:00+01:00', end: '2026-11-30T18:30:00+01:00' },
      },
    ]);
    const again = await edit(other, 'p1', `"${problem.revision}"`, mine);
    expect(again.statusCode).toBe(200);
    const roster = (await rooster.call('GET', '/v1/rosters/2026-W49', planner)).json() as {
      shifts: { agent: string; start: string }[];
    };
    const starts = (name: string) => roster.shifts.filter((shift) => shift.agent === name).map((shift) => shift.start);
    expect(starts(agentId)[0]).toBe('2026-11-30T10:00:00+01:00');
    expect(starts(colleague)).not.toContain('2026-12-01T09:00:00+01:00');
    expect(roster.shifts).toHaveLength(centre.agents.length * 5 - 1);
    const trail = (await rooster.call('GET', '/v1/plans/p1/changes', planner)).json() as { changes: Json[] };
    expect(trail.changes).toHaveLength(2);
  });

  it('counts cost and summary anew and says what labour law makes of it', async () => {
    const summary = async () =>
      (await rooster.call('GET', '/v1/summaries/2026-W49', planner)).json() as {
        costMinor: number;
        shifts: number;
        paidHours: number;
      };
    const before = await summary();
    const plan = await rooster.call('GET', '/v1/plans/p1', planner);
    const added = await edit(planner, 'p1', String(plan.headers.etag), [
      { change: 'add', agent: agentId, start: '2026-12-01T19:00:00+01:00', end: '2026-12-02T03:00:00+01:00' },
    ]);
    expect(added.statusCode).toBe(200);
    const after = await summary();
    expect(after.shifts).toBe(before.shifts + 1);
    expect(after.paidHours).toBe(before.paidHours + 8);
    expect(after.costMinor).toBeGreaterThan(before.costMinor);
    const { law } = added.json() as { law: { agent: string; severity: string; article: string }[] };
    expect(law.some((finding) => finding.agent === agentId && finding.severity === 'hard')).toBe(true);
    const back = await edit(planner, 'p1', String(added.headers.etag), [
      { change: 'remove', agent: agentId, start: '2026-12-01T19:00:00+01:00' },
    ]);
    expect(back.statusCode).toBe(200);
    expect(await summary()).toMatchObject({
      costMinor: before.costMinor,
      shifts: before.shifts,
      paidHours: before.paidHours,
    });
  });

  it.each([
    [{ change: 'remove', agent: 'nobody', start: '2026-11-30T09:00:00+01:00' }, 'shift-unknown'],
    [
      { change: 'add', agent: 'nobody', start: '2026-11-30T09:00:00+01:00', end: '2026-11-30T17:00:00+01:00' },
      'agent-unknown',
    ],
    [{ change: 'add', start: '2026-12-02T10:00:00+01:00', end: '2026-12-02T12:00:00+01:00' }, 'shift-overlap'],
    [{ change: 'add', start: '2026-12-05T10:01:00+01:00', end: '2026-12-05T12:00:00+01:00' }, 'shift-off-grid'],
    [{ change: 'add', start: '2026-12-05T12:00:00+01:00', end: '2026-12-05T12:00:00+01:00' }, 'shift-length'],
    [{ change: 'add', start: '2026-12-08T10:00:00+01:00', end: '2026-12-08T12:00:00+01:00' }, 'shift-outside-period'],
    [
      { change: 'add', start: '2026-12-05T10:00:00+01:00', end: '2026-12-05T12:00:00+01:00', site: 'moon' },
      'site-unknown',
    ],
    [{ change: 'add', start: '2026-12-05T10:00:00+01:00' }, 'end-missing'],
    [{ change: 'add', start: '2026-13-45T10:00:00+01:00', end: '2026-12-05T12:00:00+01:00' }, 'instant-unknown'],
  ])('refuses %j', async (change, code) => {
    const before = await rooster.call('GET', '/v1/rosters/2026-W49', planner);
    const response = await edit(planner, 'p1', String(before.headers.etag), [{ agent: agentId, ...change }]);
    expect(response.json()).toMatchObject({ status: 422, code });
    expect((await rooster.call('GET', '/v1/rosters/2026-W49', planner)).body).toBe(before.body);
  });
});

describe('what agents see', () => {
  let feed = '';
  const events = async (): Promise<ICAL.Event[]> => {
    const response = await rooster.call('GET', feed);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/calendar');
    ICAL.design.strict = true;
    return new ICAL.Component(ICAL.parse(response.body))
      .getAllSubcomponents('vevent')
      .map((one) => new ICAL.Event(one));
  };
  const own = async (query = 'from=2026-11-30&to=2026-12-06') =>
    (await rooster.call('GET', `/v1/me/shifts?${query}`, agent)).json() as {
      zone: string;
      shifts: { start: string }[];
    };

  it('nothing of a draft, everything of a published week, in any zone', async () => {
    expect((await own()).shifts).toEqual([]);
    const plan = await rooster.call('GET', '/v1/plans/p1', planner);
    expect((await publish('p1', String(plan.headers.etag))).statusCode).toBe(200);
    const { zone, shifts } = await own();
    expect(zone).toBe('Europe/Amsterdam');
    expect(shifts.map(({ start }) => start)[0]).toBe('2026-11-30T10:00:00+01:00');
    expect((await own('from=2026-11-30&to=2026-11-30&zone=America/Paramaribo')).shifts[0]!.start).toBe(
      '2026-11-30T06:00:00-03:00',
    );
    expect((await rooster.call('GET', '/v1/rosters/2026-W49', agent)).statusCode).toBe(403);
    const { notices } = (await rooster.call('GET', '/v1/me/notices', agent)).json() as { notices: Json[] };
    expect(notices).toMatchObject([{ kind: 'published', week: '2026-W49', differences: [] }]);
  });

  it('an edit of a published week is a new draft; publishing it tells only those concerned, who acknowledge', async () => {
    const frozen = await edit(planner, 'p1', '"99"', [
      { change: 'remove', agent: agentId, start: '2026-12-03T09:00:00+01:00' },
    ]);
    expect(frozen.statusCode).toBe(412);
    const copy = await rooster.call('POST', '/v1/plans/p1/copy', planner);
    expect(copy.statusCode).toBe(201);
    const { id } = copy.json() as { id: string };
    await rooster.call('POST', '/v1/me/calendar', agent).then((response) => {
      feed = (response.json() as { address: string }).address;
    });
    expect((await events()).map(({ sequence }) => sequence)).toEqual([0, 0, 0, 0, 0]);
    const edited = await edit(planner, id, '"1"', [
      { change: 'remove', agent: agentId, start: '2026-12-03T09:00:00+01:00' },
      { change: 'move', agent: agentId, start: '2026-12-04T09:00:00+01:00', toStart: '2026-12-04T08:00:00+01:00' },
    ]);
    expect(edited.statusCode).toBe(200);
    const compared = (await rooster.call('GET', `/v1/plans/p1/compare/${id}`, planner)).json() as {
      differences: Json[];
    };
    expect(compared.differences).toHaveLength(2);
    expect((await publish(id, '"2"', { reason: 'less phone traffic' })).statusCode).toBe(200);
    expect((await rooster.call('GET', '/v1/plans/p1', planner)).json()).toMatchObject({ state: 'withdrawn' });
    const told = (await rooster.call('GET', '/v1/rosters/2026-W49/notices', planner)).json() as { notices: Json[] };
    const changed = told.notices.filter(({ kind }) => kind === 'changed');
    expect(changed).toMatchObject([{ agent: agentId, reason: 'less phone traffic', shortNotice: true }]);
    const { notices } = (await rooster.call('GET', '/v1/me/notices?limit=1', agent)).json() as {
      notices: { id: number }[];
    };
    const seen = await rooster.call('POST', `/v1/me/notices/${notices[0]!.id}/acknowledge`, agent);
    expect(seen.json()).toMatchObject({ acknowledgedAt: rooster.service.now() });
    const parsed = await events();
    const status = parsed.map((event) => event.component.getFirstPropertyValue('status'));
    expect(status).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED', 'CONFIRMED']);
    expect(parsed.map(({ sequence }) => sequence)).toEqual([0, 0, 0, 1, 1]);
    expect(new Set(parsed.map(({ uid }) => uid)).size).toBe(5);
  });

  it('a copy made before the week was published anew is not published over it unawares', async () => {
    const { plans } = (await rooster.call('GET', '/v1/plans?week=2026-W49', planner)).json() as {
      plans: { id: string; state: string }[];
    };
    const standing = plans.find(({ state }) => state === 'published')!.id;
    const copies = await Promise.all(
      [1, 2].map(
        async () => (await rooster.call('POST', `/v1/plans/${standing}/copy`, planner)).json() as { id: string },
      ),
    );
    const [first, second] = copies.map(({ id }) => id) as [string, string];
    const change = [{ change: 'remove', agent: colleague, start: '2026-12-03T09:00:00+01:00' }];
    expect((await edit(planner, first, '"1"', change)).statusCode).toBe(200);
    expect((await publish(first, '"2"')).statusCode).toBe(200);
    const late = await publish(second, '"1"');
    expect(late.json()).toMatchObject({
      status: 412,
      code: 'week-changed',
      standing: first,
      differences: [{ agent: colleague, before: { start: '2026-12-03T09:00:00+01:00' } }],
    });
    expect((await publish(second, '"1"', { over: first })).statusCode).toBe(200);
  });

  it('a week that is taken back is cancelled for everybody', async () => {
    const plans = (await rooster.call('GET', '/v1/plans?week=2026-W49', planner)).json() as {
      plans: { id: string; state: string; revision: number }[];
    };
    const standing = plans.plans.find(({ state }) => state === 'published')!;
    const withdrawn = await rooster.call(
      'POST',
      `/v1/plans/${standing.id}/withdraw`,
      planner,
      { reason: 'strike' },
      { 'if-match': `"${standing.revision}"` },
    );
    expect(withdrawn.json()).toMatchObject({ state: 'withdrawn' });
    expect((await own()).shifts).toEqual([]);
    expect((await events()).map((event) => event.component.getFirstPropertyValue('status'))).toEqual(
      Array(5).fill('CANCELLED'),
    );
  });

  it('a calendar address that nobody can guess, that ends, and that a new one replaces', async () => {
    expect(feed).toMatch(/^\/v1\/calendars\/[\w-]{43}\.ics$/);
    const stored = await rooster.store.db.selectFrom('calendar_feed').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(feed.slice(14, -4));
    const response = await rooster.call('GET', feed);
    const unchanged = await rooster.call('GET', feed, undefined, undefined, {
      'if-none-match': String(response.headers.etag),
    });
    expect(unchanged.statusCode).toBe(304);
    const next = ((await rooster.call('POST', '/v1/me/calendar', agent)).json() as { address: string }).address;
    expect((await rooster.call('GET', feed)).statusCode).toBe(404);
    feed = next;
    await events();
    expect((await rooster.call('DELETE', '/v1/me/calendar', agent)).statusCode).toBe(204);
    expect((await rooster.call('GET', feed)).statusCode).toBe(404);
  });

  it.each(['2026-03-23', '2026-10-19'])(
    'local times are right across the clock change of the week of %s',
    async (monday) => {
      const shifts = officeWeek(centre, monday, 7);
      const plan = await storePlan(rooster.store, centre, `dst-${monday}`, monday, shifts);
      expect((await publish(plan.id, '"1"')).statusCode).toBe(200);
      const at = rooster.clock.ms;
      rooster.clock.ms = Date.parse(`${monday}T12:00:00Z`);
      feed = ((await rooster.call('POST', '/v1/me/calendar', agent)).json() as { address: string }).address;
      const week = (await events()).filter((event) => event.uid.startsWith(monday.slice(0, 7)) && event.uid >= monday);
      const offsets = new Set<number>();
      for (const event of week) {
        const ms = event.startDate.toJSDate().getTime();
        if (!shifts.some(({ startMs }) => startMs === ms)) continue;
        expect(formatMinute(localMinute(ms, 'Europe/Amsterdam'))).toBe('09:00');
        expect(formatMinute(localMinute(event.endDate.toJSDate().getTime(), 'Europe/Amsterdam'))).toBe('17:30');
        offsets.add(new Date(ms).getUTCHours());
      }
      expect([...offsets].sort()).toEqual([7, 8]);
      rooster.clock.ms = at;
    },
  );

  it('leave is in the calendar as whole days', async () => {
    await saveCentre(
      rooster.store,
      {
        ...centre,
        timeOff: [{ agent: centre.agents[0]!.id, kind: 'leave', fromDate: '2026-12-21', toDate: '2026-12-23' }],
      },
      rooster.service.now(),
    );
    feed = ((await rooster.call('POST', '/v1/me/calendar', agent)).json() as { address: string }).address;
    const leave = (await events()).filter((event) => event.summary === 'Leave');
    expect(leave).toHaveLength(1);
    expect(leave[0]!.startDate.isDate).toBe(true);
    expect([leave[0]!.startDate.toString(), leave[0]!.endDate.toString()]).toEqual(['2026-12-21', '2026-12-24']);
  });
});

describe('leave that was asked for', () => {
  it('is an event that is cancelled with a higher sequence when it is taken back', async () => {
    const ask = await rooster.call('POST', '/v1/me/time-off', agent, {
      kind: 'leave',
      from: '2027-01-04',
      to: '2027-01-05',
    });
    const { id, state } = ask.json() as { id: string; state: string };
    const approve = { 'if-match': String(ask.headers.etag) };
    if (state !== 'approved')
      expect((await rooster.call('POST', `/v1/time-off/${id}/approve`, planner, {}, approve)).statusCode).toBe(200);
    const address = ((await rooster.call('POST', '/v1/me/calendar', agent)).json() as { address: string }).address;
    const event = async () => {
      const text = (await rooster.call('GET', address)).body;
      const all = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
      return all.find(({ uid }) => uid.includes(id))!;
    };
    const before = await event();
    expect([before.startDate.toString(), before.endDate.toString()]).toEqual(['2027-01-04', '2027-01-06']);
    expect(before.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    const { requests } = (await rooster.call('GET', '/v1/me/time-off', agent)).json() as {
      requests: { id: string; revision: number }[];
    };
    const { revision } = requests.find((one) => one.id === id)!;
    const seen = { 'if-match': `"${revision}"` };
    expect((await rooster.call('POST', `/v1/me/time-off/${id}/withdraw`, agent, undefined, seen)).statusCode).toBe(200);
    const after = await event();
    expect(after.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(after.sequence).toBeGreaterThan(before.sequence);
  });
});

describe('a plan of two weeks', () => {
  it('stands for both; what sticks out of a draft is not replaced, what lies inside is', async () => {
    const weeks = (monday: string) => [...officeWeek(centre, monday), ...officeWeek(centre, addDays(monday, 7), 4)];
    await storePlan(rooster.store, centre, 'two', '2027-01-11', weeks('2027-01-11'), 2);
    await storePlan(rooster.store, centre, 'one', '2027-01-18', officeWeek(centre, '2027-01-18'));
    expect((await publish('one', '"1"')).statusCode).toBe(200);
    // Two weeks replace the one inside them; who worked the Friday there is told that it is gone.
    expect((await publish('two', '"1"')).statusCode).toBe(200);
    expect((await rooster.call('GET', '/v1/plans/one', planner)).json()).toMatchObject({ state: 'withdrawn' });
    const { shifts } = await ownShifts('2027-01-11', '2027-01-24');
    expect(shifts.map(({ start }) => start.slice(0, 10))).toEqual(
      ['11', '12', '13', '14', '15', '18', '19', '20', '21'].map((day) => `2027-01-${day}`),
    );
    const roster = await rooster.call('GET', '/v1/rosters/2027-W03', planner);
    expect(roster.json()).toMatchObject({ state: 'published', period: { from: '2027-01-11', to: '2027-01-24' } });
    await storePlan(rooster.store, centre, 'late', '2027-01-18', officeWeek(centre, '2027-01-18'));
    expect((await publish('late', '"1"')).json()).toMatchObject({ status: 409, code: 'weeks-overlap' });
    const { notices } = (await rooster.call('GET', '/v1/rosters/2027-W03/notices', planner)).json() as {
      notices: { agent: string; kind: string; week: string }[];
    };
    expect(notices.find((one) => one.agent === agentId)).toMatchObject({ kind: 'changed', week: '2027-W02' });
  });

  it('is exchanged in its second week, too: a new version of both weeks', async () => {
    const second = await rooster.addUser('default', 'colleague@example.com', ['agent'], { agent: colleague });
    // Somebody is off on the day.
    const copy = (await rooster.call('POST', '/v1/plans/two/copy', planner)).json() as { id: string };
    const off = [{ change: 'remove', agent: colleague, start: '2027-01-20T09:00:00+01:00' }];
    expect((await edit(planner, copy.id, '"1"', off)).statusCode).toBe(200);
    expect((await publish(copy.id, '"2"')).statusCode).toBe(200);
    const shift = '2027-01-20T09:00:00+01:00';
    const query = `week=2027-W03&shift=${encodeURIComponent(shift)}`;
    const { ways } = (await rooster.call('GET', `/v1/me/exchanges/ways?${query}`, agent)).json() as {
      ways: { colleague: string; back?: object }[];
    };
    expect(ways.filter(({ back }) => back === undefined).map((way) => way.colleague)).toContain(colleague);
    const proposed = await rooster.call('POST', '/v1/me/exchanges', agent, { week: '2027-W03', shift, colleague });
    expect(proposed.statusCode).toBe(201);
    const { id } = proposed.json() as { id: string };
    const accepted = await rooster.call('POST', `/v1/me/exchanges/${id}/accept`, second, undefined, {
      'if-match': '"1"',
    });
    // The problem was not solved, so that its rules are not known: a planner decides.
    expect(accepted.json()).toMatchObject({ state: 'asked' });
    const done = await rooster.call('POST', `/v1/exchanges/${id}/approve`, planner, undefined, { 'if-match': '"2"' });
    expect(done.json()).toMatchObject({ state: 'done' });
    const own = (await ownShifts('2027-01-11', '2027-01-24')).shifts.map(({ start }) => start);
    expect(own).toHaveLength(8);
    expect(own).not.toContain(shift);
    const gaveAway = await rooster.call('POST', '/v1/me/give-aways', agent, { week: '2027-W03', shift: own.at(-1) });
    expect(gaveAway.json()).toMatchObject({ code: 'offer-nobody' });
    const offers = await rooster.call('GET', '/v1/rosters/2027-W03/offers', planner);
    expect(offers.statusCode).toBe(200);
  });

  const ownShifts = async (from: string, to: string) =>
    (await rooster.call('GET', `/v1/me/shifts?from=${from}&to=${to}`, agent)).json() as {
      shifts: { start: string }[];
    };
});

describe('a week as a file', () => {
  it('is the same shifts as CSV, as a workbook and as a calendar with names', async () => {
    const { shifts } = (await rooster.call('GET', '/v1/rosters/2027-W02', planner)).json() as {
      shifts: { agent: string; activities: object[] }[];
    };
    const file = (format: string) => rooster.call('GET', `/v1/rosters/2027-W02/shifts.${format}`, planner);
    const csv = (await file('csv')).body.trimEnd().split('\n');
    expect(csv[0]).toBe('agent,date,site,desk,start,end,activity,queue,paid');
    expect(csv).toHaveLength(1 + shifts.reduce((sum, { activities }) => sum + activities.length, 0));
    const [sheet] = readWorkbook((await file('xlsx')).rawPayload);
    expect(sheet!.rows).toHaveLength(csv.length);
    const calendar = new ICAL.Component(ICAL.parse((await file('ics')).body)).getAllSubcomponents('vevent');
    expect(calendar).toHaveLength(shifts.length);
    expect(new ICAL.Event(calendar[0]!).summary).toContain(`${centre.agents[0]!.name}: `);
    expect((await file('pdf')).json()).toMatchObject({ status: 400, detail: 'Use one of csv, xlsx, ics.' });
  });
});

describe('shifts as a calendar file', () => {
  it('two shifts of one agent on one date are two events', () => {
    const [shift] = officeWeek(centre, '2026-11-30', 1);
    const late = { ...shift!, startMs: shift!.endMs + 3_600_000, endMs: shift!.endMs + 7_200_000 };
    const text = shiftsToIcs({
      name: 'x',
      shifts: [shift!, late],
      zoneOfSite: () => 'Europe/Amsterdam',
      siteName: (site) => site,
      stampMs: 0,
    });
    const uids = new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((event) => event.getFirstPropertyValue('uid'));
    expect(uids).toEqual([`2026-11-30-${agentId}@rooster`, `2026-11-30-${agentId}-2@rooster`]);
  });
});
