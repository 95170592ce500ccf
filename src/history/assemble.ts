import type { QueueId } from '../domain/ids.js';
import { formatInstant, formatOffset, utcOffsetMinutes } from '../time/zone.js';
import { ROW_MINUTES } from './columns.js';
import { addEvidence, findOtherStep, gatherEvidence, inferInterval, isAligned } from './interval.js';
import { placeRows } from './place.js';
import type { QueueState } from './reader.js';
import type { Report } from './report.js';
import type { HistorySeries } from './series.js';
import { learnShape, splitIntervals } from './split.js';

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;
/** More than this between the first and the last row is a slip of the year, not a history. */
const LONGEST_YEARS = 30;

/** A queue with its row indexes by start. */
interface SortedQueue {
  readonly state: QueueState;
  readonly order: Int32Array;
}

/** Rows of all queues to series; what is wrong with them as a whole goes to the report, and then nothing is made. */
export function assemble(
  states: readonly QueueState[],
  report: Report,
  intervalMinutes: number | undefined,
): ReadonlyMap<QueueId, HistorySeries> {
  const series = new Map<QueueId, HistorySeries>();
  if (states.length === 0 && !report.issues.hasErrors)
    report.error('history-empty', 'The file has no rows.', 'Export at least some weeks of history.', 1);
  const queues = states.map((state) => ({ state, order: state.rows.sorted() }));
  const lengths = report.columns.interval_minutes >= 0 ? stated(queues, report) : inferred(queues, report);
  queues.forEach((queue, k) => {
    checkStarts(queue, lengths[k], report);
    warnMoved(queue.state, report);
  });
  if (report.issues.hasErrors) return series;
  queues.forEach((queue, k) => {
    const minutes = lengths[k];
    if (minutes === undefined) return;
    series.set(queue.state.id, toSeries(queue, minutes, intervalMinutes ?? (minutes < 15 ? 30 : minutes)));
  });
  return series;
}

/** Longer rows that stand on the local grid are split by the shape that the queue itself shows, all others by the minutes. */
function toSeries({ state, order }: SortedQueue, minutes: number, target: number): HistorySeries {
  const { id, zone, rows } = state;
  const onLocalGrid = () =>
    order.every(
      (i) => (rows.startMs[i]! + utcOffsetMinutes(rows.startMs[i]!, zone) * MINUTE) % (minutes * MINUTE) === 0,
    );
  if (minutes <= target || minutes % target !== 0 || !onLocalGrid())
    return placeRows(id, zone, rows, order, minutes, target);
  const coarse = placeRows(id, zone, rows, order, minutes, minutes);
  return splitIntervals(coarse, target, learnShape(coarse));
}

function inferred(queues: readonly SortedQueue[], report: Report): (number | undefined)[] {
  const evidence = queues.map(({ state, order }) => gatherEvidence(state.rows, order, state.zone));
  return queues.map(({ state, order }, k) => {
    const minutes = inferInterval(evidence[k]!, evidence.reduce(addEvidence));
    if (minutes === undefined)
      report.error(
        'interval-unknown',
        `No interval length fits the starts of queue "${state.id}".`,
        `Rows must be ${ROW_MINUTES.join(', ')} minutes long; give interval_minutes if they are.`,
        Math.abs(state.rows.line[0]!),
        'start',
      );
    else {
      const other = findOtherStep(state.rows, order, minutes, { file: report.file });
      if (other !== undefined) report.issues.add(other);
    }
    return minutes;
  });
}

function stated(queues: readonly SortedQueue[], report: Report): (number | undefined)[] {
  return queues.map(({ state: { id, rows } }) => {
    if (rows.otherIntervalRows > 0)
      report.error(
        'interval-mixed',
        `Queue "${id}" has rows of ${rows.intervalMinutes} and of ${rows.otherIntervalMinutes} minutes (${rows.otherIntervalRows} of ${rows.count} rows differ from the first).`,
        'Export the queue with one interval length.',
        rows.otherIntervalLine,
        'interval_minutes',
      );
    return rows.intervalMinutes === 0 ? undefined : rows.intervalMinutes;
  });
}

/** Starts on the grid of the interval, none twice, and not decades apart. */
function checkStarts(
  { state: { id, zone, rows }, order }: SortedQueue,
  minutes: number | undefined,
  report: Report,
): void {
  let previous = -1;
  for (const i of order) {
    const start = rows.startMs[i]!;
    // Moved rows add to what is there; their own duplicates were found by wall clock.
    if (rows.line[i]! < 0) continue;
    if (minutes !== undefined && !isAligned(start, zone, minutes))
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

function warnMoved({ id, zone, movedRows, firstMovedLine, rows }: QueueState, report: Report): void {
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
