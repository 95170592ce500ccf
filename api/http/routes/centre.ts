import Type from 'typebox';
import { type CentreFiles, centreFromFiles, jsonSource, printCentre, withSettings } from '../../../src/centre/index.js';
import type { Centre } from '../../../src/domain/centre.js';
import { InputError, type Issue } from '../../../src/errors.js';
import { centreVersions, newestCentre, saveCentre } from '../../db/centre-store.js';
import { HttpProblem, IssueSchema, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import {
  centreInUse,
  changeCentre,
  checkMatch,
  EntryChangedSchema,
  etagOfContent,
  IfMatchEntry,
} from '../change-centre.js';
import { tableOfText } from './centre-tables.js';
import { TABLE_PATHS } from './resources.js';

export { centreInUse } from '../change-centre.js';

const CentreSchema = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  zone: Type.String(),
  country: Type.String(),
  region: Type.Optional(Type.String()),
  currency: Type.String(),
  intervalMinutes: Type.Integer(),
  slotMinutes: Type.Integer(),
  noticeDays: Type.Integer(),
  agents: Type.Integer(),
  sites: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), kind: Type.String(), zone: Type.String() })),
  queues: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), channel: Type.String(), line: Type.Integer() }),
  ),
});

const SettingsBody = Type.Object(
  {
    zone: Type.Optional(Type.String()),
    country: Type.Optional(Type.String()),
    region: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    currency: Type.Optional(Type.String()),
    intervalMinutes: Type.Optional(Type.Integer()),
    slotMinutes: Type.Optional(Type.Integer()),
    noticeDays: Type.Optional(Type.Integer()),
    lateLogIn: Type.Optional(
      Type.Union([Type.Object({ share: Type.Number(), meanSeconds: Type.Number() }), Type.Null()]),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: 'settings of centre.json; null takes one out' },
);

/** Largest folder taken in one request, bytes. */
const FOLDER_LIMIT = 32 << 20;

const settingsOf = ({
  zone,
  country,
  region,
  currency,
  intervalMinutes,
  slotMinutes,
  noticeDays,
  lateLogIn,
}: Centre) => ({
  zone,
  country,
  region,
  currency,
  intervalMinutes,
  slotMinutes,
  noticeDays,
  lateLogIn,
});

const viewOf = (centre: Centre, version: number): Type.Static<typeof CentreSchema> => ({
  name: centre.name,
  version,
  zone: centre.zone,
  country: centre.country,
  ...(centre.region === undefined ? {} : { region: centre.region }),
  currency: centre.currency,
  intervalMinutes: centre.intervalMinutes,
  slotMinutes: centre.slotMinutes,
  noticeDays: centre.noticeDays,
  agents: centre.agents.length,
  sites: centre.sites.map(({ id, name, kind, zone }) => ({ id, name, kind, zone })),
  queues: centre.queues.map(({ id, name, channel, line }) => ({ id, name, channel, line })),
});

const copy = (issue: Issue): Type.Static<typeof IssueSchema> => ({ ...issue, place: { ...issue.place } });

/** The centre as a whole: its settings, what is doubtful about it, its versions; a folder taken in at once. */
export function centreRoutes(app: App): void {
  app.get(
    '/centre',
    {
      config: { permission: 'rooster:centre:read' },
      schema: { tags: ['centre'], summary: 'The centre in use', response: { 200: CentreSchema, 404: ProblemSchema } },
    },
    async (request, reply) => {
      const { centre, version } = await centreInUse(request.service);
      return reply.header('etag', etagOfContent(settingsOf(centre))).send(viewOf(centre, version));
    },
  );

  app.patch(
    '/centre',
    {
      config: { permission: 'rooster:centre:write' },
      schema: {
        tags: ['centre'],
        summary: 'Change settings of the centre',
        headers: IfMatchEntry,
        body: SettingsBody,
        response: {
          200: CentreSchema,
          400: ProblemSchema,
          404: ProblemSchema,
          409: ProblemSchema,
          412: EntryChangedSchema,
          422: ProblemSchema,
          428: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const stored = await changeCentre(request, (files, centre) => {
        checkMatch(request.headers['if-match'], settingsOf(centre), 'the settings of the centre');
        return { ok: true, value: withSettings(files, request.body), issues: [] };
      });
      await note(request, 'change', 'centre', stored.centre.name, { version: stored.version });
      return reply.header('etag', etagOfContent(settingsOf(stored.centre))).send(viewOf(stored.centre, stored.version));
    },
  );

  app.put(
    '/centre',
    {
      config: { permission: 'rooster:centre:write' },
      bodyLimit: FOLDER_LIMIT,
      schema: {
        tags: ['centre'],
        summary: 'Take a whole centre folder in: all of it, or nothing and every problem named',
        querystring: Type.Object({ preview: Type.Boolean({ default: false, description: 'check only' }) }),
        body: Type.Object(
          {
            centre: Type.Unsafe<unknown>({ type: 'object', description: 'centre.json' }),
            tables: Type.Record(Type.String({ enum: Object.keys(TABLE_PATHS) }), Type.String(), {
              description: 'texts of agents.csv, events.csv … by the name without its ending',
            }),
            pay: Type.Optional(Type.Unsafe<unknown>({ type: 'object', description: 'pay.json' })),
            law: Type.Optional(Type.Unsafe<unknown>({ type: 'object', description: 'law.json' })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ centre: CentreSchema, warnings: Type.Array(IssueSchema) }),
          400: ProblemSchema,
          403: ProblemSchema,
          422: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { centre, tables, pay, law } = request.body;
      const permissions = request.principal.permissions;
      if (!permissions.has('rooster:agent:write') || !permissions.has('rooster:pay:write'))
        throw new HttpProblem(
          403,
          'not-allowed',
          'You are not allowed to take a whole centre in.',
          'A folder holds people and pay: it takes rooster:agent:write and rooster:pay:write too.',
        );
      const files: Record<string, unknown> = { centre: jsonSource(centre, 'centre.json') };
      for (const [path, text] of Object.entries(tables)) {
        const name = TABLE_PATHS[path];
        if (name === undefined) throw new HttpProblem(422, 'table-unknown', `A centre has no table "${path}".`);
        files[name] = await tableOfText(name, text);
      }
      files.agents ??= await tableOfText('agents', 'id\n');
      if (pay !== undefined) files.pay = jsonSource(pay, 'pay.json');
      if (law !== undefined) files.law = jsonSource(law, 'law.json');
      const checked = centreFromFiles(files as unknown as CentreFiles);
      if (!checked.ok) throw new InputError(checked.issues);
      const { store, now } = request.service;
      const warnings = checked.issues.map(copy);
      if (request.query.preview) {
        const newest = await newestCentre(store, checked.value.name);
        return { centre: viewOf(checked.value, newest?.version ?? 0), warnings };
      }
      const stored = await saveCentre(store, checked.value, now());
      await note(request, 'import', 'centre', stored.centre.name, { version: stored.version });
      return { centre: viewOf(stored.centre, stored.version), warnings };
    },
  );

  app.get(
    '/centre/check',
    {
      config: { permission: 'rooster:centre:read' },
      schema: {
        tags: ['centre'],
        summary: 'What is doubtful about the centre, as `rooster check` says it',
        response: { 200: Type.Object({ issues: Type.Array(IssueSchema) }), 404: ProblemSchema },
      },
    },
    async (request) => {
      const { centre } = await centreInUse(request.service);
      return { issues: centreFromFiles(printCentre(centre)).issues.map(copy) };
    },
  );

  app.get(
    '/centre/versions',
    {
      config: { permission: 'rooster:centre:read' },
      schema: {
        tags: ['centre'],
        summary: 'Versions of the centre, newest first; a plan names the one that it was made from',
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) }),
        response: {
          200: Type.Object({
            versions: Type.Array(
              Type.Object({ version: Type.Integer(), hash: Type.String(), createdAt: Type.String() }),
            ),
          }),
          400: ProblemSchema,
          404: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { centre } = await centreInUse(request.service);
      const rows = await centreVersions(request.service.store, centre.name, request.query.limit);
      return { versions: rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at })) };
    },
  );
}
