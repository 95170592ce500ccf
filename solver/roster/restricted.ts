import { type Assignment, labourCost } from './assemble.js';
import type { Budget } from './budget.js';
import type { ColumnGeneration } from './column-generation.js';
import type { Compiled } from './compile.js';
import type { RosterState } from './roster-state.js';
import { ruleCost } from './tour.js';

/** Rows up to which the restricted integer master is solved, and its limits. */
const MOST_ROWS = 3000;
const NODES = 400;
const ITERATIONS = 40_000;

/**
 * Solves the master over the tours found so far in whole numbers of people (branch and bound of the library) and puts
 * the result into the state. Tours that the true rules forbid are barred. @returns whether a roster was put in
 */
export function solveRestricted(
  compiled: Compiled,
  state: RosterState,
  generation: ColumnGeneration,
  incumbent: readonly (Assignment | null)[],
  budget: Budget,
): boolean {
  const { master } = generation;
  if (master.session.rowCount > MOST_ROWS) return false;
  const { classes, grid, hardPenalty, names } = compiled;
  generation.addRoster(incumbent);
  master.columns.forEach((column, j) => {
    const agent = classes[column.agent]!;
    const rules = ruleCost(agent, column.choice, grid.slots, hardPenalty);
    const labour = labourCost(agent, column.choice, column.breaks, grid.low);
    if (rules >= hardPenalty && agent.members.some((person) => incumbent[person]!.ownCost < hardPenalty)) {
      master.session.setColumnBounds(master.firstTour + j, 0, 0);
    } else master.session.setColumnCost(master.firstTour + j, labour + rules);
  });
  const tours = master.columns.map((_, j) => master.firstTour + j);
  master.session.setColumnsInteger(tours, true);
  const result = master.solve({ nodeLimit: NODES, iterationLimit: ITERATIONS, relativeGap: 1e-7 });
  budget.spend(result.work);
  if (result.x.length === 0) return false;
  for (let person = 0; person < names.length; person++) state.take(person);
  const free = classes.map((agent) => [...agent.members]);
  master.columns.forEach((column, j) => {
    const agent = classes[column.agent]!;
    const { choice, breaks, cover } = column;
    const ownCost = labourCost(agent, choice, breaks, grid.low) + ruleCost(agent, choice, grid.slots, hardPenalty);
    for (let copies = Math.round(result.x[master.firstTour + j]!); copies > 0; copies--) {
      const person = free[column.agent]!.shift();
      if (person !== undefined) state.put(person, { choice, breaks, cover, ownCost });
    }
  });
  if (state.work.active) state.work.rebalance(5);
  return true;
}
