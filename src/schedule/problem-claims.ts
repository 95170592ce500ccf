import type { RosterProblem } from '../../solver/problem.js';
import type { Difference, Recount } from '../../solver/recount/index.js';
import type { Roster } from '../domain/roster.js';
import { hashOf } from '../stamp.js';

/** Relative tolerance of amounts and costs. */
const TOLERANCE = 1e-6;

/**
 * What a roster file claims and its recount does not confirm: the problem it was made from, its cost, its rules broken
 * (by rule and people). Coverage is not compared: the file does not say how capacity was given to queues, and several ways
 * may be equally good; their cost is.
 */
export function claimDifferences(problem: RosterProblem, roster: Roster, recount: Recount): Difference[] {
  const found: Difference[] = [];
  const add = (what: string, claimed: number | string, recounted: number | string, of = ''): void => {
    found.push({ what, claimed, recounted, message: `${what}: claimed ${claimed}, recounted ${recounted}${of}` });
  };
  const hash = hashOf(problem);
  if (roster.stamp.inputHash !== hash)
    add('problem', roster.stamp.inputHash, hash, '; the roster is of another problem');
  const { costMinor } = roster.objective;
  if (differ(costMinor, recount.cost.total)) add('cost.total', costMinor, recount.cost.total);
  // What concerns many people at once is summed over all.
  const together = [...(problem.teamRules ?? []), ...(problem.meetings ?? [])].map((one) => one.id);
  const ofMany = new Set(['seats', 'minimum-staffing', 'meeting', ...together]);
  const sums = new Map<string, [claimed: number, recounted: number]>();
  const count = (side: 0 | 1, ruleId: string, agents: readonly string[], amount: number): void => {
    const who = ofMany.has(ruleId) ? '' : agents.join(', ');
    const key = who === '' ? ruleId : `${ruleId} of ${who}`;
    const pair = sums.get(key) ?? [0, 0];
    pair[side] += amount;
    sums.set(key, pair);
  };
  for (const finding of roster.findings) count(0, finding.ruleId, finding.agents, finding.amount);
  for (const breach of recount.breaches) count(1, breach.ruleId, breach.agents, breach.amount);
  for (const [key, [claimed, recounted]] of sums) {
    if (differ(claimed, recounted)) add(`breach.${key}`, claimed, recounted);
  }
  return found;
}

const differ = (a: number, b: number): boolean =>
  !(Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b)));
