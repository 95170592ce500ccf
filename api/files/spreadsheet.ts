import { unzipSync, zipSync } from 'fflate';
import writeExcelFile from 'write-excel-file/node';
import { InputError, inputError } from '../../src/errors.js';
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
/** Rows of a sheet, header included. */
const MOST_ROWS = 1_048_576;

/**
 * An Excel workbook (`.xlsx`): header in bold and fixed, columns as wide as their text. Numbers are numbers; text is text,
 * made safe as in a CSV, so that nothing becomes a formula when a cell is edited or the sheet is saved as CSV. Numbers
 * that Excel does not know (infinity) are text, NaN is an empty cell. Throws InputError `sheet-too-long`.
 */
export async function spreadsheet(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const workbook = await writeExcelFile(
    sheets.map(({ name, header, rows }) => {
      const cells = [...rows].map((row) => row.map(cellOf));
      if (cells.length >= MOST_ROWS)
        throw new InputError([
          inputError(
            'sheet-too-long',
            `The sheet "${name}" would have ${cells.length + 1} rows; Excel has ${MOST_ROWS}.`,
            'Write a CSV, or a row per week instead of per day.',
          ),
        ]);
      return {
        sheet: name,
        data: [header.map((text) => ({ value: safeText(text), type: String, fontWeight: 'bold' as const })), ...cells],
        columns: header.map((text, c) => ({
          width: Math.min(
            WIDEST,
            2 + cells.reduce((most, row) => Math.max(most, String(row[c]?.value ?? '').length), text.length),
          ),
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
