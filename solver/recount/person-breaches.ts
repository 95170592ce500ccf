import type { RosterProblem } from '../problem.js';
import type { Breach } from '../solution.js';
import { lawBreach } from './finding.js';
import type { Person } from './people.js';
import { availabilityBreaches, fixedActivityBreaches, overlapBreaches, pinBreaches } from './presence.js';
import { ruleBreaches } from './rules/index.js';
import { templateFaults } from './template.js';
import { wishBreaches } from './wishes.js';

/** Every rule that one person's shifts break by themselves, whatever the others work. Quick enough to follow a hand that moves a shift. */
export function personBreaches(problem: RosterProblem, person: Person): Breach[] {
  return [
    ...person.shifts.flatMap((shift) =>
      templateFaults(problem, person, shift).map((fault) =>
        lawBreach('template', [person.name], {
          days: [shift.plan.day],
          amount: 1,
          message: `shift of ${person.name} on day ${shift.plan.day}: ${fault}`,
        }),
      ),
    ),
    ...overlapBreaches(problem, person),
    ...availabilityBreaches(problem, person),
    ...pinBreaches(person),
    ...fixedActivityBreaches(problem, person),
    ...ruleBreaches(problem, person),
    ...wishBreaches(problem, person),
  ];
}
