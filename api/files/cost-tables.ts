import type { CostLine } from '../../src/cost/contract.js';
import { COST_COLUMNS, costRows, WEEKLY_COST_COLUMNS, weeklyCostRows } from '../../src/cost/cost-csv.js';
import type { Sheet } from './spreadsheet.js';

/** Lines of a cost report as a table: one row per agent, date and component, or per agent, ISO week and component. */
export const costTable = (by: 'day' | 'week', lines: readonly CostLine[], currency: string): Sheet =>
  by === 'week'
    ? { name: 'cost by week', header: WEEKLY_COST_COLUMNS, rows: weeklyCostRows(lines, currency) }
    : { name: 'cost by day', header: COST_COLUMNS, rows: costRows(lines, currency) };
