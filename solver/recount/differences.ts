import type { Breach, RosterCost, RosterSolution } from '../solution.js';
import type { Recount } from './result.js';

/** One thing in which a solution's claim and the recount disagree. */
export interface Difference {
  /** `cost.under`, `coverage.phone.covered[3]`, `breach.daily-rest`, `allocation`, `bound` … */
  readonly what: string;
  readonly claimed: number | string;
  readonly recounted: number | string;
  readonly message: string;
}

/** Relative tolerance of amounts and costs. */
const TOLERANCE = 1e-6;
/** Share of the total cost that parts of it may differ by. */
const SPECK = 1e-9;

const differs = (a: number, b: number): boolean =>
  !(Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b)));

const difference = (what: string, claimed: number | string, recounted: number | string): Difference => ({
  what,
  claimed,
  recounted,
  message: `${what}: claimed ${claimed}, recounted ${recounted}`,
});

/**
 * Everything that a solution claims and the recount of its shifts (and its allocation) does not confirm: cost, coverage,
 * breaches (those of desks among them), an allocation that spends wrongly or worse than the best, status, bound.
 */
export function differences(recount: Recount, solution: RosterSolution): Difference[] {
  return [
    ...costDifferences(recount.cost, solution.cost),
    ...coverageDifferences(recount, solution),
    ...breachDifferences(recount.breaches, solution.breaches),
    ...allocationDifferences(recount),
    ...proofDifferences(recount, solution),
  ];
}

function costDifferences(recounted: RosterCost, claimed: RosterCost): Difference[] {
  const parts = ['labour', 'under', 'over', 'rules', 'distinctShifts', 'total'] as const;
  // A linear program leaves specks of work undone: a part that is next to nothing is judged by the whole.
  const speck = SPECK * Math.max(Math.abs(claimed.total), Math.abs(recounted.total));
  return parts
    .filter((part) => differs(claimed[part], recounted[part]) && !(Math.abs(claimed[part] - recounted[part]) <= speck))
    .map((part) => difference(`cost.${part}`, claimed[part], recounted[part]));
}

function coverageDifferences(recount: Recount, solution: RosterSolution): Difference[] {
  const found: Difference[] = [];
  const claims = new Map(solution.coverage.map((row) => [row.queue, row]));
  const recounted = new Set(recount.coverage.map((row) => row.queue));
  for (const row of solution.coverage) {
    if (!recounted.has(row.queue)) found.push(difference(`coverage.${row.queue}`, 'given', 'no such queue'));
  }
  for (const row of recount.coverage) {
    const claim = claims.get(row.queue);
    if (claim === undefined) {
      found.push(difference(`coverage.${row.queue}`, 'missing', 'a queue of the problem'));
      continue;
    }
    for (const part of ['wanted', 'covered', 'under', 'over'] as const) {
      // Which of several equally dear pieces of work stays undone is a free choice; its cost is compared above.
      if (recount.deferrable.includes(row.queue) && (part === 'under' || part === 'over')) continue;
      if (claim[part].length !== row[part].length) {
        found.push(difference(`coverage.${row.queue}.${part}.length`, claim[part].length, row[part].length));
        continue;
      }
      row[part].forEach((value, t) => {
        if (differs(claim[part][t]!, value)) {
          found.push(difference(`coverage.${row.queue}.${part}[${t}]`, claim[part][t]!, value));
        }
      });
    }
  }
  return found;
}

/**
 * Breaches are compared by their sums per rule and person; seats, minimum staffing, team rules and meetings concern many people at
 * once and are summed over all. Days count where a decision or a wish names one.
 */
const keyOf = (breach: Breach): string => {
  if (breach.rule === 'seats' || breach.rule === 'minimum-staffing') return breach.rule;
  if (breach.rule === 'meeting' || breach.rule === 'site-minimum' || breach.rule === 'supervision')
    return [breach.rule, breach.ruleId].join('; ');
  const days = breach.rule === 'pin' || breach.rule === 'wish' ? breach.days.join(' ') : '';
  return [breach.rule, breach.ruleId, breach.hard, breach.agents.join(' '), days].join('; ');
};

function breachDifferences(recounted: readonly Breach[], claimed: readonly Breach[]): Difference[] {
  const sums = new Map<string, { example: Breach; amounts: [number, number]; costs: [number, number] }>();
  const add = (breach: Breach, side: 0 | 1): void => {
    const sum = sums.get(keyOf(breach)) ?? { example: breach, amounts: [0, 0], costs: [0, 0] };
    sum.amounts[side] += breach.amount;
    sum.costs[side] += breach.cost;
    sums.set(keyOf(breach), sum);
  };
  for (const breach of claimed) add(breach, 0);
  for (const breach of recounted) add(breach, 1);
  const found: Difference[] = [];
  for (const { example, amounts, costs } of sums.values()) {
    const what = `breach.${example.ruleId}`;
    const add = (part: string, pair: readonly [number, number]): void => {
      if (!differs(pair[0], pair[1])) return;
      found.push({
        ...difference(`${what}.${part}`, pair[0], pair[1]),
        message: `${what}: claimed ${pair[0]}, recounted ${pair[1]} (${example.message})`,
      });
    };
    add('amount', amounts);
    add('cost', costs);
  }
  return found;
}

function allocationDifferences({ allocationFaults, best, used }: Recount): Difference[] {
  const faults = allocationFaults.map((fault) => ({
    ...difference('allocation', 'spent once', 'not so'),
    message: fault,
  }));
  if (best === null || allocationFaults.length > 0) return faults;
  if (differs(used.missing, best.missing)) return [difference('allocation.missing', used.missing, best.missing)];
  return differs(used.cost, best.cost) ? [difference('allocation.cost', used.cost, best.cost)] : [];
}

function proofDifferences(recount: Recount, solution: RosterSolution): Difference[] {
  const found: Difference[] = [];
  const hard = recount.breaches.filter((breach) => breach.hard).length;
  const legal = solution.status === 'optimal' || solution.status === 'feasible';
  if (legal && hard > 0) found.push(difference('status', solution.status, `${hard} hard breaches`));
  if (solution.status === 'conflict' && hard === 0) found.push(difference('status', solution.status, 'no hard breach'));
  const { total } = recount.cost;
  if (hard === 0 && solution.bound > total && differs(solution.bound, total)) {
    found.push(difference('bound', solution.bound, `a legal roster at ${total}`));
  }
  const gap = (total - solution.bound) / Math.max(Math.abs(total), Number.MIN_VALUE);
  if (hard === 0 && differs(Math.max(0, gap), solution.gap) && Number.isFinite(gap)) {
    found.push(difference('gap', solution.gap, Math.max(0, gap)));
  }
  return found;
}
