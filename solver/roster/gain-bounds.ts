import type { AgentClass } from './agents.js';
import { type Assignment, slotValues } from './assemble.js';
import type { Compiled } from './compile.js';
import type { SidePrices } from './options.js';
import type { TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';

/** What a slot of a group's capacity is worth by interval, at the best of its queues. */
export function capacityValue({ grid, groups }: Compiled, value: Float64Array, group: number): Float64Array {
  const T = grid.intervals;
  const { queues, speeds } = groups[group]!;
  const out = new Float64Array(T);
  if (queues.length === 0) return out;
  for (let t = 0; t < T; t++) {
    let most = -Infinity;
    for (let k = 0; k < queues.length; k++) most = Math.max(most, speeds[k]! * value[queues[k]! * T + t]!);
    out[t] = most / grid.intervalSlots;
  }
  return out;
}

/** Cost of a tour, its breaks where they lie, less what its coverage is worth at given prices. */
export function priceOf(
  agent: AgentClass,
  { ownCost, cover, choice }: Assignment,
  perSlot: Float64Array,
  shiftPrices: Float64Array | null,
): number {
  let price = ownCost;
  for (let k = 0; k < cover.length; k += 2) price -= cover[k + 1]! * perSlot[cover[k]!]!;
  if (shiftPrices) {
    choice.shape.forEach((s, day) => {
      const info = agent.days[day]!;
      if (s >= 0) for (const row of info.coverRows.get(info.day.shapes[s]!.kind) ?? []) price += shiftPrices[row]!;
    });
  }
  return price;
}

/**
 * For each person a bound on what any tour gains over the present one when coverage keeps its value: the value is a subgradient of
 * the cost of coverage, which is convex in everybody's capacity, so the bounds of several people add up to one on all together. Demand by
 * shift is priced at its slope to the right, a subgradient too; desks, team rules and the price of distinct shifts are left out.
 * @param value of one more unit of coverage by queue × intervals + interval
 * @param people indices; negative ones count 0
 */
export function gainBounds(
  compiled: Compiled,
  pricer: TourPricer,
  state: RosterState,
  value: Float64Array,
  people: readonly number[],
): Float64Array {
  const gains = new Float64Array(people.length);
  if (value.length === 0) return gains.fill(Infinity);
  const perSlot = compiled.groups.map((_, g) => capacityValue(compiled, value, g));
  const shared = new Map<string, readonly Float64Array[]>();
  people.forEach((person, i) => {
    const now = person < 0 ? null : state.assigned[person];
    if (!now) return;
    const agent: AgentClass = compiled.classes[compiled.classOf[person]!]!;
    const values = slotValues(compiled, agent, perSlot[agent.group]!);
    const own = agent.days.some((day) => day.own);
    let costs = own ? undefined : shared.get(agent.shapeKey);
    if (!costs) {
      costs = pricer.shapeCosts(agent, values).slice(0, agent.days.length);
      if (!own) {
        costs = costs.map((cost) => cost.slice());
        shared.set(agent.shapeKey, costs);
      }
    }
    const side: SidePrices = { ...state.sidePrices(agent), seat: compiled.areas.map(() => null), distinct: null };
    const present = priceOf(agent, now, perSlot[agent.group]!, side.cover);
    const { bound } = pricer.find(agent, costs, side, 'bound', present);
    gains[i] = Math.max(0, present - Math.min(present, bound));
  });
  return gains;
}
