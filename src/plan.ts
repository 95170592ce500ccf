import type { LpBackend } from '../solver/lp/model.js';
import type { RosterProblem } from '../solver/problem.js';
import { differences, recount } from '../solver/recount/index.js';
import { solveRoster } from '../solver/roster/index.js';
import type { RosterSolution } from '../solver/solution.js';
import type { Control, StopRule } from '../solver/stop.js';
import { payBookOf } from './cost/book.js';
import type { CostReport } from './cost/contract.js';
import { averageHourCost, marginalCosting } from './cost/marginal.js';
import { costRoster } from './cost/roster-cost.js';
import type { Centre } from './domain/centre.js';
import type { QueueId } from './domain/ids.js';
import type { Roster } from './domain/roster.js';
import type { Issue } from './errors.js';
import type { QueueForecast } from './forecast/contract.js';
import { forecastQueues, unmetGoalIssues } from './forecasts.js';
import type { HistorySeries } from './history/series.js';
import { lawBookOf } from './labour/book.js';
import { checkLaw } from './labour/check-law.js';
import type { LawFinding } from './labour/finding.js';
import { factsOf, forbiddenTimes, lawRuleSet } from './labour/kernel-rules.js';
import { allocationOf, queueShares } from './queue-shares.js';
import type { Requirement } from './requirement/contract.js';
import { demandForRoster, require } from './requirement/index.js';
import { applyScenario } from './scenario/apply.js';
import type { Scenario } from './scenario/schema.js';
import { buildProblem } from './schedule/build-problem.js';
import { periodOf } from './schedule/period.js';
import { rosterOf } from './schedule/to-roster.js';
import { expectedService, type IntervalService, serviceOfRoster } from './service.js';
import { type PlanSummary, summarise } from './summary.js';
import { addDays } from './time/zone.js';

/** Everything a plan is made from; plain data, so that it can be handed to another thread. */
export interface PlanRequest {
  readonly centre: Centre;
  readonly history: ReadonlyMap<QueueId, HistorySeries>;
  /** Monday of the first week, local date of the centre. */
  readonly fromDate: string;
  readonly weeks: number;
  readonly seed: number;
  readonly stop?: StopRule;
  /** What-if: the history is forecast with the centre as it is, then centre and forecasts are changed. */
  readonly scenario?: Scenario;
}

/** What the plan needs from outside: a solver library and, if wanted, a clock, a way to stop, somebody who listens. */
export interface PlanTools {
  readonly lp: LpBackend;
  readonly control?: Control;
}

/** All stages of a plan with their results. */
export interface PlanResult {
  readonly forecasts: readonly QueueForecast[];
  readonly requirement: Requirement;
  readonly problem: RosterProblem;
  readonly solution: RosterSolution;
  readonly roster: Roster;
  /** Service per interval recomputed from the roster. */
  readonly service: readonly IntervalService[];
  readonly cost: CostReport;
  readonly summary: PlanSummary;
  /** Audit of labour law that knows nothing of the engine's rules. */
  readonly law: readonly LawFinding[];
  /** Disagreements between the engine and the independent recount; always empty, or there is a bug. */
  readonly disagreements: readonly string[];
  readonly issues: readonly Issue[];
}

/** Share of the progress bar that lies before and after the roster engine. */
const BEFORE_ROSTER = 0.1;
const AFTER_ROSTER = 0.95;

/**
 * History → forecast → requirement → roster → service and cost. Nothing but the stages composed; same request, same
 * bytes, unless a wall-clock stop was asked for.
 * @throws InputError where a stage refuses its input
 */
export async function plan(request: PlanRequest, tools: PlanTools): Promise<PlanResult> {
  const { centre: asItIs, history, fromDate, weeks, seed } = request;
  const { control } = tools;
  const tell = (share: number, phase: string): void => control?.onProgress?.({ share, phase });
  const period = periodOf(asItIs, fromDate, weeks);
  const endMs = period.originMs + period.slots * period.slotMs;

  tell(0, 'forecast');
  const expected = forecastQueues(asItIs, history, { fromDate, days: period.days, seed });
  const state = { centre: asItIs, forecasts: expected.forecasts, period: { fromDate, days: period.days } };
  const { centre, forecasts } = request.scenario === undefined ? state : applyScenario(request.scenario, state);
  const laws = lawBookOf(centre.law);
  const pay = payBookOf(centre.pay);

  tell(BEFORE_ROSTER / 2, 'requirement');
  const requirement = require(centre, forecasts, { horizon: { fromMs: period.originMs, toMs: endMs } });

  tell(BEFORE_ROSTER, 'roster');
  const costsOf = marginalCosting(centre, pay, fromDate, period.days, centre.slotMinutes);
  const problem = buildProblem({
    centre,
    period,
    demand: demandForRoster(centre, requirement.rows),
    deferrable: requirement.deferrable,
    lawOf: (agent, site) => lawRuleSet(agent, site, fromDate, laws),
    forbiddenOf: (agent, site) => forbiddenTimes(site.law, fromDate, factsOf(agent, fromDate), laws),
    costsOf,
    referenceHourCost: averageHourCost(centre, pay, fromDate),
    ...(request.stop === undefined ? {} : { stop: request.stop }),
  });
  const solution = await solveRoster(problem, {
    seed,
    lp: tools.lp,
    ...(request.stop === undefined ? {} : { stop: request.stop }),
    control: {
      ...control,
      onProgress: (progress) =>
        control?.onProgress?.({
          ...progress,
          share: BEFORE_ROSTER + progress.share * (AFTER_ROSTER - BEFORE_ROSTER),
        }),
    },
  });
  const roster = rosterOf(problem, solution, seed);

  tell(AFTER_ROSTER, 'service and cost');
  const recounted = recount(problem, solution.shifts, solution.allocation);
  const disagreements = differences(recounted, solution).map((difference) => difference.message);
  const law = checkLaw({ shifts: roster.shifts, centre, laws });
  const service = serviceOfRoster(centre, requirement.rows, roster);
  const cost = costRoster({
    centre,
    shifts: roster.shifts,
    pay,
    fromDate,
    toDate: addDays(fromDate, period.days - 1),
    allocation: queueShares(allocationOf(problem, solution)),
  });
  const summary = summarise({
    centre,
    forecasts,
    requirement: requirement.rows,
    roster,
    service: expectedService(centre, service, requirement.rows, roster),
    cost,
    law,
    fromMs: period.originMs,
    toMs: endMs,
  });
  tell(1, 'done');
  return {
    forecasts,
    requirement,
    problem,
    solution,
    roster,
    service,
    cost,
    law,
    summary,
    disagreements,
    issues: [...expected.issues, ...unmetGoalIssues(requirement.unmet), ...cost.warnings],
  };
}
