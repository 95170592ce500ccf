import { describe, expect, it } from 'vitest';
import { spreadsheet } from '../../../api/files/spreadsheet.js';
import { readWorkbook, type SheetContent } from '../../support/workbook.js';

const SHEET = {
  name: 'cost',
  header: ['name', '=1+1', 'amount'],
  rows: [
    ['=HYPERLINK("x")', '+31 6', 12.5],
    ['-7', true, Number.NaN],
    ['a < b & "c"', null, Number.POSITIVE_INFINITY],
  ],
};

describe('spreadsheet', () => {
  it('writes numbers as numbers and text as text that is never a formula', async () => {
    const [{ cells, hasFormula }] = readWorkbook(await spreadsheet([SHEET])) as [SheetContent];
    expect(hasFormula).toBe(false);
    expect(cells.get('A1')).toBe('text name');
    expect(cells.get('B1')).toBe("text '=1+1");
    expect(cells.get('A2')).toBe('text \'=HYPERLINK("x")');
    expect(cells.get('B2')).toBe("text '+31 6");
    expect(cells.get('C2')).toBe(12.5);
    expect(cells.get('A3')).toBe('text -7');
    expect(cells.get('B3')).toBe(1);
    expect(cells.get('C3')).toBeUndefined();
    expect(cells.get('A4')).toBe('text a < b & "c"');
    expect(cells.get('C4')).toBe('text Infinity');
  });

  it('gives the same bytes again, and a sheet for each table', async () => {
    const twice = [
      await spreadsheet([SHEET, { ...SHEET, name: 'more' }]),
      await spreadsheet([SHEET, { ...SHEET, name: 'more' }]),
    ];
    expect(Buffer.compare(twice[0]!, twice[1]!)).toBe(0);
    expect(readWorkbook(twice[0]!).map(({ name }) => name)).toEqual(['cost', 'more']);
  });
});
