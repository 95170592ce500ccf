import { costLinesOf } from '../../src/cost/cost-csv.js';
import { parseCsv } from './csv.js';

/** Amounts of a stretch of time in minor units, split four ways; every split adds up to the total. */
export interface PeriodCost {
  costMinor: number;
  contacts: number;
  paidHours: number;
  readonly bySiteMinor: Record<string, number>;
  readonly byContractMinor: Record<string, number>;
  readonly byComponentMinor: Record<string, number>;
  readonly byChannelMinor: Record<string, number>;
}

export const emptyCost = (): PeriodCost => ({
  costMinor: 0,
  contacts: 0,
  paidHours: 0,
  bySiteMinor: {},
  byContractMinor: {},
  byComponentMinor: {},
  byChannelMinor: {},
});

/** What the cost of a plan by date is made of: its cost CSV and the figures that only the whole period has. */
export interface BookedPlan {
  readonly csv: string;
  readonly currency: string;
  readonly contacts: number;
  readonly paidHours: number;
  readonly byChannelMinor: Readonly<Record<string, number>>;
}

/**
 * Cost of a plan by calendar month of each line's date. Site, contract and component are those of the lines. Contacts, hours
 * and channels are known for the plan as a whole: a plan that lies in two months is shared out by what it costs in each.
 */
export async function costByMonth(plan: BookedPlan): Promise<Map<string, PeriodCost>> {
  const table = await parseCsv(plan.csv, 'cost.csv');
  const rows: (readonly string[])[] = [];
  for await (const { cells } of table.rows) rows.push(cells);
  const months = new Map<string, PeriodCost>();
  for (const line of costLinesOf(table.header, rows, plan.currency)) {
    const month = line.date.slice(0, 7);
    const sum = months.get(month) ?? emptyCost();
    months.set(month, sum);
    const minor = line.centreCostMinor;
    sum.costMinor += minor;
    add(sum.bySiteMinor, line.site, minor);
    add(sum.byContractMinor, line.contract, minor);
    add(sum.byComponentMinor, line.component, minor);
  }
  const total = [...months.values()].reduce((all, { costMinor }) => all + costMinor, 0);
  for (const sum of months.values()) {
    const share = total === 0 ? 1 / months.size : sum.costMinor / total;
    sum.contacts = plan.contacts * share;
    sum.paidHours = plan.paidHours * share;
    Object.assign(sum.byChannelMinor, sharedOut(plan.byChannelMinor, sum.costMinor));
  }
  return months;
}

/** Whole minor units in proportion to the parts that add up to the total: largest remainders first. */
export function sharedOut(parts: Readonly<Record<string, number>>, total: number): Record<string, number> {
  const names = Object.keys(parts).sort();
  const whole = names.reduce((sum, name) => sum + parts[name]!, 0);
  if (whole === 0) return {};
  const exact = names.map((name) => (parts[name]! * total) / whole);
  const floors = exact.map(Math.floor);
  let rest = total - floors.reduce((sum, value) => sum + value, 0);
  const order = names.map((_, i) => i).sort((a, b) => exact[b]! - floors[b]! - (exact[a]! - floors[a]!) || a - b);
  for (const i of order) {
    if (rest <= 0) break;
    floors[i]!++;
    rest--;
  }
  return Object.fromEntries(names.map((name, i) => [name, floors[i]!]));
}

/** Adds one stretch to another. */
export function addCost(sum: PeriodCost, more: PeriodCost): void {
  sum.costMinor += more.costMinor;
  sum.contacts += more.contacts;
  sum.paidHours += more.paidHours;
  for (const key of ['bySiteMinor', 'byContractMinor', 'byComponentMinor', 'byChannelMinor'] as const)
    for (const [name, minor] of Object.entries(more[key])) add(sum[key], name, minor);
}

function add(sums: Record<string, number>, name: string, minor: number): void {
  sums[name] = (sums[name] ?? 0) + minor;
}
