import { type Curve, curveCost, type Demand } from './demand.js';
import type { Grid } from './grid.js';
import type { SkillGroup } from './places.js';

const EPS = 1e-9;
/**
 * Capacity below this is not moved on, and no step is shorter: chains of displacements would else be taken in crumbs. The
 * allocation that is reported is solved exactly at the end.
 */
const CRUMB = 1e-6;
/** Rings turned in one look at an interval at most. */
const MOST_TURNS = 12;

/** How far coverage may stray from planned work at the work's own value, as a share of it and at least, agents. */
const HELD_BAND = 0.01;
const LEAST_BAND = 0.2;
/** How much dearer each way from the plan is than the value itself. */
const HELD_STEEP = 0.4;

/** What {@link CoverState.back} comes back to. */
export interface CoverMark {
  readonly given: Float64Array;
  readonly covered: Float64Array;
  readonly need: Float64Array;
  readonly version: Int32Array;
  readonly cost: number;
}

/**
 * Coverage of all queues with the capacity of every skill group allocated at least cost, interval by interval, kept up
 * to date while agents come and go. Capacity is in agents per interval. Adding or taking away capacity follows the
 * cheapest chain of displacements (successive shortest paths with gains for speeds), and rings of displacements that give more
 * than they take are turned as they are met, so the allocation of an interval stays optimal. Work with a deadline enters as
 * `planned` work per interval, see {@link WorkPlan}; {@link hold} prices what strays from the plan.
 */
export class CoverState {
  readonly intervals: number;
  readonly queues: number;
  /** Covered by interval × queues + queue. */
  readonly covered: Float64Array;
  /** Wanted (or planned work) by interval × queues + queue. */
  readonly need: Float64Array;
  /** Capacity of each (group, queue) pair by interval × pairs + pair. */
  readonly given: Float64Array;
  readonly pairs: number;
  readonly pairAt: Int32Array;
  /** Bumped whenever an interval changes. */
  readonly version: Int32Array;
  /** Value of one more unit of coverage for deferrable work, beyond what the interval itself shows. */
  readonly pull: Float64Array;
  /** Whether {@link pull} holds anything. */
  pulls = false;
  cost = 0;
  /** Cost curve by interval × queues + queue. */
  private readonly curveAt: Curve[];
  private readonly minimum: Float64Array | null;
  private readonly pairQueue: Int32Array;
  private readonly pairSpeed: Float64Array;
  /** Pairs (h at q', q) along which capacity can move: pair from, pair to. */
  private readonly moveFrom: Int32Array;
  private readonly moveTo: Int32Array;
  /**
   * Moves by ordered pair of queues (an arc), best exchange of speed first: only the first and the last move with capacity
   * can be part of a best chain. Moves of arc k are `moveAt[k] … moveAt[k + 1] − 1`.
   */
  private readonly arcFrom: Int32Array;
  private readonly arcTo: Int32Array;
  private readonly moveAt: Int32Array;
  private readonly arcMost: Int32Array;
  private readonly arcLeast: Int32Array;
  /** Queues and arcs looked at so far: a deterministic measure of work. */
  work = 0;
  /** Gain or loss per unit by queue and the first move that leads to it, as last looked at. */
  private best: Float64Array;
  private via: Int32Array;
  private readonly scratchBest: Float64Array;
  private readonly scratchVia: Int32Array;
  /** What {@link gains} found per interval, and at which version. */
  private readonly gainBest: readonly Float64Array[];
  private readonly gainVia: readonly Int32Array[];
  private readonly gainStamp: Int32Array;
  private readonly marginalOf: Float64Array;
  private readonly marginalStamp: Int32Array;
  /** Change per pair by a unit of a ring. */
  private readonly turned: Float64Array;
  private readonly savedGiven: Float64Array;
  private readonly savedCovered: Float64Array;
  /** Slope and reach found last. */
  private slope = 0;
  private reach = 0;

  constructor(
    grid: Grid,
    private readonly demand: Demand,
    readonly groups: readonly SkillGroup[],
    private readonly hardPenalty: number,
  ) {
    this.intervals = grid.intervals;
    this.queues = demand.queueIds.length;
    const { intervals: T, queues: Q } = this;
    this.covered = new Float64Array(T * Q);
    this.need = new Float64Array(T * Q);
    this.curveAt = new Array<Curve>(T * Q);
    this.minimum = demand.minimum ? new Float64Array(T * Q) : null;
    this.pull = new Float64Array(T * Q).fill(-Infinity);
    for (let t = 0; t < T; t++) {
      for (let q = 0; q < Q; q++) {
        this.need[t * Q + q] = demand.wanted[q * T + t]!;
        this.curveAt[t * Q + q] = demand.curves[demand.curveOf[q * T + t]!]!;
        if (this.minimum) this.minimum[t * Q + q] = demand.minimum![q * T + t]!;
      }
    }
    this.pairAt = new Int32Array(groups.length + 1);
    const pairGroup: number[] = [];
    const pairQueue: number[] = [];
    const pairSpeed: number[] = [];
    groups.forEach((group, g) => {
      group.queues.forEach((queue, k) => {
        pairGroup.push(g);
        pairQueue.push(queue);
        pairSpeed.push(group.speeds[k]!);
      });
      this.pairAt[g + 1] = pairGroup.length;
    });
    this.pairs = pairGroup.length;
    this.pairQueue = Int32Array.from(pairQueue);
    this.pairSpeed = Float64Array.from(pairSpeed);
    this.given = new Float64Array(T * this.pairs);
    const arcs = new Map<number, [from: number, to: number][]>();
    for (let a = 0; a < this.pairs; a++) {
      for (let b = 0; b < this.pairs; b++) {
        if (a === b || pairGroup[a] !== pairGroup[b]) continue;
        const key = pairQueue[a]! * Q + pairQueue[b]!;
        const moves = arcs.get(key);
        if (moves === undefined) arcs.set(key, [[a, b]]);
        else moves.push([a, b]);
      }
    }
    const ratio = ([a, b]: readonly [number, number]): number => pairSpeed[b]! / pairSpeed[a]!;
    const keys = [...arcs.keys()].sort((x, y) => x - y);
    for (const moves of arcs.values()) moves.sort((x, y) => ratio(y) - ratio(x) || x[0] - y[0] || x[1] - y[1]);
    this.arcFrom = Int32Array.from(keys, (key) => Math.floor(key / Q));
    this.arcTo = Int32Array.from(keys, (key) => key % Q);
    this.arcMost = new Int32Array(keys.length);
    this.arcLeast = new Int32Array(keys.length);
    this.moveAt = new Int32Array(keys.length + 1);
    keys.forEach((key, k) => {
      this.moveAt[k + 1] = this.moveAt[k]! + arcs.get(key)!.length;
    });
    const ordered = keys.flatMap((key) => arcs.get(key)!);
    this.moveFrom = Int32Array.from(ordered, ([a]) => a);
    this.moveTo = Int32Array.from(ordered, ([, b]) => b);
    this.scratchBest = new Float64Array(Q);
    this.scratchVia = new Int32Array(Q);
    this.best = this.scratchBest;
    this.via = this.scratchVia;
    this.gainBest = Array.from({ length: T }, () => new Float64Array(Q));
    this.gainVia = Array.from({ length: T }, () => new Int32Array(Q));
    this.gainStamp = new Int32Array(T).fill(-1);
    this.marginalOf = new Float64Array(groups.length * T);
    this.marginalStamp = new Int32Array(groups.length * T).fill(-1);
    this.turned = new Float64Array(this.pairs);
    this.savedGiven = new Float64Array(this.pairs);
    this.savedCovered = new Float64Array(Q);
    this.version = new Int32Array(T);
    for (let t = 0; t < T; t++) {
      for (let q = 0; q < Q; q++) this.cost += this.costAt(t, q);
    }
  }

  /**
   * Takes over an allocation found elsewhere, by pair or queue × intervals + interval; `done`: deferrable work per interval, the need
   * of its queue.
   */
  load({ given, covered, done }: { given: Float64Array; covered: Float64Array; done: Float64Array }): void {
    const { intervals: T, queues: Q, pairs } = this;
    this.cost = 0;
    for (let t = 0; t < T; t++) {
      for (let p = 0; p < pairs; p++) this.given[t * pairs + p] = given[p * T + t]!;
      for (let q = 0; q < Q; q++) {
        this.covered[t * Q + q] = covered[q * T + t]!;
        this.need[t * Q + q] = this.demand.wanted[q * T + t]! + done[q * T + t]!;
        this.cost += this.costAt(t, q);
      }
      this.version[t]!++;
    }
  }

  /** Capacity there is, by group × intervals + interval. */
  capacity(): Float64Array {
    const { intervals: T, pairs, pairAt, given } = this;
    const capacity = new Float64Array(this.groups.length * T);
    this.groups.forEach((_, g) => {
      for (let t = 0; t < T; t++) {
        for (let p = pairAt[g]!; p < pairAt[g + 1]!; p++) capacity[g * T + t]! += given[t * pairs + p]!;
      }
    });
    return capacity;
  }

  /**
   * Holds the plan of deferrable work as it is: around it, coverage of its queues costs and saves what it is worth elsewhere.
   * @param value of a unit of coverage by queue × intervals + interval
   */
  hold(value: Float64Array, done: Float64Array): void {
    const { intervals: T, queues: Q, demand } = this;
    for (let q = 0; q < Q; q++) {
      if (demand.deferrable[q] === 0) continue;
      for (let t = 0; t < T; t++) {
        const i = q * T + t;
        if (demand.open[i] === 1) {
          this.curveAt[t * Q + q] = heldCurve(demand.curves[demand.curveOf[i]!]!, value[i]!, done[i]!);
        }
      }
    }
    this.pull.fill(-Infinity);
    this.pulls = false;
  }

  /** The state as it is, to come back to exactly. */
  mark(): CoverMark {
    const { given, covered, need, version, cost } = this;
    return { given: given.slice(), covered: covered.slice(), need: need.slice(), version: version.slice(), cost };
  }

  /** Back to a mark; only intervals that changed count as changed again. */
  back(mark: CoverMark): void {
    const { intervals, pairs, queues } = this;
    for (let t = 0; t < intervals; t++) {
      if (this.version[t] === mark.version[t]) continue;
      this.given.set(mark.given.subarray(t * pairs, (t + 1) * pairs), t * pairs);
      this.covered.set(mark.covered.subarray(t * queues, (t + 1) * queues), t * queues);
      this.need.set(mark.need.subarray(t * queues, (t + 1) * queues), t * queues);
      this.version[t]!++;
    }
    this.cost = mark.cost;
  }

  /** Cost of one queue in one interval. */
  costAt(t: number, q: number): number {
    const i = t * this.queues + q;
    let cost = curveCost(this.curveAt[i]!, this.covered[i]! - this.need[i]!);
    if (this.minimum) cost += this.hardPenalty * Math.max(0, this.minimum[i]! - this.covered[i]!);
    return cost;
  }

  /** Adds capacity (agents) of a group in an interval; returns the change of cost. */
  add(g: number, t: number, amount: number): number {
    const before = this.cost;
    let left = amount;
    const first = this.pairAt[g]!;
    const last = this.pairAt[g + 1]!;
    this.version[t]!++;
    for (let guard = 0; left > EPS && first < last; guard++) {
      this.gains(t, false);
      let pair = first;
      for (let p = first + 1; p < last; p++) {
        if (
          this.pairSpeed[p]! * this.best[this.pairQueue[p]!]! >
          this.pairSpeed[pair]! * this.best[this.pairQueue[pair]!]! + EPS
        )
          pair = p;
      }
      const speed = this.pairSpeed[pair]!;
      const units = guard > 60 ? left * speed : Math.min(left * speed, this.gainReach(t, this.pairQueue[pair]!));
      this.given[t * this.pairs + pair]! += units / speed;
      this.raise(t, this.pairQueue[pair]!, units, true, guard > 60);
      left -= units / speed;
    }
    return this.cost - before;
  }

  /** Takes capacity of a group away; returns the change of cost. */
  remove(g: number, t: number, amount: number): number {
    const before = this.cost;
    let left = amount;
    const first = this.pairAt[g]!;
    const last = this.pairAt[g + 1]!;
    this.version[t]!++;
    for (let guard = 0; left > EPS && first < last && guard < 80; guard++) {
      this.losses(t);
      let pair = -1;
      let cheapest = Infinity;
      for (let p = first; p < last; p++) {
        if (this.given[t * this.pairs + p]! <= EPS) continue;
        const loss = this.pairSpeed[p]! * this.best[this.pairQueue[p]!]!;
        if (loss < cheapest - EPS) {
          cheapest = loss;
          pair = p;
        }
      }
      if (pair < 0) break;
      const speed = this.pairSpeed[pair]!;
      const held = this.given[t * this.pairs + pair]!;
      const own = Math.min(left, held);
      const units = guard > 60 ? own * speed : Math.min(own * speed, this.lossReach(t, this.pairQueue[pair]!));
      this.given[t * this.pairs + pair] = Math.max(0, held - units / speed);
      this.lower(t, this.pairQueue[pair]!, units, true, guard > 60);
      left -= units / speed;
    }
    return this.cost - before;
  }

  /** Change of cost if a full agent of the group were added in the interval, deferrable work pulled in at its value. */
  marginal(g: number, t: number): number {
    const first = this.pairAt[g]!;
    const last = this.pairAt[g + 1]!;
    if (first === last) return 0;
    const { pairs, queues } = this;
    const memo = g * this.intervals + t;
    if (!this.pulls && this.marginalStamp[memo] === this.version[t]) return this.marginalOf[memo]!;
    const change = this.tryWhole(t, first, last, pairs, queues);
    this.marginalOf[memo] = change;
    this.marginalStamp[memo] = this.version[t]!;
    return change;
  }

  private tryWhole(t: number, first: number, last: number, pairs: number, queues: number): number {
    this.gains(t, this.pulls);
    // One segment is often enough: no copy is needed then.
    let pair = first;
    for (let p = first + 1; p < last; p++) {
      if (
        this.pairSpeed[p]! * this.best[this.pairQueue[p]!]! >
        this.pairSpeed[pair]! * this.best[this.pairQueue[pair]!]! + EPS
      )
        pair = p;
    }
    const speed = this.pairSpeed[pair]!;
    const reach = this.gainReach(t, this.pairQueue[pair]!) / speed;
    if (reach >= 1) return -speed * this.best[this.pairQueue[pair]!]!;
    const { cost } = this;
    for (let p = 0; p < pairs; p++) this.savedGiven[p] = this.given[t * pairs + p]!;
    for (let q = 0; q < queues; q++) this.savedCovered[q] = this.covered[t * queues + q]!;
    const version = this.version[t]!;
    let change = 0;
    let left = 1;
    for (let guard = 0; left > EPS && guard < 12; guard++) {
      if (guard > 0) this.gains(t, true);
      let chosen = first;
      for (let p = first + 1; p < last; p++) {
        if (
          this.pairSpeed[p]! * this.best[this.pairQueue[p]!]! >
          this.pairSpeed[chosen]! * this.best[this.pairQueue[chosen]!]! + EPS
        )
          chosen = p;
      }
      const s = this.pairSpeed[chosen]!;
      const units = guard === 11 ? left * s : Math.min(left * s, this.gainReach(t, this.pairQueue[chosen]!));
      change -= units * this.best[this.pairQueue[chosen]!]!;
      this.given[t * pairs + chosen]! += units / s;
      this.raise(t, this.pairQueue[chosen]!, units, true, guard === 11);
      left -= units / s;
    }
    for (let p = 0; p < pairs; p++) this.given[t * pairs + p] = this.savedGiven[p]!;
    for (let q = 0; q < queues; q++) this.covered[t * queues + q] = this.savedCovered[q]!;
    this.cost = cost;
    this.version[t] = version;
    return change;
  }

  /** What one unit less of planned work would save, per unit, at most. */
  saving(t: number, q: number): number {
    this.gains(t, false);
    return this.best[q]!;
  }

  /** What one unit more of planned work would cost, per unit, at least. */
  charge(t: number, q: number): number {
    this.losses(t);
    return this.best[q]!;
  }

  /** Plans more (or less) deferrable work into an interval; returns the change of cost. */
  shiftNeed(q: number, t: number, amount: number): number {
    const before = this.cost;
    this.version[t]!++;
    let left = Math.abs(amount);
    for (let guard = 0; left > EPS; guard++) {
      const free = guard > 60;
      if (amount > 0) {
        this.losses(t);
        const units = free ? left : Math.min(left, this.lossReach(t, q));
        this.need[t * this.queues + q]! += units;
        this.lower(t, q, units, false, free);
        left -= units;
      } else {
        this.gains(t, false);
        const units = free ? left : Math.min(left, this.gainReach(t, q));
        this.need[t * this.queues + q] = Math.max(0, this.need[t * this.queues + q]! - units);
        this.raise(t, q, units, false, free);
        left -= units;
      }
    }
    return this.cost - before;
  }

  /** Best gain per unit of more coverage of each queue, displacements included (`best`, `via` = move or −1). */
  private gains(t: number, pulled: boolean): void {
    if (pulled) {
      this.lookForGains(t, true, 0);
      return;
    }
    if (this.gainStamp[t] !== this.version[t]) this.lookForGains(t, false, MOST_TURNS);
    this.best = this.gainBest[t]!;
    this.via = this.gainVia[t]!;
    this.gainStamp[t] = this.version[t]!;
  }

  private lookForGains(t: number, pulled: boolean, turns: number): void {
    const { queues } = this;
    const best = pulled ? this.scratchBest : this.gainBest[t]!;
    const via = pulled ? this.scratchVia : this.gainVia[t]!;
    this.best = best;
    this.via = via;
    for (let q = 0; q < queues; q++) {
      this.rightSlope(t, q);
      best[q] = pulled ? Math.max(-this.slope, this.pull[t * queues + q]!) : -this.slope;
      via[q] = -1;
    }
    this.findArcs(t);
    const arcs = this.arcFrom.length;
    for (let round = 0; round < queues; round++) {
      let changed = false;
      for (let k = 0; k < arcs; k++) {
        const from = this.arcFrom[k]!;
        const to = this.arcTo[k]!;
        // More speed for a gain, less for what would be a loss.
        const m = best[to]! >= 0 ? this.arcMost[k]! : this.arcLeast[k]!;
        if (m < 0) continue;
        const gain = (this.pairSpeed[this.moveTo[m]!]! / this.pairSpeed[this.moveFrom[m]!]!) * best[to]!;
        if (gain <= best[from]! + 1e-7) continue;
        if (this.leadsTo(to, from, this.moveTo)) {
          // A ring of moves that ends with more than it took: it is turned as far as it goes, then all is looked at afresh.
          if (!pulled && turns > 0 && this.turnRing(t, from, m)) {
            this.lookForGains(t, pulled, turns - 1);
            return;
          }
        } else {
          best[from] = gain;
          via[from] = m;
          changed = true;
        }
      }
      if (!changed) break;
    }
    if (pulled || turns === 0) return;
    // Where a chain gains more than its own start loses, people move along it.
    for (let q = 0; q < queues; q++) {
      if (via[q]! < 0 || this.covered[t * queues + q]! <= CRUMB) continue;
      this.leftSlope(t, q);
      if (best[q]! <= -this.slope + 1e-6 || !this.moveAlong(t, q)) continue;
      this.lookForGains(t, pulled, turns - 1);
      return;
    }
  }

  /** Moves people from a queue along the chain of {@link gains}; returns whether that lowered the cost. */
  private moveAlong(t: number, from: number): boolean {
    const { queues, covered, turned } = this;
    this.leftSlope(t, from);
    const loss = -this.slope;
    let units = this.reach;
    turned.fill(0);
    const { at, amount } = this.follow(from, 1);
    this.rightSlope(t, at);
    units = this.room(t, Math.min(units, this.reach / amount));
    if (!(units * (loss + amount * this.slope) < -1e-7)) return false;
    const before = this.costAt(t, from) + this.costAt(t, at);
    this.shuffle(t, units);
    covered[t * queues + from]! -= units;
    covered[t * queues + at]! += units * amount;
    this.cost += this.costAt(t, from) + this.costAt(t, at) - before;
    this.version[t]!++;
    return true;
  }

  /** Adds the chain of {@link gains} from a queue to `turned`; returns its last queue and what arrives there. */
  private follow(from: number, units: number): { at: number; amount: number } {
    const { via, moveFrom, moveTo, pairSpeed, pairQueue, turned } = this;
    let at = from;
    let amount = units;
    for (let m = via[at]!, hop = 0; m >= 0 && hop < this.queues; m = via[at]!, hop++) {
      const agents = amount / pairSpeed[moveFrom[m]!]!;
      turned[moveFrom[m]!]! -= agents;
      turned[moveTo[m]!]! += agents;
      amount = agents * pairSpeed[moveTo[m]!]!;
      at = pairQueue[moveTo[m]!]!;
    }
    return { at, amount };
  }

  /** How many units of what `turned` holds there is capacity for. */
  private room(t: number, limit: number): number {
    const { turned, given, pairs } = this;
    let units = limit;
    for (let p = 0; p < pairs; p++) {
      if (turned[p]! < -1e-12) units = Math.min(units, given[t * pairs + p]! / -turned[p]!);
    }
    return units;
  }

  private shuffle(t: number, units: number): void {
    const { turned, given, pairs } = this;
    for (let p = 0; p < pairs; p++) {
      if (turned[p] !== 0) given[t * pairs + p] = Math.max(0, given[t * pairs + p]! + units * turned[p]!);
    }
  }

  /** First and last move of each arc that has capacity to give in the interval, −1 where none has. */
  private findArcs(t: number): void {
    const { given, moveFrom, moveAt, arcMost, arcLeast } = this;
    const base = t * this.pairs;
    const arcs = arcMost.length;
    for (let k = 0; k < arcs; k++) {
      const end = moveAt[k + 1]!;
      let m = moveAt[k]!;
      while (m < end && given[base + moveFrom[m]!]! <= CRUMB) m++;
      if (m === end) {
        arcMost[k] = -1;
        arcLeast[k] = -1;
        continue;
      }
      arcMost[k] = m;
      let last = end - 1;
      while (given[base + moveFrom[last]!]! <= CRUMB) last--;
      arcLeast[k] = last;
    }
    this.work += this.queues + arcs;
  }

  /** Least loss per unit of less coverage of each queue, displacements included. */
  private losses(t: number): void {
    // Rings first: chains past them would be dear.
    this.gains(t, false);
    const { queues, scratchBest: best, scratchVia: via } = this;
    this.best = best;
    this.via = via;
    for (let q = 0; q < queues; q++) {
      this.leftSlope(t, q);
      best[q] = -this.slope;
      via[q] = -1;
    }
    this.findArcs(t);
    const arcs = this.arcFrom.length;
    for (let round = 0; round < queues; round++) {
      let changed = false;
      for (let k = 0; k < arcs; k++) {
        const from = this.arcFrom[k]!;
        const to = this.arcTo[k]!;
        const m = best[from]! >= 0 ? this.arcMost[k]! : this.arcLeast[k]!;
        if (m < 0) continue;
        const loss = (this.pairSpeed[this.moveFrom[m]!]! / this.pairSpeed[this.moveTo[m]!]!) * best[from]!;
        if (loss < best[to]! - 1e-7 && !this.leadsTo(from, to, this.moveFrom)) {
          best[to] = loss;
          via[to] = m;
          changed = true;
        }
      }
      if (!changed) break;
    }
  }

  /**
   * Exchanges people around a ring of queues: the first move leaves `from`, the chain of {@link gains} leads back. Speeds
   * differ, so more comes back than left, which goes on along the chain of `from`; or less, where coverage is a burden.
   * @returns whether that lowered the cost; else nothing has changed
   */
  private turnRing(t: number, from: number, first: number): boolean {
    const { moveFrom, moveTo, pairSpeed, pairQueue, queues, turned, via } = this;
    turned.fill(0);
    let factor = 1;
    let at = from;
    for (let m = first, hop = 0; ; m = via[at]!, hop++) {
      if (hop > queues || m < 0) return false;
      const agents = factor / pairSpeed[moveFrom[m]!]!;
      turned[moveFrom[m]!]! -= agents;
      turned[moveTo[m]!]! += agents;
      factor = agents * pairSpeed[moveTo[m]!]!;
      at = pairQueue[moveTo[m]!]!;
      if (at === from) break;
    }
    let net = factor - 1;
    if (Math.abs(net) < 1e-9) return false;
    if (net > 0) {
      const end = this.follow(from, net);
      at = end.at;
      net = end.amount;
      this.rightSlope(t, at);
    } else this.leftSlope(t, at);
    const units = this.room(t, this.reach / Math.abs(net));
    if (!(units * net * this.slope < -1e-7)) return false;
    this.shuffle(t, units);
    const before = this.costAt(t, at);
    this.covered[t * queues + at]! += units * net;
    this.cost += this.costAt(t, at) - before;
    this.version[t]!++;
    return true;
  }

  /** Whether the chain of moves from one queue passes another: with speeds, rings of moves could feed on themselves. */
  private leadsTo(from: number, to: number, moveEnd: Int32Array): boolean {
    let at = from;
    for (let hop = 0; hop <= this.queues; hop++) {
      if (at === to) return true;
      const m = this.via[at]!;
      if (m < 0) return false;
      at = this.pairQueue[moveEnd[m]!]!;
    }
    return true;
  }

  /** Units of coverage at q that the chain found by {@link gains} takes before its slope or its capacity ends. */
  private gainReach(t: number, q: number): number {
    let limit = Infinity;
    let factor = 1;
    let at = q;
    for (let hop = 0; hop <= this.queues; hop++) {
      const m = this.via[at]!;
      if (m < 0) break;
      const a = this.moveFrom[m]!;
      const b = this.moveTo[m]!;
      limit = Math.min(limit, (this.given[t * this.pairs + a]! * this.pairSpeed[a]!) / factor);
      factor *= this.pairSpeed[b]! / this.pairSpeed[a]!;
      at = this.pairQueue[b]!;
    }
    this.rightSlope(t, at);
    return Math.max(CRUMB, Math.min(limit, this.reach / factor));
  }

  private lossReach(t: number, q: number): number {
    let limit = Infinity;
    let factor = 1;
    let at = q;
    for (let hop = 0; hop <= this.queues; hop++) {
      const m = this.via[at]!;
      if (m < 0) break;
      const a = this.moveFrom[m]!;
      const b = this.moveTo[m]!;
      // A unit at the queue of b is made good by 1 / speed of b of the group, taken from the queue of a.
      limit = Math.min(limit, (this.given[t * this.pairs + a]! * this.pairSpeed[b]!) / factor);
      factor *= this.pairSpeed[a]! / this.pairSpeed[b]!;
      at = this.pairQueue[a]!;
    }
    this.leftSlope(t, at);
    return Math.max(CRUMB, Math.min(limit, this.reach / factor));
  }

  /** Books `units` more at q and hands them down the chain. `own`: coverage rises; else the need has fallen. */
  private raise(t: number, q: number, units: number, own: boolean, direct: boolean): void {
    const { queues, pairs } = this;
    let at = q;
    let amount = units;
    for (let hop = 0; hop <= queues && !direct; hop++) {
      const m = this.via[at]!;
      if (m < 0) break;
      const a = this.moveFrom[m]!;
      const b = this.moveTo[m]!;
      const agents = amount / this.pairSpeed[a]!;
      this.given[t * pairs + a] = Math.max(0, this.given[t * pairs + a]! - agents);
      this.given[t * pairs + b]! += agents;
      // What leaves `at` is what came in: its coverage stays (or, where its need fell, sinks with it).
      if (!own && at === q) this.covered[t * queues + at]! -= amount;
      amount = agents * this.pairSpeed[b]!;
      at = this.pairQueue[b]!;
    }
    const i = t * queues + at;
    if (own || at !== q) {
      const before = this.costAt(t, at);
      this.covered[i]! += amount;
      this.cost += this.costAt(t, at) - before;
    } else {
      // The need of q itself has fallen and nothing moved: its cost fell along the curve.
      const after = this.costAt(t, at);
      this.need[i]! += amount;
      this.cost += after - this.costAt(t, at);
      this.need[i]! -= amount;
    }
    this.version[t]!++;
  }

  /** Books `units` less at q and draws them up the chain. `own`: coverage falls; else the need has risen. */
  private lower(t: number, q: number, units: number, own: boolean, direct: boolean): void {
    const { queues, pairs } = this;
    let at = q;
    let amount = units;
    for (let hop = 0; hop <= queues && !direct; hop++) {
      const m = this.via[at]!;
      if (m < 0) break;
      const a = this.moveFrom[m]!;
      const b = this.moveTo[m]!;
      const agents = amount / this.pairSpeed[b]!;
      this.given[t * pairs + a] = Math.max(0, this.given[t * pairs + a]! - agents);
      this.given[t * pairs + b]! += agents;
      if (!own && at === q) this.covered[t * queues + at]! += amount;
      amount = agents * this.pairSpeed[a]!;
      at = this.pairQueue[a]!;
    }
    const i = t * queues + at;
    if (own || at !== q) {
      const before = this.costAt(t, at);
      this.covered[i] = Math.max(0, this.covered[i]! - amount);
      this.cost += this.costAt(t, at) - before;
    } else {
      const after = this.costAt(t, at);
      this.need[i]! -= amount;
      this.cost += after - this.costAt(t, at);
      this.need[i]! += amount;
    }
    this.version[t]!++;
  }

  /** Slope of the cost for more coverage and how far it holds. */
  private rightSlope(t: number, q: number): void {
    const i = t * this.queues + q;
    const { breaks, slopes } = this.curveAt[i]!;
    const x = this.covered[i]! - this.need[i]!;
    let b = 0;
    while (b < breaks.length && breaks[b]! <= x + EPS) b++;
    this.slope = slopes[b]!;
    this.reach = b < breaks.length ? breaks[b]! - x : Infinity;
    if (this.minimum) {
      const short = this.minimum[i]! - this.covered[i]!;
      if (short > EPS) {
        this.slope -= this.hardPenalty;
        this.reach = Math.min(this.reach, short);
      }
    }
  }

  /** Slope of the cost for less coverage and how far it holds. */
  private leftSlope(t: number, q: number): void {
    const i = t * this.queues + q;
    const { breaks, slopes } = this.curveAt[i]!;
    const x = this.covered[i]! - this.need[i]!;
    let b = breaks.length;
    while (b > 0 && breaks[b - 1]! >= x - EPS) b--;
    this.slope = slopes[b]!;
    this.reach = b > 0 ? x - breaks[b - 1]! : Infinity;
    if (this.minimum) {
      const spare = this.covered[i]! - this.minimum[i]!;
      if (spare <= EPS) this.slope -= this.minimum[i]! > 0 ? this.hardPenalty : 0;
      else this.reach = Math.min(this.reach, spare);
    }
  }
}

/**
 * Cost of coverage around planned work: for a while it is what the work is worth elsewhere, beyond that what it costs where
 * work can not be moved on.
 */
function heldCurve({ slopes }: Curve, value: number, planned: number): Curve {
  const most = -slopes[0]!;
  const least = -slopes.at(-1)!;
  const worth = (factor: number, add: number): number => Math.max(least, Math.min(most, value * factor + add));
  const band = Math.max(LEAST_BAND, HELD_BAND * planned);
  const short = worth(1 + HELD_STEEP, HELD_STEEP);
  const over = Math.min(short, worth(1 - HELD_STEEP, -HELD_STEEP));
  return {
    breaks: Float64Array.of(-band, 0, band),
    slopes: Float64Array.of(-most, -short, -over, -least),
    at: Float64Array.of(short * band, 0, -over * band),
  };
}
