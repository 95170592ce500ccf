import type { LpBackend } from '../lp/model.js';
import type { RosterProblem } from '../problem.js';
import type { Breach, PlannedShift } from '../solution.js';
import type { AgentClass } from './agents.js';
import { type Assignment, labourCost } from './assemble.js';
import { compile } from './compile.js';
import { reoptimise, TourPricer } from './reoptimise.js';
import { personBreaches, plannedShift, type Report, report } from './report.js';
import { RosterState } from './roster-state.js';
import { type Choice, ruleCost } from './tour.js';

/** A shift that no work plan of the agent allows: the engine cannot hold it. */
export interface UnknownShift {
  readonly agent: string;
  readonly day: number;
  /** `agent`: not in the problem; `shift`: no template, start and length like it; `place`; `breaks`: not where they may lie. */
  readonly why: 'agent' | 'shift' | 'place' | 'breaks';
}

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
  /** Shifts left out because the problem does not know them. */
  readonly unknown: readonly UnknownShift[];

  /**
   * @param left people without a tour for now, not even an empty one: their rules are not judged until they get one
   * @throws RangeError where the problem names what it does not carry
   */
  constructor(problem: RosterProblem, shifts: readonly PlannedShift[], left: ReadonlySet<string> = new Set()) {
    this.compiled = compile(problem);
    this.state = new RosterState(this.compiled);
    this.pricer = new TourPricer(this.compiled);
    this.personOf = new Map(this.compiled.names.map((name, person) => [name, person]));
    this.tours = groupShifts(shifts);
    const unknown: UnknownShift[] = [];
    for (const [agent] of this.tours) if (!this.personOf.has(agent)) unknown.push({ agent, day: -1, why: 'agent' });
    for (const [person, name] of this.compiled.names.entries()) {
      if (left.has(name)) continue;
      const read = this.read(person, this.tours.get(name) ?? []);
      unknown.push(...read.unknown);
      this.state.put(person, read.assignment);
    }
    if (this.state.work.active) this.state.work.rebalance();
    this.unknown = unknown;
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

  /** What the roster costs when these people work other shifts; nothing is kept. */
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
    const seatsBefore = this.seatsOver();
    for (const { person } of people) state.take(person);
    for (const { person, made } of people) state.put(person, made);
    if (state.work.active) state.work.rebalance();
    const costAfter = state.cost;
    const queuesAfter = state.cover.cost + state.work.cost;
    const seatsAfter = this.seatsOver();
    for (const { person } of people) state.take(person);
    for (const { person, old } of people) if (old) state.put(person, old);
    if (state.work.active) state.work.rebalance();
    // Read after coming back: sharing out capacity anew on the way may have found a better share, which is not the change's merit.
    const costBefore = state.cost;
    const queuesBefore = state.cover.cost + state.work.cost;
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
      if (before - this.state.cost <= 1e-9 * Math.max(1, Math.abs(before))) return;
    }
  }

  /** Gives a person these shifts, breaks where they have them; what the problem does not know is left out. */
  set(agent: string, shifts: readonly PlannedShift[]): void {
    const person = this.personOf.get(agent);
    if (person !== undefined) this.restore(person, this.read(person, shifts).assignment);
  }

  /** Gain of giving one person the best tour, without keeping it: ≥ 0. */
  gainOf(agent: string): number {
    const person = this.personOf.get(agent);
    if (person === undefined) return 0;
    const old = this.state.assigned[person]!;
    const gain = -reoptimise(this.state, this.pricer, person);
    this.restore(person, old);
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
    this.restore(person, old);
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
      this.restore(person, old);
      return { status: 'unavailable', rules: [] };
    }
    const seats = this.seatsOver();
    const made = this.state.assembler.assemble(kind, best.choice, values);
    this.state.put(person, made);
    if (this.state.work.active) this.state.work.rebalance();
    const change = this.state.cost - costBefore;
    const seatsOver = this.seatsOver() > seats;
    this.restore(person, old);
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
    return report(this.compiled, this.state.assigned, lp);
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
    const assignment = this.state.assigned[person];
    if (!assignment) return [];
    const shifts: PlannedShift[] = [];
    assignment.choice.shape.forEach((shape, day) => {
      if (shape >= 0)
        shifts.push(plannedShift(this.compiled, this.classOf(person), this.compiled.names[person]!, assignment, day));
    });
    return shifts;
  }

  /** A tour in the engine's numbers, breaks where the shifts have them. */
  private read(
    person: number,
    shifts: readonly PlannedShift[],
  ): { assignment: Assignment; unknown: readonly UnknownShift[] } {
    const { grid, hardPenalty, areas } = this.compiled;
    const agent = this.classOf(person);
    const name = this.compiled.names[person]!;
    const unknown: UnknownShift[] = [];
    const choice: Choice = {
      shape: new Int32Array(agent.days.length).fill(-1),
      place: new Int32Array(agent.days.length).fill(-1),
    };
    const breaks: (Int32Array | null)[] = new Array<Int32Array | null>(agent.days.length).fill(null);
    for (const shift of shifts) {
      const { day } = shift;
      const info = agent.days[day];
      const of = (why: UnknownShift['why']): void => void unknown.push({ agent: name, day, why });
      const s =
        info?.day.shapes.findIndex(
          (one, i) =>
            one.template.id === shift.template &&
            one.start === shift.startSlot &&
            one.end === shift.endSlot &&
            info.breach[i] !== 255,
        ) ?? -1;
      if (info === undefined || s < 0 || choice.shape[day]! >= 0) {
        of('shift');
        continue;
      }
      const place = agent.places.findIndex((one) => {
        const { site, area } = areas[one.area]!;
        return site === shift.site && area === shift.area;
      });
      if (place < 0) {
        of('place');
        continue;
      }
      const starts = breakStarts(info.day.shapes[s]!.breaks, shift, grid.low);
      if (starts === undefined) {
        of('breaks');
        continue;
      }
      choice.shape[day] = s;
      choice.place[day] = place;
      breaks[day] = starts;
    }
    const assignment: Assignment = {
      choice,
      breaks,
      cover: this.state.assembler.coverOf(agent, choice, breaks),
      ownCost: labourCost(agent, choice, breaks, grid.low) + ruleCost(agent, choice, grid.slots, hardPenalty),
    };
    return { assignment, unknown };
  }
}

function groupShifts(shifts: readonly PlannedShift[]): Map<string, readonly PlannedShift[]> {
  const groups = new Map<string, PlannedShift[]>();
  for (const shift of shifts) {
    const group = groups.get(shift.agent);
    if (group === undefined) groups.set(shift.agent, [shift]);
    else group.push(shift);
  }
  return groups;
}

/** Starts of a shape's breaks in a shift (padded slots), in the shape's order; undefined where one is missing. */
function breakStarts(
  breaks: readonly { readonly activity: string; readonly slots: number; readonly paid: boolean }[],
  shift: PlannedShift,
  low: number,
): Int32Array | undefined {
  const left = [...shift.activities];
  const starts = new Int32Array(breaks.length);
  for (const [b, part] of breaks.entries()) {
    const at = left.findIndex(
      (one) => one.activity === part.activity && one.endSlot - one.startSlot === part.slots && one.paid === part.paid,
    );
    if (at < 0) return undefined;
    starts[b] = left[at]!.startSlot - low;
    left.splice(at, 1);
  }
  return starts;
}
