import Type from 'typebox';
import { hashPassword } from '../../access/password.js';
import { addOrganisation, listOrganisations } from '../../db/organisation-store.js';
import type { OrganisationRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { Email, Password, PersonName } from './session.js';

const OrganisationSchema = Type.Object({ id: Type.String(), name: Type.String(), createdAt: Type.String() });

const view = ({ id, name, created_at }: OrganisationRow): Type.Static<typeof OrganisationSchema> => ({
  id,
  name,
  createdAt: created_at,
});

/** Organisations on this service: each with accounts, centre, plans and data of its own, of which no other sees anything. */
export function organisationRoutes(app: App): void {
  app.get(
    '/organisations',
    {
      config: { permission: 'rooster:organisation:read' },
      schema: {
        tags: ['access'],
        summary: 'Organisations on this service, by page; for admins of the first one',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(Type.String({ description: '`next` of the page before' })),
        }),
        response: {
          200: Type.Object({ organisations: Type.Array(OrganisationSchema), next: Type.Optional(Type.String()) }),
          400: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listOrganisations(request.service.store, limit + 1, cursor);
      const page = rows.slice(0, limit);
      return { organisations: page.map(view), ...(rows.length > limit ? { next: page.at(-1)!.id } : {}) };
    },
  );

  app.post(
    '/organisations',
    {
      config: { permission: 'rooster:organisation:write' },
      schema: {
        tags: ['access'],
        summary:
          'Add an organisation with its first admin, who logs in and sees nothing of any other; for admins of the first one',
        body: Type.Object(
          {
            id: Type.String({
              pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
              description: 'lower case letters, digits, hyphens',
            }),
            name: Type.String({ minLength: 1, maxLength: 200 }),
            admin: Type.Object({ email: Email, name: PersonName, password: Password }, { additionalProperties: false }),
          },
          { additionalProperties: false },
        ),
        response: { 201: OrganisationSchema, 400: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { id, name, admin } = request.body;
      const row: OrganisationRow = { id, name, created_at: service.now() };
      const outcome = await addOrganisation(service.store, row, {
        id: service.newId(),
        email: admin.email,
        name: admin.name,
        password: await hashPassword(admin.password, service.passwordCost),
        roles: JSON.stringify(['admin']),
        grants: '[]',
        agent: null,
        created_at: service.now(),
        disabled_at: null,
      });
      if (outcome === 'id-taken')
        throw new HttpProblem(
          409,
          'organisation-exists',
          `There is an organisation ${id} already.`,
          'Choose another id.',
        );
      if (outcome === 'email-taken')
        throw new HttpProblem(
          409,
          'email-taken',
          'There is an account with this e-mail address.',
          'An address logs in to one organisation.',
        );
      await note(request, 'add', 'organisation', id);
      return reply.code(201).send(view(row));
    },
  );
}
