import type { AgentClass } from './agents.js';
import type { Budget } from './budget.js';
import type { Compiled } from './compile.js';
import { DemandDual, type SharedPrices } from './demand-dual.js';
import type { TourPricing } from './executor.js';
import type { MasterPrices, TourColumn } from './master.js';
import type { SearchMode } from './pricing.js';
import type { TourPricer } from './reoptimise.js';
import { type Choice, hardCost } from './tour.js';
import { TourBatch } from './tour-batch.js';

/** Tours of each class handed to a master. */
const LATEST = 6;
/** Classes priced in a step at most. */
const BATCH = 64;
/** Least steps in which everyone has a turn. */
const TURNS = 6;
/** Weight of the newest tour in a class's mix, of the newest gradient, of the newest square of it. */
const MIX = 0.35;
const LATE_MIX = 0.05;
const HASTE = 0.6;
const SCALE = 0.02;
/** Differences of price that demand and supply pass over, as a share of the step. */
const BLUR = 0.2;
/** Share of the steps over which the last prices are averaged. */
const AVERAGED = 0.1;

/** How many steps, and how far prices move per step at first and at last, as shares of the typical price. */
export interface Steps {
  readonly steps: number;
  readonly first: number;
  readonly last: number;
}

/** Classes priced in a step. */
const batchOf = (classes: number): number => Math.max(1, Math.min(Math.ceil(classes / TURNS), BATCH));

/** Steps in which everyone has so many turns. */
export const turnsOf = (classes: number, turns: number): number => Math.ceil((classes * turns) / batchOf(classes));

/** A class's latest tours, averaged: what one member gives to the rows. */
interface Mixed {
  /** Capacity by interval of one member, averaged over the latest tours. */
  readonly capacity: Float64Array;
  readonly desk: Float64Array | null;
  readonly shift: Float64Array | null;
  choice: Choice | null;
}

/**
 * The Lagrangian relaxation of coverage, desks and demand by shift: prices on what tours share, everyone's cheapest tour
 * at these prices, and a demand side in closed form. Any prices give a proven bound on the cost of a legal roster.
 *
 * Prices climb by averaged subgradients with a step per price (Barahona & Anbil 2000, doi:10.1007/s101070050002; Kingma &
 * Ba 2015, arXiv:1412.6980), each from a batch of people only: the others count with the mix of their latest tours
 * (incremental subgradients, Nedić & Bertsekas 2001, doi:10.1137/S1052623499362111). So a step costs the same for any
 * number of people, and no linear program grows with them.
 */
export class LagrangianDual {
  readonly demand: DemandDual;
  bound = -Infinity;
  /** Prices of the best bound. */
  best: SharedPrices | null = null;
  steps = 0;
  /** Work of pricing so far, wherever it was done. */
  work = 0;
  /** Whether tours are kept for {@link latestTours}. */
  collect = false;
  private readonly found: TourColumn[] = [];
  /** Looks once more, by other means too, where no tour was found. */
  private readonly thorough: TourBatch;
  private readonly prices: SharedPrices;
  private readonly mean: SharedPrices;
  private meanWeight = 0;
  private weight = MIX;
  private readonly mixed: readonly Mixed[];
  private readonly capacity: Float64Array;
  private readonly deskUse: Float64Array;
  private readonly shiftUse: Float64Array;
  private readonly gradient: SharedPrices;
  private readonly square: SharedPrices;
  private readonly deskAreas: readonly number[];
  /** People whom a member of each class stands for, times the members. */
  private readonly standFor: Float64Array;

  constructor(
    private readonly compiled: Compiled,
    private readonly pricer: TourPricer,
    private readonly pricing: TourPricing,
  ) {
    const { demand, grid, areas, groups, classes } = compiled;
    this.demand = new DemandDual(compiled);
    this.thorough = new TourBatch(compiled, pricer);
    this.standFor = Float64Array.from(classes, (agent) => agent.members.length);
    const T = grid.intervals;
    const blank = (): SharedPrices => ({
      cover: new Float64Array(demand.queueIds.length * T),
      desk: new Float64Array(areas.length * T),
      shift: new Float64Array(demand.covers.length),
    });
    this.prices = blank();
    this.mean = blank();
    this.gradient = blank();
    this.square = blank();
    this.capacity = new Float64Array(groups.length * T);
    this.deskUse = new Float64Array(areas.length * T);
    this.shiftUse = new Float64Array(demand.covers.length);
    this.deskAreas = areas.flatMap((area, a) => (area.seats === Infinity ? [] : [a]));
    this.mixed = classes.map(() => ({
      capacity: new Float64Array(T),
      desk: this.deskAreas.length > 0 ? new Float64Array(this.deskAreas.length * T) : null,
      shift: demand.covers.length > 0 ? new Float64Array(demand.covers.length) : null,
      choice: null,
    }));
    const { lowest, highest, scale } = this.demand;
    for (let i = 0; i < lowest.length; i++) {
      this.prices.cover[i] = Math.max(lowest[i]!, Math.min(highest[i]!, 0.4 * scale));
    }
    for (let r = 0; r < this.prices.shift.length; r++) {
      const { low, high } = this.demand.shiftRange(r);
      this.prices.shift[r] = Math.max(low, Math.min(high, 0));
    }
  }

  /** Takes prices of a like problem to begin with. */
  setOut({ cover, desk, shift }: SharedPrices): void {
    const { lowest, highest } = this.demand;
    for (let i = 0; i < lowest.length; i++) {
      this.prices.cover[i] = Math.max(lowest[i]!, Math.min(highest[i]!, cover[i]!));
    }
    this.prices.desk.set(desk);
    for (let r = 0; r < shift.length; r++) {
      const { low, high } = this.demand.shiftRange(r);
      this.prices.shift[r] = Math.max(low, Math.min(high, shift[r]!));
    }
  }

  /** Where the prices are by now: averaged over the last steps. */
  get settled(): SharedPrices {
    return this.meanWeight > 0 ? this.mean : this.prices;
  }

  /**
   * Climbs until the steps are through or the budget's share is used.
   * @param order in which classes take turns; where some are missing, the others stand for them too
   */
  climb(budget: Budget, share: number, order: readonly number[], { steps, first, last }: Steps): void {
    const { classes } = this.compiled;
    const batch = batchOf(order.length);
    let next = 0;
    const begun = Math.min(budget.share, share / 2);
    this.begin(order);
    // Everyone once, so that the mix is whole.
    this.price(order, 'quick');
    for (let step = 0; step < steps && !budget.isSpent(share); step++) {
      const turn: number[] = [];
      for (let k = 0; k < batch; k++) turn.push(order[next++ % order.length]!);
      // Where the budget ends first, the steps shrink with it, so that the last prices are settled ones.
      const done = Math.max(step / steps, (budget.share - begun) / (share - begun));
      this.weight = MIX * (LATE_MIX / MIX) ** done;
      this.price(turn, 'quick');
      this.move(first * (last / first) ** done, step);
      // Prices and balances are looked at in every step: about a fortieth of a label each.
      budget.spend(this.prices.cover.length / 40);
      if (done >= 1 - AVERAGED) this.average();
      this.steps++;
    }
    // From settled prices the next climb sets out.
    if (this.meanWeight > 0 && order.length < classes.length) {
      for (const part of ['cover', 'desk', 'shift'] as const) this.prices[part].set(this.mean[part]);
    }
  }

  /** Sets out with these classes: how many people each stands for, nothing mixed or averaged yet. */
  private begin(order: readonly number[]): void {
    const { classes } = this.compiled;
    const all = classes.reduce((sum, agent) => sum + agent.members.length, 0);
    const there = order.reduce((sum, c) => sum + classes[c]!.members.length, 0);
    this.standFor.fill(0);
    for (const c of order) this.standFor[c] = (classes[c]!.members.length * all) / there;
    this.meanWeight = 0;
    for (const sums of [this.capacity, this.deskUse, this.shiftUse]) sums.fill(0);
    for (const mix of this.mixed) {
      mix.capacity.fill(0);
      mix.desk?.fill(0);
      mix.shift?.fill(0);
      mix.choice = null;
    }
    for (const part of ['cover', 'desk', 'shift'] as const) {
      this.gradient[part].fill(0);
      this.square[part].fill(0);
    }
  }

  /** Proven bound at given prices (default: the averaged ones), everyone's tours exact; keeps the best. */
  prove(prices: SharedPrices = this.settled): number {
    const { classes } = this.compiled;
    const tours = this.price(
      classes.map((_, c) => c),
      'bound',
      prices,
    );
    const value = this.demandValue(prices) + tours;
    if (value > this.bound) {
      this.bound = value;
      this.best = { cover: prices.cover.slice(), desk: prices.desk.slice(), shift: prices.shift.slice() };
    }
    return value;
  }

  /** The demand side at given prices. */
  private demandValue(prices: SharedPrices): number {
    const { areas, grid } = this.compiled;
    const idle = new Float64Array(prices.cover.length);
    let value = this.demand.cover(prices.cover, new Float64Array(prices.cover.length), idle, 0);
    value += this.demand.shifts(
      prices.shift,
      new Float64Array(prices.shift.length),
      new Float64Array(prices.shift.length),
    );
    for (const a of this.deskAreas) {
      for (let t = 0; t < grid.intervals; t++) value -= prices.desk[a * grid.intervals + t]! * areas[a]!.seats;
    }
    return value;
  }

  /** The best prices as the master has them, with the demand side as its rest; null before any bound is proven. */
  masterPrices(): MasterPrices | null {
    return this.best && { ...this.asMaster(this.best), rest: this.demandValue(this.best) };
  }

  /** The latest tours of each class as columns for a master; more would slow it down. */
  latestTours(): TourColumn[] {
    const left = this.compiled.classes.map(() => LATEST);
    return this.found.toReversed().filter(({ agent }) => left[agent]!-- > 0);
  }

  /** Capacity by interval of one member of each class, averaged over the latest tours. */
  mixes(): readonly Float64Array[] {
    return this.mixed.map(({ capacity }) => capacity);
  }

  /** Prices as the master has them: the value of a group's capacity is that of its best queue. */
  private asMaster(prices: SharedPrices): MasterPrices {
    const { groups, grid } = this.compiled;
    const T = grid.intervals;
    const capacity = new Float64Array(groups.length * T);
    groups.forEach((group, g) => {
      if (group.queues.length === 0) return;
      for (let t = 0; t < T; t++) {
        let most = -Infinity;
        for (let k = 0; k < group.queues.length; k++)
          most = Math.max(most, group.speeds[k]! * prices.cover[group.queues[k]! * T + t]!);
        capacity[g * T + t] = most;
      }
    });
    return { capacity, desk: prices.desk, cover: prices.shift.map((v) => -v), rest: 0 };
  }

  /** Prices classes at the present prices and mixes their tours in; returns the sum of what they cost at least. */
  private price(list: readonly number[], mode: SearchMode, at: SharedPrices = this.prices): number {
    const prices = this.asMaster(at);
    let tours = 0;
    for (let from = 0; from < list.length; from += BATCH) {
      tours += this.priceBatch(list.slice(from, from + BATCH), mode, prices);
    }
    return tours;
  }

  private priceBatch(list: readonly number[], mode: SearchMode, prices: MasterPrices): number {
    const { compiled, pricer } = this;
    const { classes, grid, hardPenalty } = compiled;
    const latest = list.map((c) => this.mixed[c]!.choice);
    const conflicted = list.map((c) => pricer.conflicted[c] === 1);
    const answers = this.pricing.answer({ prices, mode, classes: list, latest, conflicted });
    let isBegun = false;
    const families = new Set<string>();
    let tours = 0;
    for (const [k, quick] of answers.entries()) {
      const c = list[k]!;
      const agent = classes[c]!;
      if (!quick.made && !isBegun) this.thorough.begin(prices);
      isBegun ||= !quick.made;
      const { limit, cost, bound, made, ...found } = quick.made
        ? quick
        : this.thorough.answer(c, mode, null, conflicted[k]!);
      // Whoever evaluated the shapes of a family, and how often: it counts once.
      this.work += quick.work + (families.has(agent.familyKey) ? 0 : quick.familyWork);
      families.add(agent.familyKey);
      if (found.conflicted) pricer.conflicted[c] = 1;
      const isBetter = cost < Infinity;
      let least = mode === 'bound' ? Math.min(bound, limit) : Math.min(cost, limit);
      if (made && isBetter && found.conflicted) least -= hardCost(agent, made.choice, grid.slots, hardPenalty);
      tours += agent.members.length * least;
      if (!made) continue;
      const { choice, cover, breaks, ownCost } = made;
      if (this.collect && isBetter) {
        this.found.push({
          agent: c,
          choice,
          cover,
          breaks,
          cost: ownCost - hardCost(agent, choice, grid.slots, hardPenalty),
        });
      }
      this.mixIn(agent, this.mixed[c]!, choice, cover);
    }
    return tours;
  }

  private mixIn(agent: AgentClass, mix: Mixed, choice: Choice, cover: Int32Array): void {
    const { grid } = this.compiled;
    const T = grid.intervals;
    const members = this.standFor[agent.index]!;
    const weight = mix.choice ? this.weight : 1;
    const base = agent.group * T;
    for (let t = 0; t < T; t++) {
      const old = mix.capacity[t]!;
      if (old === 0) continue;
      mix.capacity[t] = old * (1 - weight);
      this.capacity[base + t]! -= members * weight * old;
    }
    for (let i = 0; i < cover.length; i += 2) {
      const part = (weight * cover[i + 1]!) / grid.intervalSlots;
      mix.capacity[cover[i]!]! += part;
      this.capacity[base + cover[i]!]! += members * part;
    }
    if (mix.desk) this.mixDesks(agent, mix.desk, choice, weight);
    if (mix.shift) this.mixShifts(agent, mix.shift, choice, weight);
    mix.choice = choice;
  }

  private mixDesks(agent: AgentClass, desk: Float64Array, choice: Choice, weight: number): void {
    const { grid } = this.compiled;
    const T = grid.intervals;
    const now = new Float64Array(desk.length);
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const k = this.deskAreas.indexOf(agent.places[choice.place[day]!]!.area);
      if (k < 0) continue;
      const { kernel } = agent.days[day]!.day;
      for (let i = kernel.start[s]!; i < kernel.end[s]!; i++) {
        const t = grid.intervalOf[i]!;
        if (t >= 0) now[k * T + t]! += 1 / grid.intervalSlots;
      }
    }
    for (let i = 0; i < desk.length; i++) {
      const change = weight * (now[i]! - desk[i]!);
      if (change === 0) continue;
      desk[i]! += change;
      this.deskUse[this.deskAreas[Math.floor(i / T)]! * T + (i % T)]! += this.standFor[agent.index]! * change;
    }
  }

  private mixShifts(agent: AgentClass, shift: Float64Array, choice: Choice, weight: number): void {
    const now = new Float64Array(shift.length);
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      for (const row of info.coverRows.get(info.day.shapes[s]!.kind) ?? []) now[row]! += 1;
    }
    for (let r = 0; r < shift.length; r++) {
      const change = weight * (now[r]! - shift[r]!);
      shift[r]! += change;
      this.shiftUse[r]! += this.standFor[agent.index]! * change;
    }
  }

  /** One step of the prices towards balance of demand and supply. */
  private move(size: number, step: number): void {
    const { compiled, demand, prices } = this;
    const { areas, grid, hardPenalty } = compiled;
    const T = grid.intervals;
    const blur = BLUR * size * demand.scale;
    const supply = this.supply(blur);
    const want = new Float64Array(supply.length);
    demand.cover(prices.cover, want, supply, blur);
    const wantShift = new Float64Array(prices.shift.length);
    demand.shifts(prices.shift, wantShift, this.shiftUse);
    const warm = 1 - (1 - HASTE) ** (step + 1);
    const warmSquare = 1 - (1 - SCALE) ** (step + 1);
    const advance = (
      price: Float64Array,
      gradient: Float64Array,
      square: Float64Array,
      i: number,
      pull: number,
      low: number,
      high: number,
    ): void => {
      gradient[i] = (1 - HASTE) * gradient[i]! + HASTE * pull;
      square[i] = (1 - SCALE) * square[i]! + SCALE * pull * pull;
      if (gradient[i] === 0) return;
      const by = gradient[i]! / warm / (Math.sqrt(square[i]! / warmSquare) + 0.05);
      price[i] = Math.max(low, Math.min(high, price[i]! + size * demand.scale * by));
    };
    for (let i = 0; i < want.length; i++) {
      advance(
        prices.cover,
        this.gradient.cover,
        this.square.cover,
        i,
        want[i]! - supply[i]!,
        demand.lowest[i]!,
        demand.highest[i]!,
      );
    }
    for (const a of this.deskAreas) {
      for (let t = 0; t < T; t++) {
        const i = a * T + t;
        advance(
          prices.desk,
          this.gradient.desk,
          this.square.desk,
          i,
          this.deskUse[i]! - areas[a]!.seats,
          0,
          hardPenalty,
        );
      }
    }
    for (let r = 0; r < wantShift.length; r++) {
      const { low, high } = demand.shiftRange(r);
      advance(prices.shift, this.gradient.shift, this.square.shift, r, wantShift[r]! - this.shiftUse[r]!, low, high);
    }
  }

  /** Coverage by queue when every group works where it is worth most, evenly where that is a tie. */
  private supply(blur: number): Float64Array {
    const { groups, grid } = this.compiled;
    const T = grid.intervals;
    const supply = new Float64Array(this.prices.cover.length);
    groups.forEach(({ queues, speeds }, g) => {
      for (let t = 0; t < T; t++) {
        const amount = this.capacity[g * T + t]!;
        if (amount <= 1e-9) continue;
        let most = -Infinity;
        for (let k = 0; k < queues.length; k++)
          most = Math.max(most, speeds[k]! * this.prices.cover[queues[k]! * T + t]!);
        let even = 0;
        for (let k = 0; k < queues.length; k++)
          if (speeds[k]! * this.prices.cover[queues[k]! * T + t]! >= most - blur) even++;
        for (let k = 0; k < queues.length; k++) {
          const i = queues[k]! * T + t;
          if (speeds[k]! * this.prices.cover[i]! >= most - blur) supply[i]! += (amount * speeds[k]!) / even;
        }
      }
    });
    return supply;
  }

  private average(): void {
    this.meanWeight++;
    const share = 1 / this.meanWeight;
    for (const part of ['cover', 'desk', 'shift'] as const) {
      const mean = this.mean[part];
      const now = this.prices[part];
      for (let i = 0; i < mean.length; i++) mean[i]! += share * (now[i]! - mean[i]!);
    }
  }
}
