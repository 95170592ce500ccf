import type { Store } from './open.js';
import type { BudgetRow } from './schema.js';

/** Budgets of a centre in months, both inclusive, by month and scope. */
export const listBudgets = (store: Store, centre: string, from: string, to: string): Promise<BudgetRow[]> =>
  store.db
    .selectFrom('budget')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('centre', '=', centre)
    .where('month', '>=', from)
    .where('month', '<=', to)
    .orderBy('month')
    .orderBy('scope')
    .execute();

/** Puts the budgets of a month in place of those there are: all or nothing. */
export function replaceBudgets(
  store: Store,
  centre: string,
  month: string,
  rows: readonly Omit<BudgetRow, 'organisation' | 'centre' | 'month'>[],
): Promise<void> {
  return store.db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('budget')
      .where('organisation', '=', store.organisation)
      .where('centre', '=', centre)
      .where('month', '=', month)
      .execute();
    for (const row of rows)
      await trx
        .insertInto('budget')
        .values({ ...row, organisation: store.organisation, centre, month })
        .execute();
  });
}
