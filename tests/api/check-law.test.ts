import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { ROSTER_HEADER, type SmallFolder, smallFolder } from '../support/small-folder.js';

const AGENTS = `id,name,birth_date
a1,An,1990-05-05
a2,Bo,2009-06-01
a3,Cy,1985-01-01
`;

/** Rosters as other systems write them: overlaps, strangers, hours beyond the law, dates of another age. */
const FILES = {
  'lawful.csv': [
    ROSTER_HEADER,
    'a1,2026-12-01,office,,2026-12-01T09:00:00+01:00,2026-12-01T14:00:00+01:00,work,phone,true',
  ],
  'broken.csv': [
    ROSTER_HEADER,
    // Thirteen hours without a break, and seven more after nine hours of rest.
    'a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T21:00:00+01:00,work,phone,true',
    'a1,2026-12-02,office,,2026-12-02T06:00:00+01:00,2026-12-02T13:00:00+01:00,work,phone,true',
    // Two shifts at once.
    'a3,2026-12-01,office,,2026-12-01T09:00:00+01:00,2026-12-01T13:00:00+01:00,work,phone,true',
    'a3,2026-12-01,office,,2026-12-01T12:00:00+01:00,2026-12-01T16:00:00+01:00,training,,true',
    // A minor in the night.
    'a2,2026-12-01,office,,2026-12-01T20:00:00+01:00,2026-12-02T02:00:00+01:00,work,phone,true',
    // Nobody knows who, where, what or for which queue.
    'x9,2026-12-01,moon,,2026-12-01T09:00:00Z,2026-12-01T23:00:00Z,juggling,circus,true',
    'y7,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T22:00:00+01:00,work,phone,true',
  ],
  'reversed.csv': [
    ROSTER_HEADER,
    'a1,2026-12-02,office,,2026-12-02T06:00:00+01:00,2026-12-02T13:00:00+01:00,work,phone,true',
    'a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T21:00:00+01:00,work,phone,true',
  ],
  'old.csv': [
    ROSTER_HEADER,
    'a1,1999-12-01,office,,1999-12-01T08:00:00+01:00,1999-12-01T23:00:00+01:00,work,phone,true',
  ],
  'wrong-date.csv': [
    ROSTER_HEADER,
    // Filed under a date on which it does not start: what counts is when it is.
    'a1,2026-12-09,office,,2026-12-01T08:00:00+01:00,2026-12-01T21:00:00+01:00,work,phone,true',
  ],
  'form.csv': [
    ROSTER_HEADER,
    'a1,2026-12-32,office,,2026-12-01T08:00:00+01:00,2026-12-01T12:00:00+01:00,work,phone,true',
    'a1,2026-12-01,office,,2026-12-01T08:00:00,2026-12-01T12:00:00+01:00,work,phone,true',
    'a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T07:00:00+01:00,work,phone,true',
    'a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T12:00:00+01:00,work,phone,perhaps',
    ',2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T12:00:00+01:00,work,phone,true',
  ],
  'on-call.csv': [
    ROSTER_HEADER,
    'a1,2026-12-01,office,,2026-12-01T09:00:00+01:00,2026-12-01T14:00:00+01:00,work,phone,true',
    'a2,2026-12-01,office,,2026-12-01T18:00:00+01:00,2026-12-01T22:00:00+01:00,on-call,,false',
  ],
} as const;

let folder: SmallFolder;
beforeAll(async () => {
  folder = await smallFolder(
    AGENTS,
    Object.fromEntries(Object.entries(FILES).map(([name, lines]) => [name, `${lines.join('\n')}\n`])),
  );
});
afterAll(() => folder.remove());

interface Finding {
  readonly agent: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly dates: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly measured: number;
  readonly limit: number;
  readonly message: string;
  readonly messageNl: string;
}

const run = (roster: string, ...more: string[]) =>
  cli(['check-law', '--centre', folder.path, '--roster', join(folder.path, roster), ...more]);
async function audit(
  roster: string,
  ...more: string[]
): Promise<{ code: number; findings: Finding[]; stderr: string }> {
  const { code, stdout, stderr } = await run(roster, '--json', ...more);
  return { code, findings: JSON.parse(stdout) as Finding[], stderr };
}
const told = (findings: readonly Finding[], severity: string): string[] =>
  findings.filter((finding) => finding.severity === severity).map(({ agent, ruleId }) => `${agent} ${ruleId}`);

describe('rooster check-law', () => {
  it('finds nothing hard in a lawful roster', async () => {
    const { code, findings } = await audit('lawful.csv');
    expect(code).toBe(0);
    expect(told(findings, 'hard')).toEqual([]);
  });

  it('audits a roster in full that breaks the law, overlaps and names people and places that nobody knows', async () => {
    const { code, findings, stderr } = await audit('broken.csv');
    expect(code).toBe(3);
    expect(told(findings, 'hard')).toEqual([
      'a1 NL-ATW/5:4a',
      'a1 NL-ATW/5:4a',
      'a1 NL-ATW/5:4b',
      'a1 NL-ATW/5:7a',
      'a2 NL-ATW/5:3/16-night',
      'a2 NL-ATW/5:4/16',
      'a3 roster/overlap',
      'a3 NL-ATW/5:4a',
      // Where nothing is known of somebody and of the place, the law of the first site is taken.
      'x9 NL-ATW/5:4a',
      'x9 NL-ATW/5:4b',
      'x9 NL-ATW/5:7a',
      'y7 NL-ATW/5:4a',
      'y7 NL-ATW/5:4b',
      'y7 NL-ATW/5:7a',
    ]);
    expect(told(findings, 'soft')).toEqual([
      'x9 roster/unknown-agent',
      'x9 roster/unknown-site',
      'y7 roster/unknown-agent',
    ]);
    expect(stderr).toContain('7 shifts: 14 hard, 3 soft');
  });

  it('names rule, article, window, measured value and limit in both languages, as rows and as JSON', async () => {
    const { findings } = await audit('broken.csv');
    const long = findings.find(({ agent, ruleId }) => agent === 'a1' && ruleId === 'NL-ATW/5:7a');
    expect(long).toMatchObject({
      dates: ['2026-12-01'],
      from: '2026-12-01T08:00:00+01:00',
      to: '2026-12-01T21:00:00+01:00',
      measured: 13,
      limit: 12,
      message: 'ATW 5:7(2)a: 13 h of work in a duty; at most 12 h allowed.',
      messageNl: 'ATW 5:7(2)a: 13 u arbeid in een dienst; ten hoogste 12 u toegestaan.',
    });
    const { stdout } = await run('broken.csv');
    const [header, ...rows] = stdout.trim().split('\n');
    expect(header).toBe(
      'agent,dates,severity,rule,article,law,site,from,to,measured,bound,limit,unit,message,source,status,message_nl',
    );
    expect(rows).toHaveLength(findings.length);
    expect(rows.filter((row) => row.startsWith('a1,2026-12-01,hard,NL-ATW/5:7a,ATW 5:7(2)a,NL,office,'))).toHaveLength(
      1,
    );
  });

  it('does not ask in which order the rows stand, nor under which date', async () => {
    const one = await audit('reversed.csv');
    const { findings } = await audit('broken.csv');
    expect(one.findings).toEqual(findings.filter(({ agent }) => agent === 'a1'));
    expect(told((await audit('wrong-date.csv')).findings, 'hard')).toContain('a1 NL-ATW/5:7a');
  });

  it('says where no law is known for the dates, and refuses nothing for it', async () => {
    const { code, findings } = await audit('old.csv');
    expect(code).toBe(0);
    expect(findings.map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ['roster/no-law', 'Rule set "NL" holds from 2007-04-01 to 9999-12-31: 1 shifts are not judged.'],
    ]);
  });

  it('refuses a file for its form only, with every fault at its line', async () => {
    const { code, stderr, stdout } = await run('form.csv');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    for (const [line, fault] of [
      [2, 'roster-date'],
      [3, 'roster-instant'],
      [4, 'roster-order'],
      [5, 'roster-paid'],
      [6, 'roster-agent'],
    ] as const)
      expect(stderr).toMatch(new RegExp(`form\\.csv:${line}:\\w+: error ${fault}`));
  });

  it('judges notice where it is told when the roster was made known', async () => {
    expect(told((await audit('lawful.csv', '--announced', '2026-11-02T12:00:00+01:00')).findings, 'soft')).toEqual([]);
    const late = await audit('lawful.csv', '--announced', '2026-11-29T12:00:00+01:00');
    expect(told(late.findings, 'soft')).toEqual(['a1 NL-ATW/4:2(2)', 'a1 NL-ATW/4:2(3)']);
    const known = await audit(
      'lawful.csv',
      ...['--announced', '2026-11-29T12:00:00+01:00', '--earlier', join(folder.path, 'lawful.csv')],
    );
    expect(told(known.findings, 'soft')).toEqual([]);
    expect((await run('lawful.csv', '--announced', 'yesterday')).code).toBe(2);
    expect((await run('lawful.csv', '--earlier', 'lawful.csv')).code).toBe(2);
  });

  it('reads time on call from the activities', async () => {
    expect(told((await audit('on-call.csv')).findings, 'hard')).toEqual(['a2 NL-ATW/5:9(1)']);
  });

  it('takes people and agreements of the folder into account, and looks back', async () => {
    await folder.write(
      'circumstances.csv',
      'agent,kind,from,to,value,record\na1,pregnant,2026-10-01,2026-12-20,,midwife\n',
    );
    await folder.write(
      'worked.csv',
      `${ROSTER_HEADER}\na3,2026-11-30,office,,2026-11-30T14:00:00+01:00,2026-12-01T00:00:00+01:00,work,phone,true\n`,
    );
    const consents = [{ agent: 'a2', rule: 'NL-ATW/5:9(1)', record: 'a mistake' }];
    await folder.write('law.json', JSON.stringify({ sets: [], consents }));
    const { findings } = await audit('broken.csv');
    expect(told(findings, 'hard')).toContain('a1 NL-ATW/4:6');
    expect(findings.find(({ agent, ruleId }) => agent === 'a3' && ruleId === 'NL-ATW/5:3')).toMatchObject({
      severity: 'note',
      measured: 9,
    });
    const onCall = await audit('on-call.csv');
    expect(told(onCall.findings, 'note')).toContain('a2 NL-ATW/5:9(1)');
    expect(onCall.stderr).toContain('law-consent-void');
    for (const name of ['circumstances.csv', 'worked.csv', 'law.json']) await folder.drop(name);
  });

  it('writes to a file', async () => {
    const out = join(folder.path, 'findings.csv');
    const { code, stdout } = await run('broken.csv', '--out', out);
    expect([code, stdout]).toEqual([3, '']);
    expect(await readFile(out, 'utf8')).toContain('NL-ATW/5:7a');
  });
});
