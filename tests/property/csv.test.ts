import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../api/files/csv.js';
import { InputError } from '../../src/errors.js';
import { readNumber, readTimestamp } from '../../src/history/cell.js';
import { digitsAt, TimestampReader } from '../../src/history/fast-cell.js';

type Rows = readonly { readonly line: number; readonly cells: readonly string[] }[];
type Read = { readonly rows: Rows; readonly failedAt?: number };

/** The whole text by csv-parse at once: what all our own ways of reading must agree with. */
function reference(text: string, delimiter: string): Read {
  const options = {
    bom: true,
    delimiter,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: 1 << 20,
  };
  const rows: { line: number; cells: string[] }[] = [];
  try {
    parse(text, {
      ...options,
      on_record: (cells: string[], { lines }) => {
        const extra = cells.join('').split('\n').length - 1;
        const plain = cells.map((cell) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell));
        rows.push({ line: lines - extra, cells: plain });
        return null;
      },
    });
    return { rows };
  } catch (error) {
    return { rows, failedAt: (error as { lines: number }).lines };
  }
}

async function ours(text: string, cuts: readonly number[]): Promise<Read> {
  const bytes = new TextEncoder().encode(text);
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const chunks = at.slice(1).map((end, k) => bytes.slice(at[k], end));
  const rows: { line: number; cells: readonly string[] }[] = [];
  try {
    const table = await parseCsv(chunks, 'x');
    rows.push({ line: table.headerLine, cells: table.header });
    for await (const row of table.rows) rows.push(row);
    return { rows };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { rows, failedAt: error.issues[0]!.place.line! };
  }
}

const ends = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\n', '\r', '\n\n', ' \n');
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('1', '2.5', 'phone', '2026-11-30T08:00', '', ' ', '\t', 'é', '😀') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"', '""', '"a"', '"a,b"', '"a\nb"', "'", "'=x", "''-1", '!', '\u00a0x', '\v', '\u0001'),
  },
);
const cell = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));
const line = (separator: string) =>
  fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(separator));
const anyText = fc.constantFrom(',', ';').chain((separator) =>
  fc
    .tuple(
      fc.constantFrom('', '\uFEFF', '\n', '  \n'),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.tuple(line(separator), ends), { maxLength: 12 }),
      fc.boolean(),
    )
    .map(([mark, end, lines, mixed]) => ({
      separator,
      text: `${mark}start${separator}x${end}${lines.map(([text, own]) => text + (mixed ? own : end)).join('')}`,
    })),
);

describe('CSV', () => {
  it('is read as csv-parse reads it at once, plain or not, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.array(fc.nat(), { maxLength: 4 }), async ({ text, separator }, cuts) => {
        const expected = reference(text, separator);
        const read = await ours(text, cuts);
        expect(read.rows.map(({ cells }) => cells)).toEqual(expected.rows.map(({ cells }) => cells));
        expect(read.failedAt === undefined).toBe(expected.failedAt === undefined);
        // csv-parse counts the two characters of a line end twice where it takes them for something else.
        if (text.includes('\r')) return;
        expect(read.rows).toEqual(expected.rows);
        expect(read.failedAt).toBe(expected.failedAt);
      }),
      { numRuns: 300 },
    );
  });
});

const digits = fc.string({ unit: fc.constantFrom(...'0123456789.,-+e '), maxLength: 20 });

describe('lines', () => {
  it.each(['\n', '\r\n'])('are counted right with ends %j', async (end) => {
    const { rows } = await ours(['', 'a,b', '1,2', '', ' , ', '3,4'].join(end), [5]);
    expect(rows.map((row) => row.line)).toEqual([2, 3, 6]);
  });
});

describe('cells', () => {
  it('with numbers are the same by hand and by rule', () => {
    fc.assert(
      fc.property(fc.oneof(digits, fc.double({ noNaN: true }).map(String), fc.nat().map(String)), (text) => {
        const value = digitsAt(`x${text}y`, 1, 1 + text.length);
        if (value >= 0) expect(value).toBe(readNumber(text));
        else expect(text).not.toMatch(/^\d{1,15}$/);
      }),
      { numRuns: 5_000 },
    );
  });

  it('with times are the same by hand and by rule', () => {
    const usual = fc
      .tuple(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(16, 19, 20, 23, 24),
        fc.constantFrom('', 'Z', '+01:00', '-0330', '+05', '+15:00', '-00:00', ' +01:00', '+1:00'),
        fc.constantFrom('T', ' ', 't', ''),
      )
      .map(([date, length, offset, joint]) => date.toISOString().slice(0, length).replace('T', joint) + offset);
    const change = fc.tuple(fc.nat({ max: 30 }), fc.constantFrom(...'0123456789:-TZ 9'));
    // One reader for all, as for the rows of a file: what it remembers of the row before must not show.
    const reader = new TimestampReader();
    fc.assert(
      fc.property(usual, fc.option(change), (good, broken) => {
        const text = broken === null ? good : good.slice(0, broken[0]) + broken[1] + good.slice(broken[0] + 1);
        const expected = readTimestamp(text);
        const isTime = reader.read(`x${text}y`, 1, 1 + text.length);
        expect(isTime ? { wallMs: reader.wallMs, offsetMinutes: reader.offsetMinutes } : undefined).toEqual(expected);
      }),
      { numRuns: 5_000 },
    );
  });
});
