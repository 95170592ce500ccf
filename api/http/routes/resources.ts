import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  type CentreFiles,
  type CentreList,
  entryOf,
  idKeyOf,
  printCentre,
  rowObject,
  TABLES,
  withEntry,
  withRow,
} from '../../../src/centre/index.js';
import type { Checked } from '../../../src/errors.js';
import type { Permission } from '../../access/permissions.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
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

type Entry = Readonly<Record<string, unknown>>;
type RowTable = 'events' | 'adjustments' | 'correctionsOff';

/** Things of a centre that are read and changed one by one: where in its files they stand, and who may change them. */
const RESOURCES = {
  sites: { one: 'site', list: 'sites' },
  queues: { one: 'queue', list: 'queues' },
  skills: { one: 'skill', list: 'skills' },
  activities: { one: 'activity', list: 'activities' },
  contracts: { one: 'contract', list: 'contracts' },
  shifts: { one: 'shift family', list: 'shifts' },
  'work-plans': { one: 'work plan', list: 'workPlans' },
  shrinkage: { one: 'reason of shrinkage', list: 'shrinkage' },
  events: { one: 'event', table: 'events' },
  adjustments: { one: 'adjustment', table: 'adjustments', write: 'rooster:forecast:write' },
  'corrections-off': { one: 'correction taken back', table: 'correctionsOff', write: 'rooster:forecast:write' },
} as const satisfies Readonly<
  Record<string, { one: string; write?: Permission } & ({ list: CentreList } | { table: RowTable })>
>;

const IdParams = Type.Object({ id: Type.String({ maxLength: 200 }) });

/** Documented as an object: what may stand in it is said by `rooster schema centre` and the tables of a centre folder. */
const entrySchema = (path: string) =>
  Type.Unsafe<Entry>({
    type: 'object',
    additionalProperties: true,
    description:
      path in { events: 1, adjustments: 1, 'corrections-off': 1 }
        ? `a row of ${path}.csv, its columns in camel case`
        : 'an entry as it stands in centre.json: `rooster schema centre`',
  });

/** Lists of the centre: read, replace, patch (RFC 7396), add and take out; checked like the files of a folder. */
export function resourceRoutes(app: App): void {
  for (const [path, resource] of Object.entries(RESOURCES)) {
    const { one } = resource;
    const write: Permission = 'write' in resource ? resource.write : 'rooster:centre:write';
    const schema = entrySchema(path);
    const key = 'list' in resource ? idKeyOf(resource.list) : 'id';
    const code = `${path.replace(/ies$/, 'y').replace(/s$/, '')}-unknown`;

    const all = (files: CentreFiles): readonly Entry[] => {
      if ('list' in resource) return ((files.centre.value as Record<string, unknown>)[resource.list] ?? []) as Entry[];
      const table = files[resource.table];
      return (table?.rows ?? []).map(({ cells }) => rowObject(table!, cells));
    };
    const find = (files: CentreFiles, id: string): Entry | undefined =>
      'list' in resource ? entryOf(files, resource.list, id) : all(files).find((entry) => entry.id === id);
    const known = (files: CentreFiles, id: string): Entry => {
      const entry = find(files, id);
      if (entry === undefined) throw new HttpProblem(404, code, `There is no ${one} ${id}.`);
      return entry;
    };
    const put = (files: CentreFiles, id: string, entry: Entry | undefined): Checked<CentreFiles> =>
      'list' in resource
        ? { ok: true, value: withEntry(files, resource.list, id, entry), issues: [] }
        : withRow(files, resource.table, id, entry);

    const reads = { tags: ['centre'], response: { 200: schema, 404: ProblemSchema } };
    app.get(
      `/${path}`,
      {
        config: { permission: 'rooster:centre:read' },
        schema: {
          ...reads,
          summary: `Every ${one} of the centre`,
          response: {
            200: Type.Unsafe<unknown>(Type.Object({ [path]: Type.Array(schema) })),
            404: ProblemSchema,
          },
        },
      },
      async (request, reply) => {
        const { centre, version } = await centreInUse(request.service);
        return reply.header('etag', `"${version}"`).send({ [path]: all(printCentre(centre)) });
      },
    );
    app.get(
      `/${path}/:id`,
      {
        config: { permission: 'rooster:centre:read' },
        schema: { ...reads, summary: `A ${one}`, params: IdParams },
      },
      async (request, reply) => {
        const entry = known(printCentre((await centreInUse(request.service)).centre), request.params.id);
        return reply.header('etag', etagOfContent(entry)).send(entry);
      },
    );

    const writes = {
      tags: ['centre'],
      params: IdParams,
      headers: IfMatchEntry,
      response: {
        200: schema,
        400: ProblemSchema,
        404: ProblemSchema,
        409: ProblemSchema,
        412: EntryChangedSchema,
        422: ProblemSchema,
        428: ProblemSchema,
      },
    };
    /** Changes one entry and gives it as it is stored. `next` undefined = it goes. */
    const change = async (
      request: FastifyRequest,
      id: string,
      action: string,
      next: (current: Entry | undefined) => Entry | undefined,
    ): Promise<{ readonly entry: Entry | undefined; readonly isNew: boolean }> => {
      let isNew = false;
      const stored = await changeCentre(request, (files) => {
        const current = find(files, id);
        checkMatch(request.headers['if-match'], current, `${one} ${id}`);
        isNew = current === undefined;
        return put(files, id, next(current));
      });
      await note(request, action, one, id, { version: stored.version });
      return { entry: find(printCentre(stored.centre), id), isNew };
    };
    app.put(
      `/${path}/:id`,
      {
        config: { permission: write },
        schema: {
          ...writes,
          summary: `Replace a ${one}, or add one (without If-Match)`,
          body: schema,
          response: { ...writes.response, 201: schema },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { entry, isNew } = await change(request, id, 'replace', () => ({ ...request.body, [key]: id }));
        return reply
          .code(isNew ? 201 : 200)
          .header('etag', etagOfContent(entry))
          .send(entry!);
      },
    );
    app.patch(
      `/${path}/:id`,
      {
        config: { permission: write },
        schema: { ...writes, summary: `Change some of a ${one} (merge patch)`, body: schema },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { entry } = await change(request, id, 'change', (current) => {
          if (current === undefined) throw new HttpProblem(404, code, `There is no ${one} ${id}.`);
          return { ...(mergePatch(current, request.body) as Entry), [key]: id };
        });
        return reply.header('etag', etagOfContent(entry)).send(entry!);
      },
    );
    app.delete(
      `/${path}/:id`,
      {
        config: { permission: write },
        schema: {
          ...writes,
          summary: `Take a ${one} out; refused where something still refers to it`,
          response: { ...writes.response, 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        known(printCentre((await centreInUse(request.service)).centre), id);
        await change(request, id, 'remove', () => undefined);
        return reply.code(204).send(null);
      },
    );
  }
}

/** RFC 7396: objects are merged, null takes a key out, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

/** Files of the tables, by the name in their address. */
export const TABLE_PATHS = Object.fromEntries(
  (Object.keys(TABLES) as (keyof typeof TABLES)[]).map((name) => [TABLES[name].file.replace(/\.csv$/, ''), name]),
) as Readonly<Record<string, keyof typeof TABLES>>;
