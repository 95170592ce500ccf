import { type Column, columnBatch, ModelBuilder } from '../lp/builder.js';
import type { LpBackend, LpResult, LpSession, SolveOptions } from '../lp/model.js';
import type { AgentClass } from './agents.js';
import type { Compiled } from './compile.js';
import { ringIndex } from './grid.js';
import type { SidePrices } from './options.js';
import type { Choice } from './tour.js';

/** A tour as a column: which class, what it costs in itself, what it gives to the rows. */
export interface TourColumn {
  readonly agent: number;
  readonly choice: Choice;
  /** Interval, slots on queue, interval, slots on queue … */
  readonly cover: Int32Array;
  /** Starts of the breaks per day. */
  readonly breaks: readonly (Int32Array | null)[];
  /** Labour, soft rules and wishes. */
  readonly cost: number;
}

/** Entries of a column, to which more may be added. */
interface Entries {
  readonly rows: number[];
  readonly values: number[];
}

/** Prices of one solve of the master: what pricing needs. */
export interface MasterPrices {
  /** Value of a full agent by group × intervals + interval. */
  readonly capacity: Float64Array;
  /** Price of a desk by area × intervals + interval, ≥ 0. */
  readonly desk: Float64Array;
  /** Price of one more shift by row of shift cover. */
  readonly cover: Float64Array;
  /** Objective less what the classes' own rows contribute: the Lagrangian bound but for the tours. */
  readonly rest: number;
}

/** What the columns of a master are, and whether it is a relaxation. */
export type MasterForm = 'relaxed' | 'tours' | 'days';

/**
 * The master problem: a mix of tours per class of agents; coverage with convex cost, allocation of each skill group's
 * capacity, deferrable work as a cumulative flow, desks (on average per interval), demand by shift. The exact forms, for
 * whole numbers of people, have desks by slot and minimums that cannot be bought off, work as a flow per item, and the
 * price of distinct shifts. Their columns are tours, or single days of people, who are then counted elsewhere.
 */
export class Master {
  readonly columns: TourColumn[] = [];
  /** Columns of each class. */
  readonly columnsOf: number[][];
  readonly session: LpSession;
  /** Index of the first tour column in the session. */
  readonly firstTour: number;
  work = 0;
  /** Column that says whether a distinct shift is in use, in the exact forms. */
  readonly distinctColumn = new Map<number, number>();
  private readonly exact: boolean;
  private readonly keys = new Set<string>();
  private readonly capacityRow: Int32Array;
  /** By area × intervals + interval; in the exact form by area × padded slots + slot. */
  private readonly deskRow: Int32Array;
  private readonly coverRow: Int32Array;
  private readonly countRow: Int32Array;
  /** Row of a distinct shift in use, per class. */
  private readonly distinctRow: readonly ReadonlyMap<number, number>[];

  constructor(
    private readonly compiled: Compiled,
    backend: LpBackend,
    private readonly form: MasterForm = 'relaxed',
  ) {
    const { demand, groups, grid, areas, classes } = compiled;
    this.exact = form !== 'relaxed';
    const T = grid.intervals;
    const Q = demand.queueIds.length;
    const model = new ModelBuilder();
    this.columnsOf = classes.map(() => []);
    this.countRow = Int32Array.from(classes, (agent) => model.addRow(agent.members.length, agent.members.length));
    this.capacityRow = new Int32Array(groups.length * T).fill(-1);
    const cells = this.exact ? grid.size : T;
    this.deskRow = new Int32Array(areas.length * cells).fill(-1);
    const queueRow = new Int32Array(Q * T);
    for (let q = 0; q < Q; q++) {
      for (let t = 0; t < T; t++) {
        const i = q * T + t;
        queueRow[i] = model.addRow(demand.wanted[i]!, demand.wanted[i]!);
        this.addCurve(model, queueRow[i]!, demand.curveOf[i]!, demand.deferrable[q] === 1);
      }
    }
    groups.forEach((group, g) => {
      if (group.queues.length === 0) return;
      for (let t = 0; t < T; t++) {
        const row = model.addRow(0, 0);
        this.capacityRow[g * T + t] = row;
        group.queues.forEach((q, k) => {
          const column = model.addColumn({ cost: 0 });
          model.addTerm(row, column, -1);
          model.addTerm(queueRow[q * T + t]!, column, group.speeds[k]!);
        });
      }
    });
    this.addMinimum(model, T);
    areas.forEach((area, a) => {
      if (area.seats === Infinity) return;
      for (let t = 0; t < cells; t++) {
        const row = model.addRow(-Infinity, area.seats);
        this.deskRow[a * cells + t] = row;
        if (!this.exact) model.addTerm(row, model.addColumn({ cost: compiled.hardPenalty }), -1);
      }
    });
    this.coverRow = Int32Array.from(demand.covers, (cover) => {
      const row = model.addRow(cover.wanted, cover.wanted);
      this.addCurve(model, row, cover.curve, false);
      return row;
    });
    this.addWork(model, queueRow, T);
    this.distinctRow = this.addDistinct(model);
    this.firstTour = model.columnCount;
    this.session = backend.open(model.build());
  }

  /** Short and over pieces of a row's curve; deferrable queues have no short side here. */
  private addCurve(model: ModelBuilder, row: number, curve: number, overOnly: boolean): void {
    const { breaks, slopes } = this.compiled.demand.curves[curve]!;
    const zero = breaks.indexOf(0);
    for (let b = zero; b >= 0 && !overOnly; b--) {
      const upper = b > 0 ? breaks[b]! - breaks[b - 1]! : Infinity;
      model.addTerm(row, model.addColumn({ cost: -slopes[b]!, upper }), 1);
    }
    for (let b = zero; b < breaks.length; b++) {
      const upper = b + 1 < breaks.length ? breaks[b + 1]! - breaks[b]! : Infinity;
      model.addTerm(row, model.addColumn({ cost: slopes[b + 1]!, upper }), -1);
    }
  }

  private addMinimum(model: ModelBuilder, T: number): void {
    const { demand, groups, hardPenalty } = this.compiled;
    const { minimum } = demand;
    if (!minimum) return;
    // The allocation columns lie in order of group, interval, queue behind the curves; find them by walking the same way.
    const rows = new Map<number, number>();
    minimum.forEach((least, i) => {
      if (least <= 0) return;
      const row = model.addRow(least, Infinity);
      rows.set(i, row);
      if (!this.exact) model.addTerm(row, model.addColumn({ cost: hardPenalty }), 1);
    });
    groups.forEach((group, g) => {
      for (let t = 0; t < T; t++) {
        group.queues.forEach((q, k) => {
          const row = rows.get(q * T + t);
          if (row === undefined) return;
          // Capacity promised to the minimum is part of what the queue is given: its own column, split from the other.
          const column = model.addColumn({ cost: 0 });
          model.addTerm(row, column, group.speeds[k]!);
          model.addTerm(this.capacityRow[g * T + t]!, column, -1);
          model.addTerm(this.queueRowOf(q, t), column, group.speeds[k]!);
        });
      }
    });
  }

  private queueRowOf(q: number, t: number): number {
    return this.compiled.classes.length + q * this.compiled.grid.intervals + t;
  }

  /**
   * Work by its cumulative sum: what is done or given up by t lies between what is due and what is released by then.
   * Exact where deadlines follow releases, else a relaxation. In a ring and in the exact form every item is a flow of its own.
   */
  private addWork(model: ModelBuilder, queueRow: Int32Array, T: number): void {
    const { demand, grid } = this.compiled;
    demand.deferrable.forEach((deferrable, q) => {
      if (deferrable === 0) return;
      const items = demand.items.filter((item) => item.queue === q);
      const due = new Float64Array(T);
      const released = new Float64Array(T);
      for (const item of items) {
        due[item.due]! += item.amount;
        released[item.release]! += item.amount;
      }
      const giveUp = (t: number): { row: number } | null => {
        if (due[t] === 0) return null;
        const row = model.addRow(0, 0);
        const { breaks, slopes } = demand.curves[demand.undoneCurve[q * T + t]!]!;
        for (let b = breaks.indexOf(0); b >= 0; b--) {
          const upper = b > 0 ? breaks[b]! - breaks[b - 1]! : Infinity;
          model.addTerm(row, model.addColumn({ cost: -slopes[b]!, upper }), 1);
        }
        return { row };
      };
      if (grid.cyclic || this.exact) {
        const lost = Array.from({ length: T }, (_, t) => giveUp(t));
        for (const item of items) {
          const row = model.addRow(item.amount, item.amount);
          for (let k = item.release; k < item.deadline; k++) {
            const t = k % T;
            if (demand.open[q * T + t] === 0) continue;
            const column = model.addColumn({ cost: 0 });
            model.addTerm(row, column, 1);
            model.addTerm(queueRow[q * T + t]!, column, -1);
          }
          const column = model.addColumn({ cost: 0 });
          model.addTerm(row, column, 1);
          model.addTerm(lost[item.due]!.row, column, -1);
        }
        return;
      }
      let before = -1;
      let dueSum = 0;
      let releasedSum = 0;
      for (let t = 0; t < T; t++) {
        dueSum += due[t]!;
        releasedSum += released[t]!;
        const sum = model.addColumn({ cost: 0, lower: dueSum, upper: Math.max(dueSum, releasedSum) });
        const chain = model.addRow(0, 0);
        model.addTerm(chain, sum, 1);
        if (before >= 0) model.addTerm(chain, before, -1);
        before = sum;
        if (demand.open[q * T + t] === 1) {
          const done = model.addColumn({ cost: 0 });
          model.addTerm(chain, done, -1);
          model.addTerm(queueRow[q * T + t]!, done, -1);
        }
        const lost = giveUp(t);
        if (lost) {
          const column = model.addColumn({ cost: 0, upper: due[t]! });
          model.addTerm(chain, column, -1);
          model.addTerm(lost.row, column, -1);
        }
      }
    });
  }

  /** A price on every distinct shift in use, in the exact form: used by nobody or by as many as the class has. */
  private addDistinct(model: ModelBuilder): Map<number, number>[] {
    const { classes, distinctCost } = this.compiled;
    const used = this.distinctColumn;
    return classes.map((agent) => {
      const rows = new Map<number, number>();
      if (!this.exact || distinctCost === 0) return rows;
      for (const key of new Set(agent.days.flatMap(({ day }) => [...day.distinct]))) {
        const column = used.get(key) ?? model.addColumn({ cost: distinctCost, upper: 1, integer: true });
        used.set(key, column);
        if (this.form === 'days') continue;
        const row = model.addRow(-Infinity, 0);
        model.addTerm(row, column, -agent.members.length);
        rows.set(key, row);
      }
      return rows;
    });
  }

  /** Adds tours that are not there yet; returns how many were new. */
  add(tours: readonly TourColumn[]): number {
    const fresh: Column[] = [];
    for (const tour of tours) {
      const key = `${tour.agent}:${tour.choice.shape.join(',')}:${tour.choice.place.join(',')}:${tour.cover.join(',')}`;
      if (this.keys.has(key)) continue;
      this.keys.add(key);
      this.columnsOf[tour.agent]!.push(this.columns.length);
      this.columns.push(tour);
      fresh.push(this.column(tour));
    }
    if (fresh.length > 0) this.session.addColumns(columnBatch(fresh));
    return fresh.length;
  }

  /** Row of the people of a class. */
  countRowOf(agent: number): number {
    return this.countRow[agent]!;
  }

  /** A tour as a column of the program. */
  column({ agent: c, choice, cover, cost }: TourColumn): Omit<Column, 'rows' | 'values'> & Entries {
    const { classes, grid } = this.compiled;
    const T = grid.intervals;
    const agent = classes[c]!;
    const rows = this.form === 'days' ? [] : [this.countRow[c]!];
    const values = this.form === 'days' ? [] : [1];
    if (this.capacityRow[agent.group * T]! >= 0) {
      for (let i = 0; i < cover.length; i += 2) {
        rows.push(this.capacityRow[agent.group * T + cover[i]!]!);
        values.push(cover[i + 1]! / grid.intervalSlots);
      }
    }
    const extra = new Map<number, number>();
    const cells = this.exact ? grid.size : T;
    const share = this.exact ? 1 : 1 / grid.intervalSlots;
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const info = agent.days[day]!;
      const { kernel, shapes } = info.day;
      const { area } = agent.places[choice.place[day]!]!;
      if (this.deskRow[area * cells]! >= 0) {
        for (let i = kernel.start[s]!; i < kernel.end[s]!; i++) {
          const t = this.exact ? ringIndex(i, grid) : grid.intervalOf[i]!;
          if (t < 0) continue;
          const row = this.deskRow[area * cells + t]!;
          extra.set(row, (extra.get(row) ?? 0) + share);
        }
      }
      for (const r of info.coverRows.get(shapes[s]!.kind) ?? []) {
        const row = this.coverRow[r]!;
        extra.set(row, (extra.get(row) ?? 0) + 1);
      }
      const distinct = this.distinctRow[c]!.get(info.day.distinct[s]!);
      if (distinct !== undefined) extra.set(distinct, 1);
    }
    for (const [row, value] of extra) {
      rows.push(row);
      values.push(value);
    }
    return { cost, rows, values, integer: this.exact };
  }

  solve(options?: SolveOptions): LpResult {
    const result = this.session.solve(options);
    this.work += result.work;
    return result;
  }

  /** Prices from an optimal solve. */
  prices(result: LpResult): MasterPrices {
    const { classes } = this.compiled;
    const pick = (rows: Int32Array): Float64Array =>
      Float64Array.from(rows, (row) => (row < 0 ? 0 : -result.rowDual[row]!));
    let own = 0;
    classes.forEach((agent, c) => {
      own += agent.members.length * result.rowDual[this.countRow[c]!]!;
    });
    // A tour's reduced cost is its cost − Σ dual · entry: the value of capacity is −(−dual).
    const capacity = pick(this.capacityRow).map((v) => -v);
    return { capacity, desk: pick(this.deskRow), cover: pick(this.coverRow), rest: result.objective - own };
  }

  /** Value of a unit of coverage by queue × intervals + interval. */
  queueValues(result: LpResult): Float64Array {
    const first = this.compiled.classes.length;
    const count = this.compiled.demand.queueIds.length * this.compiled.grid.intervals;
    return result.rowDual.slice(first, first + count);
  }
}

/** (1 − weight) · a + weight · b. */
export function mixPrices(a: MasterPrices, b: MasterPrices, weight: number): MasterPrices {
  const mix = (x: Float64Array, y: Float64Array): Float64Array => x.map((v, i) => (1 - weight) * v + weight * y[i]!);
  return {
    capacity: mix(a.capacity, b.capacity),
    desk: mix(a.desk, b.desk),
    cover: mix(a.cover, b.cover),
    rest: (1 - weight) * a.rest + weight * b.rest,
  };
}

/** Prices as tour pricing takes them. */
export function sideOf(compiled: Compiled, prices: MasterPrices): SidePrices {
  const { areas, grid, demand } = compiled;
  const T = grid.intervals;
  const seat = areas.map((area, a) => {
    if (area.seats === Infinity) return null;
    const prefix = new Float64Array(grid.size + 1);
    let any = false;
    for (let i = 0; i < grid.size; i++) {
      const t = grid.intervalOf[i]!;
      const price = t < 0 ? 0 : prices.desk[a * T + t]! / grid.intervalSlots;
      any ||= price > 0;
      prefix[i + 1] = prefix[i]! + price;
    }
    return any ? prefix : null;
  });
  return { seat, cover: demand.covers.length > 0 ? prices.cover : null, distinct: null };
}

/** Value of a slot on queue per interval for an agent's group. */
export function slotPrices(compiled: Compiled, agent: AgentClass, prices: MasterPrices): Float64Array {
  const { intervals, intervalSlots } = compiled.grid;
  return prices.capacity.slice(agent.group * intervals, (agent.group + 1) * intervals).map((v) => v / intervalSlots);
}
