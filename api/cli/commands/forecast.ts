import { resolve } from 'node:path';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import { FORECAST_COLUMNS, forecastRows } from '../../../src/forecast/forecast-csv.js';
import { forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { addDays, isDate } from '../../../src/time/zone.js';
import { csvText } from '../../files/csv.js';
import { writeFileAtomically } from '../../files/write.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { HISTORY_OPTIONS, readForecastInput } from '../forecast-input.js';
import { forecastSvg } from '../forecast-svg.js';
import { deliver, integerOf, optional, required, seedOf } from '../options.js';

export const command: Command = {
  name: 'forecast',
  summary: 'contacts and handle time per queue and interval, with intervals',
  help: `
usage: rooster forecast --history F --from DATE --days N [--centre DIR | --zone Z --country CC] [--queue Q] [--svg FILE]

Learns from the history before DATE and writes the forecast CSV of N days from DATE on. Nothing from DATE or later is
looked at.

  --history F      history CSV
  --from DATE      first day, YYYY-MM-DD
  --days N         number of days, 1 to 460
  --centre DIR     centre folder: zones, opening hours, holidays and events of its queues
  --zone Z         IANA zone of the customers where there is no centre (default UTC)
  --country CC     their public holidays: ISO code, with region as DE-BY
  --queue Q        only this queue
  --map A=B,...    names of columns in the file, e.g. start=CallsDateTime,offered=CallsOffered
  --svg FILE       also a plot of the days before and the forecast with its 80 % and 95 % intervals
  --json           with totals per day and week, weight of every method, corrections to the history, expected error`,
  options: { ...HISTORY_OPTIONS, from: { type: 'string' }, days: { type: 'string' }, svg: { type: 'string' } },

  async run(context, flags) {
    const fromDate = required(flags, 'from', 'the first day to forecast, YYYY-MM-DD');
    if (!isDate(fromDate)) throw new UsageError(`--from "${fromDate}" is no date YYYY-MM-DD.`);
    required(flags, 'days', 'how many days to forecast');
    const days = integerOf(flags, 'days', 1, 1, 460);
    const inputs = await readForecastInput(context, flags);
    const results = inputs.map(({ series, calendar, defaultAhtSeconds }) => ({
      series,
      forecast: forecastQueue(series, calendar(addDays(fromDate, days + 31)), {
        fromDate,
        days,
        seed: seedOf(flags),
        defaultAhtSeconds,
      }),
    }));
    const svg = optional(flags, 'svg');
    if (svg !== undefined) await writeFileAtomically(resolve(context.cwd, svg), forecastSvg(results));
    if (flags.json === true) await deliver(context, flags, `${JSON.stringify(results.map(asJson), null, 1)}\n`);
    else {
      const rows = results.flatMap(({ series, forecast }) =>
        forecastRows(forecast, series.zone).map((row) => FORECAST_COLUMNS.map((name) => row[name])),
      );
      await deliver(context, flags, [...csvText(FORECAST_COLUMNS, rows)].join(''));
    }
    if (flags.quiet !== true)
      for (const { forecast } of results) {
        const { wape, poissonWape } = forecast.expectedError ?? { wape: 0, poissonWape: 0 };
        const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
        context.stderr(
          `${forecast.queue}: expected error per interval ${percent(wape)} of the volume, pure chance alone ${percent(poissonWape)}; ${forecast.corrections.length} corrections to the history.`,
        );
      }
    return EXIT.done;
  },
};

function asJson({ series, forecast }: { series: { zone: string }; forecast: QueueForecast }): unknown {
  return {
    queue: forecast.queue,
    zone: series.zone,
    intervalMinutes: forecast.intervalMinutes,
    method: forecast.method,
    evidence: forecast.evidence.map((e) => ({ ...e, wape: Number.isFinite(e.wape) ? e.wape : null })),
    expectedError: forecast.expectedError,
    days: forecast.days,
    weeks: forecast.weeks,
    corrections: forecast.corrections,
    intervals: forecastRows(forecast, series.zone),
  };
}
