import type fc from 'fast-check';
import type { ProblemAgent, RosterProblem, ShiftTemplate } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import { breaksThatApply } from '../../solver/recount/template.js';
import { slotOfWallClock } from '../../solver/recount/wall-clock.js';
import type { PlannedActivity, PlannedShift } from '../../solver/solution.js';
import { type Draw, drawing } from './draw.js';

/** A problem with a random roster, often an illegal one. */
export interface RandomCase {
  readonly problem: RosterProblem;
  readonly shifts: readonly PlannedShift[];
}

/** Adds a roster to random problems: mostly shifts after their templates, now and then broken in one of many ways. */
export const withRandomRoster = (problems: fc.Arbitrary<RosterProblem>): fc.Arbitrary<RandomCase> =>
  problems.chain((problem) => drawing(400, (draw) => ({ problem, shifts: rosterFrom(draw, problem) })));

function rosterFrom(draw: Draw, problem: RosterProblem): PlannedShift[] {
  const shifts: PlannedShift[] = [];
  for (const agent of problem.agents) {
    const calendar = problem.calendars.find((one) => one.id === agent.calendar)!;
    for (const name of personNames(agent)) {
      calendar.days.forEach((_, day) => {
        if (draw.chance(2)) shifts.push(shiftFrom(draw, problem, agent, name, day));
        if (draw.chance(30)) shifts.push(shiftFrom(draw, problem, agent, name, day));
      });
    }
  }
  return shifts;
}

function shiftFrom(draw: Draw, problem: RosterProblem, agent: ProblemAgent, name: string, day: number): PlannedShift {
  const calendar = problem.calendars.find((one) => one.id === agent.calendar)!;
  const id = draw.of(...agent.shifts);
  const template = problem.shiftTemplates.find((one) => one.id === id)!;
  const { start, paid } = template;
  const minute =
    start.earliest + start.step * draw.between(0, Math.floor((start.latest - start.earliest) / start.step));
  const paidLength = paid.min + paid.step * draw.between(0, Math.floor((paid.max - paid.min) / paid.step));
  const startSlot = slotOfWallClock(problem, calendar, day, minute) + (draw.chance(25) ? 1 : 0);
  const unpaid = breaksThatApply(template, paidLength).reduce((sum, rest) => sum + (rest.paid ? 0 : rest.minutes), 0);
  const endSlot = startSlot + (paidLength + unpaid) / problem.slotMinutes + (draw.chance(25) ? 1 : 0);
  const activities = activitiesFrom(draw, problem, agent, name, template, paidLength, startSlot, endSlot);
  const place = draw.of(...agent.places);
  const seats = problem.sites.find((site) => site.id === place.site)!.areas[0]!.seats;
  const paidSlots = activities.reduce((sum, part) => sum + (part.paid ? part.endSlot - part.startSlot : 0), 0);
  return {
    agent: draw.chance(60) ? 'nobody' : name,
    day: draw.chance(60) ? Math.max(0, day - 1) : day,
    template: draw.chance(60) ? 'unheard-of' : id,
    site: place.site,
    area: place.area,
    desk: seats === null || draw.chance(20) ? null : draw.between(1, seats),
    startSlot,
    endSlot,
    paidMinutes: paidSlots * problem.slotMinutes + (draw.chance(60) ? 15 : 0),
    activities,
  };
}

/** Paints log-in, breaks at drawn places and fixed activities over work, slot by slot. */
function activitiesFrom(
  draw: Draw,
  problem: RosterProblem,
  agent: ProblemAgent,
  name: string,
  template: ShiftTemplate,
  paidLength: number,
  startSlot: number,
  endSlot: number,
): PlannedActivity[] {
  const queues = agent.skills.map((skill) => skill.queue);
  const work = { activity: 'work', paid: true, queues };
  const slots: { activity: string; paid: boolean; queues: readonly string[] }[] = [];
  for (let slot = startSlot; slot < endSlot; slot++) slots.push(work);
  const paint = (from: number, length: number, activity: string, paid: boolean): void => {
    const part = { activity, paid, queues: [] };
    for (let i = Math.max(0, from); i < Math.min(slots.length, from + length); i++) slots[i] = part;
  };
  for (const rest of breaksThatApply(template, paidLength)) {
    const step = (rest.stepMinutes ?? problem.slotMinutes) / problem.slotMinutes;
    const first = Math.ceil(rest.earliestAfterStart / problem.slotMinutes / step) * step;
    const from = first + step * draw.between(0, 2);
    paint(from, rest.minutes / problem.slotMinutes, rest.activity, rest.paid);
  }
  if (template.login !== undefined)
    paint(0, template.login.minutes / problem.slotMinutes, template.login.activity, true);
  for (const fixed of agent.fixed ?? [])
    paint(fixed.from - startSlot, fixed.to - fixed.from, fixed.activity, fixed.paid);
  for (const { activity, minutes, windows, participants, leaders = [] } of problem.meetings ?? []) {
    if (![...participants, ...leaders].includes(name) || draw.chance(4)) continue;
    const { from } = draw.of(...windows);
    paint(from - startSlot, minutes / problem.slotMinutes, activity, true);
  }
  const activities: PlannedActivity[] = [];
  slots.forEach((part, i) => {
    const at = startSlot + i;
    const last = activities.at(-1);
    if (i > 0 && last !== undefined && slots[i - 1] === part)
      activities[activities.length - 1] = { ...last, endSlot: at + 1 };
    else activities.push({ ...part, startSlot: at, endSlot: at + 1 });
  });
  return activities;
}
