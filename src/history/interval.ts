import { type Issue, inputError } from '../errors.js';
import { offsetFinder } from '../time/local.js';
import { localDate, startOfDay } from '../time/zone.js';
import { ROW_MINUTES } from './columns.js';
import type { QueueRows } from './queue-rows.js';

const MINUTE = 60_000;
/** Rows that a queue needs before its own pattern is trusted over that of the whole file. */
const ROWS_TO_JUDGE = 48;
/** So many rows in a row at a longer step than the rest are no coincidence. */
const ROWS_OF_OTHER_STEP = 24;

/** Counts of rows by what their start is a multiple of. */
export interface StepEvidence {
  readonly rows: number;
  /** Per entry of ROW_MINUTES: rows whose local (or UTC) minute is a multiple. */
  readonly multiples: readonly number[];
  /** Least distance of two starts, minutes; Infinity where there are not two. */
  readonly leastStep: number;
}

/** Tells whether starts lie on the grid of `minutes`: by the local clock, by UTC, or counted from local midnight. */
export function alignment(zone: string, minutes: number): (startMs: number) => boolean {
  const step = minutes * MINUTE;
  const offsetAt = offsetFinder(zone);
  return (startMs) =>
    startMs % step === 0 ||
    (startMs + offsetAt(startMs) * MINUTE) % step === 0 ||
    // After a clock change of half an hour the hours of our own grid stand on the half.
    (startMs - startOfDay(localDate(startMs, zone), zone)) % step === 0;
}

export function gatherEvidence(rows: QueueRows, order: Int32Array, zone: string): StepEvidence {
  const multiples = ROW_MINUTES.map(() => 0);
  const aligned = ROW_MINUTES.map((minutes) => alignment(zone, minutes));
  let leastStep = Number.POSITIVE_INFINITY;
  let previous = Number.NaN;
  for (const i of order) {
    const start = rows.startMs[i]!;
    for (let k = 0; k < aligned.length; k++) if (aligned[k]!(start)) multiples[k]!++;
    if (start > previous) leastStep = Math.min(leastStep, (start - previous) / MINUTE);
    previous = start;
  }
  return { rows: rows.count, multiples, leastStep };
}

/**
 * Interval length of rows that do not state it: the longest of which nearly all starts are multiples. A queue with few rows
 * follows the file.
 * @returns undefined where none fits, or where all rows are a day or more apart
 */
export function inferInterval(own: StepEvidence, file: StepEvidence): number | undefined {
  const evidence = own.rows >= ROWS_TO_JUDGE ? own : file;
  if (evidence.rows > 2 && evidence.leastStep >= 1440 && Number.isFinite(evidence.leastStep)) return undefined;
  const enough = Math.max(1, Math.ceil(evidence.rows * 0.99));
  return ROW_MINUTES.findLast((_, k) => evidence.multiples[k]! >= enough);
}

export const addEvidence = (a: StepEvidence, b: StepEvidence): StepEvidence => ({
  rows: a.rows + b.rows,
  multiples: a.multiples.map((count, k) => count + b.multiples[k]!),
  leastStep: Math.min(a.leastStep, b.leastStep),
});

/** A long run of rows twice or more as far apart as the inferred interval: the export changed its step. */
export function findOtherStep(
  rows: QueueRows,
  order: Int32Array,
  minutes: number,
  place: { readonly file: string },
): Issue | undefined {
  let run = 0;
  let runStep = 0;
  for (let k = 1; k < order.length; k++) {
    const step = (rows.startMs[order[k]!]! - rows.startMs[order[k - 1]!]!) / MINUTE;
    if (step === 0) continue;
    run = step === runStep ? run + 1 : 1;
    runStep = step;
    if (run === ROWS_OF_OTHER_STEP && step > minutes && step <= 60)
      return inputError(
        'interval-mixed',
        `Rows are ${step} minutes apart here, but ${minutes} minutes elsewhere in the same queue.`,
        'Give the length of each part in a column interval_minutes and read the parts from files of their own.',
        { ...place, line: Math.abs(rows.line[order[k - run]!]!) },
      );
  }
  return undefined;
}
