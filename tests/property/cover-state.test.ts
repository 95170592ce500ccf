import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import { createRandom } from '../../solver/random.js';
import { allocate } from '../../solver/roster/allocation.js';
import { type Compiled, compile } from '../../solver/roster/compile.js';
import { CoverState } from '../../solver/roster/cover-state.js';
import { makeRosterProblem } from '../support/roster-problems.js';

let lp: LpBackend;
let compiled: Compiled;
beforeAll(async () => {
  lp = await loadHighs();
  // Six queues, one of deferrable work, with groups of up to three skills at speeds of 1 and 0.9.
  compiled = compile(makeRosterProblem({ agents: 60, queues: 6, kinds: 60 }));
});

/** People come and go in some intervals; what is there at the end, and the state that went through it. */
function played(seed: number, moves: number): { state: CoverState; capacity: Float64Array } {
  const { grid, demand, groups, hardPenalty } = compiled;
  const random = createRandom(seed);
  const state = new CoverState(grid, demand, groups, hardPenalty);
  const capacity = new Float64Array(groups.length * grid.intervals);
  for (let move = 0; move < moves; move++) {
    const g = random.integer(groups.length);
    const t = 16 + random.integer(12);
    const i = g * grid.intervals + t;
    const amount = (1 + random.integer(18)) / 6;
    if (random.uniform() < 0.65) {
      capacity[i]! += amount;
      state.add(g, t, amount);
    } else {
      const less = Math.min(capacity[i]!, amount);
      capacity[i]! -= less;
      state.remove(g, t, less);
    }
  }
  return { state, capacity };
}

describe('the allocation kept up to date', () => {
  it('costs what the linear program over the same capacity costs, whatever came and went', () => {
    const { demand } = compiled;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 500 }), (seed, moves) => {
        const { state, capacity } = played(seed, moves);
        const exact = allocate(compiled, capacity, lp);
        for (let q = 0; q < state.queues; q++) {
          for (let t = 0; t < state.intervals; t++) {
            const work = exact.done[q * state.intervals + t]!;
            if (demand.deferrable[q] === 1 && work > 0) state.shiftNeed(q, t, work);
          }
        }
        const cost = exact.underCost + exact.overCost - undoneCost(exact.undone);
        expect(Math.abs(state.cost - cost)).toBeLessThanOrEqual(1e-5 * Math.max(1, cost));
      }),
      { numRuns: 25 },
    );
  });

  it('names the change of cost by one more agent before it happens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 400 }), (seed, moves) => {
        const { state } = played(seed, moves);
        const random = createRandom(seed, 5);
        for (let k = 0; k < 10; k++) {
          const g = random.integer(compiled.groups.length);
          const t = 16 + random.integer(12);
          const foretold = state.marginal(g, t);
          const before = state.cost;
          const change = state.add(g, t, 1);
          expect(state.cost - before).toBeCloseTo(change, 6);
          expect(Math.abs(change - foretold)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(change)));
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Cost of work left undone, which the state does not hold. */
function undoneCost(undone: Float64Array): number {
  const { demand } = compiled;
  return undone.reduce((sum, amount, i) => {
    const curve = demand.curves[demand.undoneCurve[i]!]!;
    return sum - amount * curve.slopes[curve.breaks.indexOf(0)]!;
  }, 0);
}
