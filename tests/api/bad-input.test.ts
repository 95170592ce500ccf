import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { cli, ROOT } from '../support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-bad-'));
const centre = join(folder, 'centre');
const out = join(folder, 'out');
const history = join(folder, 'history.csv');
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  rmSync(centre, { recursive: true, force: true });
  cpSync(join(ROOT, 'fixtures/small'), centre, { recursive: true });
});

const plan = (...more: string[]) =>
  cli(['plan', '--centre', centre, '--week', '2026-W49', '--out', out, '--history', history, ...more]);

const GOOD = 'start,queue,offered\n2026-11-23T09:00,support,5\n2026-11-23T09:30,support,6\n';

describe('bad input ends with exit code 2, every problem named, nothing written', () => {
  it.each([
    ['a wrong header', 'when,queue,offered\n2026-11-23T09:00,support,5\n', 'column-missing', /history\.csv:1/],
    ['text in a number', `${GOOD}2026-11-23T10:00,support,many\n`, 'offered', /history\.csv:4:offered/],
    ['a duplicate interval', `${GOOD}2026-11-23T09:30,support,6\n`, 'duplicate', /history\.csv:4/],
    ['a negative volume', `${GOOD}2026-11-23T10:00,support,-2\n`, 'negative', /history\.csv:4:offered/],
    ['an unknown queue', `${GOOD}2026-11-23T10:00,fax,2\n`, 'fax', /history\.csv:4:queue/],
  ])('%s', async (_name, text, word, place) => {
    writeFileSync(history, text);
    const result = await plan();
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(word);
    expect(result.stderr).toMatch(place);
    expect(readdirSync(folder)).not.toContain('out');
  });

  it('an agent with an unknown skill', async () => {
    writeFileSync(history, GOOD);
    const path = join(centre, 'agents.csv');
    const lines = readFileSync(path, 'utf8').split('\n');
    const column = lines[0]!.split(',').indexOf('skills');
    const cells = lines[2]!.split(',');
    if (column >= 0) cells[column] = 'telepathy:1';
    lines[2] = cells.join(',');
    if (column < 0) {
      lines[0] += ',skills';
      lines[2] += ',telepathy:1';
    }
    writeFileSync(path, lines.join('\n'));
    const result = await plan();
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/agents\.csv:3:skills.*telepathy/);
    expect(readdirSync(folder)).not.toContain('out');
  });

  it('a week that does not exist', async () => {
    const result = await cli(['plan', '--centre', centre, '--week', '2025-W53', '--out', out]);
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr).toContain('week-unknown');
  });

  it('a folder that is not there, and a centre that is not JSON', async () => {
    const missing = await cli(['plan', '--centre', join(folder, 'none'), '--week', '2026-W49', '--out', out]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain('folder-missing');
    writeFileSync(join(centre, 'centre.json'), '{ "name": "x", }');
    const broken = await plan();
    expect(broken).toMatchObject({ code: 2 });
    expect(broken.stderr).toMatch(/centre\.json:1:\d+.*json-syntax/);
  });

  it('gives the problems as JSON with --json', async () => {
    writeFileSync(history, `${GOOD}2026-11-23T10:00,support,-2\n2026-11-23T10:30,support,x\n`);
    const result = await plan('--json');
    const { issues } = JSON.parse(result.stderr) as { issues: { place: { line: number } }[] };
    expect(issues.map((issue) => issue.place.line)).toEqual([4, 5]);
  });
});

describe('bad usage ends with exit code 2 and says how it is used', () => {
  it.each([
    [[], 'usage: rooster COMMAND'],
    [['dance'], 'there is no command "dance"'],
    [['plan', '--week', '2026-W49'], '--centre is missing'],
    [['plan', '--nonsense'], '--nonsense'],
    [['plan', '--seed', 'x', '--centre', 'a', '--week', '2026-W49', '--out', 'b'], '--seed takes a whole number'],
    [['schedule'], 'give one PROBLEM.json'],
    [['schedule', 'none.json'], 'file-missing'],
  ])('rooster %j', async (argv, text) => {
    const result = await cli(argv);
    expect(result.code).toBe(2);
    expect(`${result.stderr}${result.stdout}`).toContain(text);
  });

  it('--help of every command names its usage', async () => {
    const { COMMANDS } = await import('../../api/cli/registry.js');
    for (const name of Object.keys(COMMANDS)) {
      const result = await cli([name, '--help']);
      expect(result.code).toBe(0);
      expect(result.stdout).toContain(`usage: rooster ${name}`);
      const { command } = await COMMANDS[name]!.load();
      expect(command.name).toBe(name);
      expect(COMMANDS[name]!.summary).toBe(command.summary);
    }
  });
});
