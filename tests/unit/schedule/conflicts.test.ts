import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../api/cli/command.js';
import type { ProblemAgent, RosterProblem, Rule } from '../../../solver/problem.js';
import { cli } from '../../support/cli.js';
import { litCalendar, litProblem } from '../../support/literature/calendar.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conflicts-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A week with early shifts of eight hours for one person; one wanted on every working day. */
function week(rules: readonly Rule[], agent: Partial<ProblemAgent> = {}, seats: number | null = null): RosterProblem {
  return {
    ...litProblem('conflict', litCalendar(7, 60), 60),
    sites: [{ id: 'ward', areas: [{ id: 'ward', seats }] }],
    shiftTemplates: [
      {
        id: 'early',
        start: { earliest: 480, latest: 480, step: 60 },
        paid: { min: 480, max: 480, step: 60 },
        breaks: [],
      },
    ],
    shiftCover: [0, 1, 2, 3, 4].map((day) => ({
      calendar: 'days',
      day,
      kinds: ['early'],
      wanted: 1,
      under: [{ cost: 100 }],
    })),
    ruleSets: [{ id: 'contract', rules }],
    agents: [
      {
        id: 'ann',
        calendar: 'days',
        skills: [],
        places: [{ site: 'ward', area: 'ward', costPerShift: 0 }],
        shifts: ['early'],
        rules: ['contract'],
        costPerPaidSlot: 1,
        ...agent,
      },
    ],
  };
}

interface RosterText {
  readonly shifts: readonly { readonly agent: string; readonly date: string }[];
  readonly rulesBroken: readonly {
    readonly rule: string;
    readonly agents: readonly string[];
    readonly hard: boolean;
  }[];
}

/** `rooster schedule` on the problem: exit code, shifts, hard rules broken, what is said to the user. */
async function schedule(problem: RosterProblem) {
  const file = join(folder, 'problem.json');
  await writeFile(file, JSON.stringify(problem));
  const { code, stdout, stderr } = await cli(['schedule', file]);
  const roster = JSON.parse(stdout) as RosterText;
  const broken = roster.rulesBroken.filter((breach) => breach.hard).map(({ rule, agents }) => ({ rule, agents }));
  return { code, dates: roster.shifts.map((shift) => shift.date), broken, stderr };
}

describe('rooster schedule with demands that contradict each other', () => {
  it('40 contract hours on two available days: both are worked, the hours are named', async () => {
    const hours: Rule = { id: '40-hours', hard: true, rule: 'paid-minutes', per: 'week', min: 2400, max: 2400 };
    const { code, dates, broken, stderr } = await schedule(
      week([hours], {
        available: [
          { from: 24, to: 48 },
          { from: 72, to: 96 },
        ],
      }),
    );
    expect(code).toBe(EXIT.fallsShort);
    expect(dates).toEqual(['2026-12-01', '2026-12-03']);
    expect(broken).toEqual([{ rule: '40-hours', agents: ['ann'] }]);
    expect(stderr).toContain('40-hours');
  });

  it('leave on a day with a fixed shift: the leave stands, the shift is named', async () => {
    const { code, dates, broken, stderr } = await schedule(
      week([], {
        unavailable: [{ from: 48, to: 72, reason: 'leave' }],
        pins: [{ day: 2, template: 'early' }],
      }),
    );
    expect(code).toBe(EXIT.fallsShort);
    expect(dates).toEqual(['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04']);
    expect(broken).toEqual([{ rule: 'pin', agents: ['ann'] }]);
    expect(stderr).toContain('early');
  });

  it('work demanded where there are no seats: the least that must be, the seats are named', async () => {
    const days: Rule = { id: 'days', hard: true, rule: 'days-worked', per: 'week', min: 5 };
    const { code, dates, broken, stderr } = await schedule(week([days], {}, 0));
    expect(code).toBe(EXIT.fallsShort);
    expect(broken.length).toBeGreaterThan(0);
    expect(new Set(broken.map(({ rule }) => rule))).toEqual(new Set(dates.length === 0 ? ['days'] : ['seats']));
    expect(stderr).toContain('ward');
  });

  it('no contradiction, no code 3', async () => {
    const { code, broken, dates } = await schedule(week([]));
    expect({ code, broken, shifts: dates.length }).toEqual({ code: EXIT.done, broken: [], shifts: 5 });
  });
});
