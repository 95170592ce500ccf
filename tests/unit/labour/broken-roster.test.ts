import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../api/cli/command.js';
import { cli } from '../../support/cli.js';
import { ROSTER_HEADER, type SmallFolder, smallFolder } from '../../support/small-folder.js';

const AGENTS = `id,name,site,contract,work_plan,skills,birth_date
ann,Ann,office,full,all,phone:1,1990-01-01
bob,Bob,office,full,all,phone:1,2012-05-05
`;
const at = (date: string, time: string): string => `${date}T${time}:00+01:00`;
const row = (agent: string, date: string, from: string, to: string, site = 'office', toDate = date): string =>
  `${agent},${date},${site},,${at(date, from)},${at(toDate, to)},work,phone,true`;

/** Everything wrong with its content that a roster can have, and nothing with its form. */
const BROKEN = [
  ROSTER_HEADER,
  // Thirteen hours without a break, then twice in two days only nine hours of rest.
  row('ann', '2026-11-30', '08:00', '21:00'),
  row('ann', '2026-12-01', '06:00', '19:00'),
  row('ann', '2026-12-02', '04:00', '12:00'),
  // Two shifts at once.
  row('ann', '2026-12-03', '09:00', '13:00'),
  row('ann', '2026-12-03', '12:00', '17:00'),
  // Too young to work; somebody and some place nobody knows; a queue that there is not.
  row('bob', '2026-12-01', '09:00', '12:00'),
  row('ghost', '2026-12-01', '08:00', '21:00', 'moon'),
  row('ghost', '2026-12-02', '08:00', '21:00'),
  row('ghost', '2026-12-03', '09:00', '12:00').replace('phone', 'fax'),
  // Over midnight.
  row('ghost', '2026-12-04', '22:00', '11:00', 'office', '2026-12-05'),
].join('\n');

describe('rooster check-law on a roster that breaks everything', () => {
  let folder: SmallFolder;
  beforeAll(async () => {
    folder = await smallFolder(AGENTS, { 'broken.csv': BROKEN });
  });
  afterAll(() => folder.remove());
  const run = (...more: string[]) => cli(['check-law', '--centre', folder.path, '--roster', ...more]);

  it('audits all of it: every agent, every breach, nothing refused for its content', async () => {
    const { code, stdout } = await run(`${folder.path}/broken.csv`, '--json');
    expect(code).toBe(EXIT.fallsShort);
    const findings: { agent: string; ruleId: string; severity: string; dates: string[]; messageNl: string }[] =
      JSON.parse(stdout);
    const of = (agent: string): string[] => [
      ...new Set(findings.filter((one) => one.agent === agent && one.severity !== 'note').map((one) => one.ruleId)),
    ];
    for (const rule of ['NL-ATW/5:3', 'NL-ATW/5:4a', 'NL-ATW/5:4b', 'NL-ATW/5:7a', 'roster/overlap'])
      expect(of('ann')).toContain(rule);
    expect(of('bob')).toContain('NL-ATW/3:2');
    // Judged as an adult under the law of the site where the shifts are.
    for (const rule of ['roster/unknown-agent', 'roster/unknown-site', 'NL-ATW/5:4b', 'NL-ATW/5:8(1)'])
      expect(of('ghost')).toContain(rule);
    for (const finding of findings) expect(finding.messageNl.length).toBeGreaterThan(0);
  });

  it('gives the same findings as CSV, a row each', async () => {
    const json = JSON.parse((await run(`${folder.path}/broken.csv`, '--json')).stdout) as unknown[];
    const { stdout } = await run(`${folder.path}/broken.csv`);
    expect(stdout.trimEnd().split('\n')).toHaveLength(json.length + 1);
  });

  it('refuses only the form, every row that has one named', async () => {
    const lines = BROKEN.split('\n');
    await folder.write(
      'form.csv',
      [...lines, 'ann,2026-13-01,office,,x,y,work,phone,maybe', 'ann,2026-12-09'].join('\n'),
    );
    const { code, stdout, stderr } = await run(`${folder.path}/form.csv`);
    expect(code).toBe(EXIT.badInput);
    expect(stdout).toBe('');
    for (const word of ['roster-date', 'roster-instant', 'roster-paid', 'form.csv:12']) expect(stderr).toContain(word);
  });
});
