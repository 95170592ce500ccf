import { InputError, inputError } from '../errors.js';
import { isoWeekOf } from '../time/week.js';
import type { CostLine } from './contract.js';
import { minorDigits, minorOf } from './money.js';

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

/** Columns of the cost CSV by week: one row per agent, ISO week and component. */
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

/** Lines of one agent, ISO week, component and currency added up. */
export interface WeeklyCost {
  readonly agent: string;
  readonly week: string;
  /** Sites where it arose, joined by `|`. */
  readonly site: string;
  readonly contract: string;
  readonly component: string;
  readonly quantity: number;
  readonly unit: CostLine['unit'];
  readonly costMinor: number;
  readonly currency: string;
  readonly centreCostMinor: number;
}

/** Rows of {@link COST_COLUMNS}. */
export function* costRows(lines: Iterable<CostLine>, centreCurrency: string): Generator<(string | number)[]> {
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

/** Lines added up by agent, ISO week of their date, component and currency, in the order in which each first appears. */
export function weeklyCosts(lines: Iterable<CostLine>): WeeklyCost[] {
  const week = weekLookup();
  const sums = new Map<string, Sum>();
  for (const line of lines) {
    const { agent, component, currency } = line;
    const of = week(line.date);
    const key = `${agent}\n${of}\n${component}\n${currency}`;
    const sum = sums.get(key);
    if (sum === undefined) {
      const { contract, unit, quantity, costMinor, centreCostMinor } = line;
      const sites = new Set([line.site]);
      sums.set(key, {
        agent,
        week: of,
        sites,
        contract,
        component,
        quantity,
        unit,
        costMinor,
        currency,
        centreCostMinor,
      });
      continue;
    }
    sum.sites.add(line.site);
    sum.quantity += line.quantity;
    sum.costMinor += line.costMinor;
    sum.centreCostMinor += line.centreCostMinor;
  }
  return [...sums.values()].map(({ sites, ...sum }) => ({ ...sum, site: [...sites].join('|') }));
}

type Sum = { -readonly [K in keyof Omit<WeeklyCost, 'site'>]: WeeklyCost[K] } & { readonly sites: Set<string> };

/** Rows of {@link WEEKLY_COST_COLUMNS}. */
export const weeklyCostRows = (lines: Iterable<CostLine>, centreCurrency: string): (string | number)[][] =>
  weeklyCosts(lines).map((sum) => [
    sum.agent,
    sum.week,
    sum.site,
    sum.contract,
    sum.component,
    tidy(sum.quantity),
    sum.unit,
    sum.costMinor / unitOf(sum.currency),
    sum.currency,
    sum.centreCostMinor / unitOf(centreCurrency),
  ]);

/**
 * Lines from the rows of a cost CSV that {@link costRows} wrote; quantities and rates have its six decimals.
 * @throws InputError `cost-form` for anything else
 */
export function costLinesOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  centreCurrency: string,
): CostLine[] {
  const refuse = (message: string): InputError =>
    new InputError([inputError('cost-form', message, 'Give a file that `rooster cost` or `rooster plan` wrote.')]);
  if (header.join() !== COST_COLUMNS.join()) throw refuse(`The columns are ${header.join(', ')}.`);
  return rows.map((cells, i): CostLine => {
    const number = (at: number): number => {
      const value = Number(cells[at]);
      if (cells[at] === '' || !Number.isFinite(value)) throw refuse(`Row ${i + 1}: "${cells[at]}" is no number.`);
      return value;
    };
    const [agent, , date, site, contract, component, , unit, , , currency, , reason] = cells as string[];
    return {
      agent: agent!,
      date: date!,
      site: site!,
      contract: contract!,
      component: component!,
      quantity: number(6),
      unit: unit as CostLine['unit'],
      rateMinor: minorOf(number(8), unitOf(currency!)),
      costMinor: Math.round(number(9) * unitOf(currency!)),
      currency: currency!,
      centreCostMinor: Math.round(number(11) * unitOf(centreCurrency)),
      reason: reason ?? '',
    };
  });
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
