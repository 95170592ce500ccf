import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { claimKey, forgetKey, keepAnswer } from '../db/idempotency-store.js';
import { HttpProblem } from '../problem.js';
import type { App } from './app-type.js';

/** Headers of an answer that are repeated with it. */
const REPEATED = ['content-type', 'location', 'etag'] as const;
/** A request that has no answer after this time was cut off with its process. */
const CUT_OFF_MS = 5 * 60_000;
/** Answers that hold a secret that is stored nowhere else. */
const SECRET = new Set(['/v1/keys', '/v1/me/calendar', '/v1/webhooks', '/v1/session', '/v1/setup']);

const KEY = /^[\x21-\x7e]{1,200}$/;

interface Claimed {
  readonly actor: string;
  readonly key: string;
}

/**
 * `Idempotency-Key` on POST: a request that is sent again with the same key, because its answer was lost, is not done again
 * but answered as before. Keys belong to the account or API key and are kept for a day.
 */
export function idempotency(app: App): void {
  const claims = new WeakMap<FastifyRequest, Claimed>();

  const claimed = async (request: FastifyRequest, reply: FastifyReply) => {
    const key = request.headers['idempotency-key'];
    const { caller } = request;
    if (key === undefined || caller === undefined) return;
    if (SECRET.has(request.routeOptions.url ?? ''))
      throw new HttpProblem(
        400,
        'idempotency-not-here',
        'Answers with a secret are not kept.',
        'Send it without Idempotency-Key.',
      );
    if (typeof key !== 'string' || !KEY.test(key))
      throw new HttpProblem(400, 'idempotency-key-wrong', 'An Idempotency-Key has 1 to 200 visible characters.');
    const { store, now } = request.service;
    const claim = { actor: `${caller.kind}:${caller.id}`, key };
    const known = await claimKey(store, claim, hashOfRequest(request), now());
    if (known === undefined) {
      claims.set(request, claim);
      return;
    }
    if (known.request_hash !== hashOfRequest(request))
      throw new HttpProblem(
        422,
        'idempotency-key-reused',
        'The Idempotency-Key was sent with another request.',
        'Take a new key for a new request.',
      );
    if (known.status === null) {
      if (Date.parse(now()) - Date.parse(known.created_at) > CUT_OFF_MS) await forgetKey(store, claim);
      throw new HttpProblem(
        409,
        'idempotency-under-way',
        'The first request with this key is not answered yet.',
        'Try again in a while.',
      );
    }
    reply.code(known.status).header('idempotent-replayed', 'true');
    for (const [name, value] of Object.entries(JSON.parse(known.headers ?? '{}') as Record<string, string>))
      reply.header(name, value);
    return reply.serializer((text: unknown) => String(text)).send(known.body ?? '');
  };

  const keptAnswer = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const claim = claims.get(request);
    if (claim === undefined) return payload;
    claims.delete(request);
    const { store } = request.service;
    const isText = typeof payload === 'string' || payload instanceof Uint8Array || payload === null;
    // What failed inside, or is over a limit, may be tried again.
    if (reply.statusCode >= 500 || reply.statusCode === 429 || !isText) await forgetKey(store, claim);
    else {
      const headers: Record<string, string> = {};
      for (const name of REPEATED) {
        const value = reply.getHeader(name);
        if (value !== undefined) headers[name] = String(value);
      }
      const body =
        payload === null ? '' : typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8');
      await keepAnswer(store, claim, { status: reply.statusCode, headers: JSON.stringify(headers), body });
    }
    return payload;
  };

  // Only where there is something to do: reading is what is done most.
  app.addHook('onRoute', (route) => {
    if (![route.method].flat().includes('POST')) return;
    route.preHandler = [...[route.preHandler ?? []].flat(), claimed];
    route.onSend = [...[route.onSend ?? []].flat(), keptAnswer];
  });
}

/** What was asked for; of a body that is a stream only its length. */
function hashOfRequest(request: FastifyRequest): string {
  const body = request.headers['content-type']?.startsWith('application/json') === true ? request.body : undefined;
  const said = [
    request.method,
    request.url,
    request.headers['if-match'] ?? '',
    request.headers['content-length'] ?? '',
  ];
  return createHash('sha256')
    .update(JSON.stringify([said, body ?? null]))
    .digest('hex');
}
