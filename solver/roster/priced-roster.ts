import type { LpBackend } from '../lp/model.js';
import type { RosterProblem } from '../problem.js';
import type { PlannedShift } from '../solution.js';
import { type AllocationSession, openAllocation } from './allocation.js';
import { type Assignment, slotValues } from './assemble.js';
import { breakLoss } from './breaks.js';
import { type Compiled, compile } from './compile.js';
import { capacityValue, gainBounds, priceOf } from './gain-bounds.js';
import { groupShifts, plannedTour, readTour, type UnknownShift } from './read-tour.js';
import { TourPricer } from './reoptimise.js';
import { capacityOf, type Report, report } from './report.js';
import { RosterState } from './roster-state.js';

/** Times and length of a shift. */
export interface DayShift {
  readonly startSlot: number;
  readonly endSlot: number;
  readonly paidMinutes: number;
}

/** Price points at which a tour for somebody new is looked for. */
const NEWCOMER_TRIES = 4;

/** Another tour for somebody and what it gains, everything else as it is. */
export interface Proposal {
  readonly shifts: readonly PlannedShift[];
  readonly gain: number;
}

/**
 * A roster made before, with the capacity shared out exactly at all times: one linear program over coverage and deferrable work is
 * held open, changed by what a person's tour changes and solved on from where it was. Its shadow prices say whom to look at.
 */
export class PricedRoster {
  /** Shifts left out because the problem does not know them. */
  readonly unknown: readonly UnknownShift[];
  private readonly compiled;
  private readonly state: RosterState;
  private readonly pricer: TourPricer;
  private readonly personOf: ReadonlyMap<string, number>;
  private readonly session: AllocationSession;
  private readonly capacity: Float64Array;
  private priced: { readonly cost: number; readonly value: Float64Array };

  /** @throws RangeError where the problem names what it does not carry */
  constructor(
    problem: RosterProblem,
    shifts: readonly PlannedShift[],
    private readonly lp: LpBackend,
    /** People without a tour for now: neither their rules nor their hours are judged. */
    left: ReadonlySet<string> = new Set(),
  ) {
    this.compiled = compile(problem);
    this.state = new RosterState(this.compiled);
    this.pricer = new TourPricer(this.compiled);
    this.personOf = new Map(this.compiled.names.map((name, person) => [name, person]));
    const tours = groupShifts(shifts);
    const unknown: UnknownShift[] = [];
    for (const [agent] of tours) if (!this.personOf.has(agent)) unknown.push({ agent, day: -1, why: 'agent' });
    this.compiled.names.forEach((name, person) => {
      if (left.has(name)) return;
      const read = readTour(this.compiled, this.state.assembler, person, tours.get(name) ?? []);
      unknown.push(...read.unknown);
      this.state.exchangeAside(person, read.assignment);
    });
    this.unknown = unknown;
    this.capacity = capacityOf(this.compiled, this.state.assigned);
    this.session = openAllocation(this.compiled, this.capacity, lp, reachOf(this.compiled));
    this.priced = this.session.price();
  }

  /** Most that tours can save beside coverage, hours and rules of their own: soft team rules, the price of distinct shifts. */
  get shared(): number {
    const { teamLaws, distinctCost } = this.compiled;
    const distinct = this.state.distinctUse?.reduce((sum, uses) => sum + (uses > 0 ? distinctCost : 0), 0) ?? 0;
    return distinct + (teamLaws.some(({ rule }) => !rule.hard) ? this.state.team.cost : 0);
  }

  get names(): readonly string[] {
    return this.compiled.names;
  }

  /** Cost with hard breaches at the hard penalty. */
  get cost(): number {
    return this.state.aside + this.priced.cost;
  }

  shiftsOf(agent: string): readonly PlannedShift[] {
    const person = this.personOf.get(agent);
    return person === undefined ? [] : plannedTour(this.compiled, person, this.state.assigned[person] ?? null);
  }

  /**
   * For each of these people a bound on what any other tour gains, see {@link gainBounds}; several people together gain at most the sum of
   * theirs.
   */
  gainBounds(agents: readonly string[]): Float64Array {
    const people = agents.map((agent) => this.personOf.get(agent) ?? -1);
    return gainBounds(this.compiled, this.pricer, this.state, this.priced.value, people);
  }

  /**
   * The best tour found for somebody when every interval keeps its price, and what it would gain at these prices: more than it gains in
   * truth. Days that stay as they are keep their breaks unless moving them gains more than `breakPrice`.
   */
  propose(agent: string, breakPrice: number, value: Float64Array = this.priced.value): Proposal | null {
    const person = this.personOf.get(agent);
    const old = person === undefined ? null : this.state.assigned[person];
    if (person === undefined || !old || value.length === 0) return null;
    const kind = this.compiled.classes[this.compiled.classOf[person]!]!;
    const perSlot = capacityValue(this.compiled, value, kind.group);
    const values = slotValues(this.compiled, kind, perSlot);
    const costs = this.pricer.shapeCosts(kind, values);
    this.state.exchangeAside(person, null);
    const side = this.state.sidePrices(kind);
    this.state.exchangeAside(person, old);
    const limit = this.pricer.costOf(kind, costs, side, old.choice);
    const found = this.pricer.find(kind, costs, side, 'exact', limit).best;
    const choice = found?.choice ?? old.choice;
    const laid = this.state.assembler.layBreaks(kind, choice, values);
    let moved = 0;
    const breaks = laid.map((starts, day) => {
      const before = old.breaks[day];
      const s = choice.shape[day]!;
      const stays = s === old.choice.shape[day] && choice.place[day] === old.choice.place[day];
      if (!starts || !before || !stays) return starts;
      const { kernel } = kind.days[day]!.day;
      const gain = breakLoss(kernel, s, values, before) - breakLoss(kernel, s, values, starts);
      if (gain <= breakPrice) return before;
      moved++;
      return starts;
    });
    if (!found && moved === 0) return null;
    const made = this.state.assembler.complete(kind, choice, breaks);
    const promise =
      priceOf(kind, old, perSlot, side.cover) - priceOf(kind, made, perSlot, side.cover) - moved * breakPrice;
    return { shifts: plannedTour(this.compiled, person, made), gain: promise };
  }

  /**
   * What somebody who was left out would bring, pay and rules included, ≥ 0: `gain` with the best tour found, everybody else as they are;
   * `atMost` however the tour: every interval is taken to keep its price.
   */
  newcomer(agent: string): { readonly gain: number; readonly atMost: number } {
    const person = this.personOf.get(agent);
    const none = { gain: 0, atMost: 0 };
    if (person === undefined || this.state.assigned[person] || this.priced.value.length === 0) return none;
    const kind = this.compiled.classes[this.compiled.classOf[person]!]!;
    let { value } = this.priced;
    let gain = 0;
    let atMost = 0;
    for (let attempt = 0; attempt < NEWCOMER_TRIES; attempt++) {
      const values = slotValues(this.compiled, kind, capacityValue(this.compiled, value, kind.group));
      const costs = this.pricer.shapeCosts(kind, values);
      const side = this.state.sidePrices(kind);
      if (attempt === 0) {
        const free = { ...side, seat: side.seat.map(() => null), distinct: null };
        const { bound } = this.pricer.find(kind, costs, free, 'bound', Infinity);
        // Whom no legal tour exists for brings nothing.
        if (this.pricer.conflicted[kind.index] === 1) return none;
        atMost = Math.max(0, -bound + this.shared);
      }
      const { best } = this.pricer.find(kind, costs, side, 'exact', Infinity);
      if (!best) break;
      const made = this.state.assembler.assemble(kind, best.choice, values);
      const judged = this.costWith(person, plannedTour(this.compiled, person, made));
      gain = Math.max(gain, this.cost - judged.cost);
      value = value.map((v, i) => (v + (judged.value[i] ?? v)) / 2);
    }
    return { gain, atMost: Math.max(atMost, gain) };
  }

  /**
   * Other ways to spend one day, the others as they are, with what they gain at the present prices (more than in truth), best first; only
   * those that gain and break no hard rule.
   * @param fits of the present shift of that day and another, in slots and paid minutes
   */
  dayWays(
    agent: string,
    day: number,
    fits: (now: DayShift | null, other: DayShift) => boolean,
    most: number,
  ): Proposal[] {
    const person = this.personOf.get(agent);
    const old = person === undefined ? null : this.state.assigned[person];
    if (person === undefined || !old || this.priced.value.length === 0) return [];
    const kind = this.compiled.classes[this.compiled.classOf[person]!]!;
    const info = kind.days[day];
    if (info === undefined) return [];
    const { kernel, shapes } = info.day;
    const perSlot = capacityValue(this.compiled, this.priced.value, kind.group);
    const values = slotValues(this.compiled, kind, perSlot);
    const costs = this.pricer.shapeCosts(kind, values);
    const s0 = old.choice.shape[day]!;
    const shiftAt = (s: number): DayShift => ({
      startSlot: shapes[s]!.start,
      endSlot: shapes[s]!.end,
      paidMinutes: shapes[s]!.paid * this.compiled.grid.slotMinutes,
    });
    const now = s0 < 0 ? null : shiftAt(s0);
    const side = this.state.sidePrices(kind);
    const present = priceOf(kind, old, perSlot, side.cover);
    const dayCost = s0 < 0 ? 0 : costs[day]![s0]!;
    const found: { choice: { shape: Int32Array; place: Int32Array }; rough: number }[] = [];
    for (let s = 0; s < kernel.count; s++) {
      if (s === s0 || info.breach[s] !== 0 || costs[day]![s]! >= dayCost || !fits(now, shiftAt(s))) continue;
      const place = s0 < 0 ? info.places[0] : old.choice.place[day]!;
      if (place === undefined) continue;
      const choice = { shape: old.choice.shape.slice(), place: old.choice.place.slice() };
      choice.shape[day] = s;
      choice.place[day] = place;
      found.push({ choice, rough: costs[day]![s]! });
    }
    found.sort((a, b) => a.rough - b.rough);
    return found
      .slice(0, most)
      .map(({ choice }): Proposal => {
        const laid = this.state.assembler.layBreaks(kind, choice, values);
        const breaks = laid.map((starts, d) => (d === day ? starts : (old.breaks[d] ?? null)));
        const made = this.state.assembler.complete(kind, choice, breaks);
        return {
          shifts: plannedTour(this.compiled, person, made),
          gain: present - priceOf(kind, made, perSlot, side.cover),
        };
      })
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain);
  }

  /** The tour of somebody with the breaks of one day where they lie best at the present prices; null where that gains nothing. */
  withBreaks(agent: string, day: number): Proposal | null {
    const person = this.personOf.get(agent);
    const old = person === undefined ? null : this.state.assigned[person];
    const before = old?.breaks[day];
    if (person === undefined || !old || !before || this.priced.value.length === 0) return null;
    const kind = this.compiled.classes[this.compiled.classOf[person]!]!;
    const perSlot = capacityValue(this.compiled, this.priced.value, kind.group);
    const laid = this.state.assembler.layBreaks(kind, old.choice, slotValues(this.compiled, kind, perSlot));
    const breaks = old.breaks.map((starts, d) => (d === day ? laid[d]! : starts));
    const made = this.state.assembler.complete(kind, old.choice, breaks);
    const { cover } = this.state.sidePrices(kind);
    const gain = priceOf(kind, old, perSlot, cover) - priceOf(kind, made, perSlot, cover);
    return gain <= 1e-6 ? null : { shifts: plannedTour(this.compiled, person, made), gain };
  }

  /** Whether the problem knows all of somebody's shifts. */
  knows(agent: string, shifts: readonly PlannedShift[]): boolean {
    const person = this.personOf.get(agent);
    return person !== undefined && readTour(this.compiled, this.state.assembler, person, shifts).unknown.length === 0;
  }

  /** What a tour gains in truth, and the prices that it leads to; nothing is kept. */
  judge(agent: string, shifts: readonly PlannedShift[]): { readonly gain: number; readonly value: Float64Array } {
    const person = this.personOf.get(agent);
    if (person === undefined) return { gain: 0, value: this.priced.value };
    const { cost, value } = this.costWith(person, shifts);
    return { gain: this.cost - cost, value };
  }

  /** Value of a unit of coverage by queue × intervals + interval. */
  get value(): Float64Array {
    return this.priced.value;
  }

  /** Gives somebody these shifts; what the problem does not know is left out. */
  set(agent: string, shifts: readonly PlannedShift[]): void {
    const person = this.personOf.get(agent);
    if (person === undefined) return;
    const { assignment } = readTour(this.compiled, this.state.assembler, person, shifts);
    this.move(person, this.state.assigned[person] ?? null, assignment);
    this.state.exchangeAside(person, assignment);
    this.priced = this.session.price();
  }

  /** The roster as it stands. */
  report(): Report {
    return report(this.compiled, this.state.assigned, this.lp, this.session.solve());
  }

  /**
   * What somebody's cost changes by with these shifts when every interval keeps its present price: a share of what the roster's cost changes
   * by at least.
   */
  changeAtPrices(agent: string, shifts: readonly PlannedShift[]): number {
    const person = this.personOf.get(agent);
    const now = person === undefined ? null : this.state.assigned[person];
    if (person === undefined || !now) return 0;
    const kind = this.compiled.classes[this.compiled.classOf[person]!]!;
    const perSlot = capacityValue(this.compiled, this.priced.value, kind.group);
    const { cover } = this.state.sidePrices(kind);
    const { assignment } = readTour(this.compiled, this.state.assembler, person, shifts);
    return priceOf(kind, assignment, perSlot, cover) - priceOf(kind, now, perSlot, cover);
  }

  /** Frees the linear program. */
  dispose(): void {
    this.session.dispose();
  }

  private costWith(person: number, shifts: readonly PlannedShift[]): { cost: number; value: Float64Array } {
    const old = this.state.assigned[person] ?? null;
    const { assignment } = readTour(this.compiled, this.state.assembler, person, shifts);
    this.move(person, old, assignment);
    const { cost, value } = this.session.price();
    this.state.exchangeAside(person, assignment);
    const judged = { cost: this.state.aside + cost, value };
    this.state.exchangeAside(person, old);
    this.move(person, assignment, old);
    return judged;
  }

  /** Changes the capacity by a person's coverage. */
  private move(person: number, from: Assignment | null, to: Assignment | null): void {
    const { grid, classes, classOf } = this.compiled;
    const { group } = classes[classOf[person]!]!;
    const base = group * grid.intervals;
    const touched = new Set<number>();
    const add = (cover: Int32Array | undefined, by: number): void => {
      for (let i = 0; cover !== undefined && i < cover.length; i += 2) {
        this.capacity[base + cover[i]!]! += (by * cover[i + 1]!) / grid.intervalSlots;
        touched.add(cover[i]!);
      }
    };
    add(from?.cover, -1);
    add(to?.cover, 1);
    // Sums of fractions come back to what they were only nearly.
    for (const t of touched) {
      const agents = Math.max(0, Math.round(this.capacity[base + t]! * 1e9) / 1e9);
      this.capacity[base + t] = agents;
      this.session.setCapacity(group, t, agents);
    }
  }
}

/** Where each group's people can be at work at all, by group × intervals + interval. */
function reachOf({ grid, groups, classes }: Compiled): Uint8Array {
  const reach = new Uint8Array(groups.length * grid.intervals);
  for (const { group, days } of classes) {
    for (const { day, breach } of days) {
      const { kernel } = day;
      for (let s = 0; s < kernel.count; s++) {
        if (breach[s] === 255) continue;
        for (let i = kernel.start[s]!; i < kernel.end[s]!; i++) {
          const t = grid.intervalOf[i]!;
          if (t >= 0) reach[group * grid.intervals + t] = 1;
        }
      }
    }
  }
  return reach;
}
