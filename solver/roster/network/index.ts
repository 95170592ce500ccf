import type { LpBackend } from '../../lp/model.js';
import type { Random } from '../../random.js';
import { Assembler, type Assignment } from '../assemble.js';
import type { Budget } from '../budget.js';
import type { Compiled } from '../compile.js';
import { Meter } from '../day-ways.js';
import { type ExactRoster, PROOF_TOLERANCE } from '../exact.js';
import { roundUp } from '../grain.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { type ClassGraph, classGraph } from './graph.js';
import { iterationWork, mipWork, PartSearch, type Values } from './improve.js';
import { plainRows } from './plain.js';
import { networkProgram } from './program.js';

/** Sizes up to which the program is worth its time. */
const MOST_NODES = 400;
const MOST_ARCS = 60_000;
const MOST_OPTIONS = 8_000;
const MOST_STEPS = 3_000_000;
/** Shares of the budget after which parts of the program and the whole have had their time; then come parts again. */
const SHARES = { parts: 0.55, whole: 0.8 };
/** The same where nothing else comes before. */
const PLAIN_SHARES = { parts: 0.4, whole: 0.75 };
const LAST_PARTS = 1;
/** Steps in a row without a gain after which there is no hope for more. */
const PATIENCE = { first: 25, last: 120 };

/**
 * The graphs of all classes.
 * @returns null where the program over them would be too large, or a class has no legal tour
 */
export function networkGraphs(compiled: Compiled, budget: Budget): readonly ClassGraph[] | null {
  if (!isMiddling(compiled)) return null;
  const assembler = new Assembler(compiled);
  const meter = new Meter(MOST_STEPS);
  const graphs: ClassGraph[] = [];
  let arcs = MOST_ARCS;
  let options = MOST_OPTIONS;
  for (const agent of compiled.classes) {
    const graph = classGraph(compiled, agent, assembler, meter, { nodes: MOST_NODES, arcs });
    budget.spend(meter.steps / 10);
    if (!graph) return null;
    // Round a ring everyone comes back to their own state; several alike could come back to each other's.
    if (agent.context.cyclic && agent.members.length > 1 && graph.lastNodes > 1) return null;
    graphs.push(graph);
    for (const day of graph.days) {
      arcs -= day.arcs.length;
      options -= day.options.length;
    }
    if (arcs < 0 || options < 0) return null;
  }
  return graphs;
}

/** A first look at the size: shapes with every position of each break on its own, over all days of all classes. */
export function isMiddling({ classes }: Compiled): boolean {
  let sum = 0;
  for (const { days } of classes) {
    for (const { day } of days) {
      const { kernel } = day;
      for (let s = 0; s < kernel.count; s++) {
        let ways = 1;
        for (let k = kernel.breakAt[s]!; k < kernel.breakAt[s + 1]!; k++) {
          ways *= 1 + (kernel.breakLatest[k]! - kernel.breakEarliest[k]!) / kernel.breakStep[k]!;
        }
        sum += ways;
        if (sum > 4 * MOST_OPTIONS) return false;
      }
    }
  }
  return true;
}

/** Whether plain rows say all and nobody is shared out to queues: then the program is light, and its own bound is soon there. */
export const isPlain = ({ demand, distinctCost }: Compiled, graphs: readonly ClassGraph[]): boolean =>
  demand.queueIds.length === 0 && distinctCost === 0 && graphs.every((graph) => plainRows(graph) !== null);

/**
 * Solves a problem of middling size as one integer program in which people flow through the states of their rules: exact
 * like the program over all tours, but it grows with the days and not with the tours (resource-constrained walks as layered
 * networks: Côté, Gendron & Rousseau 2011, doi:10.1287/mnsc.1100.1264). What is not proven in time is bettered in parts.
 * @param known the best roster so far; @param lower a proven bound; @param grain what all costs are multiples of, or 0
 * @returns null where no legal roster exists, or none was found in the budget's share
 */
export function solveNetwork(
  compiled: Compiled,
  graphs: readonly ClassGraph[],
  backend: LpBackend,
  budget: Budget,
  random: Random,
  known: readonly (Assignment | null)[],
  lower: number,
  grain: number,
): ExactRoster | null {
  const assembler = new Assembler(compiled);
  const { master, classes } = networkProgram(compiled, graphs, assembler, backend);
  const { session } = master;
  const shares = isPlain(compiled, graphs) ? PLAIN_SHARES : SHARES;
  let bound = lower;
  const isSettled = (cost: number): boolean =>
    cost - bound <= Math.max(PROOF_TOLERANCE * Math.max(1, cost), budget.gapLimit * cost);
  try {
    const parts = new PartSearch(session, classes, random, budget, compiled.distinctCost > 0);
    const run = (from: Values, patience: number, share: number): Values => {
      const found = parts.run(from, bound, patience, share);
      if (found.proven) {
        const { objective } = found;
        bound = Math.max(bound, roundUp(objective - PROOF_TOLERANCE * Math.max(1, objective), grain));
      }
      return found;
    };
    const encoded = encode(classes, known, session.columnCount);
    let best: Values | null = encoded && parts.complete(encoded);
    if (best) best = run(best, PATIENCE.first, shares.parts);
    if (!best || !isSettled(best.objective)) {
      parts.release();
      const whole = session.solve({
        iterationLimit: Math.min(1e9, Math.floor(budget.left(shares.whole) / iterationWork(session.rowCount))),
        relativeGap: budget.gapLimit,
        control: { isCancelled: () => budget.isSpent(shares.whole) },
        ...(best ? { start: best.x } : {}),
      });
      budget.spend(mipWork(whole.work, session));
      bound = Math.max(bound, roundUp(whole.bound, grain));
      if (whole.x.length > 0 && !(best && best.objective <= whole.objective)) best = whole;
      if (!best) return null;
      budget.progress('integer', best.objective, bound);
      if (!isSettled(best.objective)) best = run(best, PATIENCE.last, LAST_PARTS);
    }
    const assigned = decode(compiled, classes, assembler, best.x);
    if (!assigned) return null;
    const settled = isSettled(best.objective);
    return { assigned, cost: best.objective, bound, settled, columns: session.columnCount };
  } finally {
    session.dispose();
  }
}
