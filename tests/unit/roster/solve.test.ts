import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { Rule } from '../../../solver/problem.js';
import { differences, recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { agent, week } from './week.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const atNine = (h: number): number => (h % 24 >= 9 && h % 24 < 17 ? 1 : 0);

describe('solveRoster', () => {
  it('covers one post over a week with two people of five days at most, proven', async () => {
    const rules: Rule[] = [{ id: 'five', rule: 'days-worked', hard: true, per: 'week', max: 5 }];
    const solution = await solveRoster(week([agent('a', { count: 2 })], rules, atNine), { seed: 1, lp });
    expect(solution.cost.total).toBeCloseTo(7 * 8 * 10, 6);
    expect(solution.status).toBe('optimal');
    expect(new Set(solution.shifts.map((shift) => shift.startSlot % 24))).toEqual(new Set([9]));
  });

  it('leaves the demand that costs least where hours are short', async () => {
    const rules: Rule[] = [{ id: 'hours', rule: 'paid-minutes', hard: true, per: 'week', max: 1440 }];
    const solution = await solveRoster(week([agent('a')], rules, atNine), { seed: 1, lp });
    expect(solution.cost.total).toBeCloseTo(3 * 80 + 4 * 800, 6);
    expect(solution.gap).toBeLessThan(1e-6);
  });

  it('names the rule where a contract of 40 hours meets two available days', async () => {
    const rules: Rule[] = [{ id: 'forty', rule: 'paid-minutes', hard: true, per: 'week', min: 2400 }];
    const available = [
      { from: 0, to: 24 },
      { from: 48, to: 72 },
    ];
    const solution = await solveRoster(week([agent('a', { available })], rules, atNine), { seed: 1, lp });
    expect(solution.status).toBe('conflict');
    expect(solution.breaches.filter((breach) => breach.hard)).toMatchObject([
      { ruleId: 'forty', agents: ['a'], amount: 2400 - 960 },
    ]);
    expect(solution.shifts.map((shift) => shift.day)).toEqual([0, 2]);
  });

  it('keeps seats a hard limit and numbers the desks', async () => {
    const problem = week([agent('a', { count: 3 })], [], (h) => 3 * atNine(h));
    const sites = [{ id: 'office', areas: [{ id: 'floor', seats: 2 }] }];
    const solution = await solveRoster({ ...problem, sites }, { seed: 1, lp });
    expect(solution.breaches.filter((breach) => breach.hard)).toEqual([]);
    for (const shift of solution.shifts) expect([1, 2]).toContain(shift.desk);
  });

  it('refuses breaks, steps and log-in between the slots', async () => {
    const base = week([agent('a')], [], atNine);
    const [template] = base.shiftTemplates;
    const rest = { activity: 'pause', paid: true, minutes: 60, earliestAfterStart: 60 };
    for (const change of [
      { breaks: [{ ...rest, minutes: 15 }] },
      { breaks: [{ ...rest, stepMinutes: 90 }] },
      { login: { activity: 'log-in', minutes: 30 } },
    ]) {
      const problem = { ...base, shiftTemplates: [{ ...template!, ...change }] };
      await expect(solveRoster(problem, { seed: 1, lp })).rejects.toThrow(RangeError);
    }
  });

  it('plans around a queue that nobody can take, and names its minimum', async () => {
    const base = week([agent('a')], [], atNine);
    const minimum = Array.from({ length: 168 }, (_, h) => (h < 24 ? atNine(h) : 0));
    const alone = { ...base.queues[0]!, id: 'alone', minimum };
    const work = { kind: 'work' as const, items: [{ release: 0, deadline: 24, agentIntervals: 2 }] };
    const later = { ...base.queues[0]!, id: 'later', demand: work };
    const problem = { ...base, queues: [...base.queues, alone, later] };
    const solution = await solveRoster(problem, { seed: 1, lp });
    expect(differences(recount(problem, solution.shifts, solution.allocation, { lp }), solution)).toEqual([]);
    expect(solution.shifts).toHaveLength(7);
    expect(solution.breaches.map((breach) => breach.ruleId)).toEqual(new Array(8).fill('minimum-staffing'));
  });

  it('stops on cancel with the best so far', async () => {
    const problem = week([agent('a', { count: 3 })], [], atNine);
    const solution = await solveRoster(problem, { seed: 1, lp, control: { isCancelled: () => true } });
    expect(solution.status).toBe('cancelled');
    expect(solution.reproducible).toBe(false);
    expect(solution.bound).toBeLessThanOrEqual(solution.cost.total);
  });
});
