import type { Calendar, ProblemAgent, RosterProblem, ShiftTemplate } from '../../solver/problem.js';
import { rounds } from '../../solver/recount/people.js';
import { breaksThatApply } from '../../solver/recount/template.js';
import { slotOfWallClock } from '../../solver/recount/wall-clock.js';

/** A shift that a template allows on a day, before its breaks are placed. */
export interface PossibleShift {
  readonly template: string;
  readonly startSlot: number;
  readonly endSlot: number;
  readonly paidMinutes: number;
}

/** Shifts that an agent may be given, by availability, absences and pins; rules between days are not looked at. */
export class PossibleShifts {
  private readonly cache = new Map<string, readonly PossibleShift[]>();
  private readonly calendars: ReadonlyMap<string, Calendar>;
  private readonly templates: ReadonlyMap<string, ShiftTemplate>;

  constructor(private readonly problem: RosterProblem) {
    this.calendars = new Map(problem.calendars.map((calendar) => [calendar.id, calendar]));
    this.templates = new Map(problem.shiftTemplates.map((template) => [template.id, template]));
  }

  /** The possible shifts of a day, longest paid first, as the templates allow them. */
  ofTemplate(agent: ProblemAgent, day: number, id: string): readonly PossibleShift[] {
    const key = `${day} ${agent.calendar} ${id}`;
    let shifts = this.cache.get(key);
    if (shifts === undefined) {
      shifts = enumerate(this.problem, this.calendars.get(agent.calendar)!, day, this.templates.get(id)!);
      this.cache.set(key, shifts);
    }
    return shifts;
  }

  /** The first shift of the day (longest paid first, by template) that passes a test and that the agent is there for. */
  find(
    agent: ProblemAgent,
    day: number,
    test: (shift: PossibleShift) => boolean = () => true,
  ): PossibleShift | undefined {
    let best: PossibleShift | undefined;
    const pin = (agent.pins ?? []).find((one) => one.day === day);
    if (pin !== undefined && 'off' in pin) return undefined;
    for (const id of agent.shifts) {
      if (pin !== undefined && pin.template !== id) continue;
      const shift = this.ofTemplate(agent, day, id).find(
        (one) =>
          (pin?.startSlot === undefined || pin.startSlot === one.startSlot) &&
          (pin?.endSlot === undefined || pin.endSlot === one.endSlot) &&
          this.isThere(agent, one) &&
          test(one),
      );
      if (shift !== undefined && shift.paidMinutes > (best?.paidMinutes ?? -1)) best = shift;
    }
    return best;
  }

  private isThere(agent: ProblemAgent, shift: PossibleShift): boolean {
    const { startSlot, endSlot } = shift;
    const inside = (window: { from: number; to: number }): boolean =>
      rounds(this.problem).some((round) => startSlot >= window.from + round && endSlot <= window.to + round);
    const touched = (window: { from: number; to: number }): boolean =>
      rounds(this.problem).some((round) => startSlot < window.to + round && endSlot > window.from + round);
    if (agent.available !== undefined && !agent.available.some(inside)) return false;
    return !(agent.unavailable ?? []).some(touched);
  }
}

function enumerate(problem: RosterProblem, calendar: Calendar, day: number, template: ShiftTemplate): PossibleShift[] {
  const { weekday } = calendar.days[day]!;
  if (template.weekdays !== undefined && !template.weekdays.includes(weekday)) return [];
  const { start, paid, end } = template;
  const at = (minute: number): number => slotOfWallClock(problem, calendar, day, minute);
  const endFrom = end?.earliest === undefined ? Number.NEGATIVE_INFINITY : at(end.earliest);
  const endTo = end?.latest === undefined ? Number.POSITIVE_INFINITY : at(end.latest);
  const shifts: PossibleShift[] = [];
  for (let minutes = paid.min; minutes <= paid.max; minutes += Math.max(1, paid.step)) {
    const unpaid = breaksThatApply(template, minutes).reduce((sum, rest) => sum + (rest.paid ? 0 : rest.minutes), 0);
    for (let minute = start.earliest; minute <= start.latest; minute += Math.max(1, start.step)) {
      const startSlot = at(minute);
      const endSlot = startSlot + (minutes + unpaid) / problem.slotMinutes;
      if (endSlot < endFrom || endSlot > endTo) continue;
      shifts.push({ template: template.id, startSlot, endSlot, paidMinutes: minutes });
    }
  }
  return shifts.sort((a, b) => b.paidMinutes - a.paidMinutes);
}
