import { type QueueId, queueId } from '../domain/ids.js';
import { type Checked, InputError, type Issue, inputError, inputWarning } from '../errors.js';
import { localResolver } from '../time/local.js';
import { formatInstant, formatOffset, isZone, utcOffsetMinutes } from '../time/zone.js';
import { readNumber, readTimestamp } from './cell.js';
import { HISTORY_COLUMNS, type HistoryColumn, MEASURES, type Measure, ROW_MINUTES } from './columns.js';
import { addEvidence, findOtherStep, gatherEvidence, inferInterval, isAligned } from './interval.js';
import { IssueList } from './issue-list.js';
import { placeRows } from './place.js';
import { QueueRows } from './queue-rows.js';
import type { HistorySeries } from './series.js';
import { type Columns, headerOf, type TableRow } from './table.js';

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;
/** More than this between the first and the last row is a slip of the year, not a history. */
const LONGEST_YEARS = 30;

/** A table as read from a file or a request; rows are taken once, in order. */
export interface HistoryTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly headerLine?: number;
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>;
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
}

/** Queue of a file without a queue column, unless the centre has just one. */
export const DEFAULT_QUEUE = queueId('default');

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
  const issues = new IssueList(options.issueCap ?? 1000);
  const columns = headerOf(
    table.header,
    HISTORY_COLUMNS,
    { file: table.file, line: table.headerLine ?? 1 },
    options.map === undefined ? {} : { map: options.map },
  );
  for (const issue of columns.issues) issues.add(issue);
  if (!columns.ok) return { ok: false, issues: issues.list(table.file) };
  const reader = new HistoryReader(table, columns.value, options, issues);
  try {
    for await (const row of table.rows) reader.take(row);
  } catch (error) {
    // A file that breaks off in the middle has told its other problems before.
    if (!(error instanceof InputError)) throw error;
    for (const issue of error.issues) issues.add(issue);
  }
  const series = reader.finish();
  const list = issues.list(table.file);
  return issues.hasErrors ? { ok: false, issues: list } : { ok: true, value: series, issues: list };
}

/** What is known of one queue while its rows come in. */
interface QueueState {
  readonly id: QueueId;
  readonly zone: string;
  readonly rows: QueueRows;
  readonly resolve: ReturnType<typeof localResolver>;
  /** How often a wall-clock time that has not just one instant has been seen. */
  readonly seen: Map<number, number>;
  movedRows: number;
  firstMovedLine: number;
}

class HistoryReader {
  readonly #states = new Map<string, QueueState | undefined>();
  readonly #measures: readonly Measure[];
  readonly #onlyQueue: string;
  readonly #known: ReadonlySet<string> | undefined;
  /** Same timestamp text as in the row before (other queue): not parsed again. */
  #lastText = '';
  #lastTime: ReturnType<typeof readTimestamp>;

  constructor(
    readonly table: HistoryTable,
    readonly columns: Columns<HistoryColumn>,
    readonly options: HistoryOptions,
    readonly issues: IssueList,
  ) {
    this.#measures = MEASURES.filter((measure) => columns[measure] >= 0);
    this.#known = options.knownQueues === undefined ? undefined : new Set(options.knownQueues);
    this.#onlyQueue = this.#known?.size === 1 ? [...this.#known][0]! : DEFAULT_QUEUE;
  }

  take(row: TableRow): void {
    const { cells, line } = row;
    if (cells.length !== this.table.header.length) {
      this.#error(
        'row-length',
        `The row has ${cells.length} cells, the header ${this.table.header.length}.`,
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
      this.#error('queue-missing', 'The queue is empty.', 'Give the queue id.', line, 'queue');
      return undefined;
    }
    if (this.#known !== undefined && !this.#known.has(name)) {
      this.#error(
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
      this.#error(
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
      this.#error(
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
    if (times > 1) this.#duplicate(text, state.id, row.line);
    if (state.movedRows++ === 0) state.firstMovedLine = row.line;
    return { ms: found.next, moved: true };
  }

  #intervalOf(row: TableRow): number | undefined {
    if (this.columns.interval_minutes < 0) return undefined;
    const text = row.cells[this.columns.interval_minutes]!;
    const match = /^(\d+)\s*(?:m|min|mins|minutes)?$/i.exec(text);
    const minutes = match === null ? Number.NaN : Number(match[1]);
    if (ROW_MINUTES.includes(minutes)) return minutes;
    this.#error(
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
      this.#error(
        'number-missing',
        'The number of contacts offered is empty.',
        'Write 0 where none arrived; leave the row out where it is not known.',
        line,
        measure,
      );
    else if (value < 0)
      this.#error('number-negative', `"${text}" is negative.`, 'Write a number of 0 or more.', line, measure);
    else
      this.#error(
        'number-unreadable',
        `"${text}" is not a number.`,
        'Write a number with a decimal point or comma, without thousands separators or units.',
        line,
        measure,
      );
  }

  finish(): ReadonlyMap<QueueId, HistorySeries> {
    const states = [...this.#states.values()].filter((state) => state !== undefined && state.rows.count > 0);
    const series = new Map<QueueId, HistorySeries>();
    if (states.length === 0 && !this.issues.hasErrors)
      this.#error('history-empty', 'The file has no rows.', 'Export at least some weeks of history.', 1);
    const sorted = (states as QueueState[])
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((state) => ({ state, order: state.rows.sorted() }));
    const lengths = this.#intervals(sorted);
    for (const [k, { state, order }] of sorted.entries()) {
      const minutes = lengths[k]!;
      this.#checkStarts(state, order, minutes);
      this.#warnMoved(state);
      if (this.issues.hasErrors || minutes === undefined) continue;
      const target = this.options.intervalMinutes ?? (minutes < 15 ? 30 : minutes);
      series.set(state.id, placeRows(state.id, state.zone, state.rows, order, minutes, target));
    }
    return series;
  }

  #intervals(sorted: readonly { state: QueueState; order: Int32Array }[]): (number | undefined)[] {
    if (this.columns.interval_minutes >= 0) return sorted.map(({ state }) => this.#statedInterval(state));
    const evidence = sorted.map(({ state, order }) => gatherEvidence(state.rows, order, state.zone));
    return sorted.map(({ state, order }, k) => {
      const minutes = inferInterval(evidence[k]!, evidence.reduce(addEvidence));
      const line = Math.abs(state.rows.line[0]!);
      if (minutes === undefined)
        this.#error(
          'interval-unknown',
          `No interval length fits the starts of queue "${state.id}".`,
          `Rows must be ${ROW_MINUTES.join(', ')} minutes long; give interval_minutes if they are.`,
          line,
          'start',
        );
      else {
        const other = findOtherStep(state.rows, order, minutes, { file: this.table.file });
        if (other !== undefined) this.issues.add(other);
      }
      return minutes;
    });
  }

  #statedInterval({ id, rows }: QueueState): number | undefined {
    if (rows.otherIntervalRows > 0)
      this.#error(
        'interval-mixed',
        `Queue "${id}" has rows of ${rows.intervalMinutes} and of ${rows.otherIntervalMinutes} minutes (${rows.otherIntervalRows} of ${rows.count} rows differ from the first).`,
        'Export the queue with one interval length.',
        rows.otherIntervalLine,
        'interval_minutes',
      );
    return rows.intervalMinutes === 0 ? undefined : rows.intervalMinutes;
  }

  /** Starts on the grid of the interval, none twice, and not decades apart. */
  #checkStarts({ id, zone, rows }: QueueState, order: Int32Array, minutes: number | undefined): void {
    let previous = -1;
    for (const i of order) {
      const start = rows.startMs[i]!;
      // Moved rows add to what is there; their own duplicates were found by wall clock.
      if (rows.line[i]! < 0) continue;
      if (minutes !== undefined && !isAligned(start, utcOffsetMinutes(start, zone), minutes))
        this.#error(
          'start-misaligned',
          `${formatInstant(start, zone)} is not the start of an interval of ${minutes} minutes.`,
          'Intervals start at multiples of their length after the full hour.',
          rows.line[i]!,
          'start',
        );
      if (previous >= 0 && rows.startMs[previous] === start)
        this.#duplicate(formatInstant(start, zone), id, rows.line[i]!, rows.line[previous]!);
      previous = i;
    }
    const first = order[0]!;
    const last = order.at(-1)!;
    if (rows.startMs[last]! - rows.startMs[first]! > LONGEST_YEARS * YEAR)
      this.#error(
        'history-too-long',
        `Queue "${id}" runs from ${formatInstant(rows.startMs[first]!, zone)} (line ${Math.abs(rows.line[first]!)}) to ${formatInstant(rows.startMs[last]!, zone)}, more than ${LONGEST_YEARS} years.`,
        'One of the two is a mistake.',
        Math.abs(rows.line[last]!),
        'start',
      );
  }

  #warnMoved({ id, zone, movedRows, firstMovedLine, rows }: QueueState): void {
    if (movedRows === 0) return;
    const index = rows.line.indexOf(-firstMovedLine);
    const start = rows.startMs[index]!;
    this.issues.add(
      inputWarning(
        'local-time-skipped',
        `${movedRows} ${movedRows === 1 ? 'row' : 'rows'} of queue "${id}" stand at a local time that does not exist in ${zone}, the first before ${formatInstant(start, zone)}; kept and moved to the next moment (${formatOffset(utcOffsetMinutes(start, zone))}).`,
        'Export with an offset or in UTC to be exact on days of a clock change.',
        { file: this.table.file, line: firstMovedLine, column: this.#header('start') },
      ),
    );
  }

  #duplicate(start: string, id: QueueId, line: number, first?: number): void {
    this.#error(
      'interval-duplicate',
      `Queue "${id}" has ${start} ${first === undefined ? 'more than once' : `already on line ${first}`}.`,
      'Keep one row per queue and interval.',
      line,
      'start',
    );
  }

  /** The column as the file calls it. */
  #header(column: HistoryColumn): string {
    return this.table.header[this.columns[column]] ?? column;
  }

  #error(code: string, message: string, hint: string, line: number, column?: HistoryColumn): void {
    const place = { file: this.table.file, line };
    const issue: Issue = inputError(
      code,
      message,
      hint,
      column === undefined ? place : { ...place, column: this.#header(column) },
    );
    this.issues.add(issue);
  }
}
