// Speed and memory: many queues with two years of half hours, forecast for four weeks in worker threads.
// node dist/tests/bench/forecast-many.js [queues] [threads]
import { availableParallelism } from 'node:os';
import { forecastInThreads } from '../../api/jobs/forecast-in-threads.js';
import type { ForecastAsk } from '../../src/forecast/ask.js';
import { publicHolidays } from '../../src/time/holidays.js';
import { madeHistory, plainCalendar } from '../support/made-history.js';

const queues = Number(process.argv[2] ?? 200);
const workers = Number(process.argv[3] ?? availableParallelism());
const calendar = { ...plainCalendar(), holidays: publicHolidays('NL', undefined, '2023-01-01', '2026-12-31') };
const request = { fromDate: '2025-05-31', days: 28, seed: 1, defaultAhtSeconds: 300 };
const asks = Array.from({ length: queues }, (_, k): ForecastAsk => {
  const series = madeHistory({ fromDate: '2023-06-01', days: 730, seed: k + 1, perDay: 20 * (1 + k), name: `q${k}` });
  return { queue: series.queue, zone: series.zone, series, calendar, request, adjustments: [] };
});
const before = process.cpuUsage();
const started = performance.now();
const forecasts = await forecastInThreads(asks, workers);
const used = process.cpuUsage(before);
console.log(`queues              ${forecasts.length}`);
console.log(`threads             ${workers}`);
console.log(`elapsed             ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`processor s/queue   ${((used.user + used.system) / 1e6 / queues).toFixed(2)}`);
// Highest resident size of the process with its threads, in kilobytes.
console.log(`peak memory         ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
