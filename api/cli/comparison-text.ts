import { minorDigits } from '../../src/cost/money.js';
import type { Comparison, ComparisonRow } from '../../src/scenario/index.js';

/** Measures worth a line on a terminal; the files hold them all. */
const SHOWN = new Set([
  'offered',
  'service',
  'rostered_hours',
  'short_hours',
  'paid_hours',
  'cost',
  'cost_per_contact',
]);
const NAME_WIDTH = 34;
const LEAST_WIDTH = 12;

/** A comparison as a planner reads it on a terminal: one line per queue and measure, one column per scenario. */
export function comparisonText(comparison: Comparison): string {
  const width = Math.max(LEAST_WIDTH, ...comparison.scenarios.map(({ name }) => name.length + 2));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(width)).join('')}`;
  const rows = comparison.rows.filter(({ measure }) => SHOWN.has(measure));
  return `${[
    `${comparison.centre}, ${comparison.fromDate} to ${comparison.toDate}`,
    '',
    line(
      '',
      comparison.scenarios.map(({ name }) => name),
    ),
    ...rows.map((row) =>
      line(
        `${row.queue} ${row.measure.replaceAll('_', ' ')}${row.unit === 'minor' ? `, ${comparison.currency}` : ''}`,
        row.values.map((value) => cell(value, row, comparison.currency)),
      ),
    ),
  ].join('\n')}\n`;
}

function cell(value: number | null, { unit }: ComparisonRow, currency: string): string {
  if (value === null) return '-';
  if (unit === 'share') return `${(value * 100).toFixed(1)} %`;
  if (unit === 'minor') return (value / 10 ** (minorDigits(currency) ?? 2)).toFixed(2);
  return value.toFixed(unit === 'count' || unit === 'agents' ? 0 : 1);
}
