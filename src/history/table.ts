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

/**
 * Finds the wanted columns in a header row.
 * @returns the positions; or errors `column-missing`, `column-duplicate`, `column-unmapped` (a name of `map` that is in
 * neither list), all of them at once. A column nobody wants gives `column-unknown`.
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
  const nameOfKey = recognised(names, wanted);
  const mapped = new Map<string, Name>();
  for (const [name, fileName] of Object.entries(options.map ?? {})) {
    const known = names.find((candidate) => columnKey(candidate) === columnKey(name));
    if (known === undefined)
      issues.push(inputError('column-unmapped', `"${name}" is not a column.`, `Map one of: ${names.join(', ')}.`, at));
    else if (!cells.some((cell) => columnKey(cell) === columnKey(fileName)))
      issues.push(
        inputError(
          'column-unmapped',
          `The file has no column "${fileName}" for ${known}.`,
          `Its columns are: ${cells.join(', ')}.`,
          at,
        ),
      );
    else mapped.set(columnKey(fileName), known);
  }
  const taken = new Set(mapped.values());
  const columns = Object.fromEntries(names.map((name) => [name, -1])) as Record<Name, number>;
  cells.forEach((cell, position) => {
    const key = columnKey(cell);
    const recognisedName = nameOfKey.get(key);
    const name =
      mapped.get(key) ?? (recognisedName !== undefined && !taken.has(recognisedName) ? recognisedName : undefined);
    if (name === undefined) {
      if (key !== '' && options.unknown !== 'ignore' && recognisedName === undefined)
        issues.push(unknownColumn(cell, names, at, options.unknown === 'error'));
      return;
    }
    if (columns[name] >= 0)
      issues.push(
        inputError(
          'column-duplicate',
          `Columns ${columns[name] + 1} ("${cells[columns[name]]}") and ${position + 1} ("${cell}") are both ${name}.`,
          'Rename or remove one of them.',
          { ...at, column: cell },
        ),
      );
    else columns[name] = position;
  });
  for (const name of names) {
    if (wanted[name].required === true && columns[name] < 0)
      issues.push(
        inputError(
          'column-missing',
          `Column "${name}" is missing; the header has: ${cells.join(', ')}.`,
          'Add the column, or check that the first line is the header.',
          { ...at, column: name },
        ),
      );
  }
  return hasErrors(issues) ? { ok: false, issues } : { ok: true, value: columns, issues };
}

function recognised<Name extends string>(
  names: readonly Name[],
  wanted: Readonly<Record<Name, ColumnSpec>>,
): Map<string, Name> {
  const found = new Map<string, Name>();
  for (const name of names) for (const alias of wanted[name].aliases ?? []) found.set(columnKey(alias), name);
  // A column's own name wins over another's alias.
  for (const name of names) found.set(columnKey(name), name);
  return found;
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
