import { type Column, columnBatch, type Row, rowBatch } from '../../lp/builder.js';
import type { LpBackend } from '../../lp/model.js';
import { type Assembler, labourCost } from '../assemble.js';
import type { Compiled } from '../compile.js';
import type { DayOption } from '../day-ways.js';
import { Master } from '../master.js';
import { type Choice, dayStep } from '../tour.js';
import type { ClassGraph, DayGraph } from './graph.js';
import { type PlainRow, type PlainWeekends, plainRows } from './plain.js';

/** Where the variables of a class lie in the program: the index of the first of each day. */
export interface ClassColumns {
  readonly graph: ClassGraph;
  /** Absent where plain rows stand for the states. */
  readonly arcs: readonly number[] | null;
  readonly options: readonly number[];
}

/** The integer program of all classes over the rows of the exact master. */
export interface NetworkProgram {
  readonly master: Master;
  readonly classes: readonly ClassColumns[];
}

/**
 * People of a class flow through the states of its rules, day by day; what they do on a day are the options of that day,
 * in number equal to the flow that takes their bundle. Sums that the states do not carry are rows over the options.
 */
export function networkProgram(
  compiled: Compiled,
  graphs: readonly ClassGraph[],
  assembler: Assembler,
  backend: LpBackend,
): NetworkProgram {
  const master = new Master(compiled, backend, 'days');
  const { session } = master;
  const columns: Column[] = [];
  const rows: Row[] = [];
  const firstRow = session.rowCount;
  const firstColumn = session.columnCount;
  const row = (made: Row): number => firstRow + rows.push(made) - 1;
  const column = (made: Column): number => firstColumn + columns.push(made) - 1;
  const classes = graphs.map((graph) => new ClassWriter(compiled, graph, assembler, master, row, column).write());
  session.addRows(rowBatch(rows));
  session.addColumns(columnBatch(columns));
  return { master, classes };
}

const NO_TERMS = { columns: [], values: [] };

/** A row over the sum of something, with what breaking it costs where it is soft. */
interface Sum {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  /** What an option, or (−1) a day off, adds to it. */
  readonly of: (day: number, option: number) => number;
}

class ClassWriter {
  private readonly sums: Sum[] = [];
  private readonly choice: Choice;
  private readonly breaks: (Int32Array | null)[];

  constructor(
    private readonly compiled: Compiled,
    private readonly graph: ClassGraph,
    private readonly assembler: Assembler,
    private readonly master: Master,
    private readonly addRow: (row: Row) => number,
    private readonly addColumn: (column: Column) => number,
  ) {
    const count = graph.days.length;
    this.choice = { shape: new Int32Array(count).fill(-1), place: new Int32Array(count) };
    this.breaks = new Array<Int32Array | null>(count).fill(null);
  }

  write(): ClassColumns {
    const { graph } = this;
    const { agent } = graph;
    const { cyclic } = agent.context;
    const members = agent.members.length;
    this.addSums();
    const plain = plainRows(graph);
    if (plain) return this.writePlain(plain.rows, plain.weekends);
    const weekendRows = graph.weekends.map(({ rule, weight }) => {
      const max = rule.rule === 'weekends' ? rule.max! : 0;
      const carried = agent.context.carried.get(rule.id) ?? 0;
      return this.limit(-Infinity, Math.max(0, max - carried), rule.hard, weight);
    });
    // Flow: in = out at every state; the class's own row of the master says how many start.
    const nodeRows = [...graph.days.map((day) => day.nodes), graph.lastNodes].map((nodes, d, all) => {
      if (cyclic && d === all.length - 1) return [];
      if (!cyclic && (d === 0 || d === all.length - 1)) return [];
      return Array.from({ length: nodes }, () => this.addRow({ lower: 0, upper: 0, ...NO_TERMS }));
    });
    if (cyclic) nodeRows[graph.days.length] = nodeRows[0]!;
    const arcs: number[] = [];
    const options: number[] = [];
    const whole = members > 1 || cyclic;
    graph.days.forEach((day, d) => {
      const bundleRows = Array.from({ length: day.bundles }, () => this.addRow({ lower: 0, upper: 0, ...NO_TERMS }));
      arcs.push(-1);
      for (const arc of day.arcs) {
        const rows: number[] = [];
        const values: number[] = [];
        const term = (at: number | undefined, value: number): void => {
          if (at === undefined) return;
          // A state that leads to itself round a ring of one day.
          const known = rows.indexOf(at);
          if (known >= 0) values[known]! += value;
          else {
            rows.push(at);
            values.push(value);
          }
        };
        term(nodeRows[d]![arc.from], -1);
        term(nodeRows[d + 1]![arc.to], 1);
        if (d === 0) term(this.master.countRowOf(agent.index), 1);
        if (arc.bundle >= 0) term(bundleRows[arc.bundle], 1);
        if (arc.weekend > 0) for (const at of weekendRows) term(at, 1);
        let { cost } = arc;
        if (arc.bundle < 0) cost += agent.days[d]!.offWishes;
        const at = this.addColumn({ cost, rows, values, lower: 0, upper: members, integer: whole });
        if (arcs[d]! < 0) arcs[d] = at;
      }
      options.push(-1);
      day.options.forEach((_, o) => {
        const at = this.addOption(d, day, o, bundleRows);
        if (options[d]! < 0) options[d] = at;
      });
    });
    return { graph, arcs, options };
  }

  /** Rows without states; wishes that a day off does not grant are a constant less what a shift saves of it. */
  private writePlain(rows: readonly PlainRow[], weekends: readonly PlainWeekends[]): ClassColumns {
    const { graph } = this;
    // Nobody flows here.
    this.master.session.setRowBounds(this.master.countRowOf(graph.agent.index), 0, 0);
    for (const { lower, upper, first, last, of } of rows) {
      this.sums.push({ row: this.addRow({ lower, upper, ...NO_TERMS }), first, last, of });
    }
    for (const { most, weekends: list } of weekends) {
      const cap = this.addRow({ upper: most, ...NO_TERMS });
      for (const days of list) {
        const links = days.map((day) => {
          const row = this.addRow({ upper: 0, ...NO_TERMS });
          this.sums.push({ row, first: day, last: day, of: () => 1 });
          return row;
        });
        this.addColumn({
          cost: 0,
          upper: 1,
          integer: true,
          rows: [cap, ...links],
          values: [1, ...links.map(() => -1)],
        });
      }
    }
    const options = graph.days.map((day, d) => {
      const { offWishes } = graph.agent.days[d]!;
      if (offWishes > 0) this.addColumn({ cost: offWishes, lower: 1, upper: 1, rows: [], values: [] });
      const first = day.options.map((_, o) => this.addOption(d, day, o, null))[0];
      return first ?? -1;
    });
    return { graph, arcs: null, options };
  }

  private addOption(d: number, day: DayGraph, o: number, bundleRows: readonly number[] | null): number {
    const { compiled, graph, choice, breaks } = this;
    const { agent } = graph;
    const option = day.options[o]!;
    const info = agent.days[d]!;
    choice.shape[d] = option.shape;
    choice.place[d] = option.place;
    breaks[d] = option.breaks;
    const labour = labourCost(agent, choice, breaks, compiled.grid.low);
    const cost = labour + info.wishes[option.shape]! - (bundleRows ? 0 : info.offWishes);
    const cover = this.assembler.coverOf(agent, choice, breaks);
    const { rows, values } = this.master.column({ agent: agent.index, choice, cover, breaks, cost });
    for (const sum of this.sums) {
      if (d < sum.first || d > sum.last) continue;
      const value = sum.of(d, o);
      if (value === 0) continue;
      rows.push(sum.row);
      values.push(value);
    }
    const bundle = day.bundleOf[o]!;
    const upper = Math.min(day.most[o]!, this.useful(d, cover, option));
    day.most[o] = upper;
    if (bundle >= 0 && bundleRows) {
      rows.push(bundleRows[bundle]!);
      values.push(-1);
    }
    choice.shape[d] = -1;
    choice.place[d] = 0;
    breaks[d] = null;
    this.limitDistinct(rows, values, info.day.distinct[option.shape]!, upper);
    return this.addColumn({ cost, rows, values, upper, integer: true });
  }

  /**
   * How many people an option can help: from then on it alone covers all that it touches, so that where nothing holds people
   * to their work one more never makes a roster better.
   */
  private useful(d: number, cover: Int32Array, { shape }: DayOption): number {
    const { agent } = this.graph;
    const { demand, grid, groups } = this.compiled;
    const group = groups[agent.group]!;
    const bound = agent.rules.length > 0 || agent.days.some((info) => info.offBreach + info.offWishes > 0);
    if (bound || group.queues.some((q) => demand.deferrable[q] === 1)) return Infinity;
    const T = grid.intervals;
    let most = 0;
    for (let i = 0; i < cover.length; i += 2) {
      const t = cover[i]!;
      let need = 0;
      group.queues.forEach((q, k) => {
        need += Math.max(demand.wanted[q * T + t]!, demand.minimum?.[q * T + t] ?? 0) / group.speeds[k]!;
      });
      most = Math.max(most, Math.ceil((need * grid.intervalSlots) / cover[i + 1]! - 1e-9));
    }
    const info = agent.days[d]!;
    for (const row of info.coverRows.get(info.day.shapes[shape]!.kind) ?? []) {
      most = Math.max(most, Math.ceil(demand.covers[row]!.wanted));
    }
    return most;
  }

  /** Nobody may take an option of a distinct shift that is not in use. */
  private limitDistinct(rows: number[], values: number[], key: number, most: number): void {
    const used = this.master.distinctColumn.get(key);
    if (used === undefined) return;
    rows.push(this.addRow({ upper: 0, columns: [used], values: [-most] }));
    values.push(1);
  }

  /** A row for every week or period of every sum that the states do not carry. */
  private addSums(): void {
    const { graph, choice } = this;
    const { agent } = graph;
    for (const { rule, machine, weight } of graph.summed) {
      const sum = machine.sum!;
      const of = (d: number, o: number): number => {
        const option = o < 0 ? undefined : graph.days[d]!.options[o]!;
        choice.shape[d] = option ? option.shape : -1;
        choice.place[d] = option ? option.place : 0;
        const value = sum.count(dayStep(agent, choice, d, 0));
        choice.shape[d] = -1;
        choice.place[d] = 0;
        return value;
      };
      const last = graph.days.length - 1;
      let first = 0;
      for (let d = 0; d <= last; d++) {
        if (d < last && (sum.per === 'period' || agent.context.lastOfWeek[d] === 0)) continue;
        // What counts without a shift (leave) counts in any case.
        let base = sum.start;
        for (let i = first; i <= d; i++) base += of(i, -1);
        const row = this.limit(sum.min - base, sum.max - base, rule.hard, weight);
        this.sums.push({ row, first, last: d, of: (day, option) => of(day, option) - of(day, -1) });
        first = d + 1;
      }
    }
  }

  /** A row between limits that may be left at a price where it is soft. */
  private limit(lower: number, upper: number, hard: boolean, weight: number): number {
    const row = this.addRow({ lower, upper, ...NO_TERMS });
    if (!hard && upper < Infinity) this.addColumn({ cost: weight, rows: [row], values: [-1] });
    if (!hard && lower > -Infinity) this.addColumn({ cost: weight, rows: [row], values: [1] });
    return row;
  }
}
