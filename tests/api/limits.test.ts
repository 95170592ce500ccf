import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDLE_RUNNER, PASSWORD, startWithAccounts } from '../support/accounts.js';

const PER_MINUTE = 30;
let rooster: Awaited<ReturnType<typeof startWithAccounts>>;
let planner = '';
beforeAll(async () => {
  rooster = await startWithAccounts(IDLE_RUNNER, { requestsPerMinute: PER_MINUTE });
  await rooster.addUser('default', 'ada@example.com', ['admin']);
  planner = await rooster.addUser('default', 'plan@example.com', ['planner']);
});
afterAll(() => rooster.close());

describe('limits', () => {
  it('of requests hold per account, and leave the others alone', async () => {
    const ada = await rooster.logIn('ada@example.com');
    const codes: number[] = [];
    for (let i = 0; i < PER_MINUTE + 1; i++) codes.push((await rooster.call('GET', '/v1/me', ada)).statusCode);
    expect(codes.slice(0, PER_MINUTE).every((code) => code === 200)).toBe(true);
    const refused = await rooster.call('GET', '/v1/me', ada);
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await rooster.call('GET', '/v1/me', planner)).statusCode).toBe(200);
  });

  const attempt = (email: string, password: string, remoteAddress: string) =>
    rooster.app.inject({ method: 'POST', url: '/v1/session', payload: { email, password }, remoteAddress });

  it('of log-ins hold per address', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 20; i++)
      codes.push((await attempt(`nobody${i}@example.com`, 'a wrong password', '192.0.2.1')).statusCode);
    expect(codes).toEqual(Array<number>(20).fill(401));
    const refused = await attempt('plan@example.com', PASSWORD, '192.0.2.1');
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await attempt('plan@example.com', PASSWORD, '192.0.2.2')).statusCode).toBe(200);
  });

  it('of log-ins hold per account, from whatever addresses', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 31; i++)
      codes.push((await attempt('ADA@example.com', `guess ${i}`, `198.51.100.${i}`)).statusCode);
    expect(codes.lastIndexOf(401)).toBeGreaterThan(20);
    expect(codes.at(-1)).toBe(429);
    // Not even with the right password: an answer that differs would tell the guesser.
    const right = await attempt('ada@example.com', PASSWORD, '203.0.113.7');
    expect(right.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await attempt('plan@example.com', PASSWORD, '203.0.113.7')).statusCode).toBe(200);
  });

  it('of bodies: too large, or packed so that little becomes much', async () => {
    const large = await rooster.call('POST', '/v1/session', undefined, { email: 'a@b', password: 'x'.repeat(1 << 20) });
    expect(large.statusCode).toBe(413);
    const packed = await rooster.app.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: gzipSync(JSON.stringify({ email: 'plan@example.com', password: PASSWORD })),
    });
    // It is never unpacked: its bytes are no JSON.
    expect(packed.statusCode).toBe(400);
  });
});
