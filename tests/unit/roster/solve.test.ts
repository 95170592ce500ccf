import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { Rule } from '../../../solver/problem.js';
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

  it('stops on cancel with the best so far', async () => {
    const problem = week([agent('a', { count: 3 })], [], atNine);
    const solution = await solveRoster(problem, { seed: 1, lp, control: { isCancelled: () => true } });
    expect(solution.status).toBe('cancelled');
    expect(solution.reproducible).toBe(false);
    expect(solution.bound).toBeLessThanOrEqual(solution.cost.total);
  });
});
