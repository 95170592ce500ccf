import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../solver/problem.js';
import { createMachine, type RuleContext, type Step } from '../../../solver/roster/rules/index.js';
import { LONG_AGO } from '../../../solver/roster/rules/machine.js';

const DAYS = 14;

/** Two weeks of hours from a Monday; kind 0 = early, 1 = late; site 0 = office, 1 = home. */
const context: RuleContext = {
  slotMinutes: 60,
  days: Array.from({ length: DAYS }, (_, d) => ({
    date: '2026-12-01',
    weekday: (d % 7) + 1,
    week: Math.floor(d / 7),
    startSlot: d * 24,
    endSlot: (d + 1) * 24,
    utcOffsetMinutes: 0,
  })),
  lastOfWeek: Uint8Array.from({ length: DAYS }, (_, d) => (d % 7 === 6 ? 1 : 0)),
  creditMinutes: new Float64Array(DAYS),
  kindIndex: new Map([
    ['early', 0],
    ['late', 1],
  ]),
  carried: new Map([['carried', 2]]),
  siteIndex: new Map([
    ['office', 0],
    ['home', 1],
  ]),
  cyclic: false,
  ringSlots: DAYS * 24,
  earliestLater: Int32Array.from({ length: DAYS }, (_, d) => (d === DAYS - 1 ? 1e9 : (d + 1) * 24)),
};

type Shift = readonly [start: number, hours: number, kind?: 'early' | 'late', site?: 'office' | 'home'];

/** What lies around the words of a machine, which are its own alone and all set at the start. */
const FOREIGN = 777;

/** Breach per day of two weeks in which the given days have shifts, and what shows at the end; of a ring that of the second round. */
function amounts(
  rule: Rule,
  shifts: Readonly<Record<number, Shift>>,
  around: RuleContext = context,
  after?: (state: Int32Array, day: number) => void,
): number[] {
  const machine = createMachine(rule, around);
  const state = new Int32Array(machine.words + 2).fill(FOREIGN);
  machine.init(state, 1);
  const round = (turn: number) =>
    around.days.map((day, d) => {
      const shift = shifts[d];
      const [start = 0, hours = 0, kind = 'early', site = 'office'] = shift ?? [];
      const step: Step = {
        day: d,
        weekday: day.weekday,
        on: shift !== undefined,
        start: turn * around.ringSlots + d * 24 + start,
        end: turn * around.ringSlots + d * 24 + start + hours,
        paid: hours,
        work: hours,
        kind: kind === 'early' ? 0 : 1,
        startMinute: start * 60,
        site: site === 'office' ? 0 : 1,
      };
      const amount = machine.step(state, 1, step);
      after?.(state.slice(1, 1 + machine.words), d);
      return amount;
    });
  let found = round(0);
  if (around.cyclic) found = round(1);
  const last = machine.finish(state, 1);
  expect([state[0], state.at(-1)]).toEqual([FOREIGN, FOREIGN]);
  return [...found, last];
}

/** The same two weeks from another weekday on, or as a ring. */
const from = (weekday: number): RuleContext => ({
  ...context,
  days: context.days.map((day, d) => ({ ...day, weekday: ((weekday - 1 + d) % 7) + 1 })),
});
const ring: RuleContext = { ...context, cyclic: true };

const total = (rule: Rule, shifts: Readonly<Record<number, Shift>>, around: RuleContext = context): number =>
  amounts(rule, shifts, around).reduce((sum, amount) => sum + amount, 0);

const on = (...days: number[]): Record<number, Shift> => Object.fromEntries(days.map((day) => [day, [9, 8] as const]));
const hard = { id: 'r', hard: true };

describe('daily-rest', () => {
  const rule: Rule = { ...hard, rule: 'daily-rest', minutes: 660 };
  it('charges the minutes missing between two shifts', () => {
    expect(total(rule, { 0: [14, 8], 1: [9, 8] })).toBe(0);
    expect(total(rule, { 0: [15, 8], 1: [7, 8] })).toBe(180);
  });
  it('allows a shorter rest once per window', () => {
    const reduced: Rule = { ...rule, reduced: { minutes: 480, times: 1, windowMinutes: 7 * 1440 } };
    expect(total(reduced, { 0: [15, 8], 1: [7, 8] })).toBe(0);
    expect(total(reduced, { 0: [15, 8], 1: [7, 8], 3: [15, 8], 4: [7, 8] })).toBe(180);
    expect(total(reduced, { 0: [15, 8], 1: [7, 8], 9: [15, 8], 10: [7, 8] })).toBe(0);
  });
});

describe('weekly-rest', () => {
  const rule: Rule = { ...hard, rule: 'weekly-rest', minutes: 36 * 60, windowMinutes: 7 * 1440 };
  it('lets Monday to Friday repeat and charges what a stretch ends too late', () => {
    expect(total(rule, on(0, 1, 2, 3, 4, 7, 8, 9, 10, 11))).toBe(0);
    expect(total(rule, on(0, 1, 2, 3, 4, 5, 6))).toBe((6 * 24 + 8 - 132) * 60);
  });
});

describe('states', () => {
  it('forget a shift from which on every later one has its rest', () => {
    const rule: Rule = { ...hard, rule: 'daily-rest', minutes: 660 };
    const last = (end: number): number => {
      let word = 0;
      amounts(rule, { 3: [end - 8, 8] }, context, (state, day) => {
        if (day === 3) word = state[0]!;
      });
      return word;
    };
    // Until midnight it is eleven hours from 13:00.
    expect(last(13)).toBe(LONG_AGO);
    expect(last(14)).toBe(3 * 24 + 14);
    const reduced: Rule = { ...rule, reduced: { minutes: 480, times: 1, windowMinutes: 1440 } };
    const words: number[] = [];
    amounts(reduced, { 0: [13, 8], 1: [7, 8] }, context, (state) => words.push(state[1]!));
    // The rest before Tuesday, 7:00, was short; from Wednesday midnight it is not yet a day ago, from Thursday on it is.
    expect(words.slice(0, 4)).toEqual([LONG_AGO, 31, LONG_AGO, LONG_AGO]);
  });
  it('of a ring go on into its second round, sums begin anew', () => {
    expect(total({ ...hard, rule: 'days-worked', per: 'period', max: 2 }, on(0, 5, 9), ring)).toBe(1);
    expect(total({ ...hard, rule: 'weekends', max: 1 }, on(5, 12), ring)).toBe(1);
    expect(total({ ...hard, id: 'carried', rule: 'weekends', max: 3 }, on(5, 12), ring)).toBe(1);
    expect(amounts({ ...hard, rule: 'daily-rest', minutes: 660 }, { 0: [2, 8], 13: [14, 8] }, ring)[0]).toBe(420);
  });
});

describe('rests at their limits', () => {
  const weekly: Rule = { ...hard, rule: 'weekly-rest', minutes: 36 * 60, windowMinutes: 7 * 1440 };
  it('a weekly rest of just its length ends a stretch', () => {
    // Friday 17:00 to Sunday 5:00 are 36 hours.
    expect(total(weekly, { ...on(0, 1, 2, 3, 4), 6: [5, 8] })).toBe(0);
    expect(total(weekly, { ...on(0, 1, 2, 3, 4), 6: [4, 8] })).toBe((6 * 24 + 12 - 9 - 132) * 60);
  });
  it('a stretch is charged as it grows, and once', () => {
    expect(amounts(weekly, on(0, 1, 2, 3, 4, 5, 6, 7)).slice(5, 9)).toEqual([0, 20 * 60, 24 * 60, 0]);
  });
  it('a ring without any long rest is charged by its length', () => {
    expect(total(weekly, on(...context.days.keys()), ring)).toBe(14 * 1440);
    expect(total(weekly, on(0, 1, 2, 3, 4, 7, 8, 9, 10, 11), ring)).toBe(0);
  });
  it('several reduced rests are counted one by one', () => {
    const twice: Rule = {
      ...hard,
      rule: 'daily-rest',
      minutes: 660,
      reduced: { minutes: 480, times: 2, windowMinutes: 7 * 1440 },
    };
    const short = (...days: number[]): Record<number, Shift> =>
      Object.fromEntries(days.flatMap((d) => [[d, [15, 8]] as const, [d + 1, [7, 8]] as const]));
    expect(total(twice, short(0, 2))).toBe(0);
    expect(total(twice, short(0, 2, 4))).toBe(180);
    // A week after the first one has gone, to the hour.
    expect(total(twice, short(0, 2, 7))).toBe(0);
    expect(total(twice, short(0, 5, 7, 9))).toBe(180);
  });
});

describe('sums', () => {
  it('paid-minutes per week outside its limits', () => {
    const rule: Rule = { ...hard, rule: 'paid-minutes', per: 'week', min: 960, max: 1440 };
    expect(amounts(rule, on(0, 1, 2, 3, 7))).toEqual([0, 0, 0, 480, 0, 0, 0, 0, 0, 0, 0, 0, 0, 480, 0]);
  });
  it('paid-minutes over a limit after which all of them count', () => {
    const rule: Rule = { ...hard, rule: 'paid-minutes', per: 'week', max: 1440, all: true };
    expect(total(rule, on(0, 1, 2))).toBe(0);
    expect(amounts(rule, on(0, 1, 2, 3, 4)).slice(0, 6)).toEqual([0, 0, 0, 1920, 480, 0]);
    expect(total({ ...rule, per: 'day', max: 400 }, on(0, 1))).toBe(960);
  });
  it('paid-minutes per day leaves days off alone', () => {
    expect(total({ ...hard, rule: 'paid-minutes', per: 'day', min: 540 }, on(0, 1))).toBe(120);
  });
  it('work-minutes per period', () => {
    expect(total({ ...hard, rule: 'work-minutes', per: 'period', max: 1000 }, on(0, 1, 8))).toBe(440);
  });
  it('days-worked per week', () => {
    expect(total({ ...hard, rule: 'days-worked', per: 'week', min: 1, max: 2 }, on(0, 1, 2))).toBe(2);
  });
  it('a minimum of the period is missed on its last day', () => {
    const rule: Rule = { ...hard, rule: 'days-worked', per: 'period', min: 3 };
    expect(amounts(rule, on(13))).toEqual([...new Array<number>(13).fill(0), 2, 0]);
    expect(total(rule, on(0, 12, 13))).toBe(0);
  });
  it('shift-count of a kind', () => {
    const rule: Rule = { ...hard, rule: 'shift-count', kinds: ['late'], per: 'period', max: 1 };
    expect(total(rule, { 0: [14, 8, 'late'], 1: [8, 8, 'early'], 9: [14, 8, 'late'] })).toBe(1);
  });
  it('place-days at a site', () => {
    const rule: Rule = { ...hard, rule: 'place-days', sites: ['home'], per: 'week', min: 2 };
    expect(total(rule, { 0: [9, 8, 'early', 'home'], 1: [9, 8], 8: [9, 8, 'early', 'home'] })).toBe(2);
  });
});

describe('runs', () => {
  it('consecutive-days over the maximum, day by day', () => {
    expect(total({ ...hard, rule: 'consecutive-days', max: 3 }, on(1, 2, 3, 4, 5))).toBe(2);
  });
  it('consecutive-days under the minimum unless cut by the border', () => {
    const rule: Rule = { ...hard, rule: 'consecutive-days', min: 3 };
    expect(total(rule, on(2, 3))).toBe(1);
    expect(total(rule, on(0, 13))).toBe(0);
  });
  it('consecutive-days-off', () => {
    expect(total({ ...hard, rule: 'consecutive-days-off', min: 2 }, on(1, 3, 4, 7))).toBe(1);
    expect(total({ ...hard, rule: 'consecutive-days-off', max: 4 }, on(6))).toBe(2 + 3);
  });
});

describe('weekends', () => {
  it('counts weekends with work and halves', () => {
    expect(total({ ...hard, rule: 'weekends', max: 1 }, on(5, 6, 12))).toBe(1);
    const whole: Rule = { ...hard, rule: 'weekends', whole: true };
    expect(total(whole, on(5, 12, 13))).toBe(1);
    expect(amounts(whole, on(5))[6]).toBe(1);
    expect(amounts(whole, on(6))[6]).toBe(1);
    expect(total(whole, on(5, 6))).toBe(0);
    expect(total(whole, on(0, 4, 7))).toBe(0);
  });
  it('counts one that the period begins in, of which nothing is known but its Sunday', () => {
    expect(total({ ...hard, rule: 'weekends', max: 0 }, on(0), from(7))).toBe(1);
    expect(total({ ...hard, rule: 'weekends', whole: true }, on(0), from(7))).toBe(0);
    expect(total({ ...hard, rule: 'weekends', max: 0 }, on(0, 1), from(6))).toBe(1);
  });
});

describe('succession', () => {
  it('charges late then early on the next day only', () => {
    const rule: Rule = { ...hard, rule: 'succession', from: ['late'], to: ['early'] };
    const shifts = { 0: [14, 8, 'late'], 1: [7, 8, 'early'], 3: [14, 8, 'late'], 5: [7, 8, 'early'] } as const;
    expect(amounts(rule, shifts).slice(0, 7)).toEqual([0, 1, 0, 0, 0, 0, 0]);
    expect(total(rule, on(0, 1, 2))).toBe(0);
  });
});

describe('start-variation', () => {
  it('charges the spread of starts within a week', () => {
    const rule: Rule = { ...hard, rule: 'start-variation', per: 'week', maxMinutes: 120 };
    expect(total(rule, { 0: [8, 8], 1: [11, 8], 2: [7, 8], 7: [15, 8] })).toBe(120);
    expect(total({ ...rule, per: 'period' }, { 0: [8, 8], 7: [15, 8] })).toBe(300);
    expect(total({ ...rule, per: 'period' }, { 0: [8, 8], 13: [12, 8] }, ring)).toBe(120);
    expect(total({ ...rule, per: 'day', maxMinutes: 0 }, { 0: [8, 8], 1: [15, 8] })).toBe(0);
  });
});

describe('consecutive-shifts', () => {
  const rule: Rule = { ...hard, rule: 'consecutive-shifts', kinds: ['late'], min: 2, max: 3 };
  const late = (...days: number[]): Record<number, Shift> =>
    Object.fromEntries(days.map((day) => [day, [14, 8, 'late'] as const]));
  it('charges a series that is too long day by day and one that is too short when it ends', () => {
    expect(amounts(rule, late(1, 2, 3, 4, 5)).slice(0, 8)).toEqual([0, 0, 0, 0, 1, 1, 0, 0]);
    expect(total(rule, late(2))).toBe(1);
    expect(total(rule, { ...late(2, 3), 4: [8, 8, 'early'] })).toBe(0);
  });
  it('does not look at other kinds, and leaves a series at the border alone', () => {
    expect(total(rule, on(1, 2, 3, 4, 5, 6))).toBe(0);
    expect(total(rule, late(0, 13))).toBe(0);
  });
});

describe('rest-after-series', () => {
  const rule: Rule = { ...hard, rule: 'rest-after-series', kinds: ['late'], atLeast: 2, minutes: 46 * 60 };
  it('asks for the rest only once the series is over and long enough', () => {
    // Until Tuesday 22:00; Thursday 20:00 would be early enough.
    expect(total(rule, { 0: [14, 8, 'late'], 1: [14, 8, 'late'], 3: [8, 8] })).toBe((46 - 34) * 60);
    expect(total(rule, { 0: [14, 8, 'late'], 1: [14, 8, 'late'], 4: [8, 8] })).toBe(0);
    expect(total(rule, { 0: [14, 8, 'late'], 1: [8, 8] })).toBe(0);
  });
  it('holds also where another kind follows at once', () => {
    expect(total(rule, { 0: [14, 8, 'late'], 1: [14, 8, 'late'], 2: [14, 8, 'early'] })).toBe((46 - 16) * 60);
    expect(total(rule, { 0: [14, 8, 'late'], 1: [14, 8, 'late'], 2: [14, 8, 'late'] })).toBe(0);
  });
});

describe('sequence', () => {
  it('charges every occurrence of a pattern, days off included', () => {
    const rule: Rule = { ...hard, rule: 'sequence', days: [{ kinds: ['late'] }, { off: true }, { kinds: ['early'] }] };
    expect(total(rule, { 0: [14, 8, 'late'], 2: [8, 8], 4: [14, 8, 'late'], 5: [8, 8] })).toBe(1);
    expect(amounts(rule, { 0: [14, 8, 'late'], 2: [8, 8] })[2]).toBe(1);
  });
  it('finds overlapping occurrences, and only those that begin on the weekday', () => {
    const rule: Rule = { ...hard, rule: 'sequence', days: [{ off: true }, { on: true }, { off: true }] };
    expect(total(rule, on(1, 3, 8))).toBe(3);
    expect(total({ ...rule, from: 1 }, on(1, 3, 8))).toBe(2);
  });
});

describe('sentences', () => {
  const said = (rule: Rule, amount: number): string => createMachine(rule, context).describe(amount);
  it('name measured amount and limits, and only those there are', () => {
    const days: Rule = { ...hard, rule: 'days-worked', per: 'week' };
    expect(said({ ...days, min: 2, max: 5 }, 1)).toBe('days worked per week (at least 2, at most 5) missed by 1');
    expect(said({ ...days, max: 5 }, 2)).toBe('days worked per week (at most 5) missed by 2');
    expect(said({ ...days, min: 2 }, 1)).toBe('days worked per week (at least 2) missed by 1');
    const run: Rule = { ...hard, rule: 'consecutive-days' };
    expect(said({ ...run, min: 2, max: 5 }, 1)).toContain('outside at least 2 at most 5 by 1');
    expect(said({ ...run, max: 5 }, 1)).not.toContain('at least');
    expect(said({ ...run, min: 2 }, 1)).not.toContain('at most');
    expect(said({ ...hard, rule: 'weekends', max: 1 }, 2)).toBe('2 weekend(s) beyond 1');
    expect(said({ ...hard, rule: 'weekends', whole: true }, 2)).toBe('2 weekend(s)  worked by half');
  });
});

describe('weekdays and what is carried', () => {
  it('counts on the given weekdays only', () => {
    expect(total({ ...hard, rule: 'days-worked', per: 'period', weekdays: [6, 7], max: 1 }, on(0, 1, 5, 6, 12))).toBe(
      2,
    );
    const home: Rule = { ...hard, rule: 'place-days', sites: ['home'], per: 'week', weekdays: [2], max: 0 };
    expect(total(home, { 0: [9, 8, 'early', 'home'], 1: [9, 8, 'early', 'home'], 8: [9, 8] })).toBe(1);
    const late: Rule = { ...hard, rule: 'shift-count', kinds: ['late'], per: 'week', weekdays: [5], min: 1 };
    expect(total(late, { 3: [14, 8, 'late'], 11: [14, 8, 'late'] })).toBe(1);
  });
  it('adds what earlier periods carry to a sum over the period, and charges only what comes on top', () => {
    const count: Rule = { ...hard, id: 'carried', rule: 'shift-count', kinds: ['early'], per: 'period', max: 3 };
    expect(total(count, on(0, 1))).toBe(1);
    expect(total({ ...count, max: 1 }, on(0, 1))).toBe(2);
    expect(total({ ...count, min: 5, max: 9 }, on(0))).toBe(2);
    expect(total({ ...hard, id: 'carried', rule: 'weekends', max: 3 }, on(5, 13))).toBe(1);
    expect(total({ ...count, id: 'other' }, on(0, 1, 2))).toBe(0);
  });
});
