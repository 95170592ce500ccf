import type { ProblemAgent, RosterProblem } from '../problem.js';

/**
 * The problem with agents merged into kinds: what is personal (availability, wishes, fixed activities, pins, leave,
 * prior shifts, soft rules) is left out. Its prices are near those of the problem itself and far quicker to find.
 */
export function mergeKinds(problem: RosterProblem): { problem: RosterProblem; kindOf: Int32Array } {
  const soft = new Set(problem.ruleSets.filter((set) => set.rules.every((rule) => !rule.hard)).map((set) => set.id));
  const kinds: (ProblemAgent & { count: number })[] = [];
  const index = new Map<string, number>();
  const kindOf: number[] = [];
  for (const agent of problem.agents) {
    const { calendar, skills, places, shifts, costPerPaidSlot } = agent;
    const kind = {
      calendar,
      skills,
      places,
      shifts,
      costPerPaidSlot,
      rules: agent.rules.filter((rule) => !soft.has(rule)),
      ...(agent.slotPrices === undefined ? {} : { slotPrices: agent.slotPrices }),
      ...(agent.costPerShift === undefined ? {} : { costPerShift: agent.costPerShift }),
    };
    const key = JSON.stringify(kind);
    let at = index.get(key);
    if (at === undefined) {
      at = kinds.length;
      index.set(key, at);
      kinds.push({ ...kind, id: `kind-${at}`, count: 0 });
    }
    const known = kinds[at]!;
    kinds[at] = { ...known, count: known.count + (agent.count ?? 1) };
    kindOf.push(at);
  }
  return { problem: { ...problem, agents: kinds }, kindOf: Int32Array.from(kindOf) };
}
