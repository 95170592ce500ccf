import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { Meeting, ProblemAgent, RosterProblem } from '../../../solver/problem.js';
import { differences, recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { OpenRoster } from '../../../solver/roster/open-roster.js';
import type { RosterSolution } from '../../../solver/solution.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { agent, week } from './week.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

async function solved(problem: RosterProblem): Promise<RosterSolution> {
  expect(checkProblem(problem).issues).toEqual([]);
  const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 300_000 } });
  expect(differences(recount(problem, solution.shifts, solution.allocation, { lp }), solution)).toEqual([]);
  return solution;
}

const held = (solution: RosterSolution, activity: string): string[] =>
  solution.shifts.flatMap((shift) =>
    shift.activities
      .filter((part) => part.activity === activity)
      .map((part) => `${shift.agent} ${part.startSlot}-${part.endSlot}`),
  );

const five = { id: 'five', rule: 'days-worked', hard: true, per: 'week', min: 5, max: 5 } as const;
const talk = (more: Partial<Meeting>): Meeting => ({
  id: 'talk',
  activity: 'coaching',
  minutes: 60,
  participants: ['a'],
  windows: [{ from: 24, to: 48 }],
  hard: true,
  ...more,
});
/** One post from nine to five, two from eleven to two on Tuesday; nobody from three to four. */
const uneven = (h: number): number => {
  const hour = h % 24;
  if (hour < 9 || hour >= 17 || hour === 15) return 0;
  return h >= 24 && h < 48 && hour >= 11 && hour < 14 ? 2 : 1;
};

describe('meetings that the roster places', () => {
  it('lie where nobody is missed', async () => {
    const pins = [{ day: 1, template: 'day', startSlot: 33 }];
    const problem = { ...week([agent('a', { pins })], [five], uneven), meetings: [talk({})] };
    const solution = await solved(problem);
    expect(held(solution, 'coaching')).toEqual(['a 39-40']);
    expect(solution.status).not.toBe('conflict');
    expect(solution.bound).toBeLessThanOrEqual(solution.cost.total);
  });

  it('have one time for a group and one of their leaders', async () => {
    const people = [agent('a', { count: 3 }), agent('boss'), agent('chief')];
    const meetings = [talk({ participants: ['a#1', 'a#2', 'a#3'], leaders: ['boss', 'chief'] })];
    const solution = await solved({ ...week(people, [five], uneven), meetings });
    const parts = held(solution, 'coaching');
    expect(parts).toHaveLength(4);
    expect(new Set(parts.map((part) => part.split(' ')[1])).size).toBe(1);
    expect(parts.filter((part) => !part.startsWith('a'))).toHaveLength(1);
  });

  it('are as good as the best of all times and tours, tried one by one', async () => {
    for (const minutes of [60, 120]) {
      const base = week([agent('a'), agent('b')], [{ ...five, min: 1, max: 1 }], (h) =>
        h >= 24 && h < 48 ? uneven(h) : 0,
      );
      const meetings = [talk({ participants: ['a', 'b'], minutes })];
      const solution = await solved({ ...base, meetings });
      let best = Number.POSITIVE_INFINITY;
      for (let from = 24; from + minutes / 60 <= 48; from++) {
        const fixed = [{ activity: 'coaching', from, to: from + minutes / 60, paid: true }];
        const at = await solveRoster(
          { ...base, agents: base.agents.map((one) => ({ ...one, fixed })) },
          { seed: 1, lp },
        );
        if (at.status === 'optimal') best = Math.min(best, at.cost.total);
      }
      expect(solution.bound).toBeLessThanOrEqual(best + 1e-6);
      expect(solution.cost.total).toBeCloseTo(best, 6);
    }
  });

  it('bring people to work who would be off', async () => {
    const one = { ...five, min: 1, max: 1 };
    const wanted = (h: number): number => (h >= 9 && h < 17 ? 2 : 0);
    const meetings = [talk({ participants: ['a', 'b'] })];
    const solution = await solved({ ...week([agent('a'), agent('b')], [one], wanted), meetings });
    expect(held(solution, 'coaching')).toHaveLength(2);
    expect(solution.breaches.filter((breach) => breach.hard)).toEqual([]);
  });

  it('are left out where they cost more than they are worth, and priced', async () => {
    const pins = [{ day: 1, template: 'day', startSlot: 33 }];
    const busy = (h: number): number => (h % 24 >= 9 && h % 24 < 17 ? 1 : 0);
    const people = [agent('a', { pins })];
    const cheap = await solved({ ...week(people, [five], busy), meetings: [talk({ hard: false, weight: 90 })] });
    expect(held(cheap, 'coaching')).toEqual([]);
    expect(cheap.cost.rules).toBe(90);
    const dear = await solved({ ...week(people, [five], busy), meetings: [talk({ hard: false, weight: 110 })] });
    expect(held(dear, 'coaching')).toHaveLength(1);
    expect(dear.cost.rules).toBe(0);
  });

  it('are named with who is missing where there is no time', async () => {
    const away: Partial<ProblemAgent> = { unavailable: [{ from: 24, to: 48, reason: 'leave' }] };
    const meetings = [talk({ participants: ['a', 'b'] })];
    const solution = await solved({ ...week([agent('a'), agent('b', away)], [{ ...five, min: 4 }], uneven), meetings });
    expect(solution.status).toBe('conflict');
    expect(solution.breaches.filter((breach) => breach.hard)).toMatchObject([
      { ruleId: 'talk', rule: 'meeting', agents: ['b'], amount: 1 },
    ]);
  });

  it('keep out of log-in, breaks and what is fixed, with the break moved if need be', async () => {
    const base = week([agent('a', { fixed: [{ activity: 'training', from: 35, to: 36, paid: true }] })], [], uneven);
    const shiftTemplates = [
      {
        ...base.shiftTemplates[0]!,
        start: { earliest: 540, latest: 540, step: 60 },
        login: { activity: 'log-in', minutes: 60 },
        breaks: [{ activity: 'lunch', paid: true, minutes: 60, earliestAfterStart: 120, latestAfterStart: 240 }],
      },
    ];
    // The shift lasts from 33 to 41: log-in 33, training 35, lunch 36 or 37; the meeting is left one of both or 34, 38.
    const meetings = [
      talk({ windows: [{ from: 33, to: 37 }], hard: true }),
      talk({ id: 'next', minutes: 60, windows: [{ from: 37, to: 38 }] }),
    ];
    const solution = await solved({ ...base, shiftTemplates, meetings: [meetings[1]!] });
    expect(held(solution, 'coaching')).toEqual(['a 37-38']);
    expect(held(solution, 'lunch').filter((part) => part.includes('36-37'))).toHaveLength(1);
  });

  it('stay fixed where the roster is opened again', async () => {
    const problem = {
      ...week([agent('a', { count: 2 })], [five], uneven),
      meetings: [talk({ participants: ['a#1', 'a#2'] })],
    };
    const solution = await solved(problem);
    const open = new OpenRoster(problem, solution.shifts);
    expect(open.unknown).toEqual([]);
    expect(open.report(lp).cost.total).toBeCloseTo(solution.cost.total, 6);
  });

  it('give equal bytes for equal seeds', async () => {
    const people = [agent('a', { count: 4 }), agent('boss')];
    const meetings = ['a#1', 'a#2', 'a#3'].map((name, i) =>
      talk({ id: `talk${i}`, participants: [name], leaders: ['boss'] }),
    );
    const problem = { ...week(people, [five], (h) => 2 * uneven(h)), meetings };
    const [one, two] = [await solved(problem), await solved(problem)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    expect(held(one, 'coaching')).toHaveLength(6);
  });
});
