import { describe, expect, it } from 'vitest';
import type { ProblemAgent, Rule } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import type { PlannedShift } from '../../../solver/solution.js';
import { ANN, DAY, HOUR, problemOf, shiftOf, shiftsOn, WORKDAYS } from './world.js';

/** Amount and days of every breach of one rule alone. */
function found(rule: Rule, shifts: readonly PlannedShift[], change: Partial<ProblemAgent> = {}): [number, number[]][] {
  const { prior: _, ...ann } = ANN;
  const { breaches } = recount(problemOf([{ ...ann, ...change }], [rule]), shifts);
  return breaches.map(({ amount, days }) => [amount, [...days]]);
}

const head = { id: 'rule', hard: true } as const;
const late = (...days: number[]): PlannedShift[] => shiftsOn(days, { template: 'L', start: 10 });
const early = (...days: number[]): PlannedShift[] => shiftsOn(days);
const priorShift = (day: number, kind: string, start = 8): NonNullable<ProblemAgent['prior']>[number] => ({
  startSlot: day * DAY + start * HOUR,
  endSlot: day * DAY + (start + 8) * HOUR,
  paidMinutes: 480,
  kind,
});

describe('days of a breach and borders of a period', () => {
  const succession: Rule = { ...head, rule: 'succession', from: ['late'], to: ['early'] };
  it('a succession names both days, but none before the period', () => {
    expect(found(succession, [...late(0), ...early(1)])).toEqual([[1, [0, 1]]]);
    expect(found(succession, [...late(3), ...early(4)])).toEqual([[1, [3, 4]]]);
    expect(found(succession, early(0), { prior: [priorShift(-1, 'late')] })).toEqual([[1, [0]]]);
  });

  it('a pattern names its days from the first of the period on, and ends with its last', () => {
    const gap: Rule = { ...head, rule: 'sequence', days: [{ kinds: ['late'] }, { off: true }, { kinds: ['early'] }] };
    expect(found(gap, [...late(0), ...early(2)])).toEqual([[1, [0, 1, 2]]]);
    expect(found(gap, early(1), { prior: [priorShift(-1, 'late')] })).toEqual([[1, [0, 1]]]);
    const on: Rule = { ...head, rule: 'sequence', days: [{ on: true }, { off: true }, { on: true }] };
    expect(found(on, early(...WORKDAYS))).toEqual([]);
    const back: Rule = { ...head, rule: 'sequence', days: [{ off: true }, { kinds: ['early'] }] };
    expect(found(back, early(...WORKDAYS))).toEqual([[1, [6, 7]]]);
  });

  it('a pattern may begin on a weekday before the period', () => {
    const days: Extract<Rule, { rule: 'sequence' }>['days'] = [{ kinds: ['late'] }, { kinds: ['early'] }];
    const prior = [priorShift(-1, 'late')];
    expect(found({ ...head, rule: 'sequence', days, from: 7 }, early(0), { prior })).toEqual([[1, [0]]]);
    expect(found({ ...head, rule: 'sequence', days, from: 6 }, early(0), { prior })).toEqual([]);
    expect(found({ ...head, rule: 'sequence', days, from: 1 }, early(0), { prior })).toEqual([]);
  });
});

describe('daily rest at its limits', () => {
  const rest: Rule = { ...head, rule: 'daily-rest', minutes: 660 };
  const reduced: Rule = { ...rest, reduced: { minutes: 480, times: 1, windowMinutes: 10_080 } };
  it('none at all is missed whole, of both days', () => {
    expect(found(rest, [shiftOf(0, { start: 23 }), shiftOf(1, { start: 7.5 })])).toEqual([[660, [0, 1]]]);
  });
  it('of just its length needs no reduced one, and a reduced one of just its length is none too short', () => {
    const [monday, tuesday] = [shiftOf(0, { start: 14 }), shiftOf(1, { start: 9.5 })];
    expect(found(reduced, [monday, tuesday, shiftOf(2, { start: 14 }), shiftOf(3, { start: 6.5 })])).toEqual([]);
    expect(
      found(reduced, [monday, shiftOf(1, { start: 9 }), shiftOf(2, { start: 14 }), shiftOf(3, { start: 6.5 })]),
    ).toEqual([[180, [2, 3]]]);
  });
  it('between prior shifts is no matter of this period', () => {
    expect(found(rest, [], { prior: [priorShift(-3, 'early', 16), priorShift(-2, 'early', 6)] })).toEqual([]);
  });
});

describe('rest after a series', () => {
  const rule: Rule = { ...head, rule: 'rest-after-series', kinds: ['late'], atLeast: 2, minutes: 2760 };
  // A late shift ends at 18:30, an early one starts at 8:00.
  it('counts from the first shift known', () => {
    expect(found(rule, [...late(0, 1), ...early(2)])).toEqual([[2760 - 810, [2]]]);
    expect(found(rule, [...late(0), ...early(1)])).toEqual([]);
  });
  it('is owed for a series before the period, on its first day too', () => {
    const prior = [priorShift(-2, 'late'), priorShift(-1, 'late')];
    expect(found(rule, early(0), { prior })).toEqual([[2760 - 960, [0]]]);
  });
  it('is owed where the kind comes back after a day off, not where the series goes on', () => {
    const long = { ...rule, minutes: 4000 };
    expect(found(long, late(0, 1, 3))).toEqual([[4000 - (48 * 60 - 510), [3]]]);
    expect(found(long, late(0, 1, 2))).toEqual([]);
  });
});

it('of a sum that jumps all counts, also what was carried up to the limit', () => {
  const rule: Rule = { ...head, rule: 'paid-minutes', per: 'period', max: 480, all: true };
  const carried = [{ rule: 'rule', amount: 480 }];
  expect(found(rule, early(0), { carried })).toEqual([[960, expect.anything()]]);
  expect(found(rule, early(0), { carried: [{ rule: 'rule', amount: 500 }] })).toEqual([[480, expect.anything()]]);
});
