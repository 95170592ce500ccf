import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app-type.js';

interface Secure {
  /** They go over HTTPS only. */
  readonly secureCookies: boolean;
}

/** Reading and writing of cookies where they are wanted: most requests need one cookie read and none written. */
export async function cookies(app: App): Promise<void> {
  await app.register(cookie, { hook: false });
}

/** A cookie of the request. */
export const cookieOf = ({ server, headers }: FastifyRequest, name: string): string | undefined =>
  headers.cookie === undefined ? undefined : server.parseCookie(headers.cookie)[name];

/** What every cookie of the service is sent with. */
const optionsOf = ({ secureCookies }: Secure) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies }) as const;

/** Gives the browser a cookie. @param maxAgeSeconds default until it is closed; 0 = take it away */
export function setCookie(
  reply: FastifyReply,
  mode: Secure,
  name: string,
  value: string,
  maxAgeSeconds?: number,
): FastifyReply {
  const age =
    maxAgeSeconds === undefined
      ? {}
      : { maxAge: maxAgeSeconds, ...(maxAgeSeconds === 0 ? { expires: new Date(0) } : {}) };
  return reply.header('set-cookie', reply.server.serializeCookie(name, value, { ...optionsOf(mode), ...age }));
}
