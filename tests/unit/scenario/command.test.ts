import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/scenario/compare.js';
import type { PlanSummary } from '../../../src/summary.js';
import { cli, rooster } from '../../support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-scenario-'));
const file = (name: string, scenarios: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify({ scenarios }));
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const small = (scenarios: string, out: string): string[] => [
  'scenario',
  '--centre',
  'fixtures/small',
  '--week',
  '2026-W48',
  '--scenarios',
  scenarios,
  '--out',
  join(folder, out),
  '--work-limit',
  '50',
];

describe('rooster scenario', () => {
  it('plans the week as it is and every scenario, and compares them', async () => {
    const path = file('two.json', [
      { name: 'none', changes: [] },
      {
        name: 'half',
        title: '=half',
        changes: [
          { change: 'volume', factor: 0.5 },
          { change: 'head-count', contract: 'full', heads: 5 },
        ],
      },
    ]);
    const result = await rooster(small(path, 'out'));
    expect([result.code, result.stdout.split('\n')[0]]).toEqual([0, 'Helpdesk, 2026-11-23 to 2026-11-29']);
    const out = join(folder, 'out');
    expect(readdirSync(out).sort()).toEqual([
      'base',
      'comparison.csv',
      'comparison.json',
      'comparison.xlsx',
      'half',
      'none',
    ]);
    for (const name of readdirSync(join(out, 'base')).filter((each) => each !== 'report.html'))
      expect(readFileSync(join(out, 'none', name), 'utf8'), name).toBe(readFileSync(join(out, 'base', name), 'utf8'));
    const comparison = JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8')) as Comparison;
    expect(comparison.scenarios).toEqual([{ name: 'base' }, { name: 'none' }, { name: 'half', title: '=half' }]);
    const values = (measure: string) =>
      comparison.rows.find((row) => row.queue === 'total' && row.measure === measure)!.values;
    expect(values('offered')[2]).toBeCloseTo(values('offered')[0]! / 2, 6);
    expect(values('agents')).toEqual([8, 8, 5]);
    for (const row of comparison.rows) expect(row.differences[1]).toBe(row.values[0] === null ? null : 0);
    const half = JSON.parse(readFileSync(join(out, 'half', 'summary.json'), 'utf8')) as PlanSummary;
    expect(values('cost')[2]).toBe(half.costMinor);
    expect(readFileSync(join(out, 'comparison.csv'), 'utf8').split('\n')[0]).toBe(
      'queue,measure,unit,base,none,half,none less base,half less base',
    );
  });

  it('tries every scenario before it plans the first', async () => {
    const path = file('bad.json', [
      { name: 'a', changes: [{ change: 'volume', factor: 2, queue: 'suport' }] },
      { name: 'b', changes: [{ change: 'offshore-share', share: 0.5 }] },
    ]);
    const result = await cli(small(path, 'none'));
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('error queue-unknown: There is no queue "suport". Did you mean "support"?');
    expect(result.stderr).toContain('error scenario-no-site: The centre has no site of kind "offshore".');
    expect(readdirSync(folder)).not.toContain('none');
  });
});
