/** Basis points in the whole. */
const WHOLE = 10_000;

/**
 * Agents on the payroll so that `net` of them work, with shrinkage as a share of paid time. Integer arithmetic for whole
 * numbers: 21 agents at 30 % are 30, not the 31 that floating point makes of it.
 * @param net working agents, ≥ 0; a whole number gives a whole number (rounded up), a fraction the exact quotient
 * @param basisPoints integer, 0 to 9,999 (100 = 1 %)
 * @throws RangeError on a number out of range
 */
export function scheduledAgents(net: number, basisPoints: number): number {
  if (!(net >= 0)) throw new RangeError(`net is ${net}; it must be a number ≥ 0.`);
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints >= WHOLE)
    throw new RangeError(`basisPoints is ${basisPoints}; it must be a whole number from 0 to 9999.`);
  const present = WHOLE - basisPoints;
  if (!Number.isInteger(net)) return (net * WHOLE) / present;
  const product = net * WHOLE;
  // Up to 9e11 agents the product is exact and so are remainder and quotient.
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % present;
    return (product - remainder) / present + (remainder === 0 ? 0 : 1);
  }
  const big = BigInt(net) * BigInt(WHOLE);
  return Number((big + BigInt(present) - 1n) / BigInt(present));
}
