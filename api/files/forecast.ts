import { InputError } from '../../src/errors.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import type { TableRow } from '../../src/history/table.js';
import { forecastFromRows } from '../../src/requirement/forecast-input.js';
import { readCsv } from './csv.js';

/** Reads a forecast CSV; throws InputError with every problem. `file` is its name in messages. */
export async function readForecastFile(
  path: string,
  file: string,
  queues: readonly string[],
): Promise<readonly QueueForecast[]> {
  const table = await readCsv(path, file);
  try {
    const rows: TableRow[] = [];
    for await (const row of table.rows) rows.push(row);
    const forecasts = forecastFromRows(table.header, rows, file, queues);
    if (!forecasts.ok) throw new InputError(forecasts.issues);
    return forecasts.value;
  } finally {
    await table.close();
  }
}
