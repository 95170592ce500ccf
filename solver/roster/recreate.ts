import type { Random } from '../random.js';
import type { Compiled } from './compile.js';
import { reoptimise, type TourPricer } from './reoptimise.js';
import type { RosterState } from './roster-state.js';

/** People taken out at once. */
const FEWEST = 3;
const MOST = 10;

/**
 * Ruin and recreate (Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413): a few people whose work meets that of one of them leave
 * together, come back one after the other with the best tours against what is left, and look once more; the old tours come
 * back where that is not better. What no change of one person betters, a change of several may.
 * @returns the change of cost, ≤ 0
 */
export function recreate(state: RosterState, pricer: TourPricer, near: Neighbours, random: Random): number {
  const people = near.pick(random, FEWEST + random.integer(MOST - FEWEST + 1));
  const before = state.cost;
  const mark = state.mark(people);
  for (const person of people) state.take(person);
  for (const person of people) reoptimise(state, pricer, person);
  for (const person of people) reoptimise(state, pricer, person);
  if (state.cost < before - 1e-9 * Math.abs(before)) return state.cost - before;
  state.back(mark);
  return 0;
}

/** Who can stand in for whom: people who share a queue. */
export class Neighbours {
  private readonly byQueue: readonly (readonly number[])[];
  private readonly queuesOf: readonly Int32Array[];

  constructor({ groups, classes, classOf, names, demand }: Compiled) {
    const byQueue: number[][] = demand.queueIds.map(() => []);
    this.queuesOf = names.map((_, person) => groups[classes[classOf[person]!]!.group]!.queues);
    this.queuesOf.forEach((queues, person) => {
      for (const q of queues) byQueue[q]!.push(person);
    });
    this.byQueue = byQueue;
  }

  /** Somebody and `count` − 1 others who share queues with them (fewer where there are none), in random order. */
  pick(random: Random, count: number): number[] {
    const first = random.integer(this.queuesOf.length);
    const queues = this.queuesOf[first]!;
    const picked = new Set([first]);
    for (let tries = 0; tries < 4 * count && picked.size < count; tries++) {
      const among = queues.length === 0 ? null : this.byQueue[queues[random.integer(queues.length)]!]!;
      picked.add(among ? among[random.integer(among.length)]! : random.integer(this.queuesOf.length));
    }
    return [...picked];
  }
}
