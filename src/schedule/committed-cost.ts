import type { RosterProblem } from '../../solver/problem.js';

/**
 * Cost of the least hours that hard rules demand of every agent, leave credited: it is the same in every legal roster, so
 * a gap that counted it would flatter the solver. Unit of the problem's costs.
 */
export function committedCost(problem: RosterProblem): number {
  const rulesOf = new Map(problem.ruleSets.map((set) => [set.id, set.rules]));
  const daysOf = new Map(problem.calendars.map((calendar) => [calendar.id, calendar.days]));
  let cost = 0;
  for (const agent of problem.agents) {
    const days = daysOf.get(agent.calendar) ?? [];
    const weeks = days.reduce((most, day) => Math.max(most, day.week + 1), 0);
    for (let week = 0; week < weeks; week++) {
      const credited = (agent.credits ?? []).reduce(
        (sum, credit) => sum + (days[credit.day]?.week === week ? credit.paidMinutes : 0),
        0,
      );
      const least = agent.rules
        .flatMap((id) => rulesOf.get(id) ?? [])
        .reduce(
          (most, rule) =>
            rule.rule === 'paid-minutes' && rule.per === 'week' && rule.hard ? Math.max(most, rule.min ?? 0) : most,
          0,
        );
      cost += (agent.count ?? 1) * (Math.max(0, least - credited) / problem.slotMinutes) * agent.costPerPaidSlot;
    }
  }
  return cost;
}
