import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { spreadsheet } from '../../../api/files/spreadsheet.js';

const SHEET = {
  name: 'cost',
  header: ['name', '=1+1', 'amount'],
  rows: [
    ['=HYPERLINK("x")', '+31 6', 12.5],
    ['-7', true, Number.NaN],
    ['a < b & "c"', null, Number.POSITIVE_INFINITY],
  ],
};

/** Cells of a sheet as [reference, type, content], strings looked up. */
function cellsOf(workbook: Uint8Array): Map<string, string> {
  const files = Object.fromEntries(
    Object.entries(unzipSync(workbook)).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
  const plain = (text: string): string =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  const shared = [...(files['xl/sharedStrings.xml'] ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((match) =>
    plain(match[1]!),
  );
  const sheet = files['xl/worksheets/sheet1.xml']!;
  expect(sheet).not.toContain('<f>');
  return new Map(
    [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/g)].map((match) => {
      const value = /<v>([^<]*)<\/v>/.exec(match[3] ?? '')?.[1] ?? '';
      return [match[1]!, match[2]!.includes('t="s"') ? `text ${shared[Number(value)]}` : value];
    }),
  );
}

describe('spreadsheet', () => {
  it('writes numbers as numbers and text as text that is never a formula', async () => {
    const cells = cellsOf(await spreadsheet([SHEET]));
    expect(cells.get('A1')).toBe('text name');
    expect(cells.get('B1')).toBe("text '=1+1");
    expect(cells.get('A2')).toBe('text \'=HYPERLINK("x")');
    expect(cells.get('B2')).toBe("text '+31 6");
    expect(cells.get('C2')).toBe('12.5');
    expect(cells.get('A3')).toBe('text -7');
    expect(cells.get('B3')).toBe('1');
    expect(cells.get('C3') ?? '').toBe('');
    expect(cells.get('A4')).toBe('text a < b & "c"');
    expect(cells.get('C4')).toBe('text Infinity');
  });

  it('gives the same bytes again, and a sheet for each table', async () => {
    const twice = [
      await spreadsheet([SHEET, { ...SHEET, name: 'more' }]),
      await spreadsheet([SHEET, { ...SHEET, name: 'more' }]),
    ];
    expect(Buffer.compare(twice[0]!, twice[1]!)).toBe(0);
    expect(strFromU8(unzipSync(twice[0]!)['xl/workbook.xml']!)).toContain('name="more"');
  });
});
