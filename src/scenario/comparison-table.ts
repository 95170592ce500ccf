import { minorDigits } from '../cost/money.js';
import type { Comparison, ComparisonRow } from './compare.js';

/** A table for CSV and spreadsheets; money in major units. */
export interface ComparisonTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** `queue, measure, unit`, one column per scenario, then the difference of each to the first. */
export function comparisonTable(comparison: Comparison): ComparisonTable {
  const { scenarios, currency } = comparison;
  const first = scenarios[0]!.name;
  const scale = 10 ** (minorDigits(currency) ?? 2);
  const cell = (value: number | null, { unit }: ComparisonRow): number | null =>
    value === null ? null : tidy(unit === 'minor' ? value / scale : value);
  return {
    header: [
      'queue',
      'measure',
      'unit',
      ...scenarios.map(({ name }) => name),
      ...scenarios.slice(1).map(({ name }) => `${name} less ${first}`),
    ],
    rows: comparison.rows.map((row) => [
      row.queue,
      row.measure,
      row.unit === 'minor' ? currency : row.unit,
      ...row.values.map((value) => cell(value, row)),
      ...row.differences.slice(1).map((value) => cell(value, row)),
    ]),
  };
}

/** Free of binary noise, six decimals. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;
