import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvCell, csvLine, csvText, parseCsv, readCsv } from '../../../api/files/csv.js';
import { writeFileAtomically } from '../../../api/files/write.js';
import { InputError, type Issue } from '../../../src/errors.js';
import type { TableRow } from '../../../src/history/table.js';

async function all(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const list: TableRow[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

async function issuesOf(work: () => Promise<unknown>): Promise<readonly Issue[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  throw new Error('nothing was refused');
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rooster-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('reading CSV', () => {
  it('reads commas, quotes, CRLF and a byte order mark', async () => {
    const table = await parseCsv('\uFEFFname, note\r\n"Jansen, J." ,"say ""hi"""\r\n\r\nx,y\r\n', 'a.csv');
    expect(table.header).toEqual(['name', 'note']);
    expect(table.headerLine).toBe(1);
    expect(await all(table.rows)).toEqual([
      { line: 2, cells: ['Jansen, J.', 'say "hi"'] },
      { line: 4, cells: ['x', 'y'] },
    ]);
  });

  it('does not take a row without end into memory', async () => {
    let sent = 0;
    function* endless() {
      yield new TextEncoder().encode('name,note\n"');
      for (; sent < 200; sent++) yield new Uint8Array(1 << 20).fill(120);
    }
    const [issue] = await issuesOf(async () => all((await parseCsv(endless(), 'a.csv')).rows));
    expect(issue).toMatchObject({ code: 'csv-syntax', place: { file: 'a.csv' } });
    expect(sent).toBeLessThan(20);
  });

  it('takes the semicolon where the header has more of them, whatever the cells hold', async () => {
    const table = await parseCsv('\n"a,b,c";offered\n1,5;2,5\n', 'a.csv');
    expect(table.header).toEqual(['a,b,c', 'offered']);
    expect(table.headerLine).toBe(2);
    expect(await all(table.rows)).toEqual([{ line: 3, cells: ['1,5', '2,5'] }]);
  });

  it('places a record of several lines where it starts and leaves out rows of empty cells', async () => {
    const table = await parseCsv('a,b\n"one\ntwo",2\n,\n3,4', 'a.csv');
    expect((await all(table.rows)).map((row) => row.line)).toEqual([2, 5]);
  });

  it('keeps rows that are too short or too long for the consumer to name', async () => {
    const table = await parseCsv('a,b\n1\n1,2,3\n', 'a.csv');
    expect((await all(table.rows)).map((row) => row.cells.length)).toEqual([1, 3]);
  });

  it('reads text split at any byte the same', async () => {
    const text = 'naam;bedrag\né€😀;"1,5\n"\n\'=x;2\n';
    const bytes = new TextEncoder().encode(text);
    const whole = await all((await parseCsv(text, 'a')).rows);
    for (let cut = 1; cut < bytes.length; cut++) {
      const table = await parseCsv([bytes.slice(0, cut), bytes.slice(cut)], 'a');
      expect(await all(table.rows)).toEqual(whole);
    }
    expect(whole[1]?.cells[0]).toBe('=x');
  });

  it('names what is wrong with a file', async () => {
    expect(await issuesOf(() => readCsv(join(folder, 'none.csv'), 'none.csv'))).toMatchObject([
      { code: 'file-unreadable', place: { file: 'none.csv' } },
    ]);
    expect(await issuesOf(() => readCsv(folder))).toMatchObject([{ code: 'file-unreadable' }]);
    expect(await issuesOf(() => parseCsv('\n\n', 'e.csv'))).toMatchObject([{ code: 'csv-empty' }]);
    expect(await issuesOf(async () => all((await parseCsv('a,b\n1,2\n"open,3\n', 'q.csv')).rows))).toMatchObject([
      { code: 'csv-syntax', place: { file: 'q.csv', line: 3 } },
    ]);
    const latin = Uint8Array.from([...Buffer.from('a,b\n1,2\nJos'), 0xe9, ...Buffer.from(',3\n')]);
    expect(await issuesOf(async () => all((await parseCsv([latin], 'l.csv')).rows))).toMatchObject([
      { code: 'csv-encoding', place: { file: 'l.csv', line: 3 } },
    ]);
  });

  it('can be left early', async () => {
    const path = join(folder, 'long.csv');
    await writeFile(path, `a\n${'1\n'.repeat(100_000)}`);
    const table = await readCsv(path);
    for await (const row of table.rows) if (row.line > 10) break;
    await table.close();
    const unread = await readCsv(path);
    await unread.close();
    expect(await all(unread.rows)).toEqual([]);
  });
});

describe('writing CSV', () => {
  it('quotes, neutralises formulas in text and leaves numbers alone', () => {
    expect(csvCell('=1+1')).toBe("'=1+1");
    expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
    expect(csvCell('-Jan')).toBe("'-Jan");
    expect(csvCell('-5')).toBe('-5');
    expect(csvCell(-5)).toBe('-5');
    expect(csvCell(0.1 + 0.2)).toBe('0.30000000000000004');
    expect(csvCell(Number.POSITIVE_INFINITY)).toBe('Infinity');
    expect(csvCell(Number.NaN)).toBe('');
    expect(csvLine(['a"b', 'c,d', true, null, 'e\nf'])).toBe('"a""b","c,d",true,,"e\nf"\n');
  });

  it('reads back what it wrote', async () => {
    const cell = fc
      .oneof(fc.string(), fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\n', '\t', ' ') }))
      .map((text) => text.replaceAll('\r', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (rows) => {
        const text = [...csvText(['first', 'second'], rows)].join('');
        // A row of blanks is left out; a tab in front is neutralised and so no blank.
        const kept = rows.filter((row) => row.some((value) => value.trim() !== '' || value.startsWith('\t')));
        const read = await all((await parseCsv(text, 'x.csv')).rows);
        expect(read.map((row) => row.cells)).toEqual(kept);
      }),
    );
  });
});

describe('writing files', () => {
  it('replaces a file whole', async () => {
    const path = join(folder, 'out.csv');
    await writeFileAtomically(path, 'old');
    await writeFileAtomically(path, csvText(['a'], [[1], [2]]));
    expect(await readFile(path, 'utf8')).toBe('a\n1\n2\n');
  });

  it('leaves nothing half-written when the content fails', async () => {
    const path = join(folder, 'kept.csv');
    await writeFileAtomically(path, 'old');
    const before = await readdir(folder);
    function* broken() {
      yield 'new';
      throw new Error('no more');
    }
    await expect(writeFileAtomically(path, broken())).rejects.toThrow('no more');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(before);
    expect(await issuesOf(() => writeFileAtomically(join(folder, 'no', 'x'), ''))).toMatchObject([
      { code: 'file-unwritable' },
    ]);
  });
});
