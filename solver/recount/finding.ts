import type { Rule, TeamRule } from '../problem.js';
import type { Breach } from '../solution.js';

/** What a check found: a breach without the rule's name and price. */
export interface Finding {
  readonly days: readonly number[];
  /** In the rule's own unit, > 0. */
  readonly amount: number;
  /** Measured value and limit. */
  readonly message: string;
}

/** A finding as a breach of a rule of the problem by one person. */
export function ruleBreach(rule: Rule, person: string, finding: Finding): Breach {
  return {
    ruleId: rule.id,
    rule: rule.rule,
    hard: rule.hard,
    agents: [person],
    days: finding.days,
    amount: finding.amount,
    cost: rule.hard ? 0 : (rule.weight ?? 0) * finding.amount,
    message: `${person} breaks ${rule.id}: ${finding.message}`,
  };
}

/** A hard breach of one of the built-in laws. */
export function lawBreach(
  law: Exclude<Breach['rule'], Rule['rule'] | TeamRule['rule'] | 'wish' | 'meeting'>,
  agents: readonly string[],
  finding: Finding,
): Breach {
  return {
    ruleId: law,
    rule: law,
    hard: true,
    agents,
    days: finding.days,
    amount: finding.amount,
    cost: 0,
    message: finding.message,
  };
}
