import type { LpBackend } from '../lp/model.js';
import type { RosterProblem } from '../problem.js';
import type { Breach, PlannedShift } from '../solution.js';
import type { AgentClass } from './agents.js';
import { type Allocation, allocate } from './allocation.js';
import { type Assignment, labourCost } from './assemble.js';
import { compile } from './compile.js';
import { gainBounds } from './gain-bounds.js';
import { meetingsFixed } from './meetings/fixed.js';
import { groupShifts, plannedTour, type ReadTour, readTour, type UnknownShift } from './read-tour.js';
import { reoptimise, TourPricer } from './reoptimise.js';
import { capacityOf, personBreaches, type Report, report } from './report.js';
import { RosterState } from './roster-state.js';
import type { Choice } from './tour.js';

export interface OpenOptions {
  /** People without a tour for now, not even an empty one: their rules are not judged until they get one. */
  readonly left?: ReadonlySet<string>;
  /**
   * Shares capacity out exactly on opening. Without it that is done step by step, which leaves deferrable work where no single step
   * betters it: where there is some, costs and gains are then rough.
   */
  readonly lp?: LpBackend;
}

/** Passes after which deferrable work that still moves is left as it lies. */
const SETTLE_PASSES = 50;

/** What a change of a few people's tours does. Costs in the problem's unit; positive is worse. */
export interface Trial {
  /** Change of everything: labour, queues, desks, soft rules; hard breaches at the hard penalty. */
  readonly searchChange: number;
  /** Change of labour, soft rules and wishes of those people; hard breaches left out. */
  readonly labourChange: number;
  /** Change of the cost of being short or over, of queues and shifts wanted. */
  readonly serviceChange: number;
  /** Breaches of those people after the change, and before it. */
  readonly after: readonly Breach[];
  readonly before: readonly Breach[];
  /** Desks over their number after the change that were not before, in seat-slots. */
  readonly seatsOver: number;
  readonly unknown: readonly UnknownShift[];
}

/** Whether somebody could be at work at a moment: `rules` names the hard rules that the cheapest way would break. */
export interface Bring {
  readonly status: 'there' | 'unavailable' | 'seats' | 'rules' | 'possible';
  readonly rules: readonly string[];
  /** With `possible`: change of the roster's cost, positive where it costs more than it brings. */
  readonly change?: number;
}

/** One other thing an agent could do. */
export interface Alternative {
  readonly shifts: readonly PlannedShift[];
  /** What it costs more than the present roster, ≥ 0 where the present one is best. */
  readonly searchChange: number;
}

/**
 * A roster made before, opened to look at single people: what another tour would change, what the best would be. The engine's own
 * laws and prices, a person at a time, without solving anything else again. Capacity is shared out step by step, so that the cost read
 * after a trial may differ slightly from before; {@link report} shares it out exactly.
 */
export class OpenRoster {
  private readonly compiled;
  private readonly state: RosterState;
  private readonly pricer: TourPricer;
  private readonly personOf: ReadonlyMap<string, number>;
  private readonly tours: Map<string, readonly PlannedShift[]>;
  /** The exact allocation of the roster as it stands, where it is known. */
  private shared: Allocation | null = null;
  /** Shifts left out because the problem does not know them. */
  readonly unknown: readonly UnknownShift[];

  /**
   * @throws RangeError where the problem names what it does not carry
   */
  constructor(problem: RosterProblem, shifts: readonly PlannedShift[], options: OpenOptions = {}) {
    this.compiled = compile(meetingsFixed(problem, shifts));
    this.state = new RosterState(this.compiled);
    this.pricer = new TourPricer(this.compiled);
    this.personOf = new Map(this.compiled.names.map((name, person) => [name, person]));
    this.tours = groupShifts(shifts);
    const unknown: UnknownShift[] = [];
    const assigned = this.compiled.names.map((): Assignment | null => null);
    for (const [agent] of this.tours) if (!this.personOf.has(agent)) unknown.push({ agent, day: -1, why: 'agent' });
    for (const [person, name] of this.compiled.names.entries()) {
      if (options.left?.has(name) === true) continue;
      const read = this.read(person, this.tours.get(name) ?? []);
      unknown.push(...read.unknown);
      assigned[person] = read.assignment;
    }
    this.unknown = unknown;
    if (options.lp !== undefined) {
      this.shared = allocate(this.compiled, capacityOf(this.compiled, assigned), options.lp);
      this.state.lay(assigned, this.shared);
      return;
    }
    assigned.forEach((assignment, person) => {
      if (assignment) this.state.put(person, assignment);
    });
    if (this.state.work.active) this.state.work.rebalance(SETTLE_PASSES);
  }

  /** Cost in the search's own terms: capacity shared out as it goes, hard breaches at the hard penalty. */
  get cost(): number {
    return this.state.cost;
  }

  get names(): readonly string[] {
    return this.compiled.names;
  }

  has(agent: string): boolean {
    return this.personOf.has(agent);
  }

  /** Queues an agent can take. */
  queuesOf(agent: string): readonly string[] {
    const person = this.personOf.get(agent);
    return person === undefined ? [] : this.classOf(person).agent.skills.map((skill) => skill.queue);
  }

  shiftsOf(agent: string): readonly PlannedShift[] {
    const person = this.personOf.get(agent);
    return person === undefined ? [] : this.planned(person);
  }

  /**
   * What the roster costs when these people work other shifts; nothing is kept. Where the problem does not know a shift there is nothing
   * to judge: `unknown` says why, the rest is zero.
   */
  try(tours: ReadonlyMap<string, readonly PlannedShift[]>): Trial {
    const { state } = this;
    const unknown: UnknownShift[] = [];
    const people: { person: number; old: Assignment | null; made: Assignment }[] = [];
    for (const [agent, shifts] of tours) {
      const person = this.personOf.get(agent);
      if (person === undefined) {
        unknown.push({ agent, day: -1, why: 'agent' });
        continue;
      }
      const { assignment, unknown: more } = this.read(person, shifts);
      unknown.push(...more);
      people.push({ person, old: state.assigned[person]!, made: assignment });
    }
    if (unknown.length > 0) {
      return { searchChange: 0, labourChange: 0, serviceChange: 0, before: [], after: [], seatsOver: 0, unknown };
    }
    const seatsBefore = this.seatsOver();
    const costBefore = state.cost;
    const queuesBefore = state.cover.cost + state.work.cost;
    const mark = state.mark(people.map(({ person }) => person));
    for (const { person, made } of people) state.exchange(person, made);
    if (state.work.active) {
      // Only work that could be done where something changed is looked at: a check is asked for while somebody waits.
      const { version } = state.cover;
      state.work.rebalance(
        1,
        Uint8Array.from(version, (at, t) => (at === mark.cover.version[t] ? 0 : 1)),
      );
    }
    const costAfter = state.cost;
    const queuesAfter = state.cover.cost + state.work.cost;
    const seatsAfter = this.seatsOver();
    state.back(mark);
    const own = (person: number, of: Assignment | null): number => {
      if (!of) return 0;
      const agent = this.classOf(person);
      const rules = personBreaches(this.compiled, agent, '', of).reduce((sum, breach) => sum + breach.cost, 0);
      return labourCost(agent, of.choice, of.breaks, this.compiled.grid.low) + rules;
    };
    const breaches = (of: 'old' | 'made'): Breach[] =>
      people.flatMap((one) => {
        const assignment = one[of];
        return assignment
          ? personBreaches(this.compiled, this.classOf(one.person), this.compiled.names[one.person]!, assignment)
          : [];
      });
    return {
      searchChange: costAfter - costBefore,
      labourChange: people.reduce((sum, one) => sum + own(one.person, one.made) - own(one.person, one.old), 0),
      serviceChange: queuesAfter - queuesBefore,
      before: breaches('old'),
      after: breaches('made'),
      seatsOver: Math.max(0, seatsAfter - seatsBefore),
      unknown,
    };
  }

  /** Gives each of these people in turn the best tour against all others, for some rounds; the rest stay as they are. */
  improve(agents: readonly string[], rounds: number): void {
    for (let round = 0; round < rounds; round++) {
      const before = this.state.cost;
      for (const agent of agents) {
        const person = this.personOf.get(agent);
        if (person !== undefined) reoptimise(this.state, this.pricer, person);
      }
      this.shared = null;
      if (before - this.state.cost <= 1e-9 * Math.max(1, Math.abs(before))) return;
    }
  }

  /** Gives a person these shifts, breaks where they have them; what the problem does not know is left out. */
  set(agent: string, shifts: readonly PlannedShift[]): void {
    const person = this.personOf.get(agent);
    if (person === undefined) return;
    this.restore(person, this.read(person, shifts).assignment);
    this.shared = null;
  }

  /** Gain of giving one person the best tour, without keeping it: ≥ 0. */
  gainOf(agent: string): number {
    const person = this.personOf.get(agent);
    if (person === undefined) return 0;
    const mark = this.state.mark([person]);
    const gain = -reoptimise(this.state, this.pricer, person);
    this.state.back(mark);
    return Math.max(0, gain);
  }

  /**
   * Ways to spend one day otherwise, the other days as they are, cheapest first: off, or another shift. Only ways that break no more
   * hard rules than now.
   */
  alternatives(agent: string, day: number, most: number): Alternative[] {
    const person = this.personOf.get(agent);
    const old = person === undefined ? null : this.state.assigned[person]!;
    if (person === undefined || !old) return [];
    const kind = this.classOf(person);
    const info = kind.days[day];
    if (info === undefined) return [];
    const costBefore = this.state.cost;
    const mark = this.state.mark([person]);
    this.state.take(person);
    if (this.state.work.active) this.state.work.rebalance();
    const values = this.state.values(kind);
    const side = this.state.sidePrices(kind);
    const shapeCosts = this.pricer.shapeCosts(kind, values);
    const present = this.pricer.costOf(kind, shapeCosts, side, old.choice);
    const ways: { choice: Choice; cost: number }[] = [];
    const add = (shape: number, place: number): void => {
      if (shape === old.choice.shape[day] && (shape < 0 || place === old.choice.place[day])) return;
      const choice = { shape: old.choice.shape.slice(), place: old.choice.place.slice() };
      choice.shape[day] = shape;
      choice.place[day] = place;
      const cost = this.pricer.costOf(kind, shapeCosts, side, choice);
      if (cost < present + this.compiled.hardPenalty / 2) ways.push({ choice, cost });
    };
    add(-1, -1);
    for (let shape = 0; shape < info.day.shapes.length; shape++) {
      if (info.breach[shape] !== 255) for (const place of info.places) add(shape, place);
    }
    ways.sort((a, b) => a.cost - b.cost);
    const made = ways.slice(0, most).map(({ choice }) => {
      const assignment = this.state.assembler.assemble(kind, choice, values);
      this.state.put(person, assignment);
      if (this.state.work.active) this.state.work.rebalance();
      const alternative = { shifts: this.planned(person), searchChange: this.state.cost - costBefore };
      this.state.take(person);
      return alternative;
    });
    this.state.back(mark);
    return made.sort((a, b) => a.searchChange - b.searchChange);
  }

  /** Whether an agent who is not at work at a slot could be, by changing one day, and what stands against it. */
  bring(agent: string, slot: number): Bring {
    const person = this.personOf.get(agent);
    const old = person === undefined ? null : this.state.assigned[person]!;
    if (person === undefined || !old) return { status: 'unavailable', rules: [] };
    const kind = this.classOf(person);
    const at = slot - this.compiled.grid.low;
    const covers = (day: number, shape: number): boolean => {
      const { kernel } = kind.days[day]!.day;
      return kernel.start[shape]! <= at && at < kernel.end[shape]!;
    };
    if (kind.days.some((_, day) => old.choice.shape[day]! >= 0 && covers(day, old.choice.shape[day]!))) {
      return { status: 'there', rules: [] };
    }
    const before = new Map<string, number>();
    for (const { ruleId, hard, amount } of personBreaches(this.compiled, kind, agent, old)) {
      if (hard) before.set(ruleId, (before.get(ruleId) ?? 0) + amount);
    }
    const costBefore = this.state.cost;
    const mark = this.state.mark([person]);
    this.state.take(person);
    const values = this.state.values(kind);
    const side = this.state.sidePrices(kind);
    const shapeCosts = this.pricer.shapeCosts(kind, values);
    let best: { choice: Choice; cost: number } | undefined;
    kind.days.forEach((info, day) => {
      for (let shape = 0; shape < info.day.shapes.length; shape++) {
        if (info.breach[shape] === 255 || !covers(day, shape)) continue;
        for (const place of info.places) {
          const choice = { shape: old.choice.shape.slice(), place: old.choice.place.slice() };
          choice.shape[day] = shape;
          choice.place[day] = place;
          const cost = this.pricer.costOf(kind, shapeCosts, side, choice);
          if (best === undefined || cost < best.cost) best = { choice, cost };
        }
      }
    });
    if (best === undefined) {
      this.state.back(mark);
      return { status: 'unavailable', rules: [] };
    }
    const seats = this.seatsOver();
    const made = this.state.assembler.assemble(kind, best.choice, values);
    this.state.put(person, made);
    if (this.state.work.active) this.state.work.rebalance();
    const change = this.state.cost - costBefore;
    const seatsOver = this.seatsOver() > seats;
    this.state.back(mark);
    const after = new Map<string, number>();
    for (const { ruleId, hard, amount } of personBreaches(this.compiled, kind, agent, made)) {
      if (hard) after.set(ruleId, (after.get(ruleId) ?? 0) + amount);
    }
    const rules = [...after].filter(([id, amount]) => amount > (before.get(id) ?? 0) + 1e-9).map(([id]) => id);
    if (rules.length > 0) return { status: 'rules', rules };
    return seatsOver ? { status: 'seats', rules } : { status: 'possible', rules, change };
  }

  /** The roster as it stands, judged with the capacity shared out exactly. */
  report(lp: LpBackend): Report {
    return report(this.compiled, this.state.assigned, lp, this.share(lp));
  }

  /**
   * For each of these people, a bound on what any other tour of theirs gains, the present one with its breaks counted at 0: what the
   * tour would gain if every interval kept the price it has now. Coverage costs are convex, so several people together gain no more than
   * the sum of theirs; desks are taken to be there.
   * @returns bounds ≥ 0 in the order of the people; Infinity where there are no prices to go by
   */
  gainBounds(agents: readonly string[], lp: LpBackend): Float64Array {
    const { value } = this.share(lp);
    const people = agents.map((agent) => this.personOf.get(agent) ?? -1);
    return gainBounds(this.compiled, this.pricer, this.state, value, people);
  }

  private share(lp: LpBackend): Allocation {
    this.shared ??= allocate(this.compiled, capacityOf(this.compiled, this.state.assigned), lp);
    return this.shared;
  }

  private restore(person: number, old: Assignment | null): void {
    this.state.take(person);
    if (old) this.state.put(person, old);
    if (this.state.work.active) this.state.work.rebalance();
  }

  private classOf(person: number): AgentClass {
    return this.compiled.classes[this.compiled.classOf[person]!]!;
  }

  private seatsOver(): number {
    let over = 0;
    this.state.seatUse.forEach((use, area) => {
      if (use) for (const taken of use) over += Math.max(0, taken - this.compiled.areas[area]!.seats);
    });
    return over;
  }

  private planned(person: number): PlannedShift[] {
    return plannedTour(this.compiled, person, this.state.assigned[person] ?? null);
  }

  private read(person: number, shifts: readonly PlannedShift[]): ReadTour {
    return readTour(this.compiled, this.state.assembler, person, shifts);
  }
}
