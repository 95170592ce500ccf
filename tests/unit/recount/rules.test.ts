import { describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { ProblemAgent, Rule } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import type { PlannedShift } from '../../../solver/solution.js';
import { ANN, DAY, HOUR, LOOSE, narrowed, problemOf, shiftOf, shiftsOn, WORKDAYS } from './world.js';

/** `rule id: amount` of every breach. */
function broken(shifts: readonly PlannedShift[], rules: readonly Rule[] = LOOSE, ann: ProblemAgent = ANN): string[] {
  return recount(problemOf([ann], rules), shifts).breaches.map((breach) => `${breach.ruleId}: ${breach.amount}`);
}

const week = shiftsOn(WORKDAYS);
const without = (...days: number[]): PlannedShift[] => shiftsOn(WORKDAYS.filter((day) => !days.includes(day)));

describe('a legal roster', () => {
  it('breaks nothing', () => {
    expect(broken(week)).toEqual([]);
  });
});

describe('daily rest', () => {
  const rules = narrowed('daily', { minutes: 660 });

  it('misses minutes where a shift starts too soon after another, and only there', () => {
    // Monday 14:00 to 22:30, Tuesday 8:00: 9.5 hours.
    expect(broken([...without(0), shiftOf(0, { start: 14 })], rules)).toEqual(['daily: 90']);
    expect(broken([...without(0), shiftOf(0, { start: 12.5 })], rules)).toEqual([]);
  });

  it('counts prior work', () => {
    const ann = { ...ANN, prior: [{ startSlot: -9 * HOUR, endSlot: -HOUR, paidMinutes: 480 }] };
    expect(broken(week, rules, ann)).toEqual(['daily: 120']);
  });

  it('grants a reduced rest once per window', () => {
    const reduced = narrowed('daily', {
      minutes: 660,
      reduced: { minutes: 480, times: 1, windowMinutes: 10_080 },
    } as Partial<Rule>);
    const once = [...without(0), shiftOf(0, { start: 14 })];
    expect(broken(once, reduced)).toEqual([]);
    // A second reduced rest (Wednesday to Thursday) in the same seven days is not granted: 11 hours wanted, 9.5 there.
    const twice = [...without(0, 2), shiftOf(0, { start: 14 }), shiftOf(2, { start: 14 })];
    expect(broken(twice, reduced)).toEqual(['daily: 90']);
    // In the second week it is.
    const spread = [...without(0, 8), shiftOf(0, { start: 14 }), shiftOf(8, { start: 14 })];
    expect(broken(spread, reduced)).toEqual([]);
    // Shorter than the reduced rest: granted, but still half an hour short of 8 hours. 15:30 to 0:00, then 7:30.
    const short = [...without(0, 1), shiftOf(0, { start: 15.5 }), shiftOf(1, { start: 7.5 })];
    expect(broken(short, reduced)).toEqual(['daily: 30']);
  });
});

describe('weekly rest', () => {
  const rules = narrowed('weekly', { minutes: 2160 });

  it('leaves room for a long rest in the seven days that begin with work', () => {
    // Monday 8:00 to Saturday 20:00 are 132 hours, with 36 they are seven days; half an hour later is too late.
    const until = (start: number): PlannedShift[] => [...shiftsOn([0, 1, 2, 3, 4, 9]), shiftOf(5, { start })];
    expect(broken(until(11.5), rules)).toEqual([]);
    expect(broken(until(12), rules)).toEqual(['weekly: 30']);
  });

  it('judges stretches, not calendar weeks: days off that are too short do not end one', () => {
    // Thursday and Sunday off, but Wednesday 22:30 to Friday 8:00 and Saturday 22:30 to Monday 8:00 are 33.5 hours:
    // the stretch goes on to Wednesday 16:30 of the second week, 9 days and 8.5 hours after its start.
    const shifts = [0, 1, 2, 4, 5, 7, 8, 9, 11].map((day) => shiftOf(day, { start: day === 2 || day === 5 ? 14 : 8 }));
    expect(broken(shifts, rules)).toEqual([`weekly: ${(9 * 24 + 8.5 - 132) * 60}`]);
    expect(broken(shiftsOn([0, 1, 2, 4, 5, 7, 8, 9, 11]), rules)).toEqual([]);
  });

  it('knows a stretch that begins in the prior work, and charges only what the period adds', () => {
    const prior = [-3, -2, -1].map((day) => ({
      startSlot: day * DAY + 8 * HOUR,
      endSlot: day * DAY + 16 * HOUR + 2,
      paidMinutes: 480,
    }));
    const shifts = shiftsOn([0, 1, 2, 3, 8]);
    expect(broken(shifts, rules, { ...ANN, prior })).toEqual([`weekly: ${(6 * 24 + 8.5 - 132) * 60}`]);
    expect(broken(shifts, rules)).toEqual([]);
    const longAgo = [-7, -6, -5, -4].map((day) => ({
      ...prior[0]!,
      startSlot: day * DAY + 8 * HOUR,
      endSlot: day * DAY + 64,
    }));
    // Seven days before the period already end 20.5 hours late; each day of the period adds one.
    expect(broken(shiftsOn([0, 8]), rules, { ...ANN, prior: [...longAgo, ...prior] })).toEqual(['weekly: 1440']);
  });
});

describe('sums', () => {
  it('paid minutes: under and over per week, with credits for leave', () => {
    expect(broken(without(2), narrowed('paid', { min: 2400 }))).toEqual(['paid: 480']);
    const credited = { ...ANN, credits: [{ day: 2, paidMinutes: 480 }] };
    expect(broken(without(2), narrowed('paid', { min: 2400 }), credited)).toEqual([]);
    const longer = [...without(2), shiftOf(2, { paidHours: 9 })];
    expect(broken(longer, narrowed('paid', { max: 2400 }))).toEqual(['paid: 60']);
    expect(broken(week, narrowed('paid', { per: 'period', min: 4860, max: 5000 }))).toEqual(['paid: 60']);
  });

  it('paid minutes per day bind on days with work only', () => {
    expect(broken([...without(2), shiftOf(2, { paidHours: 4 })], narrowed('paid', { per: 'day', min: 300 }))).toEqual([
      'paid: 60',
    ]);
  });

  it('working minutes', () => {
    const longer = [...without(3), shiftOf(3, { paidHours: 10 })];
    expect(broken(longer, narrowed('work', { max: 540 }))).toEqual(['work: 60']);
    expect(broken(longer, narrowed('work', { per: 'week', max: 2400 }))).toEqual(['work: 120']);
  });

  it('days worked', () => {
    expect(broken([...week, shiftOf(5)], narrowed('days', { max: 5 }))).toEqual(['days: 1']);
    expect(broken(without(7, 8), narrowed('days', { min: 5 }))).toEqual(['days: 2']);
  });

  it('shift count', () => {
    const late = (day: number): PlannedShift => shiftOf(day, { template: 'L' });
    expect(broken([...without(3, 4), late(3), late(4)], narrowed('count', { max: 1 }))).toEqual(['count: 1']);
    expect(broken(without(4), narrowed('count', { kinds: ['early'], min: 5, max: 9 }))).toEqual(['count: 1']);
  });

  it('start variation on the wall clock', () => {
    expect(broken([...without(0), shiftOf(0, { start: 11 })], narrowed('variation', { maxMinutes: 120 }))).toEqual([
      'variation: 60',
    ]);
  });

  it('days at places', () => {
    const home = [...without(0, 1), ...shiftsOn([0, 1], { site: 'home' })];
    expect(broken(home, narrowed('place', { max: 1 }))).toEqual(['place: 1']);
    expect(broken(home, narrowed('place', { min: 1 }))).toEqual(['place: 1']);
  });
});

describe('runs', () => {
  it('days in a row: too many and too few', () => {
    expect(broken([...week, shiftOf(5)], narrowed('run', { max: 5 }))).toEqual(['run: 1']);
    // Day 2 off leaves runs of two; day 3 off too leaves one of one day, day 4.
    expect(broken(without(2, 3), narrowed('run', { min: 2 }))).toEqual(['run: 1']);
  });

  it('lengthens a run by prior work, and knows its beginning by it', () => {
    const prior = [-3, -2, -1].map((day) => ({
      startSlot: day * DAY + 8 * HOUR,
      endSlot: day * DAY + 16 * HOUR,
      paidMinutes: 480,
    }));
    expect(broken(week, narrowed('run', { max: 6 }), { ...ANN, prior })).toEqual(['run: 2']);
    expect(broken(shiftsOn([0, 7]), narrowed('run', { max: 1 }), { ...ANN, prior })).toEqual(['run: 1']);
    // Monday alone: a run of one where the prior days −1 to −3 are known to be off.
    expect(broken(without(1), narrowed('run', { min: 2 }))).toEqual(['run: 1']);
    expect(broken(without(1), narrowed('run', { min: 2 }), { ...ANN, prior: [] })).toEqual([]);
  });

  it('days off in a row: too few, too many, and not judged against min at the end of the period', () => {
    expect(broken([...week, shiftOf(5)], narrowed('off', { min: 2 }))).toEqual(['off: 1']);
    expect(broken(without(7), narrowed('off', { max: 2 }))).toEqual(['off: 1']);
    expect(broken([...week, shiftOf(12)], narrowed('off', { min: 2 }))).toEqual([]);
  });

  it('a run of prior days that the first day ends is too short as well, but not too long', () => {
    const prior = [-4, -2, -1].map((day) => ({
      startSlot: day * DAY + 8 * HOUR,
      endSlot: day * DAY + 16 * HOUR,
      paidMinutes: 480,
    }));
    expect(broken(without(0), narrowed('run', { min: 3 }), { ...ANN, prior })).toEqual(['run: 1']);
    expect(broken(shiftsOn([2, 3, 9, 10]), narrowed('run', { max: 1 }), { ...ANN, prior })).toEqual([
      'run: 1',
      'run: 1',
    ]);
  });

  it('series of shifts of a kind', () => {
    const late = (...days: number[]): PlannedShift[] => days.map((day) => shiftOf(day, { template: 'L' }));
    expect(broken([...without(1, 2, 3), ...late(1, 2, 3)], narrowed('series', { max: 2 }))).toEqual([
      'succession: 1',
      'series: 1',
    ]);
    expect(broken([...without(4), ...late(4)], narrowed('series', { min: 2 }))).toEqual(['series: 1']);
    expect(broken([...without(11), ...late(11)], narrowed('series', { min: 2 }))).toEqual(['series: 1']);
  });

  it('rest after a series', () => {
    // Late on Thursday and Friday until 16:30; the next shift is on Monday at 8:00: 63.5 hours.
    const series = [...without(3, 4), ...[3, 4].map((day) => shiftOf(day, { template: 'L' }))];
    expect(broken(series, narrowed('recovery', { minutes: 63.5 * 60 }))).toEqual([]);
    expect(broken(series, narrowed('recovery', { minutes: 64 * 60 }))).toEqual(['recovery: 30']);
    expect(broken(series, narrowed('recovery', { minutes: 64 * 60, atLeast: 3 }))).toEqual([]);
  });

  it('unwanted patterns, over the border of the period too', () => {
    const late = [...without(1, 2), shiftOf(1, { template: 'L' })];
    expect(broken(late)).toEqual(['pattern: 1']);
    expect(broken(late, narrowed('pattern', { from: 3 }))).toEqual([]);
    const prior = [{ startSlot: -2 * DAY + 8 * HOUR, endSlot: -2 * DAY + 16 * HOUR, paidMinutes: 480, kind: 'late' }];
    expect(broken(week, LOOSE, { ...ANN, prior })).toEqual(['pattern: 1']);
    const weekend = narrowed('pattern', { days: [{ on: true }, { off: true }, { off: true }], from: 5 });
    expect(broken(week, weekend)).toEqual(['pattern: 1', 'pattern: 1']);
  });

  it('successions, with the last prior day', () => {
    const late = shiftOf(1, { template: 'L' });
    expect(broken([...without(1), late])).toEqual(['succession: 1']);
    const prior = [{ startSlot: -14 * HOUR, endSlot: -6 * HOUR, paidMinutes: 480, kind: 'late' }];
    expect(broken(week, LOOSE, { ...ANN, prior })).toEqual(['succession: 1']);
  });

  it('weekends: too many, and halves', () => {
    const both = [...without(4, 11), ...shiftsOn([5, 6, 12, 13])];
    expect(broken(both, narrowed('weekends', { max: 1 }))).toEqual(['weekends: 1']);
    expect(broken([...week, shiftOf(5)], narrowed('weekends', { whole: true }))).toEqual(['weekends: 1']);
    expect(broken([...without(4), ...shiftsOn([5, 6])], narrowed('weekends', { whole: true }))).toEqual([]);
  });
});

describe('weekdays and what is carried', () => {
  it('counts on the given weekdays only', () => {
    const home = [...without(1, 3), ...shiftsOn([1, 3], { site: 'home' })];
    expect(broken(home, narrowed('place', { max: 0, weekdays: [2] }))).toEqual(['place: 1']);
    expect(broken([...week, shiftOf(5)], narrowed('days', { min: 0, max: 0, weekdays: [6, 7] }))).toEqual(['days: 1']);
    const late = [...without(4), shiftOf(4, { template: 'L' })];
    expect(broken(late, narrowed('count', { max: 0, weekdays: [5] }))).toEqual(['count: 1']);
    expect(broken(late, narrowed('count', { max: 0, weekdays: [1] }))).toEqual([]);
  });

  it('adds what earlier periods carry, and charges what comes on top', () => {
    const weekend = [...without(4), shiftOf(5)];
    const carry = (rule: string, amount: number): ProblemAgent => ({ ...ANN, carried: [{ rule, amount }] });
    expect(broken(weekend, LOOSE, carry('weekends', 1))).toEqual([]);
    expect(broken(weekend, LOOSE, carry('weekends', 5))).toEqual(['weekends: 1']);
    const count = narrowed('count', { kinds: ['early'], per: 'period', max: 12 });
    expect(broken(week, count, carry('count', 3))).toEqual(['count: 1']);
    expect(broken(week, narrowed('days', { per: 'period', max: 20, min: 12 }), carry('days', 1))).toEqual(['days: 1']);
  });
});

describe('soft rules', () => {
  it('cost their weight per unit and are not hard', () => {
    const rules = narrowed('days', { max: 5, hard: false, weight: 30 });
    const { breaches, cost } = recount(problemOf([ANN], rules), [...week, shiftOf(5)]);
    expect(breaches).toMatchObject([{ ruleId: 'days', rule: 'days-worked', hard: false, amount: 1, cost: 30 }]);
    expect(cost.rules).toBe(30);
  });
});

describe('rotation', () => {
  /** Week A early with a free weekend, week B late, week C works the weekend; the 30th of November lies in week A. */
  const rotation = (from: string): Rule[] => [
    ...LOOSE,
    {
      id: 'three',
      rule: 'rotation',
      hard: true,
      from,
      weeks: [
        [
          { weekdays: [1, 2, 3, 4, 5], kinds: ['early'] },
          { weekdays: [6, 7], off: true },
        ],
        [{ kinds: ['late'] }],
        [
          { weekdays: [6], on: true },
          { weekdays: [7], on: true, kinds: ['late'] },
        ],
      ],
    },
  ];
  const late = (day: number): PlannedShift => shiftOf(day, { template: 'L', start: 14 });

  it('asks each day for what its week of the pattern says, counted from a date of the first week', () => {
    const kept = [...shiftsOn([0, 1, 2]), late(7), late(8)];
    expect(broken(kept, rotation('2026-11-30'))).toEqual([]);
    // Any day of the week names it; three weeks later or earlier is the same.
    for (const from of ['2026-12-06', '2026-12-21', '2026-11-09']) expect(broken(kept, rotation(from))).toEqual([]);
    // A late shift and a Saturday in the week of earlies, an early one in the week of lates.
    expect(broken([...shiftsOn([0, 5, 7]), late(1)], rotation('2026-11-30'))).toEqual(
      Array.from({ length: 3 }, () => 'three: 1'),
    );
    // Standing a week further: lates now, then the weekend, in which Saturday is there and Sunday is not.
    expect(broken([late(0), late(7), late(12)], rotation('2026-11-23'))).toEqual(['three: 1']);
    expect(broken([late(0), late(7), late(12), late(13)], rotation('2026-11-23'))).toEqual([]);
  });

  it('is the same to the engine, which gives the weekend that the week asks for', async () => {
    const lp = await loadHighs();
    const [rule] = rotation('2026-11-23').slice(-1);
    const problem = problemOf([ANN], [...LOOSE.slice(0, 4), rule!]);
    const solution = await solveRoster(problem, { seed: 1, lp, stop: { workLimit: 20_000 } });
    expect(recount(problem, solution.shifts).breaches).toEqual([]);
    const weekend = solution.shifts.filter(({ day }) => day >= 12);
    expect(weekend.map(({ day, template }) => [day, template])).toEqual([
      [12, expect.any(String)],
      [13, 'L'],
    ]);
  });
});
