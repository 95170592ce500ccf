import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { PlanSummary } from '../../../src/summary.js';
import { mondayOfIsoWeek } from '../../../src/time/week.js';
import { planDocument, plannedWeeks, planOfWeek, publicationOf } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import { addCost, costByMonth, emptyCost, type PeriodCost } from '../../files/cost-period.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { FileBody, sendTable, sendWorkbook } from '../download.js';
import { ReadyBodies } from '../ready-bodies.js';
import type { Service } from '../service.js';
import { budgetsOf } from './budgets.js';
import { centreInUse } from './centre.js';
import { IsoWeek } from './reports.js';

/** Weeks looked at in one request. */
const MOST_WEEKS = 60;

const Amounts = Type.Record(Type.String(), Type.Integer());
const Period = {
  costMinor: Type.Integer(),
  contacts: Type.Number(),
  paidHours: Type.Number(),
  perContactMinor: Type.Union([Type.Number(), Type.Null()]),
  bySiteMinor: Amounts,
  byContractMinor: Amounts,
  byComponentMinor: Amounts,
  byChannelMinor: Amounts,
};
const PeriodsSchema = Type.Object({
  currency: Type.String(),
  weeks: Type.Array(Type.Object({ week: Type.String(), state: Type.String(), ...Period })),
  months: Type.Array(
    Type.Object({
      month: Type.String(),
      weeks: Type.Array(Type.String(), { description: 'planned weeks that lie in it, wholly or in part' }),
      ...Period,
      budgetMinor: Type.Optional(Amounts),
    }),
  ),
});
type Periods = Type.Static<typeof PeriodsSchema>;

const Query = Type.Object({ from: Type.Optional(IsoWeek), to: Type.Optional(IsoWeek) });

/** Cost of all planned weeks and of their months, beside the budget. */
export function costPeriodRoutes(app: App): void {
  const ready = new ReadyBodies();

  /** Cost by month of a week's plan; the same bytes as long as the plan is the same. */
  const monthsOf = async (service: Service, plan: PlanRow): Promise<[string, PeriodCost][]> => {
    const body = await ready.text(`${plan.id} ${plan.revision}`, async () => {
      const document = async (name: string): Promise<string> =>
        (await planDocument(service.store, plan.id, name))!.body;
      const summary = JSON.parse(await document('summary.json')) as PlanSummary;
      const frozen = plan.state === 'published' ? await publicationOf(service.store, plan.id) : undefined;
      const months = await costByMonth({
        csv: frozen?.cost ?? (await document('cost.csv')),
        currency: frozen?.currency ?? summary.currency,
        contacts: summary.costPerContactMinor > 0 ? summary.costMinor / summary.costPerContactMinor : 0,
        paidHours: summary.paidHours,
        byChannelMinor: summary.costByChannelMinor,
      });
      return JSON.stringify([...months]);
    });
    return JSON.parse(body) as [string, PeriodCost][];
  };

  const periods = async (service: Service, from: string, to: string): Promise<Periods> => {
    for (const week of [from, to])
      if (mondayOfIsoWeek(week) === undefined)
        throw new HttpProblem(422, 'week-unknown', `"${week}" is not a week that exists.`);
    const { centre } = await centreInUse(service);
    const weeks = (await plannedWeeks(service.store, from, to)).slice(-MOST_WEEKS);
    const months = new Map<string, { cost: PeriodCost; weeks: string[] }>();
    const rows: Periods['weeks'] = [];
    for (const week of weeks) {
      const plan = (await planOfWeek(service.store, week))!;
      // One of several weeks counts where it begins.
      if (plan.week !== week) continue;
      const sum = emptyCost();
      for (const [month, cost] of await monthsOf(service, plan)) {
        addCost(sum, cost);
        const entry = months.get(month) ?? { cost: emptyCost(), weeks: [] };
        months.set(month, entry);
        addCost(entry.cost, cost);
        entry.weeks.push(week);
      }
      rows.push({ week, state: plan.state, ...withRate(sum) });
    }
    const names = [...months.keys()].sort();
    const budgets = await budgetsOf(service, names[0] ?? '9999-12', names.at(-1) ?? '0000-01');
    return {
      currency: centre.currency,
      weeks: rows,
      months: names.map((month) => {
        const budget = budgets.find((one) => one.month === month);
        return {
          month,
          weeks: months.get(month)!.weeks,
          ...withRate(months.get(month)!.cost),
          ...(budget === undefined ? {} : { budgetMinor: budget.amounts }),
        };
      }),
    };
  };

  app.get(
    '/costs',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: `Cost of planned weeks (at most ${MOST_WEEKS}) and of their months by the date of each line, beside the budget`,
        querystring: Query,
        response: { 200: PeriodsSchema, 400: ProblemSchema, 404: ProblemSchema, 422: ProblemSchema },
      },
    },
    async (request) => periods(request.service, request.query.from ?? '0001-W01', request.query.to ?? '9999-W52'),
  );

  const send = async (
    request: FastifyRequest<{ Params: { format: string }; Querystring: { from?: string; to?: string } }>,
    reply: FastifyReply,
  ) => {
    const { from = '0001-W01', to = '9999-W52' } = request.query;
    const found = await periods(request.service, from, to);
    const sheets = [
      { name: 'months', ...sheetOf('month', found.months) },
      { name: 'weeks', ...sheetOf('week', found.weeks) },
    ];
    return request.params.format === 'csv'
      ? sendTable(reply, 'cost-by-month', sheets[0]!)
      : sendWorkbook(reply, 'cost-by-month', sheets);
  };
  app.get(
    '/costs/periods.:format',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: 'The same as a file that opens in a spreadsheet: months, and in a workbook weeks too; major units',
        params: Type.Object({ format: Type.String({ enum: ['csv', 'xlsx'] }) }),
        querystring: Query,
        response: { 200: FileBody, 400: ProblemSchema, 404: ProblemSchema, 422: ProblemSchema },
      },
    },
    async (request, reply) => send(request, reply),
  );
}

const withRate = (cost: PeriodCost): PeriodCost & { perContactMinor: number | null } => ({
  ...cost,
  perContactMinor: cost.contacts > 0 ? cost.costMinor / cost.contacts : null,
});

/** One row per period and split, amounts in major units; the budget stands beside where there is one. */
function sheetOf(
  key: 'month' | 'week',
  periods: readonly (Omit<Periods['months'][number], 'month' | 'weeks'> & { month?: string; week?: string })[],
) {
  const splits = [
    ['site', 'bySiteMinor'],
    ['channel', 'byChannelMinor'],
    ['contract', 'byContractMinor'],
    ['component', 'byComponentMinor'],
  ] as const;
  const rows = periods.flatMap((period) => {
    const budget = (scope: string): number | null => {
      const minor = period.budgetMinor?.[scope];
      return minor === undefined ? null : minor / 100;
    };
    const name = period[key] ?? '';
    return [
      [name, 'total', '', period.costMinor / 100, budget('total')],
      ...splits.flatMap(([split, field]) =>
        Object.entries(period[field]).map(([of, minor]) => [name, split, of, minor / 100, budget(`${split}:${of}`)]),
      ),
    ];
  });
  return { header: [key, 'split', 'name', 'cost', 'budget'], rows };
}
