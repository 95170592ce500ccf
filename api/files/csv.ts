import { createReadStream } from 'node:fs';
import { InputError, inputError } from '../../src/errors.js';
import { type CellBlock, rowsOfBlock, withoutRows } from '../../src/history/cell-block.js';
import type { TableRow } from '../../src/history/table.js';
import { csvBlocks } from './csv-blocks.js';

/** A CSV file opened for reading: header known, rows on demand, once: one by one or in blocks. */
export interface CsvTable {
  /** Name used in messages. */
  readonly file: string;
  readonly header: readonly string[];
  /** 1-based line of the header. */
  readonly headerLine: number;
  /** Throws InputError `csv-syntax` or `csv-encoding` at the bad line. Empty lines are left out. */
  readonly rows: AsyncIterable<TableRow>;
  readonly blocks: AsyncIterable<CellBlock>;
  /** Needed only where the rows are not read to their end. */
  close(): Promise<void>;
}

/** Bytes that are read from a file at a time. */
const CHUNK_BYTES = 1 << 18;

/** Opens a CSV file. Throws InputError `file-unreadable`, `csv-empty`, `csv-syntax` or `csv-encoding`. */
export function readCsv(path: string, file = path): Promise<CsvTable> {
  return parseCsv(createReadStream(path, { highWaterMark: CHUNK_BYTES }), file);
}

/** The same from text or from the body of a request. */
export async function parseCsv(
  source: string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
): Promise<CsvTable> {
  const blocks = csvBlocks(typeof source === 'string' ? [new TextEncoder().encode(source)] : source, file);
  let first = await blocks.next();
  while (first.done !== true && first.value.rowCount === 0) first = await blocks.next();
  if (first.done === true)
    throw new InputError([
      inputError('csv-empty', 'The file has no header.', 'The first line must name the columns.', { file, line: 1 }),
    ]);
  const { value: header } = rowsOfBlock(first.value).next() as { value: TableRow };
  const rest = resume(withoutRows(first.value, 1), blocks);
  return {
    file,
    header: header.cells,
    headerLine: header.line,
    rows: rowsOf(rest),
    blocks: rest,
    close: async () => {
      await rest.return(undefined);
      await blocks.return(undefined);
    },
  };
}

async function* resume(first: CellBlock, rest: AsyncGenerator<CellBlock, void, undefined>) {
  if (first.rowCount > 0) yield first;
  yield* rest;
}

async function* rowsOf(blocks: AsyncIterable<CellBlock>): AsyncGenerator<TableRow, void, undefined> {
  for await (const block of blocks) yield* rowsOfBlock(block);
}

/** What a cell may hold; null and undefined are an empty cell, NaN too. */
export type CsvValue = string | number | boolean | null | undefined;

const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;

/**
 * Text that a spreadsheet would run as a formula (starts with = + - @, tab or return) gets an apostrophe in front; text
 * that is a number stays as it is.
 */
export const safeText = (text: string): string =>
  /^'*[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;

/**
 * One cell. Numbers as the shortest text that reads back to the same double. Text is made safe ({@link safeText}); reading
 * takes the apostrophe off again.
 */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  if (typeof value === 'boolean') return String(value);
  const safe = safeText(value);
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV with its line end. */
export const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvCell).join(',')}\n`;

/** Header and rows, in pieces of some 64 kB, for `writeFileAtomically` or a response. */
export function* csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): Generator<string> {
  let piece = csvLine(header);
  for (const row of rows) {
    piece += csvLine(row);
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
