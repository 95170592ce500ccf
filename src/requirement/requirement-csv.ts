import { queueId } from '../domain/ids.js';
import { type Checked, hasErrors, type Issue, inputError } from '../errors.js';
import { readNumber, readTimestamp } from '../history/cell.js';
import { headerOf, type TableRow } from '../history/table.js';
import { formatInstant } from '../time/zone.js';
import type { RequirementRow } from './contract.js';

/** Columns of the requirement CSV, in order. */
export const REQUIREMENT_COLUMNS = [
  'queue',
  'start',
  'interval_minutes',
  'offered',
  'aht_seconds',
  'agents_net',
  'agents_scheduled',
  'service_level',
  'asa_seconds',
  'occupancy',
] as const;

/** Columns that follow where simulation corrected the requirement. */
export const CORRECTION_COLUMNS = ['agents_formula', 'agents_help'] as const;

/** Cells of {@link CORRECTION_COLUMNS} per row. */
export const correctionCells = (rows: readonly RequirementRow[]): number[][] =>
  rows.map((row) => [row.agentsFormula ?? row.agentsNet, row.helpAgents ?? 0]);

/** Rows in the order of the columns; `start` is ISO 8601 with the offset of the queue's zone, numbers in full. */
export function requirementRows(
  rows: readonly RequirementRow[],
  zoneOfQueue: (queue: string) => string,
): (string | number)[][] {
  return rows.map((row) => [
    row.queue,
    formatInstant(row.startMs, zoneOfQueue(row.queue)),
    row.intervalMinutes,
    row.offered,
    row.ahtSeconds,
    row.agentsNet,
    row.agentsScheduled,
    row.serviceLevel,
    row.asaSeconds,
    row.occupancy,
  ]);
}

const NUMBERS = [
  ['interval_minutes', 'intervalMinutes'],
  ['offered', 'offered'],
  ['aht_seconds', 'ahtSeconds'],
  ['agents_net', 'agentsNet'],
  ['agents_scheduled', 'agentsScheduled'],
  ['service_level', 'serviceLevel'],
  ['asa_seconds', 'asaSeconds'],
  ['occupancy', 'occupancy'],
] as const;

/** Reads a requirement CSV back: what {@link requirementRows} wrote gives the same rows. Every problem is named. */
export function requirementFromRows(
  header: readonly string[],
  rows: Iterable<TableRow>,
  file: string,
): Checked<readonly RequirementRow[]> {
  const wanted = Object.fromEntries(REQUIREMENT_COLUMNS.map((name) => [name, { required: true }])) as Record<
    (typeof REQUIREMENT_COLUMNS)[number],
    { required: true }
  >;
  const columns = headerOf(header, wanted, { file });
  if (!columns.ok) return columns;
  const issues: Issue[] = [...columns.issues];
  const result: RequirementRow[] = [];
  for (const { line, cells } of rows) {
    const cell = (name: (typeof REQUIREMENT_COLUMNS)[number]): string => cells[columns.value[name]] ?? '';
    const start = readTimestamp(cell('start'));
    if (start === undefined || Number.isNaN(start.offsetMinutes))
      issues.push(
        inputError('instant-invalid', `"${cell('start')}" is no instant.`, 'Write ISO 8601 with an offset or Z.', {
          file,
          line,
          column: 'start',
        }),
      );
    const numbers: Record<string, number> = {};
    for (const [column, key] of NUMBERS) {
      const value = cell(column) === 'Infinity' ? Number.POSITIVE_INFINITY : readNumber(cell(column));
      numbers[key] = value;
      if (!(value >= 0))
        issues.push(
          inputError('number-invalid', `"${cell(column)}" is no number ≥ 0.`, 'Mend the cell.', { file, line, column }),
        );
    }
    if (start === undefined) continue;
    result.push({
      queue: queueId(cell('queue')),
      startMs: start.wallMs - start.offsetMinutes * 60_000,
      ...(numbers as Record<(typeof NUMBERS)[number][1], number>),
    });
  }
  return hasErrors(issues) ? { ok: false, issues } : { ok: true, value: result, issues };
}
