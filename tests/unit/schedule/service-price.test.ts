import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostCurve } from '../../../solver/problem.js';
import { lateWorkCurve, overCurve, underCurve } from '../../../src/schedule/service-price.js';

/** Contacts missed with 0, 1, 2 … agents fewer: any numbers that do not fall. */
const missed = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { maxLength: 13 }).map((steps) => {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
});
const wanted = fc.double({ min: 0, max: 60, noNaN: true });
const agentCost = fc.double({ min: 1, max: 5000, noNaN: true });
const weight = fc.double({ min: 0.05, max: 20, noNaN: true });

/** Cost of the k-th agent on a curve. */
function costOf(curve: CostCurve, k: number): number {
  let end = 0;
  for (const { width = Number.POSITIVE_INFINITY, cost } of curve) {
    end += width;
    if (k <= end) return cost;
  }
  throw new Error('The curve ends.');
}

function expectConvex(curve: CostCurve): void {
  curve.forEach(({ width, cost }, i) => {
    expect(Number.isInteger(cost)).toBe(true);
    expect(cost).toBeGreaterThanOrEqual(i === 0 ? 0 : curve[i - 1]!.cost);
    // Only the last step has no end.
    if (i === curve.length - 1) expect(width).toBeUndefined();
    else expect(width).toBeGreaterThan(0);
  });
}

describe('price of agents short', () => {
  it('is convex and open-ended, step joined to step only where prices are equal', () => {
    fc.assert(
      fc.property(missed, wanted, agentCost, weight, (contacts, agents, cost, importance) => {
        const curve = underCurve(contacts, agents, cost, importance);
        expectConvex(curve);
        curve.slice(1).forEach((step, i) => {
          expect(step.cost).not.toBe(curve[i]!.cost);
        });
      }),
    );
  });

  it('is never below four agents, more with the share that is missing, and never below the contacts lost', () => {
    fc.assert(
      fc.property(missed, wanted, agentCost, weight, (contacts, agents, cost, importance) => {
        const curve = underCurve(contacts, agents, cost, importance);
        for (let k = 1; k < Math.max(2, contacts.length); k++) {
          const share = (k - 1) / Math.max(agents, 1);
          const lost = (contacts[k] ?? 0) - (contacts[k - 1] ?? 0);
          const least = Math.max(4, contacts.length > k ? 4 + 8 * share : 0, 0.2 * lost) * cost * importance;
          expect(costOf(curve, k)).toBeGreaterThanOrEqual(least - 0.501);
        }
      }),
    );
  });

  it('does not fall with the weight of the queue', () => {
    fc.assert(
      fc.property(missed, wanted, agentCost, weight, weight, (contacts, agents, cost, one, other) => {
        const low = underCurve(contacts, agents, cost, Math.min(one, other));
        const high = underCurve(contacts, agents, cost, Math.max(one, other));
        for (let k = 1; k <= contacts.length + 1; k++) expect(costOf(high, k)).toBeGreaterThanOrEqual(costOf(low, k));
      }),
    );
  });

  it('is the contacts lost where they are worth more than people', () => {
    // 30, then 50 contacts at a fifth of an agent each.
    expect(underCurve([0, 30, 80], 10, 100, 1)).toEqual([{ width: 1, cost: 600 }, { cost: 1000 }]);
    expect(underCurve([0, 30, 80], 10, 100, 2)).toEqual([{ width: 1, cost: 1200 }, { cost: 2000 }]);
    // Few contacts: four agents, and eight more times the share already missing.
    expect(underCurve([0, 1, 2, 3], 4, 100, 1)).toEqual([
      { width: 1, cost: 400 },
      { width: 1, cost: 600 },
      { cost: 800 },
    ]);
    // Where the service curve flattens the price stays.
    expect(underCurve([0, 50, 60], 100, 100, 1)).toEqual([{ cost: 1000 }]);
    expect(underCurve([], 0, 100, 1)).toEqual([{ cost: 400 }]);
  });
});

describe('price of work undone at its deadline', () => {
  it('is one price, at least four agents, rising with the contacts that an agent does in the interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 7200 }),
        fc.integer({ min: 5, max: 7200 }),
        fc.constantFrom(15, 30, 60),
        agentCost,
        weight,
        (one, other, minutes, cost, importance) => {
          const short = lateWorkCurve(Math.min(one, other), minutes, cost, importance);
          const long = lateWorkCurve(Math.max(one, other), minutes, cost, importance);
          expect(short).toHaveLength(1);
          expectConvex(short);
          expect(short[0]!.cost).toBeGreaterThanOrEqual(long[0]!.cost);
          expect(long[0]!.cost).toBeGreaterThanOrEqual(4 * cost * importance - 0.501);
        },
      ),
    );
  });

  it('prices contacts of one minute at a fifth of an agent each', () => {
    expect(lateWorkCurve(60, 30, 100, 1)).toEqual([{ cost: 600 }]);
    expect(lateWorkCurve(300, 30, 100, 1.5)).toEqual([{ cost: 600 }]);
  });
});

describe('price of a surplus', () => {
  it('is convex, open-ended, rises with cost and stays below an agent', () => {
    fc.assert(
      fc.property(wanted, agentCost, (agents, cost) => {
        const curve = overCurve(agents, cost);
        expectConvex(curve);
        expect(curve.at(-1)!.cost).toBeLessThanOrEqual(0.12 * cost + 0.5);
        expect(costOf(overCurve(agents, cost * 2), 1)).toBeGreaterThanOrEqual(costOf(curve, 1));
      }),
    );
  });

  it('is wider where more is wanted', () => {
    expect(overCurve(0, 1000)).toEqual([{ width: 1, cost: 20 }, { width: 2, cost: 60 }, { cost: 120 }]);
    expect(overCurve(40, 1000)).toEqual([{ width: 4, cost: 20 }, { width: 8, cost: 60 }, { cost: 120 }]);
  });
});
