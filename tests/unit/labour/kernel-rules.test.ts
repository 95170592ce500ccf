import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { RuleSchema } from '../../../solver/problem.js';
import { siteId } from '../../../src/domain/ids.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { demandedBreaks, forbiddenTimes, kernelRules, lawRuleSet } from '../../../src/labour/kernel-rules.js';
import { agent, SITES } from '../../support/pay-centre.js';

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

  it('plan with the reduced rest, nights or peaks over the average only where asked', () => {
    const rules = kernelRules('NL', DATE, {}, laws, {
      useReducedRest: true,
      nightWork: true,
      averageAsWeekLimit: false,
    });
    expect(rules.map((rule) => rule.id)).toEqual([
      'NL-ATW/5:3',
      'NL-ATW/5:5',
      'NL-ATW/5:7a',
      'NL-ATW/5:7b',
      'NL-ATW/5:8(4)',
      'NL-ATW/5:8(6)',
    ]);
    expect(rules[0]).toMatchObject({ reduced: { minutes: 480, times: 1, windowMinutes: 10080 } });
    expect(rules[4]).toMatchObject({ rule: 'daily-rest', minutes: 840 });
  });

  it('differ for minors, who stay away at night, and forbid work under sixteen', () => {
    expect(kernelRules('NL', DATE, { ageYears: 17 }, laws)).toContainEqual({
      id: 'NL-ATW/5:7/16a',
      hard: true,
      rule: 'work-minutes',
      per: 'day',
      max: 540,
    });
    expect(forbiddenTimes('NL', DATE, { ageYears: 17 }, laws)).toEqual([
      { ruleId: 'NL-ATW/5:3/16-night', fromMinute: 1380, toMinute: 1800 },
    ]);
    expect(forbiddenTimes('NL', DATE, {}, laws)).toEqual([]);
    expect(kernelRules('NL', DATE, { ageYears: 15 }, laws)).toEqual([
      { id: 'NL-ATW/3:2', hard: true, rule: 'work-minutes', per: 'day', max: 0 },
    ]);
  });

  it.each([...laws.sets.keys()])('of %s fit the schema of the problem', (id) => {
    for (const rule of kernelRules(id, DATE, {}, laws, { useReducedRest: true, nightWork: true }))
      expect([...Value.Errors(RuleSchema, rule)]).toEqual([]);
  });

  it('come with an id that is shared by people under equal rules', () => {
    const office = SITES[0]!;
    const adult = lawRuleSet(agent('a'), office, DATE, laws);
    expect(lawRuleSet(agent('b', { birthDate: '1990-01-01' }), office, DATE, laws)).toEqual(adult);
    expect(lawRuleSet(agent('c', { birthDate: '2009-05-01' }), office, DATE, laws).id).toBe('law/NL/age-17');
    expect(lawRuleSet(agent('d', { site: siteId('paramaribo') }), SITES[2]!, DATE, laws).id).toBe('law/SR');
  });
});

describe('breaks that law demands', () => {
  it('are data for the check of work plans', () => {
    expect(demandedBreaks('NL', DATE, {}, laws)).toEqual([
      { ruleId: 'NL-ATW/5:4a', overWorkMinutes: 330, totalMinutes: 30, partMinutes: 15 },
      { ruleId: 'NL-ATW/5:4b', overWorkMinutes: 600, totalMinutes: 45, partMinutes: 15 },
    ]);
    expect(demandedBreaks('SR', DATE, {}, laws)).toEqual([
      { ruleId: 'SR-AW/break', overWorkMinutes: 360, totalMinutes: 30, partMinutes: 30, maxStretchMinutes: 300 },
    ]);
    expect(demandedBreaks('none', DATE, {}, laws)).toEqual([]);
  });
});
