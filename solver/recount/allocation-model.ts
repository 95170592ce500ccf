import type { CostCurve } from '../problem.js';
import type { SkillGroup } from './capacity.js';
import type { LpColumn, SmallLp } from './simplex.js';
import type { WorkBatch } from './work.js';

/** Demand of one queue in one interval; a deferrable queue wants nothing there, its batches draw on the capacity. */
export interface DemandCell {
  readonly queue: string;
  readonly interval: number;
  readonly wanted: number;
  /** Absent where nothing is wanted. */
  readonly under: CostCurve | undefined;
  readonly over: CostCurve | undefined;
  readonly minimum: number;
}

export interface QueueBatch extends WorkBatch {
  readonly queue: string;
  /** Cost of what is undone; shared by all batches due in the same interval. */
  readonly under: CostCurve;
}

/** Agents of a group given to a queue in an interval: `column` of the program, or a constant where there is no choice. */
export interface Share {
  readonly group: number;
  readonly queue: string;
  readonly interval: number;
  readonly column: number;
  readonly constant: number;
}

/** The allocation as a linear program with a feasible basis, and where to find the answer in it. */
export interface AllocationModel {
  readonly lp: SmallLp;
  readonly shares: readonly Share[];
}

const FREE = Number.POSITIVE_INFINITY;

/**
 * Capacity of every group spent exactly once (equality per group and interval), agents short and over per cell with their
 * convex costs, minimums first (first cost level), deferrable batches done where capacity is given.
 */
export function allocationModel(
  groups: readonly SkillGroup[],
  cells: readonly DemandCell[],
  batches: readonly QueueBatch[],
): AllocationModel {
  const builder = new Builder();
  const cellOf = new Map(cells.map((cell) => [`${cell.interval} ${cell.queue}`, cell]));
  const entries = new Map<DemandCell, { column: number; speed: number; first: number }[]>();
  const fixed = new Map<DemandCell, number>();
  const shares: Share[] = [];
  const intervals = new Set(cells.map((cell) => cell.interval));
  for (const interval of intervals) {
    groups.forEach((group, g) => {
      const agents = group.agents[interval]!;
      const open = group.skills.filter((skill) => cellOf.has(`${interval} ${skill.queue}`));
      if (agents <= 0 || open.length === 0) return;
      if (open.length === 1) {
        const { queue, speed } = open[0]!;
        const cell = cellOf.get(`${interval} ${queue}`)!;
        fixed.set(cell, (fixed.get(cell) ?? 0) + speed * agents);
        shares.push({ group: g, queue, interval, column: -1, constant: agents });
        return;
      }
      const row = builder.row(agents);
      open.forEach(({ queue, speed }, position) => {
        const column = builder.column(0, 0, FREE);
        builder.entry(column, row, 1);
        if (position === 0) builder.start(row, column);
        const cell = cellOf.get(`${interval} ${queue}`)!;
        const list = entries.get(cell) ?? [];
        list.push({ column, speed, first: position === 0 ? agents : 0 });
        entries.set(cell, list);
        shares.push({ group: g, queue, interval, column, constant: 0 });
      });
    });
  }
  const rowOf = new Map<DemandCell, number>();
  for (const cell of cells) {
    const own = entries.get(cell) ?? [];
    const given = fixed.get(cell) ?? 0;
    const rest = cell.wanted - given;
    const row = builder.row(rest);
    rowOf.set(cell, row);
    for (const { column, speed } of own) builder.entry(column, row, speed);
    const atStart = own.reduce((sum, entry) => sum + entry.speed * entry.first, 0);
    const short = builder.curve(row, 1, cell.under);
    const over = builder.curve(row, -1, cell.over ?? [{ cost: 0 }]);
    builder.start(row, rest - atStart > 0 ? short : over);
    if (cell.minimum > given) {
      const least = builder.row(cell.minimum - given);
      for (const { column, speed } of own) builder.entry(column, least, speed);
      const missing = builder.column(1, 0, FREE);
      const extra = builder.column(0, 0, FREE);
      builder.entry(missing, least, 1);
      builder.entry(extra, least, -1);
      builder.start(least, cell.minimum - given - atStart > 0 ? missing : extra);
    }
  }
  addBatches(builder, batches, (queue, interval) => rowOf.get(cellOf.get(`${interval} ${queue}`)!)!);
  return { lp: builder.lp(), shares };
}

function addBatches(
  builder: Builder,
  batches: readonly QueueBatch[],
  rowOf: (queue: string, interval: number) => number,
): void {
  const dueRows = new Map<string, number>();
  for (const batch of batches) {
    const row = builder.row(batch.effort);
    const undone = builder.column(0, 0, FREE);
    builder.entry(undone, row, 1);
    builder.start(row, undone);
    for (const interval of batch.intervals) {
      const done = builder.column(0, 0, FREE);
      builder.entry(done, row, 1);
      builder.entry(done, rowOf(batch.queue, interval), -1);
    }
    const key = `${batch.due} ${batch.queue}`;
    let due = dueRows.get(key);
    if (due === undefined) {
      due = builder.row(0);
      dueRows.set(key, due);
      builder.start(due, builder.curve(due, -1, batch.under));
    }
    builder.entry(undone, due, 1);
  }
}

class Builder {
  private readonly rhs: number[] = [];
  private readonly basis: number[] = [];
  private readonly columns: { costs: [number, number]; upper: number; rows: number[]; values: number[] }[] = [];

  row(rhs: number): number {
    this.rhs.push(rhs);
    this.basis.push(-1);
    return this.rhs.length - 1;
  }

  column(first: number, second: number, upper: number): number {
    this.columns.push({ costs: [first, second], upper, rows: [], values: [] });
    return this.columns.length - 1;
  }

  entry(column: number, row: number, value: number): void {
    this.columns[column]!.rows.push(row);
    this.columns[column]!.values.push(value);
  }

  start(row: number, column: number): void {
    this.basis[row] = column;
  }

  /** One column per step of a curve; returns the last one, which has no limit (−1 without a curve). */
  curve(row: number, value: number, curve: CostCurve | undefined): number {
    let last = -1;
    for (const step of curve ?? []) {
      last = this.column(0, step.cost, step.width ?? FREE);
      this.entry(last, row, value);
    }
    return last;
  }

  lp(): SmallLp {
    const columns: readonly LpColumn[] = this.columns;
    return { rhs: this.rhs, columns, basis: this.basis };
  }
}
