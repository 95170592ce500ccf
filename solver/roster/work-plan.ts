import type { CoverState } from './cover-state.js';
import { curveCost, type Demand } from './demand.js';

const EPS = 1e-9;

/** What {@link WorkPlan.back} comes back to. */
export interface WorkMark {
  readonly flow: readonly Float64Array[];
  readonly undone: Float64Array;
  readonly undoneAt: Float64Array;
  readonly cost: number;
}

/**
 * When deferrable work is done: each item's effort spread over the intervals of its window, the rest undone at its
 * deadline. Work moves one piece at a time to where it costs less; the cover state holds its sum as the need of the queue.
 */
export class WorkPlan {
  /** Cost of work undone. */
  cost = 0;
  private readonly flow: Float64Array[];
  private readonly undone: Float64Array;
  private readonly undoneAt: Float64Array;
  private readonly save: Float64Array;
  private readonly saveStamp: Int32Array;
  private readonly charge: Float64Array;
  private readonly chargeStamp: Int32Array;
  private readonly queueList: number[];

  constructor(
    private readonly demand: Demand,
    private readonly state: CoverState,
  ) {
    const { queues: Q, intervals: T } = state;
    this.flow = demand.items.map((item) => new Float64Array(Math.max(0, item.deadline - item.release)));
    this.undone = Float64Array.from(demand.items, (item) => item.amount);
    this.undoneAt = new Float64Array(Q * T);
    for (const item of demand.items) this.undoneAt[item.queue * T + item.due]! += item.amount;
    for (let i = 0; i < Q * T; i++) this.cost += this.undoneCost(i);
    this.save = new Float64Array(Q * T);
    this.saveStamp = new Int32Array(Q * T).fill(-1);
    this.charge = new Float64Array(Q * T);
    this.chargeStamp = new Int32Array(Q * T).fill(-1);
    this.queueList = Array.from({ length: Q }, (_, q) => q).filter((q) => demand.deferrable[q] === 1);
  }

  /** Takes over a plan found elsewhere: effort of every item by interval of its window, and undone. */
  load(flow: readonly Float64Array[], left: Float64Array): void {
    const T = this.state.intervals;
    this.undoneAt.fill(0);
    this.cost = 0;
    this.demand.items.forEach(({ queue, due }, n) => {
      this.flow[n]!.set(flow[n]!);
      this.undone[n] = left[n]!;
      this.undoneAt[queue * T + due]! += left[n]!;
    });
    for (let i = 0; i < this.undoneAt.length; i++) this.cost += this.undoneCost(i);
  }

  /** The plan as it is, to come back to exactly. */
  mark(): WorkMark {
    const { flow, undone, undoneAt, cost } = this;
    return { flow: flow.map((one) => one.slice()), undone: undone.slice(), undoneAt: undoneAt.slice(), cost };
  }

  back(mark: WorkMark): void {
    mark.flow.forEach((one, n) => {
      this.flow[n]!.set(one);
    });
    this.undone.set(mark.undone);
    this.undoneAt.set(mark.undoneAt);
    this.cost = mark.cost;
  }

  /** Whether the plan stays as it was found, see {@link RosterState.settle}. */
  held = false;

  /** Whether work is moved on as people come and go. */
  get active(): boolean {
    return this.demand.items.length > 0 && !this.held;
  }

  private intervalAt(k: number): number {
    return k < this.state.intervals ? k : k - this.state.intervals;
  }

  private windowIndex(t: number, release: number): number {
    return t >= release ? t - release : t + this.state.intervals - release;
  }

  private undoneCost(i: number): number {
    return curveCost(this.demand.curves[this.demand.undoneCurve[i]!]!, -this.undoneAt[i]!);
  }

  private saving(q: number, t: number): number {
    const i = q * this.state.intervals + t;
    const version = this.state.version[t]!;
    if (this.saveStamp[i] !== version) {
      this.save[i] = this.state.saving(t, q);
      this.saveStamp[i] = version;
    }
    return this.save[i]!;
  }

  private charging(q: number, t: number): number {
    const i = q * this.state.intervals + t;
    const version = this.state.version[t]!;
    if (this.chargeStamp[i] !== version) {
      this.charge[i] = this.state.charge(t, q);
      this.chargeStamp[i] = version;
    }
    return this.charge[i]!;
  }

  /** What one unit less undone of an item saves. */
  private undoneSlope(n: number): number {
    if (this.undone[n]! <= EPS) return -Infinity;
    const { queue, due } = this.demand.items[n]!;
    const i = queue * this.state.intervals + due;
    const delta = Math.min(this.undone[n]!, 0.01);
    const curve = this.demand.curves[this.demand.undoneCurve[i]!]!;
    return (curveCost(curve, -this.undoneAt[i]!) - curveCost(curve, -this.undoneAt[i]! + delta)) / delta;
  }

  /** What a unit of an item costs where it costs most now: place (−1 = undone) and value. */
  private dearest(n: number): { t: number; value: number } {
    const { queue, release } = this.demand.items[n]!;
    const flow = this.flow[n]!;
    let t = -1;
    let value = this.undoneSlope(n);
    for (let k = 0; k < flow.length; k++) {
      if (flow[k]! <= EPS) continue;
      const at = this.intervalAt(release + k);
      const saving = this.saving(queue, at);
      if (saving > value) {
        value = saving;
        t = at;
      }
    }
    return { t, value };
  }

  /**
   * Value of coverage by queue × intervals + interval in the linear relaxation: more than that the work pulled in is not
   * worth, because there is only so much of it.
   */
  reference: Float64Array | null = null;

  /** Sets the value of more coverage per interval: what work from elsewhere in its window would save there. */
  refreshPull(): void {
    const { pull, queues, intervals } = this.state;
    const { reference } = this;
    this.state.pulls = true;
    for (const q of this.queueList) for (let t = 0; t < intervals; t++) pull[t * queues + q] = -Infinity;
    this.demand.items.forEach((item, n) => {
      const { value } = this.dearest(n);
      if (value <= 0) return;
      for (let k = item.release; k < item.deadline; k++) {
        const t = this.intervalAt(k);
        if (this.demand.open[item.queue * intervals + t] === 0) continue;
        const i = t * queues + item.queue;
        const capped = reference ? Math.min(value, reference[item.queue * intervals + t]!) : value;
        if (pull[i]! < capped) pull[i] = capped;
      }
    });
  }

  /**
   * Moves work to cheaper intervals, item by item, while that pays; returns the change of cost.
   * @param near 1 for intervals of which one must lie in an item's window for it to be looked at; default all
   */
  rebalance(passes = 1, near?: Uint8Array): number {
    const before = this.cost + this.state.cost;
    const { intervals } = this.state;
    for (let pass = 0; pass < passes; pass++) {
      let moved = false;
      for (let n = 0; n < this.demand.items.length; n++) {
        const item = this.demand.items[n]!;
        if (near && !this.touches(item, near)) continue;
        for (let guard = 0; guard < 40; guard++) {
          const source = this.dearest(n);
          let target = -1;
          let cheapest = Infinity;
          for (let k = item.release; k < item.deadline; k++) {
            const t = this.intervalAt(k);
            if (this.demand.open[item.queue * intervals + t] === 0) continue;
            const value = this.charging(item.queue, t);
            if (value < cheapest) {
              cheapest = value;
              target = t;
            }
          }
          if (target < 0 || target === source.t || source.value - cheapest <= 1e-6) break;
          if (!this.move(n, source.t, target)) break;
          moved = true;
        }
      }
      if (!moved) break;
    }
    return this.cost + this.state.cost - before;
  }

  private touches({ release, deadline }: { release: number; deadline: number }, near: Uint8Array): boolean {
    for (let k = release; k < deadline; k++) if (near[this.intervalAt(k)] === 1) return true;
    return false;
  }

  private move(n: number, from: number, to: number): boolean {
    const { queue, release } = this.demand.items[n]!;
    const have = from < 0 ? this.undone[n]! : this.flow[n]![this.windowIndex(from, release)]!;
    for (let amount = Math.min(have, 1), tries = 0; tries < 3; amount /= 4, tries++) {
      const before = this.cost + this.state.cost;
      this.book(n, queue, release, from, -amount);
      this.book(n, queue, release, to, amount);
      if (this.cost + this.state.cost < before - 1e-7) return true;
      this.book(n, queue, release, to, -amount);
      this.book(n, queue, release, from, amount);
    }
    return false;
  }

  private book(n: number, queue: number, release: number, at: number, amount: number): void {
    if (at >= 0) {
      const k = this.windowIndex(at, release);
      this.flow[n]![k] = Math.max(0, this.flow[n]![k]! + amount);
      this.state.shiftNeed(queue, at, amount);
      return;
    }
    const i = queue * this.state.intervals + this.demand.items[n]!.due;
    const before = this.undoneCost(i);
    this.undone[n] = Math.max(0, this.undone[n]! + amount);
    this.undoneAt[i] = Math.max(0, this.undoneAt[i]! + amount);
    this.cost += this.undoneCost(i) - before;
  }
}
