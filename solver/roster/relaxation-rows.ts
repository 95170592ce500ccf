import type { Compiled } from './compile.js';
import { type Curve, curveCost } from './demand.js';

/**
 * The coupling rows of the master problem: coverage per queue and interval, desks in use per area and interval, shifts
 * per row of shift cover. Each has a convex cost of its level x; pricing sees only the price of a unit.
 */
export class RelaxationRows {
  readonly count: number;
  readonly areaAt: number;
  readonly coverAt: number;
  /** Level: what the tours give, less deferrable work done where the queue is deferrable. */
  readonly level: Float64Array;
  /** Value of one more unit (a price for desks is a negative value). */
  readonly value: Float64Array;
  private readonly curve: Curve[];
  private readonly wanted: Float64Array;
  /** Least level (minimum staffing), where there is one. */
  private readonly least: Float64Array;
  private readonly deferrable: Uint8Array;
  /** Rows that take part. */
  readonly used: Int32Array;

  constructor(private readonly compiled: Compiled) {
    const { demand, grid, areas } = compiled;
    const T = grid.intervals;
    const Q = demand.queueIds.length;
    this.areaAt = Q * T;
    this.coverAt = this.areaAt + areas.length * T;
    this.count = this.coverAt + demand.covers.length;
    this.level = new Float64Array(this.count);
    this.value = new Float64Array(this.count);
    this.wanted = new Float64Array(this.count);
    this.least = new Float64Array(this.count).fill(-Infinity);
    this.deferrable = new Uint8Array(this.count);
    this.curve = [];
    const used: number[] = [];
    let steepest = 1;
    for (const curve of demand.curves) steepest = Math.max(steepest, -curve.slopes[0]!);
    const desk: Curve = {
      breaks: new Float64Array([0]),
      slopes: new Float64Array([0, steepest]),
      at: new Float64Array(1),
    };
    for (let i = 0; i < Q * T; i++) {
      this.curve.push(demand.curves[demand.curveOf[i]!]!);
      this.wanted[i] = demand.wanted[i]!;
      const deferrable = demand.deferrable[Math.floor(i / T)]!;
      this.deferrable[i] = deferrable;
      this.least[i] = deferrable === 1 ? -Infinity : Math.max(0, demand.minimum ? demand.minimum[i]! : 0);
      used.push(i);
    }
    areas.forEach((area, a) => {
      for (let t = 0; t < T; t++) {
        const row = this.areaAt + a * T + t;
        this.curve.push(desk);
        this.wanted[row] = area.seats === Infinity ? 0 : area.seats;
        this.least[row] = 0;
        if (area.seats < Infinity) used.push(row);
      }
    });
    demand.covers.forEach((cover, r) => {
      const row = this.coverAt + r;
      this.curve.push(demand.curves[cover.curve]!);
      this.wanted[row] = cover.wanted;
      this.least[row] = 0;
      used.push(row);
    });
    this.used = Int32Array.from(used);
  }

  /** Value of one more unit at a level, smoothed over a band of the given width. */
  slopeValue(row: number, level: number, width: number): number {
    const x = level - this.wanted[row]!;
    const curve = this.curve[row]!;
    const value = (curveCost(curve, x - width / 2) - curveCost(curve, x + width / 2)) / width;
    // Below a minimum more is worth as much as the steepest understaffing, and then some.
    if (level < this.least[row]! - 1e-9) return value - curve.slopes[0]! + 1;
    return value;
  }

  /** Sets the values from the levels. */
  refresh(width: number): void {
    for (const row of this.used) this.value[row] = this.slopeValue(row, this.level[row]!, width);
  }

  /** Sum over the rows of min over x of cost(x) + value · x, deferrable rows on their surplus side only. */
  conjugate(): number {
    let sum = 0;
    for (const row of this.used) sum += this.conjugateOf(row);
    return sum;
  }

  private conjugateOf(row: number): number {
    const { breaks, slopes } = this.curve[row]!;
    const curve = this.curve[row]!;
    const value = this.value[row]!;
    const wanted = this.wanted[row]!;
    // For deferrable queues the surplus x ≥ 0 is what is left over after the work done.
    const lowest = this.deferrable[row] === 1 ? 0 : this.least[row]!;
    let best = curveCost(curve, lowest - wanted) + value * lowest;
    for (const b of breaks) {
      const x = b + wanted;
      if (x > lowest) best = Math.min(best, curveCost(curve, b) + value * x);
    }
    return slopes.at(-1)! + value < -1e-9 ? -Infinity : best;
  }

  /** Keeps values where the conjugate is finite. */
  clampValues(): void {
    for (const row of this.used) {
      const floor = -this.curve[row]!.slopes.at(-1)!;
      if (this.value[row]! < floor) this.value[row] = floor;
    }
  }

  get intervals(): number {
    return this.compiled.grid.intervals;
  }
}
