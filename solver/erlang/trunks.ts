import { requireAht, requireLines, requireLoad, requirePatience, requireTarget, requireWholeAgents } from './checks.js';
import { freeWeight } from './erlang-b.js';
import { idleService, overwhelmedService, type Service } from './service.js';

export interface TrunksInput {
  /** Offered load in erlangs, blocked contacts included. */
  readonly load: number;
  readonly ahtSeconds: number;
  readonly targetSeconds: number;
  /** Lines: contacts in service and waiting together; one more is blocked. Whole, ≥ agents. */
  readonly lines: number;
  /** Mean patience, > 0; absent or `Infinity` = nobody hangs up. */
  readonly patienceSeconds?: number;
}

/** Applied to every weight when the queue outweighs the rest by its inverse, so that an overload does not overflow. */
const SHRINK = 1e-200;

/**
 * A queue with finitely many lines (M/M/n/K, with patience M/M/n/K+M): a contact that finds all lines in use is blocked.
 * With lines = agents this is Erlang B; with many lines Erlang C or A. The service level counts blocked contacts as missed.
 * @param agents whole, ≥ 0
 * @throws RangeError on a number out of range
 */
export function finiteTrunks(agents: number, input: TrunksInput): Service {
  requireWholeAgents(agents);
  requireLoad(input.load);
  requireAht(input.ahtSeconds);
  requireTarget(input.targetSeconds);
  requireLines(input.lines, agents);
  const patience = input.patienceSeconds ?? Number.POSITIVE_INFINITY;
  requirePatience(patience);
  const { load, ahtSeconds } = input;
  if (load === 0) return idleService(agents);
  // Nobody answers and nobody leaves: the lines fill up for good.
  if (agents === 0 && patience === Number.POSITIVE_INFINITY) return { ...overwhelmedService(0), pWait: 0, pBlock: 1 };
  const free = freeWeight(agents, load);
  if (free === Number.POSITIVE_INFINITY) return { ...idleService(agents), occupancy: load / agents };

  // Everything in units of 1/AHT. State n+k loses contacts at the rate agents + k·impatience.
  const impatience = ahtSeconds / patience;
  const places = input.lines - agents;
  const target = input.targetSeconds / ahtSeconds;
  const late = lateShares(places, agents, impatience, target);
  let unit = 1;
  let term = 1;
  let queue = 0;
  let within = 0;
  let lateWeight = 0;
  let wait = 0;
  let meanWait = 0;
  let abandon = 0;
  for (let k = 1; k <= places; k++) {
    // A contact that arrives in state n+k−1 becomes the k-th in the queue and is answered with this probability.
    const answered = agents / (agents + k * impatience);
    meanWait += 1 / (agents + k * impatience);
    within += term * answered * late.before[k]!;
    lateWeight += term * answered * late.after[k]!;
    wait += term * answered * meanWait;
    abandon += term * (1 - answered);
    term *= load / (agents + k * impatience);
    queue += term;
    if (queue > 1 / SHRINK) {
      unit *= SHRINK;
      term *= SHRINK;
      queue *= SHRINK;
      within *= SHRINK;
      lateWeight *= SHRINK;
      wait *= SHRINK;
      abandon *= SHRINK;
    }
  }
  const idle = free * unit;
  const norm = idle + unit + queue;
  const missed = (lateWeight + abandon + term) / norm;
  const served = idle + within + lateWeight;
  return {
    agents,
    serviceLevel: missed < 0.5 ? 1 - missed : (idle + within) / norm,
    missed,
    asaSeconds: served === 0 ? Number.POSITIVE_INFINITY : (ahtSeconds * wait) / served,
    occupancy: agents === 0 ? 1 : Math.min(1, (load * served) / norm / agents),
    pWait: (unit + queue - term) / norm,
    pAbandon: abandon / norm,
    pBlock: term / norm,
  };
}

/**
 * For the k-th in the queue (k = 1 … places): probability that an answered contact waits at most, and more than, the
 * target. Its wait is the sum of exponential times with rates agents + i·impatience, i = 1 … k: a gamma law without
 * impatience, else −ln of a beta law; both as sums of positive terms, from either end.
 */
function lateShares(places: number, agents: number, impatience: number, target: number) {
  const before = new Float64Array(places + 1);
  const after = new Float64Array(places + 1);
  if (places === 0) return { before, after };
  if (target === Number.POSITIVE_INFINITY || agents === 0) return { before: before.fill(1), after };
  // P(wait of the k-th > target) = Σ_{j<k} terms[j]: Poisson terms, or negative binomial ones with impatience.
  const gone = -Math.expm1(-impatience * target);
  const lnStart = -(agents + impatience) * target;
  const lnRatio = (j: number): number =>
    impatience === 0 ? Math.log((agents * target) / j) : Math.log((gone * (agents / impatience + j)) / j);
  const terms = new Float64Array(places + 1);
  terms[0] = Math.exp(lnStart);
  let lnTerm = lnStart;
  for (let j = 1; j <= places; j++) {
    lnTerm += lnRatio(j);
    terms[j] = Math.exp(lnTerm);
  }
  let head = 0;
  for (let k = 1; k <= places; k++) {
    head += terms[k - 1]!;
    after[k] = Math.min(1, head);
    before[k] = 1 - after[k]!;
  }
  // The difference loses digits where most wait too long; there the other terms, falling by then, are summed.
  if (head > 0.5) {
    let tail = 0;
    for (let j = places + 1, beyond = lnTerm; ; j++) {
      beyond += lnRatio(j);
      const term = Math.exp(beyond);
      tail += term;
      if (term <= 1e-18 * tail) break;
    }
    for (let k = places; k >= 1 && after[k]! > 0.5; k--) {
      tail += terms[k]!;
      before[k] = tail;
    }
  }
  return { before, after };
}
