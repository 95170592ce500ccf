import type { LpBackend } from '../../lp/model.js';
import type { RosterProblem } from '../../problem.js';
import { createRandom } from '../../random.js';
import type { Breach, PlannedShift, RosterCost } from '../../solution.js';
import type { Control, StopRule } from '../../stop.js';
import { Budget } from '../budget.js';
import { groupShifts, readTour } from '../read-tour.js';
import { type Report, report } from '../report.js';
import { MeetingBoard } from './placing.js';
import { placeMeetings } from './planner.js';

/** Work units that the meetings may take by default, per person and day. */
const WORK_PER_DAY = 8_000;

export interface MeetingOptions {
  readonly seed: number;
  readonly stop: StopRule;
  readonly control: Control;
  readonly lp: LpBackend;
}

/** A roster with its meetings, judged. */
export interface MeetingRoster {
  readonly judged: Report;
  readonly budget: Budget;
  readonly rounds: number;
  /** By how much a roster with meetings may cost less than the best one without: time not on contacts is no surplus. */
  readonly saving: number;
}

/** Puts the meetings of a problem into a roster made without them, and betters both. */
export function addMeetings(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  { seed, stop, control, lp }: MeetingOptions,
): MeetingRoster {
  const board = new MeetingBoard(problem);
  const { compiled, state, pricer } = board;
  const own = groupShifts(shifts);
  compiled.names.forEach((name, person) => {
    state.put(person, readTour(compiled, state.assembler, person, own.get(name) ?? []).assignment);
  });
  if (state.work.active) state.work.rebalance(3);
  const days = Math.max(1, ...compiled.classes.map((agent) => agent.days.length));
  const work = 500_000 + compiled.names.length * days * WORK_PER_DAY;
  const budget = new Budget(stop, control, work, () => pricer.work + state.cover.work / 10);
  const rounds = placeMeetings(board, createRandom(seed, 5), budget);
  return { judged: withMeetings(board, report(compiled, state.assigned, lp)), budget, rounds, saving: savingOf(board) };
}

function withMeetings(board: MeetingBoard, judged: Report): Report {
  const missing = board.meetings.flatMap(({ meeting, participants }, m): Breach[] => {
    const agents = participants
      .filter((person) => board.placed[m]?.present.includes(person) !== true)
      .map((person) => board.compiled.names[person]!);
    if (agents.length === 0) return [];
    const { id, activity, hard, weight = 0 } = meeting;
    const cost = hard ? 0 : weight * agents.length;
    const message = `${agents.join(', ')} cannot take part in ${activity} ${id}`;
    return [{ ruleId: id, rule: 'meeting', hard, agents, days: [], amount: agents.length, cost, message }];
  });
  const more = missing.reduce((sum, breach) => sum + breach.cost, 0);
  const cost: RosterCost = { ...judged.cost, rules: judged.cost.rules + more, total: judged.cost.total + more };
  const hardBreaches = judged.hardBreaches + missing.filter((breach) => breach.hard).length;
  return { ...judged, breaches: [...judged.breaches, ...missing], cost, hardBreaches };
}

/** A bound for any roster: every hour of every meeting turns the dearest surplus into none. */
function savingOf({ compiled, meetings }: MeetingBoard): number {
  const { demand, grid, groups } = compiled;
  const steepest = Math.max(0, ...demand.curves.map(({ slopes }) => slopes.at(-1)!));
  const fastest = Math.max(0, ...groups.flatMap(({ speeds }) => [...speeds]));
  const hours = meetings.reduce(
    (sum, { slots, participants, leaders }) =>
      sum + (slots / grid.intervalSlots) * (participants.length + (leaders ? 1 : 0)),
    0,
  );
  return hours * steepest * fastest;
}
