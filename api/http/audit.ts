import type { FastifyRequest } from 'fastify';
import { addAudit } from '../db/audit-store.js';
import { announceEvent } from '../db/webhook-store.js';

/**
 * Notes a change in the audit trail (who, what, when and by which request) and tells it to webhooks (what and when).
 * `detail` holds no personal data.
 */
export async function note(
  request: FastifyRequest,
  action: string,
  resource: string,
  resourceId: string,
  detail: unknown = {},
): Promise<void> {
  const { store, now, newId } = request.service;
  const at = now();
  await addAudit(store, {
    at,
    actor: request.principal.id,
    actor_kind: request.principal.kind,
    action,
    resource,
    resource_id: resourceId,
    request_id: request.id,
    detail,
  });
  await announceEvent(store, { event: `${resource}.${action}`, at, body: { resource, resourceId } }, newId);
}
