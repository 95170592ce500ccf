import type { AgentClass } from './agents.js';
import { type Assembler, slotValues } from './assemble.js';
import type { Compiled } from './compile.js';
import type { SidePrices } from './options.js';
import { RelaxationRows } from './relaxation-rows.js';
import { lineSearch, RelaxedWork } from './relaxed-work.js';
import type { TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';
import { type Choice, hardCost } from './tour.js';

/**
 * The linear relaxation of the roster: every class of agents as a mix of its tours. It is solved by block-coordinate
 * Frank–Wolfe steps (Lacoste-Julien et al. 2013, arXiv:1207.4747) on the coverage costs smoothed over a band: a class's
 * best tour for the present prices, and an exact line search towards it. Any prices give a proven bound (Lagrange): what
 * the rows cost at least plus what the tours cost at least.
 */
export class Relaxation {
  readonly rows: RelaxationRows;
  private readonly work: RelaxedWork;
  /** Rows a class's tours touch: queues of its group, areas of its places, cover rows; and what its mix gives them. */
  private readonly rowsOf: Int32Array[] = [];
  private readonly given: Float64Array[] = [];
  private readonly areasOf: number[][] = [];
  private readonly own: Float64Array;
  private readonly target: Float64Array;
  private readonly assembler: Assembler;
  bound = -Infinity;
  /** Prices of the best bound. */
  bestValue: Float64Array | null = null;

  constructor(
    private readonly compiled: Compiled,
    private readonly pricer: TourPricer,
    state: RosterState,
  ) {
    this.rows = new RelaxationRows(compiled);
    this.work = new RelaxedWork(compiled.demand, this.rows);
    const T = compiled.grid.intervals;
    this.own = new Float64Array(compiled.classes.length);
    let longest = 0;
    for (const agent of compiled.classes) {
      const rows: number[] = [];
      for (const q of compiled.groups[agent.group]!.queues) for (let t = 0; t < T; t++) rows.push(q * T + t);
      const areas = [...new Set(agent.places.map((place) => place.area))].filter(
        (a) => compiled.areas[a]!.seats < Infinity,
      );
      for (const a of areas) for (let t = 0; t < T; t++) rows.push(this.rows.areaAt + a * T + t);
      for (let r = 0; r < compiled.demand.covers.length; r++) rows.push(this.rows.coverAt + r);
      this.rowsOf.push(Int32Array.from(rows));
      this.given.push(new Float64Array(rows.length));
      this.areasOf.push(areas);
      longest = Math.max(longest, rows.length);
    }
    this.target = new Float64Array(longest);
    this.assembler = state.assembler;
    this.startFrom(state);
  }

  /** Starts the mix at a roster, capacity of a group split as the roster's state has it. */
  private startFrom(state: RosterState): void {
    const { classes, classOf, groups, grid } = this.compiled;
    const T = grid.intervals;
    const { cover } = state;
    const shares = groups.map((group, g) => {
      const share = new Float64Array(group.queues.length * T);
      for (let t = 0; t < T; t++) {
        let sum = 0;
        for (let k = 0; k < group.queues.length; k++) sum += cover.given[t * cover.pairs + cover.pairAt[g]! + k]!;
        for (let k = 0; k < group.queues.length; k++) {
          const given = cover.given[t * cover.pairs + cover.pairAt[g]! + k]!;
          share[k * T + t] = sum > 0 ? given / sum : k === 0 ? 1 : 0;
        }
      }
      return share;
    });
    state.assigned.forEach((assignment, person) => {
      if (!assignment) return;
      const c = classOf[person]!;
      const agent = classes[c]!;
      this.own[c]! += assignment.ownCost;
      this.spread(agent, assignment.choice, assignment.cover, shares[agent.group]!, 1, this.given[c]!);
    });
    classes.forEach((_, c) => {
      const rows = this.rowsOf[c]!;
      const given = this.given[c]!;
      for (let i = 0; i < rows.length; i++) this.rows.level[rows[i]!]! += given[i]!;
    });
  }

  /** Adds `weight` times what a tour gives to its rows into `out`. */
  private spread(
    agent: AgentClass,
    choice: Choice,
    cover: Int32Array,
    share: Float64Array,
    weight: number,
    out: Float64Array,
  ): void {
    const { groups, grid } = this.compiled;
    const T = grid.intervals;
    const group = groups[agent.group]!;
    for (let i = 0; i < cover.length; i += 2) {
      const t = cover[i]!;
      const amount = (weight * cover[i + 1]!) / grid.intervalSlots;
      for (let k = 0; k < group.queues.length; k++) {
        const s = share[k * T + t]!;
        if (s > 0) out[k * T + t]! += amount * s * group.speeds[k]!;
      }
    }
    const areas = this.areasOf[agent.index]!;
    const base = group.queues.length * T;
    const coverBase = base + areas.length * T;
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      const { kernel, shapes } = info.day;
      const a = areas.indexOf(agent.places[choice.place[day]!]!.area);
      if (a >= 0) {
        for (let i = kernel.start[s]!; i < kernel.end[s]!; i++) {
          const t = grid.intervalOf[i]!;
          if (t >= 0) out[base + a * T + t]! += weight / grid.intervalSlots;
        }
      }
      for (const row of info.coverRows.get(shapes[s]!.kind) ?? []) out[coverBase + row]! += weight;
    }
  }

  /** Value of a slot on queue and the best queue per interval for a group at the rows' values. */
  private groupValues(agent: AgentClass, share: Float64Array | null): Float64Array {
    const { groups, grid } = this.compiled;
    const T = grid.intervals;
    const group = groups[agent.group]!;
    const value = new Float64Array(T);
    if (share) share.fill(0);
    for (let t = 0; t < T; t++) {
      let best = -Infinity;
      let queue = 0;
      for (let k = 0; k < group.queues.length; k++) {
        const v = group.speeds[k]! * this.rows.value[group.queues[k]! * T + t]!;
        if (v > best) {
          best = v;
          queue = k;
        }
      }
      if (group.queues.length > 0) {
        value[t] = best / grid.intervalSlots;
        if (share) share[queue * T + t] = 1;
      }
    }
    return value;
  }

  private sidePrices(): SidePrices {
    const { areas, grid, demand } = this.compiled;
    const T = grid.intervals;
    const seat = areas.map((area, a) => {
      if (area.seats === Infinity) return null;
      const prefix = new Float64Array(grid.size + 1);
      let any = false;
      for (let i = 0; i < grid.size; i++) {
        const t = grid.intervalOf[i]!;
        const price = t < 0 ? 0 : -this.rows.value[this.rows.areaAt + a * T + t]! / grid.intervalSlots;
        any ||= price > 0;
        prefix[i + 1] = prefix[i]! + price;
      }
      return any ? prefix : null;
    });
    const covers = demand.covers.length;
    const cover =
      covers > 0 ? Float64Array.from({ length: covers }, (_, r) => -this.rows.value[this.rows.coverAt + r]!) : null;
    return { seat, cover, distinct: null };
  }

  /** One step per class in the given order, prices fresh for each. */
  pass(order: readonly number[], width: number): void {
    const { classes, grid } = this.compiled;
    const T = grid.intervals;
    this.work.improve(width);
    order.forEach((c, position) => {
      const agent = classes[c]!;
      const rows = this.rowsOf[c]!;
      const given = this.given[c]!;
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        this.rows.value[row] = this.rows.slopeValue(row, this.rows.level[row]!, width);
      }
      const share = new Float64Array(this.compiled.groups[agent.group]!.queues.length * T);
      const values = slotValues(this.compiled, agent, this.groupValues(agent, share));
      const side = this.sidePrices();
      const { best } = this.pricer.find(agent, this.pricer.shapeCosts(agent, values), side, 'bound', Infinity);
      if (!best) return;
      const breaks = this.assembler.layBreaks(agent, best.choice, values);
      const cover = this.assembler.coverOf(agent, best.choice, breaks);
      const count = agent.members.length;
      const { target } = this;
      target.fill(0, 0, rows.length);
      this.spread(agent, best.choice, cover, share, count, target);
      // What the tour costs in itself: its price with what the rows paid for it given back.
      let own = count * best.cost;
      for (let i = 0; i < rows.length; i++) own += this.rows.value[rows[i]!]! * target[i]!;
      const ownChange = own - this.own[c]!;
      const touched: number[] = [];
      for (let i = 0; i < rows.length; i++) {
        target[i]! -= given[i]!;
        if (Math.abs(target[i]!) > 1e-12) touched.push(i);
      }
      const step = lineSearch((s) => {
        let sum = ownChange;
        for (const i of touched) {
          const row = rows[i]!;
          sum -= target[i]! * this.rows.slopeValue(row, this.rows.level[row]! + s * target[i]!, width);
        }
        return sum;
      });
      if (step > 0) {
        this.own[c]! += step * ownChange;
        for (const i of touched) {
          const change = step * target[i]!;
          given[i]! += change;
          this.rows.level[rows[i]!]! += change;
        }
      }
      if (position % 64 === 63) this.work.improve(width);
    });
  }

  /** Evaluates the Lagrangian bound at the prices of the present mix; keeps the best. */
  evaluate(width: number): number {
    this.rows.refresh(width);
    this.rows.clampValues();
    const { classes, hardPenalty, grid } = this.compiled;
    const side = this.sidePrices();
    let sum = this.rows.conjugate() + this.work.conjugate();
    const shared = new Map<string, readonly Float64Array[]>();
    for (const agent of classes) {
      const own = agent.days.some((day) => day.own);
      let costs = own ? undefined : shared.get(agent.shapeKey);
      if (!costs) {
        const values = slotValues(this.compiled, agent, this.groupValues(agent, null));
        costs = this.pricer.shapeCosts(agent, values).map((cost) => cost.slice());
        if (!own) shared.set(agent.shapeKey, costs);
      }
      const { best, bound } = this.pricer.find(agent, costs, side, 'bound', Infinity);
      let least = bound;
      if (this.pricer.conflicted[agent.index] === 1 && best) {
        // No legal tour: the bound is over tours of least breach, whose penalty is not a cost.
        const penalty = hardCost(agent, best.choice, grid.slots, hardPenalty);
        least = Math.min(bound, best.cost) - penalty;
      }
      sum += agent.members.length * least;
    }
    if (sum > this.bound) {
      this.bound = sum;
      this.bestValue = this.rows.value.slice();
    }
    return sum;
  }
}
