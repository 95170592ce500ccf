import type { RosterProblem, Rule } from '../../problem.js';
import type { Breach } from '../../solution.js';
import { type Finding, ruleBreach } from '../finding.js';
import type { Person } from '../people.js';
import { consecutiveDays } from './consecutive-days.js';
import { consecutiveDaysOff } from './consecutive-days-off.js';
import { consecutiveShifts } from './consecutive-shifts.js';
import type { RuleCheck } from './context.js';
import { dailyRest } from './daily-rest.js';
import { daysWorked } from './days-worked.js';
import { paidMinutes } from './paid-minutes.js';
import { placeDays } from './place-days.js';
import { restAfterSeries } from './rest-after-series.js';
import { rotation } from './rotation.js';
import { sequence } from './sequence.js';
import { shiftCount } from './shift-count.js';
import { startVariation } from './start-variation.js';
import { succession } from './succession.js';
import { weekends } from './weekends.js';
import { weeklyRest } from './weekly-rest.js';
import { workMinutes } from './work-minutes.js';

const CHECKS: { readonly [Name in Rule['rule']]: RuleCheck<Name> } = {
  'daily-rest': dailyRest,
  'weekly-rest': weeklyRest,
  'paid-minutes': paidMinutes,
  'work-minutes': workMinutes,
  'days-worked': daysWorked,
  'consecutive-days': consecutiveDays,
  'consecutive-days-off': consecutiveDaysOff,
  'consecutive-shifts': consecutiveShifts,
  'rest-after-series': restAfterSeries,
  sequence,
  weekends,
  'shift-count': shiftCount,
  succession,
  'start-variation': startVariation,
  'place-days': placeDays,
  rotation,
};

/** Every breach of the person's rule sets. */
export function ruleBreaches(problem: RosterProblem, person: Person): Breach[] {
  const sets = problem.ruleSets.filter((set) => person.agent.rules.includes(set.id));
  return sets.flatMap((set) =>
    set.rules.flatMap((rule) =>
      findings(rule, person, problem).map((finding) => ruleBreach(rule, person.name, finding)),
    ),
  );
}

function findings(rule: Rule, person: Person, problem: RosterProblem): Finding[] {
  const check = CHECKS[rule.rule] as RuleCheck<Rule['rule']>;
  return check(rule, person, problem);
}
