import type { BreakTemplate, RosterProblem, ShiftTemplate } from '../problem.js';
import type { PlannedActivity } from '../solution.js';
import { matchBreaks } from './breaks.js';
import type { Person, WorkedShift } from './people.js';
import { slotOfWallClock } from './wall-clock.js';

/** Everything in which a shift departs from its template and from what its agent may do; one sentence each. */
export function templateFaults(problem: RosterProblem, person: Person, shift: WorkedShift): string[] {
  const faults = [...activityFaults(problem, shift), ...placeFaults(problem, person, shift)];
  const { plan, template } = shift;
  if (template === undefined) return [...faults, `there is no shift template ${plan.template}`];
  if (!person.agent.shifts.includes(template.id)) faults.push(`template ${template.id} is not open to the agent`);
  const day = person.calendar.days[plan.day]!;
  if (template.weekdays !== undefined && !template.weekdays.includes(day.weekday)) {
    faults.push(`template ${template.id} does not start on weekday ${day.weekday} (${day.date})`);
  }
  if (!mayStart(problem, person, shift, template)) {
    faults.push(`slot ${plan.startSlot} is none of the starts of template ${template.id} on ${day.date}`);
  }
  faults.push(...endFaults(problem, person, shift, template));
  const span = (plan.endSlot - plan.startSlot) * problem.slotMinutes;
  const paid = paidLengthOfSpan(template, span);
  if (paid === undefined) faults.push(`a span of ${span} minutes fits no paid length of template ${template.id}`);
  return [...faults, ...insideFaults(problem, person, shift, template, paid ?? shift.workMinutes)];
}

/** The breaks that a shift of this paid length has to hold. */
export const breaksThatApply = (template: ShiftTemplate, paidLength: number): readonly BreakTemplate[] =>
  template.breaks.filter((rest) => rest.ifWorkOver === undefined || paidLength > rest.ifWorkOver);

/** The paid length whose span is the one given, or undefined. Span grows with the paid length, so there is at most one. */
export function paidLengthOfSpan(template: ShiftTemplate, span: number): number | undefined {
  const { min, max, step } = template.paid;
  for (let paid = min; paid <= max; paid += step) {
    const unpaid = breaksThatApply(template, paid).reduce((sum, rest) => sum + (rest.paid ? 0 : rest.minutes), 0);
    if (paid + unpaid === span) return paid;
    if (step <= 0) break;
  }
  return undefined;
}

function mayStart(problem: RosterProblem, person: Person, shift: WorkedShift, template: ShiftTemplate): boolean {
  const { earliest, latest, step } = template.start;
  for (let minute = earliest; minute <= latest; minute += step) {
    if (slotOfWallClock(problem, person.calendar, shift.plan.day, minute) === shift.plan.startSlot) return true;
    if (step <= 0) break;
  }
  return false;
}

function endFaults(problem: RosterProblem, person: Person, shift: WorkedShift, template: ShiftTemplate): string[] {
  const { earliest, latest } = template.end ?? {};
  const { day, endSlot } = shift.plan;
  const faults: string[] = [];
  if (earliest !== undefined && endSlot < slotOfWallClock(problem, person.calendar, day, earliest)) {
    faults.push(`it ends before minute ${earliest}, the earliest end of template ${template.id}`);
  }
  if (latest !== undefined && endSlot > slotOfWallClock(problem, person.calendar, day, latest)) {
    faults.push(`it ends after minute ${latest}, the latest end of template ${template.id}`);
  }
  return faults;
}

/** Log-in, breaks and the stretches between them; what is left over must be work or fixed. */
function insideFaults(
  problem: RosterProblem,
  person: Person,
  shift: WorkedShift,
  template: ShiftTemplate,
  paidLength: number,
): string[] {
  const faults: string[] = [];
  let others = shift.plan.activities.filter((part) => part.activity !== 'work' && !shift.fixed.includes(part));
  if (template.login !== undefined) {
    const { activity, minutes } = template.login;
    const first = shift.plan.activities[0];
    const held =
      first !== undefined &&
      first.activity === activity &&
      first.paid &&
      (first.endSlot - first.startSlot) * problem.slotMinutes === minutes;
    if (minutes > 0 && !held) faults.push(`it does not begin with ${minutes} paid minutes of ${activity}`);
    if (held) others = others.filter((part) => part !== first);
  }
  const applicable = breaksThatApply(template, paidLength);
  faults.push(...matchBreaks(problem, shift.plan, template, applicable, others));
  faults.push(...stretchFaults(problem, shift, template, others));
  const queues = person.agent.skills.map((skill) => skill.queue).toSorted();
  for (const part of shift.plan.activities) {
    if (part.activity === 'work' && part.queues.toSorted().join('|') !== queues.join('|')) {
      faults.push(
        `work at slot ${part.startSlot} is open to ${part.queues.join(', ')}, not to all skills of the agent`,
      );
    }
  }
  return faults;
}

function stretchFaults(
  problem: RosterProblem,
  shift: WorkedShift,
  template: ShiftTemplate,
  breaks: readonly PlannedActivity[],
): string[] {
  const { min, max } = template.stretch ?? {};
  const faults: string[] = [];
  let from = shift.plan.startSlot;
  for (const until of [...breaks, undefined]) {
    const to = until?.startSlot ?? shift.plan.endSlot;
    const minutes = (to - from) * problem.slotMinutes;
    if (min !== undefined && minutes < min)
      faults.push(`a stretch of ${minutes} minutes without a break is under ${min}`);
    if (max !== undefined && minutes > max)
      faults.push(`a stretch of ${minutes} minutes without a break is over ${max}`);
    from = until?.endSlot ?? to;
  }
  return faults;
}

/** The activities must fill the shift without gap or overlap, and the paid minutes must be theirs. */
function activityFaults(problem: RosterProblem, shift: WorkedShift): string[] {
  const { plan } = shift;
  const faults: string[] = [];
  let at = plan.startSlot;
  for (const part of plan.activities) {
    if (part.startSlot !== at || part.endSlot <= part.startSlot) {
      faults.push(
        `activity ${part.activity} at slots ${part.startSlot}–${part.endSlot} leaves a gap or an overlap at ${at}`,
      );
    }
    if (part.activity === 'work' && !part.paid) faults.push(`work at slot ${part.startSlot} is not paid`);
    if (part.activity !== 'work' && part.queues.length > 0) faults.push(`${part.activity} is given to queues`);
    at = part.endSlot;
  }
  if (at !== plan.endSlot) faults.push(`its activities end at slot ${at}, the shift at ${plan.endSlot}`);
  if (Math.abs(plan.paidMinutes - shift.paidMinutes) > 1e-9) {
    faults.push(`it says ${plan.paidMinutes} paid minutes, its activities have ${shift.paidMinutes}`);
  }
  const offGrid = plan.activities.some((part) => !Number.isInteger(part.startSlot) || !Number.isInteger(part.endSlot));
  if (offGrid) faults.push(`an activity of it lies off the grid of ${problem.slotMinutes} minutes`);
  return faults;
}

function placeFaults(problem: RosterProblem, person: Person, shift: WorkedShift): string[] {
  const { site, area } = shift.plan;
  const exists = problem.sites.find((one) => one.id === site)?.areas.some((one) => one.id === area) ?? false;
  if (!exists) return [`there is no area ${area} at a site ${site}`];
  const open = person.agent.places.some((place) => place.site === site && place.area === area);
  return open ? [] : [`the agent may not work at ${site}, ${area}`];
}
