import Type from 'typebox';
import { accuracyOf } from '../../../src/forecast/accuracy.js';
import { adjusted } from '../../../src/forecast/adjust.js';
import { fromStored, storedForecast, withoutHand } from '../../../src/forecast/kept.js';
import { URGENCY } from '../../db/job-store.js';
import { reportsWithBodies } from '../../db/report-store.js';
import type { ForecastVersion } from '../../jobs/forecast-version.js';
import type { ReportRequest } from '../../jobs/report-jobs.js';
import { storedHistory } from '../../jobs/stored-history.js';
import { ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { Urgent, urgencyOf } from '../urgency.js';
import { centreInUse } from './centre.js';
import { JobSchema, jobView } from './jobs.js';
import {
  IsoWeek,
  mondayOrProblem,
  ReportParams,
  reportOf,
  reportReadingRoutes,
  Seed,
  startJob,
  startResponses,
} from './reports.js';

/** Versions looked at for accuracy, newest first. */
const MOST_VERSIONS = 60;

const Numbers = Type.Array(Type.Number());
const TotalSchema = Type.Object({
  fromDate: Type.String(),
  days: Type.Integer(),
  offered: Type.Number(),
  lower80: Type.Number(),
  upper80: Type.Number(),
  lower95: Type.Number(),
  upper95: Type.Number(),
});

const VersionBody = Type.Object({
  queues: Type.Array(
    Type.Object({
      queue: Type.String(),
      zone: Type.String(),
      origin: Type.String({ description: 'first local date that the history did not know' }),
      intervalMinutes: Type.Integer(),
      startMs: Numbers,
      offered: Numbers,
      lower80: Numbers,
      upper80: Numbers,
      lower95: Numbers,
      upper95: Numbers,
      ahtSeconds: Numbers,
      automatic: Type.Optional(
        Type.Array(Type.Number(), { description: 'before adjustments, where a hand changed it' }),
      ),
      method: Type.String(),
      evidence: Type.Array(
        Type.Object({
          method: Type.String(),
          wape: Type.Union([Type.Number(), Type.Null()]),
          weight: Type.Number(),
        }),
      ),
      expectedError: Type.Optional(Type.Object({ wape: Type.Number(), poissonWape: Type.Number() })),
      corrections: Type.Array(Type.Object({}, { additionalProperties: true })),
      days: Type.Array(TotalSchema),
      weeks: Type.Array(TotalSchema),
    }),
  ),
});

const Share = Type.Union([Type.Number(), Type.Null()]);
const AccuracySchema = Type.Object({
  queue: Type.String(),
  by: Type.String({ enum: ['all', 'horizon', 'weekday'] }),
  group: Type.String(),
  source: Type.String({ enum: ['automatic', 'adjusted'] }),
  wape: Share,
  bias: Share,
  mase: Share,
  coverage80: Share,
  coverage95: Share,
  intervals: Type.Integer(),
});

/** Forecasts as they were given, each a version with its origin: every plan keeps one; how good they were. */
export function forecastVersionRoutes(app: App): void {
  app.post(
    '/forecast-versions',
    {
      config: { permission: 'rooster:forecast:write' },
      schema: {
        tags: ['forecasts'],
        summary: 'Start a forecast of weeks with the adjustments that are on; it is kept as a version',
        body: Type.Object(
          { week: IsoWeek, weeks: Type.Integer({ minimum: 1, maximum: 65, default: 1 }), seed: Seed, urgent: Urgent },
          { additionalProperties: false },
        ),
        response: { 202: JobSchema, 403: ProblemSchema, ...startResponses },
      },
    },
    async (request, reply) => {
      const { week, weeks, seed } = request.body;
      mondayOrProblem(week);
      const { centre, version } = await centreInUse(request.service);
      const job: ReportRequest = { centre: centre.name, centreVersion: version, week, weeks, seed };
      const urgency = urgencyOf(request, request.body, centre.zone, URGENCY.later);
      const row = await startJob(request.service, 'forecast-versions', job, urgency);
      await note(request, 'start', 'forecast', row.id, { week, weeks });
      return reply.code(202).header('location', `/v1/jobs/${row.id}`).send(jobView(row));
    },
  );

  reportReadingRoutes(app, 'forecast-versions', {
    permission: 'rooster:forecast:read',
    tag: 'forecasts',
    list: 'versions',
    listSummary: 'Forecasts that were kept, newest first; that of a plan has the id of its job',
    summary: 'A kept forecast with its method, its corrections of the history and what was computed before adjustments',
    body: VersionBody,
  });

  app.get(
    '/forecast-versions/:id/adjusted',
    {
      config: { permission: 'rooster:forecast:read' },
      schema: {
        tags: ['forecasts'],
        summary: 'The same with the adjustments that are on now in place of those of then',
        params: ReportParams,
        response: { 200: Type.Unsafe<string>(VersionBody), 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await reportOf(request.service, 'forecast-versions', request.params.id);
      const { centre } = await centreInUse(request.service);
      const { queues } = JSON.parse(row.body) as ForecastVersion;
      const now = queues.map((stored) =>
        storedForecast(
          adjusted(withoutHand(fromStored(stored)), centre.adjustments ?? [], stored.zone),
          stored.zone,
          stored.origin,
        ),
      );
      return reply.type('application/json; charset=utf-8').send(JSON.stringify({ queues: now }));
    },
  );

  app.get(
    '/accuracy',
    {
      config: { permission: 'rooster:forecast:read' },
      schema: {
        tags: ['forecasts'],
        summary: `Kept forecasts (the newest ${MOST_VERSIONS}) against what came: by queue, horizon and weekday, automatic beside adjusted`,
        response: {
          200: Type.Object({ versions: Type.Integer(), rows: Type.Array(AccuracySchema) }),
          404: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { store } = request.service;
      const { centre } = await centreInUse(request.service);
      const rows = await reportsWithBodies(store, 'forecast-versions', centre.name, MOST_VERSIONS);
      const kept = rows.flatMap(({ body }) =>
        (JSON.parse(body) as ForecastVersion).queues.map((stored) => ({
          origin: stored.origin,
          forecast: fromStored(stored),
        })),
      );
      const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
      return {
        versions: rows.length,
        rows: accuracyOf(kept, await storedHistory(store, centre)).map((row) => ({
          ...row,
          wape: known(row.wape),
          bias: known(row.bias),
          mase: known(row.mase),
          coverage80: known(row.coverage80),
          coverage95: known(row.coverage95),
        })),
      };
    },
  );
}
