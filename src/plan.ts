import type { LpBackend } from '../solver/lp/model.js';
import type { RosterProblem } from '../solver/problem.js';
import { differences, recount } from '../solver/recount/index.js';
import type { TourExecutor } from '../solver/roster/executor.js';
import type { SolveMemory } from '../solver/roster/memory.js';
import { solveRolling } from '../solver/roster/rolling.js';
import type { RosterSolution } from '../solver/solution.js';
import type { Control, StopRule } from '../solver/stop.js';
import { correctRequirement, roughStop } from './correction/index.js';
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
import { planningLaw } from './labour/planning.js';
import { allocationOf, queueShares } from './queue-shares.js';
import type { Requirement } from './requirement/contract.js';
import { demandForRoster, require, shrinkageOf } from './requirement/index.js';
import { applyScenario } from './scenario/apply.js';
import type { Scenario } from './scenario/schema.js';
import { buildProblem } from './schedule/build-problem.js';
import { centreConflicts } from './schedule/centre-conflicts.js';
import { meetingConflicts } from './schedule/meeting-conflicts.js';
import { periodOf } from './schedule/period.js';
import { rosterOf } from './schedule/to-roster.js';
import { expectedService, type IntervalService, serviceOfRoster } from './service.js';
import { type SimulatedService, simulateRoster } from './simulate/index.js';
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
  /**
   * Weeks planned along with each week before that one is decided, 0 to 12; as many as there are = all at once. Default: all at once up to
   * two weeks, or {@link AT_ONCE} people-weeks; else 1.
   */
  readonly lookAhead?: number;
  /** Let simulation correct the requirement before the roster is made; default true. */
  readonly correct?: boolean;
  /** What-if: the history is forecast with the centre as it is, then centre and forecasts are changed. */
  readonly scenario?: Scenario;
}

/** What the plan needs from outside: a solver library and, if wanted, a clock, a way to stop, somebody who listens. */
export interface PlanTools {
  readonly lp: LpBackend;
  readonly control?: Control;
  /** Deals out the pricing of tours; the plan does not depend on it. */
  readonly executor?: TourExecutor;
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
  /** The same service as the simulator sees it; absent where no contact is expected. */
  readonly simulated?: SimulatedService;
  readonly cost: CostReport;
  readonly summary: PlanSummary;
  /** Audit of labour law that knows nothing of the engine's rules. */
  readonly law: readonly LawFinding[];
  /** Disagreements between the engine and the independent recount; always empty, or there is a bug. */
  readonly disagreements: readonly string[];
  readonly issues: readonly Issue[];
}

/** Share of the progress bar that lies before the correction, before and after the roster engine. */
const BEFORE_CORRECTION = 0.1;
const BEFORE_ROSTER = 0.35;
const AFTER_ROSTER = 0.95;

/** People times weeks up to which more than two weeks are planned all at once. */
const AT_ONCE = 160;

/** Weeks planned along with each week where nothing else is asked for: all at once where there are few weeks or people. */
export const lookAheadOf = (weeks: number, people: number): number =>
  weeks <= 2 || people * weeks <= AT_ONCE ? weeks : 1;

/** Rough rosters that are simulated to correct the requirement. */
const CORRECTION_ROUNDS = 2;
/** Replications of each of them, and of the roster itself, at most and at least, and contacts that are enough in all together. */
const ROUGHLY = { most: 20, least: 8, contacts: 600_000 };
const EXACTLY = { most: 100, least: 20, contacts: 3_000_000 };
interface Replications {
  readonly most: number;
  readonly least: number;
  readonly contacts: number;
}

/** Limits of confidence narrow with the contacts that were played, whether in many small replications or in few large ones. */
const replicationsFor = (contacts: number, { most, least, contacts: enough }: Replications): number =>
  Math.max(least, Math.min(most, Math.ceil(enough / Math.max(1, contacts))));

/** The requirement is corrected by other contacts than those that judge the roster (the plan's own seed, as `rooster simulate`). */
const CORRECTION_SEED = 1_000_003;

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
  const planned = planningLaw(centre, laws, fromDate, period.days);
  const pay = payBookOf(centre.pay);

  tell(BEFORE_CORRECTION / 2, 'requirement');
  const byFormula = require(centre, forecasts, { horizon: { fromMs: period.originMs, toMs: endMs } });
  const present = 1 - shrinkageOf(centre).outsideRoster / 10_000;
  const costsOf = marginalCosting(centre, pay, fromDate, period.days, centre.slotMinutes);
  // The rosters differ in what is wanted only: each sets out from the prices that the one before came to.
  const memory: SolveMemory = new Map();
  const rosterFor = async (needed: Requirement, rough: StopRule | undefined, from: number, to: number) => {
    const problem = buildProblem({
      centre,
      period,
      demand: demandForRoster(centre, needed.rows),
      deferrable: needed.deferrable,
      ...planned,
      costsOf,
      referenceHourCost: averageHourCost(centre, pay, fromDate),
      ...(request.stop === undefined ? {} : { stop: request.stop }),
    });
    const solution = await solveRolling(problem, {
      seed,
      lookAhead: request.lookAhead ?? lookAheadOf(weeks, centre.agents.length),
      lp: tools.lp,
      ...(tools.executor === undefined ? {} : { executor: tools.executor }),
      memory,
      ...(rough === undefined ? {} : { stop: rough, isRough: true }),
      control: {
        ...control,
        onProgress: (progress) => control?.onProgress?.({ ...progress, share: from + progress.share * (to - from) }),
      },
    });
    return { problem, solution, roster: rosterOf(problem, solution, seed) };
  };
  const contacts = byFormula.rows.reduce((sum, row) => sum + row.offered, 0);
  const isAnyExpected = contacts > 0;
  const simulated = (roster: Roster, enough: Replications, from: number): SimulatedService =>
    simulateRoster(
      { centre, roster, forecasts, arrivals: 'expected' },
      { seed: from, replications: replicationsFor(contacts, enough) },
    );

  tell(BEFORE_CORRECTION, 'correction by simulation');
  const step = (BEFORE_ROSTER - BEFORE_CORRECTION) / CORRECTION_ROUNDS;
  const requirement =
    request.correct === false || !isAnyExpected
      ? byFormula
      : await correctRequirement(
          centre,
          byFormula,
          async (needed, round) => {
            const from = BEFORE_CORRECTION + round * step;
            const { roster } = await rosterFor(needed, roughStop(request.stop, centre, period.days), from, from + step);
            if (control?.isCancelled?.() === true) return undefined;
            return {
              coverage: roster.coverage,
              present,
              service: simulated(roster, ROUGHLY, seed + CORRECTION_SEED),
            };
          },
          { rounds: CORRECTION_ROUNDS },
        );

  tell(BEFORE_ROSTER, 'roster');
  const { problem, solution, roster } = await rosterFor(requirement, undefined, BEFORE_ROSTER, AFTER_ROSTER);

  tell(AFTER_ROSTER, 'service and cost');
  const recounted = recount(problem, solution.shifts, solution.allocation);
  const disagreements = differences(recounted, solution).map((difference) => difference.message);
  const law = checkLaw({ shifts: roster.shifts, centre, laws });
  const service = serviceOfRoster(centre, requirement.rows, roster);
  const judged = isAnyExpected ? simulated(roster, EXACTLY, seed) : undefined;
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
    simulated: judged?.totals ?? [],
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
    ...(judged === undefined ? {} : { simulated: judged }),
    cost,
    law,
    summary,
    disagreements,
    issues: [
      ...centreConflicts(centre, period.originMs),
      ...meetingConflicts(centre, period, problem.agents),
      ...expected.issues,
      ...unmetGoalIssues(requirement.unmet),
      ...cost.warnings,
    ],
  };
}
