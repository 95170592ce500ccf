import { describe, expect, it } from 'vitest';
import type { Meeting, ProblemAgent } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import type { PlannedActivity, PlannedShift } from '../../../solver/solution.js';
import { ANN, HOUR, problemOf, shiftOf } from './world.js';

const free = { ...ANN, rules: [] };
const people: readonly ProblemAgent[] = ['ann', 'bob', 'cas', 'dee'].map((id) => ({ ...free, id }));
const talk: Meeting = {
  id: 'talk',
  activity: 'coaching',
  minutes: 30,
  participants: ['ann', 'bob'],
  windows: [{ from: 9 * HOUR, to: 11 * HOUR }],
  hard: true,
};
const found = (meetings: readonly Meeting[], shifts: readonly PlannedShift[]) =>
  recount({ ...problemOf(people), meetings }, shifts)
    .breaches.filter(({ rule }) => rule === 'meeting' || rule === 'template')
    .map(({ ruleId, hard, agents, amount, cost }) => [ruleId, hard, agents.join(), amount, cost]);

/** A shift from eight to twelve whose holder meets from the given hours on, half an hour each. */
function meets(agent: string, hours: readonly number[], activity = 'coaching'): PlannedShift {
  const shift = shiftOf(0, { agent, start: 8, paidHours: 4 });
  const [login, work] = shift.activities as [PlannedActivity, PlannedActivity];
  const activities = [login];
  let at = work.startSlot;
  for (const hour of hours) {
    if (hour * HOUR > at) activities.push({ ...work, startSlot: at, endSlot: hour * HOUR });
    at = hour * HOUR + 2;
    activities.push({ activity, startSlot: hour * HOUR, endSlot: at, paid: true, queues: [] });
  }
  return { ...shift, activities: [...activities, { ...work, startSlot: at }] };
}

describe('meetings', () => {
  it('are held by all who take part, at one time', () => {
    expect(found([talk], [meets('ann', [9]), meets('bob', [9])])).toEqual([]);
    expect(found([talk], [])).toEqual([['talk', true, 'ann,bob', 2, 0]]);
    expect(found([talk], [meets('ann', [9]), meets('bob', [])])).toEqual([['talk', true, 'bob', 1, 0]]);
    expect(found([talk], [meets('ann', [9]), meets('bob', [9.5])])).toEqual([
      ['talk', true, 'bob', 1, 0],
      ['meeting', true, 'bob', 1, 0],
    ]);
  });
  it('cost their weight for each who is missing, where they are not hard', () => {
    const soft = { ...talk, hard: false, weight: 7 };
    expect(found([soft], [])).toEqual([['talk', false, 'ann,bob', 2, 14]]);
    expect(found([soft], [meets('ann', [10.5])])).toEqual([['talk', false, 'bob', 1, 7]]);
  });
  it('lie inside a window, on its grid, paid and as long as asked for', () => {
    const late = found([talk], [meets('ann', [10.75]), meets('bob', [10.5])]);
    expect(new Set(late.map(([id, , who]) => `${id} ${who}`))).toEqual(new Set(['template ann', 'talk ann']));
    const hourly = { ...talk, participants: ['ann'], stepMinutes: 60 };
    expect(found([hourly], [meets('ann', [10])])).toEqual([]);
    expect(found([hourly], [meets('ann', [9.5])])).toHaveLength(2);
    expect(found([{ ...talk, minutes: 45, participants: ['ann'] }], [meets('ann', [9])])).toHaveLength(2);
    expect(found([{ ...talk, activity: 'training', participants: ['ann'] }], [meets('ann', [9])])).toHaveLength(2);
    const shift = meets('ann', [9]);
    const unpaid = shift.activities.map((part) => (part.activity === 'coaching' ? { ...part, paid: false } : part));
    expect(
      found([{ ...talk, participants: ['ann'] }], [{ ...shift, paidMinutes: 210, activities: unpaid }]),
    ).not.toEqual([]);
  });
  it('need one of their leaders, who leads one meeting at a time', () => {
    const led: Meeting = { ...talk, participants: ['ann'], leaders: ['cas', 'dee'] };
    expect(found([led], [meets('ann', [9]), meets('dee', [9])])).toEqual([]);
    expect(found([led], [meets('ann', [9])])).toEqual([
      ['talk', true, 'ann', 1, 0],
      ['meeting', true, 'ann', 1, 0],
    ]);
    const other: Meeting = { ...led, id: 'other', participants: ['bob'], leaders: ['cas'] };
    const both = [meets('ann', [9]), meets('bob', [9]), meets('cas', [9])];
    expect(found([led, other], both).map(([id]) => id)).toEqual(['other', 'meeting']);
    expect(found([led, other], [...both, meets('dee', [9])])).toEqual([]);
    expect(found([led, other], [meets('ann', [9]), meets('bob', [10]), meets('cas', [9, 10])])).toEqual([]);
  });
  it('leave activities fixed in advance alone', () => {
    const fixed = [{ activity: 'coaching', from: 9 * HOUR, to: 9 * HOUR + 2, paid: true }];
    const problem = {
      ...problemOf(people.map((one) => ({ ...one, fixed }))),
      meetings: [{ ...talk, participants: ['ann'] }],
    };
    const rules = recount(problem, [meets('ann', [9])]).breaches.map((breach) => breach.ruleId);
    expect(rules).toContain('talk');
    expect(recount(problem, [meets('ann', [9, 10])]).breaches.map((breach) => breach.ruleId)).not.toContain('talk');
  });
});
