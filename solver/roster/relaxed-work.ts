import { curveCost, type Demand } from './demand.js';
import type { RelaxationRows } from './relaxation-rows.js';

/** Deferrable work in the relaxation: each item's effort spread over its window or undone, moved by line searches. */
export class RelaxedWork {
  private readonly done: Float64Array[];
  private readonly undone: Float64Array;
  private readonly undoneAt: Float64Array;

  constructor(
    private readonly demand: Demand,
    private readonly rows: RelaxationRows,
  ) {
    this.done = demand.items.map((item) => new Float64Array(item.deadline - item.release));
    this.undone = Float64Array.from(demand.items, (item) => item.amount);
    this.undoneAt = new Float64Array(demand.queueIds.length * rows.intervals);
    demand.items.forEach((item) => {
      this.undoneAt[item.queue * rows.intervals + item.due]! += item.amount;
    });
  }

  private rowOf(queue: number, k: number): number {
    const T = this.rows.intervals;
    return queue * T + (k < T ? k : k - T);
  }

  /** One round over the items: each moves towards its cheapest interval as far as that pays. */
  improve(width: number): void {
    const { demand, rows } = this;
    demand.items.forEach((item, n) => {
      const { queue, release, amount } = item;
      const done = this.done[n]!;
      let cheapest = Infinity;
      let target = -1;
      for (let k = 0; k < done.length; k++) {
        const row = this.rowOf(queue, release + k);
        if (demand.open[row] === 0) continue;
        const price = rows.slopeValue(row, rows.level[row]!, width);
        if (price < cheapest) {
          cheapest = price;
          target = k;
        }
      }
      const due = queue * rows.intervals + item.due;
      const undonePrice = this.undonePrice(due, this.undoneAt[due]!, width);
      if (undonePrice < cheapest) target = -1;
      // Slope along the segment from the present spread to all of it in one place.
      const slope = (step: number): number => {
        let sum = 0;
        for (let k = 0; k < done.length; k++) {
          const change = (k === target ? amount : 0) - done[k]!;
          if (change === 0) continue;
          const row = this.rowOf(queue, release + k);
          sum += change * rows.slopeValue(row, rows.level[row]! - step * change, width);
        }
        const change = (target < 0 ? amount : 0) - this.undone[n]!;
        return sum + change * this.undonePrice(due, this.undoneAt[due]! + step * change, width);
      };
      const step = lineSearch(slope);
      if (step <= 0) return;
      for (let k = 0; k < done.length; k++) {
        const change = step * ((k === target ? amount : 0) - done[k]!);
        if (change === 0) continue;
        done[k]! += change;
        rows.level[this.rowOf(queue, release + k)]! -= change;
      }
      const change = step * ((target < 0 ? amount : 0) - this.undone[n]!);
      this.undone[n]! += change;
      this.undoneAt[due]! += change;
    });
  }

  private undonePrice(due: number, level: number, width: number): number {
    const curve = this.demand.curves[this.demand.undoneCurve[due]!]!;
    return (curveCost(curve, -level - width / 2) - curveCost(curve, -level + width / 2)) / width;
  }

  /** Least cost of all items at the rows' values: each unit done where coverage is cheapest, or undone. */
  conjugate(): number {
    const { demand, rows } = this;
    const byDue = new Map<number, { price: number; amount: number }[]>();
    let sum = 0;
    for (const item of demand.items) {
      let price = Infinity;
      for (let k = item.release; k < item.deadline; k++) {
        const row = this.rowOf(item.queue, k);
        if (demand.open[row] === 1) price = Math.min(price, rows.value[row]!);
      }
      const due = item.queue * rows.intervals + item.due;
      const list = byDue.get(due);
      if (list) list.push({ price, amount: item.amount });
      else byDue.set(due, [{ price, amount: item.amount }]);
    }
    for (const [due, list] of byDue) {
      const curve = demand.curves[demand.undoneCurve[due]!]!;
      list.sort((a, b) => b.price - a.price);
      let undone = 0;
      let done = list.reduce((total, one) => total + (one.price === Infinity ? 0 : one.price * one.amount), 0);
      let best = list[0]!.price === Infinity ? Infinity : done;
      // Undone amounts worth looking at: whole items, and the breakpoints of the curve inside them.
      for (const one of list) {
        const stops = [one.amount];
        for (const b of curve.breaks) if (-b > undone && -b < undone + one.amount) stops.push(-b - undone);
        for (const stop of stops) {
          const cost = curveCost(curve, -(undone + stop)) + done - (one.price === Infinity ? 0 : one.price * stop);
          const left = one.price === Infinity && stop < one.amount - 1e-12;
          if (!left && !rest(list, one)) best = Math.min(best, cost);
        }
        undone += one.amount;
        if (one.price !== Infinity) done -= one.price * one.amount;
      }
      sum += best;
    }
    return sum;
  }
}

/** Whether items after one in the list cannot be done at all. */
function rest(list: readonly { price: number }[], one: { price: number }): boolean {
  const next = list[list.indexOf(one) + 1];
  return next !== undefined && next.price === Infinity;
}

/** Step in [0, 1] at which an increasing slope passes zero. */
export function lineSearch(slope: (step: number) => number): number {
  const first = slope(0);
  if (first >= -1e-9) return 0;
  const last = slope(1);
  if (last <= 0) return 1;
  let low = 0;
  let high = 1;
  let slopeLow = first;
  let slopeHigh = last;
  for (let i = 0; i < 6; i++) {
    const guess = i % 2 === 0 ? low - (slopeLow * (high - low)) / (slopeHigh - slopeLow) : (low + high) / 2;
    const s = slope(guess);
    if (s > 0) {
      high = guess;
      slopeHigh = s;
    } else {
      low = guess;
      slopeLow = s;
    }
  }
  return low;
}
