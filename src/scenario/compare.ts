import type { PlanSummary, QueueSummary } from '../summary.js';

/** What is compared of one planned scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly title?: string;
  readonly summary: PlanSummary;
  /** Cost by queue, minor units (`CostTotals.byQueue`); time not on contacts stands under `other`. */
  readonly costByQueueMinor: Readonly<Record<string, number>>;
}

/** Unit of a measure; `minor` = minor units of the currency, `share` 0 to 1. */
export type Unit = 'contacts' | 'seconds' | 'share' | 'hours' | 'agents' | 'minor' | 'count';

/** One measure of one queue, or of the whole (`total`), side by side. */
export interface ComparisonRow {
  readonly queue: string;
  readonly measure: string;
  readonly unit: Unit;
  /** One per scenario; null where the scenario has no such queue or the measure makes no sense. */
  readonly values: readonly (number | null)[];
  /** Value less that of the first scenario. */
  readonly differences: readonly (number | null)[];
}

export interface Comparison {
  readonly centre: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly currency: string;
  readonly scenarios: readonly { readonly name: string; readonly title?: string }[];
  readonly rows: readonly ComparisonRow[];
}

/** Row of the whole centre. */
export const TOTAL = 'total';

type Measure<T> = readonly [name: string, unit: Unit, value: (of: T) => number | null];

const QUEUE_MEASURES: readonly Measure<{ readonly queue: QueueSummary; readonly costMinor: number }>[] = [
  ['offered', 'contacts', ({ queue }) => queue.offered],
  ['aht', 'seconds', ({ queue }) => queue.ahtSeconds],
  ['service', 'share', ({ queue }) => queue.serviceExpected],
  ['asa', 'seconds', ({ queue }) => queue.asaExpectedSeconds],
  ['occupancy', 'share', ({ queue }) => queue.occupancyExpected],
  ['required_hours', 'hours', ({ queue }) => queue.requiredHours],
  ['rostered_hours', 'hours', ({ queue }) => queue.rosteredHours],
  ['short_hours', 'hours', ({ queue }) => queue.shortHours],
  ['surplus_hours', 'hours', ({ queue }) => queue.surplusHours],
  ['short_cost', 'minor', ({ queue }) => queue.shortCostMinor],
  ['surplus_cost', 'minor', ({ queue }) => queue.surplusCostMinor],
  ['cost', 'minor', ({ costMinor }) => costMinor],
  ['cost_per_contact', 'minor', ({ queue, costMinor }) => (queue.offered > 0 ? costMinor / queue.offered : null)],
];

const sum = (summary: PlanSummary, of: (queue: QueueSummary) => number): number =>
  summary.queues.reduce((total, queue) => total + of(queue), 0);

/** Mean over the queues, weighted by contacts. */
function perContact(summary: PlanSummary, of: (queue: QueueSummary) => number): number | null {
  const contacts = sum(summary, ({ offered }) => offered);
  return contacts > 0 ? sum(summary, (queue) => queue.offered * of(queue)) / contacts : null;
}

const TOTAL_MEASURES: readonly Measure<PlanSummary>[] = [
  ['offered', 'contacts', (summary) => sum(summary, ({ offered }) => offered)],
  ['aht', 'seconds', (summary) => perContact(summary, ({ ahtSeconds }) => ahtSeconds)],
  ['service', 'share', (summary) => perContact(summary, ({ serviceExpected }) => serviceExpected)],
  ['required_hours', 'hours', (summary) => sum(summary, ({ requiredHours }) => requiredHours)],
  ['rostered_hours', 'hours', (summary) => sum(summary, ({ rosteredHours }) => rosteredHours)],
  ['short_hours', 'hours', (summary) => sum(summary, ({ shortHours }) => shortHours)],
  ['surplus_hours', 'hours', (summary) => sum(summary, ({ surplusHours }) => surplusHours)],
  ['short_cost', 'minor', (summary) => sum(summary, ({ shortCostMinor }) => shortCostMinor)],
  ['surplus_cost', 'minor', (summary) => sum(summary, ({ surplusCostMinor }) => surplusCostMinor)],
  ['paid_hours', 'hours', ({ paidHours }) => paidHours],
  ['productive_hours', 'hours', ({ productiveHours }) => productiveHours],
  ['agents', 'agents', ({ agents }) => agents],
  ['shifts', 'count', ({ shifts }) => shifts],
  ['cost', 'minor', ({ costMinor }) => costMinor],
  [
    'cost_per_contact',
    'minor',
    (summary) => (perContact(summary, () => 1) === null ? null : summary.costPerContactMinor),
  ],
  ['hard_rules_broken', 'count', ({ hardRulesBroken }) => hardRulesBroken],
  ['law_breaches', 'count', ({ lawBreaches }) => lawBreaches],
];

/**
 * Plans of the same week side by side: service, hours, shortage, cost and cost per contact, per queue and in total (its
 * service and handle time are means over all contacts). Differences are to the first scenario.
 * @param results at least one; all of the same centre and week
 */
export function compareScenarios(results: readonly ScenarioResult[]): Comparison {
  const first = results[0];
  if (first === undefined) throw new RangeError('nothing to compare; give at least one scenario.');
  const queues = [...new Set(results.flatMap(({ summary }) => summary.queues.map(({ queue }) => queue)))];
  const { centre, fromDate, toDate, currency } = first.summary;
  return {
    centre,
    fromDate,
    toDate,
    currency,
    scenarios: results.map(({ name, title }) => ({ name, ...(title === undefined ? {} : { title }) })),
    rows: [
      ...TOTAL_MEASURES.map(([measure, unit, value]) =>
        row(
          TOTAL,
          measure,
          unit,
          results.map(({ summary }) => value(summary)),
        ),
      ),
      ...queues.flatMap((id) =>
        QUEUE_MEASURES.map(([measure, unit, value]) =>
          row(
            id,
            measure,
            unit,
            results.map(({ summary, costByQueueMinor }) => {
              const queue = summary.queues.find((candidate) => candidate.queue === id);
              return queue === undefined ? null : value({ queue, costMinor: costByQueueMinor[id] ?? 0 });
            }),
          ),
        ),
      ),
    ],
  };
}

function row(queue: string, measure: string, unit: Unit, values: readonly (number | null)[]): ComparisonRow {
  const base = values[0] ?? null;
  const differences = values.map((value) => (value === null || base === null ? null : value - base));
  return { queue, measure, unit, values, differences };
}
