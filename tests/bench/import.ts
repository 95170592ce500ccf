/**
 * Import of a history file over HTTP into a SQLite file: rows a second, memory of the service, how long its event loop was held
 * up, and what a reader saw meanwhile. The file is made before, sent by a process of its own, and taken away.
 * Usage: node dist/tests/bench/import.js [ROWS [interleaved]]
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { saveCentre } from '../../api/db/centre-store.js';
import { openStore } from '../../api/db/open.js';
import { serve } from '../../api/http/serve.js';
import { historyCsv } from '../support/history-csv.js';
import { sqliteOf } from '../support/sqlite.js';
import { smallCentre } from '../support/stored-plan.js';

if (process.argv[2] === 'send') await send(process.argv[3]!, process.argv[4]!);
else await bench(Number(process.argv[2] ?? 1_000_000), process.argv[3] === 'interleaved');

async function send(url: string, file: string): Promise<void> {
  const answer = await new Promise<string>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { 'content-type': 'text/csv' } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += String(chunk);
      });
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    });
    sent.on('error', reject);
    createReadStream(file, { highWaterMark: 1 << 18 }).pipe(sent);
  });
  process.stdout.write(answer.slice(0, 200));
}

async function bench(rows: number, interleaved: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-import-'));
  try {
    const file = join(folder, 'history.csv');
    await pipeline(Readable.from(historyCsv(rows, interleaved), { objectMode: false }), createWriteStream(file));
    const path = join(folder, 'bench.db');
    const store = await openStore(path);
    const centre = await smallCentre();
    const queues = Array.from({ length: Math.ceil(rows / 35_040) }, (_, q) => ({
      ...centre.queues[0]!,
      id: `queue-${q}` as (typeof centre.queues)[0]['id'],
    }));
    await saveCentre(store, { ...centre, queues, intervalMinutes: 30 }, '2026-11-24T00:00:00.000Z');
    const served = await serve({ store, port: 0, demo: true, concurrency: 0, onError: console.error });
    const before = process.memoryUsage().rss;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    // As every reader of history does.
    const inUse = sqliteOf(store).prepare('select count(*) from series where unused_since is null').pluck();
    // Somebody who reads and somebody who writes meanwhile.
    let seen = 0;
    let longestWrite = 0;
    const meanwhile = setInterval(() => {
      const shown = inUse.get() as number;
      seen = Math.max(seen, shown > 0 && shown < queues.length ? 1 : 0);
      const from = performance.now();
      void store.db
        .updateTable('setup_code')
        .set({ created_at: 'x' })
        .execute()
        .then(() => {
          longestWrite = Math.max(longestWrite, performance.now() - from);
        });
    }, 200);
    const cpu = process.cpuUsage();
    const started = performance.now();
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'send', `${served.url}/v1/history`, file], {
      stdio: 'inherit',
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    const seconds = (performance.now() - started) / 1000;
    clearInterval(meanwhile);
    delay.disable();
    const { user, system } = process.cpuUsage(cpu);
    const perSecond = (of: number): string => Math.round(rows / of).toLocaleString('en');
    const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    console.log(
      `\nrows              ${rows.toLocaleString('en')} (${mb(statSync(file).size)}, ${queues.length} queues), sender's exit code ${code}`,
    );
    console.log(`seconds           ${seconds.toFixed(1)} (${((user + system) / 1e6).toFixed(1)} of processor time)`);
    console.log(`rows/s            ${perSecond(seconds)} (${perSecond((user + system) / 1e6)} by processor time)`);
    console.log(`memory            ${mb(before)} before, ${mb(process.resourceUsage().maxRSS * 1024)} at most`);
    console.log(
      `event loop        held up ${(delay.max / 1e6).toFixed(0)} ms at most, p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
    );
    console.log(
      `meanwhile         longest write ${longestWrite.toFixed(0)} ms, half an import seen: ${seen > 0 ? 'YES' : 'no'}`,
    );
    console.log(`database          ${mb(statSync(path).size)}`);
    await served.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
