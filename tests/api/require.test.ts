import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, rooster } from '../support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-require-'));
const small = join(ROOT, 'fixtures/small');
const forecast = join(folder, 'forecast.csv');

// Two days of 16 half hours, busy before noon and calm after.
beforeAll(() => {
  const rows = ['2026-11-30', '2026-12-01'].flatMap((day) =>
    Array.from({ length: 16 }, (_, i) => {
      const clock = `${String(9 + (i >> 1)).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`;
      const offered = i < 6 ? 60 : 12;
      return `support,${day}T${clock}:00+01:00,30,${[offered, offered, offered, offered, offered].join()},600,given`;
    }),
  );
  const header =
    'queue,start,interval_minutes,offered,offered_lower_80,offered_upper_80,offered_lower_95,offered_upper_95,aht_seconds,method';
  writeFileSync(forecast, `${[header, ...rows].join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = (text: string): Record<string, string>[] => {
  const [header, ...rows] = text.trim().split('\n');
  const names = header!.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i]!, cell])));
};
const require = async (...more: string[]) => rooster(['require', '--centre', small, '--forecast', forecast, ...more]);

describe('rooster require', () => {
  it('writes the columns that other systems read', async () => {
    const { code, stdout } = await require();
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe(
      'queue,start,interval_minutes,offered,aht_seconds,agents_net,agents_scheduled,service_level,asa_seconds,occupancy',
    );
  });

  it('--correct sets formula and correction side by side, the same for the same seed', async () => {
    const plain = table((await require()).stdout);
    const first = await require('--correct');
    expect(first.code, first.stderr).toBe(0);
    expect((await require('--correct')).stdout).toBe(first.stdout);
    const corrected = table(first.stdout);
    expect(corrected.map((row) => row.agents_formula)).toEqual(plain.map((row) => row.agents_net));
    // Somewhere the simulator knows better, nowhere by more than a few agents: the formulas are close for such queues.
    const changes = corrected.map((row) => Number(row.agents_net) - Number(row.agents_formula));
    expect(changes.some((change) => change !== 0)).toBe(true);
    for (const change of changes) expect(Math.abs(change)).toBeLessThanOrEqual(2);
  });

  it('names bad numbers and files', async () => {
    expect((await require('--correct', '--replications', '1')).code).toBe(2);
    expect((await require('--backlog', 'nosuch=3')).code).toBe(2);
    const broken = join(folder, 'broken.csv');
    writeFileSync(broken, readFileSync(forecast, 'utf8').replace(/\n([^,]+),([^,]+),30,/, '\n$1,$2,30,x'));
    const bad = await rooster(['require', '--centre', small, '--forecast', broken]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toMatch(/broken\.csv:2/);
  });
});
