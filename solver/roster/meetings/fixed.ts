import type { ProblemAgent, RosterProblem } from '../../problem.js';
import type { PlannedShift } from '../../solution.js';

/** Names of the people an agent entry stands for. */
export const namesOf = ({ id, count = 1 }: ProblemAgent): string[] =>
  count === 1 ? [id] : Array.from({ length: count }, (_, k) => `${id}#${k + 1}`);

/** The problem with the meetings of a roster as activities fixed for those who hold them; everyone of a kind stands alone. */
export function meetingsFixed(problem: RosterProblem, shifts: readonly PlannedShift[]): RosterProblem {
  const { meetings = [], slotMinutes } = problem;
  if (meetings.length === 0) return problem;
  const held = new Map<string, NonNullable<ProblemAgent['fixed']>[number][]>();
  for (const { agent, activities } of shifts) {
    for (const { activity, startSlot, endSlot, paid } of activities) {
      const isHeld = meetings.some(
        (meeting) =>
          paid &&
          meeting.activity === activity &&
          meeting.minutes === (endSlot - startSlot) * slotMinutes &&
          (meeting.participants.includes(agent) || meeting.leaders?.includes(agent) === true) &&
          meeting.windows.some(({ from, to }) => startSlot >= from && endSlot <= to),
      );
      if (!isHeld) continue;
      held.set(agent, [...(held.get(agent) ?? []), { activity, from: startSlot, to: endSlot, paid }]);
    }
  }
  const agents = problem.agents.flatMap((agent): ProblemAgent[] => {
    const { count: _, ...one } = agent;
    const names = namesOf(agent);
    if (!names.some((name) => held.has(name))) return [agent];
    return names.map((id) => {
      const known = agent.fixed ?? [];
      const more = (held.get(id) ?? []).filter((part) => !known.some((other) => other.from === part.from));
      return { ...one, id, fixed: [...known, ...more] };
    });
  });
  return { ...problem, agents };
}
