import type { FastifyRequest } from 'fastify';
import { addAudit } from '../db/audit-store.js';

/** Notes a change in the audit trail: who, what, when and by which request. `detail` holds no personal data. */
export const note = (
  request: FastifyRequest,
  action: string,
  resource: string,
  resourceId: string,
  detail: unknown = {},
): Promise<void> =>
  addAudit(request.service.store, {
    at: request.service.now(),
    actor: request.principal.id,
    actor_kind: request.principal.kind,
    action,
    resource,
    resource_id: resourceId,
    request_id: request.id,
    detail,
  });
