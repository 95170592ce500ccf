import type { ProblemAgent, RosterProblem } from '../problem.js';
import { createRandom } from '../random.js';
import type { PlannedShift, RosterSolution } from '../solution.js';
import type { StopRule } from '../stop.js';
import { solveApart } from './apart.js';
import { Budget } from './budget.js';
import { compile } from './compile.js';
import { inline, type TourExecutor } from './executor.js';
import type { RosterOptions } from './index.js';
import { LagrangianDual } from './lagrange.js';
import { OpenRoster } from './open-roster.js';
import { TourPricer } from './reoptimise.js';
import { windowOf } from './rolling-window.js';
import { climbAll } from './sampled-climb.js';
import { TourBatch } from './tour-batch.js';

export interface RollingOptions extends RosterOptions {
  /** Weeks planned with each week and then planned again, ≥ 0. Default: all weeks at once up to {@link AT_ONCE}, else 1. */
  readonly lookAhead?: number;
}

/** People times weeks that are solved at once: time grows with them either way, and memory (about 0.2 MB each) allows it. */
const AT_ONCE = 25_000;

/** Work for the bound over all weeks, a person and day. */
const BOUND_WORK = 4_000;

/**
 * Solves many weeks one after the other: each with the weeks that follow it in sight, of which only the first is decided. What was
 * decided is history to the next: rests and runs go on across the border, sums over the period are carried. Time and memory grow with
 * the number of weeks, not faster. The stop rule is shared out over the windows; the bound is that of all weeks together.
 * With no more weeks than are in sight, or with meetings, which may lie in one week or another, all is solved at once.
 * @throws RangeError where the problem repeats in a ring
 */
export async function solveRolling(problem: RosterProblem, options: RollingOptions): Promise<RosterSolution> {
  if (problem.cyclic) throw new RangeError('a horizon that repeats has no first week');
  const weeks = 1 + Math.max(...problem.calendars[0]!.days.map((day) => day.week));
  const people = problem.agents.reduce((sum, { count = 1 }) => sum + count, 0);
  const sight = 1 + (options.lookAhead ?? (people * weeks <= AT_ONCE ? weeks : 1));
  if (weeks <= sight || (problem.meetings ?? []).length > 0) return solveApart(problem, options);
  const single = singly(problem);
  // Prices of one week are not those of the next.
  const { memory: _memory, ...each } = options;
  const windows = weeks - sight + 1;
  const stop = shareOf(options.stop ?? problem.stop, windows);
  const decided = new Map<string, PlannedShift[]>();
  let reproducible = true;
  let cancelled = false;
  let work = 0;
  for (let week = 0; week < windows && !cancelled; week++) {
    const isLast = week === windows - 1;
    const window = windowOf(single, week, week + sight, decided);
    const { control } = options;
    const solved = await solveApart(window.problem, {
      ...each,
      ...(stop === undefined ? {} : { stop }),
      ...(control === undefined
        ? {}
        : {
            control: {
              ...control,
              onProgress: (progress) =>
                control.onProgress?.({ share: (week + progress.share) / windows, phase: progress.phase }),
            },
          }),
    });
    reproducible &&= solved.reproducible;
    cancelled = solved.status === 'cancelled';
    work += solved.solver.work;
    const calendarOf = new Map(single.agents.map((agent) => [agent.id, agent.calendar]));
    const daysOf = new Map(single.calendars.map(({ id, days }) => [id, days]));
    for (const shift of solved.shifts) {
      const calendar = calendarOf.get(shift.agent)!;
      const day = shift.day + window.dayOf.get(calendar)!;
      // Cancelled, the weeks in sight are the best there is.
      if (!isLast && !cancelled && daysOf.get(calendar)![day]!.week > week) continue;
      const own = decided.get(shift.agent) ?? [];
      decided.set(shift.agent, [...own, moved(shift, day, window.slot)]);
    }
  }
  return judged(problem, [...decided.values()].flat(), options, { reproducible, cancelled, work, windows });
}

/** The roster of all weeks, judged as one, with a bound on all of them. */
function judged(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  { lp, seed, executor = inline }: RollingOptions,
  run: { readonly reproducible: boolean; readonly cancelled: boolean; readonly work: number; readonly windows: number },
): RosterSolution {
  const report = new OpenRoster(problem, shifts, { lp }).report(lp);
  const { breaches, coverage, allocation, cost, hardBreaches } = report;
  const lower = boundOf(problem, seed, executor);
  const bound = Math.min(Math.max(lower.bound, 0), cost.total);
  return {
    status: hardBreaches > 0 ? 'conflict' : run.cancelled ? 'cancelled' : 'feasible',
    shifts: report.shifts,
    breaches,
    coverage,
    allocation,
    cost,
    bound,
    gap: (cost.total - bound) / Math.max(Math.abs(cost.total), 1e-9),
    reproducible: run.reproducible && !run.cancelled,
    solver: { method: 'week by week', work: Math.round(run.work + lower.work), rounds: run.windows, columns: 0 },
  };
}

/** Proven bound on all weeks together, from prices alone. */
function boundOf(
  problem: RosterProblem,
  seed: number,
  executor: TourExecutor,
): { readonly bound: number; readonly work: number } {
  const compiled = compile(problem);
  const pricer = new TourPricer(compiled);
  const batch = new TourBatch(compiled, new TourPricer(compiled, pricer, false));
  const pricing = executor.open(problem, compiled, batch);
  const dual = new LagrangianDual(compiled, pricer, pricing);
  const days = Math.max(1, ...compiled.classes.map((agent) => agent.days.length));
  const budget = new Budget({ workLimit: compiled.names.length * days * BOUND_WORK + 100_000 }, {}, 0, () => dual.work);
  const order = compiled.classes.map((_, c) => c);
  const random = createRandom(seed);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  try {
    climbAll(dual, compiled, order, budget, 1);
    dual.prove();
  } finally {
    pricing.close();
  }
  return { bound: dual.bound, work: budget.used };
}

const moved = (shift: PlannedShift, day: number, slot: number): PlannedShift => ({
  ...shift,
  day,
  startSlot: shift.startSlot + slot,
  endSlot: shift.endSlot + slot,
  activities: shift.activities.map((part) => ({
    ...part,
    startSlot: part.startSlot + slot,
    endSlot: part.endSlot + slot,
  })),
});

/** People of a kind by name: they have different weeks behind them. */
function singly(problem: RosterProblem): RosterProblem {
  const agents = problem.agents.flatMap(({ count = 1, ...agent }): ProblemAgent[] =>
    count === 1 ? [agent] : Array.from({ length: count }, (_, k) => ({ ...agent, id: `${agent.id}#${k + 1}` })),
  );
  return { ...problem, agents };
}

function shareOf(stop: StopRule | undefined, windows: number): StopRule | undefined {
  if (stop === undefined) return undefined;
  const { workLimit, timeLimitMillis, ...rest } = stop;
  return {
    ...rest,
    ...(workLimit === undefined ? {} : { workLimit: workLimit / windows }),
    ...(timeLimitMillis === undefined ? {} : { timeLimitMillis: timeLimitMillis / windows }),
  };
}
