import type { LpBackend } from '../lp/model.js';
import type { RosterProblem } from '../problem.js';
import { createRandom } from '../random.js';
import type { RosterSolution, RosterStatus } from '../solution.js';
import type { Control, StopRule } from '../stop.js';
import { Assembler, type Assignment } from './assemble.js';
import { Budget } from './budget.js';
import { ColumnGeneration } from './column-generation.js';
import { compile } from './compile.js';
import { PROOF_TOLERANCE, solveExact } from './exact.js';
import { inline, type TourExecutor } from './executor.js';
import { costGrain, roundUp } from './grain.js';
import { improve, recreateAll, shuffle } from './improve.js';
import { LagrangianDual } from './lagrange.js';
import { addMeetings } from './meetings/index.js';
import { recalled, remember, type SolveMemory } from './memory.js';
import { roundMixes } from './mix-rounding.js';
import { isMiddling, isPlain, networkGraphs, solveNetwork } from './network/index.js';
import { reoptimise, TourPricer } from './reoptimise.js';
import { type Report, report } from './report.js';
import { solveRestricted } from './restricted.js';
import { RosterState } from './roster-state.js';
import { roundRelaxation } from './rounding.js';
import { climbAll, isSampled } from './sampled-climb.js';
import { TourBatch } from './tour-batch.js';

export interface RosterOptions {
  readonly seed: number;
  /** Default: the problem's own stop rule, else a work budget that grows with the problem. */
  readonly stop?: StopRule;
  readonly control?: Control;
  readonly lp: LpBackend;
  /** Deals out the pricing of many tours; default: all of it here. Equal input and seed give equal bytes with any. */
  readonly executor?: TourExecutor;
  /** Prices of earlier solves to set out from, and to leave one's own in. */
  readonly memory?: SolveMemory;
  /** A roster to be played through, not worked with: where prices lead to a first one it is enough, and no bound is proven. */
  readonly isRough?: boolean;
}

/**
 * Solves a roster problem: exactly, as one integer program over all legal tours, where these are few; where they are many but
 * the days are simple, as one over days and states of the rules, with the bound of column generation; else by column
 * generation, rounding and local search. Meetings are put into the roster so made, which is then bettered with them. The default stop is a budget of work (labels of the pricing programs), so equal input and
 * seed give equal bytes; a wall-clock limit needs `control.now` and marks the result as not reproducible.
 * @returns always a roster: hard rules are broken only where nothing else was found, and then named in `breaches`
 * @throws RangeError where the problem names what it does not carry
 */
export async function solveRoster(problem: RosterProblem, options: RosterOptions): Promise<RosterSolution> {
  const { meetings = [], ...alone } = problem;
  if (meetings.length === 0) return solveTours(problem, options);
  const { control = {}, seed, lp } = options;
  const stop = options.stop ?? problem.stop ?? {};
  const part = (from: number, share: number): Control => ({
    ...control,
    onProgress: (progress) => control.onProgress?.({ ...progress, share: from + progress.share * share }),
  });
  const first = await solveTours(alone, {
    ...options,
    stop: stopAfter(stop, BEFORE_MEETINGS),
    control: part(0, BEFORE_MEETINGS),
  });
  const after = {
    seed,
    lp,
    stop: stopAfter(stop, 1 - BEFORE_MEETINGS),
    control: part(BEFORE_MEETINGS, 1 - BEFORE_MEETINGS),
  };
  const { judged, budget, rounds, saving } = addMeetings(problem, first.shifts, after);
  const { method, work, rounds: before, columns } = first.solver;
  const last = solutionOf(judged, first.bound - saving, budget, {
    method: `${method} + meetings`,
    rounds: before + rounds,
    columns,
  });
  return {
    ...last,
    status: first.status === 'cancelled' && last.status !== 'conflict' ? 'cancelled' : last.status,
    reproducible: first.reproducible && last.reproducible,
    solver: { ...last.solver, work: work + last.solver.work },
  };
}

/** Share of a limit that the roster without its meetings may use. */
const BEFORE_MEETINGS = 0.7;

/** A stop rule with a share of its limits. */
const stopAfter = ({ workLimit, timeLimitMillis, ...rest }: StopRule, share: number): StopRule => ({
  ...rest,
  ...(workLimit === undefined ? {} : { workLimit: workLimit * share }),
  ...(timeLimitMillis === undefined ? {} : { timeLimitMillis: timeLimitMillis * share }),
});

/** The best roster so far. */
interface Incumbent {
  readonly cost: number;
  readonly assigned: (Assignment | null)[];
}

/** The roster but for its meetings. */
async function solveTours(problem: RosterProblem, options: RosterOptions): Promise<RosterSolution> {
  const compiled = compile(problem);
  const state = new RosterState(compiled);
  const pricer = new TourPricer(compiled);
  const stop = options.stop ?? problem.stop ?? {};
  const { isRough = false } = options;
  const budget = new Budget(
    stop,
    options.control ?? {},
    defaultWork(compiled.names.length, compiled.classes) * (isMiddling(compiled) ? 3 : 1),
    () => pricer.work,
  );
  // Keeping the allocation up to date is work like any other; a look at a queue or an arc is about a tenth of a label.
  budget.watch(() => state.cover.work / 10);
  const random = createRandom(options.seed);
  const people = compiled.names.map((_, person) => person);
  // Who has the least choice comes first: few places, then few possible shapes.
  const freedom = people.map((person) => {
    const agent = compiled.classes[compiled.classOf[person]!]!;
    let shapes = 0;
    for (const day of agent.days) for (const breach of day.breach) if (breach === 0) shapes++;
    return agent.places.length * 1e6 + shapes;
  });
  people.sort((a, b) => freedom[a]! - freedom[b]! || a - b);
  const grain = costGrain(compiled);
  const all = solveExact(compiled, options.lp, budget);
  // Of middling size the program over days and states finds the roster; the relaxation is there for its bound.
  const graphs = all?.settled ? null : networkGraphs(compiled, budget);
  const plain = graphs !== null && isPlain(compiled, graphs);
  if (all?.settled) {
    const judged = report(compiled, all.assigned, options.lp);
    const { total } = judged.cost;
    const proven = total - all.bound <= PROOF_TOLERANCE * Math.max(1, total);
    // The program knows nothing of team rules: its bound holds without them, its roster is only a start where it breaks them.
    if (compiled.teamLaws.length === 0 || (proven && judged.hardBreaches === 0)) {
      const bound = proven ? total : all.bound;
      return solutionOf(judged, bound, budget, { method: 'mip over all tours', rounds: 0, columns: all.columns });
    }
  }
  all?.assigned.forEach((assignment, person) => {
    state.put(person, assignment);
  });
  let bound = all?.bound ?? -Infinity;
  let rounds = 0;
  const settle = (): void => state.settle(options.lp);
  let best: Incumbent = { cost: Infinity, assigned: [] };
  const keep = (): void => {
    settle();
    if (state.cost < best.cost) best = { cost: state.cost, assigned: [...state.assigned] };
  };
  const portion = graphs ? 0.4 : 1;
  // A plain program has a good bound of its own. Else prices first: they give one, and a roster rounded from what they lead
  // to is far better than one made from nothing.
  const assembler = new Assembler(compiled);
  let dual: LagrangianDual | null = null;
  if (people.length > FEW_PEOPLE && !plain) {
    const batch = new TourBatch(compiled, new TourPricer(compiled, pricer, false));
    const pricing = (options.executor ?? inline).open(problem, compiled, batch);
    const climber = new LagrangianDual(compiled, pricer, pricing);
    dual = climber;
    budget.watch(() => climber.work);
    const alone = compiled.classes.length > MOST_CLASSES;
    dual.collect = !alone;
    const order = compiled.classes.map((_, c) => c);
    shuffle(order, random.integer);
    const days = Math.max(...compiled.classes.map((agent) => agent.days.length));
    const known = recalled(options.memory, compiled);
    if (known !== null) dual.setOut(known);
    if (!isRough && known === null && isSampled(order.length) && people.length * days <= SHOWN_EARLY) {
      // Something to show within seconds: one after the other as it is best against those who are there.
      const often = Math.ceil(people.length / 8);
      for (const [k, person] of people.entries()) {
        if (budget.isSpent(0.1 * portion)) break;
        if (k % often === 0) settle();
        reoptimise(state, pricer, person);
      }
      if (state.assigned.every((assignment) => assignment !== null)) {
        keep();
        budget.progress('first roster', best.cost);
      }
      for (const person of people) state.take(person);
    }
    try {
      climbAll(dual, compiled, order, budget, 0.4 * portion, known !== null);
      if (!isRough) dual.prove();
    } finally {
      pricing.close();
    }
    bound = Math.max(bound, roundUp(dual.bound, grain));
    state.work.reference = (dual.best ?? dual.settled).cover;
    remember(options.memory, compiled, dual.settled, dual.steps);
    roundMixes(compiled, state, pricer, dual.mixes(), people, budget, 1, settle);
  }
  for (const person of people) {
    if (!state.assigned[person] || !dual) reoptimise(state, pricer, person);
  }
  keep();
  budget.progress('first roster', best.cost, bound);
  if (isRough && dual !== null && graphs === null) {
    state.release();
    const how = { method: 'lagrangian', rounds: dual.steps, columns: 0 };
    return solutionOf(report(compiled, best.assigned, options.lp), bound, budget, how);
  }
  const open = (): boolean => best.cost - bound > 1e-7 * Math.max(1, Math.abs(best.cost));
  const generation =
    compiled.classes.length <= MOST_CLASSES && !plain
      ? new ColumnGeneration(compiled, pricer, assembler, options.lp)
      : null;
  if (generation) {
    try {
      const prices = dual?.masterPrices();
      if (prices) generation.startFrom(prices, dual!.bound);
      if (dual) generation.master.add(dual.latestTours());
      generation.addRoster(state.assigned);
      generation.run(budget, 0.6 * portion, best.cost, budget.gapLimit);
      bound = Math.max(bound, roundUp(generation.bound, grain));
      if (generation.converged) {
        solveRestricted(compiled, state, generation, best.assigned, budget);
        keep();
        budget.progress('integer', best.cost, bound);
      }
      if (generation.result && open()) {
        state.work.reference = generation.master.queueValues(generation.result);
        for (const threshold of [0.7, 0.5]) {
          if (budget.isSpent(portion)) break;
          if (!roundRelaxation(compiled, state, pricer, generation, threshold, people, budget, settle)) break;
          keep();
          rounds += improve(state, pricer, people, random, budget, 0.85 * portion, keep);
          budget.progress('improving', best.cost, bound);
        }
      }
    } finally {
      generation.master.session.dispose();
    }
  }
  let method = generation ? 'column-generation + search' : 'lagrangian + search';
  let columns = generation?.master.columns.length ?? 0;
  if (graphs && best.cost - bound > 1e-7 * Math.max(1, Math.abs(best.cost))) {
    const { assigned } = best;
    const solved = solveNetwork(compiled, graphs, options.lp, budget, random, assigned, bound, grain);
    if (solved) {
      bound = solved.bound;
      columns += solved.columns;
      method = 'mip over days and states';
      if (compiled.teamLaws.length > 0) {
        for (const [person, assignment] of solved.assigned.entries()) {
          state.take(person);
          state.put(person, assignment);
        }
        keep();
      } else if (solved.cost < best.cost) best = { cost: solved.cost, assigned: [...solved.assigned] };
    }
  }
  for (const [person, assignment] of best.assigned.entries()) {
    state.take(person);
    if (assignment) state.put(person, assignment);
  }
  settle();
  if (best.cost - bound > 1e-7 * Math.max(1, Math.abs(best.cost))) {
    rounds += improve(
      state,
      pricer,
      people,
      random,
      budget,
      1,
      keep,
      dual !== null && isSampled(compiled.classes.length),
    );
    budget.progress('improving', best.cost, bound);
    if (dual && open()) recreateAll(state, pricer, random, budget, 1, keep);
  }
  state.release();
  return solutionOf(report(compiled, best.assigned, options.lp), bound, budget, {
    method,
    rounds: rounds + (generation?.rounds ?? 0) + (dual?.steps ?? 0),
    columns,
  });
}

/** A judged roster with its bound and how it was found. */
function solutionOf(
  judged: Report,
  lower: number,
  budget: Budget,
  how: { readonly method: string; readonly rounds: number; readonly columns: number },
): RosterSolution {
  const { shifts, breaches, coverage, allocation, cost, hardBreaches } = judged;
  // Every cost is ≥ 0, so 0 bounds any roster.
  const bound = Math.min(Math.max(lower, 0), cost.total);
  const gap = (cost.total - bound) / Math.max(Math.abs(cost.total), 1e-9);
  const status: RosterStatus =
    hardBreaches > 0 ? 'conflict' : budget.wasCancelled ? 'cancelled' : gap <= 1e-7 ? 'optimal' : 'feasible';
  return {
    status,
    shifts,
    breaches,
    coverage,
    allocation,
    cost,
    bound,
    gap,
    reproducible: !budget.usedClock && !budget.wasCancelled,
    solver: { method: how.method, work: Math.round(budget.used), rounds: how.rounds, columns: how.columns },
  };
}

function defaultWork(people: number, classes: readonly { days: readonly unknown[] }[]): number {
  const days = Math.max(1, ...classes.map((agent) => agent.days.length));
  return people * days * (people * days > SHOWN_EARLY ? 3_000 : 28_000) + 2_000_000;
}

/** Up to this many people the first roster is made from nothing: prices would not pay. */
const FEW_PEOPLE = 30;
/** People times days up to which a first roster is made before the prices, and searched on for long: for more it takes minutes and gains little. */
const SHOWN_EARLY = 50_000;
/** With more classes than this the master is left out: the prices of the Lagrangian relaxation have to do. */
const MOST_CLASSES = 120;
