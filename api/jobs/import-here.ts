import type { Centre } from '../../src/domain/centre.js';
import { InputError, type Issue } from '../../src/errors.js';
import { checkHistory, type HistoryOptions } from '../../src/history/parse.js';
import type { HistorySeries } from '../../src/history/series.js';
import { hasValue } from '../db/history-rows.js';
import { saveHistory } from '../db/history-store.js';
import type { Store } from '../db/open.js';
import { parseCsv } from '../files/csv.js';
import { spillFile } from '../files/spill-file.js';

/** A history file to be stored; plain data, so that a thread can be given it. */
export interface ImportAsk {
  /** Name of the centre. */
  readonly centre: string;
  /** Queue → IANA zone, of all queues of the centre. */
  readonly zones: Readonly<Record<string, string>>;
  readonly intervalMinutes: number;
  /** Name of the file in messages. */
  readonly file: string;
  /** Only check and count. */
  readonly preview: boolean;
  /** What else there is of the same queues goes first. */
  readonly replace: boolean;
}

export interface Imported {
  /** Intervals of the file. */
  readonly rows: number;
  readonly queues: readonly string[];
  /** First and last local date; absent where there is no row. */
  readonly from?: string;
  readonly to?: string;
  readonly warnings: readonly Issue[];
}

/** What a centre says of how its history is read. */
export const importAsk = (centre: Centre, file: string, preview: boolean, replace: boolean): ImportAsk => ({
  centre: centre.name,
  zones: Object.fromEntries(centre.queues.map(({ id, zone }) => [id, zone])),
  intervalMinutes: centre.intervalMinutes,
  file,
  preview,
  replace,
});

/**
 * Reads a history file of any length and stores it whole or not at all, in the thread that calls; memory is bounded by the longest
 * queue. Throws InputError with every problem.
 */
export async function importHere(
  store: Store,
  body: string | AsyncIterable<Uint8Array>,
  ask: ImportAsk,
): Promise<Imported> {
  const spill = spillFile();
  try {
    const table = await parseCsv(body, ask.file);
    try {
      const checked = await checkHistory(table, { ...optionsOf(ask), spill });
      if (!checked.ok) throw new InputError(checked.issues);
      const { queues, series } = checked.value;
      const dates: string[] = [];
      const looked: Iterable<HistorySeries> = {
        *[Symbol.iterator]() {
          for (const one of series()) {
            dates.push(one.fromDate, one.toDate);
            yield one;
          }
        },
      };
      const rows = ask.preview ? countRows(looked) : await saveHistory(store, ask.centre, looked, ask.replace);
      dates.sort();
      const period = dates.length === 0 ? {} : { from: dates[0]!, to: dates.at(-1)! };
      return { rows, queues, ...period, warnings: checked.issues };
    } finally {
      await table.close();
    }
  } finally {
    spill.close();
  }
}

const optionsOf = ({ zones, intervalMinutes }: ImportAsk): HistoryOptions => ({
  zoneOf: (queue) => zones[queue] ?? 'UTC',
  intervalMinutes,
  knownQueues: Object.keys(zones),
});

function countRows(series: Iterable<HistorySeries>): number {
  let rows = 0;
  for (const one of series) for (let i = 0; i < one.startMs.length; i++) if (hasValue(one, i)) rows++;
  return rows;
}
