import type { OutgoingHttpHeaders } from 'node:http';
import Type from 'typebox';
import { findJob, listJobs } from '../../db/job-store.js';
import type { JobRow } from '../../db/schema.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import type { Service } from '../service.js';

export const JobSchema = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  state: Type.String({ enum: ['queued', 'running', 'done', 'failed', 'cancelled'] }),
  percent: Type.Number(),
  phase: Type.String(),
  incumbent: Type.Optional(Type.Number()),
  bound: Type.Optional(Type.Number()),
  gap: Type.Optional(Type.Number()),
  plan: Type.Optional(Type.String({ description: 'address of the plan it made' })),
  report: Type.Optional(Type.String({ description: 'address of the comparison or capacity plan it made' })),
  error: Type.Optional(ProblemSchema),
  createdAt: Type.String(),
  startedAt: Type.Optional(Type.String()),
  finishedAt: Type.Optional(Type.String()),
});

export type JobView = Type.Static<typeof JobSchema>;

/** Milliseconds between two looks at a job that somebody watches. */
const WATCH_INTERVAL_MS = 200;

/** A job as the API shows it. */
export function jobView(row: JobRow): JobView {
  const progress = JSON.parse(row.progress) as { share: number; phase: string; incumbent?: number; bound?: number };
  const { incumbent, bound } = progress;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    percent: row.state === 'done' ? 100 : Math.round(progress.share * 1000) / 10,
    phase: progress.phase,
    ...(incumbent === undefined ? {} : { incumbent }),
    ...(bound === undefined ? {} : { bound }),
    ...(incumbent === undefined || bound === undefined || incumbent === 0
      ? {}
      : { gap: (incumbent - bound) / Math.abs(incumbent) }),
    ...(row.plan_id === null ? {} : { plan: `/v1/plans/${row.plan_id}` }),
    ...(row.kind === 'plan' || row.state !== 'done' ? {} : { report: `/v1/${row.kind}/${row.id}` }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) }),
    createdAt: row.created_at,
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  };
}

const Params = Type.Object({ id: Type.String() });

export function jobRoutes(app: App): void {
  const jobOf = async ({ store }: Service, id: string): Promise<JobRow> => {
    const row = await findJob(store, id);
    if (row === undefined) throw new HttpProblem(404, 'job-unknown', `There is no job ${id}.`);
    return row;
  };

  app.get(
    '/jobs',
    {
      config: { permission: 'rooster:plan:read' },
      schema: {
        tags: ['plans'],
        summary: 'The newest jobs',
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) }),
        response: { 200: Type.Object({ jobs: Type.Array(JobSchema) }), 400: ProblemSchema },
      },
    },
    async (request) => ({ jobs: (await listJobs(request.service.store, request.query.limit)).map(jobView) }),
  );

  app.get(
    '/jobs/:id',
    {
      config: { permission: 'rooster:plan:read' },
      schema: {
        tags: ['plans'],
        summary: 'State of a job',
        params: Params,
        response: { 200: JobSchema, 404: ProblemSchema },
      },
    },
    async (request) => jobView(await jobOf(request.service, request.params.id)),
  );

  app.delete(
    '/jobs/:id',
    {
      config: { permission: 'rooster:plan:write' },
      schema: {
        tags: ['plans'],
        summary: 'Stop a job; a running plan keeps its best roster so far',
        params: Params,
        response: { 202: JobSchema, 404: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await jobOf(request.service, request.params.id);
      if (row.state !== 'queued' && row.state !== 'running') {
        throw new HttpProblem(409, 'job-ended', `Job ${row.id} is ${row.state} already.`);
      }
      await request.service.runner.cancel(row.id);
      return reply.code(202).send(jobView(await jobOf(request.service, row.id)));
    },
  );

  app.get(
    '/jobs/:id/events',
    {
      config: { permission: 'rooster:plan:read' },
      schema: {
        tags: ['plans'],
        summary: 'Progress as server-sent events: `progress` with the job, then `end`',
        params: Params,
        produces: ['text/event-stream'],
        response: { 200: Type.Unsafe<string>({ description: 'a stream of events' }), 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      await jobOf(request.service, request.params.id);
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, {
        ...(reply.getHeaders() as OutgoingHttpHeaders),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      let gone = false;
      stream.on('close', () => {
        gone = true;
      });
      for (let last = ''; !gone; ) {
        const view = jobView(await jobOf(request.service, request.params.id));
        const text = JSON.stringify(view);
        const ended = view.state !== 'queued' && view.state !== 'running';
        if (text !== last) stream.write(`event: ${ended ? 'end' : 'progress'}\ndata: ${text}\n\n`);
        if (ended) break;
        last = text;
        await new Promise((resolve) => setTimeout(resolve, WATCH_INTERVAL_MS));
      }
      stream.end();
    },
  );
}
