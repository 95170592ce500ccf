import { mkdir, readdir, readFile } from 'node:fs/promises';
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

/**
 * `ORIGIN_FROM_DAYSd.csv`: the first day (or moment) that was not known, the first day asked for, the number of days; `.2`, `.3` … before
 * the ending where the same was kept again.
 */
const NAME = /^((\d{4}-\d{2}-\d{2})(?:T\d{4})?_\d{4}-\d{2}-\d{2}_\d+d)(?:\.(\d+))?\.csv$/;

/**
 * Keeps forecasts in a folder, one forecast CSV per origin and range with the computed volume beside the adjusted one. The same
 * origin and range again is the next version beside the ones before (adjustments or the history were changed since); where nothing
 * changed, nothing is written.
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
  const name = `${origin}${at}_${fromDate}_${days}d`;
  const latest = newestVersions(await readdir(folder)).find((kept) => kept.name === name);
  if (latest !== undefined && (await readFile(join(folder, latest.file), 'utf8')) === text) return;
  const version = latest === undefined ? '' : `.${latest.version + 1}`;
  await writeFileAtomically(join(folder, `${name}${version}.csv`), text);
}

interface KeptFile {
  readonly file: string;
  readonly name: string;
  readonly origin: string;
  readonly version: number;
}

/** The newest version of each origin and range, by name. */
function newestVersions(files: readonly string[]): KeptFile[] {
  const newest = new Map<string, KeptFile>();
  for (const file of files) {
    const [, name, origin, count] = NAME.exec(file) ?? [];
    if (name === undefined || origin === undefined) continue;
    const version = Number(count ?? 1);
    if (version > (newest.get(name)?.version ?? 0)) newest.set(name, { file, name, origin, version });
  }
  return [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Kept forecasts of a folder by origin, the newest version of each; other files are left alone. Throws InputError.
 */
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
  for (const { file, origin } of newestVersions(names))
    for (const forecast of await readForecastFile(join(folder, file), file, queues)) kept.push({ origin, forecast });
  return kept;
}
