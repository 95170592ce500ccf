import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../../api/cli/command.js';
import { command as checkLaw } from '../../../api/cli/commands/check-law.js';
import { command as cost } from '../../../api/cli/commands/cost.js';
import { COST_COLUMNS } from '../../../src/cost/cost-csv.js';
import type { InputError } from '../../../src/errors.js';
import { ROSTER_HEADER, type SmallFolder, smallFolder } from '../../support/small-folder.js';

/** One agent at the office for eight hours with a meal, and for thirteen and a half hours a day later. */
const ROSTER = `${ROSTER_HEADER}
a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T12:00:00+01:00,work,phone,true
a1,2026-12-01,office,,2026-12-01T12:00:00+01:00,2026-12-01T12:30:00+01:00,meal,,false
a1,2026-12-01,office,,2026-12-01T12:30:00+01:00,2026-12-01T16:30:00+01:00,work,phone,true
`;
const LONG = `${ROSTER}a1,2026-12-02,office,,2026-12-02T08:00:00+01:00,2026-12-02T21:30:00+01:00,work,phone,true
`;

let folder: SmallFolder;
beforeAll(async () => {
  folder = await smallFolder('id,name,pay_scale\na1,Ann,L1\n', { 'roster.csv': ROSTER, 'long.csv': LONG });
});
afterAll(() => folder.remove());

async function run(command: Command, flags: Record<string, string | boolean>) {
  const out: string[] = [];
  const messages: string[] = [];
  const code = await command.run(
    {
      stdout: (text) => void out.push(text),
      stderr: (line) => void messages.push(line),
      cwd: folder.path,
      env: {},
      signal: new AbortController().signal,
      isTerminal: false,
    },
    { centre: '.', ...flags },
    [],
  );
  return { code, out: out.join(''), messages };
}

describe('rooster cost', () => {
  it('writes a row per agent, date and component and totals to standard error', async () => {
    const { code, out, messages } = await run(cost, { roster: 'roster.csv' });
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(code).toBe(0);
    expect(rows[0]).toEqual([...COST_COLUMNS]);
    expect(rows[1]?.slice(0, 12)).toEqual([
      'a1',
      '2026-W49',
      '2026-12-01',
      'office',
      'full',
      'base-pay',
      '8',
      'hours',
      '15.57',
      '124.56',
      'EUR',
      '124.56',
    ]);
    const sum = rows.slice(1).reduce((total, row) => total + Number(row[9]), 0);
    expect(messages.find((line) => line.startsWith('total'))).toContain(`${sum.toFixed(2)} EUR`);
  });

  it('adds up by week, gives JSON, and writes to a file', async () => {
    const weekly = await run(cost, { roster: 'long.csv', by: 'week', quiet: true });
    expect(weekly.out).toContain('a1,2026-W49,office,full,base-pay,21.5,hours,334.75,EUR,334.75\n');
    expect(weekly.messages).toEqual([]);
    await run(cost, { roster: 'long.csv', json: true, out: 'cost.json' });
    const report = JSON.parse(await readFile(join(folder.path, 'cost.json'), 'utf8'));
    expect(report.lines.reduce((sum: number, line: { costMinor: number }) => sum + line.costMinor, 0)).toBe(
      report.totals.totalMinor,
    );
  });

  it('refuses pay that cannot be told, by name', async () => {
    await folder.write('old.csv', ROSTER.replaceAll('2026-12', '2019-12'));
    const codes = await run(cost, { roster: 'old.csv' }).then(
      () => [],
      (error: InputError) => error.issues.map((issue) => issue.code),
    );
    expect(codes).toEqual(['pay-rate-missing']);
    await expect(run(cost, { roster: 'roster.csv', by: 'month' })).rejects.toThrow('--by takes "day" or "week"');
  });
});

describe('rooster check-law', () => {
  it('has only notes on a lawful roster and ends with 3 for a broken law', async () => {
    const good = await run(checkLaw, { roster: 'roster.csv' });
    expect(good.code).toBe(0);
    expect(good.messages.at(-1)).toBe('1 shifts: 0 hard, 0 soft, 1 notes');
    expect(good.out).toContain('a1,2026-12-01,note,NL-KSF/1.2,');
    const bad = await run(checkLaw, { roster: 'long.csv', json: true });
    expect(bad.code).toBe(3);
    const findings: { ruleId: string; severity: string; from: string }[] = JSON.parse(bad.out);
    const hard = findings.filter((finding) => finding.severity === 'hard').map((finding) => finding.ruleId);
    // Of 13.5 hours without a break the rest left in the 24 hours is 10.5: the reduction covers it.
    expect(hard).toEqual(['NL-ATW/5:4a', 'NL-ATW/5:4b', 'NL-ATW/5:7a']);
    expect(findings.find((finding) => finding.ruleId === 'NL-ATW/5:7a')?.from).toBe('2026-12-02T08:00:00+01:00');
    expect(bad.messages.at(-1)).toMatch(/^2 shifts: \d hard, 0 soft, \d notes$/);
  });

  it('audits unknown people in full', async () => {
    await folder.write('strange.csv', ROSTER.replaceAll('a1,', 'x9,'));
    const { code, out } = await run(checkLaw, { roster: 'strange.csv' });
    expect(code).toBe(0);
    expect(out).toContain('x9,2026-12-01,soft,roster/unknown-agent');
  });
});
