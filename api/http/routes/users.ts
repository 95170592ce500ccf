import Type from 'typebox';
import { hashPassword, PASSWORD_LENGTH } from '../../access/password.js';
import {
  isPermission,
  PERMISSIONS,
  type Permission,
  permissionsIn,
  permissionsOf,
  ROLE_NAMES,
  type Role,
} from '../../access/permissions.js';
import type { Principal } from '../../access/principal.js';
import { activeAdmins, addAccount, changeAccount, findAccount, listAccounts } from '../../db/account-store.js';
import { DEFAULT_ORGANISATION } from '../../db/open.js';
import type { AccountRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { Email, Password, PersonName } from './session.js';

const Roles = Type.Array(Type.String({ enum: ROLE_NAMES }), { uniqueItems: true, maxItems: ROLE_NAMES.length });
const Grants = Type.Array(Type.String({ enum: Object.keys(PERMISSIONS) }), {
  uniqueItems: true,
  description: 'permissions beside those of the roles, e.g. rooster:cost:read for a planner',
});
const AgentLink = Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]);

const UserSchema = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  grants: Type.Array(Type.String()),
  agent: Type.Optional(Type.String()),
  createdAt: Type.String(),
  disabledAt: Type.Optional(Type.String()),
});

const userView = (row: AccountRow): Type.Static<typeof UserSchema> => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: JSON.parse(row.roles) as string[],
  grants: JSON.parse(row.grants) as string[],
  ...(row.agent === null ? {} : { agent: row.agent }),
  createdAt: row.created_at,
  ...(row.disabled_at === null ? {} : { disabledAt: row.disabled_at }),
});

/** Nobody gives what they do not have, but for the two permissions that only agents hold. What means nothing in an organisation is not given. */
export function refuseMoreThanOwn(principal: Principal, wanted: Iterable<Permission>): void {
  const meant = permissionsIn(principal.organisation === DEFAULT_ORGANISATION, wanted);
  const missing = [...meant].find(
    (permission) => !principal.permissions.has(permission) && !permission.startsWith('rooster:own:'),
  );
  if (missing === undefined) return;
  throw new HttpProblem(403, 'grants-more', `You cannot give ${missing}: you do not have it.`);
}

export function userRoutes(app: App): void {
  const Params = Type.Object({ id: Type.String() });
  const unknown = (id: string): HttpProblem => new HttpProblem(404, 'user-unknown', `There is no user ${id}.`);

  app.get(
    '/users',
    {
      config: { permission: 'rooster:user:read' },
      schema: {
        tags: ['access'],
        summary: 'Accounts of the organisation, by page',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(Type.String({ description: '`next` of the page before' })),
        }),
        response: {
          200: Type.Object({ users: Type.Array(UserSchema), next: Type.Optional(Type.String()) }),
          400: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listAccounts(request.service.store, limit + 1, cursor);
      const page = rows.slice(0, limit);
      return { users: page.map(userView), ...(rows.length > limit ? { next: page.at(-1)!.id } : {}) };
    },
  );

  app.post(
    '/users',
    {
      config: { permission: 'rooster:user:write' },
      schema: {
        tags: ['access'],
        summary: 'Add an account',
        body: Type.Object(
          {
            email: Email,
            name: PersonName,
            password: Type.Optional(
              Type.String({
                minLength: PASSWORD_LENGTH.min,
                maxLength: PASSWORD_LENGTH.max,
                description: 'none = logs in with the provider of OpenID Connect only, where there is one',
              }),
            ),
            roles: Roles,
            grants: Type.Optional(Grants),
            agent: Type.Optional(AgentLink),
          },
          { additionalProperties: false },
        ),
        response: { 201: UserSchema, 400: ProblemSchema, 403: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { email, name, password, roles, grants = [], agent = null } = request.body;
      refuseMoreThanOwn(request.principal, permissionsOf(roles as Role[], grants.filter(isPermission)));
      const { service } = request;
      if (password === undefined && service.oidc === undefined)
        throw new HttpProblem(400, 'password-missing', 'An account takes a password.', 'There is no log-in provider.');
      const row = await addAccount(service.store, {
        id: service.newId(),
        email,
        name,
        password: password === undefined ? null : await hashPassword(password, service.passwordCost),
        roles: JSON.stringify(roles),
        grants: JSON.stringify(grants),
        agent,
        created_at: service.now(),
        disabled_at: null,
      });
      if (row === undefined) throw new HttpProblem(409, 'email-taken', 'There is an account with this e-mail address.');
      await note(request, 'add', 'user', row.id, { roles, grants });
      return reply.code(201).header('location', `/v1/users/${row.id}`).send(userView(row));
    },
  );

  app.get(
    '/users/:id',
    {
      config: { permission: 'rooster:user:read' },
      schema: {
        tags: ['access'],
        summary: 'An account',
        params: Params,
        response: { 200: UserSchema, 404: ProblemSchema },
      },
    },
    async (request) => {
      const row = await findAccount(request.service.store, request.params.id);
      if (row === undefined) throw unknown(request.params.id);
      return userView(row);
    },
  );

  app.patch(
    '/users/:id',
    {
      config: { permission: 'rooster:user:write' },
      schema: {
        tags: ['access'],
        summary: 'Change an account; its sessions end',
        params: Params,
        body: Type.Object(
          {
            name: Type.Optional(PersonName),
            password: Type.Optional(Password),
            roles: Type.Optional(Roles),
            grants: Type.Optional(Grants),
            agent: Type.Optional(AgentLink),
            disabled: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
        response: { 200: UserSchema, 400: ProblemSchema, 403: ProblemSchema, 404: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request) => {
      const { name, password, roles, grants, agent, disabled } = request.body;
      const { service } = request;
      refuseMoreThanOwn(request.principal, permissionsOf((roles ?? []) as Role[], (grants ?? []).filter(isPermission)));
      const before = await findAccount(service.store, request.params.id);
      if (before === undefined) throw unknown(request.params.id);
      const staysAdmin = disabled !== true && (roles === undefined || roles.includes('admin'));
      const admins = await activeAdmins(service.store);
      if (!staysAdmin && admins.length === 1 && admins[0] === before.id) {
        throw new HttpProblem(409, 'last-admin', 'This is the last admin.', 'Make somebody else admin first.');
      }
      const row = await changeAccount(service.store, before.id, {
        ...(name === undefined ? {} : { name }),
        ...(password === undefined ? {} : { password: await hashPassword(password, service.passwordCost) }),
        ...(roles === undefined ? {} : { roles: JSON.stringify(roles) }),
        ...(grants === undefined ? {} : { grants: JSON.stringify(grants) }),
        ...(agent === undefined ? {} : { agent }),
        ...(disabled === undefined ? {} : { disabled_at: disabled ? service.now() : null }),
      });
      await note(request, 'change', 'user', before.id, { changed: Object.keys(request.body), roles, grants, disabled });
      return userView(row!);
    },
  );
}
