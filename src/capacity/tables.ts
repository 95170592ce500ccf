import { minorDigits } from '../cost/money.js';
import type { CapacityPlan, CapacityWeek, GroupPlan } from './contract.js';

/** A table for CSV and spreadsheets; money in major units, shares of paid time as shares. */
export interface CapacityTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

type Column = readonly [name: string, value: (week: CapacityWeek) => number | string | null, money?: true];

const WEEK_COLUMNS: readonly Column[] = [
  ['week', ({ week }) => week],
  ['from', ({ fromDate }) => fromDate],
  ['contacts', ({ contacts }) => contacts],
  ['workload_hours', ({ workloadHours }) => workloadHours],
  ['required_hours', ({ requiredHours }) => requiredHours],
  ['staffing_ratio', ({ staffingRatio }) => staffingRatio ?? null],
  ['shrinkage_planned', ({ plannedShrinkage }) => plannedShrinkage],
  ['shrinkage_unplanned', ({ unplannedShrinkage }) => unplannedShrinkage],
  ['required_fte', ({ requiredFte }) => requiredFte],
  ['planned_fte', ({ plannedFte }) => plannedFte],
  ['available_fte', ({ availableFte }) => availableFte],
  ['gap_fte', ({ gapFte }) => gapFte],
  ['gap_fte_without_hiring', ({ gapFteWithoutHiring }) => gapFteWithoutHiring],
  ['heads', ({ heads }) => heads],
  ['hired', ({ hired }) => hired],
  ['left', ({ left }) => left],
  ['in_training', ({ inTraining }) => inTraining],
  ['available_hours', ({ availableHours }) => availableHours],
  ['overtime_hours', ({ overtimeHours }) => overtimeHours],
  ['overtime_paid_hours', ({ overtimePaidHours }) => overtimePaidHours],
  ['outsourced_hours', ({ outsourcedHours }) => outsourcedHours],
  ['short_hours', ({ shortHours }) => shortHours],
  ['surplus_hours', ({ surplusHours }) => surplusHours],
  ['pay', ({ payMinor }) => payMinor, true],
  ['hiring', ({ hiringMinor }) => hiringMinor, true],
  ['overtime', ({ overtimeMinor }) => overtimeMinor, true],
  ['outsourcing', ({ outsourcingMinor }) => outsourcingMinor, true],
  ['cost', ({ costMinor }) => costMinor, true],
  ['price_of_shortage', ({ shortMinor }) => shortMinor, true],
];

/** `capacity` (a row per group and week), `hiring` (classes) and `budget` (budget against forecast against actual). */
export function capacityTables(plan: CapacityPlan): readonly CapacityTable[] {
  const scale = 10 ** (minorDigits(plan.currency) ?? 2);
  const perGroup = (rows: (group: GroupPlan) => readonly (readonly (string | number | null)[])[]) =>
    plan.groups.flatMap((group) => rows(group).map((row) => [group.group, ...row.map(tidy)]));
  return [
    {
      name: 'capacity',
      header: ['group', ...WEEK_COLUMNS.map(([name]) => name), 'currency'],
      rows: perGroup(({ weeks }) =>
        weeks.map((week) => [
          ...WEEK_COLUMNS.map(([, value, money]) => (money === true ? (value(week) as number) / scale : value(week))),
          plan.currency,
        ]),
      ),
    },
    {
      name: 'hiring',
      header: ['group', 'week', 'from', 'contract', 'heads'],
      rows: perGroup(({ classes }) =>
        classes.map(({ week, fromDate, contract, heads }) => [week, fromDate, contract, heads]),
      ),
    },
    {
      name: 'budget',
      header: [
        'group',
        'week',
        'measure',
        'unit',
        'budget',
        'forecast',
        'actual',
        'outlook',
        'outlook_less_budget',
        'actual_less_forecast',
      ],
      rows: perGroup(({ variance }) =>
        variance.map((row) => {
          const isMoney = row.measure === 'cost';
          const value = (amount: number | null): number | null =>
            amount !== null && isMoney ? amount / scale : amount;
          return [
            row.week,
            row.measure,
            isMoney ? plan.currency : row.measure,
            value(row.budget),
            value(row.forecast),
            value(row.actual),
            value(row.outlook),
            value(row.outlookLessBudget),
            value(row.actualLessForecast),
          ];
        }),
      ),
    },
  ];
}

/** Free of binary noise, four decimals. */
const tidy = (value: string | number | null): string | number | null =>
  typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;
