import type { QueueId } from '../../src/domain/ids.js';
import type { Checked } from '../../src/errors.js';
import { InputError } from '../../src/errors.js';
import { type HistoryOptions, parseHistory } from '../../src/history/parse.js';
import type { HistorySeries } from '../../src/history/series.js';
import { type CsvTable, parseCsv, readCsv } from './csv.js';

/** Reads a history CSV from disk; see {@link parseHistory}. `file` is its name in messages. */
export const readHistory = (
  path: string,
  options: HistoryOptions & { readonly file?: string },
): Promise<Checked<ReadonlyMap<QueueId, HistorySeries>>> => checked(() => readCsv(path, options.file ?? path), options);

/** The same from the body of a request. */
export const readHistoryBody = (
  body: string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: HistoryOptions & { readonly file?: string },
): Promise<Checked<ReadonlyMap<QueueId, HistorySeries>>> =>
  checked(() => parseCsv(body, options.file ?? 'history.csv'), options);

/** A file that cannot be read as CSV is a problem with the input like any other. */
async function checked(
  open: () => Promise<CsvTable>,
  options: HistoryOptions,
): Promise<Checked<ReadonlyMap<QueueId, HistorySeries>>> {
  let table: CsvTable | undefined;
  try {
    table = await open();
    return await parseHistory(table, options);
  } catch (error) {
    if (error instanceof InputError) return { ok: false, issues: error.issues };
    throw error;
  } finally {
    await table?.close();
  }
}
