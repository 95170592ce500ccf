/** A bound that a branch puts on one variable: x ≥ value (`min`) or x ≤ value (`max`). */
export interface Cut {
  readonly variable: number;
  readonly type: 'min' | 'max';
  readonly value: number;
}

/** The relaxation under some cuts: `stuck` = numerically undecided, `stopped` = a limit ended it. */
export type Relaxation =
  | { readonly status: 'optimal'; readonly objective: number; readonly values: Float64Array }
  | { readonly status: 'infeasible' | 'unbounded' | 'stuck' | 'stopped' };

export interface SearchOptions {
  readonly relativeGap: number;
  readonly nodeLimit: number;
  /** Objective of a known solution: only better ones are looked for. +Infinity without one. */
  readonly cutoff: number;
  readonly onIncumbent?: (objective: number, bound: number, nodes: number) => void;
}

export interface SearchResult {
  /** The best solution found below the cutoff. */
  readonly incumbent: { readonly objective: number; readonly values: Float64Array } | undefined;
  /** Proven lower bound on the optimum, at most the best known objective; +Infinity where infeasibility is proven. */
  readonly bound: number;
  readonly unbounded: boolean;
  readonly nodes: number;
}

/** How far from a whole number still counts as whole; HiGHS' `mip_feasibility_tolerance`. */
export const INTEGRALITY_TOLERANCE = 1e-6;
/** Absolute gap below which a proof is closed, against rounding in the objective. */
const ABSOLUTE_GAP = 1e-9;

interface Node {
  readonly bound: number;
  readonly cuts: readonly Cut[];
}

/**
 * Best-first branch and bound (Land & Doig 1960, doi:10.2307/1910129) on the most fractional variable; ties of the bound
 * go to the deeper node. Deterministic. Nodes that stay undecided keep their bound open, so nothing is proven too much.
 */
export function branchAndBound(
  relax: (cuts: readonly Cut[]) => Relaxation,
  integerVariables: readonly number[],
  options: SearchOptions,
): SearchResult {
  const queue = new NodeQueue();
  queue.push({ bound: Number.NEGATIVE_INFINITY, cuts: [] });
  let incumbent: SearchResult['incumbent'];
  let best = options.cutoff;
  let floor = Number.POSITIVE_INFINITY;
  let nodes = 0;
  for (let node = queue.peek(); node !== undefined; node = queue.peek()) {
    const isClosed = best - node.bound <= Math.max(ABSOLUTE_GAP, options.relativeGap * Math.abs(best));
    if (best < Number.POSITIVE_INFINITY && isClosed) break;
    if (nodes >= options.nodeLimit) break;
    const relaxed = relax(node.cuts);
    if (relaxed.status === 'stopped') break;
    queue.pop();
    nodes++;
    if (relaxed.status === 'unbounded') return { incumbent, bound: Number.NEGATIVE_INFINITY, unbounded: true, nodes };
    if (relaxed.status === 'stuck') floor = Math.min(floor, node.bound);
    if (relaxed.status !== 'optimal' || relaxed.objective >= best) continue;
    const variable = mostFractional(relaxed.values, integerVariables);
    if (variable === undefined) {
      incumbent = { objective: relaxed.objective, values: relaxed.values };
      best = relaxed.objective;
      options.onIncumbent?.(best, Math.min(best, floor, queue.peek()?.bound ?? best), nodes);
      continue;
    }
    const value = relaxed.values[variable]!;
    const bound = Math.max(node.bound, relaxed.objective);
    queue.push({ bound, cuts: withCut(node.cuts, { variable, type: 'max', value: Math.floor(value) }) });
    queue.push({ bound, cuts: withCut(node.cuts, { variable, type: 'min', value: Math.ceil(value) }) });
  }
  const bound = Math.min(best, floor, queue.peek()?.bound ?? Number.POSITIVE_INFINITY);
  return { incumbent, bound, unbounded: false, nodes };
}

function mostFractional(values: Float64Array, variables: readonly number[]): number | undefined {
  let chosen: number | undefined;
  let largest = INTEGRALITY_TOLERANCE;
  for (const variable of variables) {
    const distance = Math.abs(values[variable]! - Math.round(values[variable]!));
    if (distance > largest) {
      largest = distance;
      chosen = variable;
    }
  }
  return chosen;
}

/** Adds a cut; a weaker one on the same side of the same variable is replaced. */
const withCut = (cuts: readonly Cut[], cut: Cut): Cut[] => [
  ...cuts.filter(({ variable, type }) => variable !== cut.variable || type !== cut.type),
  cut,
];

/** Binary heap: lowest bound first, then most cuts, then first in. */
class NodeQueue {
  readonly #heap: { node: Node; order: number }[] = [];
  #pushed = 0;

  peek(): Node | undefined {
    return this.#heap[0]?.node;
  }

  push(node: Node): void {
    const heap = this.#heap;
    heap.push({ node, order: this.#pushed++ });
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let parent = 0; ; ) {
      let first = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < heap.length && this.#before(child, first)) first = child;
      }
      if (first === parent) return;
      this.#swap(first, parent);
      parent = first;
    }
  }

  #before(a: number, b: number): boolean {
    const left = this.#heap[a]!;
    const right = this.#heap[b]!;
    if (left.node.bound !== right.node.bound) return left.node.bound < right.node.bound;
    if (left.node.cuts.length !== right.node.cuts.length) return left.node.cuts.length > right.node.cuts.length;
    return left.order < right.order;
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a]!;
    this.#heap[a] = this.#heap[b]!;
    this.#heap[b] = held;
  }
}
