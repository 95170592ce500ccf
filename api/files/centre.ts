import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CentreFiles, centreFromFiles, type JsonSource, type Table } from '../../src/centre/index.js';
import type { Centre } from '../../src/domain/centre.js';
import { type Checked, hasErrors, InputError, type Issue, inputError } from '../../src/errors.js';
import { readCsv } from './csv.js';
import { readJson, unreadable } from './json.js';

/** Tables that a centre folder may hold beside agents.csv. */
const TABLES = {
  availability: 'availability.csv',
  timeOff: 'time-off.csv',
  circumstances: 'circumstances.csv',
  wishes: 'wishes.csv',
  assignments: 'assignments.csv',
  meetings: 'meetings.csv',
  events: 'events.csv',
  adjustments: 'adjustments.csv',
  correctionsOff: 'corrections-off.csv',
  worked: 'worked.csv',
} as const;

/**
 * Reads a centre folder: `centre.json` and `agents.csv`, and what there is of the other files. Every problem of every
 * file is named in one go.
 * @param folder path of the folder; files are named relative to it in messages
 */
export async function readCentre(folder: string): Promise<Checked<Centre>> {
  const missing = await folderIssue(folder);
  if (missing !== undefined) return { ok: false, issues: [missing] };
  const issues: Issue[] = [];
  const keep = <T>(checked: Checked<T>): T | undefined => {
    issues.push(...checked.issues);
    return checked.ok ? checked.value : undefined;
  };
  const centre = keep(await readJson(join(folder, 'centre.json'), 'centre.json'));
  const agents = keep(await readTable(folder, 'agents.csv'));
  const tables: { -readonly [Key in keyof typeof TABLES]?: Table } = {};
  for (const [key, name] of Object.entries(TABLES) as [keyof typeof TABLES, string][]) {
    if (!(await exists(join(folder, name)))) continue;
    const table = keep(await readTable(folder, name));
    if (table !== undefined) tables[key] = table;
  }
  const pay = keep(await readExtra(folder, centre, 'payFile', 'pay.json'));
  const law = keep(await readExtra(folder, centre, 'lawFile', 'law.json'));
  if (centre === undefined || agents === undefined) return { ok: false, issues };
  const files: CentreFiles = {
    centre,
    agents,
    ...tables,
    ...(pay === undefined ? {} : { pay }),
    ...(law === undefined ? {} : { law }),
  };
  const checked = centreFromFiles(files);
  issues.push(...checked.issues);
  return checked.ok && !hasErrors(issues) ? { ok: true, value: checked.value, issues } : { ok: false, issues };
}

async function folderIssue(folder: string): Promise<Issue | undefined> {
  try {
    if ((await stat(folder)).isDirectory()) return undefined;
  } catch (error) {
    if (unreadable(error, folder).code !== 'file-missing') return unreadable(error, folder);
  }
  return inputError(
    'folder-missing',
    `There is no folder ${folder}.`,
    'Give a folder that holds centre.json and agents.csv; `rooster init DIR` makes one.',
    { file: folder },
  );
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function readTable(folder: string, name: string): Promise<Checked<Table>> {
  try {
    const { file, header, headerLine, rows } = await readCsv(join(folder, name), name);
    const all: Table['rows'][number][] = [];
    for await (const row of rows) all.push(row);
    return { ok: true, value: { file, header, headerLine, rows: all }, issues: [] };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, issues: error.issues };
    throw error;
  }
}

/** Pay or law data: the file that centre.json names, else the usual one where it is there. */
async function readExtra(
  folder: string,
  centre: JsonSource | undefined,
  key: 'payFile' | 'lawFile',
  usual: string,
): Promise<Checked<JsonSource | undefined>> {
  const named = (centre?.value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  const name = typeof named === 'string' && named !== '' ? named : undefined;
  if (name === undefined && !(await exists(join(folder, usual)))) return { ok: true, value: undefined, issues: [] };
  return readJson(join(folder, name ?? usual), name ?? usual);
}
