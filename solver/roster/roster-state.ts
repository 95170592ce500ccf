import type { AgentClass } from './agents.js';
import { Assembler, type Assignment, slotValues } from './assemble.js';
import type { SlotValues } from './breaks.js';
import type { Compiled } from './compile.js';
import { CoverState } from './cover-state.js';
import { curveCost } from './demand.js';
import type { SidePrices } from './options.js';
import { WorkPlan } from './work-plan.js';

/** Everyone's tours and all sums that depend on them, changed one person at a time. */
export class RosterState {
  readonly cover: CoverState;
  readonly work: WorkPlan;
  readonly assigned: (Assignment | null)[];
  /** Desks taken by area × padded slots, null where unlimited. */
  readonly seatUse: (Int32Array | null)[];
  readonly coverRows: Float64Array;
  readonly distinctUse: Int32Array | null;
  /** Cost of everything but coverage by queue and deferrable work. */
  private sideCost = 0;
  private ownCost = 0;
  readonly assembler: Assembler;

  constructor(readonly compiled: Compiled) {
    const { grid, demand, groups, hardPenalty, areas, names } = compiled;
    this.cover = new CoverState(grid, demand, groups, hardPenalty);
    this.work = new WorkPlan(demand, this.cover);
    this.assigned = new Array<Assignment | null>(names.length).fill(null);
    this.seatUse = areas.map((area) => (area.seats < Infinity ? new Int32Array(grid.size) : null));
    this.coverRows = new Float64Array(demand.covers.length);
    this.distinctUse = compiled.distinctCost > 0 ? new Int32Array(compiled.distinctKeys.size) : null;
    this.assembler = new Assembler(compiled);
    for (let row = 0; row < demand.covers.length; row++) this.sideCost += this.rowCost(row);
  }

  /** Total in the search's own terms: hard breaches at the hard penalty. */
  get cost(): number {
    return this.cover.cost + this.work.cost + this.sideCost + this.ownCost;
  }

  private rowCost(row: number): number {
    const { wanted, curve } = this.compiled.demand.covers[row]!;
    return curveCost(this.compiled.demand.curves[curve]!, this.coverRows[row]! - wanted);
  }

  /** Gives a person a tour; returns the change of cost. */
  put(person: number, assignment: Assignment): number {
    const before = this.cost;
    const agent = this.compiled.classes[this.compiled.classOf[person]!]!;
    const { cover } = assignment;
    const { intervalSlots } = this.compiled.grid;
    for (let i = 0; i < cover.length; i += 2) this.cover.add(agent.group, cover[i]!, cover[i + 1]! / intervalSlots);
    this.ownCost += assignment.ownCost;
    this.count(agent, assignment, 1);
    this.assigned[person] = assignment;
    return this.cost - before;
  }

  /** Takes a person's tour away; returns it. */
  take(person: number): Assignment | null {
    const assignment = this.assigned[person]!;
    if (!assignment) return null;
    const agent = this.compiled.classes[this.compiled.classOf[person]!]!;
    const { cover } = assignment;
    const { intervalSlots } = this.compiled.grid;
    for (let i = 0; i < cover.length; i += 2) this.cover.remove(agent.group, cover[i]!, cover[i + 1]! / intervalSlots);
    this.ownCost -= assignment.ownCost;
    this.count(agent, assignment, -1);
    this.assigned[person] = null;
    return assignment;
  }

  private count(agent: AgentClass, { choice }: Assignment, by: number): void {
    const { hardPenalty, areas, distinctCost, grid } = this.compiled;
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      const { kernel, distinct, shapes } = info.day;
      const { area } = agent.places[choice.place[day]!]!;
      const use = this.seatUse[area];
      if (use) {
        const { seats } = areas[area]!;
        for (let i = kernel.start[s]!; i < kernel.end[s]!; i++) {
          const at = ringIndex(i, grid);
          const now = use[at]! + by;
          if (by > 0 ? now > seats : now >= seats) this.sideCost += by * hardPenalty;
          use[at] = now;
        }
      }
      const rows = info.coverRows.get(shapes[s]!.kind);
      if (rows) {
        for (const row of rows) {
          const before = this.rowCost(row);
          this.coverRows[row]! += by;
          this.sideCost += this.rowCost(row) - before;
        }
      }
      if (this.distinctUse) {
        const key = distinct[s]!;
        const before = this.distinctUse[key]!;
        this.distinctUse[key] = before + by;
        if (by > 0 && before === 0) this.sideCost += distinctCost;
        if (by < 0 && before === 1) this.sideCost -= distinctCost;
      }
    }
  }

  /** Value of a slot on queue for a group right now, as prefix sums; marginal values of whole agents per interval. */
  values(agent: AgentClass): SlotValues {
    const { intervals, intervalSlots } = this.compiled.grid;
    if (this.work.active) this.work.refreshPull();
    const value = new Float64Array(intervals);
    for (let t = 0; t < intervals; t++) value[t] = -this.cover.marginal(agent.group, t) / intervalSlots;
    return slotValues(this.compiled, agent, value);
  }

  /** Prices of desks, cover rows and distinct shifts right now. */
  sidePrices(): SidePrices {
    const { areas, hardPenalty, grid, demand, distinctCost } = this.compiled;
    const seat = areas.map((area, a) => {
      const use = this.seatUse[a];
      if (!use) return null;
      const prefix = new Float64Array(grid.size + 1);
      let any = false;
      for (let i = 0; i < grid.size; i++) {
        const full = use[ringIndex(i, grid)]! >= area.seats;
        any ||= full;
        prefix[i + 1] = prefix[i]! + (full ? hardPenalty : 0);
      }
      return any ? prefix : null;
    });
    let cover: Float64Array | null = null;
    if (demand.covers.length > 0) {
      cover = new Float64Array(demand.covers.length);
      for (let row = 0; row < cover.length; row++) {
        const { wanted, curve } = demand.covers[row]!;
        const c = demand.curves[curve]!;
        cover[row] = curveCost(c, this.coverRows[row]! + 1 - wanted) - curveCost(c, this.coverRows[row]! - wanted);
      }
    }
    const distinct = this.distinctUse ? Float64Array.from(this.distinctUse, (n) => (n > 0 ? 0 : distinctCost)) : null;
    return { seat, cover, distinct };
  }
}

/** Index of a padded slot where the sums of a ring are kept: all rounds share one. */
export function ringIndex(i: number, grid: Compiled['grid']): number {
  if (!grid.cyclic) return i;
  const slot = i + grid.low;
  return (((slot % grid.slots) + grid.slots) % grid.slots) - grid.low;
}
