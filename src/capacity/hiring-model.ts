import { ModelBuilder } from '../../solver/lp/builder.js';
import type { LinearModel } from '../../solver/lp/model.js';
import type { CapacityGroup } from './schema.js';
import { headsOf, supplyOf, type Tenure } from './supply.js';
import type { ContractTerms, WeekShrinkage } from './terms.js';

/** A group with everything resolved to numbers: what the hiring plan is made from. Arrays hold one value per week. */
export interface HiringProblem {
  readonly contracts: readonly ContractTerms[];
  readonly requiredHours: readonly number[];
  readonly shrinkage: readonly WeekShrinkage[];
  readonly tenure: Tenure;
  /** Absent = nobody is hired. */
  readonly hiring?: {
    readonly minClass: number;
    readonly maxClass: number;
    readonly classesPerWeek: number;
    readonly maxHeads: number;
    /** Weeks in which a class can start. */
    readonly weeks: readonly number[];
    /** Recruitment and training, minor units. */
    readonly perHeadMinor: number;
    readonly perClassMinor: number;
  };
  readonly sources: readonly Source[][];
}

/** A way to get productive hours in a week beside the staff there is, in the order of its price. */
export interface Source {
  readonly kind: 'overtime' | 'outsourcing' | 'shortage';
  /** Minor units per productive hour. */
  readonly costMinor: number;
  /** Most productive hours: a fixed part, and a part of the productive heads' paid hours. */
  readonly maxHours: number;
  readonly maxPerPaidHour: number;
  /** Productive hours of a paid hour; 1 where what is bought is productive hours. */
  readonly yield: number;
}

/** Productive hours of a paid hour of a productive head. */
export const onContacts = ({ planned, unplanned }: WeekShrinkage): number => 1 - planned - unplanned;

/** Overtime, outsourcing and shortage of each week, cheapest first. */
export function sourcesOf(
  group: Pick<CapacityGroup, 'overtime' | 'outsourcing' | 'shortage'>,
  contracts: readonly ContractTerms[],
  shrinkage: readonly WeekShrinkage[],
  minorPerMajor: number,
): Source[][] {
  return shrinkage.map((week, t) => {
    const sources: Source[] = [
      {
        kind: 'shortage',
        costMinor: group.shortage.costPerHour * minorPerMajor,
        maxHours: Number.POSITIVE_INFINITY,
        maxPerPaidHour: 0,
        yield: 1,
      },
    ];
    const { overtime, outsourcing } = group;
    if (outsourcing !== undefined)
      sources.push({
        kind: 'outsourcing',
        costMinor: outsourcing.costPerHour * minorPerMajor,
        maxHours: outsourcing.maxHoursPerWeek ?? Number.POSITIVE_INFINITY,
        maxPerPaidHour: 0,
        yield: 1,
      });
    if (overtime !== undefined && overtime.maxPercent > 0) {
      const perHour = onContacts(week) + week.leave;
      sources.push({
        kind: 'overtime',
        costMinor: (meanCost(contracts, t) * (1 + overtime.surchargePercent / 100)) / perHour,
        maxHours: 0,
        maxPerPaidHour: (overtime.maxPercent / 100) * perHour,
        yield: perHour,
      });
    }
    return sources.sort((a, b) => a.costMinor - b.costMinor);
  });
}

/** Mean cost of a paid hour over the people at the start; over the contracts where there is nobody. */
function meanCost(contracts: readonly ContractTerms[], t: number): number {
  const hours = contracts.map(({ start, hoursPerWeek }) => headsOf(start) * hoursPerWeek);
  const weights = hours.some((value) => value > 0) ? hours : contracts.map(() => 1);
  const all = weights.reduce((sum, value) => sum + value, 0);
  return all > 0
    ? contracts.reduce((sum, { costPerHourMinor }, k) => sum + costPerHourMinor[t]! * weights[k]!, 0) / all
    : 0;
}

/** The model with the column of each decision. */
export interface HiringModel {
  readonly model: LinearModel;
  /** Column of the people hired, by position in `hiring.weeks` and `contracts`; −1 where a contract is not offered. */
  readonly heads: readonly (readonly number[])[];
  /** Nobody hired, every hour short: always allowed. */
  readonly start: Float64Array;
}

/**
 * The hiring plan as an integer program: whole people per hire week and contract in whole classes, and hours of overtime,
 * outsourcing and shortage per week, so that every week's required hours are met at least cost. Pay of the people at the
 * start is the same in every plan and left out. Costs are in thousands of minor units, so that numbers stay close.
 */
export function hiringModel(problem: HiringProblem): HiringModel {
  const { contracts, requiredHours, shrinkage, tenure, hiring, sources } = problem;
  const weeks = requiredHours.length;
  const builder = new ModelBuilder();
  const startValues: number[] = [];
  const column = (cost: number, upper: number, integer: boolean, start = 0): number => {
    startValues.push(start);
    return builder.addColumn({ cost: cost / COST_SCALE, upper, integer });
  };
  const nobody = requiredHours.map(() => 0);
  const atStart = contracts.map(({ start }) => supplyOf(start, nobody, tenure).productive);
  const paidAtStart = nobody.map((_, t) =>
    contracts.reduce((sum, { hoursPerWeek }, k) => sum + atStart[k]![t]! * hoursPerWeek, 0),
  );
  const one = supplyOf([{ heads: 1, weeksThere: 0 }], nobody, tenure);
  const missing = requiredHours.map((hours, t) => hours - paidAtStart[t]! * onContacts(shrinkage[t]!));
  const covered = missing.map((hours) => builder.addRow(hours, Number.POSITIVE_INFINITY));
  /** Rows that tie overtime to the hours of people on contacts: hours − share × paid hours ≤ share × paid hours at the start. */
  const limits: { row: number; perPaidHour: number }[][] = sources.map((week, t) =>
    week.flatMap(({ costMinor, maxHours, maxPerPaidHour, kind }) => {
      const isLast = kind === 'shortage';
      const hours = column(
        costMinor,
        maxPerPaidHour > 0 ? Number.POSITIVE_INFINITY : maxHours,
        false,
        isLast ? Math.max(0, missing[t]!) : 0,
      );
      builder.addTerm(covered[t]!, hours, 1);
      if (maxPerPaidHour === 0) return [];
      const row = builder.addRow(Number.NEGATIVE_INFINITY, maxHours + maxPerPaidHour * paidAtStart[t]!);
      builder.addTerm(row, hours, 1);
      return [{ row, perPaidHour: maxPerPaidHour }];
    }),
  );
  const heads: number[][] = [];
  for (const s of hiring?.weeks ?? []) {
    const { minClass, maxClass, classesPerWeek, perClassMinor, perHeadMinor } = hiring!;
    const classes = column(perClassMinor, classesPerWeek, true);
    const least = builder.addRow(0, Number.POSITIVE_INFINITY);
    const most = builder.addRow(Number.NEGATIVE_INFINITY, 0);
    builder.addTerm(least, classes, -minClass);
    builder.addTerm(most, classes, -maxClass);
    heads.push(
      contracts.map((contract) => {
        if (!contract.hireable) return -1;
        let pay = perHeadMinor;
        for (let t = s; t < weeks; t++)
          pay += one.heads[t - s]! * contract.hoursPerWeek * contract.costPerHourMinor[t]!;
        const people = column(pay, Number.POSITIVE_INFINITY, true);
        builder.addTerm(least, people, 1);
        builder.addTerm(most, people, 1);
        for (let t = s; t < weeks; t++) {
          const paid = one.productive[t - s]! * contract.hoursPerWeek;
          builder.addTerm(covered[t]!, people, paid * onContacts(shrinkage[t]!));
          for (const { row, perPaidHour } of limits[t]!) builder.addTerm(row, people, -perPaidHour * paid);
        }
        return people;
      }),
    );
  }
  addTotals(builder, problem, heads);
  return { model: builder.build(), heads, start: Float64Array.from(startValues) };
}

/** Most people in the whole plan, and the mix of contracts. */
function addTotals(
  builder: ModelBuilder,
  { contracts, hiring }: HiringProblem,
  heads: readonly (readonly number[])[],
): void {
  if (hiring === undefined) return;
  if (Number.isFinite(hiring.maxHeads)) {
    const row = builder.addRow(Number.NEGATIVE_INFINITY, hiring.maxHeads);
    for (const people of heads.flat()) if (people >= 0) builder.addTerm(row, people, 1);
  }
  contracts.forEach(({ hireable, minShare, maxShare }, k) => {
    if (!hireable) return;
    for (const [share, lower, upper] of [
      [minShare, 0, Number.POSITIVE_INFINITY],
      [maxShare, Number.NEGATIVE_INFINITY, 0],
    ] as const) {
      if (share === (lower === 0 ? 0 : 1)) continue;
      const row = builder.addRow(lower, upper);
      for (const week of heads)
        week.forEach((people, j) => {
          if (people >= 0) builder.addTerm(row, people, (j === k ? 1 : 0) - share);
        });
    }
  });
}

/** Minor units per unit of the model's objective. */
export const COST_SCALE = 1000;
