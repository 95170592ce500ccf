import { requireAgents, requireLoad } from './checks.js';
import { scaledUpperLess1 } from './incomplete-gamma.js';

/** Whole numbers of agents up to here are computed by the recursion, which is faster there than the closed form. */
const RECURSION_LIMIT = 400;

/**
 * Weight of the states in which an agent is free against the state in which all are busy and nobody waits:
 * Σ_{j<n} π_j / π_n = 1/B − 1. The number that Erlang B, C and A share. `Infinity` where B < 1e-308.
 * @param agents n ≥ 0, may be a fraction (Jagerman's continuation); @param load offered load in erlangs, > 0
 */
export function freeWeight(agents: number, load: number): number {
  if (agents > RECURSION_LIMIT || !Number.isInteger(agents)) return scaledUpperLess1(agents, load);
  let weight = 0;
  for (let n = 1; n <= agents; n++) weight = (n / load) * (1 + weight);
  return weight;
}

/**
 * Erlang B: share of contacts that find all lines busy and are lost (M/G/n/n).
 * @param lines ≥ 0, may be a fraction; @param load offered load in erlangs, ≥ 0
 * @returns 0 to 1; relative error below 1e-11 for loads up to 100,000 erlangs, exact zero only below 1e-308
 * @throws RangeError on a negative or missing number
 * @see Erlang 1917; Jagerman 1974, doi:10.1002/j.1538-7305.1974.tb02756.x
 */
export function erlangB(lines: number, load: number): number {
  requireAgents(lines);
  requireLoad(load);
  if (load === 0) return lines === 0 ? 1 : 0;
  return 1 / (1 + freeWeight(lines, load));
}

/** 1 − Erlang B, accurate where nearly everything is blocked. Same ranges; load > 0. */
export function answeredShare(lines: number, load: number): number {
  const free = freeWeight(lines, load);
  return free === Number.POSITIVE_INFINITY ? 1 : free / (1 + free);
}
