// Accuracy and speed of the automatic forecast on the two real series beside the project, next to the measured field.
// node dist/tests/bench/forecast.js [method …]
import { backtest, HORIZONS, rollingOrigins } from '../../src/forecast/backtest.js';
import { AUTO } from '../../src/forecast/fit-method.js';
import { realSeries } from '../support/real-series.js';

const TRAINING_DAYS = 364;
/** Interval WAPE on day 1, week 1 and week 4 of the reference prototype and of the best method measured, in per cent. */
const FIELD: Readonly<Record<string, { prototype: number[]; best: number[] }>> = {
  'anonymous-bank-1999': { prototype: [18.9, 19.7, 21.1], best: [18.9, 19.7, 21.1] },
  'service-desk-2014': { prototype: [6.7, 8.9, 10.2], best: [6.5, 8.7, 9.4] },
};

const methods = process.argv.length > 2 ? process.argv.slice(2) : [AUTO];
const series = await realSeries();
if (series.length === 0) console.log('Left out: ../shared/data is missing.');
for (const { name, history, calendar, unscored } of series) {
  const run = (origins: string[]): void => {
    console.log(`${name}, ${origins.length} origins ${origins[0]} … ${origins[origins.length - 1]}`);
    const started = process.cpuUsage();
    const rows = backtest(history, calendar, {
      origins,
      horizons: HORIZONS,
      methods,
      trainingDays: TRAINING_DAYS,
      unscored,
      seed: 1,
    });
    const used = process.cpuUsage(started);
    console.table(
      rows.map((row) => {
        const h = HORIZONS.findIndex((horizon) => horizon.name === row.horizon);
        const percent = (value: number): string => (100 * value).toFixed(2);
        return {
          method: row.method,
          horizon: row.horizon,
          'W %': percent(row.wape),
          'D %': percent(row.dayWape),
          'prototype W': FIELD[name]?.prototype[h],
          'best W': FIELD[name]?.best[h],
          'bias %': percent(row.bias),
          mase: row.mase.toFixed(3),
          c80: row.coverage80.toFixed(3),
          c95: row.coverage95.toFixed(3),
          days: row.days,
        };
      }),
    );
    console.log(`${((used.user + used.system) / 1e6 / origins.length).toFixed(2)} s of processor per origin\n`);
  };
  run(rollingOrigins(history, 12, 5, 28));
  run(rollingOrigins(history, 70, 1, 28));
}
