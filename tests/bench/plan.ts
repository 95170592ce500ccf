/**
 * Time and peak memory of planning a centre from files to files, as a user starts it.
 * Run: node dist/tests/bench/plan.js [centre folder] [week] [runs]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [centre = 'fixtures/utrecht', week = '2026-W49', runs = '3'] = process.argv.slice(2);
const main = resolve('dist/api/cli/main.js');

interface Run {
  readonly seconds: number;
  readonly peakMiB: number;
}

/** One run; peak memory is the high-water mark of the process that Linux keeps (VmHWM), read while it runs. */
function run(): Promise<Run> {
  const out = mkdtempSync(join(tmpdir(), 'rooster-bench-'));
  const started = performance.now();
  const child = spawn(process.execPath, [main, 'plan', '--centre', centre, '--week', week, '--out', out, '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMiB = 0;
  const watch = setInterval(() => {
    try {
      const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      peakMiB = Math.max(peakMiB, Number(line?.[1] ?? 0) / 1024);
    } catch {
      // The process has just ended.
    }
  }, 50);
  return new Promise((done, fail) => {
    child.on('close', (code) => {
      clearInterval(watch);
      rmSync(out, { recursive: true });
      if (code === 0) done({ seconds: (performance.now() - started) / 1000, peakMiB });
      else fail(new Error(`rooster plan ended with code ${code}`));
    });
  });
}

const results: Run[] = [];
for (let i = 0; i < Number(runs); i++) results.push(await run());
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
process.stdout.write(
  `${centre} ${week}, ${runs} runs on ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`,
);
process.stdout.write(
  `time         median ${median(results.map((one) => one.seconds)).toFixed(1)} s, most ${Math.max(...results.map((one) => one.seconds)).toFixed(1)} s\n`,
);
process.stdout.write(
  `peak memory  median ${median(results.map((one) => one.peakMiB)).toFixed(0)} MiB, most ${Math.max(...results.map((one) => one.peakMiB)).toFixed(0)} MiB\n`,
);
