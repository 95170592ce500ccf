import { unzipSync, zipSync } from 'fflate';
import writeExcelFile from 'write-excel-file/node';
import { type CsvValue, safeText } from './csv.js';

/** One sheet of a workbook: a header and rows, as for a CSV. */
export interface Sheet {
  /** At most 31 characters, none of `[ ] : * ? / \`. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: Iterable<readonly CsvValue[]>;
}

/** The first date a ZIP can carry, in local parts as ZIP holds them: same sheets, same bytes, in every zone. */
const MODIFIED = new Date(1980, 0, 1);
const WIDEST = 60;

/**
 * An Excel workbook (`.xlsx`): header in bold and fixed, columns as wide as their text. Numbers are numbers; text is text,
 * made safe as in a CSV, so that nothing becomes a formula when a cell is edited or the sheet is saved as CSV. Numbers
 * that Excel does not know (infinity) are text, NaN is an empty cell.
 */
export async function spreadsheet(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const workbook = await writeExcelFile(
    sheets.map(({ name, header, rows }) => {
      const cells = [...rows].map((row) => row.map(cellOf));
      return {
        sheet: name,
        data: [header.map((text) => ({ value: safeText(text), type: String, fontWeight: 'bold' as const })), ...cells],
        columns: header.map((text, c) => ({
          width: Math.min(WIDEST, 2 + Math.max(text.length, ...cells.map((row) => String(row[c]?.value ?? '').length))),
        })),
        stickyRowsCount: 1,
      };
    }),
  ).toBuffer();
  return zipSync(unzipSync(workbook), { mtime: MODIFIED });
}

function cellOf(value: CsvValue) {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return { value, type: Number };
  if (typeof value === 'boolean') return { value, type: Boolean };
  return { value: safeText(String(value)), type: String };
}
