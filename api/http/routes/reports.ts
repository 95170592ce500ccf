import Type, { type TSchema } from 'typebox';
import { mondayOfIsoWeek } from '../../../src/time/week.js';
import type { Permission } from '../../access/permissions.js';
import { addJob } from '../../db/job-store.js';
import { findReport, listReports } from '../../db/report-store.js';
import type { JobRow, ReportRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import type { Service } from '../service.js';

/** What reports made by jobs have in common. */
export const ReportSchema = Type.Object({
  id: Type.String({ description: 'that of the job' }),
  centre: Type.String(),
  from: Type.String({ description: 'first local date' }),
  weeks: Type.Integer(),
  seed: Type.Integer(),
  engineVersion: Type.String(),
  createdAt: Type.String(),
  address: Type.String(),
});

export const reportView = (row: Omit<ReportRow, 'body'>): Type.Static<typeof ReportSchema> => ({
  id: row.id,
  centre: row.centre,
  from: row.from_date,
  weeks: row.weeks,
  seed: row.seed,
  engineVersion: row.engine_version,
  createdAt: row.created_at,
  address: `/v1/${row.kind}/${row.id}`,
});

export const ReportParams = Type.Object({ id: Type.String() });
export const ListQuery = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) });
export const Seed = Type.Integer({ minimum: 0, maximum: 999_999_999, default: 1 });
export const IsoWeek = Type.String({ pattern: '^\\d{4}-W\\d{2}$', description: 'ISO week, 2026-W49' });
export const startResponses = { 400: ProblemSchema, 404: ProblemSchema, 422: ProblemSchema };

/** A report, or the problem that says there is none (yet). */
export async function reportOf(service: Service, kind: ReportRow['kind'], id: string): Promise<ReportRow> {
  const row = await findReport(service.store, kind, id);
  if (row === undefined)
    throw new HttpProblem(
      404,
      'report-unknown',
      `There is no report ${id} of ${kind}.`,
      `Start one with POST /v1/${kind}; its job says when it is done.`,
    );
  return row;
}

/** ETag of a report: it never changes. */
export const reportEtag = (row: ReportRow): string => `"${row.id}"`;

/** Monday of a week, or a problem. */
export function mondayOrProblem(week: string): string {
  const monday = mondayOfIsoWeek(week);
  if (monday === undefined)
    throw new HttpProblem(422, 'week-unknown', `"${week}" is not a week that exists.`, 'A year has 52 or 53 weeks.');
  return monday;
}

/** Puts a job into the queue. @param urgency default: what nobody waits for */
export async function startJob(
  service: Service,
  kind: ReportRow['kind'],
  request: unknown,
  urgency?: number,
): Promise<JobRow> {
  const row = await addJob(service.store, service.newId(), request, service.now(), kind, urgency);
  service.runner.wake();
  return row;
}

/** The two addresses under which every kind of report is read: the newest of them, and one byte for byte as it was stored. */
export function reportReadingRoutes<Body extends TSchema>(
  app: App,
  kind: ReportRow['kind'],
  words: {
    readonly permission: Permission;
    readonly tag: string;
    /** Member of the answer that holds the list. */
    readonly list: string;
    readonly listSummary: string;
    readonly summary: string;
    /** What the stored JSON is, for readers. */
    readonly body: Body;
  },
): void {
  const config = { permission: words.permission };
  app.get(
    `/${kind}`,
    {
      config,
      schema: {
        tags: [words.tag],
        summary: words.listSummary,
        querystring: ListQuery,
        response: { 200: Type.Object({ [words.list]: Type.Array(ReportSchema) }), 400: ProblemSchema },
      },
    },
    async (request) => ({
      [words.list]: (await listReports(request.service.store, kind, request.query.limit)).map(reportView),
    }),
  );
  app.get(
    `/${kind}/:id`,
    {
      config,
      schema: {
        tags: [words.tag],
        summary: words.summary,
        params: ReportParams,
        response: { 200: Type.Unsafe<string>(words.body), 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await reportOf(request.service, kind, request.params.id);
      return reply.header('etag', reportEtag(row)).type('application/json; charset=utf-8').send(row.body);
    },
  );
}
