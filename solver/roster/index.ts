import type { LpBackend } from '../lp/model.js';
import type { RosterProblem } from '../problem.js';
import { createRandom } from '../random.js';
import type { RosterSolution, RosterStatus } from '../solution.js';
import type { Control, StopRule } from '../stop.js';
import type { Assignment } from './assemble.js';
import { Budget } from './budget.js';
import { compile } from './compile.js';
import { Relaxation } from './relaxation.js';
import { reoptimise, TourPricer } from './reoptimise.js';
import { report } from './report.js';
import { RosterState } from './roster-state.js';

export interface RosterOptions {
  readonly seed: number;
  /** Default: the problem's own stop rule, else a work budget that grows with the problem. */
  readonly stop?: StopRule;
  readonly control?: Control;
  readonly lp: LpBackend;
}

/**
 * Solves a roster problem. The default stop is a budget of work (labels of the pricing programs), so equal input and
 * seed give equal bytes; a wall-clock limit needs `control.now` and marks the result as not reproducible.
 * @returns always a roster: hard rules are broken only where nothing else was found, and then named in `breaches`
 * @throws RangeError where the problem names what it does not carry
 */
export async function solveRoster(problem: RosterProblem, options: RosterOptions): Promise<RosterSolution> {
  const compiled = compile(problem);
  const state = new RosterState(compiled);
  const pricer = new TourPricer(compiled);
  const stop = options.stop ?? problem.stop ?? {};
  const budget = new Budget(
    stop,
    options.control ?? {},
    defaultWork(compiled.names.length, compiled.classes),
    () => pricer.work,
  );
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
  for (const person of people) reoptimise(state, pricer, person);
  let best: { cost: number; assigned: (Assignment | null)[] } = { cost: state.cost, assigned: [...state.assigned] };
  const keep = (): void => {
    if (state.cost < best.cost) best = { cost: state.cost, assigned: [...state.assigned] };
  };
  let rounds = 0;
  for (let quiet = 0; quiet < 2 && !budget.isSpent(0.5); rounds++) {
    const before = state.cost;
    shuffle(people, random.integer);
    for (const person of people) {
      if (budget.isSpent(0.5)) break;
      reoptimise(state, pricer, person);
    }
    keep();
    budget.progress('improving', best.cost);
    quiet = before - state.cost < 1e-5 * Math.abs(before) ? quiet + 1 : 0;
  }
  const relaxation = new Relaxation(compiled, pricer, state);
  const classes = compiled.classes.map((_, c) => c);
  for (let i = 0; i < 40 && !budget.isSpent(1); i++) {
    const width = Math.max(0.25, 3 * 0.88 ** i);
    relaxation.pass(classes, width);
    if (i % 4 === 3) {
      relaxation.evaluate(width);
      budget.progress('proving', best.cost, relaxation.bound);
    }
  }
  if (relaxation.bound === -Infinity) relaxation.evaluate(0.25);
  const result = report(compiled, best.assigned, options.lp);
  const bound = Math.min(relaxation.bound, result.cost.total);
  const gap = (result.cost.total - bound) / Math.max(Math.abs(result.cost.total), 1e-9);
  const status: RosterStatus =
    result.hardBreaches > 0 ? 'conflict' : budget.wasCancelled ? 'cancelled' : gap <= 1e-9 ? 'optimal' : 'feasible';
  const { shifts, breaches, coverage, allocation, cost } = result;
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
    solver: { method: 'search', work: Math.round(pricer.work), rounds, columns: 0 },
  };
}

function defaultWork(people: number, classes: readonly { days: readonly unknown[] }[]): number {
  const days = Math.max(1, ...classes.map((agent) => agent.days.length));
  return people * days * 15_000 + 2_000_000;
}

/** Fisher–Yates. */
function shuffle(list: number[], integer: (bound: number) => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = integer(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
