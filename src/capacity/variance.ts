import type { CapacityWeek, VarianceRow } from './contract.js';
import type { Figures } from './schema.js';

/** Row that adds up the weeks for which there is a budget. */
const TOTAL = 'total';

const MEASURES = ['contacts', 'heads', 'hours', 'cost'] as const;

/**
 * Budget against forecast against what happened: a row per week and measure for which there is a budget or an actual
 * figure, and a total per measure over the weeks with a budget (heads: their mean). Money in minor units, rounded.
 */
export function varianceRows(
  weeks: readonly CapacityWeek[],
  budget: readonly Figures[],
  actual: readonly Figures[],
  minorPerMajor: number,
): VarianceRow[] {
  const find = (rows: readonly Figures[], week: string, measure: VarianceRow['measure']): number | null => {
    const value = rows.find((row) => row.week === week)?.[measure];
    if (value === undefined) return null;
    return measure === 'cost' ? Math.round(value * minorPerMajor) : value;
  };
  return MEASURES.flatMap((measure) => {
    const rows = weeks.flatMap((week): VarianceRow[] => {
      const row = rowOf(
        week.week,
        measure,
        find(budget, week.week, measure),
        forecastOf(week, measure),
        find(actual, week.week, measure),
      );
      return row.budget === null && row.actual === null ? [] : [row];
    });
    return [...rows, ...totalOf(measure, rows)];
  });
}

function forecastOf(week: CapacityWeek, measure: VarianceRow['measure']): number {
  switch (measure) {
    case 'contacts':
      return week.contacts;
    case 'heads':
      return week.heads;
    case 'hours':
      return week.availableHours + week.overtimeHours + week.outsourcedHours;
    case 'cost':
      return week.costMinor;
  }
}

function rowOf(
  week: string,
  measure: VarianceRow['measure'],
  budget: number | null,
  forecast: number,
  actual: number | null,
): VarianceRow {
  const outlook = actual ?? forecast;
  return {
    week,
    measure,
    budget,
    forecast,
    actual,
    outlook,
    outlookLessBudget: budget === null ? null : outlook - budget,
    actualLessForecast: actual === null ? null : actual - forecast,
  };
}

function totalOf(measure: VarianceRow['measure'], rows: readonly VarianceRow[]): VarianceRow[] {
  const budgeted = rows.filter(({ budget }) => budget !== null);
  if (budgeted.length === 0) return [];
  const share = measure === 'heads' ? 1 / budgeted.length : 1;
  const sum = (of: (row: VarianceRow) => number): number => budgeted.reduce((total, row) => total + of(row), 0) * share;
  const complete = budgeted.every(({ actual }) => actual !== null);
  const budget = sum((row) => row.budget!);
  const outlook = sum((row) => row.outlook);
  const forecast = sum((row) => row.forecast);
  const actual = complete ? outlook : null;
  return [
    {
      week: TOTAL,
      measure,
      budget,
      forecast,
      actual,
      outlook,
      outlookLessBudget: outlook - budget,
      actualLessForecast: actual === null ? null : actual - forecast,
    },
  ];
}
