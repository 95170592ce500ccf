import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCentre } from '../../api/db/centre-store.js';
import { announceEvent, deliveriesOf } from '../../api/db/webhook-store.js';
import { isPublic } from '../../api/jobs/outside-address.js';
import { refusalOf, send, startDeliverer } from '../../api/jobs/webhooks.js';
import { IDLE_RUNNER, startWithAccounts } from '../support/accounts.js';
import { smallCentre } from '../support/stored-plan.js';

let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
let admin: string;
let receiver: Server;
let answer = 200;
const received: { readonly headers: IncomingHttpHeaders; readonly body: string; readonly url: string }[] = [];

beforeAll(async () => {
  rooster = await startWithAccounts(IDLE_RUNNER);
  await saveCentre(rooster.store, await smallCentre(), '2026-11-24T08:00:00.000Z');
  admin = await rooster.addUser('default', 'admin@example.com', ['admin', 'planner']);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += String(chunk);
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body, url: request.url ?? '' });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end('x'.repeat(1000));
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await rooster.close();
});

const post = (url: string, key: string | undefined, payload: object, cookie = admin) =>
  rooster.call('POST', url, cookie, payload, key === undefined ? {} : { 'idempotency-key': key });

describe('a request that is sent again', () => {
  const job = { week: '2026-W49' };

  it('is done once and answered as before', async () => {
    const first = await post('/v1/plans', 'one', job);
    const second = await post('/v1/plans', 'one', job);
    expect(first.statusCode).toBe(202);
    expect([second.statusCode, second.body, second.headers.location]).toEqual([
      202,
      first.body,
      first.headers.location,
    ]);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect((await post('/v1/plans', 'two', job)).body).not.toBe(first.body);
    expect((await post('/v1/plans', undefined, job)).body).not.toBe(first.body);
  });

  it('with the same key for something else, or by somebody else, is not taken for the first', async () => {
    await post('/v1/plans', 'three', job);
    expect((await post('/v1/plans', 'three', { week: '2026-W50' })).json().code).toBe('idempotency-key-reused');
    const other = await rooster.addUser('default', 'other@example.com', ['planner']);
    expect((await post('/v1/plans', 'three', { week: '2026-W50' }, other)).statusCode).toBe(202);
  });

  it('is one of two at the same time: the other is told to wait, or answered', async () => {
    const both = await Promise.all([post('/v1/plans', 'four', job), post('/v1/plans', 'four', job)]);
    const ids = new Set(both.filter(({ statusCode }) => statusCode === 202).map((one) => one.json().id));
    expect(ids.size).toBe(1);
    for (const { statusCode } of both) expect([202, 409]).toContain(statusCode);
  });

  it('gets a refusal again as well, but secrets are never kept', async () => {
    const wrong = { week: '2026-W60' };
    expect((await post('/v1/plans', 'five', wrong)).statusCode).toBe(422);
    expect((await post('/v1/plans', 'five', wrong)).headers['idempotent-replayed']).toBe('true');
    const key = await post('/v1/keys', 'six', { name: 'k', permissions: ['rooster:user:read'], days: 1 });
    expect(key.json().code).toBe('idempotency-not-here');
    expect((await post('/v1/plans', 'ä', job)).json().code).toBe('idempotency-key-wrong');
  });
});

describe('webhooks', () => {
  it('tell what happened, signed, tried again until they arrive, without names', async () => {
    const deliverer = startDeliverer(rooster.store, true, (error) => {
      throw error;
    });
    rooster.service.webhooksInside = true;
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const made = (await post('/v1/webhooks', undefined, { url, events: ['user.*'] })).json();
    expect(made.secret).toMatch(/^whsec_/);
    expect((await rooster.call('GET', '/v1/webhooks', admin)).body).not.toContain(made.secret);

    answer = 500;
    await rooster.addUser('default', 'nobody@example.com', ['planner']);
    await post('/v1/users', undefined, {
      email: 'grace@example.com',
      name: 'Grace',
      password: 'a long enough password',
      roles: ['agent'],
    });
    await deliverer.flush();
    expect(received).toHaveLength(1);
    let [delivery] = (await rooster.call('GET', `/v1/webhooks/${made.id}/deliveries`, admin)).json().deliveries;
    expect(delivery).toMatchObject({ event: 'user.add', state: 'waiting', attempts: 1, answer: '500' });

    answer = 204;
    await deliverer.flush();
    expect(received, 'not before its time').toHaveLength(1);
    await rooster.store.db.updateTable('webhook_delivery').set({ next_ms: 0 }).execute();
    await deliverer.flush();
    [delivery] = (await rooster.call('GET', `/v1/webhooks/${made.id}/deliveries`, admin)).json().deliveries;
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 2, answer: '204' });

    const { headers, body } = received[1]!;
    const said = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(made.secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(said).digest('base64')}`);
    expect(headers['webhook-id']).toBe(received[0]!.headers['webhook-id']);
    expect(JSON.parse(body)).toMatchObject({ event: 'user.add', resource: 'user' });
    expect(body).not.toMatch(/grace/i);

    // A redirect is an answer like any other that is not 2xx.
    answer = 302;
    await rooster.call('POST', `/v1/webhooks/${made.id}/ping`, admin);
    await deliverer.flush();
    expect(received.map(({ url: path }) => path)).not.toContain('/elsewhere');

    expect((await rooster.call('DELETE', `/v1/webhooks/${made.id}`, admin)).statusCode).toBe(204);
    const before = received.length;
    await rooster.store.db.updateTable('webhook_delivery').set({ next_ms: 0 }).execute();
    await deliverer.flush();
    expect(received).toHaveLength(before);
    rooster.service.webhooksInside = false;
    await deliverer.close();
  });

  it('are given up after the last attempt', async () => {
    const { store } = rooster;
    const deliverer = startDeliverer(store, false, () => {});
    const made = (await post('/v1/webhooks', undefined, { url: 'https://localhost/', events: ['*'] })).json();
    let n = 0;
    await announceEvent(store, { event: 'x.y', at: 'now', body: {} }, () => `d${++n}`, made.id);
    for (let attempt = 0; attempt < 9; attempt++) {
      await store.db.updateTable('webhook_delivery').set({ next_ms: 0 }).where('webhook_id', '=', made.id).execute();
      await deliverer.flush();
    }
    const [delivery] = (await deliveriesOf(store, made.id, 9)).filter(({ event }) => event === 'x.y');
    expect(delivery).toMatchObject({ state: 'failed', attempt: 8 });
    await deliverer.close();
  });

  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'https://127.0.0.1/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.0.1/',
    'https://100.64.0.1/',
    'https://0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://user:secret@example.com/',
    'example.com',
  ])('do not take %s', async (url) => {
    expect(refusalOf(url, false)).toBeDefined();
    expect((await post('/v1/webhooks', undefined, { url, events: ['*'] })).statusCode).toBe(422);
    await expect(send({ id: 'i', url, secret: 's', body: '{}' }, false, 0)).rejects.toThrow('refused');
  });

  it('refuse a name that leads inside when they call it, whatever it led to when it was added', async () => {
    expect(refusalOf('https://localhost/', false)).toBeUndefined();
    await expect(send({ id: 'i', url: 'https://localhost/', secret: 's', body: '{}' }, false, 0)).rejects.toThrow(
      'not on the public network',
    );
    expect(isPublic('93.184.216.34')).toBe(true);
    expect(isPublic('2606:2800:220:1:248:1893:25c8:1946')).toBe(true);
    expect(isPublic('example.com')).toBe(false);
  });
});

describe('personal data of an agent', () => {
  it('is handed over, and erased once the agent has left', async () => {
    const { store } = rooster;
    const centre = await smallCentre();
    const [first] = centre.agents;
    const url = `/v1/agents/${first!.id}/personal-data`;
    const handed = await rooster.call('GET', url, admin);
    expect(handed.headers['content-disposition']).toContain('attachment');
    expect(handed.json()).toMatchObject({ agent: { name: first!.name }, shifts: [], accounts: [] });
    expect((await rooster.call('DELETE', url, admin)).json().code).toBe('agent-employed');
    const agents = centre.agents.map((agent) => (agent === first ? { ...agent, to: '2026-11-23' } : agent));
    await saveCentre(store, { ...centre, agents }, '2026-11-24T09:00:00.000Z');
    expect((await rooster.call('DELETE', url, admin)).statusCode).toBe(204);
    expect((await rooster.call('GET', url, admin)).json().agent.name).toBe('erased');
    expect((await rooster.call('GET', '/v1/agents/nobody/personal-data', admin)).statusCode).toBe(404);
    // Who was taken out of the centre is still in its earlier versions.
    const [, second] = centre.agents;
    const taken = await rooster.call('DELETE', `/v1/agents/${second!.id}`, admin, undefined, { 'if-match': '*' });
    expect(taken.statusCode).toBe(204);
    const after = `/v1/agents/${second!.id}/personal-data`;
    expect((await rooster.call('GET', after, admin)).json().agent.name).toBe(second!.name);
    expect((await rooster.call('DELETE', after, admin)).statusCode).toBe(204);
    expect((await rooster.call('GET', after, admin)).json().agent.name).toBe('erased');
    const versions = await store.db.selectFrom('centre').select('data').execute();
    expect(versions.some(({ data }) => data.includes(second!.name))).toBe(false);
  });
});
