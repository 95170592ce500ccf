import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRoomyCentre } from '../support/self-service.js';
import { startService } from '../support/service.js';

const WEEK = '2026-W49';
interface Shift {
  agent: string;
  date: string;
  start: string;
  end: string;
}
interface Verdict {
  outcome: string;
  reasons: { code: string; blocks: boolean; text: { en: string; nl: string } }[];
  shortHours: { before: number; after: number };
}
interface Way {
  colleague: string;
  back?: Shift;
  verdict: Verdict;
}
interface Exchange {
  id: string;
  state: string;
  revision: number;
  plan?: string;
}
let service: Awaited<ReturnType<typeof startService>>;

/** A call as an agent (`h1`) or in a role, in the demo. */
const as = async <T>(
  who: string,
  method: string,
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) => {
  const cookie = `rooster-demo=${/^h\d/.test(who) ? `agent:${who}` : who}`;
  const response = await service.app.inject({
    method: method as 'GET',
    url,
    headers: { cookie, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, body: (response.body === '' ? {} : response.json()) as T };
};
const roster = async (): Promise<Shift[]> =>
  (await as<{ shifts: Shift[] }>('planner', 'GET', `/v1/rosters/${WEEK}`)).body.shifts;
const shiftsOf = async (agent: string): Promise<Shift[]> =>
  (await roster()).filter((shift) => shift.agent === agent).sort((a, b) => (a.start < b.start ? -1 : 1));
const waysOf = async (agent: string, { start }: Shift): Promise<Way[]> => {
  const query = `week=${WEEK}&shift=${encodeURIComponent(start)}`;
  const { status, body } = await as<{ ways: Way[] }>(agent, 'GET', `/v1/me/exchanges/ways?${query}`);
  expect(status).toBe(200);
  return body.ways;
};
const propose = (agent: string, shift: Shift, way: Way) =>
  as<Exchange>(agent, 'POST', '/v1/me/exchanges', {
    week: WEEK,
    shift: shift.start,
    colleague: way.colleague,
    note: 'birthday',
    ...(way.back === undefined ? {} : { back: way.back.start }),
  });
const answer = <T = Exchange>(agent: string, { id, revision }: Exchange, verb: string) =>
  as<T>(agent, 'POST', `/v1/me/exchanges/${id}/${verb}`, undefined, { 'if-match': `"${revision}"` });
const setRules = async (planner: string) => {
  const { body } = await as<{ revision: number; rules: { exchanges: object } }>('planner', 'GET', '/v1/self-service');
  const rules = { ...body.rules, exchanges: { ...body.rules.exchanges, planner } };
  const set = await as('planner', 'PUT', '/v1/self-service', rules, { 'if-match': `"${body.revision}"` });
  expect(set.status).toBe(200);
};
/** Somebody's shift with a way to exchange it, of one kind and outcome. */
async function wayOf(
  kind: 'give' | 'swap',
  outcome = 'allowed',
  besides: readonly string[] = [],
): Promise<{ shift: Shift; way: Way }> {
  for (const shift of await roster()) {
    if (besides.includes(shift.agent)) continue;
    const way = (await waysOf(shift.agent, shift)).find(
      ({ back, verdict, colleague }) =>
        (back === undefined) === (kind === 'give') && verdict.outcome === outcome && !besides.includes(colleague),
    );
    if (way !== undefined) return { shift, way };
  }
  throw new Error(`no way to ${kind}`);
}

beforeAll(async () => {
  service = await startService();
  await importRoomyCentre(service);
  const job = await service.run('/v1/plans', { week: WEEK, timeLimitSeconds: 2 });
  expect(job.state).toBe('done');
  const published = await as('planner', 'POST', `/v1/rosters/${WEEK}/publish`, undefined, { 'if-match': '"1"' });
  expect(published.status).toBe(200);
  await setRules('never');
});
afterAll(() => service.close());

describe('exchanges', () => {
  it('are judged at once and in both languages; what is shown as possible is possible', async () => {
    const [shift] = await shiftsOf('h1');
    const ways = await waysOf('h1', shift!);
    expect(ways.every(({ verdict }) => verdict.outcome !== 'refused')).toBe(true);
    for (const way of ways.slice(0, 3)) {
      const { body } = await as<Verdict>('h1', 'POST', '/v1/me/exchanges/check', {
        week: WEEK,
        shift: shift!.start,
        colleague: way.colleague,
        ...(way.back === undefined ? {} : { back: way.back.start }),
      });
      expect(body).toEqual(way.verdict);
    }
    const busy = (await roster()).find(({ agent, date }) => agent !== 'h1' && date === shift!.date)!;
    const refused = await propose('h1', shift!, { colleague: busy.agent, verdict: {} as Verdict });
    expect(refused.body).toMatchObject({ status: 409, code: 'exchange-refused', verdict: { outcome: 'refused' } });
    const { verdict } = refused.body as unknown as { verdict: Verdict };
    expect(verdict.reasons.filter(({ blocks }) => blocks)).not.toEqual([]);
    for (const { text } of verdict.reasons) expect([text.en, text.nl]).not.toContain('');
    const nobody = await propose('h1', shift!, { colleague: 'nobody', verdict: {} as Verdict });
    expect(nobody.body).toMatchObject({ code: 'exchange-refused' });
  });

  it('become a new version of the week with author and reason; both are told, nobody else', async () => {
    const { shift, way } = await wayOf('swap');
    const before = await roster();
    const { body: made, status } = await propose(shift.agent, shift, way);
    expect([status, made.state]).toEqual([201, 'proposed']);
    expect((await answer(shift.agent, made, 'accept')).status).toBe(404);
    expect((await answer(way.colleague, { ...made, revision: 9 }, 'accept')).status).toBe(412);
    const done = await answer(way.colleague, made, 'accept');
    expect(done.body).toMatchObject({ state: 'done', decidedBy: 'rules' });
    const after = await roster();
    const has = (list: Shift[], agent: string, { start, end }: Shift): boolean =>
      list.some((one) => one.agent === agent && one.start === start && one.end === end);
    expect(has(after, way.colleague, shift) && has(after, shift.agent, way.back!)).toBe(true);
    expect(has(after, shift.agent, shift)).toBe(has(before, way.colleague, shift));
    expect(after).toHaveLength(before.length);
    const { body: trail } = await as<{ changes: { author: string; reason: string }[] }>(
      'planner',
      'GET',
      `/v1/plans/${done.body.plan}/changes`,
    );
    expect(trail.changes).toMatchObject([{ author: 'demo', reason: expect.stringContaining('birthday') }]);
    const { body: told } = await as<{ notices: { agent: string; kind: string }[] }>(
      'planner',
      'GET',
      `/v1/rosters/${WEEK}/notices`,
    );
    const changed = told.notices.filter(({ kind }) => kind === 'changed').map(({ agent }) => agent);
    expect(changed.sort()).toEqual([shift.agent, way.colleague].sort());
    expect((await answer(way.colleague, done.body, 'accept')).body).toMatchObject({ code: 'exchange-ended' });
  });

  it('lose nothing when two act at once: who is late gets 412 with the difference, repeats, and both stand', async () => {
    const first = await wayOf('give');
    const second = await wayOf('give', 'allowed', [first.shift.agent, first.way.colleague]);
    const proposals = await Promise.all(
      [first, second].map(async ({ shift, way }) => (await propose(shift.agent, shift, way)).body),
    );
    // A draft that a planner began before.
    const { body: plans } = await as<{ plans: { id: string; state: string }[] }>('planner', 'GET', '/v1/plans');
    const standing = plans.plans.find(({ state }) => state === 'published')!;
    const { body: draft } = await as<{ id: string }>('planner', 'POST', `/v1/plans/${standing.id}/copy`);
    const answers = await Promise.all(
      [first, second].map(({ way }, i) =>
        answer<{ code?: string; differences?: object[] }>(way.colleague, proposals[i]!, 'accept'),
      ),
    );
    for (const [i, { status, body }] of answers.entries()) {
      if (status === 200) continue;
      expect(body).toMatchObject({ status: 412, code: 'week-changed' });
      expect(body.differences).toHaveLength(2);
      expect((await answer([first, second][i]!.way.colleague, proposals[i]!, 'accept')).status).toBe(200);
    }
    const after = await roster();
    for (const { shift, way } of [first, second])
      expect(after.some(({ agent, start }) => agent === way.colleague && start === shift.start)).toBe(true);
    const late = await as('planner', 'POST', `/v1/plans/${draft.id}/publish`, undefined, { 'if-match': '"1"' });
    expect(late.body).toMatchObject({ status: 412, code: 'week-changed' });
  });

  it('wait for a planner where the rules say so; refused with a reason or approved and done', async () => {
    await setRules('always');
    const { shift, way } = await wayOf('give', 'planner');
    const ask = async (): Promise<Exchange> => {
      const { body } = await propose(shift.agent, shift, way);
      return (await answer(way.colleague, body, 'accept')).body;
    };
    const decide = ({ id, revision }: Exchange, verb: string, body?: object) =>
      as<Exchange>('planner', 'POST', `/v1/exchanges/${id}/${verb}`, body, { 'if-match': `"${revision}"` });
    const refused = await ask();
    expect(refused.state).toBe('asked');
    expect((await decide(refused, 'refuse', { reason: 'training' })).body).toMatchObject({
      state: 'refused',
      reason: 'training',
    });
    const approved = await decide(await ask(), 'approve');
    expect(approved.body).toMatchObject({ state: 'done', decidedBy: 'demo' });
    await setRules('never');
  });

  it('can be taken back or turned down before they are done', async () => {
    const { shift, way } = await wayOf('give');
    const one = (await propose(shift.agent, shift, way)).body;
    expect((await answer(way.colleague, one, 'withdraw')).status).toBe(404);
    expect((await answer(shift.agent, one, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
    const two = (await propose(shift.agent, shift, way)).body;
    expect((await answer(way.colleague, two, 'refuse')).body).toMatchObject({ state: 'refused' });
    const { body } = await as<{ exchanges: Exchange[] }>(shift.agent, 'GET', '/v1/me/exchanges');
    expect(body.exchanges.map(({ id }) => id)).toEqual(expect.arrayContaining([one.id, two.id]));
  });
});

interface Offer {
  id: string;
  kind: string;
  queue: string;
  from: string;
  to: string;
  places: number;
  agents: string[];
  state: string;
  taken: number;
  revision: number;
}

describe('offers', () => {
  const possible = async (kind: string): Promise<Offer[]> => {
    const { body } = await as<{ possible: Offer[] }>('planner', 'GET', `/v1/rosters/${WEEK}/offers`);
    return body.possible.filter((one) => one.kind === kind);
  };
  const send = ({ kind, queue, from, to }: Offer, more: object = {}) =>
    as<Offer>('planner', 'POST', `/v1/rosters/${WEEK}/offers`, {
      kind,
      queue,
      from,
      to,
      expiresAt: '2026-11-29T12:00:00Z',
      ...more,
    });
  const accept = (agent: string, { id }: Offer) => as<Offer>(agent, 'POST', `/v1/me/offers/${id}/accept`);
  const short = async (): Promise<number> => {
    const { body } = await as<{ coverage: { under: number[] }[] }>('planner', 'GET', `/v1/rosters/${WEEK}`);
    return body.coverage.flatMap(({ under }) => under).reduce((a, b) => a + b, 0);
  };

  it('of overtime come from shortage; of all who take one at once only as many as there are places have it', async () => {
    // Two people fall out on a morning.
    const { body: copy } = await as<{ id: string }>('planner', 'POST', `/v1/plans/${await standingId()}/copy`);
    const gone = (await roster()).filter(({ date }) => date === '2026-12-02').slice(0, 2);
    const changes = gone.map(({ agent, start }) => ({ change: 'remove', agent, start }));
    const edited = await as('planner', 'POST', `/v1/plans/${copy.id}/changes`, { changes }, { 'if-match': '"1"' });
    expect(edited.status).toBe(200);
    expect((await as('planner', 'POST', `/v1/plans/${copy.id}/publish`, undefined, { 'if-match': '"2"' })).status).toBe(
      200,
    );
    const offer = (await possible('overtime')).find(({ agents }) => agents.length >= 2)!;
    expect(offer).toBeDefined();
    const before = await short();
    const sent = await send(offer, { places: 1 });
    expect([sent.status, sent.body.state]).toEqual([201, 'open']);
    const [one, two] = offer.agents as [string, string];
    const mine = await as<{ offers: Offer[] }>(one, 'GET', '/v1/me/offers');
    expect(mine.body.offers[0]).toMatchObject({ id: sent.body.id, kind: 'overtime', mine: false });
    const taken = await Promise.all([accept(one, sent.body), accept(two, sent.body)]);
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await short()).toBeLessThan(before);
    expect(taken.find(({ status }) => status === 200)!.body).toMatchObject({ state: 'full', taken: 1, mine: true });
    const again = await as<{ offers: Offer[] }>('planner', 'GET', `/v1/rosters/${WEEK}/offers`);
    expect(again.body.offers.find(({ id }) => id === sent.body.id)).toMatchObject({ state: 'full', taken: 1 });
  });

  it('end by their time or by the planner', async () => {
    // One more than are needed comes on a morning.
    const standing = await standingId();
    const { body: copy } = await as<{ id: string }>('planner', 'POST', `/v1/plans/${standing}/copy`);
    const works = new Set((await roster()).filter(({ date }) => date === '2026-12-04').map((shift) => shift.agent));
    const extra = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8'].filter((one) => !works.has(one)).slice(0, 2);
    const changes = extra.map((one) => ({
      change: 'add',
      agent: one,
      start: '2026-12-04T09:00:00+01:00',
      end: '2026-12-04T14:00:00+01:00',
    }));
    expect(changes).not.toEqual([]);
    await as('planner', 'POST', `/v1/plans/${copy.id}/changes`, { changes }, { 'if-match': '"1"' });
    await as('planner', 'POST', `/v1/plans/${copy.id}/publish`, undefined, { 'if-match': '"2"' });
    const [offer] = await possible('leave-early');
    expect((await send(offer!, { expiresAt: '2026-11-23T12:00:00Z' })).body).toMatchObject({ code: 'expiry-wrong' });
    expect((await send({ ...offer!, queue: 'none' })).body).toMatchObject({ code: 'offer-impossible' });
    const { body: sent } = await send(offer!);
    const withdraw = (revision: number) =>
      as<Offer>('planner', 'POST', `/v1/offers/${sent.id}/withdraw`, undefined, { 'if-match': `"${revision}"` });
    expect((await withdraw(5)).status).toBe(412);
    expect((await withdraw(sent.revision)).body).toMatchObject({ state: 'withdrawn' });
    expect((await accept(offer!.agents[0]!, sent)).body).toMatchObject({ code: 'offer-over' });
  });

  it('to leave early come from surplus, and leave nobody short', async () => {
    const [offer] = await possible('leave-early');
    expect(offer).toBeDefined();
    const before = await short();
    const [agent] = offer!.agents as [string];
    const { body: sent } = await send(offer!, { agents: [agent] });
    expect(sent.places).toBe(1);
    const shift = (await shiftsOf(agent)).find(({ end }) => Date.parse(end) === Date.parse(offer!.to))!;
    expect((await accept(agent, sent)).status).toBe(200);
    const after = (await shiftsOf(agent)).find(({ start }) => start === shift.start)!;
    expect(Date.parse(after.end)).toBe(Date.parse(offer!.from));
    expect(await short()).toBe(before);
    expect((await accept(agent, sent)).body).toMatchObject({ code: 'offer-yours' });
  });

  it('of a shift that somebody gives away to whoever is first', async () => {
    const { shift } = await wayOf('give');
    const { status, body } = await as<Offer>(shift.agent, 'POST', '/v1/me/give-aways', {
      week: WEEK,
      shift: shift.start,
    });
    expect([status, body.kind]).toEqual([201, 'open-shift']);
    const others = (await waysOf(shift.agent, shift)).filter(
      ({ back, verdict }) => back === undefined && verdict.outcome === 'allowed',
    );
    const [first] = others;
    expect((await accept(first!.colleague, body)).status).toBe(200);
    expect((await shiftsOf(first!.colleague)).some(({ start }) => start === shift.start)).toBe(true);
    expect((await shiftsOf(shift.agent)).some(({ start }) => start === shift.start)).toBe(false);
  });

  async function standingId(): Promise<string> {
    const { body } = await as<{ plans: { id: string; state: string }[] }>('planner', 'GET', '/v1/plans');
    return body.plans.find(({ state }) => state === 'published')!.id;
  }
});
