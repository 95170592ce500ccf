import { type Assignment, labourCost } from './assemble.js';
import type { Budget } from './budget.js';
import type { ColumnGeneration } from './column-generation.js';
import type { Compiled } from './compile.js';
import { roundMixes } from './mix-rounding.js';
import type { TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';
import { ruleCost } from './tour.js';

/**
 * A roster from the relaxation: every class takes the whole parts of its tours; the people left are rounded from the mix
 * of what remains. Tours that the true rules forbid are left to that second step.
 * @returns whether everyone has a tour; false where the budget ran out on the way
 */
export function roundRelaxation(
  compiled: Compiled,
  state: RosterState,
  pricer: TourPricer,
  generation: ColumnGeneration,
  threshold: number,
  people: readonly number[],
  budget: Budget,
  settle: () => void,
): boolean {
  const { master, result } = generation;
  if (!result) return false;
  const { classes, grid, hardPenalty, names } = compiled;
  for (let person = 0; person < names.length; person++) state.take(person);
  for (const agent of classes) {
    const free = [...agent.members];
    const parts = master.columnsOf[agent.index]!.map((j) => ({ j, x: result.x[master.firstTour + j]! }))
      .filter(({ x }) => x > 1e-6)
      .sort((a, b) => b.x - a.x || a.j - b.j);
    for (const { j, x } of parts) {
      const column = master.columns[j]!;
      const rules = ruleCost(agent, column.choice, grid.slots, hardPenalty);
      if (rules >= hardPenalty) continue;
      const { choice, breaks, cover } = column;
      const ownCost = labourCost(agent, choice, breaks, grid.low) + rules;
      const assignment: Assignment = { choice, breaks, cover, ownCost };
      let copies = Math.floor(x + 1 - threshold);
      while (copies-- > 0 && free.length > 0) state.put(free.shift()!, assignment);
    }
  }
  return roundMixes(compiled, state, pricer, generation.mixes(state.assigned), people, budget, 1, settle);
}
