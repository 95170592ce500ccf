import { queueId } from '../domain/ids.js';
import { type Checked, hasErrors, type Issue, inputError } from '../errors.js';
import type { QueueForecast } from '../forecast/contract.js';
import { readNumber, readTimestamp } from '../history/cell.js';
import { type ColumnSpec, type Columns, headerOf, type TableRow } from '../history/table.js';

const LIMITS = ['offered_lower_80', 'offered_upper_80', 'offered_lower_95', 'offered_upper_95'] as const;
type Column =
  | 'queue'
  | 'start'
  | 'interval_minutes'
  | 'offered'
  | 'offered_automatic'
  | 'aht_seconds'
  | 'method'
  | (typeof LIMITS)[number];

const WANTED: Readonly<Record<Column, ColumnSpec>> = {
  queue: { required: true },
  start: { required: true },
  interval_minutes: { required: true },
  offered: { required: true },
  aht_seconds: { required: true },
  method: {},
  offered_automatic: {},
  offered_lower_80: {},
  offered_upper_80: {},
  offered_lower_95: {},
  offered_upper_95: {},
};

interface Cell {
  readonly line: number;
  readonly startMs: number;
  readonly intervalMinutes: number;
  readonly offered: number;
  readonly automatic: number;
  readonly ahtSeconds: number;
  readonly limits: readonly number[];
  readonly method: string;
}

/**
 * Reads a forecast CSV, whoever made it: rows in any order, limits and method optional (a limit that is missing is the
 * forecast itself).
 * @returns one forecast per queue, ascending in time; or every problem with line, column and remedy: unknown queue,
 * start without offset, text in a number, an interval given twice, intervals of different lengths or off their grid
 */
export function forecastFromRows(
  header: readonly string[],
  rows: Iterable<TableRow>,
  file: string,
  knownQueues: readonly string[],
): Checked<readonly QueueForecast[]> {
  const columns = headerOf(header, WANTED, { file });
  if (!columns.ok) return columns;
  const issues: Issue[] = [...columns.issues];
  const cellsOf = new Map<string, Cell[]>();
  for (const row of rows) {
    const queue = row.cells[columns.value.queue] ?? '';
    if (!knownQueues.includes(queue)) {
      issues.push(
        inputError('queue-unknown', `The centre has no queue "${queue}".`, `Its queues: ${knownQueues.join(', ')}.`, {
          file,
          line: row.line,
          column: 'queue',
        }),
      );
      continue;
    }
    const cell = readRow(row, columns.value, file, issues);
    if (cell === undefined) continue;
    const known = cellsOf.get(queue);
    if (known === undefined) cellsOf.set(queue, [cell]);
    else known.push(cell);
  }
  for (const cells of cellsOf.values()) {
    cells.sort((a, b) => a.startMs - b.startMs || a.line - b.line);
    issues.push(...gridIssues(cells, file));
  }
  if (hasErrors(issues)) return { ok: false, issues };
  return { ok: true, value: [...cellsOf].map(([queue, cells]) => seriesOf(queue, cells)), issues };
}

function readRow(row: TableRow, columns: Columns<Column>, file: string, issues: Issue[]): Cell | undefined {
  const place = (column: Column) => ({ file, line: row.line, column });
  const text = (column: Column): string => (columns[column] < 0 ? '' : (row.cells[columns[column]] ?? ''));
  let good = true;
  const number = (column: Column, fallback?: number): number => {
    if (text(column) === '' && fallback !== undefined) return fallback;
    const value = readNumber(text(column));
    if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
    good = false;
    issues.push(
      inputError('number-invalid', `"${text(column)}" is no number ≥ 0.`, `Give ${column} as a number.`, place(column)),
    );
    return Number.NaN;
  };
  const start = readTimestamp(text('start'));
  if (start === undefined || Number.isNaN(start.offsetMinutes)) {
    good = false;
    issues.push(
      inputError(
        'instant-invalid',
        `"${text('start')}" is no instant.`,
        'Write ISO 8601 with an offset or Z, as 2026-11-30T08:00:00+01:00.',
        place('start'),
      ),
    );
  }
  const intervalMinutes = number('interval_minutes');
  const offered = number('offered');
  const automatic = number('offered_automatic', offered);
  const ahtSeconds = number('aht_seconds', 0);
  const limits = LIMITS.map((column) => number(column, offered));
  if (!good || start === undefined) return undefined;
  const startMs = start.wallMs - start.offsetMinutes * 60_000;
  return { line: row.line, startMs, intervalMinutes, offered, automatic, ahtSeconds, limits, method: text('method') };
}

/** Intervals of one queue in time order must have one length and not overlap. */
function gridIssues(cells: readonly Cell[], file: string): Issue[] {
  const length = cells[0]!.intervalMinutes;
  return cells.flatMap((cell, i) => {
    const place = { file, line: cell.line };
    if (cell.intervalMinutes !== length || length === 0)
      return inputError(
        'interval-length',
        `The interval has ${cell.intervalMinutes} minutes, the first of the queue ${length}.`,
        'All intervals of a queue have one length over 0.',
        { ...place, column: 'interval_minutes' },
      );
    const before = cells[i - 1];
    if (before === undefined || cell.startMs - before.startMs >= length * 60_000) return [];
    return inputError(
      'interval-duplicate',
      `The interval overlaps with the one of line ${before.line}.`,
      'Keep one row per queue and interval.',
      { ...place, column: 'start' },
    );
  });
}

function seriesOf(queue: string, cells: readonly Cell[]): QueueForecast {
  const column = (value: (cell: Cell) => number): Float64Array => Float64Array.from(cells, value);
  return {
    queue: queueId(queue),
    intervalMinutes: cells[0]!.intervalMinutes,
    startMs: column((cell) => cell.startMs),
    offered: column((cell) => cell.offered),
    lower80: column((cell) => cell.limits[0]!),
    upper80: column((cell) => cell.limits[1]!),
    lower95: column((cell) => cell.limits[2]!),
    upper95: column((cell) => cell.limits[3]!),
    ahtSeconds: column((cell) => cell.ahtSeconds),
    ...(cells.some((cell) => cell.automatic !== cell.offered) ? { automatic: column((cell) => cell.automatic) } : {}),
    method: cells[0]!.method,
    evidence: [],
    corrections: [],
  };
}
