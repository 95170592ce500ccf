import { describe, expect, test } from 'vitest';
import { branchAndBound, type Cut, type Relaxation } from '../../../solver/lp/branch-and-bound.js';

const INF = Number.POSITIVE_INFINITY;
const options = { relativeGap: 0, nodeLimit: INF, cutoff: INF };

/** min −x with x ≤ limit by one relaxation per node: the largest x the cuts leave, or what `odd` says instead. */
const relaxed =
  (limit: number, odd: (cuts: readonly Cut[]) => Relaxation | undefined = () => undefined) =>
  (cuts: readonly Cut[]): Relaxation => {
    const strange = odd(cuts);
    if (strange !== undefined) return strange;
    const upper = Math.min(limit, ...cuts.filter(({ type }) => type === 'max').map(({ value }) => value));
    const lower = Math.max(0, ...cuts.filter(({ type }) => type === 'min').map(({ value }) => value));
    if (lower > upper) return { status: 'infeasible' };
    return { status: 'optimal', objective: -upper, values: Float64Array.of(upper) };
  };

const isLeft = (cuts: readonly Cut[]): boolean => cuts.some(({ type }) => type === 'max');

describe('branch and bound', () => {
  test('rounds down what cannot be rounded up', () => {
    const found = branchAndBound(relaxed(2.5), [0], options);
    expect(found).toEqual({
      incumbent: { objective: -2, values: Float64Array.of(2) },
      bound: -2,
      unbounded: false,
      nodes: 3,
    });
  });

  test('a whole-numbered relaxation needs one node', () => {
    expect(branchAndBound(relaxed(3), [0], options).nodes).toBe(1);
  });

  test('an undecided node leaves the bound open', () => {
    const odd = (cuts: readonly Cut[]): Relaxation | undefined => (isLeft(cuts) ? { status: 'stuck' } : undefined);
    const found = branchAndBound(relaxed(2.5, odd), [0], options);
    expect(found.incumbent).toBeUndefined();
    expect(found.bound).toBe(-2.5);
  });

  test('a stopped node stays open too', () => {
    const odd = (cuts: readonly Cut[]): Relaxation | undefined => (isLeft(cuts) ? { status: 'stopped' } : undefined);
    expect(branchAndBound(relaxed(2.5, odd), [0], options)).toMatchObject({ incumbent: undefined, bound: -2.5 });
  });

  test('nothing feasible is proven by an infinite bound', () => {
    const found = branchAndBound(() => ({ status: 'infeasible' }), [0], options);
    expect(found).toMatchObject({ incumbent: undefined, bound: INF, nodes: 1 });
  });

  test('an unbounded root ends the search', () => {
    expect(branchAndBound(() => ({ status: 'unbounded' }), [0], options)).toMatchObject({
      unbounded: true,
      bound: -INF,
    });
  });

  test('a cutoff that cannot be beaten is proven, one that can is beaten', () => {
    expect(branchAndBound(relaxed(2.5), [0], { ...options, cutoff: -2 })).toMatchObject({
      incumbent: undefined,
      bound: -2,
    });
    expect(branchAndBound(relaxed(2.5), [0], { ...options, cutoff: -1 }).incumbent?.objective).toBe(-2);
  });

  test('the node limit keeps the bound of the open nodes', () => {
    expect(branchAndBound(relaxed(2.5), [0], { ...options, nodeLimit: 1 })).toMatchObject({ bound: -2.5, nodes: 1 });
    expect(branchAndBound(relaxed(2.5), [0], { ...options, nodeLimit: 0 })).toMatchObject({ bound: -INF, nodes: 0 });
  });
});
