import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type CentreFiles, printCentre, TABLES, type Table, type TableName } from '../../../src/centre/index.js';
import type { Checked } from '../../../src/errors.js';
import { columnKey } from '../../../src/history/table.js';
import type { Permission } from '../../access/permissions.js';
import { parseCsv } from '../../files/csv.js';
import { HttpProblem, IssueSchema, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse, changeCentre, checkedChange } from '../change-centre.js';
import { FileBody, sendTable } from '../download.js';
import { importValidator } from '../import-query.js';

/** Largest table taken over HTTP, bytes. */
const TABLE_LIMIT = 16 << 20;

/** Permissions of tables that are not simply part of the centre. */
const WRITE: Readonly<Partial<Record<TableName, Permission>>> = {
  agents: 'rooster:agent:write',
  timeOff: 'rooster:absence:write',
  availability: 'rooster:agent:write',
  wishes: 'rooster:agent:write',
  adjustments: 'rooster:forecast:write',
  correctionsOff: 'rooster:forecast:write',
  circumstances: 'rooster:absence:write',
};
const READ: Readonly<Partial<Record<TableName, Permission>>> = {
  agents: 'rooster:agent:read',
  timeOff: 'rooster:absence-reason:read',
  availability: 'rooster:agent:read',
  wishes: 'rooster:agent:read',
  worked: 'rooster:roster:read',
  // Health and faith: seen by those who see why somebody is away.
  circumstances: 'rooster:absence-reason:read',
};
/** Columns of agents.csv that tell of money or age. */
const PAY_COLUMNS = ['birth_date', 'pay_scale'];

/** A table from the text or the bytes of a CSV. @throws InputError for what is no CSV */
export async function tableOfText(name: TableName, source: string | Readable): Promise<Table> {
  const { file, header, headerLine, rows } = await parseCsv(source, TABLES[name].file);
  const all: Table['rows'][number][] = [];
  for await (const row of rows) all.push(row);
  return { file, header, headerLine, rows: all };
}

/** Tables of the centre as CSV: saved, and imported with a preview that names the problems of every row. */
export function centreTableRoutes(app: App): void {
  for (const [key, { file }] of Object.entries(TABLES)) {
    const name = key as TableName;
    const path = file.replace(/\.csv$/, '');
    app.get(
      `/centre/tables/${path}`,
      {
        config: { permission: READ[name] ?? 'rooster:centre:read' },
        schema: {
          tags: ['centre'],
          summary: `${file} of the centre in use`,
          response: { 200: FileBody, 404: ProblemSchema },
        },
      },
      async (request, reply) => {
        const { centre, version } = await centreInUse(request.service);
        const table = printCentre(centre)[name];
        const hidden = new Set(
          name === 'agents' && !request.principal.permissions.has('rooster:pay:read') ? PAY_COLUMNS : [],
        );
        const shown = TABLES[name].columns.flatMap((column, i) => (hidden.has(column) ? [] : [i]));
        return sendTable(reply.header('etag', `"${version}"`), path, {
          name: path,
          header: shown.map((i) => TABLES[name].columns[i]!),
          rows: (table?.rows ?? []).map(({ cells }) => shown.map((i) => cells[i] ?? '')),
        });
      },
    );

    app.post(
      `/centre/tables/${path}`,
      {
        config: { permission: WRITE[name] ?? 'rooster:centre:write' },
        bodyLimit: TABLE_LIMIT,
        schema: {
          tags: ['centre'],
          summary: `Import ${file}: all of it, or nothing and every problem named by line and column`,
          consumes: ['text/csv'],
          querystring: Type.Object({
            preview: Type.Boolean({ default: false, description: 'check and count only' }),
            mode: Type.String({
              enum: ['merge', 'replace'],
              default: 'merge',
              description:
                'merge: rows of the file replace those of the same id, the others stay (tables without ids: rows are added); replace: the file is all there is',
            }),
          }),
          body: Type.Unsafe<Readable>({ description: file }),
          response: {
            200: Type.Object({
              stored: Type.Boolean(),
              version: Type.Integer({ description: 'version of the centre in use now' }),
              rows: Type.Integer({ description: 'rows of the file' }),
              added: Type.Integer(),
              changed: Type.Integer(),
              removed: Type.Integer(),
              warnings: Type.Array(IssueSchema),
            }),
            400: ProblemSchema,
            403: ProblemSchema,
            404: ProblemSchema,
            409: ProblemSchema,
            415: ProblemSchema,
            422: ProblemSchema,
          },
        },
        // The body is a stream; there is nothing for a schema to look at.
        validatorCompiler: importValidator('merge', 'replace'),
      },
      async (request) => {
        const { preview, mode } = request.query;
        const given = await tableOfText(name, request.body instanceof Readable ? request.body : Readable.from([]));
        if (name === 'agents') refusePayColumns(request, given);
        let counts = { added: 0, changed: 0, removed: 0 };
        const edit = (files: CentreFiles): Checked<CentreFiles> => {
          const old = files[name];
          const { table, ...counted } = merged(name, old, given, mode === 'replace');
          counts = counted;
          return { ok: true, value: { ...files, [name]: table }, issues: [] };
        };
        const answer = { rows: given.rows.length, stored: !preview };
        if (preview) {
          const before = await centreInUse(request.service);
          const { warnings } = checkedChange(before.centre, edit);
          return { ...answer, ...counts, version: before.version, warnings: warnings.map(copy) };
        }
        const stored = await changeCentre(request, edit);
        await note(request, 'import', file, stored.centre.name, { version: stored.version, ...counts });
        return { ...answer, ...counts, version: stored.version, warnings: stored.warnings.map(copy) };
      },
    );
  }
}

const copy = <T extends { readonly place: object }>(issue: T): T => ({ ...issue, place: { ...issue.place } });

/** Whoever may not change pay gets no file with it in. */
function refusePayColumns(request: FastifyRequest, { header, rows }: Table): void {
  if (request.principal.permissions.has('rooster:pay:write')) return;
  const wanted = PAY_COLUMNS.map(columnKey);
  const columns = header.flatMap((cell, i) => (wanted.includes(columnKey(cell)) ? [i] : []));
  if (!rows.some(({ cells }) => columns.some((i) => (cells[i] ?? '') !== ''))) return;
  throw new HttpProblem(
    403,
    'not-allowed',
    'You are not allowed to change pay scales and dates of birth.',
    'Leave out the columns pay_scale and birth_date: what is there stays.',
  );
}

/**
 * The table after an import. Rows of the file keep their lines, so that problems are named where they stand in it; rows
 * that stay come after them. Cells of columns that the file does not have stay as they were.
 */
function merged(name: TableName, old: Table | undefined, given: Table, replace: boolean) {
  const { columns } = TABLES[name];
  const keys = columns.map(columnKey);
  const position = keys.map((key) => given.header.findIndex((cell) => columnKey(cell) === key));
  const unknown = given.header.flatMap((cell, i) => (keys.includes(columnKey(cell)) ? [] : [[cell, i] as const]));
  const hasId = columns[0] === 'id' && position[0]! >= 0;
  const before = new Map((old?.rows ?? []).map(({ cells }) => [cells[0], cells]));
  let added = 0;
  let changed = 0;
  const seen = new Set<string>();
  const rows = given.rows.map(({ line, cells }) => {
    const id = hasId ? (cells[position[0]!] ?? '') : '';
    const was = hasId ? before.get(id) : undefined;
    const next = columns.map((_, i) => (position[i]! >= 0 ? (cells[position[i]!] ?? '') : (was?.[i] ?? '')));
    if (was === undefined) added++;
    else if (next.some((cell, i) => cell !== (was[i] ?? ''))) changed++;
    seen.add(id);
    const extra = cells.slice(given.header.length);
    return { line, cells: [...next, ...unknown.map(([, i]) => cells[i] ?? ''), ...extra] };
  });
  const rest = (old?.rows ?? []).filter(({ cells }) => !hasId || !seen.has(cells[0] ?? ''));
  const last = given.rows.at(-1)?.line ?? given.headerLine;
  const stay = replace ? [] : rest.map(({ cells }, i) => ({ line: last + 1 + i, cells }));
  const missing = columns.filter((_, i) => position[i]! < 0);
  const table: Table = {
    file: given.file,
    // A required column that is missing must be missed.
    header: [
      ...columns.map((column) => (missing.includes(column) && column === columns[0] ? '' : column)),
      ...unknown.map(([cell]) => cell),
    ],
    headerLine: given.headerLine,
    rows: [...rows, ...stay],
  };
  return { table, added, changed, removed: replace ? rest.length : 0 };
}
