import type { RosterShift } from '../domain/roster.js';
import { ROSTER_COLUMNS, type RosterRow, shiftsFromCsv } from '../schedule/roster-csv.js';
import type { IssueList } from './issue-list.js';
import type { KnownIds } from './reading.js';
import { type Row, rowsOf } from './rows.js';
import type { Table } from './source.js';

type Column = (typeof ROSTER_COLUMNS)[number];

/** Columns of worked.csv: those of the roster CSV; desk and queue may be missing. */
export const WORKED_COLUMNS = Object.fromEntries(
  ROSTER_COLUMNS.map((name) => [name, { required: name !== 'desk' && name !== 'queue' }]),
) as Record<Column, { required: boolean }>;

/**
 * `worked.csv`. Names that the centre does not know are errors, but for agents: people leave, so their rows are left
 * out with a warning. The form of the rows is checked by the reader of roster CSVs.
 */
export function readWorked(
  table: Table,
  agents: ReadonlySet<string>,
  known: KnownIds,
  issues: IssueList,
): RosterShift[] {
  const kept: RosterRow[] = [];
  for (const row of rowsOf(table, WORKED_COLUMNS, issues)) {
    const agent = row.text('agent');
    if (agent !== undefined && !agents.has(agent)) {
      issues.warning('agent-unknown', row.place('agent'), `There is no agent "${agent}".`, 'The row is left out.');
      continue;
    }
    checkNames(row, known);
    kept.push({ line: row.line, cells: ROSTER_COLUMNS.map((name) => row.text(name) ?? '') });
  }
  const shifts = shiftsFromCsv(kept, table.file);
  for (const { code, place, message, hint } of shifts.issues) issues.error(code, place, message, hint);
  return shifts.ok ? [...shifts.value] : [];
}

function checkNames(row: Row<Column>, known: KnownIds): void {
  row.required('site');
  row.known('site', 'site', known.site);
  row.required('activity');
  row.known('activity', 'activity', known.activity);
  for (const queue of (row.text('queue') ?? '').split('|'))
    if (queue !== '' && !known.queue.has(queue))
      row.report('queue', 'queue-unknown', `There is no queue "${queue}".`, `Use ${[...known.queue].join(', ')}.`);
}
