import type { LpBackend, LpResult } from '../lp/model.js';
import type { Compiled } from './compile.js';
import type { Demand } from './demand.js';

/** The cheapest use of given capacity. */
export interface Allocation {
  /** Agents of a pair (group, queue in order) by interval: pair × intervals + interval. */
  readonly given: Float64Array;
  /** Effective agents by queue × intervals + interval. */
  readonly covered: Float64Array;
  /** Deferrable work done by queue × intervals + interval. */
  readonly done: Float64Array;
  /** Work undone at its deadline by queue × intervals + interval of the deadline's last interval. */
  readonly undone: Float64Array;
  readonly underCost: number;
  readonly overCost: number;
  readonly minimumShort: Float64Array;
  /** Effort of each deferrable item in the intervals of its window, in order of the items. */
  readonly flow: readonly Float64Array[];
  /** Effort of each item left undone. */
  readonly left: Float64Array;
  /** What one more unit of coverage is worth by queue × intervals + interval: a subgradient of the cost; empty without duals. */
  readonly value: Float64Array;
}

interface Column {
  cost: number;
  upper: number;
  rows: number[];
  values: number[];
}

/** An allocation held open: capacity changes, and the program goes on from where it was. */
export interface AllocationSession {
  /** Capacity of a group in an interval; the group must have had capacity there, or been said to reach it. */
  setCapacity(group: number, interval: number, agents: number): void;
  /** Cost of coverage and work undone at the capacity set, minimum staffing at the hard penalty, and the value of more by queue. */
  price(): { readonly cost: number; readonly value: Float64Array };
  solve(): Allocation;
  dispose(): void;
}

/**
 * Solves the allocation of given capacity exactly: a linear program over all intervals, in which the capacity of each
 * group is spent once and deferrable work flows from its release to its deadline.
 * @param capacity agents by group × intervals + interval
 */
export function allocate(compiled: Compiled, capacity: Float64Array, backend: LpBackend): Allocation {
  const session = openAllocation(compiled, capacity, backend);
  try {
    return session.solve();
  } finally {
    session.dispose();
  }
}

/** @param reach by group × intervals + interval, 1 where the group may get capacity later on; absent = only where it has some now */
export function openAllocation(
  compiled: Compiled,
  capacity: Float64Array,
  backend: LpBackend,
  reach?: Uint8Array,
): AllocationSession {
  const { demand, groups, grid, hardPenalty } = compiled;
  const T = grid.intervals;
  const Q = demand.queueIds.length;
  const columns: Column[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const row = (lo: number, up: number): number => {
    lower.push(lo);
    upper.push(up);
    return lower.length - 1;
  };
  const column = (cost: number, up: number, rows: number[], values: number[]): number => {
    columns.push({ cost, upper: up, rows, values });
    return columns.length - 1;
  };
  // Coverage rows: given × speed + short − over = wanted (deferrable: − done instead of wanted).
  const coverRow = new Int32Array(Q * T);
  const minimumRow = new Int32Array(Q * T).fill(-1);
  for (let q = 0; q < Q; q++) {
    for (let t = 0; t < T; t++) {
      const i = q * T + t;
      coverRow[i] = row(demand.wanted[i]!, demand.wanted[i]!);
      if (demand.minimum && demand.minimum[i]! > 0) minimumRow[i] = row(demand.minimum[i]!, Infinity);
    }
  }
  const capacityRows = new Int32Array(groups.length * T).fill(-1);
  const pairs: { group: number; queue: number; at: number[] }[] = [];
  groups.forEach((group, g) => {
    const own = Array.from(group.queues, (queue) => ({ group: g, queue, at: new Array<number>(T).fill(-1) }));
    for (let t = 0; t < T; t++) {
      const c = capacity[g * T + t]!;
      if ((c <= 0 && reach?.[g * T + t] !== 1) || own.length === 0) continue;
      const capacityRow = row(c, c);
      capacityRows[g * T + t] = capacityRow;
      own.forEach((pair, k) => {
        const i = pair.queue * T + t;
        const speed = group.speeds[k]!;
        const rows = minimumRow[i]! >= 0 ? [coverRow[i]!, minimumRow[i]!, capacityRow] : [coverRow[i]!, capacityRow];
        pair.at[t] = column(0, Infinity, rows, minimumRow[i]! >= 0 ? [speed, speed, 1] : [speed, 1]);
      });
    }
    pairs.push(...own);
  });
  const shortColumns: { column: number; cost: number }[] = [];
  const overColumns: { column: number; cost: number }[] = [];
  const minimumColumn = new Int32Array(Q * T).fill(-1);
  for (let q = 0; q < Q; q++) {
    for (let t = 0; t < T; t++) {
      const i = q * T + t;
      const { breaks, slopes } = demand.curves[demand.curveOf[i]!]!;
      const zero = breaks.indexOf(0);
      if (demand.deferrable[q] === 0) {
        for (let b = zero; b >= 0; b--) {
          const width = b > 0 ? breaks[b]! - breaks[b - 1]! : Infinity;
          const cost = -slopes[b]!;
          shortColumns.push({ column: column(cost, width, [coverRow[i]!], [1]), cost });
        }
      }
      for (let b = zero; b < breaks.length; b++) {
        const width = b + 1 < breaks.length ? breaks[b + 1]! - breaks[b]! : Infinity;
        const cost = slopes[b + 1]!;
        overColumns.push({ column: column(cost, width, [coverRow[i]!], [-1]), cost });
      }
      if (minimumRow[i]! >= 0) minimumColumn[i] = column(hardPenalty, Infinity, [minimumRow[i]!], [1]);
    }
  }
  const flow = addWork(demand, T, coverRow, row, column);
  const starts = new Int32Array(columns.length + 1);
  columns.forEach((c, j) => {
    starts[j + 1] = starts[j]! + c.rows.length;
  });
  const session = backend.open({
    columnCost: Float64Array.from(columns, (c) => c.cost),
    columnLower: new Float64Array(columns.length),
    columnUpper: Float64Array.from(columns, (c) => c.upper),
    rowLower: Float64Array.from(lower),
    rowUpper: Float64Array.from(upper),
    starts,
    rows: Int32Array.from(columns.flatMap((c) => c.rows)),
    values: Float64Array.from(columns.flatMap((c) => c.values)),
  });
  const run = (): LpResult => {
    const result = session.solve();
    if (result.x.length < columns.length)
      throw new Error(`the allocation of capacity to queues ended with status ${result.status}`);
    return result;
  };
  const worthOf = (rowDual: Float64Array): Float64Array => {
    const value = new Float64Array(rowDual.length === 0 ? 0 : Q * T);
    for (let i = 0; i < value.length; i++) {
      value[i] = rowDual[coverRow[i]!]! + (minimumRow[i]! < 0 ? 0 : rowDual[minimumRow[i]!]!);
    }
    return value;
  };
  const read = ({ x, rowDual }: LpResult): Allocation => {
    const given = new Float64Array(pairs.length * T);
    const covered = new Float64Array(Q * T);
    let pairIndex = 0;
    groups.forEach((group) => {
      group.speeds.forEach((speed) => {
        const pair = pairs[pairIndex]!;
        for (let t = 0; t < T; t++) {
          const j = pair.at[t]!;
          if (j < 0) continue;
          const value = clean(x[j]!);
          given[pairIndex * T + t] = value;
          covered[pair.queue * T + t]! += value * speed;
        }
        pairIndex++;
      });
    });
    let underCost = 0;
    for (const { column: j, cost } of [...shortColumns, ...flow.short]) underCost += cost * clean(x[j]!);
    let overCost = 0;
    for (const { column: j, cost } of overColumns) overCost += cost * clean(x[j]!);
    const done = new Float64Array(Q * T);
    for (const { column: j, index } of flow.done) done[index]! += clean(x[j]!);
    const undone = new Float64Array(Q * T);
    for (const { column: j, index } of flow.undone) undone[index]! += clean(x[j]!);
    const minimumShort = Float64Array.from(minimumColumn, (j) => (j < 0 ? 0 : clean(x[j]!)));
    const value = worthOf(rowDual);
    return { given, covered, done, undone, underCost, overCost, minimumShort, ...plansOf(demand, flow, x), value };
  };
  return {
    setCapacity(group, interval, agents) {
      const at = capacityRows[group * T + interval]!;
      if (at >= 0) session.setRowBounds(at, agents, agents);
    },
    price() {
      const { objective, rowDual } = run();
      return { cost: objective, value: worthOf(rowDual) };
    },
    solve: () => read(run()),
    dispose: () => session.dispose(),
  };
}

/** Values within rounding of a whole thousandth of a millionth are that. */
const clean = (value: number): number => (value < 1e-9 ? 0 : Math.round(value * 1e9) / 1e9);

/** Effort of every item by interval of its window and undone, from the columns of the windows that items share. */
function plansOf(demand: Demand, flow: WorkColumns, x: Float64Array): Pick<Allocation, 'flow' | 'left'> {
  const plans = demand.items.map(({ release, deadline }) => new Float64Array(Math.max(0, deadline - release)));
  const left = new Float64Array(demand.items.length);
  const members = flow.items.map((items) => items.map((n) => [n, demand.items[n]!.amount] as const));
  const shares = members.map((items) => items.reduce((sum, [, amount]) => sum + amount, 0) || 1);
  for (const { column, window, k } of flow.done) {
    for (const [n, amount] of members[window]!) plans[n]![k] = (clean(x[column]!) * amount) / shares[window]!;
  }
  for (const { column, window } of flow.undone) {
    for (const [n, amount] of members[window]!) left[n] = (clean(x[column]!) * amount) / shares[window]!;
  }
  return { flow: plans, left };
}

interface WorkColumns {
  readonly short: { column: number; cost: number }[];
  /** Index: queue × intervals + interval; k: interval of the window. */
  readonly done: { column: number; index: number; window: number; k: number }[];
  readonly undone: { column: number; index: number; window: number }[];
  /** Items that share each window. */
  readonly items: number[][];
}

/** Items as flows: what is released is done in the intervals of its window or undone at its deadline. */
function addWork(
  demand: Demand,
  T: number,
  coverRow: Int32Array,
  row: (lo: number, up: number) => number,
  column: (cost: number, up: number, rows: number[], values: number[]) => number,
): WorkColumns {
  const columns: WorkColumns = { short: [], done: [], undone: [], items: [] };
  // Items with the same window are one; undone work of one deadline shares one curve.
  const merged = new Map<string, { queue: number; release: number; deadline: number; due: number; amount: number }>();
  const windowOf = new Map<string, number>();
  demand.items.forEach((item, n) => {
    const key = `${item.queue}|${item.release}|${item.deadline}`;
    const known = merged.get(key);
    if (known) {
      known.amount += item.amount;
      columns.items[windowOf.get(key)!]!.push(n);
      return;
    }
    merged.set(key, { ...item });
    windowOf.set(key, columns.items.length);
    columns.items.push([n]);
  });
  const undoneRow = new Map<number, number>();
  for (const [key, { queue, release, deadline, due, amount }] of merged) {
    const window = windowOf.get(key)!;
    const itemRow = row(amount, amount);
    for (let k = release; k < deadline; k++) {
      const index = queue * T + (k % T);
      if (demand.open[index] === 0) continue;
      const done = column(0, Infinity, [coverRow[index]!, itemRow], [-1, 1]);
      columns.done.push({ column: done, index, window, k: k - release });
    }
    const index = queue * T + due;
    let link = undoneRow.get(index);
    if (link === undefined) {
      link = row(0, 0);
      undoneRow.set(index, link);
      const { breaks, slopes } = demand.curves[demand.undoneCurve[index]!]!;
      for (let b = breaks.indexOf(0); b >= 0; b--) {
        const width = b > 0 ? breaks[b]! - breaks[b - 1]! : Infinity;
        const cost = -slopes[b]!;
        columns.short.push({ column: column(cost, width, [link], [1]), cost });
      }
    }
    columns.undone.push({ column: column(0, Infinity, [itemRow, link], [1, -1]), index, window });
  }
  return columns;
}
