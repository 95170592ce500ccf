import type { Random } from '../../random.js';
import type { Budget } from '../budget.js';
import type { MeetingBoard, MeetingSpec, Placed } from './placing.js';

/** Starts of a meeting that are tried for good, after all were estimated; starts to which people are brought. */
const MOST_TRIALS = 24;
const MOST_BROUGHT = 10;

/** A possible start with what it seems to cost: never more than it does, as losses grow the more people leave at once. */
interface Opening {
  readonly start: number;
  readonly estimate: number;
  readonly present: readonly number[];
  /** Leaders at work then, the one missed least first. */
  readonly leaders: readonly number[];
}

/**
 * Puts the meetings where they cost least: every start is estimated from what each participant's time on contacts is worth
 * then, the best ones are tried with breaks laid anew. Where participants are missing their tours are changed. Then tours
 * and meetings (with their people's tours) are bettered in turn, until nothing is gained or the budget is spent.
 */
export function placeMeetings(board: MeetingBoard, random: Random, budget: Budget): number {
  const order = board.meetings
    .map((_, m) => m)
    .sort((a, b) => weightOf(board.meetings[b]!) - weightOf(board.meetings[a]!) || a - b);
  for (const m of order) {
    place(board, m);
    const missing = board.meetings[m]!.participants.length - (board.placed[m]?.present.length ?? 0);
    if (missing > 0) bringPeople(board, m, budget, 0);
  }
  budget.progress('meetings', board.cost);
  const people = board.compiled.names.map((_, person) => person);
  let rounds = 0;
  for (let quiet = 0; quiet < 2 && !budget.isSpent(1); rounds++) {
    const before = board.cost;
    shuffle(people, random);
    for (const person of people) {
      if (budget.isSpent(1)) break;
      betterTour(board, person);
    }
    for (const m of order) {
      if (budget.isSpent(1)) break;
      const spec = board.meetings[m]!;
      const last = board.remember(peopleOf(spec));
      const was = board.placed[m]!;
      const cost = board.cost;
      lift(board, m);
      place(board, m);
      bringPeople(board, m, budget, rounds);
      if (board.cost <= cost + 1e-9 * Math.abs(cost)) continue;
      board.comeBack(last);
      board.placed[m] = was;
    }
    budget.progress('meetings', board.cost);
    quiet = before - board.cost < 2e-5 * Math.abs(before) ? quiet + 1 : 0;
  }
  return rounds;
}

const weightOf = ({ participants, slots, starts }: MeetingSpec): number =>
  participants.length * slots * 1e4 - Math.min(9999, starts.length);

const peopleOf = (spec: MeetingSpec): number[] => [...new Set([...spec.participants, ...(spec.leaders ?? [])])];

/** A better tour that still holds the person's meetings, or none. */
function betterTour(board: MeetingBoard, person: number): void {
  const before = board.remember([person]);
  const cost = board.cost;
  board.better(person);
  if (!board.holdsAll(person) || board.cost > cost + 1e-9 * Math.abs(cost)) board.comeBack(before);
}

function lift(board: MeetingBoard, m: number): void {
  const placed = board.placed[m];
  if (!placed) return;
  for (const person of placed.present) board.release(person, m);
  if (placed.leader >= 0) board.release(placed.leader, m);
  board.placed[m] = null;
}

/** Places a meeting that is not held. */
function place(board: MeetingBoard, m: number): void {
  const spec = board.meetings[m]!;
  const openings = openingsOf(board, spec);
  const none = board.cost;
  let best: { cost: number; opening: Opening } = {
    cost: none,
    opening: { start: -1, estimate: 0, present: [], leaders: [] },
  };
  for (const opening of openings.slice(0, MOST_TRIALS)) {
    if (opening.estimate >= best.cost - none) break;
    const before = board.remember(peopleOf(spec));
    if (hold(board, m, opening) && board.cost < best.cost) best = { cost: board.cost, opening };
    board.comeBack(before);
    board.placed[m] = null;
  }
  if (best.opening.start >= 0) hold(board, m, best.opening);
}

/** Has those of an opening hold the meeting as their shifts are. */
function hold(board: MeetingBoard, m: number, { start, present, leaders }: Opening): boolean {
  const spec = board.meetings[m]!;
  const leader = spec.leaders ? (leaders.find((person) => board.hold(person, m, start)) ?? -1) : -1;
  if (spec.leaders && leader < 0) return false;
  const there = present.filter((person) => board.hold(person, m, start));
  if (there.length === 0) return false;
  board.placed[m] = { start, present: there, leader };
  return true;
}

/** Tries some starts, others in every round, to which everyone comes with the best tour for it; keeps the best. */
function bringPeople(board: MeetingBoard, m: number, budget: Budget, round: number): void {
  const spec = board.meetings[m]!;
  const everyone = peopleOf(spec);
  const bestOf = { cost: board.cost, placed: board.placed[m]!, people: board.remember(everyone) };
  const stride = Math.max(1, Math.ceil(spec.reachable.length / MOST_BROUGHT));
  for (const start of spec.reachable.filter((_, i) => i % stride === round % stride)) {
    if (budget.isSpent(1)) break;
    const before = board.remember(everyone);
    const was: Placed | null = board.placed[m]!;
    lift(board, m);
    const come = (person: number): boolean => {
      const old = board.remember([person]);
      if (board.bring(person, m, start)) return true;
      board.comeBack(old);
      return false;
    };
    const leader = spec.leaders ? (spec.leaders.find(come) ?? -1) : -1;
    const present = spec.leaders && leader < 0 ? [] : spec.participants.filter(come);
    board.placed[m] = present.length > 0 ? { start, present, leader } : null;
    if (present.length > 0 && board.cost < bestOf.cost) {
      Object.assign(bestOf, { cost: board.cost, placed: board.placed[m], people: board.remember(everyone) });
    }
    board.comeBack(before);
    board.placed[m] = was;
  }
  board.comeBack(bestOf.people);
  board.placed[m] = bestOf.placed;
}

/** Starts with what they seem to cost, the cheapest first. */
function openingsOf(board: MeetingBoard, spec: MeetingSpec): Opening[] {
  const lossOf = new Map(peopleOf(spec).map((person) => [person, lossesOf(board, spec, person)]));
  const openings = spec.starts.flatMap((start, i): Opening[] => {
    const leaders = (spec.leaders ?? [])
      .filter((person) => lossOf.get(person)![i]! < Infinity)
      .sort((a, b) => lossOf.get(a)![i]! - lossOf.get(b)![i]!);
    if (spec.leaders && leaders.length === 0) return [];
    const present = spec.participants.filter((person) => lossOf.get(person)![i]! < spec.perMissing);
    if (present.length === 0) return [];
    const lost = [...present, ...leaders.slice(0, 1)].reduce((sum, person) => sum + lossOf.get(person)![i]!, 0);
    return [{ start, estimate: lost - spec.perMissing * present.length, present, leaders }];
  });
  return openings.sort((a, b) => a.estimate - b.estimate || a.start - b.start);
}

/** What is lost on contacts while a person meets, per start; Infinity where they are not at work or busy otherwise. */
function lossesOf(board: MeetingBoard, { starts, slots }: MeetingSpec, person: number): Float64Array {
  const { state, compiled } = board;
  const losses = new Float64Array(starts.length).fill(Infinity);
  const assignment = state.take(person);
  if (!assignment) return losses;
  const agent = board.classOf(person);
  const { on } = state.values(agent);
  state.put(person, assignment);
  assignment.choice.shape.forEach((s, d) => {
    if (s < 0) return;
    const { kernel, fixed } = agent.days[d]!.day;
    const first = kernel.start[s]! + kernel.login[s]!;
    starts.forEach((start, i) => {
      const from = start - compiled.grid.low;
      const to = from + slots;
      if (from < first || to > kernel.end[s]!) return;
      if (fixed.some((part) => part.from < start + slots && start < part.to)) return;
      losses[i] = Math.max(0, on[to]! - on[from]!);
    });
  });
  return losses;
}

function shuffle(list: number[], random: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
