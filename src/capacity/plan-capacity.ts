import type { LpBackend } from '../../solver/lp/model.js';
import type { Control } from '../../solver/stop.js';
import { minorDigits } from '../cost/money.js';
import type { Agent } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import { forecastQueues, unmetGoalIssues } from '../forecasts.js';
import type { HistorySeries } from '../history/series.js';
import { require } from '../requirement/index.js';
import { isoWeekOf } from '../time/week.js';
import { addDays, startOfDay } from '../time/zone.js';
import type { CapacityPlan } from './contract.js';
import { adjustedForecasts, type WeekDemand, type Weeks, weeklyDemand } from './demand.js';
import { type GroupInput, planGroup } from './group-plan.js';
import { type HiringProblem, sourcesOf } from './hiring-model.js';
import type { CapacityFile, CapacityGroup } from './schema.js';
import { tenureOf } from './supply.js';
import { agentsByGroup, contractTerms, weeklyShrinkage } from './terms.js';

/** Everything a capacity plan is made from; plain data, so that it can be handed to another thread. */
export interface CapacityRequest {
  readonly centre: Centre;
  readonly history: ReadonlyMap<QueueId, HistorySeries>;
  /** Checked by `readCapacity`. */
  readonly input: CapacityFile;
  /** Monday of the first week, local date of the centre. */
  readonly fromDate: string;
  /** 1 to 65. */
  readonly weeks: number;
  readonly seed: number;
}

/** Share of the progress bar that lies before the hiring plans. */
const BEFORE_HIRING = 0.8;

/**
 * Required against available FTE per week, and the hiring plan that closes the gap at least cost.
 *
 * Required hours are those of the interval requirement over the long-range forecast, added up. The staff leaves at a weekly
 * hazard, trains and learns by the curves of the input; classes, overtime, outsourcing and shortage are chosen by an integer
 * program. Cost is counted inside the plan only, so that people hired in its last weeks do not pay off: plan further than
 * you decide.
 * @throws InputError of the forecast, the requirement, the pay data and of the input (`capacity-cost-missing`,
 * `capacity-no-forecast`, `shrinkage-whole`)
 */
export function planCapacity(
  request: CapacityRequest,
  tools: { readonly lp: LpBackend; readonly control?: Control },
): CapacityPlan {
  const { centre, history, input, fromDate, weeks, seed } = request;
  const { control } = tools;
  const expected = forecastQueues(centre, history, {
    fromDate,
    days: 7 * weeks,
    seed,
    onQueue: (share, queue) => control?.onProgress?.({ share: BEFORE_HIRING * share, phase: `forecast ${queue}` }),
  });
  const calendar = weeksOf(centre, fromDate, weeks);
  const { rows, unmet } = require(centre, adjustedForecasts(input.groups, expected.forecasts, calendar), {
    horizon: { fromMs: calendar.startMs[0]!, toMs: calendar.startMs[weeks]! },
  });
  const members = agentsByGroup(centre, input.groups, fromDate);
  const groups = input.groups.map((group, i) => {
    control?.onProgress?.({
      share: BEFORE_HIRING + ((1 - BEFORE_HIRING) * i) / input.groups.length,
      phase: `hiring plan ${group.id}`,
    });
    const demand = weeklyDemand(centre, group, rows, calendar);
    return planGroup(groupInput(centre, group, members.get(group.id)!, demand, calendar), tools.lp, quiet(control));
  });
  control?.onProgress?.({ share: 1, phase: 'done' });
  return {
    centre: centre.name,
    currency: centre.currency,
    fromWeek: isoWeekOf(fromDate),
    weeks,
    groups,
    issues: [...expected.issues, ...unmetGoalIssues(unmet)],
  };
}

/** The solver's own progress says nothing of the whole. */
function quiet(control: Control | undefined): Control | undefined {
  if (control === undefined) return undefined;
  const { onProgress: _onProgress, ...rest } = control;
  return rest;
}

function weeksOf(centre: Centre, fromDate: string, weeks: number): Weeks {
  const starts = Array.from({ length: weeks + 1 }, (_, t) => addDays(fromDate, 7 * t));
  const mondays = starts.slice(0, weeks);
  return {
    names: mondays.map(isoWeekOf),
    mondays,
    startMs: starts.map((date) => startOfDay(date, centre.zone)),
  };
}

/** Turns a group into numbers. */
export function groupInput(
  centre: Centre,
  group: CapacityGroup,
  agents: readonly Agent[],
  demand: readonly WeekDemand[],
  weeks: Pick<Weeks, 'names' | 'mondays'>,
): GroupInput {
  const minorPerMajor = 10 ** (minorDigits(centre.currency) ?? 2);
  const contracts = contractTerms(centre, group, agents, weeks.mondays);
  const shrinkage = weeklyShrinkage(centre, group, weeks.names);
  const fullTime = centre.contracts.filter(({ id }) => contracts.some(({ contract }) => contract === id));
  const problem: HiringProblem = {
    contracts,
    requiredHours: demand.map(({ requiredHours }) => requiredHours),
    shrinkage,
    tenure: tenureOf(group),
    ...hiringOf(group, weeks.names, minorPerMajor),
    sources: sourcesOf(group, contracts, shrinkage, minorPerMajor),
  };
  return {
    group,
    queues: group.queues ?? centre.queues.map(({ id }) => id),
    fullTimeHours: group.fullTimeHours ?? Math.max(1, ...fullTime.map(({ fullTimeHours }) => fullTimeHours)),
    problem,
    demand,
    weekNames: weeks.names,
    mondays: weeks.mondays,
    minorPerMajor,
  };
}

function hiringOf(
  { hiring, training }: CapacityGroup,
  weekNames: readonly string[],
  minorPerMajor: number,
): Pick<HiringProblem, 'hiring'> {
  if (hiring === undefined) return {};
  const { classSize, firstWeek, lastWeek } = hiring;
  return {
    hiring: {
      minClass: classSize.min,
      maxClass: classSize.max,
      classesPerWeek: hiring.classesPerWeek ?? 1,
      maxHeads: hiring.maxHeads ?? Number.POSITIVE_INFINITY,
      weeks: [...weekNames.keys()].filter(
        (t) => (firstWeek ?? weekNames[t]!) <= weekNames[t]! && weekNames[t]! <= (lastWeek ?? weekNames[t]!),
      ),
      perHeadMinor: ((hiring.costPerHead ?? 0) + (training.costPerHead ?? 0)) * minorPerMajor,
      perClassMinor: (hiring.costPerClass ?? 0) * minorPerMajor,
    },
  };
}
