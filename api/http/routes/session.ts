import Type from 'typebox';
import { hashPassword, PASSWORD_LENGTH, verifyPassword } from '../../access/password.js';
import { ROLE_NAMES } from '../../access/permissions.js';
import type { Principal } from '../../access/principal.js';
import { newToken, tokenHash } from '../../access/token.js';
import {
  accountByEmail,
  addFirstAdmin,
  changeAccount,
  findAccount,
  hasAccounts,
  organisationOf,
} from '../../db/account-store.js';
import { endSession } from '../../db/session-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { type AccessMode, DEMO_COOKIE, sessionCookie } from '../authenticate.js';
import { setCookie } from '../cookies.js';
import { logIn } from '../log-in.js';
import { ATTEMPTS, attemptLimit } from '../rate-limits.js';
import type { Service } from '../service.js';

export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
export const Password = Type.String({ minLength: PASSWORD_LENGTH.min, maxLength: PASSWORD_LENGTH.max });
export const PersonName = Type.String({ minLength: 1, maxLength: 200 });
const RoleName = Type.String({ enum: ROLE_NAMES });

const MeSchema = Type.Object({
  kind: Type.String({ enum: ['user', 'key', 'demo'] }),
  id: Type.String(),
  name: Type.String(),
  email: Type.Optional(Type.String()),
  organisation: Type.Object({ id: Type.String(), name: Type.String() }),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  agent: Type.Optional(Type.String({ description: 'id of the agent that the account belongs to' })),
});

const SessionSchema = Type.Object({
  access: Type.String({
    enum: ['accounts', 'demo'],
    description: '`demo`: nobody needs to log in; POST /v1/demo changes the role that is tried',
  }),
  setupNeeded: Type.Boolean({ description: 'true until POST /v1/setup has made the first admin' }),
  loggedIn: Type.Boolean(),
  oidc: Type.Optional(
    Type.Object(
      { name: Type.String(), href: Type.String() },
      { description: 'provider that people can log in with, and where that begins' },
    ),
  ),
});

async function meView(service: Service, principal: Principal): Promise<Type.Static<typeof MeSchema>> {
  return {
    kind: principal.kind,
    id: principal.id,
    name: principal.name,
    ...(principal.email === undefined ? {} : { email: principal.email }),
    organisation: await organisationOf(service.store.of(principal.organisation)),
    roles: [...principal.roles],
    permissions: [...principal.permissions].sort(),
    ...(principal.agent === undefined ? {} : { agent: principal.agent }),
  };
}

/** Log-in, log-out, the first admin, and who one is. */
export function sessionRoutes(app: App, service: Service, mode: AccessMode): void {
  // A hash to compare with where there is no account, so that an unknown address takes as long as a wrong password.
  const nobody = hashPassword(newToken(), service.passwordCost);

  app.get(
    '/session',
    {
      config: { permission: 'public' },
      schema: {
        tags: ['access'],
        summary: 'Whether one is logged in, and whether that is needed',
        response: { 200: SessionSchema },
      },
    },
    async (request) => {
      const accounts = await hasAccounts(service.store);
      return {
        access: mode.access === 'demo' && !accounts ? 'demo' : 'accounts',
        setupNeeded: !accounts,
        loggedIn: request.caller !== undefined,
        ...(service.oidc === undefined || !accounts
          ? {}
          : { oidc: { name: service.oidc.options.name, href: '/v1/session/oidc' } }),
      };
    },
  );

  app.post(
    '/session',
    {
      config: { permission: 'public', ...ATTEMPTS },
      preHandler: attemptLimit(app),
      schema: {
        tags: ['access'],
        summary: 'Log in; the session is in a cookie that scripts cannot read',
        body: Type.Object({ email: Email, password: Type.String({ maxLength: PASSWORD_LENGTH.max }) }),
        response: { 200: MeSchema, 400: ProblemSchema, 401: ProblemSchema, 429: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const row = await accountByEmail(service.store, email);
      const right = await verifyPassword(password, row?.password ?? (await nobody));
      if (row === undefined || row.password === null || row.disabled_at !== null || !right) {
        throw new HttpProblem(401, 'credentials-wrong', 'E-mail address or password is wrong.');
      }
      return meView(service, await logIn({ service, mode }, request, reply, row, 'password'));
    },
  );

  app.delete(
    '/session',
    {
      config: { permission: 'public' },
      schema: { tags: ['access'], summary: 'Log out', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const session = request.caller?.session;
      if (session !== undefined) await endSession(service.store, session);
      for (const name of [sessionCookie(mode), DEMO_COOKIE]) setCookie(reply, mode, name, '', 0);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/setup',
    {
      config: { permission: 'public', ...ATTEMPTS },
      schema: {
        tags: ['access'],
        summary: 'Make the first admin with the one-time code that the service printed when it started',
        body: Type.Object({
          code: Type.String({ maxLength: 200 }),
          organisation: PersonName,
          name: PersonName,
          email: Email,
          password: Password,
        }),
        response: { 201: MeSchema, 400: ProblemSchema, 403: ProblemSchema, 429: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { code, organisation, name, email, password } = request.body;
      const row = await addFirstAdmin(service.store, tokenHash(code), organisation, {
        id: service.newId(),
        email,
        name,
        password: await hashPassword(password, service.passwordCost),
        roles: JSON.stringify(['admin']),
        grants: '[]',
        agent: null,
        created_at: service.now(),
        disabled_at: null,
      });
      if (row === undefined) {
        throw new HttpProblem(
          403,
          'setup-code-wrong',
          'The code is wrong, or the first admin is there already.',
          'The service prints a new code every time it starts without accounts.',
        );
      }
      return reply
        .code(201)
        .send(await meView(service, await logIn({ service, mode }, request, reply, row, 'setup-code')));
    },
  );

  app.get(
    '/me',
    {
      config: { permission: 'authenticated' },
      schema: {
        tags: ['access'],
        summary: 'Who one is and what one may do',
        response: { 200: MeSchema, 401: ProblemSchema },
      },
    },
    async (request) => meView(service, request.principal),
  );

  app.put(
    '/me/password',
    {
      config: { permission: 'authenticated', ...ATTEMPTS },
      schema: {
        tags: ['access'],
        summary: 'Change the own password; every other session ends',
        body: Type.Object({ current: Type.String({ maxLength: PASSWORD_LENGTH.max }), next: Password }),
        response: { 200: MeSchema, 400: ProblemSchema, 401: ProblemSchema, 409: ProblemSchema, 429: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { principal } = request;
      const row = await findAccount(request.service.store, principal.id);
      if (row === undefined || row.password === null) {
        throw new HttpProblem(409, 'password-none', 'Only accounts with a password can change it.');
      }
      if (!(await verifyPassword(request.body.current, row.password))) {
        throw new HttpProblem(401, 'credentials-wrong', 'The current password is wrong.');
      }
      const password = await hashPassword(request.body.next, service.passwordCost);
      const changed = (await changeAccount(request.service.store, row.id, { password }))!;
      await note(request, 'change-password', 'user', row.id);
      return meView(service, await logIn({ service, mode }, request, reply, changed, 'password'));
    },
  );

  app.post(
    '/demo',
    {
      config: { permission: 'authenticated' },
      schema: {
        tags: ['access'],
        summary: 'Demo mode only: try the service in another role',
        body: Type.Object({
          role: RoleName,
          agent: Type.Optional(Type.String({ pattern: '^[^\\s|,;:]+$', maxLength: 100 })),
        }),
        response: { 204: Type.Null(), 400: ProblemSchema, 401: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request, reply) => {
      if (request.principal.kind !== 'demo')
        throw new HttpProblem(409, 'demo-over', 'The service is not in demo mode.');
      const { role, agent } = request.body;
      const value = agent === undefined ? role : `${role}:${agent}`;
      return setCookie(reply, mode, DEMO_COOKIE, value).code(204).send(null);
    },
  );
}
