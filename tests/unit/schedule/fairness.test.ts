import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import { recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { centreFromFiles, printCentre } from '../../../src/centre/index.js';
import type { Wish } from '../../../src/domain/agent.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { Fairness } from '../../../src/domain/fairness.js';
import { agentId, skillId } from '../../../src/domain/ids.js';
import type { RosterShift } from '../../../src/domain/roster.js';
import { buildProblem } from '../../../src/schedule/build-problem.js';
import { fairShares } from '../../../src/schedule/fair-shares.js';
import { fairnessSummary } from '../../../src/schedule/fairness.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { rosterOf } from '../../../src/schedule/to-roster.js';
import { addDays, resolveLocal } from '../../../src/time/zone.js';
import { agent, contract } from '../../support/pay-centre.js';
import { CENTRE, readTexts } from '../centre/folder.js';
import { AMSTERDAM, MONDAY, madeCentre, PLAN, queueOf, weekOf } from './made-centre.js';

const DAY = PLAN.shifts[0]!;
/** Eight hours early on Saturday or late from Monday to Friday, nothing else. */
const shift = (id: string, start: number, weekdays: typeof DAY.weekdays): typeof DAY => ({
  ...DAY,
  id,
  kind: id,
  weekdays,
  start: { earliest: start, latest: start, step: 30 },
  paid: { min: 480, max: 480, step: 30 },
  breaks: [],
});
const plan = {
  ...PLAN,
  rules: [],
  shifts: [shift('early', 480, [6]), shift('late', 780, [1, 2, 3, 4, 5])].map(
    ({ maxStretchMinutes: _, ...one }) => one,
  ),
};
const PART = contract('part', 16, { daysPerWeek: { min: 2, max: 2 } });
const WEEKENDS: Fairness = { id: 'weekends', count: 'weekends', weeks: 13, weight: 600 };
const LATES: Fairness = { id: 'lates', count: 'shifts', kinds: ['late'], weeks: 13, weight: 400 };
const people = ['a', 'b', 'c', 'd'].map((id) =>
  agent(id, { contract: PART.id, homeDays: 0, skills: [{ skill: skillId('phone'), proficiency: 1 }] }),
);
const centreWith = (over: Partial<Centre>): Centre =>
  madeCentre({ queues: [queueOf('phone', ['phone'])], contracts: [PART], workPlans: [plan], agents: people, ...over });

/** One agent on Saturday, one on each late: the 6 shifts that three people owe in a week. */
function problemOf(centre: Centre, fromDate: string, weeks: number) {
  const demand = Array.from({ length: weeks * 6 }, (_, k) => Math.floor(k / 6) * 7 + (k % 6)).flatMap((d) =>
    Array.from({ length: 16 }, (_, i) => ({
      queue: centre.queues[0]!.id,
      startMs: resolveLocal(addDays(fromDate, d), (d % 7 === 5 ? 480 : 780) + 30 * i, AMSTERDAM).next,
      agents: 1,
      missedContacts: [5],
    })),
  );
  const problem = buildProblem({
    centre,
    period: weekOf(centre, weeks, fromDate),
    demand,
    deferrable: [],
    lawOf: () => ({ id: 'none', rules: [] }),
    forbiddenOf: () => [],
    // Whoever is `a` costs less: without fairness they get it all.
    costsOf: ({ id }) => ({ costPerPaidSlot: 0, costPerShift: () => 0, ...(id === 'a' ? {} : premium(weeks)) }),
    referenceHourCost: 2000,
  });
  expect(checkProblem(problem).issues).toEqual([]);
  return problem;
}
/** Saturdays cost everybody but `a` a premium. */
const premium = (weeks: number) => ({
  slotPrices: {
    id: 'others',
    perSlot: Array.from({ length: weeks * 7 * 288 }, (_, s) => (Math.floor(s / 288) % 7 === 5 ? 2 : 0)),
  },
});

describe('fairness over months', () => {
  let lp: LpBackend;
  beforeAll(async () => {
    lp = await loadHighs();
  });

  /** Weekends and lates of each after twelve weeks, each planned with the ones before in worked.csv. */
  async function quarter(fairness: readonly Fairness[]) {
    let worked: readonly RosterShift[] = [];
    const centre = () => centreWith({ agents: people.slice(0, 3), fairness, worked });
    const apart: number[] = [];
    for (let week = 0; week < 12; week++) {
      const fromDate = addDays(MONDAY, 7 * week);
      const problem = problemOf(centre(), fromDate, 1);
      const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 40_000 } });
      const counted = recount(problem, solution.shifts, solution.allocation, { lp });
      expect(counted.breaches.filter(({ hard }) => hard)).toEqual([]);
      const roster = rosterOf(problem, solution, 1);
      for (const { after } of fairnessSummary(centre(), roster)) apart.push(after.over + after.under);
      worked = [...worked, ...roster.shifts];
    }
    const window = { fromDate: MONDAY, toDate: addDays(MONDAY, 12 * 7 - 1), shifts: worked };
    return { apart, of: [WEEKENDS, LATES].map((one) => fairShares(centre(), one, window).map(({ count }) => count)) };
  }

  it('evens weekends and lates out over three months of weekly plans', async () => {
    const [weekends, lates] = (await quarter([])).of;
    expect(weekends![0]).toBe(12);
    expect(Math.max(...lates!) - Math.min(...lates!)).toBeGreaterThan(6);
    const fair = await quarter([WEEKENDS, LATES]);
    for (const counts of fair.of) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(fair.of.map((counts) => counts.reduce((a, b) => a + b, 0))).toEqual([12, 60]);
    expect(Math.max(...fair.apart.slice(-2))).toBeLessThanOrEqual(1);
  }, 60_000);

  it('gives less to who had more before, by hours and days there, and more to who was away', () => {
    const shifts = (who: string, dates: readonly string[]): RosterShift[] =>
      dates.map((date) => ({
        agent: agentId(who),
        date,
        site: people[0]!.site,
        startMs: resolveLocal(date, 480, AMSTERDAM).next,
        endMs: resolveLocal(date, 960, AMSTERDAM).next,
        activities: [],
      }));
    // Five Saturdays of a, one of b; d was away for the whole of the quarter, c came for its last half.
    const worked = [
      ...shifts('a', ['2026-10-31', '2026-11-07', '2026-11-14', '2026-11-21', '2026-11-28']),
      ...shifts('b', ['2026-10-24']),
    ];
    const timeOff = [{ agent: agentId('d'), kind: 'leave', fromDate: '2026-08-01', toDate: '2026-11-29' } as const];
    const agents = people.map((one) => (one.id === 'c' ? { ...one, from: '2026-10-15' } : one));
    const centre = centreWith({ worked, timeOff, agents, fairness: [WEEKENDS] });
    const before = { fromDate: '2026-08-31', toDate: '2026-11-29', shifts: worked };
    const shares = fairShares(centre, WEEKENDS, before);
    expect(shares.map(({ count }) => count)).toEqual([5, 1, 0, 0]);
    const [a, b, c, d] = shares.map(({ fair }) => fair);
    expect([a! / b!, c! / a!, d]).toEqual([1, 46 / 91, 0]);
    const problem = problemOf(centre, MONDAY, 1);
    const carried = problem.agents.map(({ carried: list = [] }) => list[0]?.amount ?? 0);
    // Against c's fair share of 1.21 less: a is 2.61 + 1.21, b −1.39 + 1.39 … in whole weekends over the least.
    expect(carried).toEqual([4, 0, 0, 1]);
    const rules = problem.ruleSets.find(({ id }) => id === 'fair/weekends')!.rules;
    expect(rules.map((rule) => 'max' in rule && rule.max)).toEqual([1, 2, 3, 4]);
  });

  it('weighs wishes of those more who were granted fewer', () => {
    const wish = (id: string, who: string, date: string): Wish => ({
      id,
      agent: agentId(who),
      date,
      want: { kind: 'off' },
      weight: 100,
    });
    const at = (who: string, date: string): RosterShift => ({
      agent: agentId(who),
      date,
      site: people[0]!.site,
      startMs: resolveLocal(date, 480, AMSTERDAM).next,
      endMs: resolveLocal(date, 960, AMSTERDAM).next,
      activities: [],
    });
    // a was granted one of one, b none of one; c asked for nothing. Wishes beyond what is known do not count.
    const wishes = [
      wish('1', 'a', '2026-11-24'),
      wish('2', 'b', '2026-11-24'),
      wish('3', 'b', '2026-11-29'),
      ...['a', 'b', 'c'].map((who, i) => wish(`n${i}`, who, '2026-12-01')),
    ];
    const worked = [at('b', '2026-11-24'), at('c', '2026-11-26')];
    const weights = (fairness: readonly Fairness[]) =>
      problemOf(centreWith({ wishes, worked, fairness }), MONDAY, 1).agents.map((one) => one.wishes?.[0]?.weight);
    expect(weights([])).toEqual([100, 100, 100, undefined]);
    expect(weights([{ id: 'wishes', count: 'wishes', weeks: 13 }])).toEqual([50, 150, 100, undefined]);
  });
});

describe('fairness in centre.json', () => {
  const file = (entry: string): string => CENTRE.replace('"workPlans"', `"fairness": [${entry}], "workPlans"`);
  it('is read, printed and read again', async () => {
    const read = await readTexts({
      centre: file(
        '{ "id": "late", "count": "shifts", "kinds": ["late"], "weight": 300 }, { "id": "w", "count": "wishes", "weeks": 26 }',
      ),
    });
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    expect(read.value.fairness).toEqual([
      { id: 'late', count: 'shifts', kinds: ['late'], weeks: 13, weight: 300 },
      { id: 'w', count: 'wishes', weeks: 26 },
    ]);
    const again = centreFromFiles(printCentre(read.value));
    expect(again.ok && again.value).toEqual(read.value);
  });
  it.each([
    ['kinds-missing', '{ "id": "x", "count": "shifts", "weight": 1 }'],
    ['weight-missing', '{ "id": "x", "count": "weekends" }'],
    ['kind-unknown', '{ "id": "x", "count": "shifts", "kinds": ["lat"], "weight": 1 }'],
  ])('names a fault: %s', async (code, entry) => {
    const { issues } = await readTexts({ centre: file(entry) });
    expect(issues.map((issue) => issue.code)).toEqual([code]);
  });
});
