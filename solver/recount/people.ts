import type { Calendar, ProblemAgent, RosterProblem, ShiftTemplate } from '../problem.js';
import type { PlannedActivity, PlannedShift } from '../solution.js';
import { isMeetingPart } from './meeting-part.js';

/** A shift with everything the rules ask about, derived from its activities and not from what it says of itself. */
export interface WorkedShift {
  readonly plan: PlannedShift;
  readonly template: ShiftTemplate | undefined;
  readonly kind: string;
  /** Minutes of the paid activities. */
  readonly paidMinutes: number;
  /** Span less the unpaid breaks of the template. */
  readonly workMinutes: number;
  /** Activities that are fixed for this agent, or meetings, in order of time. */
  readonly fixed: readonly PlannedActivity[];
}

/** One person of the roster with the shifts it was given, in order of start. */
export interface Person {
  readonly name: string;
  readonly agent: ProblemAgent;
  readonly calendar: Calendar;
  readonly shifts: readonly WorkedShift[];
  /** Shifts by day of the calendar; more than one on a day breaks the law `overlap`. */
  readonly byDay: readonly (readonly WorkedShift[])[];
}

/** Names of the people an agent entry stands for. */
export function personNames(agent: ProblemAgent): string[] {
  const count = agent.count ?? 1;
  return count === 1 ? [agent.id] : Array.from({ length: count }, (_, k) => `${agent.id}#${k + 1}`);
}

/** Shifts of nobody: the agent or the day does not exist in the problem. */
export interface StrayShift {
  readonly plan: PlannedShift;
  readonly reason: string;
}

/** Two shifts at the same time are told apart by what they hold, so that their order in the file says nothing. */
function byContent(a: PlannedShift, b: PlannedShift): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Sorts the shifts to the people of the problem; what fits nobody is returned as stray. */
export function sortToPeople(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
): { people: Person[]; stray: StrayShift[] } {
  const calendars = new Map(problem.calendars.map((calendar) => [calendar.id, calendar]));
  const templates = new Map(problem.shiftTemplates.map((template) => [template.id, template]));
  const plans = new Map<string, PlannedShift[]>();
  const stray: StrayShift[] = [];
  const owners = new Map<string, Calendar>();
  for (const agent of problem.agents) {
    for (const name of personNames(agent)) {
      owners.set(name, calendars.get(agent.calendar)!);
      plans.set(name, []);
    }
  }
  for (const plan of shifts) {
    const calendar = owners.get(plan.agent);
    if (calendar === undefined) stray.push({ plan, reason: `there is no agent ${plan.agent}` });
    else if (calendar.days[plan.day] === undefined) {
      stray.push({ plan, reason: `calendar ${calendar.id} has no day ${plan.day}` });
    } else if (plan.endSlot <= plan.startSlot) {
      stray.push({ plan, reason: `it ends at slot ${plan.endSlot}, not after its start ${plan.startSlot}` });
    } else plans.get(plan.agent)!.push(plan);
  }
  const people: Person[] = [];
  for (const agent of problem.agents) {
    const calendar = calendars.get(agent.calendar)!;
    for (const name of personNames(agent)) {
      const worked = plans
        .get(name)!
        .toSorted((a, b) => a.startSlot - b.startSlot || a.endSlot - b.endSlot || a.day - b.day || byContent(a, b))
        .map((plan) => examine(problem, agent, plan, templates.get(plan.template)));
      const byDay: WorkedShift[][] = calendar.days.map(() => []);
      for (const shift of worked) byDay[shift.plan.day]!.push(shift);
      people.push({ name, agent, calendar, shifts: worked, byDay });
    }
  }
  return { people, stray };
}

function examine(
  problem: RosterProblem,
  agent: ProblemAgent,
  plan: PlannedShift,
  template: ShiftTemplate | undefined,
): WorkedShift {
  const minutes = (activity: PlannedActivity): number => (activity.endSlot - activity.startSlot) * problem.slotMinutes;
  const fixed = plan.activities.filter(
    (activity) => isFixed(problem, agent, activity) || isMeetingPart(problem, plan.agent, activity),
  );
  let paidMinutes = 0;
  let unpaidBreaks = 0;
  for (const activity of plan.activities) {
    if (activity.paid) paidMinutes += minutes(activity);
    else if (!fixed.includes(activity)) unpaidBreaks += minutes(activity);
  }
  return {
    plan,
    template,
    kind: template?.kind ?? plan.template,
    paidMinutes,
    workMinutes: (plan.endSlot - plan.startSlot) * problem.slotMinutes - unpaidBreaks,
    fixed,
  };
}

/** True where an activity is exactly one of those fixed for the agent (any number of rounds apart in a ring). */
function isFixed(problem: RosterProblem, agent: ProblemAgent, activity: PlannedActivity): boolean {
  return (agent.fixed ?? []).some(
    (fixed) =>
      fixed.activity === activity.activity &&
      fixed.paid === activity.paid &&
      fixed.to - fixed.from === activity.endSlot - activity.startSlot &&
      samePlace(problem, fixed.from, activity.startSlot),
  );
}

/** Equal slots, or in a ring slots that are whole rounds apart. */
export const samePlace = (problem: RosterProblem, a: number, b: number): boolean =>
  a === b || (problem.cyclic && (a - b) % problem.slots === 0);

/** Shifts of a window in time that may stand for it: only itself, or also one round before and after in a ring. */
export const rounds = (problem: RosterProblem): readonly number[] =>
  problem.cyclic ? [-problem.slots, 0, problem.slots] : [0];
