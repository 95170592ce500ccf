/** Withdrawals are rare where nothing is known yet: one in twenty, weighing as much as twenty requests. */
const PRIOR = { withdrawn: 1, all: 20 } as const;

/** Share of approved requests that are withdrawn again, from what was seen so far. */
export const withdrawalRate = (withdrawn: number, approved: number): number =>
  (withdrawn + PRIOR.withdrawn) / (approved + PRIOR.all);

/**
 * Chance that a place comes free for somebody on the waiting list: each of those off at the tightest interval withdraws with
 * the same chance, independent of the others, and those who waited longer come first. Other intervals are taken to be no
 * tighter.
 * @param off people with approved leave there @param most people who may be off @param ahead people who waited longer
 * @param rate chance that one withdraws, 0 to 1
 */
export function chanceOfPlace(off: number, most: number, ahead: number, rate: number): number {
  const needed = off + ahead + 1 - most;
  if (needed <= 0) return 1;
  if (needed > off) return 0;
  // P(binomial(off, rate) ≥ needed), from below: few withdrawals are needed as a rule.
  let term = (1 - rate) ** off;
  let below = 0;
  for (let k = 0; k < needed; k++) {
    below += term;
    term *= ((off - k) / (k + 1)) * (rate / (1 - rate));
  }
  return Math.min(1, Math.max(0, 1 - below));
}
