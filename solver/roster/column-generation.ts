import type { LpBackend, LpResult } from '../lp/model.js';
import type { AgentClass } from './agents.js';
import { type Assembler, type Assignment, slotValues } from './assemble.js';
import type { Budget } from './budget.js';
import type { Compiled } from './compile.js';
import { Master, type MasterPrices, mixPrices, sideOf, slotPrices, type TourColumn } from './master.js';
import type { SidePrices } from './options.js';
import type { TourPricer } from './reoptimise.js';
import { type Choice, hardCost } from './tour.js';

/**
 * Column generation on the master problem with prices smoothed towards those of the best bound (Wentges 1997,
 * doi:10.1111/1475-3995.t01-2-00006). Every round gives a proven bound: what the master costs but for the tours, plus
 * what the tours cost at least at the same prices.
 */
export class ColumnGeneration {
  readonly master: Master;
  bound = -Infinity;
  rounds = 0;
  result: LpResult | null = null;
  /** Whether no tour of any class would still lower the master. */
  converged = false;
  private centre: MasterPrices | null = null;

  constructor(
    private readonly compiled: Compiled,
    private readonly pricer: TourPricer,
    private readonly assembler: Assembler,
    backend: LpBackend,
  ) {
    this.master = new Master(compiled, backend);
  }

  /** Starts from prices known to be good and the bound they prove. */
  startFrom(prices: MasterPrices, bound: number): void {
    this.centre = prices;
    this.bound = bound;
  }

  /** Adds everyone's present tours as columns. */
  addRoster(assigned: readonly (Assignment | null)[]): void {
    const { classes, classOf, grid, hardPenalty } = this.compiled;
    this.master.add(
      assigned.flatMap((assignment, person) => {
        if (!assignment) return [];
        const agent = classes[classOf[person]!]!;
        const { choice, cover, breaks, ownCost } = assignment;
        return [
          {
            agent: agent.index,
            choice,
            cover,
            breaks,
            cost: ownCost - hardCost(agent, choice, grid.slots, hardPenalty),
          },
        ];
      }),
    );
  }

  /** Rounds until nothing improves, the gap to `incumbent` is closed or the budget's share is used. */
  run(budget: Budget, share: number, incumbent: number, gapLimit: number): void {
    while (!budget.isSpent(share)) {
      const result = this.master.solve({ control: { isCancelled: () => budget.isSpent(share) } });
      budget.spend(result.work * this.iterationWork);
      if (result.status !== 'optimal') return;
      this.result = result;
      this.rounds++;
      const fresh = this.priceRound(result);
      budget.progress('column generation', incumbent, this.bound);
      if (fresh === 0) {
        this.converged = true;
        return;
      }
      if (incumbent - this.bound <= gapLimit * Math.abs(incumbent)) return;
    }
  }

  /** Work units that one simplex iteration of the master counts for. */
  private get iterationWork(): number {
    return Math.max(1, this.master.session.rowCount / 60);
  }

  private priceRound(result: LpResult): number {
    const exact = this.master.prices(result);
    let smoothed = this.centre ? mixPrices(this.centre, exact, 0.4) : exact;
    for (;;) {
      const { fresh, tours } = this.priceAll(smoothed);
      const lower = smoothed.rest + tours;
      if (lower > this.bound) {
        this.bound = lower;
        this.centre = smoothed;
      }
      if (fresh > 0 || smoothed === exact) return fresh;
      // Nothing new at smoothed prices: the true ones decide.
      smoothed = exact;
    }
  }

  /** Prices every class; returns new columns and the least the tours cost. */
  private priceAll(prices: MasterPrices): { fresh: number; tours: number } {
    const { found, tours } = this.priceClasses(prices);
    return { fresh: this.master.add(found), tours };
  }

  private priceClasses(prices: MasterPrices): { found: TourColumn[]; tours: number } {
    const { compiled, pricer } = this;
    const { hardPenalty, grid } = compiled;
    const side = sideOf(compiled, prices);
    const shared = new Map<string, readonly Float64Array[]>();
    const found: TourColumn[] = [];
    let tours = 0;
    for (const agent of compiled.classes) {
      const own = agent.days.some((day) => day.own);
      const values = slotValues(compiled, agent, slotPrices(compiled, agent, prices));
      let costs = own ? undefined : shared.get(agent.shapeKey);
      if (!costs) {
        costs = pricer.shapeCosts(agent, values);
        if (!own) {
          costs = costs.map((cost) => cost.slice());
          shared.set(agent.shapeKey, costs);
        }
      }
      // The cheapest tour already there is a limit: only better ones are looked for.
      const conflicted = pricer.conflicted[agent.index] === 1;
      let limit = Infinity;
      for (const j of conflicted ? [] : this.master.columnsOf[agent.index]!) {
        const column = this.master.columns[j]!;
        limit = Math.min(limit, column.cost - this.givenBack(agent, column.choice, column.cover, prices, side));
      }
      const { best, bound } = pricer.find(agent, costs, side, 'bound', limit);
      let least = Math.min(bound, limit);
      if (best) {
        let penalty = 0;
        if (conflicted) penalty = hardCost(agent, best.choice, grid.slots, hardPenalty);
        least = Math.min(least, best.cost) - penalty;
        const breaks = this.assembler.layBreaks(agent, best.choice, values);
        const cover = this.assembler.coverOf(agent, best.choice, breaks);
        const cost = best.cost - penalty + this.givenBack(agent, best.choice, cover, prices, side);
        found.push({ agent: agent.index, choice: best.choice, cover, breaks, cost });
      }
      tours += agent.members.length * least;
    }
    return { found, tours };
  }

  /** Capacity by interval of one member of each class in the relaxation, less what whole tours already give. */
  mixes(whole: readonly (Assignment | null)[]): (Float64Array | null)[] {
    const { result, master } = this;
    const { classes, grid } = this.compiled;
    return classes.map((agent, c) => {
      if (!result) return null;
      const mix = new Float64Array(grid.intervals);
      const add = (cover: Int32Array, weight: number): void => {
        for (let i = 0; i < cover.length; i += 2) mix[cover[i]!]! += (weight * cover[i + 1]!) / grid.intervalSlots;
      };
      for (const j of master.columnsOf[c]!) {
        const x = result.x[master.firstTour + j] ?? 0;
        if (x > 1e-6) add(master.columns[j]!.cover, x);
      }
      let left = agent.members.length;
      for (const person of agent.members) {
        const assignment = whole[person];
        if (!assignment) continue;
        add(assignment.cover, -1);
        left--;
      }
      return left === 0 ? null : mix.map((capacity) => Math.max(0, capacity / left));
    });
  }

  /** What the rows pay for a tour at the given prices. */
  private givenBack(
    agent: AgentClass,
    choice: Choice,
    cover: Int32Array,
    prices: MasterPrices,
    side: SidePrices,
  ): number {
    const { intervals: T, intervalSlots } = this.compiled.grid;
    let paid = 0;
    for (let i = 0; i < cover.length; i += 2) {
      paid += (prices.capacity[agent.group * T + cover[i]!]! * cover[i + 1]!) / intervalSlots;
    }
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      const { kernel, shapes } = info.day;
      const seat = side.seat[agent.places[choice.place[day]!]!.area];
      if (seat) paid -= seat[kernel.end[s]!]! - seat[kernel.start[s]!]!;
      if (side.cover) for (const row of info.coverRows.get(shapes[s]!.kind) ?? []) paid -= side.cover[row]!;
    }
    return paid;
  }
}
