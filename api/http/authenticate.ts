import type { FastifyRequest } from 'fastify';
import { isPermission, permissionsIn, permissionsOf, ROLE_NAMES, type Role } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import { tokenHash } from '../access/token.js';
import { hasAccounts } from '../db/account-store.js';
import { DEFAULT_ORGANISATION } from '../db/open.js';
import type { AccountRow } from '../db/schema.js';
import { accountOfSession, findKey, noteSeen } from '../db/session-store.js';
import { cookieOf } from './cookies.js';
import type { Service } from './service.js';

export interface AccessMode {
  /**
   * `accounts`: people log in, programs send keys. `demo`: everybody on this machine may do everything, for as long as there
   * is no account.
   */
  readonly access: 'accounts' | 'demo';
  /** Cookies go over HTTPS only; false where the service is reached on this machine alone. */
  readonly secureCookies: boolean;
}

/** Name of the session's cookie; the prefix makes browsers insist on HTTPS, path / and no domain. */
export const sessionCookie = ({ secureCookies }: AccessMode): string => (secureCookies ? '__Host-rooster' : 'rooster');
/** Role that the demo mode is tried in: `planner`, or `agent:ID`. */
export const DEMO_COOKIE = 'rooster-demo';

export const SESSION_IDLE_MS = 12 * 3_600_000;
export const SESSION_MAX_MS = 7 * 24 * 3_600_000;
/** A session is noted as seen at most this often. */
const SEEN_EVERY_MS = 60_000;

/**
 * Who sends the request where that is remembered of a session and nothing has changed since; undefined = {@link authenticate} tells.
 */
export function knownCaller(request: FastifyRequest, service: Service, mode: AccessMode): Principal | undefined {
  if (request.headers.authorization !== undefined) return undefined;
  const token = cookieOf(request, sessionCookie(mode));
  if (token === undefined) return undefined;
  const session = service.store.unchanged.known<KnownSession>(`session ${hashOnConnection(request, token)}`);
  if (session === undefined) return undefined;
  const nowMs = Date.parse(service.now());
  return holds(session, nowMs) && nowMs - session.seenMs < SEEN_EVERY_MS ? session.principal : undefined;
}

/** Who sends the request, or undefined. A key or session that does not hold counts as none. */
export async function authenticate(
  request: FastifyRequest,
  service: Service,
  mode: AccessMode,
): Promise<Principal | undefined> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return keyPrincipal(service, bearer);
  const token = cookieOf(request, sessionCookie(mode));
  if (token !== undefined) {
    const principal = await sessionPrincipal(request, service, token);
    if (principal !== undefined) return principal;
  }
  return mode.access === 'demo' ? demoPrincipal(request, service) : undefined;
}

const isFirst = ({ organisation }: { readonly organisation: string }): boolean => organisation === DEFAULT_ORGANISATION;

async function keyPrincipal(service: Service, bearer: string): Promise<Principal | undefined> {
  const [, id, secret] = /^rk_([^_]+)_(.+)$/.exec(bearer) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const row = await findKey(service.store, id, service.now());
  // Hashes of random tokens are compared: their bytes say nothing about the token.
  if (row === undefined || row.hash !== tokenHash(secret)) return undefined;
  return {
    kind: 'key',
    id: row.id,
    name: row.name,
    organisation: row.organisation,
    roles: [],
    permissions: permissionsIn(isFirst(row), (JSON.parse(row.permissions) as string[]).filter(isPermission)),
  };
}

const hashes = new WeakMap<object, { readonly token: string; readonly hash: string }>();

/** Hash of a token; a browser sends the same one over and over on a connection. */
function hashOnConnection({ socket }: FastifyRequest, token: string): string {
  const last = hashes.get(socket);
  if (last?.token === token) return last.hash;
  const hash = tokenHash(token);
  hashes.set(socket, { token, hash });
  return hash;
}

interface KnownSession {
  readonly principal: Principal;
  readonly seenMs: number;
  readonly expiresMs: number;
}

const holds = ({ seenMs, expiresMs }: KnownSession, nowMs: number): boolean =>
  nowMs < expiresMs && nowMs - seenMs < SESSION_IDLE_MS;

async function sessionPrincipal(
  request: FastifyRequest,
  service: Service,
  token: string,
): Promise<Principal | undefined> {
  const now = service.now();
  const nowMs = Date.parse(now);
  const hash = hashOnConnection(request, token);
  const session = await service.store.unchanged<KnownSession>(`session ${hash}`, async () => {
    const row = await accountOfSession(service.store, hash, now, new Date(nowMs - SESSION_IDLE_MS).toISOString());
    if (row === undefined) return undefined;
    return {
      principal: { ...accountPrincipal(row), session: hash },
      seenMs: Date.parse(row.seenAt),
      expiresMs: Date.parse(row.expiresAt),
    };
  });
  // Time passes without a change in the database.
  if (session === undefined || !holds(session, nowMs)) return undefined;
  if (nowMs - session.seenMs >= SEEN_EVERY_MS) await noteSeen(service.store, hash, now);
  return session.principal;
}

/** What an account may do. Roles and grants that are no longer known count for nothing. */
export function accountPrincipal(row: AccountRow): Principal {
  const roles = (JSON.parse(row.roles) as string[]).filter((role): role is Role => ROLE_NAMES.includes(role as Role));
  const grants = (JSON.parse(row.grants) as string[]).filter(isPermission);
  return {
    kind: 'user',
    id: row.id,
    name: row.name,
    email: row.email,
    organisation: row.organisation,
    roles,
    permissions: permissionsIn(isFirst(row), permissionsOf(roles, grants)),
    ...(row.agent === null ? {} : { agent: row.agent }),
  };
}

const LOOPBACK_ADDRESS = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * The demo's visitor: on this machine, under a name of this machine, not through a proxy, and only while there is no
 * account. So the demo cannot be reached from elsewhere, whatever stands in front of it.
 */
async function demoPrincipal(request: FastifyRequest, service: Service): Promise<Principal | undefined> {
  const local =
    LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(request.headers.host ?? '') &&
    FORWARDED.every((name) => request.headers[name] === undefined);
  if (!local || (await hasAccounts(service.store))) return undefined;
  const [role = 'admin', agent] = (cookieOf(request, DEMO_COOKIE) ?? 'admin').split(':');
  const roles = ROLE_NAMES.filter((name) => name === role);
  return {
    kind: 'demo',
    id: 'demo',
    name: 'Demo',
    organisation: DEFAULT_ORGANISATION,
    roles,
    permissions: permissionsOf(roles),
    ...(agent === undefined || agent === '' ? {} : { agent }),
  };
}
