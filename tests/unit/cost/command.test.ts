import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../../api/cli/command.js';
import { command as checkLaw } from '../../../api/cli/commands/check-law.js';
import { command as cost } from '../../../api/cli/commands/cost.js';
import { COST_COLUMNS } from '../../../src/cost/cost-csv.js';
import type { InputError } from '../../../src/errors.js';
import { cli } from '../../support/cli.js';
import { ROSTER_HEADER, type SmallFolder, smallFolder } from '../../support/small-folder.js';
import { readWorkbook } from '../../support/workbook.js';

/** One agent at the office for eight hours with a meal, and for thirteen and a half hours a day later. */
const ROSTER = `${ROSTER_HEADER}
a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T12:00:00+01:00,work,phone,true
a1,2026-12-01,office,,2026-12-01T12:00:00+01:00,2026-12-01T12:30:00+01:00,meal,,false
a1,2026-12-01,office,,2026-12-01T12:30:00+01:00,2026-12-01T16:30:00+01:00,work,phone,true
`;
const LONG = `${ROSTER}a1,2026-12-02,office,,2026-12-02T08:00:00+01:00,2026-12-02T21:30:00+01:00,work,phone,true
`;

const AGENTS = 'id,name,pay_scale\na1,Ann,L1\n';
/** A pay.json with records of scale L1, or with other employer's costs in the Netherlands. */
const scale = (...records: object[]): string =>
  JSON.stringify({ scales: records.map((record) => ({ id: 'L1', scheme: 'NL', ...record })) });
const scheme = (over: object): string =>
  JSON.stringify({ scales: [], schemes: [{ id: 'NL', extends: 'NL', ...over }] });

let folder: SmallFolder;
beforeAll(async () => {
  const missed = `${ROSTER_HEADER}\n${LONG.split('\n').at(-2)}\n`;
  folder = await smallFolder(AGENTS, { 'roster.csv': ROSTER, 'long.csv': LONG, 'missed.csv': missed });
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

  it('writes an Excel workbook where the file is called so, with text that is no formula', async () => {
    await folder.write('agents.csv', 'id,name,pay_scale\na1,Ann,L1\n=1+1,Bob,L1\n');
    await folder.write('two.csv', `${ROSTER}${LONG.split('\n').at(-2)!.replace('a1', '=1+1')}\n`);
    await run(cost, { roster: 'two.csv', by: 'week', out: 'cost.xlsx', quiet: true });
    const [sheet] = readWorkbook(await readFile(join(folder.path, 'cost.xlsx')));
    const csv = await run(cost, { roster: 'two.csv', by: 'week', quiet: true });
    await folder.write('agents.csv', AGENTS);
    const rows = parse(csv.out) as string[][];
    expect(sheet!.hasFormula).toBe(false);
    expect(sheet!.rows.map((row) => row.map((cell) => String(cell ?? '').replace(/^text /, '')))).toEqual(rows);
    // One row per agent, week and component; what would run as a formula has an apostrophe in front.
    const keys = rows.slice(1).map((row) => [row[0], row[1], row[4]].join());
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(rows.slice(1).map((row) => row[0]))).toEqual(new Set(['a1', "'=1+1"]));
  });

  it('says so where cost by queue is a guess', async () => {
    expect((await run(cost, { roster: 'roster.csv' })).messages.join()).not.toContain('allocation-missing');
    await folder.write('blended.csv', ROSTER.replaceAll(',phone,', ',phone|mail,'));
    expect((await run(cost, { roster: 'blended.csv' })).messages.join()).toContain('warning allocation-missing: ');
  });

  it('keeps due what was called off too late, and leaves out shifts that nobody came to', async () => {
    const totalOf = ({ messages }: { messages: readonly string[] }): string =>
      messages.find((line) => line.startsWith('total'))!.replace(/\D/g, '');
    const changed = await run(cost, {
      roster: 'roster.csv',
      published: 'long.csv',
      'changed-at': '2026-12-01T12:00:00+01:00',
    });
    expect(changed.out).toContain('cancelled-shift,13.5,hours,15.57,210.19,EUR');
    const early = await run(cost, {
      roster: 'roster.csv',
      published: 'long.csv',
      'changed-at': '2026-11-20T12:00:00Z',
    });
    expect(totalOf(early)).toBe(totalOf(await run(cost, { roster: 'roster.csv' })));
    const missed = await run(cost, { roster: 'long.csv', 'no-shows': 'missed.csv' });
    expect(totalOf(missed)).toBe(totalOf(early));
    await expect(run(cost, { roster: 'roster.csv', published: 'long.csv' })).rejects.toThrow('go together');
    await expect(
      run(cost, { roster: 'roster.csv', published: 'long.csv', 'changed-at': '2026-12-01' }),
    ).rejects.toThrow('--changed-at takes an instant');
  });

  it.each([
    ['an unknown scale', 'agents.csv', 'id,name,pay_scale\na1,Ann,L9\n', 'pay-scale-unknown'],
    ['pay under the minimum', 'pay.json', scale({ hourly: 14.5 }), 'pay-below-minimum'],
    ['2,300 a month at 40 hours', 'pay.json', scale({ monthly: 2300, fullTimeHours: 40 }), 'pay-below-minimum'],
    ['a currency without a rate', 'pay.json', scale({ rate: 20, currency: 'USD' }), 'currency-unknown'],
    ['no currency at all', 'pay.json', scale({ rate: 20, currency: 'XQX' }), 'currency-unknown'],
    ['no rate on the date', 'pay.json', scale({ hourly: 20, validTo: '2026-11-30' }), 'pay-rate-missing'],
    [
      'two records on a day',
      'pay.json',
      scale({ hourly: 20, validTo: '2026-12-31' }, { hourly: 21, validFrom: '2026-12-01' }),
      'pay-validity-overlap',
    ],
    [
      'a contribution with a gap',
      'pay.json',
      scheme({ contributions: [{ id: 'x', percent: 1, validTo: '2026-11-30' }] }),
      'pay-rate-missing',
    ],
  ])('names %s, writes nothing and ends with 2', async (_, file, text, code) => {
    await folder.write(file, text);
    const result = await cli(['cost', '--centre', '.', '--roster', 'roster.csv', '--out', 'none.csv'], {
      cwd: folder.path,
    });
    await folder.write('agents.csv', AGENTS);
    await folder.drop('pay.json');
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toContain(`error ${code}: `);
    expect(existsSync(join(folder.path, 'none.csv'))).toBe(false);
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
