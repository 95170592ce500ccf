import type { AgentClass } from './agents.js';
import { type Assignment, labourCost } from './assemble.js';
import type { Budget } from './budget.js';
import type { ColumnGeneration } from './column-generation.js';
import type { Compiled } from './compile.js';
import { reoptimise, type TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';
import { ruleCost } from './tour.js';

/**
 * A roster from the relaxation: every class takes the whole parts of its tours; the people left take, one at a time,
 * the best tour against what is then there. Tours that the true rules forbid are left to that second step.
 * @returns whether everyone has a tour; false where the budget ran out on the way
 */
export function roundRelaxation(
  compiled: Compiled,
  state: RosterState,
  pricer: TourPricer,
  generation: ColumnGeneration,
  threshold: number,
  kindOf: Int32Array | null,
  budget: Budget,
): boolean {
  const { master, result } = generation;
  if (!result) return false;
  const { classes, grid, hardPenalty, names } = compiled;
  for (let person = 0; person < names.length; person++) state.take(person);
  const left: number[] = [];
  // Shares of tours of merged kinds, taken by the people of the kind one after the other.
  const shares = Float64Array.from(result.x.subarray(master.firstTour));
  for (const agent of classes) {
    if (kindOf) {
      for (const person of agent.members) {
        const taken = takeShare(compiled, generation, shares, agent, kindOf[compiled.agentOf[person]!]!);
        if (taken) state.put(person, taken);
        else left.push(person);
      }
      continue;
    }
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
    left.push(...free);
  }
  if (state.work.active) state.work.rebalance(3);
  for (const person of left) {
    if (budget.isSpent(1)) return false;
    reoptimise(state, pricer, person);
  }
  return true;
}

/** The tour with the largest share left of a kind that the agent may work too; its share goes down by one. */
function takeShare(
  compiled: Compiled,
  { master }: ColumnGeneration,
  shares: Float64Array,
  agent: AgentClass,
  kind: number,
): Assignment | null {
  const { grid, hardPenalty } = compiled;
  let best = -1;
  for (const j of master.columnsOf[kind]!) {
    if (shares[j]! <= 0.2 || (best >= 0 && shares[j]! <= shares[best]!)) continue;
    const { choice } = master.columns[j]!;
    const possible = agent.days.every((info, day) => {
      const s = choice.shape[day]!;
      return s < 0 ? info.offBreach === 0 : !info.own && info.breach[s] === 0;
    });
    if (possible && ruleCost(agent, choice, grid.slots, hardPenalty) < hardPenalty) best = j;
  }
  if (best < 0) return null;
  shares[best]!--;
  const { choice, breaks, cover } = master.columns[best]!;
  const ownCost = labourCost(agent, choice, breaks, grid.low) + ruleCost(agent, choice, grid.slots, hardPenalty);
  return { choice, breaks, cover, ownCost };
}
