import { isUtf8 } from 'node:buffer';
import { CsvError, Parser } from 'csv-parse';
import { InputError, inputError } from '../../src/errors.js';
import { blockOfRows, type CellBlock } from '../../src/history/cell-block.js';
import type { TableRow } from '../../src/history/table.js';
import { splitPlain } from './plain-csv.js';

/** Characters of a row. A file without line ends, or with a quote that never closes, would otherwise be held in memory whole. */
const LONGEST_ROW = 1 << 20;
const LINE_FEED = 10;

/**
 * Rows of a CSV file, the header among them, in blocks. Plain stretches are split directly; from the first quote (or other thing
 * that takes more) on the rest of the file is left to csv-parse.
 */
export async function* csvBlocks(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<CellBlock, void, undefined> {
  let line = 1;
  let delimiter: ',' | ';' | undefined;
  let lineEnd: string | undefined;
  let parser: RowParser | undefined;
  for await (const bytes of wholeLines(source, file)) {
    if (!isUtf8(bytes)) throw notUtf8(file, line + linesBeforeBadByte(bytes));
    const text = line === 1 && delimiter === undefined ? withoutMark(bytes.toString('utf8')) : bytes.toString('utf8');
    lineEnd ??= /\r\n|\n|\r/.exec(text)?.[0];
    if (delimiter === undefined && /\S/.test(text)) delimiter = delimiterOf(text);
    if (delimiter === undefined) {
      line += countLineEnds(bytes);
      continue;
    }
    if (parser === undefined) {
      const plain = lineEnd === '\r' ? undefined : splitPlain(text, delimiter, lineEnd === '\r\n', line);
      if (plain !== undefined) {
        line += countLineEnds(bytes);
        yield plain;
        continue;
      }
      parser = new RowParser(delimiter, lineEnd, line - 1);
    }
    yield* parsed(parser, file, (done) => parser!.write(text, done));
    line += countLineEnds(bytes);
  }
  if (parser !== undefined) yield* parsed(parser, file, (done) => parser!.end(done));
}

/** The parser for all of CSV, fed block by block: what a block completes is taken at once, without a stream of rows. */
class RowParser extends Parser {
  #rows: TableRow[] = [];

  constructor(
    delimiter: string,
    lineEnd: string | undefined,
    readonly linesBefore: number,
  ) {
    super({
      delimiter,
      ...(lineEnd === undefined ? {} : { record_delimiter: lineEnd }),
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: LONGEST_ROW,
    });
    // The one that feeds is told by its callback.
    this.on('error', () => {});
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    // `lines` counts to the end of the record: one that spans lines is placed where it starts.
    const line = this.linesBefore + this.info.lines - extraLines(record);
    this.#rows.push({ line, cells: record.map(plainCell) });
    return true;
  }

  collected(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}

/** What feeding gives; rows before a mistake are passed on before it is named. */
async function* parsed(
  parser: RowParser,
  file: string,
  feed: (done: (error?: Error | null) => void) => void,
): AsyncGenerator<CellBlock, void, undefined> {
  const error = await new Promise<Error | null | undefined>((resolve) => feed(resolve));
  const rows = parser.collected();
  if (rows.length > 0) yield blockOfRows(rows);
  if (error === null || error === undefined) return;
  if (!(error instanceof CsvError)) throw error;
  const at = typeof error.lines === 'number' ? error.lines : 1;
  throw new InputError([
    inputError(
      'csv-syntax',
      error.message,
      'A cell with quotes, delimiters or line ends stands in quotes, and a quote in it is doubled.',
      { file, line: parser.linesBefore + at },
    ),
  ]);
}

/** Chunks cut after their last line end; one that goes on for more than a row may hold is passed as it is. */
async function* wholeLines(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      const cut = end === 0 && size + bytes.length > LONGEST_ROW ? wholeCharacters(bytes) : end;
      if (cut > 0) {
        yield Buffer.concat([...held, bytes.subarray(0, cut)]);
        held = [];
        size = 0;
      }
      if (cut < bytes.length) held.push(bytes.subarray(cut));
      size += bytes.length - cut;
    }
  } catch (error) {
    throw new InputError([
      inputError(
        'file-unreadable',
        `The file cannot be read: ${(error as Error).message}.`,
        'Check the name and the access rights.',
        { file },
      ),
    ]);
  }
  if (size > 0) yield Buffer.concat(held);
}

/** Length without a character that is cut in two at the end. */
function wholeCharacters(bytes: Buffer): number {
  let start = bytes.length - 1;
  while (start > 0 && start > bytes.length - 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  return (bytes[start] ?? 0) >= 0xc0 ? start : bytes.length;
}

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

const notUtf8 = (file: string, line: number): InputError =>
  new InputError([inputError('csv-encoding', 'The file is not UTF-8.', 'Save it as "CSV UTF-8".', { file, line })]);

function countLineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let i = bytes.indexOf(LINE_FEED); i >= 0; i = bytes.indexOf(LINE_FEED, i + 1)) count++;
  return count;
}

/** Lines that are whole and good; the bad byte is on the next. */
function linesBeforeBadByte(bytes: Uint8Array): number {
  let from = 0;
  let lines = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, from) + 1;
    if (end === 0 || !isUtf8(bytes.subarray(from, end))) return lines;
    from = end;
    lines++;
  }
}

/** Semicolon where the header has more semicolons than commas outside quotes. */
function delimiterOf(head: string): ',' | ';' {
  const header = /\S[^\n\r]*/.exec(head)?.[0] ?? '';
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  return count(';') > count(',') ? ';' : ',';
}

function extraLines(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell.includes('\n')) count += cell.split('\n').length - 1;
  return count;
}

/** Takes back what a writer puts before a formula. */
const plainCell = (cell: string): string =>
  cell.startsWith("'") && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
