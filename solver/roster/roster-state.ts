import type { LpBackend } from '../lp/model.js';
import type { AgentClass } from './agents.js';
import { type Allocation, type AllocationSession, openAllocation } from './allocation.js';
import { Assembler, type Assignment, slotValues } from './assemble.js';
import type { SlotValues } from './breaks.js';
import type { Compiled } from './compile.js';
import { type CoverMark, CoverState } from './cover-state.js';
import { curveCost } from './demand.js';
import { ringIndex } from './grid.js';
import type { SidePrices } from './options.js';
import { capacityOf } from './report.js';
import { TeamState } from './team-rules.js';
import { type WorkMark, WorkPlan } from './work-plan.js';

/** Parts of a person smaller than this are left out. */
const LEAST_PART = 1e-6;

/** What {@link RosterState.back} comes back to. */
export interface RosterMark {
  readonly cover: CoverMark;
  readonly work: WorkMark;
  readonly sideCost: number;
  readonly ownCost: number;
  readonly tours: readonly (readonly [person: number, assignment: Assignment | null])[];
}

/** Everyone's tours and all sums that depend on them, changed one person at a time. */
export class RosterState {
  readonly cover: CoverState;
  readonly work: WorkPlan;
  readonly assigned: (Assignment | null)[];
  /** Desks taken by area × padded slots, null where unlimited. */
  readonly seatUse: (Int32Array | null)[];
  readonly coverRows: Float64Array;
  readonly distinctUse: Int32Array | null;
  readonly team: TeamState;
  /** Cost of everything but coverage by queue and deferrable work. */
  private sideCost = 0;
  private ownCost = 0;
  private sharing: AllocationSession | null = null;
  /** Capacity of people who are there in parts, by group × intervals + interval. */
  private readonly parts: Float64Array;
  readonly assembler: Assembler;

  constructor(readonly compiled: Compiled) {
    const { grid, demand, groups, hardPenalty, areas, names } = compiled;
    this.cover = new CoverState(grid, demand, groups, hardPenalty);
    this.work = new WorkPlan(demand, this.cover);
    this.assigned = new Array<Assignment | null>(names.length).fill(null);
    this.seatUse = areas.map((area) => (area.seats < Infinity ? new Int32Array(grid.size) : null));
    this.coverRows = new Float64Array(demand.covers.length);
    this.distinctUse = compiled.distinctCost > 0 ? new Int32Array(compiled.distinctKeys.size) : null;
    this.team = new TeamState(compiled.teamLaws, grid);
    this.assembler = new Assembler(compiled);
    this.parts = new Float64Array(groups.length * grid.intervals);
    for (let row = 0; row < demand.covers.length; row++) this.sideCost += this.rowCost(row);
  }

  /** Total in the search's own terms: hard breaches at the hard penalty. */
  get cost(): number {
    return this.cover.cost + this.work.cost + this.team.cost + this.sideCost + this.ownCost;
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

  /** Adds capacity of somebody without a tour who is there in parts, by interval, or takes it away again. */
  bookPart(group: number, part: Float64Array, sign: 1 | -1): void {
    const base = group * part.length;
    for (let t = 0; t < part.length; t++) {
      if (part[t]! <= LEAST_PART) continue;
      this.parts[base + t]! += sign * part[t]!;
      if (sign > 0) this.cover.add(group, t, part[t]!);
      else this.cover.remove(group, t, part[t]!);
    }
  }

  /** Gives everybody a tour at once, with the capacity shared out as it was found elsewhere. For a state without tours. */
  lay(assigned: readonly (Assignment | null)[], allocation: Allocation): void {
    assigned.forEach((assignment, person) => {
      if (!assignment) return;
      this.ownCost += assignment.ownCost;
      this.count(this.compiled.classes[this.compiled.classOf[person]!]!, assignment, 1);
      this.assigned[person] = assignment;
    });
    this.cover.load(allocation);
    this.work.load(allocation.flow, allocation.left);
  }

  /**
   * Shares capacity out exactly and plans deferrable work anew, at least cost over all intervals. From then on the plan is held:
   * while people come and go, work moved elsewhere is priced at its value there; the next call makes the cost exact again.
   */
  settle(backend: LpBackend): void {
    const { demand, grid, groups } = this.compiled;
    if (demand.items.length === 0) return;
    // What came and went in many small pieces leaves traces in the sums of coverage: the tours say what there is.
    const capacity = capacityOf(this.compiled, this.assigned);
    for (let i = 0; i < capacity.length; i++)
      capacity[i] = Math.max(0, Math.round((capacity[i]! + this.parts[i]!) * 1e9) / 1e9);
    if (this.sharing) {
      for (let i = 0; i < capacity.length; i++) {
        this.sharing.setCapacity(Math.floor(i / grid.intervals), i % grid.intervals, capacity[i]!);
      }
    }
    // Any group may come to work in any interval: the program is opened once and goes on from where it was.
    this.sharing ??= openAllocation(
      this.compiled,
      capacity,
      backend,
      new Uint8Array(groups.length * grid.intervals).fill(1),
    );
    const found = this.sharing.solve();
    this.cover.hold(found.value, found.done);
    this.cover.load(found);
    this.work.load(found.flow, found.left);
    this.work.held = true;
  }

  /** Lets go of the program behind {@link settle}. */
  release(): void {
    this.sharing?.dispose();
    this.sharing = null;
  }

  /** Cost of everything but coverage and deferrable work. */
  get aside(): number {
    return this.team.cost + this.sideCost + this.ownCost;
  }

  /** Gives a person another tour in everything but coverage and deferrable work, which are then kept elsewhere. */
  exchangeAside(person: number, made: Assignment | null): void {
    const agent = this.compiled.classes[this.compiled.classOf[person]!]!;
    const old = this.assigned[person];
    if (old) this.count(agent, old, -1);
    if (made) this.count(agent, made, 1);
    this.ownCost += (made?.ownCost ?? 0) - (old?.ownCost ?? 0);
    this.assigned[person] = made;
  }

  /** Gives a person another tour; coverage is touched only where the two differ. */
  exchange(person: number, made: Assignment): void {
    const agent = this.compiled.classes[this.compiled.classOf[person]!]!;
    const { intervalSlots } = this.compiled.grid;
    const change = new Map<number, number>();
    const count = (cover: Int32Array | undefined, by: number): void => {
      for (let i = 0; cover !== undefined && i < cover.length; i += 2)
        change.set(cover[i]!, (change.get(cover[i]!) ?? 0) + by * cover[i + 1]!);
    };
    count(this.assigned[person]?.cover, -1);
    count(made.cover, 1);
    for (const [t, slots] of change) {
      if (slots < 0) this.cover.remove(agent.group, t, -slots / intervalSlots);
      else if (slots > 0) this.cover.add(agent.group, t, slots / intervalSlots);
    }
    this.exchangeAside(person, made);
  }

  /** Where everybody's sums stand, to come back to exactly after trying something with a few people. */
  mark(people: readonly number[]): RosterMark {
    return {
      cover: this.cover.mark(),
      work: this.work.mark(),
      sideCost: this.sideCost,
      ownCost: this.ownCost,
      tours: people.map((person) => [person, this.assigned[person]!] as const),
    };
  }

  back(mark: RosterMark): void {
    for (const [person, assignment] of mark.tours) this.exchangeAside(person, assignment);
    this.cover.back(mark.cover);
    this.work.back(mark.work);
    this.sideCost = mark.sideCost;
    this.ownCost = mark.ownCost;
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

  private count(agent: AgentClass, { choice }: Assignment, by: 1 | -1): void {
    const { hardPenalty, areas, distinctCost, grid } = this.compiled;
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      const { kernel, distinct, shapes } = info.day;
      const { area, site } = agent.places[choice.place[day]!]!;
      this.team.count(agent.index, site, kernel.start[s]!, kernel.end[s]!, by);
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

  /** Prices of being at a place, of cover rows and of distinct shifts right now. */
  sidePrices(agent: AgentClass): SidePrices {
    const { compiled } = this;
    const { areas, hardPenalty, grid, demand, distinctCost } = compiled;
    const seat = areas.map((area, a) => {
      const use = this.seatUse[a];
      if (!use && compiled.teamLaws.length === 0) return null;
      const price = new Float64Array(grid.size);
      let any = this.team.addPrices(agent.index, area.siteIndex, price);
      for (let i = 0; use && i < grid.size; i++) {
        if (use[ringIndex(i, grid)]! < area.seats) continue;
        any = true;
        price[i]! += hardPenalty;
      }
      return any ? prefixSums(price) : null;
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

function prefixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}
