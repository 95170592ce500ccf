import type { AgentClass, Day } from './agents.js';
import type { Assignment } from './assemble.js';
import { BreakPlacer, type SlotValues } from './breaks.js';
import type { Compiled } from './compile.js';
import { Meter } from './day-ways.js';
import { findLegalTour } from './legal-tour.js';
import { type DayOptions, emptyOptions, fillOptions, type SidePrices } from './options.js';
import { planSearch, type SearchMode, type SearchPlan, type TourResult, TourSearch } from './pricing.js';
import type { RosterState } from './roster-state.js';
import { type Choice, ruleCost } from './tour.js';

/** Days looked at in the searches for some legal tour of a class, together; one takes half of what is left at most. */
const MOST_STEPS = 8_000_000;

/** Prices the tours of all classes of a problem, with buffers shared between calls. */
export class TourPricer {
  readonly plans: SearchPlan[];
  /** Classes for whom no legal tour exists: their hard rules are priced. */
  readonly conflicted: Uint8Array;
  private readonly placer = new BreakPlacer();
  private readonly search: TourSearch;
  private readonly shapeCost: Float64Array[] = [];
  private readonly options: DayOptions[] = [];
  private evaluated = 0;
  private stepsLeft = MOST_STEPS;
  private readonly legal: (Choice | null | undefined)[];

  /**
   * @param like a pricer of the same problem, whose plans and findings are shared; work is counted apart
   * @param isThorough false: where pricing finds no legal tour, none is looked for by other means, which would depend on what was looked for
   *   before; whether there is one is then left open
   */
  constructor(
    private readonly compiled: Compiled,
    like?: TourPricer,
    private readonly isThorough = true,
  ) {
    this.plans = like?.plans ?? compiled.classes.map((agent) => planSearch(agent, compiled.grid.slotMinutes));
    this.conflicted = like?.conflicted ?? new Uint8Array(compiled.classes.length);
    this.search = new TourSearch(compiled.grid.slots, compiled.hardPenalty);
    this.legal = compiled.classes.map(() => undefined);
  }

  /** Takes over a class that was compiled anew. */
  refresh(index: number): void {
    this.plans[index] = planSearch(this.compiled.classes[index]!, this.compiled.grid.slotMinutes);
    this.conflicted[index] = 0;
    this.legal[index] = undefined;
  }

  /** Work units so far: labels made and (scaled) break positions looked at. */
  get work(): number {
    return this.search.work + this.evaluated / 16 + MOST_STEPS - this.stepsLeft;
  }

  /** Costs of all shapes of a class for given slot values, one array per day. Arrays are reused by the next call. */
  shapeCosts(agent: AgentClass, values: SlotValues): readonly Float64Array[] {
    agent.days.forEach((info, day) => {
      const { kernel } = info.day;
      let out = this.shapeCost[day];
      if (!out || out.length < kernel.count) this.shapeCost[day] = out = new Float64Array(kernel.count);
      this.evaluated += this.placer.evaluate(kernel, values, agent.costPerPaidSlot, agent.costPerShift, out);
    });
    return this.shapeCost;
  }

  /** Costs of a day's shapes but for what a paid slot and a shift cost, written to `out`. */
  dayCosts({ kernel }: Day, values: SlotValues, out: Float64Array): Float64Array {
    this.evaluated += this.placer.evaluate(kernel, values, 0, 0, out);
    return out;
  }

  /** Cheapest tour of a class for given costs of its shapes. */
  find(
    agent: AgentClass,
    shapeCosts: readonly Float64Array[],
    side: SidePrices,
    mode: SearchMode,
    limit: number,
  ): { best: TourResult | null; bound: number } {
    const plan = this.plans[agent.index]!;
    const { hardPenalty } = this.compiled;
    const fill = (priced: boolean): void => {
      for (let day = 0; day < agent.days.length; day++) {
        let out = this.options[day];
        if (!out) this.options[day] = out = emptyOptions();
        fillOptions(agent, day, plan.orders[day]!, shapeCosts[day]!, side, priced, hardPenalty, out);
      }
    };
    const priced = this.conflicted[agent.index] === 1;
    fill(priced);
    const options = this.options.length > agent.days.length ? this.options.slice(0, agent.days.length) : this.options;
    let found = this.search.find(plan, options, mode, priced, limit);
    if (found.best || priced || limit < Infinity) return found;
    // What looks day by day, or keeps a few labels, may miss what legal tours there are.
    if (found.bound < Infinity) {
      const { bound } = found;
      if (mode === 'quick') found = this.search.find(plan, options, 'exact', false, Infinity);
      if (found.best || !this.isThorough) return { best: found.best, bound };
      const choice = this.legalTour(agent, shapeCosts);
      const cost = choice ? this.costOf(agent, shapeCosts, side, choice) : Infinity;
      if (choice && cost < Infinity) return { best: { choice, cost, bound }, bound };
    }
    this.conflicted[agent.index] = 1;
    fill(true);
    return this.search.find(plan, options, mode, true, Infinity);
  }

  /** Some tour that breaks no hard rule; looked for once. */
  private legalTour(agent: AgentClass, shapeCosts: readonly Float64Array[]): Choice | null {
    let known = this.legal[agent.index];
    if (known === undefined) {
      const meter = new Meter(this.stepsLeft / 2);
      known = findLegalTour(agent, this.compiled.grid.slots, (day, s) => shapeCosts[day]![s]! < Infinity, meter);
      this.legal[agent.index] = known;
      this.stepsLeft -= meter.steps;
    }
    return known;
  }

  /** Cost of a given choice at the same prices as {@link find}; Infinity where a place or shape is out of reach. */
  costOf(agent: AgentClass, shapeCosts: readonly Float64Array[], side: SidePrices, choice: Choice): number {
    const { grid, hardPenalty } = this.compiled;
    let cost = ruleCost(agent, choice, grid.slots, hardPenalty);
    for (let day = 0; day < agent.days.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      const { kernel, distinct, shapes } = info.day;
      const place = agent.places[choice.place[day]!]!;
      const seat = side.seat[place.area];
      cost += shapeCosts[day]![s]! + place.cost;
      if (seat) cost += seat[kernel.end[s]!]! - seat[kernel.start[s]!]!;
      const rows = side.cover && info.coverRows.get(shapes[s]!.kind);
      if (rows) for (const row of rows) cost += side.cover![row]!;
      if (side.distinct) cost += side.distinct[distinct[s]!]!;
    }
    return cost;
  }
}

/**
 * Takes a person out and gives them the best tour against the marginal costs of everyone else; the old tour comes back
 * where the new one is not better. @returns the change of cost, ≤ 0 but for rounding
 */
export function reoptimise(state: RosterState, pricer: TourPricer, person: number): number {
  const { compiled, work } = state;
  const agent = compiled.classes[compiled.classOf[person]!]!;
  const before = state.cost;
  const old = state.take(person);
  if (work.active) work.rebalance();
  const values = state.values(agent);
  const side = state.sidePrices(agent);
  const costs = pricer.shapeCosts(agent, values);
  const limit = old ? pricer.costOf(agent, costs, side, old.choice) : Infinity;
  const { best } = pricer.find(agent, costs, side, 'exact', limit);
  const choice = best ? best.choice : old?.choice;
  if (!choice) return 0;
  const made = state.assembler.assemble(agent, choice, values);
  state.put(person, made);
  if (work.active) work.rebalance();
  if (!old || state.cost <= before + 1e-9 * Math.abs(before)) return state.cost - before;
  restore(state, person, old);
  return state.cost - before;
}

function restore(state: RosterState, person: number, old: Assignment): void {
  state.take(person);
  state.put(person, old);
  if (state.work.active) state.work.rebalance();
}
