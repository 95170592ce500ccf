import Type from 'typebox';
import { isPermission, PERMISSIONS } from '../../access/permissions.js';
import { newToken, tokenHash } from '../../access/token.js';
import type { ApiKeyRow } from '../../db/schema.js';
import { addKey, listKeys, revokeKey } from '../../db/session-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { refuseMoreThanOwn } from './users.js';

const DAY_MS = 86_400_000;

const KeySchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  createdBy: Type.String(),
  createdAt: Type.String(),
  expiresAt: Type.String(),
  revokedAt: Type.Optional(Type.String()),
});

const keyView = (row: ApiKeyRow): Type.Static<typeof KeySchema> => ({
  id: row.id,
  name: row.name,
  permissions: JSON.parse(row.permissions) as string[],
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
});

/** Keys for programs: each with its own permissions and last day; the key itself is shown once. */
export function keyRoutes(app: App): void {
  app.get(
    '/keys',
    {
      config: { permission: 'rooster:key:read' },
      schema: {
        tags: ['access'],
        summary: 'API keys, newest first, without the keys themselves',
        response: { 200: Type.Object({ keys: Type.Array(KeySchema) }) },
      },
    },
    async (request) => ({ keys: (await listKeys(request.service.store)).map(keyView) }),
  );

  app.post(
    '/keys',
    {
      config: { permission: 'rooster:key:write' },
      schema: {
        tags: ['access'],
        summary: 'Make an API key; send it as `Authorization: Bearer KEY`',
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 200 }),
            permissions: Type.Array(Type.String({ enum: Object.keys(PERMISSIONS) }), {
              minItems: 1,
              uniqueItems: true,
            }),
            days: Type.Integer({ minimum: 1, maximum: 366, default: 90, description: 'days until it ends' }),
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({ ...KeySchema.properties, key: Type.String({ description: 'shown only now' }) }),
          400: ProblemSchema,
          403: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { name, permissions, days } = request.body;
      const { service, principal } = request;
      refuseMoreThanOwn(principal, permissions.filter(isPermission));
      const secret = newToken();
      const now = service.now();
      const row = await addKey(service.store, {
        // No underscore: it separates the parts of a key.
        id: service.newId().replaceAll('_', '-'),
        name,
        hash: tokenHash(secret),
        permissions: JSON.stringify(permissions),
        created_by: principal.id,
        created_at: now,
        expires_at: new Date(Date.parse(now) + days * DAY_MS).toISOString(),
        revoked_at: null,
      });
      await note(request, 'add', 'key', row.id, { permissions, days });
      return reply.code(201).send({ ...keyView(row), key: `rk_${row.id}_${secret}` });
    },
  );

  app.delete(
    '/keys/:id',
    {
      config: { permission: 'rooster:key:write' },
      schema: {
        tags: ['access'],
        summary: 'Revoke an API key',
        params: Type.Object({ id: Type.String() }),
        response: { 200: KeySchema, 404: ProblemSchema },
      },
    },
    async (request) => {
      const row = await revokeKey(request.service.store, request.params.id, request.service.now());
      if (row === undefined) throw new HttpProblem(404, 'key-unknown', `There is no key ${request.params.id}.`);
      await note(request, 'revoke', 'key', row.id);
      return keyView(row);
    },
  );
}
