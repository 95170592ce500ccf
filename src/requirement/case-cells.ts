import { type Issue, inputError, inputWarning } from '../errors.js';
import { readNumber } from '../history/cell.js';
import type { Columns, TableRow } from '../history/table.js';

/** Columns of the staffing cases CSV that are read. */
export const CASE_COLUMNS = [
  'model',
  'offered',
  'interval_minutes',
  'aht_seconds',
  'agents',
  'target_service_level',
  'target_seconds',
  'max_asa_seconds',
  'max_abandon',
  'max_block',
  'max_occupancy',
  'patience_seconds',
  'shrinkage',
  'concurrency',
  'slowdown',
  'lines',
] as const;
export type CaseColumn = (typeof CASE_COLUMNS)[number];

/** Reads the cells of one row; what is wrong goes into the list of issues, with line and column. */
export interface CaseCells {
  /** Trimmed text, empty where the cell or the column is missing. */
  text(column: CaseColumn): string;
  /** A number ≥ / > the limit, or between 0 and 1; undefined where the cell is empty or wrong (then named). */
  atLeast(column: CaseColumn, limit: number): number | undefined;
  above(column: CaseColumn, limit: number): number | undefined;
  share(column: CaseColumn): number | undefined;
  /** Names an empty cell that must not be; NaN stands for the value in the rest of the row. */
  missing(column: CaseColumn, hint: string): number;
  refuse(column: CaseColumn, code: string, what: string, hint: string): void;
  warn(column: CaseColumn, code: string, what: string, hint: string): void;
}

export function cellReader(row: TableRow, columns: Columns<CaseColumn>, file: string, issues: Issue[]): CaseCells {
  const place = (column: CaseColumn) => ({ file, line: row.line, column });
  const text = (column: CaseColumn): string => (row.cells[columns[column]] ?? '').trim();
  const refuse: CaseCells['refuse'] = (column, code, what, hint) =>
    void issues.push(inputError(code, `${what}.`, hint, place(column)));
  const number = (column: CaseColumn, accept: (value: number) => boolean, range: string): number | undefined => {
    const cell = text(column);
    if (cell === '') return undefined;
    const value = readNumber(cell);
    if (Number.isNaN(value) || !Number.isFinite(value)) {
      refuse(column, 'number-invalid', `"${cell}" is no number`, `${column} takes a number ${range}.`);
      return undefined;
    }
    if (accept(value)) return value;
    refuse(column, 'number-range', `${column} is ${cell}`, `It must be ${range}.`);
    return undefined;
  };
  return {
    text,
    atLeast: (column, limit) => number(column, (value) => value >= limit, `of at least ${limit}`),
    above: (column, limit) => number(column, (value) => value > limit, `greater than ${limit}`),
    share: (column) => number(column, (value) => value >= 0 && value <= 1, 'from 0 to 1 (80 % is 0.8)'),
    missing: (column, hint) => {
      if (text(column) === '') refuse(column, 'value-missing', `${column} is empty`, hint);
      return Number.NaN;
    },
    refuse,
    warn: (column, code, what, hint) => void issues.push(inputWarning(code, `${what}.`, hint, place(column))),
  };
}
