import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../access/principal.js';
import { HttpProblem } from '../problem.js';
import type { App } from './app-type.js';

/** Requests a minute that one account or key may send where nothing else is set: a page of many parts ten times a second. */
export const REQUESTS_PER_MINUTE = 1_200;

/** Attempts to log in or to use a code, per address and minute. */
export const ATTEMPTS = { rateLimit: { max: 20, timeWindow: 60_000 } };

/**
 * Attempts on one account an hour, from whatever addresses: guessing from a thousand machines stays hopeless, and a person
 * who mistypes is not locked out.
 */
const ATTEMPTS_ON_ACCOUNT = { max: 30, timeWindow: 3_600_000 };

/** Addresses and accounts that are counted at a time; whoever was seen longest ago is forgotten first. */
const MOST_COUNTED = 50_000;

/** Counts requests of an account or key; throws 429 `too-many-requests` with `retry-after`. */
export type AccountLimit = (reply: FastifyReply, principal: Principal) => void;

/** Limits per address for the routes that ask for them, and what {@link attemptLimit} needs. */
export async function rateLimits(app: App): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    cache: MOST_COUNTED,
    errorResponseBuilder: (_request, { ttl }) => tooMany('Too many attempts from this address.', Math.ceil(ttl / 1000)),
  });
}

/**
 * Counted for every request that is not public, so by plain numbers: the plugin takes as long for it as knowing who calls. A minute
 * begins with its first request and is the same for all. @param perMinute 0 = no limit
 */
export function accountLimit(perMinute: number): AccountLimit {
  const counts = new Map<string, number>();
  let until = 0;
  return (reply, { kind, id }) => {
    // The demo is this machine's own.
    if (perMinute === 0 || kind === 'demo') return;
    const now = performance.now();
    if (now >= until) {
      counts.clear();
      until = now + 60_000;
    }
    const caller = `${kind}:${id}`;
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count <= perMinute) return;
    const seconds = Math.ceil((until - now) / 1000);
    reply.header('retry-after', seconds);
    throw tooMany(`More than ${perMinute} requests a minute.`, seconds);
  };
}

/** Counts attempts on the account with the e-mail address that the body names. */
export function attemptLimit(app: App): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const count = app.createRateLimit({
    ...ATTEMPTS_ON_ACCOUNT,
    keyGenerator: (request) => `attempt:${(request.body as { email: string }).email.toLowerCase()}`,
  });
  return async (request, reply) =>
    refuse(await count(request), reply, 'Too many attempts to log in to this account within an hour.');
}

type Count = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>;

function refuse(count: Count, reply: FastifyReply, title: string): void {
  if (count.isAllowed || !count.isExceeded) return;
  reply.header('retry-after', count.ttlInSeconds);
  throw tooMany(title, count.ttlInSeconds);
}

const tooMany = (title: string, seconds: number): HttpProblem =>
  new HttpProblem(429, 'too-many-requests', title, `Try again in ${seconds} s.`);
