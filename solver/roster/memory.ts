import type { Compiled } from './compile.js';
import type { SharedPrices } from './demand-dual.js';

/**
 * Prices that a solve leaves to the next one of nearly the same problem (other demand, same people and days), which then has less far
 * to climb. By the queues that prices are of: parts of a problem have their own. The order of solves decides what is found in it, so
 * equal solves in equal order give equal bytes.
 */
export type SolveMemory = Map<string, KnownPrices>;

export interface KnownPrices extends SharedPrices {
  /** Steps behind them, of all solves. */
  readonly steps: number;
}

/** Steps after which prices are near enough to what they should be to be only mended. */
const SETTLED_STEPS = 120;

const keyOf = ({ demand, areas, grid }: Compiled): string =>
  JSON.stringify([demand.queueIds, grid.intervals, areas.length, demand.covers.length]);

/** Settled prices that earlier solves left; null where there are none. */
export function recalled(memory: SolveMemory | undefined, compiled: Compiled): SharedPrices | null {
  const known = memory?.get(keyOf(compiled));
  return known !== undefined && known.steps >= SETTLED_STEPS ? known : null;
}

/** Leaves prices to the next solve. */
export function remember(
  memory: SolveMemory | undefined,
  compiled: Compiled,
  { cover, desk, shift }: SharedPrices,
  steps: number,
): void {
  memory?.set(keyOf(compiled), { cover: cover.slice(), desk: desk.slice(), shift: shift.slice(), steps });
}
