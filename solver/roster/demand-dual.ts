import type { Compiled } from './compile.js';
import { curveCost } from './demand.js';

const EPS = 1e-9;

/** Prices of everything that tours share: what the Lagrangian relaxation charges and pays. */
export interface SharedPrices {
  /** Value of a unit of coverage by queue × intervals + interval. */
  readonly cover: Float64Array;
  /** Price of a desk by area × intervals + interval, ≥ 0. */
  readonly desk: Float64Array;
  /** Value of one more shift by row of demand by shift. */
  readonly shift: Float64Array;
}

/**
 * The demand side of the Lagrangian relaxation: at given prices every queue and interval buys the coverage that costs it
 * least, every item of work goes where coverage is cheapest, desks are let. It has a closed form: no program is solved.
 */
export class DemandDual {
  /** Least and highest price that can be right, in the order of {@link SharedPrices.cover}. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Typical price of a unit of coverage: the mean of what the first unit short costs. */
  readonly scale: number;
  private readonly at: Int32Array;
  private readonly xs: Float64Array;
  private readonly slopes: Float64Array;
  private readonly atZero: Float64Array;
  /** Items of equal deadline and queue, which share the curve of what is undone. */
  private readonly lots: readonly { readonly items: readonly number[]; readonly undone: number }[];

  constructor(private readonly compiled: Compiled) {
    const { demand, grid, hardPenalty } = compiled;
    const size = demand.queueIds.length * grid.intervals;
    this.at = new Int32Array(size + 1);
    this.lowest = new Float64Array(size);
    this.highest = new Float64Array(size);
    this.atZero = new Float64Array(size);
    const xs: number[] = [];
    const slopes: number[] = [];
    let sum = 0;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const curve = demand.curves[demand.curveOf[i]!]!;
      const wanted = demand.wanted[i]!;
      const least = demand.minimum ? demand.minimum[i]! : 0;
      const points = new Set([0]);
      for (const b of curve.breaks) if (wanted + b > EPS) points.add(wanted + b);
      if (least > EPS) points.add(least);
      const sorted = [...points].sort((a, b) => a - b);
      for (const [k, x] of sorted.entries()) {
        const beyond = sorted[k + 1] ?? x + 2;
        const middle = (x + beyond) / 2 - wanted;
        let b = 0;
        while (b < curve.breaks.length && curve.breaks[b]! < middle) b++;
        xs.push(x);
        slopes.push(curve.slopes[b]! - (x < least - EPS ? hardPenalty : 0));
      }
      this.at[i + 1] = xs.length;
      this.atZero[i] = curveCost(curve, -wanted) + hardPenalty * least;
      this.lowest[i] = -slopes.at(-1)!;
      this.highest[i] = Math.max(-slopes[this.at[i]!]!, this.lowest[i]!);
      if (wanted > EPS) {
        sum -= curve.slopes[curve.breaks.indexOf(0)]!;
        count++;
      }
    }
    this.xs = Float64Array.from(xs);
    this.slopes = Float64Array.from(slopes);
    const lots = new Map<number, number[]>();
    demand.items.forEach((item, n) => {
      const due = item.queue * grid.intervals + item.due;
      const lot = lots.get(due);
      if (lot) lot.push(n);
      else lots.set(due, [n]);
      const curve = demand.curves[demand.undoneCurve[due]!]!;
      sum -= curve.slopes[curve.breaks.indexOf(0)]!;
      count++;
      for (let k = item.release; k < item.deadline; k++) {
        const i = item.queue * grid.intervals + (k % grid.intervals);
        if (demand.open[i] === 1) this.highest[i] = Math.max(this.highest[i]!, -curve.slopes[0]!);
      }
    });
    this.lots = [...lots].map(([undone, list]) => ({ items: list, undone }));
    this.scale = count === 0 ? 1 : Math.max(sum / count, EPS);
  }

  /**
   * Cost of the demand side at given prices, with the coverage it would buy written to `want`.
   * @param supply coverage there is: what a queue takes where it does not mind
   * @param blur differences of price that `want` passes over; the cost returned is exact
   */
  cover(prices: Float64Array, want: Float64Array, supply: Float64Array, blur: number): number {
    let total = 0;
    const { at, xs, slopes } = this;
    for (let i = 0; i < want.length; i++) {
      const price = prices[i]!;
      const last = at[i + 1]! - 1;
      let k = at[i]!;
      let cost = this.atZero[i]!;
      while (k < last && slopes[k]! + price < -EPS) {
        cost += (slopes[k]! + price) * (xs[k + 1]! - xs[k]!);
        k++;
      }
      total += cost;
      // From here on coverage costs, or costs nothing: what is there is taken as far as prices are about even.
      let low = k;
      let high = k;
      while (low > at[i]! && slopes[low - 1]! + price > -blur) low--;
      while (high < last && slopes[high]! + price < blur) high++;
      const most = high === last && slopes[high]! + price < blur ? Infinity : xs[high]!;
      want[i] = Math.min(most, Math.max(xs[low]!, supply[i]!));
    }
    return total + this.work(prices, want, blur);
  }

  /** Deferrable work at given prices, added to `want`. */
  private work(prices: Float64Array, want: Float64Array, blur: number): number {
    const { demand, grid } = this.compiled;
    const T = grid.intervals;
    let total = 0;
    for (const { items, undone } of this.lots) {
      const cheapest = items.map((n) => {
        const { queue, release, deadline } = demand.items[n]!;
        let least = Infinity;
        for (let k = release; k < deadline; k++) {
          const i = queue * T + (k % T);
          if (demand.open[i] === 1 && prices[i]! < least) least = prices[i]!;
        }
        return least;
      });
      const order = items.map((_, k) => k).sort((a, b) => cheapest[b]! - cheapest[a]! || a - b);
      const curve = demand.curves[demand.undoneCurve[undone]!]!;
      let piece = curve.breaks.indexOf(0);
      let room = piece > 0 ? curve.breaks[piece]! - curve.breaks[piece - 1]! : Infinity;
      for (const k of order) {
        const { queue, release, deadline, amount } = demand.items[items[k]!]!;
        let left = amount;
        while (left > EPS && cheapest[k]! > -curve.slopes[piece]!) {
          const units = Math.min(left, room);
          total -= units * curve.slopes[piece]!;
          left -= units;
          room -= units;
          if (room > EPS) continue;
          piece--;
          room = piece > 0 ? curve.breaks[piece]! - curve.breaks[piece - 1]! : Infinity;
        }
        if (left <= EPS) continue;
        total += left * cheapest[k]!;
        let even = 0;
        for (let pass = 0; pass < 2; pass++) {
          for (let j = release; j < deadline; j++) {
            const i = queue * T + (j % T);
            if (demand.open[i] === 0 || prices[i]! > cheapest[k]! + blur) continue;
            if (pass === 0) even++;
            else want[i]! += left / even;
          }
        }
      }
    }
    return total;
  }

  /** Demand by shift at given values of a shift; writes the number wanted. */
  shifts(values: Float64Array, want: Float64Array, there: Float64Array): number {
    const { demand } = this.compiled;
    let total = 0;
    for (let r = 0; r < want.length; r++) {
      const { wanted, curve: index } = demand.covers[r]!;
      const curve = demand.curves[index]!;
      const candidates = [0, ...Array.from(curve.breaks, (b) => b + wanted).filter((x) => x > 0)];
      let best = Infinity;
      let low = 0;
      let high = 0;
      for (const x of candidates) {
        const cost = curveCost(curve, x - wanted) + values[r]! * x;
        if (cost < best - EPS) {
          best = cost;
          low = x;
          high = x;
        } else if (cost <= best + EPS) {
          low = Math.min(low, x);
          high = Math.max(high, x);
        }
      }
      // At the lowest value that can be right, more shifts than any breakpoint cost nothing.
      if (values[r]! <= -curve.slopes.at(-1)! + EPS) high = Infinity;
      total += best;
      want[r] = Math.min(high, Math.max(low, there[r]!));
    }
    return total;
  }

  /** Least and highest value of a shift by row. */
  shiftRange(row: number): { low: number; high: number } {
    const { demand } = this.compiled;
    const { slopes } = demand.curves[demand.covers[row]!.curve]!;
    return { low: -slopes.at(-1)!, high: -slopes[0]! };
  }
}
