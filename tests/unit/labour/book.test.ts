import { describe, expect, it } from 'vitest';
import type { InputError } from '../../../src/errors.js';
import { checkSet, lawBookOf, lawSetOn, resolveLaws } from '../../../src/labour/book.js';

const codes = (file: unknown): string[] => resolveLaws(file).issues.map((issue) => issue.code);
const rest = (id: string, minHours: number, dates: object = {}) => ({ id, kind: 'daily-rest', minHours, ...dates });

describe('shipped rule sets', () => {
  const book = lawBookOf();

  it('cover the sites a Dutch centre has, and none', () => {
    expect([...book.sets.keys()]).toEqual(['NL', 'EU', 'SR', 'ZA', 'TR', 'PT', 'ES', 'CW', 'MA', 'none']);
  });

  it.each([...book.sets.values()])('$id gives each rule a source, an article and dates that do not overlap', (set) => {
    expect(checkSet(set)).toEqual([]);
    for (const rule of set.rules) {
      expect(rule.source).not.toBe('');
      expect(rule.article).not.toBe('');
      expect(rule.validFrom >= set.validFrom).toBe(true);
    }
  });
});

describe('law.json', () => {
  it('adds a set of its own', () => {
    const book = lawBookOf({ sets: [{ id: 'IL', validFrom: '1951-01-01', rules: [rest('IL/rest', 8)] }] });
    expect(lawSetOn(book, 'IL', '1999-01-04').rules).toMatchObject([
      {
        id: 'IL/rest',
        article: 'IL/rest',
        minHours: 8,
        severity: 'hard',
        validFrom: '1951-01-01',
        validTo: '9999-12-31',
      },
    ]);
    expect(book.sets.has('NL')).toBe(true);
  });

  it('replaces a shipped set of the same id', () => {
    const book = lawBookOf({ sets: [{ id: 'SR', rules: [rest('SR/rest', 10)] }] });
    expect(book.sets.get('SR')?.rules.map((rule) => rule.id)).toEqual(['SR/rest']);
  });

  it('extends a shipped set: replaces rules by id, removes some, keeps the others', () => {
    const shipped = lawBookOf().sets.get('NL')!;
    const book = lawBookOf({
      sets: [{ id: 'NL', extends: 'NL', remove: ['NL-ATW/5:8(8)'], rules: [rest('NL-ATW/5:3', 12)] }],
    });
    const set = book.sets.get('NL')!;
    expect(set.rules).toHaveLength(shipped.rules.length - 1);
    expect(set.rules.find((rule) => rule.id === 'NL-ATW/5:3')).toMatchObject({
      minHours: 12,
      source: 'law.json, NL on NL',
    });
    expect(set.dutyGapHours).toBe(shipped.dutyGapHours);
    expect(set.validFrom).toBe(shipped.validFrom);
  });

  it('may follow a rule by another in time', () => {
    const rules = [rest('X/rest', 10, { validTo: '2026-06-30' }), rest('X/rest', 11, { validFrom: '2026-07-01' })];
    expect(codes({ sets: [{ id: 'X', rules }] })).toEqual([]);
  });

  it.each([
    [
      'two values of a rule on a day',
      { sets: [{ id: 'X', rules: [rest('r', 10), rest('r', 11, { validFrom: '2026-07-01' })] }] },
      'law-validity-overlap',
    ],
    [
      'dates that run backwards',
      { sets: [{ id: 'X', rules: [rest('r', 10, { validFrom: '2026-07-01', validTo: '2026-01-01' })] }] },
      'law-validity-reversed',
    ],
    ['a date that is none', { sets: [{ id: 'X', validFrom: '2026-02-30', rules: [] }] }, 'law-date-bad'],
    [
      'a set twice',
      {
        sets: [
          { id: 'X', rules: [] },
          { id: 'X', rules: [] },
        ],
      },
      'law-set-twice',
    ],
    ['a parent there is not', { sets: [{ id: 'X', extends: 'FR', rules: [] }] }, 'law-set-unknown'],
    [
      'removal of a rule there is not',
      { sets: [{ id: 'X', extends: 'NL', remove: ['NL-ATW/9:9'], rules: [] }] },
      'law-rule-unknown',
    ],
    [
      'consent to a rule there is not',
      { sets: [], consents: [{ rule: 'NL-ATW/9:9', record: 'letter' }] },
      'law-rule-unknown',
    ],
    [
      'a kind of rule there is not',
      { sets: [{ id: 'X', rules: [{ id: 'r', kind: 'siesta', minHours: 2 }] }] },
      'value-not-allowed',
    ],
    ['a rule without its limit', { sets: [{ id: 'X', rules: [{ id: 'r', kind: 'daily-rest' }] }] }, 'key-missing'],
    ['a limit that is a text', { sets: [{ id: 'X', rules: [rest('r', '11' as unknown as number)] }] }, 'type-wrong'],
    ['a misspelt key', { sets: [{ id: 'X', rulez: [], rules: [] }] }, 'key-unknown'],
  ])('names %s', (_, file, code) => {
    expect(codes(file)).toContain(code);
  });

  it('names unknown sets and dates outside a set', () => {
    const book = lawBookOf();
    const codesOf = (id: string, date: string): string[] => {
      try {
        lawSetOn(book, id, date);
        return [];
      } catch (error) {
        return (error as InputError).issues.map((issue) => issue.code);
      }
    };
    expect(codesOf('NL', '2007-03-31')).toEqual(['law-not-valid-on-date']);
    expect(codesOf('NL', '2007-04-01')).toEqual([]);
    expect(codesOf('ES', '2027-01-01')).toEqual([]);
    expect(codesOf('FR', '2026-01-01')).toEqual(['law-set-unknown']);
  });
});

describe('agreements on top of the law', () => {
  const warned = (rules: object[], remove: string[] = []): string[] =>
    resolveLaws({ sets: [{ id: 'NL', extends: 'NL', rules, remove }] }).issues.map(({ code }) => code);
  const count = (maxShifts: number, weeks: number) => ({ id: 'NL-ATW/5:8(8)', kind: 'night-count', maxShifts, weeks });
  const average = (maxHours: number) => ({ id: 'NL-ATW/5:7(3)', kind: 'average-hours', maxHours, weeks: 4 });
  const pause = (minMinutes: number) => ({
    id: 'NL-ATW/5:4a',
    kind: 'break',
    overHours: 5.5,
    minMinutes,
    partMinutes: 15,
  });

  it.each([
    ['longer rest', [rest('NL-ATW/5:3', 12)], []],
    ['shorter rest', [rest('NL-ATW/5:3', 10)], ['law-looser']],
    ['breaks of a quarter', [pause(15)], []],
    ['shorter breaks', [pause(14)], ['law-looser']],
    ['60 hours on average over 4 weeks', [average(60)], []],
    ['61 hours', [average(61)], ['law-looser']],
    ['140 nights in 52 weeks', [count(140, 52)], []],
    ['141 nights', [count(141, 52)], ['law-looser']],
    ['fewer free Sundays', [{ id: 'NL-ATW/5:6(3)', kind: 'sundays-free', minFree: 4, perWeeks: 52 }], []],
    ['series of eight', [{ id: 'NL-ATW/5:8(6)', kind: 'night-series-length', maxShifts: 8 }], []],
    ['series of nine', [{ id: 'NL-ATW/5:8(6)', kind: 'night-series-length', maxShifts: 9 }], ['law-looser']],
  ])('%s', (_, rules, codes) => {
    expect(warned(rules)).toEqual(codes);
  });

  it('may leave out only what an agreement may settle at will', () => {
    expect(warned([], ['NL-ATW/5:6(3)'])).toEqual([]);
    expect(warned([], ['NL-ATW/5:7b'])).toEqual(['law-looser']);
    expect(warned([], ['NL-ATW/5:8(8)'])).toEqual(['law-looser']);
    expect(warned([], ['NL-KSF/1.2'])).toEqual([]);
  });

  it.each([
    ['that ends before it begins', { validFrom: '2026-02-01', validTo: '2026-01-01' }, 'law-validity-reversed'],
    ['with a date that is none', { validFrom: '2026-02-30' }, 'law-date-bad'],
  ])('consent %s is refused', (_, dates, code) => {
    expect(codes({ sets: [], consents: [{ rule: 'NL-ATW/4:5d', record: 'letter', ...dates }] })).toEqual([code]);
  });
});
