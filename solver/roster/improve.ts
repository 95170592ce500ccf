import type { Random } from '../random.js';
import type { Budget } from './budget.js';
import { Neighbours, recreate } from './recreate.js';
import { reoptimise, type TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';

/** People after whom, and trials after which, capacity is shared out anew: least, and as a share of all. */
const OFTEN = 40;
const SHARE = 1 / 16;
/** A round (or as many trials as a third of the people) that gains less than this share of the cost is a quiet one. */
const QUIET = 2e-5;
/** The same for a round after which changes of several people at once are tried: they gain more in its time. */
const QUIET_BEFORE_MORE = 2e-4;

const betweenSettles = (people: number): number => Math.max(OFTEN, Math.ceil(people * SHARE));

/**
 * Local search on the true rules: rounds of re-optimising one person after the other until two in a row gain next to nothing, or one gains
 * little where {@link recreateAll} follows.
 * @param keep shares capacity out exactly and keeps the roster where it is the best so far
 * @returns the rounds of the first kind
 */
export function improve(
  state: RosterState,
  pricer: TourPricer,
  people: number[],
  random: Random,
  budget: Budget,
  share: number,
  keep: () => void,
  isFollowed = false,
): number {
  let rounds = 0;
  const [enough, least] = isFollowed ? [1, QUIET_BEFORE_MORE] : [2, QUIET];
  const often = betweenSettles(people.length);
  for (let quiet = 0; quiet < enough && !budget.isSpent(share); rounds++) {
    const before = state.cost;
    shuffle(people, random.integer);
    for (const [k, person] of people.entries()) {
      if (budget.isSpent(share)) break;
      if (k > 0 && k % often === 0) keep();
      reoptimise(state, pricer, person);
    }
    keep();
    quiet = before - state.cost < least * Math.abs(before) ? quiet + 1 : 0;
  }
  return rounds;
}

/** Trials of {@link recreate} until they gain next to nothing or the budget's share is used. */
export function recreateAll(
  state: RosterState,
  pricer: TourPricer,
  random: Random,
  budget: Budget,
  share: number,
  keep: () => void,
): void {
  const people = state.assigned.length;
  const near = new Neighbours(state.compiled);
  const often = Math.ceil(betweenSettles(people) / 4);
  for (let gain = Infinity; gain >= QUIET * Math.abs(state.cost) && !budget.isSpent(share); ) {
    const before = state.cost;
    for (let trial = 0; trial < people / 3 && !budget.isSpent(share); trial++) {
      if (trial > 0 && trial % often === 0) keep();
      recreate(state, pricer, near, random);
    }
    keep();
    gain = before - state.cost;
  }
}

/** Fisher–Yates. */
export function shuffle(list: number[], integer: (bound: number) => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = integer(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
