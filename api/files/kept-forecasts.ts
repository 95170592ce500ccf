import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, inputError } from '../../src/errors.js';
import type { KeptForecast } from '../../src/forecast/accuracy.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import { AUTOMATIC_COLUMN, FORECAST_COLUMNS, forecastRows } from '../../src/forecast/forecast-csv.js';
import type { HistorySeries } from '../../src/history/series.js';
import { addDays, formatMinute } from '../../src/time/zone.js';
import { csvText } from './csv.js';
import { readForecastFile } from './forecast.js';
import { writeFileAtomically } from './write.js';

/** `ORIGIN_FROM_DAYSd.csv`: the first day (or moment) that was not known, the first day asked for, the number of days. */
const NAME = /^(\d{4}-\d{2}-\d{2})(?:T\d{4})?_\d{4}-\d{2}-\d{2}_\d+d\.csv$/;

/**
 * Keeps forecasts in a folder, one forecast CSV per origin and range with the computed volume beside the adjusted one. The same
 * origin and range again replaces the file: nothing but the adjustments can have changed, or the history was corrected.
 */
export async function keepForecasts(
  folder: string,
  results: readonly {
    readonly zone: string;
    readonly series?: HistorySeries;
    readonly forecast: QueueForecast;
  }[],
  fromDate: string,
  days: number,
  minute: number | undefined,
): Promise<void> {
  const known = results.flatMap(({ series }) => (series === undefined ? [] : addDays(series.toDate, 1))).sort();
  const last = known[known.length - 1] ?? fromDate;
  const origin = last < fromDate ? last : fromDate;
  const at = minute === undefined ? '' : `T${formatMinute(minute).replace(':', '')}`;
  const rows = results.flatMap(({ zone, forecast }) =>
    forecastRows(forecast, zone).map((row, i) => [
      ...FORECAST_COLUMNS.map((name) => row[name]),
      Math.round((forecast.automatic ?? forecast.offered)[i]! * 10_000) / 10_000,
    ]),
  );
  await mkdir(folder, { recursive: true });
  const text = [...csvText([...FORECAST_COLUMNS, AUTOMATIC_COLUMN], rows)].join('');
  await writeFileAtomically(join(folder, `${origin}${at}_${fromDate}_${days}d.csv`), text);
}

/** Kept forecasts of a folder by name, so by origin; other files are left alone. Throws InputError. */
export async function readKeptForecasts(folder: string, queues: readonly string[]): Promise<KeptForecast[]> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined)
    throw new InputError([
      inputError(
        'folder-missing',
        `There is no folder ${folder}.`,
        'Keep forecasts with rooster forecast --keep DIR.',
        {
          file: folder,
        },
      ),
    ]);
  const kept: KeptForecast[] = [];
  for (const name of names.sort()) {
    const origin = NAME.exec(name)?.[1];
    if (origin === undefined) continue;
    for (const forecast of await readForecastFile(join(folder, name), name, queues)) kept.push({ origin, forecast });
  }
  return kept;
}
