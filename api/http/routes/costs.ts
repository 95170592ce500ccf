import Type from 'typebox';
import { costLinesOf, weeklyCosts } from '../../../src/cost/cost-csv.js';
import type { PlanSummary, QueueSummary } from '../../../src/summary.js';
import type { Store } from '../../db/open.js';
import { planDocument, publicationOf } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import { costTable } from '../../files/cost-tables.js';
import { parseCsv } from '../../files/csv.js';
import { ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { FileBody, sendCsv, sendTable, sendWorkbook } from '../download.js';
import { etagOf } from './plan-changes.js';
import { planForWeek, responses, Week } from './weeks.js';

const Amounts = Type.Record(Type.String(), Type.Number());
const By = Type.String({ enum: ['day', 'week'], default: 'week' });

/** Cost of the week that stands: of a published one the estimate that was frozen with it, whatever pay data says by now. */
export function costRoutes(app: App): void {
  const documentOf = async (store: Store, plan: PlanRow, name: string): Promise<string> =>
    (await planDocument(store, plan.id, name))!.body;

  const frozenOf = async (store: Store, plan: PlanRow) =>
    plan.state === 'published' ? await publicationOf(store, plan.id) : undefined;

  /** The cost CSV of the plan and the currency of the centre. */
  const bookedOf = async (store: Store, plan: PlanRow): Promise<{ csv: string; currency: string }> => {
    const frozen = await frozenOf(store, plan);
    if (frozen !== undefined) return { csv: frozen.cost, currency: frozen.currency };
    const { currency } = JSON.parse(await documentOf(store, plan, 'summary.json')) as PlanSummary;
    return { csv: await documentOf(store, plan, 'cost.csv'), currency };
  };

  const linesOf = async (csv: string, currency: string) => {
    const table = await parseCsv(csv, 'cost.csv');
    const rows: (readonly string[])[] = [];
    for await (const { cells } of table.rows) rows.push(cells);
    return costLinesOf(table.header, rows, currency);
  };

  app.get(
    '/costs/:week',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: 'Cost of the week in totals; of a published week the estimate that was frozen with it',
        params: Week,
        response: {
          200: Type.Object({
            week: Type.String(),
            state: Type.String(),
            costMinor: Type.Integer(),
            currency: Type.String(),
            frozenAt: Type.Optional(Type.String()),
            paidHours: Type.Number(),
            productiveHours: Type.Number(),
            perContactMinor: Type.Number(),
            perProductiveHourMinor: Type.Optional(Type.Number()),
            byComponentMinor: Amounts,
            byChannelMinor: Amounts,
            overstaffedMinor: Amounts,
            understaffedMinor: Amounts,
            bySiteMinor: Amounts,
            byContractMinor: Amounts,
            links: Type.Record(Type.String(), Type.String()),
          }),
          ...responses,
        },
      },
    },
    async (request, reply) => {
      const plan = await planForWeek(request.service, request.params.week);
      const summary = JSON.parse(await documentOf(request.service.store, plan, 'summary.json')) as PlanSummary;
      const frozen = await frozenOf(request.service.store, plan);
      const { csv, currency } = await bookedOf(request.service.store, plan);
      const lines = await linesOf(csv, currency);
      const { week } = request.params;
      return reply.header('etag', etagOf(plan)).send({
        week,
        state: plan.state,
        costMinor: frozen?.cost_minor ?? summary.costMinor,
        currency,
        ...(frozen === undefined ? {} : { frozenAt: frozen.published_at }),
        paidHours: summary.paidHours,
        productiveHours: summary.productiveHours,
        perContactMinor: summary.costPerContactMinor,
        ...(summary.productiveHours > 0 ? { perProductiveHourMinor: summary.costMinor / summary.productiveHours } : {}),
        byComponentMinor: summary.costByComponentMinor,
        byChannelMinor: summary.costByChannelMinor,
        overstaffedMinor: byQueue(summary, ({ surplusCostMinor }) => surplusCostMinor),
        understaffedMinor: byQueue(summary, ({ shortCostMinor }) => shortCostMinor),
        bySiteMinor: sumBy(lines, ({ site }) => site),
        byContractMinor: sumBy(lines, ({ contract }) => contract),
        links: {
          lines: `/v1/costs/${week}/lines`,
          csv: `/v1/costs/${week}/lines.csv`,
          xlsx: `/v1/costs/${week}/lines.xlsx`,
        },
      });
    },
  );

  app.get(
    '/costs/:week/lines',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: 'Cost per agent, week and component, amounts in minor units',
        params: Week,
        response: {
          200: Type.Object({
            week: Type.String(),
            state: Type.String(),
            centreCurrency: Type.String(),
            totalMinor: Type.Integer({ description: 'sum of `centreCostMinor`' }),
            lines: Type.Array(
              Type.Object({
                agent: Type.String(),
                week: Type.String(),
                site: Type.String({ description: 'sites where it arose, joined by |' }),
                contract: Type.String(),
                component: Type.String(),
                quantity: Type.Number(),
                unit: Type.String(),
                costMinor: Type.Integer(),
                currency: Type.String(),
                centreCostMinor: Type.Integer(),
              }),
            ),
          }),
          ...responses,
        },
      },
    },
    async (request, reply) => {
      const plan = await planForWeek(request.service, request.params.week);
      const { csv, currency } = await bookedOf(request.service.store, plan);
      const lines = weeklyCosts(await linesOf(csv, currency));
      return reply.header('etag', etagOf(plan)).send({
        week: request.params.week,
        state: plan.state,
        centreCurrency: currency,
        totalMinor: lines.reduce((sum, line) => sum + line.centreCostMinor, 0),
        lines,
      });
    },
  );

  app.get(
    '/costs/:week/lines.:format',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: 'The same as a file that opens in a spreadsheet; `by=day` has a row per date with rate and reason',
        params: Type.Object({ ...Week.properties, format: Type.String({ enum: ['csv', 'xlsx'] }) }),
        querystring: Type.Object({ by: By }),
        response: { 200: FileBody, 400: ProblemSchema, ...responses },
      },
    },
    async (request, reply) => {
      const { week, format } = request.params;
      const by = request.query.by as 'day' | 'week';
      const plan = await planForWeek(request.service, week);
      const { csv, currency } = await bookedOf(request.service.store, plan);
      reply.header('etag', etagOf(plan));
      const stem = `cost-${week}-by-${by}`;
      // By day it is the stored file, byte for byte.
      if (format === 'csv' && by === 'day') return sendCsv(reply, stem, csv);
      const table = costTable(by, await linesOf(csv, currency), currency);
      return format === 'csv' ? sendTable(reply, stem, table) : sendWorkbook(reply, stem, [table]);
    },
  );
}

function sumBy<T extends { readonly centreCostMinor: number }>(
  lines: readonly T[],
  nameOf: (line: T) => string,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of lines) sums[nameOf(line)] = (sums[nameOf(line)] ?? 0) + line.centreCostMinor;
  return sums;
}

const byQueue = (summary: PlanSummary, of: (queue: QueueSummary) => number): Record<string, number> =>
  Object.fromEntries(summary.queues.map((queue) => [queue.queue, of(queue)]));
