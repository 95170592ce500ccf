import type { LpBackend } from '../lp/model.js';
import type { Assignment } from './assemble.js';
import type { Budget } from './budget.js';
import type { Compiled } from './compile.js';
import { enumerateTours } from './enumerate.js';
import { Master } from './master.js';

/**
 * Up to here all tours are put into one integer program: with three thousand the proof takes seconds, longer than the
 * search takes. Steps are days and breaks looked at while enumerating.
 */
const MOST_TOURS = 2000;
const MOST_STEPS = 10_000;
/** Entries of the matrix: people who work much, over many small intervals, make it too large before their number does. */
const MOST_ENTRIES = 400_000;
/** Simplex iterations, and the share of the budget, that the proof may take. */
const ITERATIONS = 40_000;
const SHARE = 0.4;

/** What the integer program leaves open at most, relative to the cost or, where that is under 1, absolute. */
export const PROOF_TOLERANCE = 1e-6;

/** The best roster over all tours, or the best one found so far. */
export interface ExactRoster {
  readonly assigned: readonly Assignment[];
  readonly cost: number;
  /** Proven lower bound on the cost of any legal roster. */
  readonly bound: number;
  /** Whether no legal roster costs less, but for {@link PROOF_TOLERANCE} or the gap that the stop rule allows. */
  readonly settled: boolean;
  readonly columns: number;
}

/**
 * Solves a small problem exactly: every legal tour of every class is a column of one integer program (Dantzig 1954,
 * doi:10.1287/opre.2.3.339), solved by branch and bound.
 * @returns null where there are too many tours, no legal roster exists, or none was found in the budget's share
 */
export function solveExact(compiled: Compiled, backend: LpBackend, budget: Budget): ExactRoster | null {
  if (budget.isSpent(SHARE)) return null;
  const all = enumerateTours(compiled, MOST_TOURS, MOST_STEPS);
  if (!all) return null;
  const { tours } = all;
  if (tours.reduce((sum, tour) => sum + tour.cover.length / 2, 0) > MOST_ENTRIES) return null;
  budget.spend(all.steps);
  const master = new Master(compiled, backend, 'tours');
  try {
    master.add(tours);
    const iterationWork = Math.max(1, master.session.rowCount / 60);
    const result = master.solve({
      iterationLimit: Math.min(ITERATIONS, Math.floor(budget.left(SHARE) / iterationWork)),
      relativeGap: budget.gapLimit,
      control: { isCancelled: () => budget.isSpent(SHARE) },
    });
    budget.spend(result.work * iterationWork);
    if (result.x.length === 0) return null;
    const { objective, bound } = result;
    budget.progress('integer', objective, bound);
    return {
      assigned: assign(compiled, master, result.x),
      cost: objective,
      bound,
      settled: objective - bound <= Math.max(PROOF_TOLERANCE * Math.max(1, objective), budget.gapLimit * objective),
      columns: master.columns.length,
    };
  } finally {
    master.session.dispose();
  }
}

/** Deals the tours of each class out to its members. */
function assign({ classes, names }: Compiled, master: Master, x: Float64Array): Assignment[] {
  const assigned = new Array<Assignment>(names.length);
  const next = classes.map(() => 0);
  master.columns.forEach(({ agent: c, choice, breaks, cover, cost }, j) => {
    for (let copies = Math.round(x[master.firstTour + j]!); copies > 0; copies--) {
      assigned[classes[c]!.members[next[c]!++]!] = { choice, breaks, cover, ownCost: cost };
    }
  });
  return assigned;
}
