import type { RosterProblem, Rule } from '../../problem.js';
import type { Finding } from '../finding.js';
import type { Person } from '../people.js';

/** The rule of the given name, e.g. `RuleOf<'daily-rest'>`. */
export type RuleOf<Name extends Rule['rule']> = Extract<Rule, { readonly rule: Name }>;

/** One rule's check: everything in which one person's shifts break it. */
export type RuleCheck<Name extends Rule['rule']> = (
  rule: RuleOf<Name>,
  person: Person,
  problem: RosterProblem,
) => Finding[];
