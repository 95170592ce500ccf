import type { QueueId } from '../domain/ids.js';
import { formatInstant, formatOffset, utcOffsetMinutes } from '../time/zone.js';
import { ROW_MINUTES } from './columns.js';
import { addEvidence, alignment, findOtherStep, gatherEvidence, inferInterval } from './interval.js';
import { placeRows } from './place.js';
import type { QueueRows } from './queue-rows.js';
import type { QueueState } from './queue-state.js';
import type { HistoryReader } from './reader.js';
import type { Report } from './report.js';
import type { HistorySeries } from './series.js';
import { learnShape, splitIntervals } from './split.js';

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;
/** More than this between the first and the last row is a slip of the year, not a history. */
const LONGEST_YEARS = 30;

/** The rows of one queue, with their indexes by start. */
interface SortedRows {
  readonly rows: QueueRows;
  readonly order: Int32Array;
}

/** Series that a file gives, made one by one as they are asked for, each time anew. */
export interface Assembled {
  readonly queues: readonly QueueId[];
  readonly series: () => Iterable<HistorySeries>;
}

/**
 * Rows of all queues to series; what is wrong with them as a whole goes to the report, and then nothing is made. The rows of one
 * queue at a time are looked at.
 */
export function assemble(reader: HistoryReader, report: Report, intervalMinutes: number | undefined): Assembled {
  const { states } = reader;
  if (states.length === 0 && !report.issues.hasErrors)
    report.error('history-empty', 'The file has no rows.', 'Export at least some weeks of history.', 1);
  const sorted = (state: QueueState): SortedRows => {
    const rows = reader.rowsOf(state);
    return { rows, order: rows.sorted() };
  };
  const lengths = report.columns.interval_minutes >= 0 ? stated(states, report) : inferred(states, sorted, report);
  states.forEach((state, k) => {
    const rows = sorted(state);
    checkStarts(state, rows, lengths[k], report);
    warnMoved(state, rows, report);
  });
  if (report.issues.hasErrors) return { queues: [], series: () => [] };
  const made = states.flatMap((state, k) => {
    const minutes = lengths[k];
    return minutes === undefined ? [] : [{ state, minutes, target: intervalMinutes ?? (minutes < 15 ? 30 : minutes) }];
  });
  return {
    queues: made.map(({ state }) => state.id),
    *series() {
      for (const { state, minutes, target } of made) yield toSeries(state, sorted(state), minutes, target);
    },
  };
}

/** Longer rows that stand on the local grid are split by the shape that the queue itself shows, all others by the minutes. */
function toSeries(
  { id, zone }: QueueState,
  { rows, order }: SortedRows,
  minutes: number,
  target: number,
): HistorySeries {
  const onLocalGrid = () =>
    order.every(
      (i) => (rows.startMs[i]! + utcOffsetMinutes(rows.startMs[i]!, zone) * MINUTE) % (minutes * MINUTE) === 0,
    );
  if (minutes <= target || minutes % target !== 0 || !onLocalGrid())
    return placeRows(id, zone, rows, order, minutes, target);
  const coarse = placeRows(id, zone, rows, order, minutes, minutes);
  return splitIntervals(coarse, target, learnShape(coarse));
}

function inferred(
  states: readonly QueueState[],
  sorted: (state: QueueState) => SortedRows,
  report: Report,
): (number | undefined)[] {
  const evidence = states.map((state) => {
    const { rows, order } = sorted(state);
    return gatherEvidence(rows, order, state.zone);
  });
  return states.map((state, k) => {
    const minutes = inferInterval(evidence[k]!, evidence.reduce(addEvidence));
    if (minutes === undefined)
      report.error(
        'interval-unknown',
        `No interval length fits the starts of queue "${state.id}".`,
        `Rows must be ${ROW_MINUTES.join(', ')} minutes long; give interval_minutes if they are.`,
        state.firstLine,
        'start',
      );
    else {
      const { rows, order } = sorted(state);
      const other = findOtherStep(rows, order, minutes, { file: report.file });
      if (other !== undefined) report.issues.add(other);
    }
    return minutes;
  });
}

function stated(states: readonly QueueState[], report: Report): (number | undefined)[] {
  return states.map((state) => {
    if (state.otherIntervalRows > 0)
      report.error(
        'interval-mixed',
        `Queue "${state.id}" has rows of ${state.intervalMinutes} and of ${state.otherIntervalMinutes} minutes (${state.otherIntervalRows} of ${state.rowCount} rows differ from the first).`,
        'Export the queue with one interval length.',
        state.otherIntervalLine,
        'interval_minutes',
      );
    return state.intervalMinutes === 0 ? undefined : state.intervalMinutes;
  });
}

/** Starts on the grid of the interval, none twice, and not decades apart. */
function checkStarts(
  { id, zone }: QueueState,
  { rows, order }: SortedRows,
  minutes: number | undefined,
  report: Report,
): void {
  const aligned = minutes === undefined ? () => true : alignment(zone, minutes);
  let previous = -1;
  for (const i of order) {
    const start = rows.startMs[i]!;
    // Moved rows add to what is there; their own duplicates were found by wall clock.
    if (rows.line[i]! < 0) continue;
    if (minutes !== undefined && !aligned(start))
      report.error(
        'start-misaligned',
        `${formatInstant(start, zone)} is not the start of an interval of ${minutes} minutes.`,
        'Intervals start at multiples of their length after the full hour.',
        rows.line[i]!,
        'start',
      );
    if (previous >= 0 && rows.startMs[previous] === start)
      report.duplicate(formatInstant(start, zone), id, rows.line[i]!, rows.line[previous]!);
    previous = i;
  }
  const first = order[0]!;
  const last = order.at(-1)!;
  if (rows.startMs[last]! - rows.startMs[first]! > LONGEST_YEARS * YEAR)
    report.error(
      'history-too-long',
      `Queue "${id}" runs from ${formatInstant(rows.startMs[first]!, zone)} (line ${Math.abs(rows.line[first]!)}) to ${formatInstant(rows.startMs[last]!, zone)}, more than ${LONGEST_YEARS} years.`,
      'One of the two is a mistake.',
      Math.abs(rows.line[last]!),
      'start',
    );
}

function warnMoved({ id, zone, movedRows, firstMovedLine }: QueueState, { rows }: SortedRows, report: Report): void {
  if (movedRows === 0) return;
  const index = rows.line.indexOf(-firstMovedLine);
  const start = rows.startMs[index]!;
  report.warning(
    'local-time-skipped',
    `${movedRows} ${movedRows === 1 ? 'row' : 'rows'} of queue "${id}" stand at a local time that does not exist in ${zone}, the first before ${formatInstant(start, zone)}; kept and moved to the next moment (${formatOffset(utcOffsetMinutes(start, zone))}).`,
    'Export with an offset or in UTC to be exact on days of a clock change.',
    firstMovedLine,
    'start',
  );
}
