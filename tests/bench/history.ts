/**
 * Speed and memory of reading history: a million rows, made before and held as bytes.
 * Usage: node dist/tests/bench/history.js [rows]
 */
import { readHistoryBody } from '../../api/files/history.js';
import { historyCsv } from '../support/history-csv.js';

const rows = Number(process.argv[2] ?? 1_000_000);
const chunks = [...historyCsv(rows)];
const megabytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6;
const cpu = process.cpuUsage();
const started = performance.now();
const result = await readHistoryBody(chunks, { zoneOf: () => 'Europe/Amsterdam' });
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
if (!result.ok) throw new Error(JSON.stringify(result.issues.slice(0, 3)));
console.log(`rows         ${rows} (${megabytes.toFixed(0)} MB)`);
console.log(`queues       ${result.value.size}`);
console.log(`seconds      ${seconds.toFixed(2)}`);
console.log(
  `rows/s       ${Math.round(rows / seconds)} (${Math.round(rows / ((user + system) / 1e6))} by processor time)`,
);
console.log(`peak RSS MB  ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
