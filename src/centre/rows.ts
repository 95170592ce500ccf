import type { Place } from '../errors.js';
import { type ColumnSpec, headerOf } from '../history/table.js';
import { isDate, parseMinute } from '../time/zone.js';
import { type IssueList, knownHint } from './issue-list.js';
import type { Table } from './source.js';

/** A row of a table, read cell by cell. Every reader reports what does not fit and gives undefined for it. */
export interface Row<Name extends string> {
  readonly line: number;
  place(column: Name): Place;
  /** Text of the cell, or undefined where it is empty. */
  text(column: Name): string | undefined;
  /** The same; an empty cell is `value-missing`. */
  required(column: Name): string | undefined;
  /** `date-bad` */
  date(column: Name): string | undefined;
  /** Minutes of `HH:MM`; `time-bad`. */
  minute(column: Name): number | undefined;
  /** `number-bad`, `value-out-of-range` */
  number(column: Name, min: number, max: number): number | undefined;
  /** One of the names; `KIND-unknown`. */
  known(column: Name, kind: string, names: ReadonlySet<string>): string | undefined;
  report(column: Name, code: string, message: string, hint: string): void;
}

/** Rows of a table under a checked header; none where a needed column is missing. Rows with extra cells: `row-too-long`. */
export function rowsOf<Name extends string>(
  table: Table,
  columns: Readonly<Record<Name, ColumnSpec>>,
  issues: IssueList,
): Row<Name>[] {
  const header = headerOf(table.header, columns, { file: table.file, line: table.headerLine });
  for (const { severity, code, message, hint, place } of header.issues)
    (severity === 'error' ? issues.error : issues.warning)(code, place, message, hint);
  if (!header.ok) return [];
  const position = header.value;
  return table.rows.map(({ line, cells }) => {
    if (cells.length > table.header.length)
      issues.error(
        'row-too-long',
        { file: table.file, line },
        `The row has ${cells.length} cells, the header ${table.header.length}.`,
        'Put cells with commas or semicolons in quotes.',
      );
    return row(table.file, line, (name) => cells[position[name]] ?? '', issues);
  });
}

function row<Name extends string>(
  file: string,
  line: number,
  cell: (name: Name) => string,
  issues: IssueList,
): Row<Name> {
  const place = (column: Name): Place => ({ file, line, column });
  const report = (column: Name, code: string, message: string, hint: string) =>
    issues.error(code, place(column), message, hint);
  const text = (column: Name): string | undefined => {
    const content = cell(column).trim();
    return content === '' ? undefined : content;
  };
  return {
    line,
    place,
    text,
    report,
    required(column) {
      const content = text(column);
      if (content === undefined) report(column, 'value-missing', `"${column}" is empty.`, 'Fill in the cell.');
      return content;
    },
    date(column) {
      const content = text(column);
      if (content === undefined || isDate(content)) return content;
      report(column, 'date-bad', `"${content}" is not a date.`, 'Give an existing date as YYYY-MM-DD.');
      return undefined;
    },
    minute(column) {
      const content = text(column);
      if (content === undefined) return undefined;
      const minute = parseMinute(content.length === 4 ? `0${content}` : content);
      if (minute === undefined) report(column, 'time-bad', `"${content}" is not a time.`, 'Give a time as HH:MM.');
      return minute;
    },
    number(column, min, max) {
      const content = text(column);
      if (content === undefined) return undefined;
      const value = Number(content.replace(',', '.'));
      if (!/\d/.test(content) || !Number.isFinite(value)) {
        report(column, 'number-bad', `"${content}" is not a number.`, 'Give a number, e.g. 0.8.');
        return undefined;
      }
      if (value >= min && value <= max) return value;
      const range = max === Number.POSITIVE_INFINITY ? `of at least ${min}` : `from ${min} to ${max}`;
      report(column, 'value-out-of-range', `${content} is out of range.`, `Give a number ${range}.`);
      return undefined;
    },
    known(column, kind, names) {
      const content = text(column);
      if (content === undefined || names.has(content)) return content;
      const word = kind.replaceAll('-', ' ');
      report(column, `${kind}-unknown`, `There is no ${word} "${content}".`, knownHint(content, names));
      return undefined;
    },
  };
}
