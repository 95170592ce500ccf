import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../api/cli/command.js';
import type { RosterProblem } from '../../../solver/problem.js';
import type { DesignedShift } from '../../../solver/roster/shifts-only.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { cli } from '../../support/cli.js';
import { litCalendar, litProblem } from '../../support/literature/calendar.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shifts-only-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Two days; one person wanted from 8 to 16, two from 10 to 14; shifts of four or eight hours at any full hour. */
const wanted = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
const problem: RosterProblem = {
  ...litProblem('two days', litCalendar(2, 60), 60),
  queues: [
    {
      id: 'phone',
      demand: { kind: 'agents', perInterval: [...wanted, ...wanted] },
      curves: [[{ cost: 50 }], [{ cost: 1 }]],
      underOf: 0,
      overOf: 1,
    },
  ],
  shiftTemplates: [
    {
      id: 'day',
      kind: 'D',
      start: { earliest: 420, latest: 720, step: 60 },
      paid: { min: 240, max: 480, step: 240 },
      breaks: [],
    },
  ],
  ruleSets: [
    { id: 'one-long', rules: [{ id: 'paid', hard: true, rule: 'paid-minutes', per: 'period', min: 720, max: 720 }] },
  ],
  agents: ['ann', 'bob'].map((id) => ({
    id,
    calendar: 'days',
    skills: [{ queue: 'phone', speed: 1 }],
    places: [{ site: 'ward', area: 'ward', costPerShift: 0 }],
    shifts: ['day'],
    rules: ['one-long'],
    costPerPaidSlot: 1,
  })),
};

interface Design {
  readonly status: string;
  readonly shifts: readonly DesignedShift[];
}

describe('rooster schedule --shifts-only', () => {
  it('says how many of which shift, and the assignment deals them out under the rules', async () => {
    await writeFile(join(folder, 'p.json'), JSON.stringify(problem));
    const words = ['schedule', 'p.json', '--shifts-only', '--shift-cost', '5', '--assignment', 'a.json', '--quiet'];
    const { code, stdout } = await cli(words, { cwd: folder });
    expect(code).toBe(EXIT.done);
    const design = JSON.parse(stdout) as Design;
    expect(design.status).toBe('optimal');
    expect(design.shifts.map(({ startMinute, paidMinutes, perDay }) => ({ startMinute, paidMinutes, perDay }))).toEqual(
      [
        { startMinute: 480, paidMinutes: 480, perDay: [1, 1] },
        { startMinute: 600, paidMinutes: 240, perDay: [1, 1] },
      ],
    );

    const assignment = JSON.parse(await readFile(join(folder, 'a.json'), 'utf8')) as RosterProblem;
    expect(checkProblem(assignment).issues).toEqual([]);
    const solved = await cli(['schedule', 'a.json', '--quiet'], { cwd: folder });
    expect(solved.code).toBe(EXIT.done);
    const { shifts, rulesBroken } = JSON.parse(solved.stdout) as {
      shifts: { agent: string; start: string; end: string }[];
      rulesBroken: unknown[];
    };
    expect(rulesBroken).toEqual([]);
    // Each of the two has one long and one short shift.
    const hours = (agent: string): number[] =>
      shifts
        .filter((shift) => shift.agent === agent)
        .map((shift) => (Date.parse(shift.end) - Date.parse(shift.start)) / 3_600_000)
        .sort((a, b) => a - b);
    expect(hours('ann')).toEqual([4, 8]);
    expect(hours('bob')).toEqual([4, 8]);
  });

  it('refuses its options without it', async () => {
    await writeFile(join(folder, 'p.json'), JSON.stringify(problem));
    const { code, stderr } = await cli(['schedule', 'p.json', '--shift-cost', '5'], { cwd: folder });
    expect(code).toBe(EXIT.badInput);
    expect(stderr).toContain('--shifts-only');
  });
});
