import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { ForecastAsk } from '../../../src/forecast/ask.js';
import type { QueueForecast, TotalForecast } from '../../../src/forecast/contract.js';
import { FORECAST_COLUMNS, forecastRows } from '../../../src/forecast/forecast-csv.js';
import { addDays, formatMinute, isDate, localDate, parseMinute, resolveLocal } from '../../../src/time/zone.js';
import { csvText } from '../../files/csv.js';
import { keepForecasts } from '../../files/kept-forecasts.js';
import { writeFileAtomically } from '../../files/write.js';
import { forecastInThreads } from '../../jobs/forecast-in-threads.js';
import { type Command, EXIT, type Flags, UsageError } from '../command.js';
import { HISTORY_OPTIONS, readForecastInput } from '../forecast-input.js';
import { forecastSvg } from '../forecast-svg.js';
import { deliver, integerOf, optional, required, seedOf } from '../options.js';
import { progressBar } from '../progress.js';

export const command: Command = {
  name: 'forecast',
  summary: 'contacts and handle time per queue and interval, with intervals',
  help: `
usage: rooster forecast --history F --from DATE --days N [--centre DIR | --zone Z --country CC] [--queue Q] [--svg FILE]
       rooster forecast --centre DIR --from DATE --days N …
       rooster forecast --history F --until MOMENT --days N …

Learns from the history before DATE and writes the forecast CSV of N days from DATE on. Nothing from DATE or later is
looked at. With --until, what has arrived of the running day until that moment counts too: the rest of the day is
updated, and the days after it.

  --history F      history CSV, default the one of the centre folder
  --from DATE      first day, YYYY-MM-DD
  --until MOMENT   now, as 2026-11-30T14:00 in the zone of each queue; the running day is the first of the N
  --days N         number of days, 1 to 460
  --centre DIR     centre folder: zones, opening hours, holidays, events and donors of its queues; adjustments.csv acts on
                   what is computed; corrections-off.csv takes corrections to the history back
  --zone Z         IANA zone of the customers where there is no centre (default UTC)
  --country CC     their public holidays: ISO code, with region as DE-BY
  --queue Q        only this queue
  --map A=B,...    names of columns in the file, e.g. start=CallsDateTime,offered=CallsOffered
  --totals KIND    day or week: totals with their own intervals instead of the forecast CSV
  --keep DIR       also keep the forecast there, for rooster accuracy; a version kept before stays
  --svg FILE       also a plot of the days before and the forecast with its 80 % and 95 % intervals
  --workers N      threads, default the number of processors; the result does not depend on it
  --json           with totals per day and week, weight of every method, corrections to the history, expected error`,
  options: {
    ...HISTORY_OPTIONS,
    from: { type: 'string' },
    until: { type: 'string' },
    days: { type: 'string' },
    totals: { type: 'string' },
    keep: { type: 'string' },
    svg: { type: 'string' },
    workers: { type: 'string' },
  },

  async run(context, flags) {
    const until = untilOf(flags);
    const fromDate = until?.date ?? required(flags, 'from', 'the first day to forecast, YYYY-MM-DD');
    if (!isDate(fromDate)) throw new UsageError(`--from "${fromDate}" is no date YYYY-MM-DD.`);
    required(flags, 'days', 'how many days to forecast');
    const days = integerOf(flags, 'days', 1, 1, 460);
    const totals = optional(flags, 'totals');
    if (totals !== undefined && totals !== 'day' && totals !== 'week')
      throw new UsageError(`--totals takes day or week, not "${totals}".`);
    const workers = integerOf(flags, 'workers', availableParallelism(), 1, 256);
    const inputs = await readForecastInput(context, flags);
    const asks = inputs.map(({ queue, zone, series, calendar, settings, adjustments }): ForecastAsk => {
      const base = { queue, zone, ...(series === undefined ? {} : { series }), adjustments };
      const known = calendar(addDays(fromDate, days + 31));
      const request = { fromDate, days, seed: seedOf(flags), ...settings };
      if (until === undefined) return { ...base, calendar: known, request };
      const { instants, next } = resolveLocal(fromDate, until.minute, zone);
      return { ...base, calendar: known, request, nowMs: instants[0] ?? next };
    });
    const bar = progressBar(context, flags);
    const forecasts = await forecastInThreads(asks, workers, {
      signal: context.signal,
      onProgress: (progress) => bar.show(progress),
    }).finally(() => bar.end());
    const results = inputs.map((input, i) => ({ ...input, forecast: forecasts[i]! }));
    const keep = optional(flags, 'keep');
    if (keep !== undefined) await keepForecasts(resolve(context.cwd, keep), results, fromDate, days, until?.minute);
    const svg = optional(flags, 'svg');
    if (svg !== undefined) {
      const drawn = results.flatMap(({ series, forecast }) => (series === undefined ? [] : { series, forecast }));
      await writeFileAtomically(resolve(context.cwd, svg), forecastSvg(drawn));
    }
    if (flags.json === true) await deliver(context, flags, `${JSON.stringify(results.map(asJson), null, 1)}\n`);
    else if (totals !== undefined)
      await deliver(
        context,
        flags,
        [
          ...csvText(
            TOTAL_COLUMNS,
            results.flatMap((r) => totalRows(r, totals)),
          ),
        ].join(''),
      );
    else {
      const rows = results.flatMap(({ zone, forecast }) =>
        forecastRows(forecast, zone).map((row) => FORECAST_COLUMNS.map((name) => row[name])),
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
        for (const { weekday, fromMinute, toMinute, contactsPerDay } of forecast.newHours ?? [])
          context.stderr(
            `${forecast.queue}: weekday ${weekday}, ${formatMinute(fromMinute)} to ${formatMinute(toMinute)} was never open before: ${contactsPerDay.toFixed(0)} contacts a day lent from other hours.`,
          );
      }
    return EXIT.done;
  },
};

/** The moment of `--until`, on the wall clock of each queue. */
function untilOf(flags: Flags): { date: string; minute: number } | undefined {
  const text = optional(flags, 'until');
  if (text === undefined) return undefined;
  if (optional(flags, 'from') !== undefined) throw new UsageError('--from and --until exclude each other.');
  const [, date = '', time = ''] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})$/.exec(text) ?? [];
  const minute = parseMinute(time);
  if (!isDate(date) || minute === undefined)
    throw new UsageError(`--until "${text}" is no moment such as 2026-11-30T14:00.`);
  return { date, minute };
}

const TOTAL_COLUMNS = [
  'queue',
  'from_date',
  'days',
  'offered',
  'offered_lower_80',
  'offered_upper_80',
  'offered_lower_95',
  'offered_upper_95',
  'handle_hours',
];

/** Totals per day or week with the hours of handling they hold. */
function totalRows({ zone, forecast }: { zone: string; forecast: QueueForecast }, kind: 'day' | 'week') {
  const hours = new Map<string, number>();
  forecast.startMs.forEach((ms, i) => {
    const date = localDate(ms, zone);
    hours.set(date, (hours.get(date) ?? 0) + (forecast.offered[i]! * forecast.ahtSeconds[i]!) / 3600);
  });
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return (kind === 'day' ? (forecast.days ?? []) : (forecast.weeks ?? [])).map((total: TotalForecast) => {
    let handled = 0;
    for (let d = 0; d < total.days; d++) handled += hours.get(addDays(total.fromDate, d)) ?? 0;
    const values = [total.offered, total.lower80, total.upper80, total.lower95, total.upper95, handled];
    return [forecast.queue, total.fromDate, total.days, ...values.map(rounded)];
  });
}

function asJson({ zone, forecast }: { zone: string; forecast: QueueForecast }): unknown {
  return {
    queue: forecast.queue,
    zone,
    intervalMinutes: forecast.intervalMinutes,
    method: forecast.method,
    evidence: forecast.evidence.map((e) => ({ ...e, wape: Number.isFinite(e.wape) ? e.wape : null })),
    expectedError: forecast.expectedError,
    days: forecast.days,
    weeks: forecast.weeks,
    corrections: forecast.corrections,
    ...(forecast.newHours === undefined ? {} : { newHours: forecast.newHours }),
    intervals: forecastRows(forecast, zone),
  };
}
