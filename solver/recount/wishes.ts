import type { RosterProblem } from '../problem.js';
import type { Breach } from '../solution.js';
import type { Person } from './people.js';
import { wallClockStart } from './wall-clock.js';

/** Requests that the roster does not grant, each with its weight. */
export function wishBreaches(problem: RosterProblem, person: Person): Breach[] {
  const breaches: Breach[] = [];
  for (const wish of person.agent.wishes ?? []) {
    const shifts = person.byDay[wish.day] ?? [];
    const day = person.calendar.days[wish.day];
    const { want } = wish;
    let granted: boolean;
    let words: string;
    if ('off' in want) {
      granted = shifts.length === 0;
      words = 'a day off';
    } else if ('on' in want) {
      granted = shifts.length > 0;
      words = 'a shift';
    } else if ('kinds' in want) {
      granted = shifts.some((shift) => want.kinds.includes(shift.kind));
      words = `a shift of ${want.kinds.join(' or ')}`;
    } else if ('notKinds' in want) {
      granted = !shifts.some((shift) => want.notKinds.includes(shift.kind));
      words = `no shift of ${want.notKinds.join(' or ')}`;
    } else {
      granted = shifts.every((shift) => {
        const start = wallClockStart(problem, day!, shift.plan.startSlot);
        return start >= want.startFrom && start <= want.startTo;
      });
      words = `a start between minutes ${want.startFrom} and ${want.startTo}`;
    }
    if (granted) continue;
    breaches.push({
      ruleId: wish.id ?? 'wish',
      rule: 'wish',
      hard: false,
      agents: [person.name],
      days: [wish.day],
      amount: 1,
      cost: wish.weight,
      message: `${person.name} wished for ${words} on day ${wish.day} and has ${shifts.map((shift) => shift.kind).join(', ') || 'none'}`,
    });
  }
  return breaches;
}
