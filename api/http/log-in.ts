import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../access/principal.js';
import { newToken, tokenHash } from '../access/token.js';
import { addAudit } from '../db/audit-store.js';
import type { AccountRow } from '../db/schema.js';
import { addSession } from '../db/session-store.js';
import { type AccessMode, accountPrincipal, SESSION_MAX_MS, sessionCookie } from './authenticate.js';
import { setCookie } from './cookies.js';
import type { Service } from './service.js';

/** Starts a session of an account, gives its cookie and notes it in the audit trail. @param by how it was shown who it is */
export async function logIn(
  { service, mode }: { readonly service: Service; readonly mode: AccessMode },
  { id: requestId }: FastifyRequest,
  reply: FastifyReply,
  row: AccountRow,
  by: 'password' | 'setup-code' | 'oidc',
): Promise<Principal> {
  const token = newToken();
  const now = service.now();
  const expiresAt = new Date(Date.parse(now) + SESSION_MAX_MS).toISOString();
  await addSession(service.store, { hash: tokenHash(token), account: row.id, now, expiresAt });
  await addAudit(service.store.of(row.organisation), {
    at: now,
    actor: row.id,
    actor_kind: 'user',
    action: 'log-in',
    resource: 'session',
    resource_id: row.id,
    request_id: requestId,
    detail: { by },
  });
  setCookie(reply, mode, sessionCookie(mode), token, SESSION_MAX_MS / 1000);
  return accountPrincipal(row);
}
