import type { LpBackend } from '../../solver/lp/model.js';
import type { Control } from '../../solver/stop.js';
import type { CapacityWeek, ClassStart, GroupPlan } from './contract.js';
import type { WeekDemand } from './demand.js';
import { type HiringProblem, onContacts } from './hiring-model.js';
import type { CapacityGroup } from './schema.js';
import { solveHiring } from './solve-hiring.js';
import { type Supply, supplyOf } from './supply.js';
import { varianceRows } from './variance.js';
import { fillWeek, type Taken } from './week-sources.js';

/** A group with its numbers, and what they are called. */
export interface GroupInput {
  readonly group: CapacityGroup;
  readonly queues: readonly string[];
  readonly fullTimeHours: number;
  readonly problem: HiringProblem;
  readonly demand: readonly WeekDemand[];
  readonly weekNames: readonly string[];
  readonly mondays: readonly string[];
  readonly minorPerMajor: number;
}

/** Solves the hiring plan of a group and recounts it week by week from the people alone. */
export function planGroup(input: GroupInput, lp: LpBackend, control?: Control): GroupPlan {
  const { group, problem } = input;
  const plan = solveHiring(problem, lp, control);
  const staff = weeklyStaff(problem, plan.hired);
  const nobodyHired = weeklyStaff(
    problem,
    plan.hired.map((weeks) => weeks.map(() => 0)),
  );
  const weeks = input.weekNames.map((_, t) => capacityWeek(input, t, staff[t]!, nobodyHired[t]!));
  const total = (of: (week: CapacityWeek) => number): number => weeks.reduce((sum, week) => sum + of(week), 0);
  return {
    group: group.id,
    queues: input.queues,
    fullTimeHours: input.fullTimeHours,
    weeks,
    classes: classesOf(input, plan.hired),
    variance: varianceRows(weeks, group.budget ?? [], group.actual ?? [], input.minorPerMajor),
    totals: {
      payMinor: total(({ payMinor }) => payMinor),
      hiringMinor: total(({ hiringMinor }) => hiringMinor),
      overtimeMinor: total(({ overtimeMinor }) => overtimeMinor),
      outsourcingMinor: total(({ outsourcingMinor }) => outsourcingMinor),
      costMinor: total(({ costMinor }) => costMinor),
      shortMinor: total(({ shortMinor }) => shortMinor),
      hired: total(({ hired }) => hired),
      left: total(({ left }) => left),
      shortHours: total(({ shortHours }) => shortHours),
    },
    objective: {
      status: plan.status,
      costMinor: plan.costMinor,
      boundMinor: plan.boundMinor,
      gap: plan.costMinor > 0 ? Math.max(0, plan.costMinor - plan.boundMinor) / plan.costMinor : 0,
    },
  };
}

/** The staff of one week over all contracts. */
interface Staff {
  readonly heads: number;
  readonly hired: number;
  readonly left: number;
  readonly inTraining: number;
  /** Contract hours of everybody, and of productive people weighted by productivity. */
  readonly contractHours: number;
  readonly productiveHours: number;
  /** Unrounded. */
  readonly payMinor: number;
}

function weeklyStaff(problem: HiringProblem, hired: readonly (readonly number[])[]): Staff[] {
  const supplies = problem.contracts.map(({ start }, k) => supplyOf(start, hired[k]!, problem.tenure));
  return problem.requiredHours.map((_, t) => {
    const sum = (of: (supply: Supply, k: number) => number): number =>
      supplies.reduce((total, supply, k) => total + of(supply, k), 0);
    const hours = (k: number): number => problem.contracts[k]!.hoursPerWeek;
    return {
      heads: sum(({ heads }) => heads[t]!),
      hired: sum((supply) => supply.hired[t]!),
      left: sum(({ left }) => left[t]!),
      inTraining: sum(({ inTraining }) => inTraining[t]!),
      contractHours: sum(({ heads }, k) => heads[t]! * hours(k)),
      productiveHours: sum(({ productive }, k) => productive[t]! * hours(k)),
      payMinor: sum(({ heads }, k) => heads[t]! * hours(k) * problem.contracts[k]!.costPerHourMinor[t]!),
    };
  });
}

function capacityWeek(input: GroupInput, t: number, staff: Staff, nobodyHired: Staff): CapacityWeek {
  const { problem, fullTimeHours } = input;
  const { contacts, workloadHours, requiredHours } = input.demand[t]!;
  const shrinkage = problem.shrinkage[t]!;
  const present = onContacts(shrinkage);
  const availableHours = staff.productiveHours * present;
  const taken = fillWeek(requiredHours - availableHours, staff.productiveHours, problem.sources[t]!);
  const of = (kind: Taken['source']['kind']) => taken.find(({ source }) => source.kind === kind);
  const overtime = of('overtime');
  const money = (value: number | undefined): number => Math.round(value ?? 0);
  const payMinor = money(staff.payMinor);
  const hiringMinor = money(hiringCost(problem, staff.hired));
  const overtimeMinor = money(overtime?.costMinor);
  const outsourcingMinor = money(of('outsourcing')?.costMinor);
  const requiredFte = requiredHours / present / fullTimeHours;
  const availableFte = staff.productiveHours / fullTimeHours;
  return {
    week: input.weekNames[t]!,
    fromDate: input.mondays[t]!,
    contacts,
    workloadHours,
    requiredHours,
    ...(workloadHours > 0 ? { staffingRatio: requiredHours / workloadHours } : {}),
    plannedShrinkage: shrinkage.planned,
    unplannedShrinkage: shrinkage.unplanned,
    requiredFte,
    plannedFte: staff.contractHours / fullTimeHours,
    availableFte,
    gapFte: availableFte - requiredFte,
    gapFteWithoutHiring: nobodyHired.productiveHours / fullTimeHours - requiredFte,
    heads: staff.heads,
    hired: staff.hired,
    left: staff.left,
    inTraining: staff.inTraining,
    availableHours,
    overtimePaidHours: (overtime?.hours ?? 0) / (overtime?.source.yield ?? 1),
    overtimeHours: overtime?.hours ?? 0,
    outsourcedHours: of('outsourcing')?.hours ?? 0,
    shortHours: of('shortage')!.hours,
    surplusHours: Math.max(0, availableHours - requiredHours),
    payMinor,
    hiringMinor,
    overtimeMinor,
    outsourcingMinor,
    costMinor: payMinor + hiringMinor + overtimeMinor + outsourcingMinor,
    shortMinor: money(of('shortage')!.costMinor),
  };
}

/** Recruitment and training of the people who start in a week, in as few classes as hold them. */
function hiringCost({ hiring }: Pick<HiringProblem, 'hiring'>, heads: number): number {
  if (hiring === undefined || heads === 0) return 0;
  return heads * hiring.perHeadMinor + Math.ceil(heads / hiring.maxClass) * hiring.perClassMinor;
}

function classesOf(input: GroupInput, hired: readonly (readonly number[])[]): ClassStart[] {
  return input.weekNames.flatMap((week, t) =>
    input.problem.contracts.flatMap(({ contract }, k): ClassStart[] =>
      hired[k]![t]! > 0 ? [{ week, fromDate: input.mondays[t]!, contract, heads: hired[k]![t]! }] : [],
    ),
  );
}
