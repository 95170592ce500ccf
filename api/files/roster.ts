import { resolve } from 'node:path';
import type { Roster } from '../../src/domain/roster.js';
import { type Checked, inputError } from '../../src/errors.js';
import { headerOf } from '../../src/history/table.js';
import { ROSTER_COLUMNS, type RosterRow, shiftsFromCsv } from '../../src/schedule/roster-csv.js';
import { fromRosterFile } from '../../src/schedule/roster-file.js';
import { ENGINE_VERSION } from '../../src/version.js';
import { readCsv } from './csv.js';
import { readJson } from './json.js';

/** Columns of a roster CSV that may be missing. */
const OPTIONAL = new Set<string>(['desk', 'queue']);

/**
 * Reads a roster, JSON or CSV by its ending. A CSV has no coverage, findings or stamp; its period runs from its first to
 * its last date in the zone given.
 */
export async function readRoster(path: string, zone: string, cwd = '.'): Promise<Checked<Roster>> {
  const full = resolve(cwd, path);
  if (!/\.csv$/i.test(path)) {
    const source = await readJson(full, path);
    if (!source.ok) return source;
    const roster = fromRosterFile(source.value.value);
    return roster.ok
      ? roster
      : { ok: false, issues: roster.issues.map((issue) => ({ ...issue, place: { ...issue.place, file: path } })) };
  }
  const table = await readCsv(full, path);
  const wanted = Object.fromEntries(ROSTER_COLUMNS.map((name) => [name, { required: !OPTIONAL.has(name) }]));
  const columns = headerOf(table.header, wanted, { file: path, line: table.headerLine });
  if (!columns.ok) {
    await table.close();
    return columns;
  }
  const rows: RosterRow[] = [];
  for await (const { line, cells } of table.rows) {
    rows.push({ line, cells: ROSTER_COLUMNS.map((name) => cells[columns.value[name]!] ?? '') });
  }
  const shifts = shiftsFromCsv(rows, path);
  if (!shifts.ok) return shifts;
  if (shifts.value.length === 0) {
    return {
      ok: false,
      issues: [inputError('roster-empty', 'The roster has no row.', 'Give at least one activity.', { file: path })],
    };
  }
  const dates = shifts.value.map((shift) => shift.date).sort();
  return {
    ok: true,
    issues: [...columns.issues, ...shifts.issues],
    value: {
      state: 'draft',
      fromDate: dates[0]!,
      toDate: dates.at(-1)!,
      zone,
      shifts: shifts.value,
      findings: [],
      coverage: [],
      objective: { costMinor: 0, boundMinor: 0, gap: 0 },
      stamp: { engineVersion: ENGINE_VERSION, seed: 0, inputHash: '', reproducible: true, method: 'read from a file' },
    },
  };
}
