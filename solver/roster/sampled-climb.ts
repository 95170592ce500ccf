import type { Budget } from './budget.js';
import type { Compiled } from './compile.js';
import { type LagrangianDual, turnsOf } from './lagrange.js';

/** Classes on which prices are settled first where there are far more. */
const SAMPLE = 160;

/** A sample of the classes in which every kind of skills and contract has its share. */
function sampleOf({ classes }: Compiled, order: readonly number[]): number[] {
  const keyOf = classes.map((agent) => `${agent.shapeKey}|${agent.agent.rules.join(',')}`);
  const sorted = order
    .map((c, at) => ({ c, at, key: keyOf[c]! }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at));
  return Array.from({ length: SAMPLE }, (_, k) => sorted[Math.floor(((k + 0.5) * sorted.length) / SAMPLE)]!)
    .sort((a, b) => a.at - b.at)
    .map(({ c }) => c);
}

/** Whether prices of so many classes are settled on a sample first. */
export const isSampled = (classes: number): boolean => classes > SAMPLE * 2;

/**
 * Climbs the dual of all classes. Prices of very many people are much like those of a sample, counted more often: they are settled
 * there first, in half the budget's share at most.
 */
export function climbAll(
  dual: LagrangianDual,
  compiled: Compiled,
  order: readonly number[],
  budget: Budget,
  share: number,
): void {
  if (!isSampled(order.length)) {
    dual.climb(budget, share, order, { steps: order.length > 120 ? 900 : 600, first: 0.1, last: 0.0001 });
    return;
  }
  dual.climb(budget, share / 2, sampleOf(compiled, order), { steps: 600, first: 0.1, last: 0.0005 });
  dual.climb(budget, share, order, { steps: turnsOf(order.length, 40), first: 0.01, last: 0.00005 });
}
