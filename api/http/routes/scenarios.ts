import Type from 'typebox';
import { jsonSource } from '../../../src/centre/source.js';
import { InputError } from '../../../src/errors.js';
import { comparisonTable, readScenarios } from '../../../src/scenario/index.js';
import type { ScenarioJobRequest, ScenarioReport } from '../../jobs/report-jobs.js';
import { BASE, emptyState } from '../../jobs/scenario-runs.js';
import { storedHistory } from '../../jobs/stored-history.js';
import { ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { centreForPlan } from '../change-centre.js';
import { FileBody, sendTable, sendWorkbook } from '../download.js';
import { JobSchema, jobView } from './jobs.js';
import {
  IsoWeek,
  mondayOrProblem,
  ReportParams,
  reportEtag,
  reportOf,
  reportReadingRoutes,
  Seed,
  startJob,
  startResponses,
} from './reports.js';

const Amounts = Type.Array(Type.Union([Type.Number(), Type.Null()]));
const ComparisonBody = Type.Object({
  complete: Type.Boolean({ description: 'false where the job was stopped before every scenario was planned' }),
  comparison: Type.Object({
    centre: Type.String(),
    fromDate: Type.String(),
    toDate: Type.String(),
    currency: Type.String(),
    scenarios: Type.Array(Type.Object({ name: Type.String(), title: Type.Optional(Type.String()) })),
    rows: Type.Array(
      Type.Object({
        queue: Type.String({ description: 'id of a queue, or `total`' }),
        measure: Type.String(),
        unit: Type.String({ description: '`minor` = minor units of the currency' }),
        values: Amounts,
        differences: Amounts,
      }),
    ),
  }),
});

/** What-ifs: started as a job, read side by side as JSON, CSV or Excel. */
export function scenarioRoutes(app: App): void {
  app.post(
    '/scenarios',
    {
      config: { permission: 'rooster:scenario:write' },
      schema: {
        tags: ['money'],
        summary: 'Start planning a week as it is and once per scenario; the job tells how far it is',
        body: Type.Object(
          {
            week: IsoWeek,
            weeks: Type.Integer({ minimum: 1, maximum: 13, default: 1 }),
            seed: Seed,
            timeLimitSeconds: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 86_400, description: 'per plan; not reproducible then' }),
            ),
            scenarios: Type.Array(
              Type.Unsafe<unknown>({
                type: 'object',
                description: 'a scenario as `rooster schema scenarios` describes it: name, title, changes',
                examples: [{ name: 'plus-10', changes: [{ change: 'volume', factor: 1.1 }] }],
              }),
              { minItems: 1, maxItems: 20 },
            ),
          },
          { additionalProperties: false },
        ),
        response: { 202: JobSchema, ...startResponses },
      },
    },
    async (request, reply) => {
      const { week, weeks, seed, timeLimitSeconds, scenarios } = request.body;
      const fromDate = mondayOrProblem(week);
      const { centre, version } = await centreForPlan(request.service);
      const history = await storedHistory(request.service.store, centre);
      const state = emptyState({ centre, history }, fromDate, weeks * 7);
      const read = readScenarios(jsonSource({ scenarios }), state, [BASE.name]);
      if (!read.ok) throw new InputError(read.issues);
      const job: ScenarioJobRequest = {
        centre: centre.name,
        centreVersion: version,
        week,
        weeks,
        seed,
        scenarios: read.value,
        ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
      };
      const row = await startJob(request.service, 'scenarios', job);
      return reply.code(202).header('location', `/v1/jobs/${row.id}`).send(jobView(row));
    },
  );

  reportReadingRoutes(app, 'scenarios', {
    permission: 'rooster:scenario:read',
    tag: 'money',
    list: 'scenarios',
    listSummary: 'The newest comparisons of scenarios',
    summary: 'Scenarios side by side: service, hours, shortage, cost and cost per contact',
    body: ComparisonBody,
  });

  app.get(
    '/scenarios/:id/comparison.:format',
    {
      config: { permission: 'rooster:scenario:read' },
      schema: {
        tags: ['money'],
        summary: 'The same as a file that opens in a spreadsheet, amounts in major units',
        params: Type.Object({ ...ReportParams.properties, format: Type.String({ enum: ['csv', 'xlsx'] }) }),
        response: { 200: FileBody, 400: ProblemSchema, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await reportOf(request.service, 'scenarios', request.params.id);
      const { comparison } = JSON.parse(row.body) as ScenarioReport;
      const table = { name: 'comparison', ...comparisonTable(comparison) };
      reply.header('etag', reportEtag(row));
      const stem = `comparison-${row.from_date}`;
      return request.params.format === 'csv' ? sendTable(reply, stem, table) : sendWorkbook(reply, stem, [table]);
    },
  );
}
