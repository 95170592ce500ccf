import Type from 'typebox';
import { listBudgets, replaceBudgets } from '../../db/budget-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { checkMatch, EntryChangedSchema, etagOfContent, IfMatchEntry } from '../change-centre.js';
import type { Service } from '../service.js';
import { centreInUse } from './centre.js';

export const MonthText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'calendar month, 2026-12' });
const Amounts = Type.Record(
  Type.String({ pattern: '^(total|(site|channel|contract|component):.{1,100})$' }),
  Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 }),
  { description: 'minor units by scope: `total`, `site:utrecht`, `channel:phone`, `contract:…`, `component:…`' },
);
const BudgetSchema = Type.Object({ month: Type.String(), currency: Type.String(), amounts: Amounts });
type Budget = Type.Static<typeof BudgetSchema>;

/** Budgets of months, both inclusive, by month. */
export async function budgetsOf(service: Service, from: string, to: string): Promise<Budget[]> {
  const { centre } = await centreInUse(service);
  const months = new Map<string, Budget>();
  for (const row of await listBudgets(service.store, centre.name, from, to)) {
    const budget = months.get(row.month) ?? { month: row.month, currency: row.currency, amounts: {} };
    budget.amounts[row.scope] = row.amount_minor;
    months.set(row.month, budget);
  }
  return [...months.values()];
}

/** What may be spent in a month, in all and on parts. */
export function budgetRoutes(app: App): void {
  app.get(
    '/budgets',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: 'Budgets of months',
        querystring: Type.Object({
          from: Type.Optional(MonthText),
          to: Type.Optional(MonthText),
        }),
        response: { 200: Type.Object({ budgets: Type.Array(BudgetSchema) }), 400: ProblemSchema, 404: ProblemSchema },
      },
    },
    async (request) => ({
      budgets: await budgetsOf(request.service, request.query.from ?? '0000-01', request.query.to ?? '9999-12'),
    }),
  );

  const oneOf = async (service: Service, month: string): Promise<Budget | undefined> =>
    (await budgetsOf(service, month, month))[0];
  app.get(
    '/budgets/:month',
    {
      config: { permission: 'rooster:cost:read' },
      schema: {
        tags: ['money'],
        summary: 'Budget of a month',
        params: Type.Object({ month: MonthText }),
        response: { 200: BudgetSchema, 400: ProblemSchema, 404: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { month } = request.params;
      const budget = await oneOf(request.service, month);
      if (budget === undefined)
        throw new HttpProblem(404, 'budget-unknown', `There is no budget of ${month}.`, 'Set one with PUT.');
      return reply.header('etag', etagOfContent(budget)).send(budget);
    },
  );

  app.put(
    '/budgets/:month',
    {
      config: { permission: 'rooster:budget:write' },
      schema: {
        tags: ['money'],
        summary: 'Set the budget of a month; no amounts take it away',
        params: Type.Object({ month: MonthText }),
        headers: IfMatchEntry,
        body: Type.Object({ amounts: Amounts }, { additionalProperties: false }),
        response: {
          200: BudgetSchema,
          400: ProblemSchema,
          404: ProblemSchema,
          412: EntryChangedSchema,
          422: ProblemSchema,
          428: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { service, params, body } = request;
      const { centre } = await centreInUse(service);
      checkMatch(request.headers['if-match'], await oneOf(service, params.month), `the budget of ${params.month}`);
      const rows = Object.entries(body.amounts).map(([scope, amount]) => ({
        scope,
        amount_minor: amount,
        currency: centre.currency,
        changed_at: service.now(),
        changed_by: request.principal.id,
      }));
      await replaceBudgets(service.store, centre.name, params.month, rows);
      await note(request, 'replace', 'budget', params.month, { scopes: rows.length });
      const budget = { month: params.month, currency: centre.currency, amounts: body.amounts };
      return reply.header('etag', etagOfContent(budget)).send(budget);
    },
  );
}
