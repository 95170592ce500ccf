import type { QueueId } from '../domain/ids.js';
import { type Checked, InputError } from '../errors.js';
import { type Assembled, assemble } from './assemble.js';
import { blocksOfRows } from './cell-block.js';
import { HISTORY_COLUMNS } from './columns.js';
import { IssueList } from './issue-list.js';
import type { HistoryOptions, HistoryTable } from './options.js';
import { HistoryReader } from './reader.js';
import { Report } from './report.js';
import type { HistorySeries } from './series.js';
import { headerOf } from './table.js';

export { DEFAULT_QUEUE, type HistoryOptions, type HistoryTable } from './options.js';

/**
 * Reads interval history. Every problem is named with its line, column, value and remedy, all in one go; with one error
 * nothing is kept.
 *
 * `start` with `Z` or an offset is an instant; without, it is local time in the zone of its queue. In the hour that occurs
 * twice local rows are taken in file order (one that is there once is the first occurrence). Rows at a local time that does
 * not exist are moved to the next instant, added to what is there, and warned of with their number.
 */
export async function parseHistory(
  table: HistoryTable,
  options: HistoryOptions,
): Promise<Checked<ReadonlyMap<QueueId, HistorySeries>>> {
  const checked = await checkHistory(table, options);
  if (!checked.ok) return checked;
  const { queues, series } = checked.value;
  const made = [...series()];
  return { ...checked, value: new Map(queues.map((queue, k) => [queue, made[k]!])) };
}

/** The same for files of any length: the series are made one by one, from rows that are held or, where there is a spill, not. */
export async function checkHistory(table: HistoryTable, options: HistoryOptions): Promise<Checked<Assembled>> {
  const issues = new IssueList(options.issueCap ?? 1000);
  const columns = headerOf(
    table.header,
    HISTORY_COLUMNS,
    { file: table.file, line: table.headerLine ?? 1 },
    options.map === undefined ? {} : { map: options.map },
  );
  for (const issue of columns.issues) issues.add(issue);
  if (!columns.ok) return { ok: false, issues: issues.list(table.file) };
  const report = new Report(table.file, table.header, columns.value, issues);
  const reader = new HistoryReader(report, options);
  try {
    for await (const block of table.blocks ?? blocksOfRows(table.rows)) reader.take(block);
  } catch (error) {
    // A file that breaks off in the middle has told its other problems before.
    if (!(error instanceof InputError)) throw error;
    for (const issue of error.issues) issues.add(issue);
  }
  const assembled = assemble(reader, report, options.intervalMinutes);
  const list = issues.list(table.file);
  return issues.hasErrors ? { ok: false, issues: list } : { ok: true, value: assembled, issues: list };
}
