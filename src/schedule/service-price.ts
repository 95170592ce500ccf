import type { CostCurve } from '../../solver/problem.js';

/**
 * Price of one contact that misses its target, as a multiple of what an agent costs in the time of one interval. With
 * half hours and 25 euros an hour: about 2.50 euros a contact.
 */
const MISSED_CONTACT_SHARE = 0.2;
/**
 * Least price of an agent short for an interval, in agent costs, and its growth with the share that is missing. Filling one
 * half hour may take a whole short shift with its premium, and a half hour with half its people is lost altogether; a price
 * near an agent's own cost would make the goal a mere suggestion.
 */
const LEAST_UNDER_SHARE = 4;
const UNDER_GROWTH = 8;
/** Prices of a surplus: small, rising, so that a surplus is spread to where it is least (agent costs per interval). */
const OVER_SHARES = [0.02, 0.06, 0.12] as const;

/**
 * Convex price of being 1, 2, 3 … agents short, from the service curve: the contacts that one agent less leaves
 * unanswered in time, but at least a multiple of an agent's own cost that grows with the share that is missing.
 * @param missedContacts expected contacts missed with 0, 1, 2 … agents fewer than wanted
 * @param wanted agents wanted in the interval
 * @param agentCost cost of one agent for one interval, minor units
 * @param weight relative importance of the queue, > 0
 */
export function underCurve(
  missedContacts: readonly number[],
  wanted: number,
  agentCost: number,
  weight: number,
): CostCurve {
  const steps: { width?: number; cost: number }[] = [];
  let price = LEAST_UNDER_SHARE;
  for (let k = 1; k < missedContacts.length; k++) {
    const missed = missedContacts[k]! - missedContacts[k - 1]!;
    const least = LEAST_UNDER_SHARE + (UNDER_GROWTH * (k - 1)) / Math.max(wanted, 1);
    // The running maximum keeps the curve convex where the service curve flattens near nobody at work.
    price = Math.max(price, least, MISSED_CONTACT_SHARE * missed);
    steps.push({ width: 1, cost: Math.round(price * agentCost * weight) });
  }
  return closed(steps, Math.round(price * agentCost * weight));
}

/** Price of deferrable work that is not done by its deadline, per agent and interval. */
export function lateWorkCurve(
  ahtSeconds: number,
  intervalMinutes: number,
  agentCost: number,
  weight: number,
): CostCurve {
  const contacts = (intervalMinutes * 60) / ahtSeconds;
  return [{ cost: Math.round(Math.max(LEAST_UNDER_SHARE, MISSED_CONTACT_SHARE * contacts) * agentCost * weight) }];
}

/** Price of a surplus against `wanted` agents. */
export function overCurve(wanted: number, agentCost: number): CostCurve {
  const unit = Math.max(1, Math.round(wanted * 0.1));
  const [low, middle, high] = OVER_SHARES.map((share) => Math.round(share * agentCost)) as [number, number, number];
  return [{ width: unit, cost: low }, { width: unit * 2, cost: middle }, { cost: high }];
}

/** Joins steps of equal price and leaves the last one open-ended. */
function closed(steps: readonly { width?: number; cost: number }[], last: number): CostCurve {
  const joined: { width?: number; cost: number }[] = [];
  for (const step of steps) {
    const previous = joined.at(-1);
    if (previous?.width !== undefined && previous.cost === step.cost) previous.width += step.width ?? 0;
    else joined.push({ ...step });
  }
  const final = joined.at(-1);
  if (final !== undefined && final.cost === last) joined[joined.length - 1] = { cost: last };
  else joined.push({ cost: last });
  return joined;
}
