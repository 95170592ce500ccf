import type { QueueId } from '../domain/ids.js';
import { inputError, inputWarning } from '../errors.js';
import type { HistoryColumn } from './columns.js';
import type { IssueList } from './issue-list.js';
import type { Columns } from './table.js';

/** Issues of one history file, placed by line and by the column as the file calls it. */
export class Report {
  constructor(
    readonly file: string,
    readonly header: readonly string[],
    readonly columns: Columns<HistoryColumn>,
    readonly issues: IssueList,
  ) {}

  error(code: string, message: string, hint: string, line: number, column?: HistoryColumn): void {
    this.issues.add(inputError(code, message, hint, this.#place(line, column)));
  }

  warning(code: string, message: string, hint: string, line: number, column?: HistoryColumn): void {
    this.issues.add(inputWarning(code, message, hint, this.#place(line, column)));
  }

  duplicate(start: string, queue: QueueId, line: number, firstLine?: number): void {
    this.error(
      'interval-duplicate',
      `Queue "${queue}" has ${start} ${firstLine === undefined ? 'more than once' : `already on line ${firstLine}`}.`,
      'Keep one row per queue and interval.',
      line,
      'start',
    );
  }

  #place(line: number, column: HistoryColumn | undefined) {
    const place = { file: this.file, line };
    return column === undefined ? place : { ...place, column: this.header[this.columns[column]] ?? column };
  }
}
