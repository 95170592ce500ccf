import { describe, expect, it } from 'vitest';
import type { ProblemAgent, TeamRule } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import type { PlannedShift } from '../../../solver/solution.js';
import { ANN, DAY, HOUR, problemOf, shiftOf } from './world.js';

const free = { ...ANN, rules: [] };
const people: readonly ProblemAgent[] = [
  { ...free, groups: ['trainee'] },
  { ...free, id: 'bob', groups: ['trainee', 'blue'] },
  { ...free, id: 'cas', groups: ['coach'] },
  { ...free, id: 'dee', groups: ['coach', 'trainee'] },
];
const found = (rule: TeamRule, shifts: readonly PlannedShift[]) =>
  recount({ ...problemOf(people), teamRules: [rule] }, shifts)
    .breaches.filter((breach) => breach.ruleId === rule.id)
    .map(({ agents, days, amount, cost, hard }) => ({ agents, days, amount, cost, hard }));
const at = (agent: string, start: number, more: object = {}): PlannedShift =>
  shiftOf(0, { agent, start, paidHours: 4, ...more });

describe('site-minimum', () => {
  const two: TeamRule = {
    id: 'two',
    hard: true,
    rule: 'site-minimum',
    sites: ['office'],
    windows: [{ from: 9 * HOUR, to: 12 * HOUR }],
    least: 2,
  };
  it('counts the minutes of people missing in its windows, whoever is there', () => {
    expect(found(two, [at('ann', 8), at('bob', 8)])).toEqual([]);
    expect(found(two, [])).toEqual([{ agents: [], days: [0], amount: 360, cost: 0, hard: true }]);
    expect(found(two, [at('ann', 8), at('bob', 10)])).toMatchObject([{ amount: 60 }]);
    expect(found(two, [at('ann', 10), at('bob', 8), at('cas', 6)])).toEqual([]);
  });
  it('looks at its sites and groups only', () => {
    expect(found(two, [at('ann', 8), at('bob', 8, { site: 'home' })])).toMatchObject([{ amount: 180 }]);
    const one: TeamRule = { ...two, least: 1, groups: ['coach', 'blue'], hard: false, weight: 0.5 };
    expect(found(one, [at('ann', 8)])).toEqual([{ agents: [], days: [0], amount: 180, cost: 90, hard: false }]);
    expect(found(one, [at('bob', 8)])).toEqual([]);
  });
  it('gives one breach for each run of slots', () => {
    const days = [0, 1].map((d) => ({ from: d * DAY + 9 * HOUR, to: d * DAY + 10 * HOUR }));
    expect(found({ ...two, windows: days }, [])).toMatchObject([
      { days: [0], amount: 120 },
      { days: [1], amount: 120 },
    ]);
  });
});

describe('supervision', () => {
  const near: TeamRule = {
    id: 'near',
    hard: false,
    weight: 0.25,
    rule: 'supervision',
    trainees: ['trainee'],
    coaches: ['coach'],
    perCoach: 1,
  };
  it('counts the minutes of trainees without a coach at their site', () => {
    expect(found(near, [at('ann', 8), at('cas', 8)])).toEqual([]);
    expect(found(near, [at('ann', 8), at('cas', 9)])).toEqual([
      { agents: ['ann'], days: [0], amount: 60, cost: 15, hard: false },
    ]);
    expect(found(near, [at('ann', 8), at('cas', 8, { site: 'home' })])).toMatchObject([{ amount: 240 }]);
  });
  it('gives every coach so many trainees', () => {
    const pair = [at('ann', 8), at('bob', 8), at('cas', 8)];
    expect(found(near, pair)).toMatchObject([{ agents: ['ann', 'bob'], amount: 240 }]);
    expect(found({ ...near, perCoach: 2 }, pair)).toEqual([]);
  });
  it('takes who is both for a coach, and leaves other sites alone', () => {
    expect(found(near, [at('dee', 8)])).toEqual([]);
    expect(found(near, [at('dee', 8), at('ann', 8)])).toEqual([]);
    expect(found({ ...near, sites: ['office'] }, [at('ann', 8, { site: 'home' })])).toEqual([]);
  });
});
