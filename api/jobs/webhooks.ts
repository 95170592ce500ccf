import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Store } from '../db/open.js';
import { noteDelivery, takeDelivery } from '../db/webhook-store.js';
import { isPublic, PrivateAddress, publicLookup } from './outside-address.js';

const TIMEOUT_MS = 10_000;
const LOOK_MS = 1_000;

/**
 * Signature of a message as https://www.standardwebhooks.com has it: HMAC-SHA-256 over `id.timestamp.body`.
 * @param secret `whsec_` and the key in base64 @param seconds time of the attempt, Unix seconds
 */
export const signatureOf = (secret: string, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')}`;

/** What is wrong with an address to send to, or undefined. @param inside addresses that are not public are allowed */
export function refusalOf(address: string, inside: boolean): string | undefined {
  if (!URL.canParse(address)) return 'it is no address';
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== 'https:' && !(inside && protocol === 'http:')) return 'it is not https';
  if (username !== '' || password !== '') return 'it has a user name or password in it';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!inside && isIP(host) !== 0 && !isPublic(host)) return 'it is not on the public network';
  return undefined;
}

interface Message {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
}

/** Sends a message once. Redirects are not followed, and of the answer only the status is read. @returns the status */
export function send({ id, url, secret, body }: Message, inside: boolean, seconds: number): Promise<number> {
  const refusal = refusalOf(url, inside);
  if (refusal !== undefined) return Promise.reject(new PrivateAddress(`the address is refused: ${refusal}`));
  const post = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const call = post(
      url,
      {
        method: 'POST',
        timeout: TIMEOUT_MS,
        agent: false,
        ...(inside ? {} : { lookup: publicLookup }),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Rooster',
          'webhook-id': id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': signatureOf(secret, id, seconds, body),
        },
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        // However much is still to come.
        answer.destroy();
      },
    );
    call.on('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    call.on('error', reject);
    call.end(body);
  });
}

/** Sends what is due until it is closed; several processes share the work. */
export interface Deliverer {
  /** Sends all that is due now. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function startDeliverer(store: Store, inside: boolean, onError: (error: unknown) => void): Deliverer {
  let working: Promise<void> | undefined;
  let closing = false;
  const work = async (): Promise<void> => {
    while (!closing) {
      const due = await takeDelivery(store);
      if (due === undefined) return;
      try {
        const status = await send(due, inside, Math.floor(Date.now() / 1000));
        await noteDelivery(store, due, status >= 200 && status < 300, String(status));
      } catch (error) {
        await noteDelivery(store, due, false, error instanceof Error ? error.message : String(error));
      }
    }
  };
  const flush = async (): Promise<void> => {
    await working;
    working = work().finally(() => {
      working = undefined;
    });
    await working;
  };
  const timer = setInterval(() => {
    if (working === undefined) void flush().catch(onError);
  }, LOOK_MS);
  return {
    flush,
    close: async () => {
      closing = true;
      clearInterval(timer);
      await working?.catch(onError);
    },
  };
}
