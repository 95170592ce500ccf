import { queueId } from '../domain/ids.js';
import { isZone } from '../time/zone.js';
import { readNumber } from './cell.js';
import type { CellBlock } from './cell-block.js';
import { type HistoryColumn, type Measure, ROW_MINUTES } from './columns.js';
import { digitsAt, TimestampReader } from './fast-cell.js';
import { DEFAULT_QUEUE, type HistoryOptions } from './options.js';
import { measuresOfColumns, QueueRows } from './queue-rows.js';
import { newState, noteInterval, type QueueState } from './queue-state.js';
import type { Report } from './report.js';
import type { Columns } from './table.js';

const MINUTE = 60_000;
/** Rows that are held in memory before they are spilled, where there is a place to spill to. */
const ROWS_IN_MEMORY = 1_000_000;
/** More rows of one queue than thirty years of five minutes cannot be right, and need not be held to find out. */
const MOST_ROWS_OF_QUEUE = 3_200_000;
/** Names of queues that are remembered; a file of more different ones names one again. */
const MOST_NAMES = 100_000;

/** Takes the rows of a history file block by block; keeps numbers only. */
export class HistoryReader {
  readonly columns: Columns<HistoryColumn>;
  readonly #states = new Map<string, QueueState | undefined>();
  readonly #measures: readonly Measure[];
  readonly #positions: readonly number[];
  readonly #onlyQueue: string;
  readonly #known: ReadonlySet<string> | undefined;
  readonly #time = new TimestampReader();
  /** Whether the row whose start was read last stands at a local time that does not exist. */
  #moved = false;
  #rowsHeld = 0;
  #keys = 0;

  constructor(
    readonly report: Report,
    readonly options: HistoryOptions,
  ) {
    this.columns = report.columns;
    this.#measures = measuresOfColumns(report.columns);
    this.#positions = this.#measures.map((measure) => report.columns[measure]);
    this.#known = options.knownQueues === undefined ? undefined : new Set(options.knownQueues);
    this.#onlyQueue = this.#known?.size === 1 ? [...this.#known][0]! : DEFAULT_QUEUE;
  }

  take(block: CellBlock): void {
    for (let row = 0; row < block.rowCount; row++) this.#takeRow(block, row);
    const { spill, rowsInMemory = ROWS_IN_MEMORY } = this.options;
    if (spill === undefined || this.#rowsHeld < rowsInMemory) return;
    for (const { key, rows } of this.states) {
      if (rows.count > 0) spill.add(key, rows.numbers());
      rows.count = 0;
    }
    this.#rowsHeld = 0;
  }

  /** Queues with rows, by id. */
  get states(): readonly QueueState[] {
    return [...this.#states.values()]
      .filter((state): state is QueueState => state !== undefined && state.rowCount > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** All rows of a queue, spilled ones among them. */
  rowsOf({ key, rows, rowCount }: QueueState): QueueRows {
    if (rows.count === rowCount || this.options.spill === undefined) return rows;
    const all = new QueueRows(this.#measures);
    for (const numbers of this.options.spill.read(key)) all.refill(numbers);
    if (rows.count > 0) all.refill(rows.numbers());
    return all;
  }

  #takeRow(block: CellBlock, row: number): void {
    const line = block.line[row]!;
    const first = block.firstCell[row]!;
    const cells = block.firstCell[row + 1]! - first;
    if (cells !== this.report.header.length) {
      this.report.error(
        'row-length',
        `The row has ${cells} cells, the header ${this.report.header.length}.`,
        'Check for a missing delimiter or a delimiter inside a number or text (put the cell in quotes).',
        line,
      );
      return;
    }
    const state = this.#stateOf(block, first, line);
    const start = this.#startOf(block, first + this.columns.start, line, state);
    const interval = this.#intervalOf(block, first, line);
    if (state === undefined || Number.isNaN(start)) {
      this.#readMeasures(block, first, line, undefined, 0);
      return;
    }
    if (state.rowCount++ === 0) state.firstLine = line;
    if (interval > 0) noteInterval(state, interval, line);
    if (state.rowCount > MOST_ROWS_OF_QUEUE) {
      this.#tooMany(state, line);
      return;
    }
    this.#rowsHeld++;
    const index = state.rows.append(start, this.#moved ? -line : line);
    this.#readMeasures(block, first, line, state.rows.columns, index);
  }

  #tooMany(state: QueueState, line: number): void {
    state.rowCount = MOST_ROWS_OF_QUEUE;
    if (state.isOverfull) return;
    state.isOverfull = true;
    this.report.error(
      'history-too-many',
      `Queue "${state.id}" has more than ${MOST_ROWS_OF_QUEUE} rows; thirty years of five minutes have fewer.`,
      'Look for rows that are there more than once, or for several queues under one name.',
      line,
      'queue',
    );
  }

  #stateOf(block: CellBlock, first: number, line: number): QueueState | undefined {
    const cell = first + this.columns.queue;
    const name = this.columns.queue < 0 ? this.#onlyQueue : block.text.slice(block.from[cell]!, block.to[cell]!);
    const known = this.#states.get(name);
    if (known !== undefined || this.#states.has(name)) return known;
    const state = this.#newState(name, line);
    // An empty name is an error of each row, an unknown one is named once.
    if (state !== undefined || (name !== '' && this.#states.size < MOST_NAMES)) this.#states.set(copied(name), state);
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
    const id = queueId(copied(name));
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
    return newState(id, zone, this.#keys++, this.#measures);
  }

  /** Instant at which a row starts; NaN where it cannot be told. */
  #startOf(block: CellBlock, cell: number, line: number, state: QueueState | undefined): number {
    const time = this.#time;
    this.#moved = false;
    if (!time.read(block.text, block.from[cell]!, block.to[cell]!)) {
      this.report.error(
        'timestamp-unreadable',
        `"${textAt(block, cell)}" is not a date and time.`,
        'Write ISO 8601: 2026-11-30T08:00, with +01:00 or Z where it is not local time.',
        line,
        'start',
      );
      return Number.NaN;
    }
    if (!Number.isNaN(time.offsetMinutes)) return time.wallMs - time.offsetMinutes * MINUTE;
    if (state === undefined) return Number.NaN;
    const found = state.resolve(time.wallMs);
    if (typeof found === 'number') return found;
    const times = (state.seen.get(time.wallMs) ?? 0) + 1;
    state.seen.set(time.wallMs, times);
    if (found.instants.length > 0) return found.instants[Math.min(times, found.instants.length) - 1]!;
    if (times > 1) this.report.duplicate(textAt(block, cell), state.id, line);
    if (state.movedRows++ === 0) state.firstMovedLine = line;
    this.#moved = true;
    return found.next;
  }

  /** Minutes that the row says it lasts; 0 where it does not say. */
  #intervalOf(block: CellBlock, first: number, line: number): number {
    if (this.columns.interval_minutes < 0) return 0;
    const cell = first + this.columns.interval_minutes;
    const plain = digitsAt(block.text, block.from[cell]!, block.to[cell]!);
    // One digit or two, nothing else.
    if (block.to[cell]! - block.from[cell]! === (plain < 10 ? 1 : 2) && ROW_MINUTES.includes(plain)) return plain;
    const text = textAt(block, cell);
    const match = /^(\d+)\s*(?:m|min|mins|minutes)?$/i.exec(text);
    const minutes = match === null ? Number.NaN : Number(match[1]);
    if (ROW_MINUTES.includes(minutes)) return minutes;
    this.report.error(
      'interval-unknown',
      `"${text}" is not an interval length.`,
      `It may be ${ROW_MINUTES.join(', ')} minutes; leave the column out to have it inferred.`,
      line,
      'interval_minutes',
    );
    return 0;
  }

  /** Reads the numbers of a row into its columns, if it has any. */
  #readMeasures(
    block: CellBlock,
    first: number,
    line: number,
    columns: readonly Float64Array[] | undefined,
    index: number,
  ): void {
    for (let k = 0; k < this.#positions.length; k++) {
      const cell = first + this.#positions[k]!;
      const from = block.from[cell]!;
      const to = block.to[cell]!;
      let value = digitsAt(block.text, from, to);
      if (value < 0) {
        value = from === to ? Number.NaN : readNumber(block.text.slice(from, to));
        const measure = this.#measures[k]!;
        const isGood = value >= 0 && value !== Number.POSITIVE_INFINITY;
        if (!isGood && (from < to || measure === 'offered')) this.#badNumber(textAt(block, cell), value, measure, line);
      }
      if (columns !== undefined) columns[k]![index] = value;
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
}

const textAt = (block: CellBlock, cell: number): string => copied(block.text.slice(block.from[cell]!, block.to[cell]!));

/** The text by itself: a piece of a block's text would keep all of it in memory. */
const copied = (text: string): string => [...text].join('');
