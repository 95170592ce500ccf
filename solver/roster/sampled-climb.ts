import type { Budget } from './budget.js';
import type { Compiled } from './compile.js';
import { type LagrangianDual, turnsOf } from './lagrange.js';

/** Turns that everybody has at least and at most after the sample, and steps that are enough. */
const FEW_TURNS = 16;
const MANY_TURNS = 40;
const ENOUGH_STEPS = 2_500;
/** Classes with equal costs of shifts that take their turns together. */
const BLOCK = 8;

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

/** The same order, but for classes with equal costs of shifts, which come in blocks: what their shifts cost is then computed once. */
function inBlocks({ classes }: Compiled, order: readonly number[]): number[] {
  const open = new Map<string, number[]>();
  const blocks: number[][] = [];
  for (const c of order) {
    const key = classes[c]!.familyKey;
    let block = open.get(key);
    if (!block || block.length === BLOCK) {
      block = [];
      open.set(key, block);
      blocks.push(block);
    }
    block.push(c);
  }
  return blocks.flat();
}

/** Whether prices of so many classes are settled on a sample first. */
export const isSampled = (classes: number): boolean => classes > SAMPLE * 2;

/**
 * Climbs the dual of all classes. Prices of very many people are much like those of a sample, counted more often: they are settled
 * there first, in half the budget's share at most. Then it is steps that count: the more people there are, the fewer turns each needs.
 * @param isNear the dual sets out from prices of a like problem
 */
export function climbAll(
  dual: LagrangianDual,
  compiled: Compiled,
  order: readonly number[],
  budget: Budget,
  share: number,
  isNear = false,
): void {
  if (!isSampled(order.length)) {
    const steps = order.length > 120 ? 900 : 600;
    if (isNear) dual.climb(budget, share, order, { steps: steps / 2, first: 0.02, last: 0.0001 });
    else dual.climb(budget, share, order, { steps, first: 0.1, last: 0.0001 });
    return;
  }
  if (!isNear) dual.climb(budget, share / 2, sampleOf(compiled, order), { steps: 600, first: 0.1, last: 0.0005 });
  const [fewest, most] = [turnsOf(order.length, FEW_TURNS), turnsOf(order.length, MANY_TURNS)];
  const steps = Math.max(fewest, Math.min(most, ENOUGH_STEPS));
  dual.climb(budget, share, inBlocks(compiled, order), { steps, first: isNear ? 0.03 : 0.01, last: 0.00005 });
}
