import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CrashReport, crash } from '../support/crash.js';

/** Kills a process that imports, plans and publishes. usage: node dist/tests/bench/faults.js [KILLS] */
const kills = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'rooster-faults-'));
const started = performance.now();
const tell = ({ kills: done, plans, resumed, wrong }: CrashReport): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${done} kills in ${seconds} s: ${plans} plans stored, ${resumed} abandoned jobs resumed, ${wrong.length} findings`,
  );
};
const report = await crash(join(folder, 'crash.db'), kills, Math.random, (so) => so.kills % 20 === 0 && tell(so));
rmSync(folder, { recursive: true });
if (kills % 20 !== 0) tell(report);
for (const line of report.wrong) console.log(line);
process.exitCode = report.wrong.length > 0 ? 1 : 0;
