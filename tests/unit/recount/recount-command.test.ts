import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../api/cli/command.js';
import { runCli } from '../../../api/cli/run.js';
import { recount } from '../../../solver/recount/index.js';
import type { RosterSolution } from '../../../solver/solution.js';
import { toRosterFile } from '../../../src/schedule/roster-file.js';
import { rosterOf } from '../../../src/schedule/to-roster.js';
import { ANN, problemOf, shiftOf, shiftsOn, WORKDAYS } from './world.js';

const problem = problemOf([ANN]);

function solutionOf(shifts = shiftsOn(WORKDAYS)): RosterSolution {
  const { breaches, coverage, allocation, cost } = recount(problem, shifts);
  return {
    status: breaches.some((breach) => breach.hard) ? 'conflict' : 'optimal',
    shifts,
    breaches,
    coverage,
    allocation,
    cost,
    bound: cost.total,
    gap: 0,
    reproducible: true,
    solver: { method: 'by hand', work: 0, rounds: 0, columns: 0 },
  };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recount-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(files: Readonly<Record<string, unknown>>, ...words: string[]) {
  for (const [name, value] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  }
  const out: string[] = [];
  const messages: string[] = [];
  const code = await runCli(['recount', ...words], {
    stdout: (text) => void out.push(text),
    stderr: (line) => void messages.push(line),
    cwd: folder,
    env: {},
    signal: new AbortController().signal,
    isTerminal: false,
  });
  return { code, out: out.join(''), messages };
}

const file = (solution: RosterSolution) => toRosterFile(rosterOf(problem, solution, 1), () => 'Europe/Amsterdam');

describe('rooster recount', () => {
  it('confirms a legal roster in its file form and as a bare solution', async () => {
    for (const roster of [file(solutionOf()), solutionOf()]) {
      const { code, out, messages } = await run({ 'p.json': problem, 'r.json': roster }, 'p.json', 'r.json');
      expect(messages).toEqual([]);
      expect(out).toContain('hard rules broken: 0\n');
      expect(out).toContain('claims not confirmed: 0\n');
      // 10 shifts of 8 hours at 6 a quarter, a desk at 5 each; every hour on queue is over, at no cost.
      expect(out).toContain('  labour: 1970.00\n');
      expect(out).toContain('  phone: wanted 0.00, given 77.50, short 0.00, over 77.50\n');
      expect(code).toBe(EXIT.done);
    }
  });

  it('names broken rules and unconfirmed claims, exit code 3', async () => {
    const broken = solutionOf([...shiftsOn(WORKDAYS), shiftOf(0, { start: 17, paidHours: 4 })]);
    const first = await run({ 'p.json': problem, 'r.json': file(broken) }, 'p.json', 'r.json');
    expect(first.code).toBe(EXIT.fallsShort);
    expect(first.out).toContain('overlap: ann has two shifts on day 0 [1]');
    expect(first.out).toContain('claims not confirmed: 0\n');
    const { cost } = solutionOf();
    const lied = { ...solutionOf(), cost: { ...cost, labour: cost.labour - 1 } };
    const second = await run({ 'p.json': problem, 'r.json': lied }, 'p.json', 'r.json', '--json');
    expect(second.code).toBe(EXIT.fallsShort);
    expect(JSON.parse(second.out)).toMatchObject({
      breaches: [],
      differences: [{ what: 'cost.labour', recounted: 1970 }],
    });
    const dearer = { ...file(solutionOf()), cost: { costMinor: 1, boundMinor: 1, gap: 0 } };
    const third = await run(
      { 'p.json': { ...problem, name: 'another' }, 'r.json': dearer },
      'p.json',
      'r.json',
      '--json',
    );
    expect(third.code).toBe(EXIT.fallsShort);
    expect(JSON.parse(third.out)).toMatchObject({
      differences: [{ what: 'problem' }, { what: 'cost.total', claimed: 1 }],
    });
  });

  it('refuses bad files with every problem in its place, exit code 2', async () => {
    const good = file(solutionOf());
    const cases: [unknown, unknown, RegExp][] = [
      ['{', good, /p\.json:1.*json-syntax/],
      [{ ...problem, slots: 7 }, good, /p\.json:1:\d+ \(slots\): error slots-not-divisible/],
      [problem, { ...good, shifts: 3 }, /r\.json.*roster-form/],
      [problem, { ...solutionOf(), bound: 'x' }, /r\.json.*\(bound\): error type-wrong/],
      [problem, { ...good, shifts: [{ ...good.shifts[0]!, agent: 'zoe' }] }, /\(shifts\[0\]\): error roster-agent/],
      [problem, { ...good, shifts: [{ ...good.shifts[0]!, date: '2027-01-01' }] }, /error roster-date/],
      [problem, { ...good, shifts: [{ ...good.shifts[0]!, end: '2026-11-30T16:31:00+01:00' }] }, /error roster-grid/],
    ];
    for (const [p, r, message] of cases) {
      const { code, out, messages } = await run({ 'p.json': p, 'r.json': r }, 'p.json', 'r.json');
      expect(messages.join('\n')).toMatch(message);
      expect(out).toBe('');
      expect(code).toBe(EXIT.badInput);
    }
    expect((await run({}, 'p.json')).code).toBe(EXIT.badInput);
    expect((await run({ 'p.json': problem }, 'p.json', 'none.json')).code).toBe(EXIT.badInput);
  });
});
