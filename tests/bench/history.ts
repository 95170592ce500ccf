/**
 * Speed and memory of reading history: a million rows made on the fly, never held as text.
 * Usage: node dist/tests/bench/history.js [rows]
 */
import { readHistoryBody } from '../../api/files/history.js';

const rows = Number(process.argv[2] ?? 1_000_000);
const rowsPerQueue = 35_040; // two years of half hours

async function* csv(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let piece = 'start,queue,interval_minutes,offered,handled,aht_seconds\n';
  for (let i = 0; i < rows; i++) {
    const start = new Date(Date.UTC(2024, 10, 18) + (i % rowsPerQueue) * 1_800_000).toISOString().slice(0, 16);
    piece += `${start}Z,queue-${Math.floor(i / rowsPerQueue)},30,${i % 97},${i % 89},${300 + (i % 50)}.5\n`;
    if (piece.length < 65_536) continue;
    yield encoder.encode(piece);
    piece = '';
  }
  yield encoder.encode(piece);
}

const started = performance.now();
const result = await readHistoryBody(csv(), { zoneOf: () => 'Europe/Amsterdam' });
const seconds = (performance.now() - started) / 1000;
if (!result.ok) throw new Error(JSON.stringify(result.issues.slice(0, 3)));
console.log(`rows         ${rows}`);
console.log(`queues       ${result.value.size}`);
console.log(`seconds      ${seconds.toFixed(2)}`);
console.log(`rows/s       ${Math.round(rows / seconds)}`);
console.log(`peak RSS MB  ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
