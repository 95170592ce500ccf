import Type from 'typebox';
import { listAudit } from '../../db/audit-store.js';
import { ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';

/** Who changed what. */
export function auditRoutes(app: App): void {
  app.get(
    '/audit',
    {
      config: { permission: 'rooster:audit:read' },
      schema: {
        tags: ['access'],
        summary: 'The audit trail, newest first, by page',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(Type.Integer({ minimum: 1, description: '`next` of the page before' })),
          resource: Type.Optional(Type.String({ description: '`user`, `roster`, `time-off` …' })),
          id: Type.Optional(Type.String()),
        }),
        response: {
          200: Type.Object({
            entries: Type.Array(
              Type.Object({
                id: Type.Integer(),
                at: Type.String(),
                actor: Type.String(),
                actorKind: Type.String(),
                action: Type.String(),
                resource: Type.String(),
                resourceId: Type.String(),
                requestId: Type.String(),
                detail: Type.Unsafe<unknown>({}),
              }),
            ),
            next: Type.Optional(Type.Integer()),
          }),
          400: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { limit, cursor, resource, id } = request.query;
      const rows = await listAudit(request.service.store, {
        limit: limit + 1,
        ...(cursor === undefined ? {} : { before: cursor }),
        ...(resource === undefined ? {} : { resource }),
        ...(id === undefined ? {} : { id }),
      });
      const page = rows.slice(0, limit);
      return {
        entries: page.map((row) => ({
          id: row.id,
          at: row.at,
          actor: row.actor,
          actorKind: row.actor_kind,
          action: row.action,
          resource: row.resource,
          resourceId: row.resource_id,
          requestId: row.request_id,
          detail: JSON.parse(row.detail) as unknown,
        })),
        ...(rows.length > limit ? { next: page.at(-1)!.id } : {}),
      };
    },
  );
}
