import type { TableRow } from './table.js';

/**
 * Rows of a table as one text and the places of their cells in it: a file of millions of rows is read without an object for each.
 */
export interface CellBlock {
  readonly text: string;
  readonly rowCount: number;
  /** 1-based line on which each row starts. */
  readonly line: Int32Array;
  /** First cell of each row, and one past the last. */
  readonly firstCell: Int32Array;
  /** Where each cell begins and ends (exclusive) in the text. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Rows that a block made of rows holds at most. */
const ROWS_OF_BLOCK = 4_096;

export function blockOfRows(rows: readonly TableRow[]): CellBlock {
  const cells = rows.flatMap((row) => row.cells);
  const firstCell = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    firstCell[i + 1] = firstCell[i]! + row.cells.length;
  });
  const to = new Int32Array(cells.length);
  let end = 0;
  cells.forEach((cell, k) => {
    end += cell.length;
    to[k] = end;
  });
  const from = new Int32Array(cells.length);
  from.set(to.subarray(0, Math.max(0, cells.length - 1)), 1);
  const line = Int32Array.from(rows, (row) => row.line);
  return { text: cells.join(''), rowCount: rows.length, line, firstCell, from, to };
}

/** Puts rows together to blocks. Rows before an error of the source are passed on before it. */
export async function* blocksOfRows(rows: AsyncIterable<TableRow> | Iterable<TableRow>): AsyncGenerator<CellBlock> {
  let held: TableRow[] = [];
  try {
    for await (const row of rows) {
      held.push(row);
      if (held.length < ROWS_OF_BLOCK) continue;
      yield blockOfRows(held);
      held = [];
    }
  } catch (error) {
    if (held.length > 0) yield blockOfRows(held);
    throw error;
  }
  if (held.length > 0) yield blockOfRows(held);
}

/** Rows of a block from row `first` on, as objects. */
export function* rowsOfBlock(block: CellBlock, first = 0): Generator<TableRow> {
  for (let r = first; r < block.rowCount; r++) {
    const cells: string[] = [];
    for (let k = block.firstCell[r]!; k < block.firstCell[r + 1]!; k++)
      cells.push(block.text.slice(block.from[k]!, block.to[k]!));
    yield { line: block.line[r]!, cells };
  }
}

/** The block without its first rows. */
export const withoutRows = (block: CellBlock, count: number): CellBlock => ({
  ...block,
  rowCount: block.rowCount - count,
  line: block.line.subarray(count),
  firstCell: block.firstCell.subarray(count),
});
