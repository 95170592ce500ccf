import type { RosterProblem } from '../../solver/problem.js';
import type { PlannedShift, RosterSolution } from '../../solver/solution.js';
import { agentId, queueId, siteId } from '../domain/ids.js';
import type { Roster, RosterShift } from '../domain/roster.js';
import { allocationOf } from '../queue-shares.js';
import { hashOf } from '../stamp.js';
import { addDays } from '../time/zone.js';
import { ENGINE_VERSION } from '../version.js';
import { committedCost } from './committed-cost.js';

/** Instant of a slot, epoch milliseconds. */
export function instantOf(problem: RosterProblem): (slot: number) => number {
  const originMs = Date.parse(problem.origin);
  const slotMs = problem.slotMinutes * 60_000;
  return (slot) => originMs + slot * slotMs;
}

/** Shifts of the engine in words: dates, instants, desks; by date, agent and start. */
export function rosterShifts(problem: RosterProblem, planned: readonly PlannedShift[]): RosterShift[] {
  const instant = instantOf(problem);
  const calendarOfAgent = calendarLookup(problem);
  const kindOf = new Map(problem.shiftTemplates.map((template) => [template.id, template.kind ?? template.id]));
  const shifts = planned.map((shift): RosterShift => {
    const day = calendarOfAgent(shift.agent)[shift.day]!;
    const kind = kindOf.get(shift.template);
    return {
      agent: agentId(shift.agent),
      date: day.date,
      site: siteId(shift.site),
      area: shift.area,
      ...(shift.desk === null ? {} : { desk: `${shift.area}-${shift.desk}` }),
      template: shift.template,
      ...(kind === undefined ? {} : { kind }),
      startMs: instant(shift.startSlot),
      endMs: instant(shift.endSlot),
      activities: activitiesOf(shift, instant),
    };
  });
  return shifts.sort((a, b) => compare(a.date, b.date) || compare(a.agent, b.agent) || a.startMs - b.startMs);
}

/** Says a solution in words again: dates, instants, names. Same problem and solution, same roster. */
export function rosterOf(problem: RosterProblem, solution: RosterSolution, seed: number): Roster {
  const instant = instantOf(problem);
  const main = problem.calendars[0]!;
  const zone = main.zone ?? 'UTC';
  const calendarOfAgent = calendarLookup(problem);
  const intervals = problem.slots / problem.intervalSlots;
  const intervalStarts = Array.from({ length: intervals }, (_, i) => instant(i * problem.intervalSlots));
  const first = main.days[0]!.date;
  return {
    state: 'draft',
    fromDate: first,
    toDate: addDays(first, main.days.length - 1),
    zone,
    shifts: rosterShifts(problem, solution.shifts),
    findings: solution.breaches.map((breach) => ({
      ruleId: breach.ruleId,
      hard: breach.hard,
      agents: breach.agents,
      dates: breach.days.map((day) => calendarOfAgent(breach.agents[0])[day]?.date ?? String(day)),
      amount: breach.amount,
      message: breach.message,
    })),
    coverage: solution.coverage.map(({ queue, wanted, covered, under, over }) => ({
      queue: queueId(queue),
      startMs: intervalStarts,
      wanted,
      covered,
      under,
      over,
    })),
    allocation: allocationOf(problem, solution),
    objective: objectiveOf(problem, solution),
    stamp: {
      engineVersion: ENGINE_VERSION,
      seed,
      inputHash: hashOf(problem),
      reproducible: solution.reproducible,
      method: solution.solver.method,
    },
  };
}

/** Cost and bound with the gap on what a decision can change: hours that contracts pay anyhow are left out of it. */
function objectiveOf(problem: RosterProblem, solution: RosterSolution): Roster['objective'] {
  const { total } = solution.cost;
  const changeable = Math.max(total - committedCost(problem), 1);
  return { costMinor: total, boundMinor: solution.bound, gap: Math.max(0, total - solution.bound) / changeable };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Days of the calendar an agent lives by; members of a kind are called `id#k`. */
export function calendarLookup(
  problem: RosterProblem,
): (agent: string | undefined) => RosterProblem['calendars'][number]['days'] {
  const days = new Map(problem.calendars.map((calendar) => [calendar.id, calendar.days]));
  const byAgent = new Map(problem.agents.map((agent) => [agent.id, days.get(agent.calendar)!]));
  return (agent) =>
    (agent === undefined ? undefined : (byAgent.get(agent) ?? byAgent.get(agent.replace(/#\d+$/, '')))) ??
    problem.calendars[0]!.days;
}

function activitiesOf(shift: PlannedShift, instant: (slot: number) => number): RosterShift['activities'] {
  return shift.activities.map(({ activity, startSlot, endSlot, paid, queues }) => ({
    activity,
    startMs: instant(startSlot),
    endMs: instant(endSlot),
    paid,
    queues: queues.map(queueId),
  }));
}
