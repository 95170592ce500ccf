import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, Parser } from 'csv-parse';
import { InputError, inputError } from '../../src/errors.js';
import type { TableRow } from '../../src/history/table.js';

/** Characters of a row. A file without line ends, or with a quote that never closes, would otherwise be held in memory whole. */
const LONGEST_ROW = 1 << 20;

/** A CSV file opened for reading: header known, rows on demand. Rows can be read once. */
export interface CsvTable {
  /** Name used in messages. */
  readonly file: string;
  readonly header: readonly string[];
  /** 1-based line of the header. */
  readonly headerLine: number;
  /** Throws InputError `csv-syntax` or `csv-encoding` at the bad line. Empty lines are left out. */
  readonly rows: AsyncIterable<TableRow>;
  /** Needed only where the rows are not read to their end. */
  close(): Promise<void>;
}

/** Opens a CSV file. Throws InputError `file-unreadable`, `csv-empty`, `csv-syntax` or `csv-encoding`. */
export function readCsv(path: string, file = path): Promise<CsvTable> {
  return parseCsv(createReadStream(path, { highWaterMark: 1 << 18 }), file);
}

/** The same from text or from the body of a request. */
export async function parseCsv(
  source: string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
): Promise<CsvTable> {
  const chunks = checkedUtf8(typeof source === 'string' ? [new TextEncoder().encode(source)] : source, file);
  const head = await readHead(chunks);
  const parser = new RowParser({
    bom: true,
    delimiter: delimiterOf(head),
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: LONGEST_ROW,
  });
  const feed = Readable.from(resume(head, chunks), { objectMode: false, highWaterMark: 1 << 18 });
  feed.on('error', (error) => parser.destroy(error));
  feed.pipe(parser);
  const rows = readRows(parser, file);
  const first = await rows.next();
  if (first.done === true)
    throw new InputError([
      inputError('csv-empty', 'The file has no header.', 'The first line must name the columns.', { file, line: 1 }),
    ]);
  return {
    file,
    header: first.value.cells,
    headerLine: first.value.line,
    rows,
    close: async () => {
      await rows.return(undefined);
      feed.destroy();
    },
  };
}

/** Gives records with their line. The parser's own way (`info`, `on_record`) makes an object of a dozen fields per row. */
class RowParser extends Parser {
  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    // `lines` counts to the end of the record: one that spans lines is placed where it starts.
    const row: TableRow = { line: this.info.lines - extraLines(record), cells: record.map(plain) };
    return super.push(row);
  }
}

async function* readRows(parser: AsyncIterable<TableRow>, file: string): AsyncGenerator<TableRow, void, undefined> {
  try {
    for await (const row of parser) yield row;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new InputError([
      inputError(
        'csv-syntax',
        error.message,
        'A cell with quotes, delimiters or line ends stands in quotes, and a quote in it is doubled.',
        { file, line },
      ),
    ]);
  }
}

/** Passes bytes on; stops at the first that are not UTF-8 (a Windows code page, UTF-16). */
async function* checkedUtf8(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let last: Uint8Array | undefined;
  try {
    for await (const chunk of source) {
      last = chunk;
      decoder.decode(chunk, { stream: true });
      line += countLineEnds(chunk);
      yield chunk;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const isEncoding = (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new InputError([
      isEncoding
        ? inputError('csv-encoding', 'The file is not UTF-8.', 'Save it as "CSV UTF-8".', {
            file,
            line: line + linesBeforeBadByte(last),
          })
        : inputError(
            'file-unreadable',
            `The file cannot be read: ${(error as Error).message}.`,
            'Check the name and the access rights.',
            { file },
          ),
    ]);
  }
}

function countLineEnds(chunk: Uint8Array): number {
  let count = 0;
  for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) count++;
  return count;
}

/** Lines of the chunk that are whole and good; the bad byte is on the next. */
function linesBeforeBadByte(chunk: Uint8Array | undefined): number {
  if (chunk === undefined) return 0;
  const text = new TextDecoder('utf-8').decode(chunk);
  const bad = text.indexOf('\uFFFD', text.startsWith('\uFFFD') ? text.search(/[^\uFFFD]/) : 0);
  return text.slice(0, Math.max(0, bad)).split('\n').length - 1;
}

/** Bytes up to the end of the first line that is not empty (at most 1 MB), where the delimiter is decided. */
async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 1 << 20) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = head.length === 0 ? Buffer.from(next.value) : Buffer.concat([head, next.value]);
    if (/\S[^\n\r]*[\r\n]/.test(head.toString('utf8'))) break;
  }
  return head;
}

async function* resume(head: Uint8Array, rest: AsyncGenerator<Uint8Array, void, undefined>) {
  if (head.length > 0) yield head;
  yield* rest;
}

/** Semicolon where the header has more semicolons than commas outside quotes. */
function delimiterOf(head: Buffer): ',' | ';' {
  const header = /\S[^\n\r]*/.exec(head.toString('utf8'))?.[0] ?? '';
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  return count(';') > count(',') ? ';' : ',';
}

function extraLines(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell.includes('\n')) count += cell.split('\n').length - 1;
  return count;
}

const APOSTROPHE = 39;

/** Takes back what {@link csvCell} puts before a formula. */
const plain = (cell: string): string =>
  cell.charCodeAt(0) === APOSTROPHE && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;

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
