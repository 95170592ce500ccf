import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { RuleSchema } from '../../../solver/problem.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { demandedBreaks } from '../../../src/labour/demanded-breaks.js';
import { kernelRules } from '../../../src/labour/kernel-rules.js';

const laws = lawBookOf();
const DATE = '2026-11-30';

describe('kernel rules', () => {
  it('are the hard Dutch rules for an adult, without the reduced rest', () => {
    expect(kernelRules('NL', DATE, {}, laws)).toEqual([
      { id: 'NL-ATW/5:3', hard: true, rule: 'daily-rest', minutes: 660 },
      { id: 'NL-ATW/5:5', hard: true, rule: 'weekly-rest', minutes: 2160, windowMinutes: 10080 },
      { id: 'NL-ATW/5:7a', hard: true, rule: 'work-minutes', per: 'day', max: 720 },
      { id: 'NL-ATW/5:7b', hard: true, rule: 'work-minutes', per: 'week', max: 3600 },
      { id: 'NL-ATW/5:7c', hard: true, rule: 'work-minutes', per: 'week', max: 2880 },
      { id: 'NL-ATW/5:7(3)', hard: true, rule: 'work-minutes', per: 'week', max: 3300 },
    ]);
  });

  const NIGHTS = { kinds: ['night'], longestMinutes: 480, earliestStart: 1320, latestEnd: 1830 };

  it('plan with the reduced rest, nights or peaks over the average only where asked', () => {
    const rules = kernelRules('NL', DATE, {}, laws, {
      useReducedRest: true,
      nights: NIGHTS,
      averageAsWeekLimit: false,
    });
    expect(rules.slice(0, 4).map((rule) => rule.id)).toEqual([
      'NL-ATW/5:3',
      'NL-ATW/5:5',
      'NL-ATW/5:7a',
      'NL-ATW/5:7b',
    ]);
    expect(rules[0]).toMatchObject({ reduced: { minutes: 480, times: 1, windowMinutes: 10080 } });
    expect(rules.slice(4)).toEqual([
      // From 6:30 in the morning to 22:00 nights lie far enough apart by themselves.
      { id: 'NL-ATW/5:8(4)', hard: true, rule: 'rest-after-series', kinds: ['night'], atLeast: 1, minutes: 840 },
      { id: 'NL-ATW/5:8(5)', hard: true, rule: 'rest-after-series', kinds: ['night'], atLeast: 3, minutes: 2760 },
      { id: 'NL-ATW/5:8(6)', hard: true, rule: 'consecutive-days', max: 7 },
    ]);
  });

  it('keep nights apart where their families do not, and within their hours', () => {
    const rules = kernelRules('NL', DATE, {}, laws, {
      nights: { ...NIGHTS, earliestStart: 1080, longestMinutes: 660 },
    });
    expect(rules).toContainEqual({ id: 'NL-ATW/5:8(4)', hard: true, rule: 'daily-rest', minutes: 840 });
    expect(rules).toContainEqual({ id: 'NL-ATW/5:8(1)', hard: true, rule: 'work-minutes', per: 'day', max: 600 });
  });

  it('hold an average over each run of its weeks, also where the plan is longer', () => {
    const past = {
      hours: Array<number>(15).fill(40),
      nights: () => [],
      restDays: [],
      taken: [...Array<number>(12).fill(0), 20],
      takenBeside: Array<number>(13).fill(0),
    };
    const rules = kernelRules('NL', DATE, {}, laws, { past, averageAsWeekLimit: false });
    // The last four of thirteen weeks have 4 x 55 hours less 20, each as much.
    expect(rules.find((rule) => rule.id === 'NL-ATW/5:7(3)')).toMatchObject({ per: 'week', max: 50 * 60 });
  });

  it('leave of averages and numbers what the past has not used', () => {
    const past = {
      hours: [60, 60, 60, ...Array<number>(12).fill(40)],
      nights: () => Array<number>(15).fill(2),
      restDays: Array<number>(51).fill(1).fill(0, 38),
      taken: [4],
      takenBeside: [0],
    };
    const rules = kernelRules('NL', DATE, {}, laws, { past, nights: NIGHTS, averageAsWeekLimit: false });
    const limit = (id: string) => rules.find((rule) => rule.id === id);
    // 16 x 48 hours less 660 and 4; 4 x 55 less 180 and 4; 60 less the 4 that are taken.
    expect(limit('NL-ATW/5:7c')).toMatchObject({ per: 'week', max: 104 * 60 });
    expect(limit('NL-ATW/5:7(3)')).toMatchObject({ per: 'week', max: 36 * 60 });
    expect(limit('NL-ATW/5:7b')).toMatchObject({ per: 'week', max: 56 * 60 });
    const kept = kernelRules('NL', DATE, {}, laws, { past, contractHours: 42 });
    expect(kept.find((rule) => rule.id === 'NL-ATW/5:7b')).toMatchObject({ max: 60 * 60 });
    // 36 nights less 30; sixteen nights in sixteen weeks ask for 40 hours on average, which are used up.
    expect(limit('NL-ATW/5:8(8)')).toEqual({
      id: 'NL-ATW/5:8(8)',
      hard: true,
      rule: 'shift-count',
      kinds: ['night'],
      per: 'period',
      max: 6,
    });
    expect(limit('NL-ATW/5:8(2)')).toMatchObject({ per: 'week', max: 0 });
    // 39 Sundays of 52 weeks may be worked: one is left, and a week has one.
    expect(limit('NL-ATW/5:6(3)')).toBeUndefined();
    const full = { ...past, restDays: Array<number>(51).fill(1).fill(0, 39) };
    expect(kernelRules('NL', DATE, {}, laws, { past: full }).find((rule) => rule.id === 'NL-ATW/5:6(3)')).toMatchObject(
      {
        rule: 'days-worked',
        weekdays: [7],
        max: 0,
      },
    );
  });

  it('spread what is left over the weeks of a period', () => {
    const past = { hours: [70, 70, 70], nights: () => [], restDays: [], taken: [0, 0], takenBeside: [0, 0] };
    const rules = kernelRules('NL', DATE, {}, laws, { past, averageAsWeekLimit: false });
    // The window to the first week leaves 220 - 210 hours, that to the second 220 - 140 for both.
    expect(rules.find((rule) => rule.id === 'NL-ATW/5:7(3)')).toMatchObject({ per: 'week', max: 600 });
  });

  it('differ for minors, and forbid work under sixteen', () => {
    expect(kernelRules('NL', DATE, { ageYears: 17 }, laws)).toContainEqual({
      id: 'NL-ATW/5:7/16a',
      hard: true,
      rule: 'work-minutes',
      per: 'day',
      max: 540,
    });
    expect(kernelRules('NL', DATE, { ageYears: 15 }, laws)).toEqual([
      { id: 'NL-ATW/3:2', hard: true, rule: 'work-minutes', per: 'day', max: 0 },
    ]);
  });

  it.each([...laws.sets.keys()])('of %s fit the schema of the problem', (id) => {
    for (const rule of kernelRules(id, DATE, {}, laws, { useReducedRest: true, nights: NIGHTS }))
      expect([...Value.Errors(RuleSchema, rule)]).toEqual([]);
  });
});

describe('breaks that law demands', () => {
  it('are data for the check of work plans', () => {
    expect(demandedBreaks('NL', DATE, {}, laws)).toEqual([
      { ruleId: 'NL-ATW/5:4a', article: 'ATW 5:4(2)a', overWorkMinutes: 330, totalMinutes: 30, partMinutes: 15 },
      { ruleId: 'NL-ATW/5:4b', article: 'ATW 5:4(2)b', overWorkMinutes: 600, totalMinutes: 45, partMinutes: 15 },
    ]);
    expect(demandedBreaks('SR', DATE, {}, laws)).toEqual([
      {
        ruleId: 'SR-AW/break',
        article: 'Arbeidswet 1963, breaks',
        overWorkMinutes: 360,
        totalMinutes: 30,
        partMinutes: 30,
        maxStretchMinutes: 300,
      },
    ]);
    expect(demandedBreaks('none', DATE, {}, laws)).toEqual([]);
  });
});
