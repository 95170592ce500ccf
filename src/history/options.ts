import { type QueueId, queueId } from '../domain/ids.js';
import type { CellBlock } from './cell-block.js';
import type { Spill } from './spill.js';
import type { TableRow } from './table.js';

/** A table as read from a file or a request; rows are taken once, in order. */
export interface HistoryTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly headerLine?: number;
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>;
  /** The same rows in blocks, where the source has them; then these are taken. */
  readonly blocks?: AsyncIterable<CellBlock>;
}

export interface HistoryOptions {
  /** IANA zone of a queue. */
  readonly zoneOf: (queue: QueueId) => string;
  /**
   * Interval of the result: 15, 30 or 60 (or any length of the format). Absent = that of the rows, or 30 where the rows are
   * shorter than 15.
   */
  readonly intervalMinutes?: number;
  /** Column name → name in the file. */
  readonly map?: Readonly<Record<string, string>>;
  /** Queues of the centre; a row of another is an error. Absent = any. */
  readonly knownQueues?: Iterable<string>;
  /** Problems listed at most; the rest is counted. Default 1000. */
  readonly issueCap?: number;
  /** Where rows go that are too many for the memory. Absent = all are held. */
  readonly spill?: Spill;
  /** Rows that are held before they are laid aside there. Default 1,000,000. */
  readonly rowsInMemory?: number;
}

/** Queue of a file without a queue column, unless the centre has just one. */
export const DEFAULT_QUEUE = queueId('default');
