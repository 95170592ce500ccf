import { type Checked, hasErrors, type Issue, inputError, inputWarning } from '../errors.js';

/** One data row of a table file: 1-based line on which it starts, cells as text. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface ColumnSpec {
  readonly required?: boolean;
  /** Other names it goes by. */
  readonly aliases?: readonly string[];
}

export interface HeaderOptions {
  /** Names given by the user: our name → the name in the file. They win over recognised names. */
  readonly map?: Readonly<Record<string, string>>;
  /** What an unknown column is: `ignore`, or (the default) a warning. */
  readonly unknown?: 'ignore' | 'warning' | 'error';
}

/** Position of every wanted column in the row, -1 where the file has none. */
export type Columns<Name extends string> = Readonly<Record<Name, number>>;

/** Column names are compared without case, spaces and punctuation: `AHT seconds` is `aht_seconds`. */
export const columnKey = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Reads `start=CallsDateTime,offered=CallsOffered`, as given to `--map`. */
export function readColumnMap(text: string): Checked<Readonly<Record<string, string>>> {
  const map: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [name = '', column = '', ...rest] = part.split('=').map((word) => word.trim());
    if (name === '' || column === '' || rest.length > 0)
      return {
        ok: false,
        issues: [
          inputError(
            'map-unreadable',
            `"${part}" is not NAME=COLUMN.`,
            'Write start=CallsDateTime,offered=CallsOffered.',
          ),
        ],
      };
    map[name] = column;
  }
  return { ok: true, value: map, issues: [] };
}

/**
 * Finds the wanted columns in a header row. A column goes by the name of `options.map`, else by its own, else by the first
 * alias of the list that the file has.
 * @returns the positions; or errors `column-missing`, `column-duplicate`, `column-unmapped` (a name of `map` that is in
 * neither list), all of them at once. A column that nobody reads gives `column-unknown`.
 */
export function headerOf<Name extends string>(
  cells: readonly string[],
  wanted: Readonly<Record<Name, ColumnSpec>>,
  place: { readonly file: string; readonly line?: number },
  options: HeaderOptions = {},
): Checked<Columns<Name>> {
  const at = { file: place.file, line: place.line ?? 1 };
  const names = Object.keys(wanted) as Name[];
  const issues: Issue[] = [];
  const positions = new Map<string, number>();
  cells.forEach((cell, position) => {
    const key = columnKey(cell);
    const first = positions.get(key);
    if (key === '') return;
    if (first === undefined) positions.set(key, position);
    else
      issues.push(
        inputError(
          'column-duplicate',
          `Columns ${first + 1} and ${position + 1} are both called "${cell}".`,
          'Rename or remove one of them.',
          { ...at, column: cell },
        ),
      );
  });
  const mapped = readMapping(options.map ?? {}, names, positions, cells, at, issues);
  const columns = Object.fromEntries(names.map((name) => [name, -1])) as Record<Name, number>;
  const taken = new Set(mapped.values());
  for (const name of names) {
    const keys = [name, ...(wanted[name].aliases ?? [])].map(columnKey);
    const key = keys.find((candidate) => positions.has(candidate) && !taken.has(positions.get(candidate)!));
    const position = mapped.get(name) ?? (key === undefined ? undefined : positions.get(key));
    if (position !== undefined) {
      columns[name] = position;
      taken.add(position);
    } else if (wanted[name].required === true)
      issues.push(
        inputError(
          'column-missing',
          `Column "${name}" is missing; the header has: ${cells.join(', ')}.`,
          'Add the column, or check that the first line is the header.',
          { ...at, column: name },
        ),
      );
  }
  if (options.unknown !== 'ignore')
    cells.forEach((cell, position) => {
      if (columnKey(cell) !== '' && positions.get(columnKey(cell)) === position && !taken.has(position))
        issues.push(unknownColumn(cell, names, at, options.unknown === 'error'));
    });
  return hasErrors(issues) ? { ok: false, issues } : { ok: true, value: columns, issues };
}

function readMapping<Name extends string>(
  map: Readonly<Record<string, string>>,
  names: readonly Name[],
  positions: ReadonlyMap<string, number>,
  cells: readonly string[],
  at: { readonly file: string; readonly line: number },
  issues: Issue[],
): Map<Name, number> {
  const mapped = new Map<Name, number>();
  for (const [key, column] of Object.entries(map)) {
    const name = names.find((candidate) => columnKey(candidate) === columnKey(key));
    const position = positions.get(columnKey(column));
    if (name === undefined)
      issues.push(inputError('column-unmapped', `"${key}" is not a column.`, `Map one of: ${names.join(', ')}.`, at));
    else if (position === undefined)
      issues.push(
        inputError(
          'column-unmapped',
          `The file has no column "${column}" for ${name}.`,
          `Its columns are: ${cells.join(', ')}.`,
          at,
        ),
      );
    else mapped.set(name, position);
  }
  return mapped;
}

function unknownColumn(cell: string, names: readonly string[], at: { file: string; line: number }, isError: boolean) {
  const make = isError ? inputError : inputWarning;
  return make(
    'column-unknown',
    `Column "${cell}" is not known${isError ? '.' : ' and not read.'}`,
    `Known columns: ${names.join(', ')}.`,
    { ...at, column: cell },
  );
}
