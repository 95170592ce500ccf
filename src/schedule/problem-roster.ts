import type { RosterProblem } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import type { PlannedActivity, PlannedShift } from '../../solver/solution.js';
import type { Roster, RosterShift } from '../domain/roster.js';
import { type Checked, type Issue, inputError } from '../errors.js';

/**
 * Says a roster in the words of a problem: instants become slots from its origin, dates days of the agents' calendars.
 * What the problem does not know (an agent, a date, an area) and instants off its slot grid are issues: `roster-agent`,
 * `roster-date`, `roster-area`, `roster-grid`, each with its JSON path in the roster file.
 */
export function plannedShifts(problem: RosterProblem, roster: Pick<Roster, 'shifts'>): Checked<PlannedShift[]> {
  const issues: Issue[] = [];
  const originMs = Date.parse(problem.origin);
  const slotMs = problem.slotMinutes * 60_000;
  const calendars = new Map(problem.calendars.map((calendar) => [calendar.id, calendar]));
  const calendarOf = new Map(
    problem.agents.flatMap((agent) =>
      personNames(agent).map((name) => [name, calendars.get(agent.calendar)!] as const),
    ),
  );
  const slotOf = (ms: number, path: string): number => {
    const slot = (ms - originMs) / slotMs;
    if (!Number.isInteger(slot)) {
      const message = `${new Date(ms).toISOString()} lies off the grid of ${problem.slotMinutes} minutes from ${problem.origin}.`;
      issues.push(inputError('roster-grid', message, 'Start and end activities on the grid.', { path }));
    }
    return slot;
  };
  const shifts = roster.shifts.map((shift, i): PlannedShift => {
    const path = `shifts[${i}]`;
    const calendar = calendarOf.get(shift.agent);
    const day = calendar?.days.findIndex((one) => one.date === shift.date) ?? -1;
    if (calendar === undefined) {
      const message = `The problem has no agent "${shift.agent}".`;
      issues.push(
        inputError('roster-agent', message, 'Recount with the problem that the roster was made from.', { path }),
      );
    } else if (day < 0) {
      const message = `The calendar of agent "${shift.agent}" has no ${shift.date}.`;
      issues.push(
        inputError('roster-date', message, 'Recount with the problem that the roster was made from.', { path }),
      );
    }
    const activities = shift.activities.map((part, j): PlannedActivity => {
      const at = `${path}.activities[${j}]`;
      return {
        activity: part.activity,
        startSlot: slotOf(part.startMs, `${at}.start`),
        endSlot: slotOf(part.endMs, `${at}.end`),
        paid: part.paid,
        queues: part.queues,
      };
    });
    const paidSlots = activities.reduce((sum, part) => sum + (part.paid ? part.endSlot - part.startSlot : 0), 0);
    return {
      agent: shift.agent,
      day,
      template: shift.template ?? '',
      site: shift.site,
      area: areaOf(problem, shift, path, issues),
      desk: deskNumber(shift.desk),
      startSlot: slotOf(shift.startMs, `${path}.start`),
      endSlot: slotOf(shift.endMs, `${path}.end`),
      paidMinutes: paidSlots * problem.slotMinutes,
      activities,
    };
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: shifts, issues };
}

/** The area named, or the only one of the site. */
function areaOf(problem: RosterProblem, shift: RosterShift, path: string, issues: Issue[]): string {
  if (shift.area !== undefined) return shift.area;
  const areas = problem.sites.find((site) => site.id === shift.site)?.areas ?? [];
  if (areas.length === 1) return areas[0]!.id;
  const message = `The shift names no area, and site "${shift.site}" has ${areas.length}.`;
  issues.push(inputError('roster-area', message, 'Name the area of the shift.', { path }));
  return '';
}

/** Number at the end of a desk's label, `floor-12` → 12. */
function deskNumber(label: string | undefined): number | null {
  const digits = label === undefined ? undefined : /\d+$/.exec(label)?.[0];
  return digits === undefined ? null : Number(digits);
}
