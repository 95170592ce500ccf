// Updates of the running day on the two real series beside the project: error and coverage of the rest of the day at 9, 12 and
// 15 o'clock, beside what had been forecast at midnight. node dist/tests/bench/forecast-intraday.js [days between, default 4]
import { forecastQueue } from '../../src/forecast/forecast-queue.js';
import { forecastRunningDay } from '../../src/forecast/intraday.js';
import { addDays, startOfDay } from '../../src/time/zone.js';
import { realSeries } from '../support/real-series.js';

const HOURS = [9, 12, 15];
const REACH_DAYS = 112;
const step = Number(process.argv[2] ?? 4);
const series = await realSeries();
if (series.length === 0) console.log('Left out: ../shared/data is missing.');
for (const { name, history, calendar, unscored } of series) {
  const actuals = new Map(Array.from(history.startMs, (ms, i) => [ms, history.offered[i]!]));
  const rows = HOURS.map((hour) => ({
    hour,
    error: 0,
    before: 0,
    volume: 0,
    n: 0,
    in80: 0,
    in95: 0,
    days: 0,
    day80: 0,
    day95: 0,
  }));
  for (let back = 1; back <= REACH_DAYS; back += step) {
    const date = addDays(history.toDate, -back);
    if (unscored.has(date)) continue;
    const request = { fromDate: date, days: 1, seed: 1, defaultAhtSeconds: 300 };
    const midnight = forecastQueue(history, calendar, request);
    const before = new Map(Array.from(midnight.startMs, (ms, i) => [ms, midnight.offered[i]!]));
    for (const row of rows) {
      const now = startOfDay(date, history.zone) + row.hour * 3_600_000;
      const forecast = forecastRunningDay(history, calendar, request, now);
      forecast.startMs.forEach((ms, i) => {
        const actual = actuals.get(ms);
        if (actual === undefined || Number.isNaN(actual)) return;
        const mean = forecast.offered[i]!;
        row.error += Math.abs(actual - mean);
        row.before += Math.abs(actual - before.get(ms)!);
        row.volume += actual;
        if (mean < 5) return;
        row.n++;
        if (actual >= forecast.lower80[i]! && actual <= forecast.upper80[i]!) row.in80++;
        if (actual >= forecast.lower95[i]! && actual <= forecast.upper95[i]!) row.in95++;
      });
      const [day] = forecast.days!;
      let total = 0;
      midnight.startMs.forEach((ms) => {
        // Hours without a call are absent.
        total += actuals.get(ms) || 0;
      });
      row.days++;
      if (total >= day!.lower80 && total <= day!.upper80) row.day80++;
      if (total >= day!.lower95 && total <= day!.upper95) row.day95++;
    }
  }
  console.log(`${name}, ${rows[0]!.days} days`);
  console.table(
    rows.map((row) => ({
      hour: row.hour,
      'W %': ((100 * row.error) / row.volume).toFixed(2),
      'at midnight': ((100 * row.before) / row.volume).toFixed(2),
      c80: (row.in80 / row.n).toFixed(3),
      c95: (row.in95 / row.n).toFixed(3),
      'day c80': (row.day80 / row.days).toFixed(2),
      'day c95': (row.day95 / row.days).toFixed(2),
    })),
  );
}
