import type { Meeting, ProblemAgent, RosterProblem } from '../../problem.js';
import type { AgentClass } from '../agents.js';
import type { Assignment } from '../assemble.js';
import { type Compiled, type CompiledApart, compileApart } from '../compile.js';
import { reoptimise, TourPricer } from '../reoptimise.js';
import { RosterState } from '../roster-state.js';
import { type Choice, hardCost } from '../tour.js';

/** A meeting in numbers. */
export interface MeetingSpec {
  readonly meeting: Meeting;
  readonly slots: number;
  readonly participants: readonly number[];
  readonly leaders: readonly number[] | null;
  /** Possible starts, in order. */
  readonly starts: readonly number[];
  /** Those at which as many as possible, and somebody to lead, could be at work. */
  readonly reachable: readonly number[];
  /** Cost of each participant missing, in the search's terms. */
  readonly perMissing: number;
}

/** Where a meeting is held and by whom. */
export interface Placed {
  readonly start: number;
  readonly present: readonly number[];
  readonly leader: number;
}

/** One person as they were, to come back to. */
interface Before {
  readonly person: number;
  readonly agent: AgentClass;
  readonly assignment: Assignment | null;
  readonly parts: ReadonlyMap<number, number>;
}

/** A roster into which meetings are put: who holds what when, with the tours laid around it. */
export class MeetingBoard {
  readonly compiled: Compiled;
  readonly state: RosterState;
  readonly pricer: TourPricer;
  readonly meetings: readonly MeetingSpec[];
  readonly placed: (Placed | null)[];
  private readonly apart: CompiledApart;
  private readonly fixedOf: readonly (readonly NonNullable<ProblemAgent['fixed']>[number][])[];
  /** Start of each meeting that a person holds. */
  private readonly partsOf: ReadonlyMap<number, number>[];

  constructor(problem: RosterProblem) {
    const meetings = problem.meetings ?? [];
    this.apart = compileApart(
      problem,
      new Set(meetings.flatMap((one) => [...one.participants, ...(one.leaders ?? [])])),
    );
    this.compiled = this.apart.compiled;
    this.state = new RosterState(this.compiled);
    this.pricer = new TourPricer(this.compiled);
    const { names, classes, classOf, hardPenalty } = this.compiled;
    const personOf = new Map(names.map((name, person) => [name, person]));
    const peopleOf = (list: readonly string[]): number[] =>
      list.map((name) => {
        const person = personOf.get(name);
        if (person === undefined) throw new RangeError(`a meeting names unknown agent ${name}`);
        return person;
      });
    this.fixedOf = names.map((_, person) => classes[classOf[person]!]!.agent.fixed ?? []);
    this.partsOf = names.map(() => new Map());
    this.meetings = meetings.map((meeting) => {
      const slots = meeting.minutes / problem.slotMinutes;
      if (!Number.isInteger(slots))
        throw new RangeError(`meeting ${meeting.id} of ${meeting.minutes} minutes is off the grid`);
      const participants = peopleOf(meeting.participants);
      const leaders = meeting.leaders ? peopleOf(meeting.leaders) : null;
      const starts = startsOf(problem, meeting);
      const could = (person: number, start: number): boolean => this.couldBe(person, start, slots);
      const counts = starts.map((start) =>
        !leaders || leaders.some((person) => could(person, start))
          ? participants.filter((person) => could(person, start)).length
          : 0,
      );
      const most = Math.max(1, ...counts);
      return {
        meeting,
        slots,
        participants,
        leaders,
        starts,
        reachable: starts.filter((_, i) => counts[i] === most),
        perMissing: meeting.hard ? hardPenalty : (meeting.weight ?? 0),
      };
    });
    this.placed = meetings.map(() => null);
  }

  /** Whether some shift of a person has room for so many slots from a start on, after log-in. */
  private couldBe(person: number, start: number, slots: number): boolean {
    const from = start - this.compiled.grid.low;
    return this.classOf(person).days.some(({ day: { kernel }, breach }) => {
      for (let s = 0; s < kernel.count; s++) {
        if (breach[s] !== 0) continue;
        if (kernel.start[s]! + kernel.login[s]! <= from && from + slots <= kernel.end[s]!) return true;
      }
      return false;
    });
  }

  /** Cost in the search's terms: the roster's and that of participants missing. */
  get cost(): number {
    return this.meetings.reduce(
      (sum, one, m) => sum + one.perMissing * (one.participants.length - (this.placed[m]?.present.length ?? 0)),
      this.state.cost,
    );
  }

  classOf(person: number): AgentClass {
    return this.compiled.classes[this.compiled.classOf[person]!]!;
  }

  remember(people: readonly number[]): Before[] {
    return people.map((person) => ({
      person,
      agent: this.classOf(person),
      assignment: this.state.assigned[person]!,
      parts: new Map(this.partsOf[person]!),
    }));
  }

  /** Puts people back as they were. */
  comeBack(before: readonly Before[]): void {
    for (const { person, agent, assignment, parts } of before) {
      this.state.take(person);
      this.apart.putBack(agent);
      this.pricer.refresh(agent.index);
      if (assignment) this.state.put(person, assignment);
      this.partsOf[person] = parts;
    }
    this.settleWork();
  }

  /**
   * Has a person hold a meeting from a start, their shifts as they are and the breaks laid anew. @returns whether that is possible;
   * if not, nothing has changed
   */
  hold(person: number, m: number, start: number): boolean {
    const [before] = this.remember([person]);
    const parts = new Map(this.partsOf[person]!).set(m, start);
    if (this.setParts(person, parts, false)) return true;
    this.comeBack([before!]);
    return false;
  }

  /** Gives a person the best tour in which they hold a meeting. @returns whether there is one that breaks no more hard rules */
  bring(person: number, m: number, start: number): boolean {
    const before = this.hardCostOf(person);
    const parts = new Map(this.partsOf[person]!).set(m, start);
    return this.setParts(person, parts, true) && this.holdsAll(person) && this.hardCostOf(person) <= before;
  }

  /** Lets a person go back to work instead of a meeting. */
  release(person: number, m: number): void {
    const parts = new Map(this.partsOf[person]!);
    if (!parts.delete(m)) return;
    if (!this.setParts(person, parts, false)) this.setParts(person, parts, true);
  }

  /** Gives a person the best tour around their meetings. */
  better(person: number): void {
    reoptimise(this.state, this.pricer, person);
  }

  /** Whether a person holds all their meetings in the tour that they have. */
  holdsAll(person: number): boolean {
    return this.holds(this.classOf(person), this.state.assigned[person]!.choice, this.partsOf[person]!);
  }

  private holds(agent: AgentClass, choice: Choice, parts: ReadonlyMap<number, number>): boolean {
    return [...parts.values()].every((from) =>
      agent.days.some(({ day }, d) => choice.shape[d]! >= 0 && day.fixed.some((part) => part.from === from)),
    );
  }

  private hardCostOf(person: number): number {
    const { grid, hardPenalty } = this.compiled;
    return hardCost(this.classOf(person), this.state.assigned[person]!.choice, grid.slots, hardPenalty);
  }

  /** @returns false, the person perhaps left without a tour, where parts overlap or the shifts as they are have no room */
  private setParts(person: number, parts: ReadonlyMap<number, number>, anew: boolean): boolean {
    const { state, pricer, apart } = this;
    const held = [...parts].map(([m, from]) => {
      const { meeting, slots } = this.meetings[m]!;
      return { activity: meeting.activity, from, to: from + slots, paid: true };
    });
    const fixed = [...this.fixedOf[person]!, ...held].sort((a, b) => a.from - b.from);
    if (fixed.some((part, i) => i > 0 && part.from < fixed[i - 1]!.to)) return false;
    const old = this.classOf(person);
    const was = state.take(person);
    apart.refix(person, fixed.length > 0 ? fixed : undefined);
    const agent = this.classOf(person);
    pricer.refresh(agent.index);
    this.partsOf[person] = parts;
    this.settleWork();
    if (anew) {
      reoptimise(state, pricer, person);
      return true;
    }
    const choice = was && moved(old, agent, was.choice);
    if (!choice || !this.holds(agent, choice, parts)) return false;
    const values = state.values(agent);
    const costs = pricer.shapeCosts(agent, values);
    // The breaks must still find room.
    if (choice.shape.some((s, d) => s >= 0 && costs[d]![s] === Infinity)) return false;
    state.put(person, state.assembler.assemble(agent, choice, values));
    this.settleWork();
    return true;
  }

  private settleWork(): void {
    if (this.state.work.active) this.state.work.rebalance();
  }
}

/** The same shifts among the shapes of the class compiled anew; null where one is not there any more. */
function moved(old: AgentClass, now: AgentClass, choice: Choice): Choice | null {
  const shape = choice.shape.slice();
  for (let d = 0; d < shape.length; d++) {
    if (shape[d]! < 0) continue;
    const was = old.days[d]!.day.shapes[shape[d]!]!;
    const info = now.days[d]!;
    const s = info.day.shapes.findIndex(
      (one) => one.template === was.template && one.start === was.start && one.end === was.end,
    );
    if (s < 0 || info.breach[s] === 255) return null;
    shape[d] = s;
  }
  return { shape, place: choice.place };
}

/** Starts at which a meeting lies inside one of its windows, on its grid; each once, in order. */
function startsOf({ slotMinutes }: RosterProblem, { windows, minutes, stepMinutes }: Meeting): number[] {
  const starts = new Set<number>();
  const step = (stepMinutes ?? slotMinutes) / slotMinutes;
  for (const { from, to } of windows) {
    for (let start = from; start + minutes / slotMinutes <= to; start += step) {
      starts.add(start);
      if (step <= 0) break;
    }
  }
  return [...starts].sort((a, b) => a - b);
}
