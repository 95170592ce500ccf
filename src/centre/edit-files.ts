import { type Checked, type Issue, inputError } from '../errors.js';
import type { CentreFiles } from './centre.js';
import { knownHint } from './issue-list.js';
import { TABLES, type TableName, tableFrom } from './print-tables.js';
import type { CentreFile } from './schema.js';
import { jsonSource, type Table } from './source.js';

/** Lists of `centre.json` whose entries are changed one by one. */
export type CentreList =
  | 'sites'
  | 'skills'
  | 'queues'
  | 'activities'
  | 'contracts'
  | 'shifts'
  | 'workPlans'
  | 'shrinkage';

/** Key of an entry that tells it from the others. */
export const idKeyOf = (list: CentreList): 'id' | 'reason' => (list === 'shrinkage' ? 'reason' : 'id');

type Entry = Readonly<Record<string, unknown>>;

const fileOf = ({ centre }: Pick<CentreFiles, 'centre'>): CentreFile => centre.value as CentreFile;
const listOf = (files: Pick<CentreFiles, 'centre'>, list: CentreList): readonly Entry[] => fileOf(files)[list] ?? [];

/** The entry of a list, as it stands in `centre.json`. */
export const entryOf = (files: Pick<CentreFiles, 'centre'>, list: CentreList, id: string): Entry | undefined =>
  listOf(files, list).find((entry) => entry[idKeyOf(list)] === id);

/** The files with an entry in place of the one of that id, at the end where there is none, or without it. */
export function withEntry(files: CentreFiles, list: CentreList, id: string, entry: Entry | undefined): CentreFiles {
  const key = idKeyOf(list);
  const old = listOf(files, list);
  const isOld = (one: Entry): boolean => one[key] === id;
  const next =
    entry === undefined
      ? old.filter((one) => !isOld(one))
      : old.some(isOld)
        ? old.map((one) => (isOld(one) ? entry : one))
        : [...old, entry];
  return withSettings(files, { [list]: next });
}

/** The files with top-level keys of `centre.json` replaced; null takes a key out. */
export function withSettings(files: CentreFiles, settings: Readonly<Record<string, unknown>>): CentreFiles {
  const value = Object.fromEntries(
    Object.entries({ ...fileOf(files), ...settings }).filter(([, one]) => one !== null && one !== undefined),
  );
  return { ...files, centre: jsonSource(value, files.centre.file) };
}

/** `work_plan` of a table is `workPlan` of an object. */
const camel = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const NUMBERS = new Set(['value', 'factor', 'home_days', 'weight', 'paid_hours_per_day']);

/** A row of a table as an object: empty cells are left out, numbers are numbers, `yes` and `no` of a switch true and false. */
export function rowObject(table: Table, cells: readonly string[]): Record<string, unknown> {
  const entries = table.header.flatMap((column, i): [string, unknown][] => {
    const cell = cells[i] ?? '';
    if (cell === '') return [];
    if (column === 'on') return [['on', cell !== 'no']];
    return [[camel(column), NUMBERS.has(column) && Number.isFinite(Number(cell)) ? Number(cell) : cell]];
  });
  return Object.fromEntries(entries);
}

/** The table's row of that id (its first column), or undefined. */
const indexOf = (table: Table | undefined, id: string): number =>
  table === undefined ? -1 : table.rows.findIndex(({ cells }) => cells[0] === id);

/**
 * The files with a row in place of the one of that id, at the end where there is none, or without it.
 * Issues: `key-unknown`, `type-wrong` for what no cell can hold.
 */
export function withRow(
  files: CentreFiles,
  name: TableName,
  id: string,
  row: Readonly<Record<string, unknown>> | undefined,
): Checked<CentreFiles> {
  const { columns, file } = TABLES[name];
  const old = files[name]?.rows.map(({ cells }) => cells) ?? [];
  const at = indexOf(files[name], id);
  if (row === undefined) {
    const { [name]: _, ...rest } = files;
    const kept = old.filter((_, i) => i !== at);
    // The table of agents is always there, empty or not.
    return kept.length === 0 && name !== 'agents'
      ? { ok: true, value: rest as CentreFiles, issues: [] }
      : { ok: true, value: { ...files, [name]: tableFrom(name, kept) }, issues: [] };
  }
  const issues: Issue[] = [];
  const keys = new Map(columns.map((column) => [camel(column), column]));
  for (const [key, value] of Object.entries(row)) {
    const place = { file, path: key };
    if (!keys.has(key))
      issues.push(inputError('key-unknown', `"${key}" is not known here.`, knownHint(key, [...keys.keys()]), place));
    else if (typeof value === 'object' && value !== null)
      issues.push(
        inputError('type-wrong', `"${key}" cannot be a list or an object.`, 'Give a text or a number.', place),
      );
  }
  if (issues.length > 0) return { ok: false, issues };
  const cells = columns.map((column) => cellOf(row[camel(column)]));
  const next = at < 0 ? [...old, cells] : old.map((one, i) => (i === at ? cells : one));
  return { ok: true, value: { ...files, [name]: tableFrom(name, next) }, issues: [] };
}

const cellOf = (value: unknown): string =>
  value === undefined || value === null ? '' : value === true ? 'yes' : value === false ? 'no' : String(value);
