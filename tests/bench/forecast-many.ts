// Speed and memory: many queues with two years of half hours, one after the other on one core.
// node dist/tests/bench/forecast-many.js [queues]
import { forecastQueue } from '../../src/forecast/forecast-queue.js';
import { publicHolidays } from '../../src/time/holidays.js';
import { madeHistory, plainCalendar } from '../support/made-history.js';

const queues = Number(process.argv[2] ?? 20);
const calendar = { ...plainCalendar(), holidays: publicHolidays('NL', undefined, '2023-01-01', '2026-12-31') };
const request = { fromDate: '2025-05-31', days: 28, seed: 1, defaultAhtSeconds: 300 };
let used = 0;
for (let k = 0; k < queues; k++) {
  const history = madeHistory({ fromDate: '2023-06-01', days: 730, seed: k + 1, perDay: 20 * (1 + k) });
  const before = process.cpuUsage();
  forecastQueue(history, calendar, request);
  const after = process.cpuUsage(before);
  used += (after.user + after.system) / 1e6;
}
console.log(`queues              ${queues}`);
console.log(`processor s/queue   ${(used / queues).toFixed(2)}`);
console.log(`200 on two cores    ${((200 * used) / queues / 2).toFixed(0)} s`);
console.log(`resident memory     ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
