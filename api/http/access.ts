import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RoutePermission } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import { HttpProblem } from '../problem.js';
import type { App } from './app-type.js';
import { type AccessMode, authenticate, knownCaller } from './authenticate.js';
import type { AccountLimit } from './rate-limits.js';
import type { Service } from './service.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the caller must be allowed to do. Every route names it; the app is not built without. */
    permission?: RoutePermission;
  }
  interface FastifyRequest {
    /** Who asks; throws on a public route where nobody is logged in. */
    readonly principal: Principal;
    /** Who asks, if anybody. */
    readonly caller: Principal | undefined;
    /** The service as the caller's organisation sees it. */
    readonly service: Service;
  }
}

/** A route as the app was built with it. */
export interface RouteEntry {
  readonly method: string;
  readonly url: string;
  readonly permission: RoutePermission;
}

/** The caller with the service as that one sees it. */
interface Known {
  readonly principal: Principal;
  readonly service: Service;
}

const known = new WeakMap<FastifyRequest, Known>();
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const loginNeeded = (): HttpProblem =>
  new HttpProblem(401, 'login-needed', 'You are not logged in.', 'Log in with POST /v1/session, or send an API key.');

/**
 * Asks for the permission of every route before anything of the request is read. Routes registered afterwards must name
 * theirs.
 * @returns the table of routes, filled as they are registered
 */
export function guard(app: App, service: Service, mode: AccessMode, limit: AccountLimit): readonly RouteEntry[] {
  const routes: RouteEntry[] = [];
  app.addHook('onRoute', (route) => {
    const permission = route.config?.permission ?? (isReference(route.url) ? 'public' : undefined);
    if (permission === undefined) throw new Error(`Route ${String(route.method)} ${route.url} names no permission.`);
    route.config = { ...route.config, permission };
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, permission });
  });

  app.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      return known.get(this)?.principal;
    },
  });
  app.decorateRequest('principal', {
    getter(this: FastifyRequest) {
      return knownOf(this).principal;
    },
  });
  app.decorateRequest('service', {
    getter(this: FastifyRequest) {
      return knownOf(this).service;
    },
  });

  // A service of an organisation is the same for all who call; but for the store it is the service's, whatever becomes of that.
  const services = new Map<string, Service>();
  const serviceOf = (organisation: string): Service => {
    let own = services.get(organisation);
    if (own === undefined) {
      own = Object.create(service, { store: { value: service.store.of(organisation), enumerable: true } }) as Service;
      services.set(organisation, own);
    }
    return own;
  };

  const enter = (
    request: FastifyRequest,
    reply: FastifyReply,
    needed: RoutePermission,
    principal: Principal | undefined,
  ): void => {
    if (principal !== undefined) {
      known.set(request, { principal, service: serviceOf(principal.organisation) });
      limit(reply, principal);
    }
    // A page of somebody else must not be able to use the browser's log-in. Keys are not sent by browsers on their own.
    if (!SAFE_METHODS.has(request.method) && principal?.kind !== 'key') refuseOtherSites(request);
    if (needed === 'public') return;
    if (principal === undefined) throw loginNeeded();
    if (needed !== 'authenticated' && !principal.permissions.has(needed)) {
      throw new HttpProblem(403, 'not-allowed', 'You are not allowed to do this.', `It takes ${needed}.`);
    }
  };

  app.addHook('onRequest', (request, reply, done) => {
    const needed = request.routeOptions.config.permission;
    if (needed === undefined || request.is404) {
      done();
      return;
    }
    const remembered = knownCaller(request, service, mode);
    if (remembered === undefined) {
      authenticate(request, service, mode)
        .then((principal) => enter(request, reply, needed, principal))
        .then(() => done(), done);
      return;
    }
    try {
      enter(request, reply, needed, remembered);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  });
  return routes;
}

function knownOf(request: FastifyRequest): Known {
  const caller = known.get(request);
  if (caller === undefined) throw loginNeeded();
  return caller;
}

/** The API reference is made by a plugin and holds nothing of anybody. */
const isReference = (url: string): boolean => url === '/docs' || url.startsWith('/docs/');

function refuseOtherSites(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const sameOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (sameOrigin && (site === undefined || site === 'same-origin' || site === 'none')) return;
  throw new HttpProblem(403, 'other-site', 'The request comes from a page of another site.');
}
