import type { Budget } from './budget.js';
import type { Compiled } from './compile.js';
import { reoptimise, type TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';

/** Capacity by interval that one member of each class gives on average; null where nothing is known. */
export type Mixes = readonly (Float64Array | null)[];

/** How often deferrable work is planned anew on the way. */
const SETTLED = 3;

/**
 * A roster from averages: at first everyone without a tour is there in parts, as much as the relaxation says; then one
 * after the other leaves with their parts and comes back with the best whole tour against what all others give, whole or
 * in parts. So what one takes too much or too little the next ones make good (rounding by conditional expectation).
 * @param settle shares capacity out and plans deferrable work anew
 * @returns whether everyone has a tour; false where the budget's share ran out on the way
 */
export function roundMixes(
  compiled: Compiled,
  state: RosterState,
  pricer: TourPricer,
  mixes: Mixes,
  people: readonly number[],
  budget: Budget,
  share: number,
  settle: () => void,
): boolean {
  const { classes, classOf } = compiled;
  const left = people.filter((person) => state.assigned[person] === null);
  const book = (person: number, sign: 1 | -1): void => {
    const agent = classes[classOf[person]!]!;
    const mix = mixes[agent.index];
    if (mix) state.bookPart(agent.group, mix, sign);
  };
  for (const person of left) book(person, 1);
  settle();
  const often = Math.ceil(left.length / SETTLED);
  for (const [k, person] of left.entries()) {
    if (k > 0 && k % often === 0) settle();
    if (budget.isSpent(share)) {
      for (const other of left.slice(k)) book(other, -1);
      return false;
    }
    book(person, -1);
    reoptimise(state, pricer, person);
  }
  return true;
}
