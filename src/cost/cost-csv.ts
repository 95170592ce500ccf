import { isoWeekOf } from '../time/week.js';
import type { CostLine } from './contract.js';
import { minorDigits } from './money.js';

/**
 * Columns of the cost CSV: one row per agent, date and component. Amounts are in major units with a decimal point; `cost` in `currency`,
 * `centre_cost` in the centre's currency.
 */
export const COST_COLUMNS = [
  'agent',
  'week',
  'date',
  'site',
  'contract',
  'component',
  'quantity',
  'unit',
  'rate',
  'cost',
  'currency',
  'centre_cost',
  'reason',
] as const;

/** Columns of the cost CSV by week: one row per agent, ISO week, site and component. */
export const WEEKLY_COST_COLUMNS = [
  'agent',
  'week',
  'site',
  'contract',
  'component',
  'quantity',
  'unit',
  'cost',
  'currency',
  'centre_cost',
] as const;

/** Rows of {@link COST_COLUMNS}. @param centreCurrency of `centre_cost`; default EUR's two decimals */
export function* costRows(lines: Iterable<CostLine>, centreCurrency = 'EUR'): Generator<(string | number)[]> {
  const week = weekLookup();
  for (const line of lines)
    yield [
      line.agent,
      week(line.date),
      line.date,
      line.site,
      line.contract,
      line.component,
      tidy(line.quantity),
      line.unit,
      tidy(line.rateMinor / unitOf(line.currency)),
      line.costMinor / unitOf(line.currency),
      line.currency,
      line.centreCostMinor / unitOf(centreCurrency),
      line.reason,
    ];
}

/** Rows of {@link WEEKLY_COST_COLUMNS}: the same lines added up, in the order in which each first appears. */
export function weeklyCostRows(lines: Iterable<CostLine>, centreCurrency = 'EUR'): (string | number)[][] {
  const week = weekLookup();
  const sums = new Map<string, { first: CostLine; quantity: number; costMinor: number; centreCostMinor: number }>();
  for (const line of lines) {
    const key = [line.agent, week(line.date), line.site, line.contract, line.component, line.unit, line.currency].join(
      '\n',
    );
    const sum = sums.get(key) ?? { first: line, quantity: 0, costMinor: 0, centreCostMinor: 0 };
    sum.quantity += line.quantity;
    sum.costMinor += line.costMinor;
    sum.centreCostMinor += line.centreCostMinor;
    sums.set(key, sum);
  }
  return [...sums.values()].map(({ first, quantity, costMinor, centreCostMinor }) => [
    first.agent,
    week(first.date),
    first.site,
    first.contract,
    first.component,
    tidy(quantity),
    first.unit,
    costMinor / unitOf(first.currency),
    first.currency,
    centreCostMinor / unitOf(centreCurrency),
  ]);
}

const unitOf = (currency: string): number => 10 ** (minorDigits(currency) ?? 2);

/** Free of binary noise, six decimals. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;

function weekLookup(): (date: string) => string {
  const weeks = new Map<string, string>();
  return (date) => {
    let week = weeks.get(date);
    if (week === undefined) {
      week = isoWeekOf(date);
      weeks.set(date, week);
    }
    return week;
  };
}
