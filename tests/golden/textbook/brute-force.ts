import type { ProblemAgent, RosterProblem, ShiftTemplate } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import { personNames } from '../../../solver/recount/people.js';
import { breaksThatApply } from '../../../solver/recount/template.js';
import { slotOfWallClock } from '../../../solver/recount/wall-clock.js';
import type { PlannedActivity, PlannedShift } from '../../../solver/solution.js';

type Tour = readonly PlannedShift[];

/**
 * Cost of the best legal roster by trying all of them: every tour (shift or none on every day, every start, length, place
 * and position of breaks) that breaks no hard rule, every choice of one tour per person, people of a kind in order. For a
 * few people and days only.
 */
export function bruteForce(problem: RosterProblem): { readonly cost: number; readonly rosters: number } {
  const perAgent = problem.agents.map((agent) => {
    const tours = legalTours(problem, agent);
    return multisets(tours.length, agent.count ?? 1).map((picks) => {
      const names = personNames(agent);
      return picks.flatMap((pick, k) => tours[pick]!.map((shift) => ({ ...shift, agent: names[k]! })));
    });
  });
  let best = Number.POSITIVE_INFINITY;
  let rosters = 0;
  for (const parts of product(perAgent)) {
    const { cost, breaches } = recount(problem, withDesks(problem, parts.flat()));
    rosters++;
    if (cost.total < best && !breaches.some((breach) => breach.hard)) best = cost.total;
  }
  return { cost: best, rosters };
}

/** Tours of one person that break no hard rule by themselves. */
function legalTours(problem: RosterProblem, agent: ProblemAgent): Tour[] {
  const { count: _, ...one } = agent;
  const queues = problem.queues.map(({ minimum: _, ...queue }) => queue);
  const alone: RosterProblem = { ...problem, queues, shiftCover: [], agents: [one] };
  const calendar = problem.calendars.find((each) => each.id === agent.calendar)!;
  const choices = calendar.days.map((_, day) => [[], ...shiftsOf(problem, agent, day).map((shift) => [shift])]);
  return [...product<Tour>(choices)]
    .map((days) => days.flat())
    .filter((tour) => !recount(alone, withDesks(alone, tour)).breaches.some((breach) => breach.hard));
}

function shiftsOf(problem: RosterProblem, agent: ProblemAgent, day: number): PlannedShift[] {
  const calendar = problem.calendars.find((each) => each.id === agent.calendar)!;
  const shifts: PlannedShift[] = [];
  for (const template of problem.shiftTemplates.filter((each) => agent.shifts.includes(each.id))) {
    for (const minute of grid(template.start.earliest, template.start.latest, template.start.step)) {
      for (const paid of grid(template.paid.min, template.paid.max, template.paid.step)) {
        const startSlot = slotOfWallClock(problem, calendar, day, minute);
        for (const activities of insides(problem, agent, template, startSlot, paid)) {
          for (const { site, area } of agent.places) {
            shifts.push({
              agent: agent.id,
              day,
              template: template.id,
              site,
              area,
              desk: null,
              startSlot,
              endSlot: activities.at(-1)!.endSlot,
              paidMinutes: paid,
              activities,
            });
          }
        }
      }
    }
  }
  return shifts;
}

/** All ways to lay the breaks (in the order of the template) into a shift. */
function insides(
  problem: RosterProblem,
  agent: ProblemAgent,
  template: ShiftTemplate,
  start: number,
  paid: number,
): PlannedActivity[][] {
  const slots = (minutes: number): number => minutes / problem.slotMinutes;
  const breaks = breaksThatApply(template, paid);
  const end = start + slots(paid + breaks.reduce((sum, rest) => sum + (rest.paid ? 0 : rest.minutes), 0));
  const positions = breaks.map((rest) =>
    grid(
      rest.earliestAfterStart,
      Math.min(rest.latestAfterStart ?? Number.POSITIVE_INFINITY, (end - start) * problem.slotMinutes - rest.minutes),
      rest.stepMinutes ?? problem.slotMinutes,
    ),
  );
  const queues = agent.skills.map((skill) => skill.queue);
  return [...product(positions)].flatMap((chosen) => {
    const activities: PlannedActivity[] = [];
    let at = start;
    const work = (to: number): void => {
      if (to > at) activities.push({ activity: 'work', startSlot: at, endSlot: to, paid: true, queues });
    };
    for (const [b, after] of chosen.entries()) {
      const { activity, minutes, paid } = breaks[b]!;
      const from = start + slots(after);
      if (from < at) return [];
      work(from);
      at = from + slots(minutes);
      activities.push({ activity, startSlot: from, endSlot: at, paid, queues: [] });
    }
    work(end);
    return [activities];
  });
}

function grid(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

/** Gives the first free desk, in order of start; none where there is none. */
function withDesks(problem: RosterProblem, shifts: Tour): PlannedShift[] {
  const taken: PlannedShift[] = [];
  return shifts
    .toSorted((a, b) => a.startSlot - b.startSlot)
    .map((shift) => {
      const { seats } = problem.sites
        .find((site) => site.id === shift.site)!
        .areas.find((area) => area.id === shift.area)!;
      if (seats === null) return shift;
      const used = taken.filter((other) => other.area === shift.area && other.endSlot > shift.startSlot);
      const free = Array.from({ length: seats }, (_, k) => k + 1).find((desk) =>
        used.every((other) => other.desk !== desk),
      );
      const seated = { ...shift, desk: free ?? null };
      taken.push(seated);
      return seated;
    });
}

function* product<T>(lists: readonly (readonly T[])[], from = 0): Generator<T[]> {
  if (from === lists.length) {
    yield [];
    return;
  }
  for (const value of lists[from]!) for (const rest of product(lists, from + 1)) yield [value, ...rest];
}

/** All choices of `size` out of `count` with repetition, in order. */
function multisets(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const all: number[][] = [];
  for (let i = from; i < count; i++) for (const rest of multisets(count, size - 1, i)) all.push([i, ...rest]);
  return all;
}
