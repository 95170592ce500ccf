import type { LinearModel, LpBackend } from '../lp/model.js';
import { minimise, type SmallLp } from './simplex.js';

/** Rows up to which the own simplex is used; its inverse is dense. */
const OWN_ROWS = 400;

/**
 * Solves a program part by part (parts share no row), small parts with the own simplex, large ones with a library.
 * @returns the columns' values, or undefined where a part is large and there is no library
 */
export function solveByParts(lp: SmallLp, backend: LpBackend | undefined): Float64Array | undefined {
  const x = new Float64Array(lp.columns.length);
  for (const part of partsOf(lp)) {
    let values: ArrayLike<number>;
    if (part.lp.rhs.length <= OWN_ROWS) values = minimise(part.lp);
    else if (backend === undefined) return undefined;
    else values = solveWith(backend, part.lp);
    part.columns.forEach((column, j) => {
      x[column] = values[j]!;
    });
  }
  return x;
}

interface Part {
  readonly lp: SmallLp;
  /** Column of the whole per column of the part. */
  readonly columns: readonly number[];
}

function partsOf(lp: SmallLp): Part[] {
  const parent = lp.rhs.map((_, row) => row);
  const find = (row: number): number => {
    let top = row;
    while (parent[top] !== top) top = parent[top]!;
    for (let at = row; at !== top; ) {
      const up = parent[at]!;
      parent[at] = top;
      at = up;
    }
    return top;
  };
  for (const { rows } of lp.columns) for (const row of rows) parent[find(row)] = find(rows[0]!);
  const rowsOf = new Map<number, number[]>();
  const rowIn = new Int32Array(lp.rhs.length);
  lp.rhs.forEach((_, row) => {
    const rows = rowsOf.get(find(row)) ?? [];
    rowIn[row] = rows.push(row) - 1;
    rowsOf.set(find(row), rows);
  });
  const columnsOf = new Map<number, number[]>();
  const columnIn = new Int32Array(lp.columns.length);
  lp.columns.forEach((column, j) => {
    const top = find(column.rows[0]!);
    const columns = columnsOf.get(top) ?? [];
    columnIn[j] = columns.push(j) - 1;
    columnsOf.set(top, columns);
  });
  return [...rowsOf].map(([top, rows]) => {
    const columns = columnsOf.get(top) ?? [];
    return {
      columns,
      lp: {
        rhs: rows.map((row) => lp.rhs[row]!),
        columns: columns.map((j) => ({ ...lp.columns[j]!, rows: lp.columns[j]!.rows.map((row) => rowIn[row]!) })),
        basis: rows.map((row) => columnIn[lp.basis[row]!]!),
      },
    };
  });
}

/** The first level of cost becomes a price that outweighs every cost of the second level. */
function solveWith(backend: LpBackend, lp: SmallLp): Float64Array {
  const dearest = lp.columns.reduce((most, column) => Math.max(most, column.costs[1]), 1);
  const count = lp.columns.length;
  const starts = new Int32Array(count + 1);
  lp.columns.forEach((column, j) => {
    starts[j + 1] = starts[j]! + column.rows.length;
  });
  const model: LinearModel = {
    columnCost: Float64Array.from(lp.columns, ({ costs }) => costs[0] * dearest * 1e4 + costs[1]),
    columnLower: new Float64Array(count),
    columnUpper: Float64Array.from(lp.columns, (column) => column.upper),
    rowLower: Float64Array.from(lp.rhs),
    rowUpper: Float64Array.from(lp.rhs),
    starts,
    rows: Int32Array.from(lp.columns.flatMap((column) => [...column.rows])),
    values: Float64Array.from(lp.columns.flatMap((column) => [...column.values])),
  };
  const session = backend.open(model);
  try {
    const result = session.solve();
    if (result.status !== 'optimal') throw new RangeError(`the allocation's linear program ended as ${result.status}`);
    return result.x;
  } finally {
    session.dispose();
  }
}
