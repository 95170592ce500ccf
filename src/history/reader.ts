import { type QueueId, queueId } from '../domain/ids.js';
import { localResolver } from '../time/local.js';
import { isZone } from '../time/zone.js';
import { readNumber, readTimestamp } from './cell.js';
import { type HistoryColumn, MEASURES, type Measure, ROW_MINUTES } from './columns.js';
import { DEFAULT_QUEUE, type HistoryOptions } from './options.js';
import { QueueRows } from './queue-rows.js';
import type { Report } from './report.js';
import type { Columns, TableRow } from './table.js';

const MINUTE = 60_000;

/** What is known of one queue while its rows come in. */
export interface QueueState {
  readonly id: QueueId;
  readonly zone: string;
  readonly rows: QueueRows;
  readonly resolve: ReturnType<typeof localResolver>;
  /** How often a wall-clock time that has not just one instant has been seen. */
  readonly seen: Map<number, number>;
  movedRows: number;
  firstMovedLine: number;
}

/** Takes the rows of a history file one by one; keeps numbers only. */
export class HistoryReader {
  readonly columns: Columns<HistoryColumn>;
  readonly #states = new Map<string, QueueState | undefined>();
  readonly #measures: readonly Measure[];
  readonly #onlyQueue: string;
  readonly #known: ReadonlySet<string> | undefined;
  /** Same timestamp text as in the row before (other queue): not parsed again. */
  #lastText = '';
  #lastTime: ReturnType<typeof readTimestamp>;

  constructor(
    readonly report: Report,
    readonly options: HistoryOptions,
  ) {
    this.columns = report.columns;
    this.#measures = MEASURES.filter((measure) => report.columns[measure] >= 0);
    this.#known = options.knownQueues === undefined ? undefined : new Set(options.knownQueues);
    this.#onlyQueue = this.#known?.size === 1 ? [...this.#known][0]! : DEFAULT_QUEUE;
  }

  take(row: TableRow): void {
    const { cells, line } = row;
    if (cells.length !== this.report.header.length) {
      this.report.error(
        'row-length',
        `The row has ${cells.length} cells, the header ${this.report.header.length}.`,
        'Check for a missing delimiter or a delimiter inside a number or text (put the cell in quotes).',
        line,
      );
      return;
    }
    const state = this.#stateOf(row);
    const start = this.#startOf(row, state);
    const interval = this.#intervalOf(row);
    if (state === undefined || start === undefined) {
      this.#readMeasures(row, undefined, 0);
      return;
    }
    const index = state.rows.append(start.ms, start.moved ? -line : line);
    this.#readMeasures(row, state.rows, index);
    if (interval === undefined) return;
    if (state.rows.intervalMinutes === 0) state.rows.intervalMinutes = interval;
    else if (state.rows.intervalMinutes !== interval && state.rows.otherIntervalRows++ === 0) {
      state.rows.otherIntervalLine = line;
      state.rows.otherIntervalMinutes = interval;
    }
  }

  #stateOf(row: TableRow): QueueState | undefined {
    const name = this.columns.queue < 0 ? this.#onlyQueue : row.cells[this.columns.queue]!;
    if (this.#states.has(name)) return this.#states.get(name);
    const state = this.#newState(name, row.line);
    // An empty name is an error of each row, an unknown one is named once.
    if (name !== '') this.#states.set(name, state);
    return state;
  }

  #newState(name: string, line: number): QueueState | undefined {
    if (name === '') {
      this.report.error('queue-missing', 'The queue is empty.', 'Give the queue id.', line, 'queue');
      return undefined;
    }
    if (this.#known !== undefined && !this.#known.has(name)) {
      this.report.error(
        'queue-unknown',
        `Queue "${name}" is not in the centre.`,
        `Add it to centre.json, or leave out its rows. Known queues: ${[...this.#known].join(', ')}.`,
        line,
        'queue',
      );
      return undefined;
    }
    const id = queueId(name);
    const zone = this.options.zoneOf(id);
    if (!isZone(zone)) {
      this.report.error(
        'zone-unknown',
        `Zone "${zone}" of queue "${name}" does not exist.`,
        'Use an IANA name such as Europe/Amsterdam.',
        line,
      );
      return undefined;
    }
    const rows = new QueueRows(this.#measures);
    return { id, zone, rows, resolve: localResolver(zone), seen: new Map(), movedRows: 0, firstMovedLine: 0 };
  }

  #startOf(row: TableRow, state: QueueState | undefined): { ms: number; moved: boolean } | undefined {
    const text = row.cells[this.columns.start]!;
    const time = text === this.#lastText ? this.#lastTime : readTimestamp(text);
    this.#lastText = text;
    this.#lastTime = time;
    if (time === undefined) {
      this.report.error(
        'timestamp-unreadable',
        `"${text}" is not a date and time.`,
        'Write ISO 8601: 2026-11-30T08:00, with +01:00 or Z where it is not local time.',
        row.line,
        'start',
      );
      return undefined;
    }
    if (!Number.isNaN(time.offsetMinutes)) return { ms: time.wallMs - time.offsetMinutes * MINUTE, moved: false };
    if (state === undefined) return undefined;
    const found = state.resolve(time.wallMs);
    if (typeof found === 'number') return { ms: found, moved: false };
    const times = (state.seen.get(time.wallMs) ?? 0) + 1;
    state.seen.set(time.wallMs, times);
    if (found.instants.length > 0)
      return { ms: found.instants[Math.min(times, found.instants.length) - 1]!, moved: false };
    if (times > 1) this.report.duplicate(text, state.id, row.line);
    if (state.movedRows++ === 0) state.firstMovedLine = row.line;
    return { ms: found.next, moved: true };
  }

  #intervalOf(row: TableRow): number | undefined {
    if (this.columns.interval_minutes < 0) return undefined;
    const text = row.cells[this.columns.interval_minutes]!;
    const match = /^(\d+)\s*(?:m|min|mins|minutes)?$/i.exec(text);
    const minutes = match === null ? Number.NaN : Number(match[1]);
    if (ROW_MINUTES.includes(minutes)) return minutes;
    this.report.error(
      'interval-unknown',
      `"${text}" is not an interval length.`,
      `It may be ${ROW_MINUTES.join(', ')} minutes; leave the column out to have it inferred.`,
      row.line,
      'interval_minutes',
    );
    return undefined;
  }

  #readMeasures(row: TableRow, rows: QueueRows | undefined, index: number): void {
    for (const measure of this.#measures) {
      const text = row.cells[this.columns[measure]]!;
      const value = text === '' ? Number.NaN : readNumber(text);
      if (rows !== undefined) rows.values[measure]![index] = value;
      if (value >= 0 && value !== Number.POSITIVE_INFINITY) continue;
      if (text === '' && measure !== 'offered') continue;
      this.#badNumber(text, value, measure, row.line);
    }
  }

  #badNumber(text: string, value: number, measure: Measure, line: number): void {
    if (text === '')
      this.report.error(
        'number-missing',
        'The number of contacts offered is empty.',
        'Write 0 where none arrived; leave the row out where it is not known.',
        line,
        measure,
      );
    else if (value < 0)
      this.report.error('number-negative', `"${text}" is negative.`, 'Write a number of 0 or more.', line, measure);
    else
      this.report.error(
        'number-unreadable',
        `"${text}" is not a number.`,
        'Write a number with a decimal point or comma, without thousands separators or units.',
        line,
        measure,
      );
  }

  /** Queues with rows, by id. */
  get states(): readonly QueueState[] {
    return [...this.#states.values()]
      .filter((state): state is QueueState => state !== undefined && state.rows.count > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
