import { type Accuracy, backtest, HORIZONS, type Horizon, rollingOrigins } from '../../../src/forecast/backtest.js';
import { FITS } from '../../../src/forecast/fit-method.js';
import { addDays } from '../../../src/time/zone.js';
import { csvText } from '../../files/csv.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { HISTORY_OPTIONS, readForecastInput } from '../forecast-input.js';
import { deliver, integerOf, optional, seedOf } from '../options.js';

const COLUMNS = {
  wape: 'wape',
  dayWape: 'day_wape',
  bias: 'bias',
  mase: 'mase',
  coverage80: 'coverage_80',
  coverage95: 'coverage_95',
  days: 'days',
  dayCoverage80: 'day_coverage_80',
  dayCoverage95: 'day_coverage_95',
  weekCoverage80: 'week_coverage_80',
  weekCoverage95: 'week_coverage_95',
} as const;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const HEADER = ['queue', 'method', 'horizon', ...Object.values(COLUMNS)];

export const command: Command = {
  name: 'backtest',
  summary: 'accuracy of forecasts on the past, per queue, method and horizon',
  help: `
usage: rooster backtest [--history F] [--centre DIR | --zone Z --country CC] [--queue Q] [--weeks N] [--horizon-days N]

Goes back to one day of each of the last N weeks, forgets what came after, forecasts it and compares. Public holidays are
scored like any day.

  --weeks N          origins, one every eight days (so all weekdays take part), default 8
  --horizon-days N   days ahead, default 28
  --methods A,B      ${[...FITS.keys()].join(', ')}; default all
  --history, --centre, --zone, --country, --queue, --map   as in rooster forecast

Columns: wape and day_wape = sum of absolute errors over intervals and over day totals / volume; bias = (forecast − actual) /
volume; mase = error / that of last week's values; coverage_80 and coverage_95 = share inside the intervals; day_ and week_coverage = of totals.`,
  options: {
    ...HISTORY_OPTIONS,
    weeks: { type: 'string' },
    'horizon-days': { type: 'string' },
    methods: { type: 'string' },
  },

  async run(context, flags) {
    const count = integerOf(flags, 'weeks', 8, 1, 104);
    const horizonDays = integerOf(flags, 'horizon-days', 28, 1, 371);
    const methods = optional(flags, 'methods')?.split(',') ?? [...FITS.keys()];
    for (const method of methods)
      if (!FITS.has(method)) throw new UsageError(`no method "${method}"; there are ${[...FITS.keys()].join(', ')}.`);
    const inputs = await readForecastInput(context, flags);
    const results: (Accuracy & { queue: string })[] = [];
    for (const { series, calendar } of inputs) {
      if (series === undefined) continue;
      const rows = backtest(series, calendar(addDays(series.toDate, 31)), {
        origins: rollingOrigins(series, count, 8, horizonDays),
        horizons: horizonsUpTo(horizonDays),
        methods,
        seed: seedOf(flags),
      });
      results.push(...rows.filter(({ days }) => days > 0).map((row) => ({ queue: series.queue, ...row })));
      if (flags.quiet !== true && rows.every(({ days }) => days === 0))
        context.stderr(`${series.queue}: the history is too short to go back ${horizonDays} days.`);
    }
    if (flags.json === true) await deliver(context, flags, `${JSON.stringify(results, null, 1)}\n`);
    else {
      const rows = results.map((row) => [
        row.queue,
        row.method,
        row.horizon,
        ...NAMES.map((name) => (Number.isNaN(row[name]) ? '' : Math.round(row[name] * 10_000) / 10_000)),
      ]);
      await deliver(context, flags, [...csvText(HEADER, rows)].join(''));
    }
    return EXIT.done;
  },
};

/** The usual horizons that are reached, and the whole. */
function horizonsUpTo(days: number): Horizon[] {
  const reached = HORIZONS.filter(({ toDay }) => toDay <= days);
  return reached.some(({ fromDay, toDay }) => fromDay === 0 && toDay === days)
    ? reached
    : [...reached, { name: `days-1-${days}`, fromDay: 0, toDay: days }];
}
