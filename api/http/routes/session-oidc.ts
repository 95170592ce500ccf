import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Oidc } from '../../access/oidc.js';
import { newToken, tokenHash } from '../../access/token.js';
import { keepOidcLogin, takeOidcLogin } from '../../db/oidc-store.js';
import { HttpProblem, ProblemSchema, problemOf } from '../../problem.js';
import type { App } from '../app-type.js';
import type { AccessMode } from '../authenticate.js';
import { cookieOf, setCookie } from '../cookies.js';
import { logIn } from '../log-in.js';
import { accountOfPerson } from '../oidc-account.js';
import { ATTEMPTS } from '../rate-limits.js';
import type { Service } from '../service.js';

/** Time to log in at the provider. */
const BEGUN_MS = 10 * 60_000;

/** Log-in with the provider of OpenID Connect that the settings name. */
export function oidcRoutes(app: App, service: Service, mode: AccessMode): void {
  const cookie = mode.secureCookies ? '__Host-rooster-oidc' : 'rooster-oidc';

  const provider = (): Oidc => {
    if (service.oidc !== undefined) return service.oidc;
    throw new HttpProblem(404, 'oidc-none', 'There is no log-in provider.', 'The settings OIDC_… name one.');
  };

  /** A person in a browser comes back to the log-in page, which says what went wrong; a program gets the problem. */
  const failed = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error);
    request.log.warn({ code: problem.code, cause: (error as Error).cause }, 'log-in with the provider failed');
    if (problem.status >= 500 && problem.status !== 503) throw error;
    if (!/\btext\/html\b/.test(request.headers.accept ?? '')) throw error;
    return reply.redirect(`/?login=${problem.code}`, 302);
  };

  const responses = {
    302: Type.Null(),
    400: ProblemSchema,
    404: ProblemSchema,
    429: ProblemSchema,
    503: ProblemSchema,
  };

  app.get(
    '/session/oidc',
    {
      config: { permission: 'public', ...ATTEMPTS },
      schema: { tags: ['access'], summary: 'Log in with the provider: leads the browser there', response: responses },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      try {
        const { address, ...begun } = await provider().begin();
        const token = newToken();
        const expires_at = new Date(Date.parse(service.now()) + BEGUN_MS).toISOString();
        await keepOidcLogin(service.store, { hash: tokenHash(token), ...begun, expires_at }, service.now());
        setCookie(reply, mode, cookie, token, BEGUN_MS / 1000);
        return reply.redirect(address.href, 302);
      } catch (error) {
        return failed(error, request, reply);
      }
    },
  );

  app.get(
    '/session/oidc/callback',
    {
      config: { permission: 'public', ...ATTEMPTS },
      schema: {
        tags: ['access'],
        summary: 'Where the provider leads the browser back to: starts the session',
        response: { ...responses, 401: ProblemSchema, 403: ProblemSchema },
      },
    },
    async (request, reply) => {
      setCookie(reply.header('cache-control', 'no-store'), mode, cookie, '', 0);
      try {
        const oidc = provider();
        const token = cookieOf(request, cookie);
        // Bound to the browser that began, and good for one attempt, whatever becomes of it.
        const begun =
          token === undefined ? undefined : await takeOidcLogin(service.store, tokenHash(token), service.now());
        if (begun === undefined)
          throw new HttpProblem(
            400,
            'oidc-over',
            'This log-in is over, or was begun in another browser.',
            'Begin again from the log-in page.',
          );
        const mark = request.url.indexOf('?');
        const person = await oidc.finish(mark < 0 ? '' : request.url.slice(mark), begun);
        const row = await accountOfPerson(service, oidc, person, request);
        await logIn({ service, mode }, request, reply, row, 'oidc');
        return reply.redirect('/', 302);
      } catch (error) {
        return failed(error, request, reply);
      }
    },
  );
}
