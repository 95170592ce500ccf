import Type from 'typebox';
import { type CapacityPlan, capacityTables, readCapacity } from '../../../src/capacity/index.js';
import { jsonSource } from '../../../src/centre/source.js';
import { InputError } from '../../../src/errors.js';
import type { CapacityJobRequest } from '../../jobs/report-jobs.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { FileBody, sendTable, sendWorkbook } from '../download.js';
import { centreInUse } from './centre.js';
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

const MOST_WEEKS = 65;

const PlanBody = Type.Object({
  centre: Type.String(),
  currency: Type.String(),
  fromWeek: Type.String(),
  weeks: Type.Integer(),
  groups: Type.Array(
    Type.Object({
      group: Type.String(),
      weeks: Type.Array(Type.Object({}), { description: 'required against available, hours and cost of each week' }),
      classes: Type.Array(Type.Object({}), { description: 'classes to hire: week, contract, heads' }),
      totals: Type.Object({}),
      objective: Type.Object({}, { description: 'cost, proven bound and gap of the hiring plan' }),
      variance: Type.Array(Type.Object({}), { description: 'budget against forecast against actual' }),
    }),
  ),
  issues: Type.Array(Type.Object({})),
});

/** Capacity plans: started as a job, read as JSON, CSV or Excel. */
export function capacityRoutes(app: App): void {
  app.post(
    '/capacity',
    {
      config: { permission: 'rooster:capacity:write' },
      schema: {
        tags: ['money'],
        summary: 'Start a capacity plan: required against available FTE per week, and a hiring plan',
        body: Type.Object(
          {
            week: IsoWeek,
            weeks: Type.Integer({ minimum: 1, maximum: MOST_WEEKS, default: 52 }),
            seed: Seed,
            groups: Type.Array(
              Type.Unsafe<unknown>({
                type: 'object',
                description:
                  'a staffing group as `rooster schema capacity` describes it: attrition, training, hiring …',
              }),
              { minItems: 1 },
            ),
          },
          { additionalProperties: false },
        ),
        response: { 202: JobSchema, ...startResponses },
      },
    },
    async (request, reply) => {
      const { week, weeks, seed, groups } = request.body;
      mondayOrProblem(week);
      const { centre, version } = await centreInUse(request.service);
      const read = readCapacity(jsonSource({ groups }), centre);
      if (!read.ok) throw new InputError(read.issues);
      const job: CapacityJobRequest = {
        centre: centre.name,
        centreVersion: version,
        week,
        weeks,
        seed,
        input: read.value,
      };
      const row = await startJob(request.service, 'capacity', job);
      return reply.code(202).header('location', `/v1/jobs/${row.id}`).send(jobView(row));
    },
  );

  reportReadingRoutes(app, 'capacity', {
    permission: 'rooster:capacity:read',
    tag: 'money',
    list: 'capacity',
    listSummary: 'The newest capacity plans',
    summary: 'A capacity plan, amounts in minor units',
    body: PlanBody,
  });

  app.get(
    '/capacity/:id/:file',
    {
      config: { permission: 'rooster:capacity:read' },
      schema: {
        tags: ['money'],
        summary:
          '`capacity.csv`, `hiring.csv`, `budget.csv`, or all three as the sheets of `capacity.xlsx`; major units',
        params: Type.Object({ ...ReportParams.properties, file: Type.String() }),
        response: { 200: FileBody, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { id, file } = request.params;
      const row = await reportOf(request.service, 'capacity', id);
      const tables = capacityTables(JSON.parse(row.body) as CapacityPlan);
      const table = tables.find(({ name }) => file === `${name}.csv`);
      if (table === undefined && file !== 'capacity.xlsx')
        throw new HttpProblem(
          404,
          'file-unknown',
          `A capacity plan has no file ${file}.`,
          `There are ${tables.map(({ name }) => `${name}.csv`).join(', ')} and capacity.xlsx.`,
        );
      reply.header('etag', reportEtag(row));
      return table === undefined
        ? sendWorkbook(reply, `capacity-${row.from_date}`, tables)
        : sendTable(reply, `${table.name}-${row.from_date}`, table);
    },
  );
}
